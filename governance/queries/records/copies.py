"""What the school holds about one person, for a copy that the data protection officer reads first (DOMAIN 3.6).

Other people are masked.  Concerns and cases are never read here, and neither is anything that would show whether there
are any: what the safeguarding lead has, acts upon it, and mails about it.  These functions never write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.acts import ACTS, sentence
from governance.domain.comments.words import STATE_WORDS, CommentState
from governance.domain.records.copied_acts import COPIED_ACTS
from governance.domain.records.masking import LEFT_OUT, Mask
from governance.domain.words import ROLE_WORDS
from governance.models import (
    AbsenceSpan,
    Account,
    Acknowledgement,
    Appointment,
    AuditRow,
    Authorisation,
    Comment,
    CommentRevision,
    Concern,
    Consent,
    Delegation,
    IdentityCard,
    Membership,
    Person,
    PersonShown,
    PhotoEvent,
    PhotoPass,
    PhotoPassHolder,
    PolicyQuestion,
    PolicyText,
    School,
    Site,
    SubjectRequest,
    Training,
)

MOST_ACTS = 5_000
Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a copy: its heading, the names of its columns, and its lines."""

    title: str
    headings: Line
    lines: tuple[Line, ...]


def copy_for(session: Session, school: School, asked: SubjectRequest) -> tuple[Part, ...]:
    """Return everything that the school holds about the person of a request, but for what has its own readers."""
    name, person_id = asked.about_name, asked.about_person
    mask = Mask(_names(session, school.id), (name, *_own_names(session, person_id)))
    zone = ZoneInfo(school.time_zone)
    parts = [*_as_member(session, school.id, person_id, mask)] if person_id is not None else []
    parts += [
        _comments(session, school.id, name, mask, zone),
        _consents(session, school.id, name, person_id, mask),
        _passes(session, school.id, name),
    ]
    if person_id is not None:
        parts.append(_acts(session, school.id, person_id, zone))
    return tuple(part for part in parts if part.lines)


def _as_member(session: Session, school_id: int, person_id: int, mask: Mask) -> Iterator[Part]:
    """The staff account, the membership, roles, duties and what was recorded about them."""
    account = session.execute(
        sa.select(Account.email, Account.active, Account.created_at).where(Account.person_id == person_id)
    )
    yield Part(
        "Sign-in",
        ("E-mail address", "In use", "Since"),
        tuple((email, "yes" if active else "no", _day(at.date())) for email, active, at in account),
    )
    member = session.scalar(
        sa.select(Membership).where(Membership.school_id == school_id, Membership.person_id == person_id)
    )
    if member is not None:
        belongs = (member.person.name, member.kind.value, member.position, _day(member.starts_on), _day(member.ends_on))
        yield Part("At the school", ("Name", "As", "Position", "From", "Until"), (belongs,))
        roles = tuple((ROLE_WORDS[held.role], _day(held.starts_on), _day(held.ends_on)) for held in member.roles)
        yield Part("Roles", ("Role", "From", "Until"), roles)
    yield Part(
        "Duties on sites", ("Site", "Duty", "From", "Until", "How it stands"), _duties(session, school_id, person_id)
    )
    yield from _recorded(session, school_id, person_id, mask)


def _duties(session: Session, school_id: int, person_id: int) -> tuple[Line, ...]:
    rows = session.execute(
        sa.select(Appointment, Site.name)
        .join(Site, sa.and_(Site.school_id == Appointment.school_id, Site.id == Appointment.site_id))
        .where(Appointment.school_id == school_id, Appointment.person_id == person_id)
        .order_by(Appointment.id)
    )
    return tuple((site, row.duty.value, _day(row.starts_on), _day(row.ends_on), _standing(row)) for row, site in rows)


def _standing(row: Appointment) -> str:
    if row.refused_at is not None:
        return "not approved by the head"
    if row.declined_at is not None:
        return "declined"
    return "approved" if row.approved_at is not None else "waits"


def _recorded(session: Session, school_id: int, person_id: int, mask: Mask) -> Iterator[Part]:
    """What was recorded about a member of staff in registers of its own."""
    mine = {"school_id": school_id, "person_id": person_id}
    trainings = session.scalars(sa.select(Training).filter_by(**mine).order_by(Training.id))
    training_lines = ((one.topic, one.given_by, _day(one.trained_on), _day(one.expires_on)) for one in trainings)
    yield Part("Training", ("Topic", "Given by", "On", "Counts until"), tuple(training_lines))
    allowed = session.scalars(sa.select(Authorisation).filter_by(**mine).order_by(Authorisation.id))
    authorised_lines = ((_day(one.starts_on), _day(one.ends_on), mask.masked(one.reason)) for one in allowed)
    yield Part("Authorised by the head", ("From", "Until", "Why"), tuple(authorised_lines))
    acting = session.scalars(sa.select(Delegation).filter_by(**mine).order_by(Delegation.id))
    acting_lines = ((_day(one.starts_on), _day(one.ends_on), mask.masked(one.reason)) for one in acting)
    yield Part("Acting for the head", ("From", "Until", "Why"), tuple(acting_lines))
    away = session.scalars(sa.select(AbsenceSpan).filter_by(**mine).order_by(AbsenceSpan.id))
    yield Part("Away", ("From", "Until"), tuple((_day(one.starts_on), _day(one.ends_on)) for one in away))
    cards = session.scalars(sa.select(IdentityCard).filter_by(**mine).order_by(IdentityCard.id))
    cards_lines = ((one.display_name, one.position, _day(one.starts_on), _day(one.ends_on)) for one in cards)
    yield Part("Shown to readers", ("Name", "Position", "From", "Until"), tuple(cards_lines))
    signed = session.execute(
        sa.select(Acknowledgement, PolicyText.number)
        .join(PolicyText, PolicyText.id == Acknowledgement.policy_text_id)
        .where(Acknowledgement.school_id == school_id, Acknowledgement.person_id == person_id)
        .order_by(Acknowledgement.id)
    )
    signed_lines = (
        (f"version {number}", one.name, one.job_title, one.signature, _day(one.acknowledged_on))
        for one, number in signed
    )
    yield Part("Signed the policy", ("Policy", "Name", "Job title", "Signature", "On"), tuple(signed_lines))
    asked = session.scalars(
        sa.select(PolicyQuestion)
        .where(PolicyQuestion.school_id == school_id, PolicyQuestion.asked_by == person_id)
        .order_by(PolicyQuestion.id)
    )
    asked_lines = ((_day(one.asked_on), mask.masked(one.words), mask.masked(one.answer)) for one in asked)
    yield Part("Questions about the policy", ("Asked on", "Question", "Answer"), tuple(asked_lines))


