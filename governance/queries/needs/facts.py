"""Every other fact that a home page rests on, as one query of parts: what was recorded on proposals and sites, who is
named for which duty, and what waits at the school itself.

A part is asked for only where the actor's roles make it theirs, so a teacher's page reads no register of people.  The
query is put together once for each kind of person: that took four times as long as the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import NOBODY, PERSON, SCHOOL, TODAY
from governance.domain.access import Actor, acts_as_head, is_ict_lead, is_leadership
from governance.domain.approvals.life import kinds_decided_by
from governance.domain.approvals.words import RequestKind
from governance.domain.comments.words import Delivery
from governance.domain.cover_ahead import last_day_ahead
from governance.domain.words import Answer, ApprovalKind
from governance.models import (
    AbsenceSpan,
    Acknowledgement,
    Appointment,
    Authorisation,
    CommentingOnHost,
    Consultation,
    Decision,
    Delegation,
    Discussion,
    Evaluation,
    ExitStep,
    Membership,
    Person,
    PolicyText,
    ProposalVersion,
    RiskSignature,
    Site,
    Training,
)
from governance.queries.needs.fact import Fact, Facts, part
from governance.queries.needs.facts_of_agreements import ending_agreements
from governance.queries.needs.facts_of_cases import Cases, CasesAsked, asked_of, parts_of_cases, told_of
from governance.queries.needs.facts_of_comments import Mine, Seen, parts_of_comments
from governance.queries.needs.facts_of_content import parts_of_content
from governance.queries.needs.facts_of_registers import ending_vettings
from governance.queries.needs.facts_of_school import parts_of_head_or_lead, parts_of_lead
from governance.queries.needs.of_approvals import parts_of_approvals

LAPSES_WITHIN = dt.timedelta(days=30)
UNSENT_FOR = dt.timedelta(days=14)
COVER_WEEKS = 2
"""How far ahead somebody is told that their sites lack people: soon enough to ask, late enough to believe it."""


_MONTH_AGO = sa.bindparam("month_ago", type_=sa.Date)
_MONTH_AHEAD = sa.bindparam("month_ahead", type_=sa.Date)
_LAST_DAY_AHEAD = sa.bindparam("last_day_ahead", type_=sa.Date)


@dataclass(frozen=True, slots=True)
class _Asks:
    """What the form of the query depends on, without anybody's numbers in it."""

    head: bool
    lead: bool
    leadership: bool
    kinds: tuple[RequestKind, ...]
    seen: Seen | None
    cases: CasesAsked | None


def facts_of(
    session: Session,
    actor: Actor,
    today: dt.date,
    mine: Mine | None = None,
    cases: Cases | None = None,
) -> Facts:
    """Return the facts of the actor's school that can make a line of theirs, in one query."""
    asks = _Asks(
        head=acts_as_head(actor),
        lead=is_ict_lead(actor),
        leadership=is_leadership(actor),
        kinds=kinds_decided_by(actor),
        seen=mine.seen if mine else None,
        cases=asked_of(actor, cases) if cases else None,
    )
    told = {
        "school": actor.school_id,
        "person": actor.person_id or NOBODY,
        "today": today,
        "month_ago": today - LAPSES_WITHIN,
        "month_ahead": today + LAPSES_WITHIN,
        "last_day_ahead": last_day_ahead(today, COVER_WEEKS),
        "lately": dt.datetime.combine(today, dt.time.min, dt.UTC) - UNSENT_FOR,
    }
    told |= {**(mine.told if mine else {}), **(told_of(today, cases) if cases else {})}
    rows = session.connection().execute(_query(asks), told)
    return Facts([Fact(*row) for row in rows])


@lru_cache(maxsize=256)
def _query(asks: _Asks) -> sa.CompoundSelect[Any]:
    # The first part is empty and only says what type each column has.
    parts = [part("none").where(sa.false()), *_recorded(), *_named(), _unread(), _commenting(), _away()]
    parts += [*parts_of_content(approves=asks.leadership or asks.head), ending_agreements(_MONTH_AHEAD)]
    parts += parts_of_approvals(asks.kinds, head=asks.head)
    if asks.seen is not None:
        parts += parts_of_comments(asks.seen)
    if asks.cases is not None:
        parts += parts_of_cases(asks.cases)
    parts += _lapsing(everybody=asks.head or asks.lead)
    if asks.head or asks.lead:
        parts += [ending_vettings(_MONTH_AHEAD), *parts_of_head_or_lead()]
    if asks.lead:
        parts += parts_of_lead()
    return sa.union_all(*parts)


def _recorded() -> Iterator[sa.Select[Any]]:
    """What was recorded on versions and sites: by digest, by measure, by step."""
    for what, table, digest in (
        ("discussed", Discussion, Discussion.audience_digest),
        ("consulted", Consultation, Consultation.purpose_digest),
    ):
        columns = {"version_id": table.version_id, "key": digest, "person_id": table.recorded_by}
        yield part(what, site_id=table.site_id, **columns).where(table.school_id == SCHOOL)
    signature = {"version_id": RiskSignature.version_id, "key": RiskSignature.risk_digest}
    yield part("signed", site_id=RiskSignature.site_id, person_id=RiskSignature.signed_by, **signature).where(
        RiskSignature.school_id == SCHOOL
    )
    yield (
        part(
            "yes",
            version_id=Decision.version_id,
            key=sa.cast(Decision.approver, sa.String),
            person_id=Decision.decider_id,
        )
        .join(ProposalVersion, ProposalVersion.id == Decision.version_id)
        .where(
            Decision.school_id == SCHOOL,
            Decision.kind == ApprovalKind.CREATION,
            Decision.answer == Answer.YES,
            ProposalVersion.state == "submitted",
        )
    )
    yield part("evaluated", version_id=Evaluation.version_id, subject_id=Evaluation.measure).where(
        Evaluation.school_id == SCHOOL
    )
    yield part("unsigned_step", site_id=ExitStep.site_id, label=ExitStep.text).where(
        ExitStep.school_id == SCHOOL, ExitStep.cancelled_at.is_(None), ExitStep.signed_at.is_(None)
    )


