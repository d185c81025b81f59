"""The facts of what waits for few: take-downs, breaches, chases, declarations, accounts, copies.

Who reads a breach, a concern or a declaration is handed in, because the guards of their pages ask the same; a part is
asked for only where its page is the actor's to enter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from governance.db import PERSON, SCHOOL, TODAY, Moment
from governance.domain.access import Actor, Permission, acts_as_head, is_dpo, is_ict_lead, may
from governance.domain.records.keeping import months_after
from governance.models import (
    Breach,
    Concern,
    ConcernStep,
    Declaration,
    InformationRequest,
    PlatformAccount,
    Site,
    SubjectRequest,
    TakeDown,
)
from governance.queries.needs.fact import part

InformationDueOf = Callable[[Sequence[dt.date]], Sequence[dt.date]]
"""Answers by which day requests for information of these days are answered; asked only where one is open."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What somebody reads of cases, as conditions, and what their lines are reckoned with.

    ``now`` is the moment of the request, ``zone`` the school's; ``account_months`` lie between two looks at an account.
    """

    breaches: sa.ColumnElement[bool]
    concerns: sa.ColumnElement[bool]
    declarations: sa.ColumnElement[bool]
    now: dt.datetime
    zone: ZoneInfo
    account_months: int
    information_due_of: InformationDueOf


_NOW = sa.bindparam("now", type_=Moment())
_CHECKED_BY = sa.bindparam("checked_by", type_=sa.Date)


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """What the form of the parts depends on, without anybody's numbers in it; the conditions are put together once."""

    breaches: sa.ColumnElement[bool]
    concerns: sa.ColumnElement[bool]
    declarations: sa.ColumnElement[bool]
    lead: bool
    sees_all: bool
    dpo: bool
    may: frozenset[Permission]


_PERMISSIONS = (
    Permission.CHOOSE_IMAGES,
    Permission.SEE_CONCERNS,
    Permission.LOOK_AFTER_SITES,
    Permission.PROTECT_DATA,
    Permission.LOOK_AFTER_RECORDS,
)


def asked_of(actor: Actor, cases: Cases) -> CasesAsked:
    """Return what is asked for this actor."""
    lead = is_ict_lead(actor)
    return CasesAsked(
        cases.breaches,
        cases.concerns,
        cases.declarations,
        lead=lead,
        sees_all=lead or acts_as_head(actor),
        dpo=is_dpo(actor),
        may=frozenset(one for one in _PERMISSIONS if may(actor, one)),
    )


def told_of(today: dt.date, cases: Cases) -> dict[str, Any]:
    """Return what the parts have to be told besides SCHOOL, PERSON and TODAY."""
    return {"now": cases.now, "checked_by": months_after(today, -cases.account_months)}


def parts_of_cases(asked: CasesAsked) -> Iterator[sa.Select[Any]]:
    """Yield each part of the cases that wait for the actor."""
    if Permission.CHOOSE_IMAGES in asked.may:
        yield _take_downs(asked)
    yield _gathered("breach", Breach.id, Breach.opened_at).where(asked.breaches, Breach.closed_at.is_(None))
    yield _gathered("declaration", Declaration.id, Declaration.declared_at).where(asked.declarations)
    if Permission.SEE_CONCERNS in asked.may:
        yield _chases(asked)
    if Permission.LOOK_AFTER_SITES in asked.may:
        yield _accounts()
    if not asked.dpo:
        yield from _late_requests(asked)


def _gathered(what: str, number: Any, at: Any) -> sa.Select[Any]:
    """One row: how many as ``other_id``, since when the first, and one of their numbers."""
    return part(what, subject_id=sa.func.min(number), other_id=sa.func.count(number), at=sa.func.min(at))


def _take_downs(asked: CasesAsked) -> sa.Select[Any]:
    """What the actor has to take down themselves, and what is overdue on sites of theirs, by ``key``.

    What nobody is named for is the ICT lead's at once.
    """
    mine = TakeDown.responsible_id == PERSON
    if asked.lead:
        mine = sa.or_(mine, TakeDown.responsible_id.is_(None))
    late = sa.and_(TakeDown.due_at < _NOW, sa.or_(sa.literal(asked.sees_all), Site.resourcing_owner_id == PERSON))
    key = sa.case((mine, "mine"), else_="late")
    return (
        part(
            "take_down",
            key=key,
            label=sa.func.min(Site.name),
            other_id=sa.func.count(TakeDown.id),
            at=sa.func.min(TakeDown.due_at),
        )
        .select_from(TakeDown)
        .outerjoin(Site, sa.and_(Site.school_id == TakeDown.school_id, Site.id == TakeDown.site_id))
        .where(TakeDown.school_id == SCHOOL, TakeDown.done_at.is_(None), sa.or_(mine, late))
        .group_by(key)
    )


def _chases(asked: CasesAsked) -> sa.Select[Any]:
    """How many open concerns of the actor's wait for an answer that should have come, and since which day."""
    return (
        part(
            "chase",
            subject_id=sa.func.min(Concern.id),
            other_id=sa.func.count(sa.distinct(Concern.id)),
            on=sa.func.min(ConcernStep.awaited_on),
        )
        .select_from(ConcernStep)
        .join(Concern, sa.and_(Concern.school_id == ConcernStep.school_id, Concern.id == ConcernStep.concern_id))
        .where(
            asked.concerns,
            Concern.closed_at.is_(None),
            ConcernStep.awaited_on <= TODAY,
            ConcernStep.answered_at.is_(None),
        )
    )


def _accounts() -> sa.Select[Any]:
    """The accounts that nobody has looked at for so long, and at a month's end one or two that are not due yet."""
    return (
        part("account", subject_id=PlatformAccount.id, label=Site.name, on=PlatformAccount.checked_on)
        .join(Site, sa.and_(Site.school_id == PlatformAccount.school_id, Site.id == PlatformAccount.site_id))
        .where(
            PlatformAccount.school_id == SCHOOL,
            PlatformAccount.ended_on.is_(None),
            sa.or_(PlatformAccount.checked_on.is_(None), PlatformAccount.checked_on <= _CHECKED_BY),
        )
    )


def _late_requests(asked: CasesAsked) -> Iterator[sa.Select[Any]]:
    """Copies whose day has passed, and every open request for information: whose law it is has lines of their own."""
    if Permission.PROTECT_DATA in asked.may:
        columns = {"other_id": sa.func.count(SubjectRequest.id), "on": sa.func.min(SubjectRequest.due_on)}
        yield part("copy_late", **columns).where(
            SubjectRequest.school_id == SCHOOL, SubjectRequest.sent_on.is_(None), SubjectRequest.due_on < TODAY
        )
    if Permission.LOOK_AFTER_RECORDS in asked.may:
        yield part("information_open", on=InformationRequest.received_on).where(
            InformationRequest.school_id == SCHOOL, InformationRequest.answered_on.is_(None)
        )