def _comments(session: Session, school_id: int, name: str, mask: Mask, zone: ZoneInfo) -> Part:
    """Comments under this name; what the safeguarding lead has is not read, and its absence is never said."""
    in_case = sa.exists().where(Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id)
    rows = session.execute(
        sa.select(CommentRevision.received_at, Site.name, Comment.state, CommentRevision.body)
        .join(
            Comment, sa.and_(Comment.school_id == CommentRevision.school_id, Comment.id == CommentRevision.comment_id)
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(
            CommentRevision.school_id == school_id,
            sa.func.lower(CommentRevision.author_name) == name.lower(),
            Comment.state != CommentState.HIDDEN,
            ~in_case,
        )
        .order_by(CommentRevision.received_at, CommentRevision.id)
        .limit(MOST_ACTS)
    )
    lines = tuple(
        (_day(at.astimezone(zone).date()), site or "", STATE_WORDS[state], mask.masked(body))
        for at, site, state, body in rows
    )
    return Part("Comments signed with this name", ("Arrived", "Site", "State", "Words"), lines)


def _consents(session: Session, school_id: int, name: str, person_id: int | None, mask: Mask) -> Part:
    shown = PersonShown.name == name
    if person_id is not None:
        shown = sa.or_(shown, PersonShown.person_id == person_id)
    rows = session.execute(
        sa.select(PersonShown.name, PersonShown.group_name, Consent)
        .join(Consent, sa.and_(Consent.school_id == PersonShown.school_id, Consent.shown_id == PersonShown.id))
        .where(PersonShown.school_id == school_id, shown)
        .order_by(Consent.id)
    )
    lines = tuple(
        (who, group, one.use, mask.masked(one.given_by), _day(one.given_on), "yes" if one.withdrawal_id else "no")
        for who, group, one in rows
    )
    return Part("Consents", ("Name", "Class", "Use", "Given by", "Given on", "Taken back"), lines)


def _passes(session: Session, school_id: int, name: str) -> Part:
    rows = session.execute(
        sa.select(PhotoEvent.name, PhotoEvent.held_on, PhotoPass.revoked_at)
        .join(PhotoPass, sa.and_(PhotoPass.school_id == PhotoEvent.school_id, PhotoPass.event_id == PhotoEvent.id))
        .join(
            PhotoPassHolder,
            sa.and_(PhotoPassHolder.school_id == PhotoPass.school_id, PhotoPassHolder.id == PhotoPass.holder_id),
        )
        .where(PhotoEvent.school_id == school_id, PhotoPassHolder.name == name)
        .order_by(PhotoPass.id)
    )
    lines = tuple((event, _day(day), "yes" if revoked else "no") for event, day, revoked in rows)
    return Part("Photo passes", ("Event", "Day", "Taken back"), lines)


def _acts(session: Session, school_id: int, person_id: int, zone: ZoneInfo) -> Part:
    """What they did in the product, without the words that were typed: those may be about others."""
    rows = session.execute(
        sa.select(AuditRow.at, AuditRow.code, AuditRow.actor_name, AuditRow.details)
        .where(AuditRow.chain == school_id, AuditRow.actor_id == person_id, AuditRow.code.in_(sorted(COPIED_ACTS)))
        .order_by(AuditRow.sequence.desc())
        .limit(MOST_ACTS)
    )
    lines = tuple(
        (_day(at.astimezone(zone).date()), sentence(code, actor, details, dict.fromkeys(ACTS[code].texts, LEFT_OUT)))
        for at, code, actor, details in rows
    )
    return Part("What they did in the product", ("Day", "What"), lines)


def _names(session: Session, school_id: int) -> Sequence[str]:
    """Every name of a person that the school has: people who work for it, and people who may be shown."""
    members = sa.select(Person.name).join(Membership, Membership.person_id == Person.id)
    shown = sa.select(PersonShown.name).where(PersonShown.school_id == school_id, PersonShown.name != "")
    return session.scalars(members.where(Membership.school_id == school_id).union(shown)).all()


def _own_names(session: Session, person_id: int | None) -> Iterable[str]:
    return session.scalars(sa.select(Person.name).where(Person.id == person_id)).all() if person_id else ()


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()