def _commenting() -> sa.Select[Any]:
    """Where commenting has to be closed or opened by hand, and nobody has ticked it off."""
    columns = {"label": Site.name, "key": sa.cast(CommentingOnHost.wanted, sa.String), "on": CommentingOnHost.do_by}
    return (
        part("commenting", site_id=CommentingOnHost.site_id, at=CommentingOnHost.wished_at, **columns)
        .join(Site, sa.and_(Site.school_id == CommentingOnHost.school_id, Site.id == CommentingOnHost.site_id))
        .where(
            CommentingOnHost.school_id == SCHOOL,
            CommentingOnHost.delivery == Delivery.TASK,
            CommentingOnHost.done_at.is_(None),
        )
    )


def _named() -> Iterator[sa.Select[Any]]:
    """Who holds or is named for a duty that is not over; ``other_id`` named them, ``key`` is where it stands."""
    stands = sa.case(
        (Appointment.confirmed_at.is_(None), "to_confirm"),
        (Appointment.approved_at.is_(None), "to_approve"),
        else_="approved",
    )
    namer = aliased(Person)
    yield (
        part(
            "duty",
            site_id=Appointment.site_id,
            version_id=Appointment.version_id,
            subject_id=Appointment.id,
            label=sa.cast(Appointment.duty, sa.String),
            key=stands,
            person_id=Appointment.person_id,
            person=sa.case((Appointment.confirmed_at.is_(None), namer.name), else_=Person.name),
            other_id=Appointment.named_by,
            at=Appointment.named_at,
        )
        .join(Person, Person.id == Appointment.person_id)
        .join(namer, namer.id == Appointment.named_by)
        .where(
            Appointment.school_id == SCHOOL,
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            Appointment.ended_at.is_(None),
            sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= TODAY),
        )
    )


def _away() -> sa.Select[Any]:
    """Who is away soon: ``on`` is the first day and ``key`` the last; ``subject_id`` and ``other_id`` are 1 where the
    first begins, and the last ends, at midday."""
    first, last = (
        sa.case((column.is_(True), 1), else_=0) for column in (AbsenceSpan.starts_midday, AbsenceSpan.ends_midday)
    )
    days = {"on": AbsenceSpan.starts_on, "key": sa.cast(AbsenceSpan.ends_on, sa.String)}
    return part("away", person_id=AbsenceSpan.person_id, subject_id=first, other_id=last, **days).where(
        AbsenceSpan.school_id == SCHOOL,
        AbsenceSpan.cancelled_at.is_(None),
        AbsenceSpan.ends_on >= TODAY,
        AbsenceSpan.starts_on <= _LAST_DAY_AHEAD,
    )


def _unread() -> sa.Select[Any]:
    """The current policy text, where the actor has not acknowledged it (8.2)."""
    later = aliased(PolicyText)
    newer = sa.exists().where(later.school_id == PolicyText.school_id, later.number > PolicyText.number)
    read = sa.exists().where(
        Acknowledgement.school_id == PolicyText.school_id,
        Acknowledgement.policy_text_id == PolicyText.id,
        Acknowledgement.person_id == PERSON,
    )
    columns = {"subject_id": PolicyText.number, "label": PolicyText.title, "at": PolicyText.published_at}
    return part("unread_policy", **columns).where(PolicyText.school_id == SCHOOL, ~newer, ~read)


def _lapsing(*, everybody: bool) -> Iterator[sa.Select[Any]]:
    """The last day of training, authorisation and acting for the head, within a month before or after today."""
    for what, table, ends, key in (
        ("training", Training, Training.expires_on, Training.topic),
        ("authorisation", Authorisation, Authorisation.ends_on, sa.literal("")),
    ):
        open_ended = sa.func.sum(sa.case((ends.is_(None), 1), else_=0))
        columns = {"person_id": table.person_id, "person": sa.func.min(Person.name), "on": sa.func.max(ends)}
        query = part(what, subject_id=sa.func.min(Membership.id), key=key, **columns).where(table.school_id == SCHOOL)
        query = _here(query, table).having(open_ended == 0, sa.func.max(ends).between(_MONTH_AGO, _MONTH_AHEAD))
        yield (query if everybody else query.where(table.person_id == PERSON)).group_by(table.person_id, key)
    columns = {"person_id": Delegation.person_id, "person": Person.name, "on": Delegation.ends_on}
    query = _here(part("delegation", subject_id=Delegation.id, **columns), Delegation)
    query = query.where(
        Delegation.school_id == SCHOOL, Delegation.ended_at.is_(None), Delegation.ends_on.between(TODAY, _MONTH_AHEAD)
    )
    yield query if everybody else query.where(Delegation.person_id == PERSON)


def _here(query: sa.Select[Any], table: Any) -> sa.Select[Any]:
    """Only people who belong to the school today."""
    member = sa.and_(Membership.school_id == table.school_id, Membership.person_id == table.person_id)
    return (
        query.join(Membership, member)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.starts_on <= TODAY, sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= TODAY))
    )
