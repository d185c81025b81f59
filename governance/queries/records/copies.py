"""What the school holds about one person, for a copy that the data protection officer reads first (DOMAIN 3.6).

Other people are masked.  Concerns and cases are never read here, and neither is anything that would show whether there
are any: what the safeguarding lead has, acts upon it, and mails about it.  These functions never write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.acts import ACTS, sentence
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
    Delegation,
    IdentityCard,
    Membership,
    Person,
    PersonShown,
    PolicyQuestion,
    PolicyText,
    School,
    Site,
    SubjectRequest,
    Training,
)
from governance.queries.records.by_name import parts_by_name
from governance.queries.records.part import Line, Part, said_day

MOST_ACTS = 5_000


def copy_for(session: Session, school: School, asked: SubjectRequest) -> tuple[Part, ...]:
    """Return everything that the school holds about the person of a request, but for what has its own readers."""
    person_id = asked.about_person
    own = (asked.about_name, *_own_names(session, person_id))
    mask = Mask(_names(session, school.id), own)
    zone = ZoneInfo(school.time_zone)
    parts = [*_as_member(session, school.id, person_id, mask)] if person_id is not None else []
    parts += parts_by_name(session, school.id, own, person_id, mask, zone)
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
        tuple((email, "yes" if active else "no", said_day(at.date())) for email, active, at in account),
    )
    member = session.scalar(
        sa.select(Membership).where(Membership.school_id == school_id, Membership.person_id == person_id)
    )
    if member is not None:
        belongs = (
            member.person.name,
            member.kind.value,
            member.position,
            said_day(member.starts_on),
            said_day(member.ends_on),
        )
        yield Part("At the school", ("Name", "As", "Position", "From", "Until"), (belongs,))
        roles = tuple(
            (ROLE_WORDS[held.role], said_day(held.starts_on), said_day(held.ends_on)) for held in member.roles
        )
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
    return tuple(
        (site, row.duty.value, said_day(row.starts_on), said_day(row.ends_on), _standing(row)) for row, site in rows
    )


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
    training_lines = (
        (one.topic, one.given_by, said_day(one.trained_on), said_day(one.expires_on)) for one in trainings
    )
    yield Part("Training", ("Topic", "Given by", "On", "Counts until"), tuple(training_lines))
    allowed = session.scalars(sa.select(Authorisation).filter_by(**mine).order_by(Authorisation.id))
    authorised_lines = ((said_day(one.starts_on), said_day(one.ends_on), mask.masked(one.reason)) for one in allowed)
    yield Part("Authorised by the head", ("From", "Until", "Why"), tuple(authorised_lines))
    acting = session.scalars(sa.select(Delegation).filter_by(**mine).order_by(Delegation.id))
    acting_lines = ((said_day(one.starts_on), said_day(one.ends_on), mask.masked(one.reason)) for one in acting)
    yield Part("Acting for the head", ("From", "Until", "Why"), tuple(acting_lines))
    away = session.scalars(sa.select(AbsenceSpan).filter_by(**mine).order_by(AbsenceSpan.id))
    yield Part("Away", ("From", "Until"), tuple((said_day(one.starts_on), said_day(one.ends_on)) for one in away))
    cards = session.scalars(sa.select(IdentityCard).filter_by(**mine).order_by(IdentityCard.id))
    cards_lines = ((one.display_name, one.position, said_day(one.starts_on), said_day(one.ends_on)) for one in cards)
    yield Part("Shown to readers", ("Name", "Position", "From", "Until"), tuple(cards_lines))
    signed = session.execute(
        sa.select(Acknowledgement, PolicyText.number)
        .join(PolicyText, PolicyText.id == Acknowledgement.policy_text_id)
        .where(Acknowledgement.school_id == school_id, Acknowledgement.person_id == person_id)
        .order_by(Acknowledgement.id)
    )
    signed_lines = (
        (f"version {number}", one.name, one.job_title, one.signature, said_day(one.acknowledged_on))
        for one, number in signed
    )
    yield Part("Signed the policy", ("Policy", "Name", "Job title", "Signature", "On"), tuple(signed_lines))
    asked = session.scalars(
        sa.select(PolicyQuestion)
        .where(PolicyQuestion.school_id == school_id, PolicyQuestion.asked_by == person_id)
        .order_by(PolicyQuestion.id)
    )
    asked_lines = ((said_day(one.asked_on), mask.masked(one.words), mask.masked(one.answer)) for one in asked)
    yield Part("Questions about the policy", ("Asked on", "Question", "Answer"), tuple(asked_lines))


def _acts(session: Session, school_id: int, person_id: int, zone: ZoneInfo) -> Part:
    """What they did in the product, without the words that were typed: those may be about others."""
    rows = session.execute(
        sa.select(AuditRow.at, AuditRow.code, AuditRow.actor_name, AuditRow.details)
        .where(AuditRow.chain == school_id, AuditRow.actor_id == person_id, AuditRow.code.in_(sorted(COPIED_ACTS)))
        .order_by(AuditRow.sequence.desc())
        .limit(MOST_ACTS)
    )
    lines = tuple(
        (
            said_day(at.astimezone(zone).date()),
            sentence(code, actor, details, dict.fromkeys(ACTS[code].texts, LEFT_OUT)),
        )
        for at, code, actor, details in rows
    )
    return Part("What they did in the product", ("Day", "What"), lines)


def _names(session: Session, school_id: int) -> Sequence[str]:
    """Every name of a person that the school has: people who work for it, and people who may be shown."""
    members = sa.select(Person.name).join(Membership, Membership.person_id == Person.id)
    shown = sa.select(PersonShown.name).where(PersonShown.school_id == school_id, PersonShown.name != "")
    return session.scalars(members.where(Membership.school_id == school_id).union(shown)).all()


def _own_names(session: Session, person_id: int | None) -> Sequence[str]:
    return session.scalars(sa.select(Person.name).where(Person.id == person_id)).all() if person_id else ()
