"""Says once that a site is due for a decision: at its planned end, and at each evaluation (A.1.6, A.1.7).

Nothing closes by itself: the head decides whether the site goes on, and is reminded until then.  The event is the row
of the audit, and the same site and date make no second one, however many workers run: the site is locked first.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words
from governance.domain.words import SiteState
from governance.models import AuditRow, Evaluation, ProposalVersion, School, Site
from governance.services.actors import heads_today, school_today
from governance.services.at_hand import AtHand, take_site
from governance.services.each_site import for_each_site
from governance.services.notices import notify
from governance.services.situations import review_dates, running_version
from governance.services.transaction import use_case

CODE = "site.due_for_decision"
PLANNED_END, EVALUATION = "planned_end", "evaluation"
NOTICES = {PLANNED_END: ("site_end_has_come", ""), EVALUATION: ("site_to_evaluate", "/evaluate")}
"""The kind of mail, and the page of the site where it is settled, by what is due."""

Due = tuple[str, dt.date]
"""What is due, and the day from which it is."""


def open_due_decisions(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Look at the live sites of the actor's school; each with something that nobody said yet gets its event."""
    school_id = actor.school_id or 0
    today = school_today(session.get_one(School, school_id), now)
    evaluated, said = _evaluated(session, school_id), _said(session, AuditRow.chain == school_id)
    rows = session.execute(
        sa.select(Site, ProposalVersion)
        .outerjoin(
            ProposalVersion,
            sa.and_(ProposalVersion.school_id == Site.school_id, ProposalVersion.id == Site.current_version_id),
        )
        .where(Site.school_id == school_id, Site.state == SiteState.LIVE)
    )
    new = [site.id for site, version in rows if _due(site, version, today, evaluated) - said.get(site.id, set())]
    # Most days bring nothing, and then nothing is locked.
    for_each_site(
        session, sa.select(Site.id).where(Site.id.in_(new)), lambda one: open_due_decision(session, actor, now, one)
    )


def open_due_decision(session: Session, actor: Actor, now: dt.datetime, site_id: int) -> None:
    """Record what is due on a live site and was not said before, and tell the head and the resourcing owner."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is not SiteState.LIVE:
            record.repeat()
            return
        due = _due(site, running_version(session, site), at_hand.today, _evaluated(session, site.school_id))
        here = (AuditRow.chain == site.school_id, AuditRow.site_id == site.id)
        new = due - _said(session, *here).get(site.id, set())
        if not new:
            record.repeat()
            return
        for because, day in sorted(new, key=lambda one: (one[1], one[0])):
            record.act(CODE, "site", site.id, because=because, due_on=day, texts={"label": site.name})
            _tell(at_hand, because, day)


def _tell(at_hand: AtHand, because: str, day: dt.date) -> None:
    heads = heads_today(at_hand.record.session, at_hand.school_id, at_hand.today)
    kind, page = NOTICES[because]
    people = [at_hand.site.resourcing_owner_id, *heads]
    notify(at_hand.record, kind, people, f"{at_hand.link}{page}", label=at_hand.site.name, on=day_in_words(day))


def _due(
    site: Site, version: ProposalVersion | None, today: dt.date, evaluated: frozenset[tuple[int, int]]
) -> set[Due]:
    """What has come: the planned end, and each day on which a measure is to be looked at and nobody has."""
    found = {(PLANNED_END, site.planned_end)} if site.planned_end and site.planned_end <= today else set()
    if version is not None:
        found |= {
            (EVALUATION, day)
            for number, day in review_dates(version)
            if day <= today and (version.id, number) not in evaluated
        }
    return found


def _evaluated(session: Session, school_id: int) -> frozenset[tuple[int, int]]:
    """The measures that somebody has evaluated, each with the version that promised it."""
    rows: Iterable[Any] = session.execute(
        sa.select(Evaluation.version_id, Evaluation.measure).where(Evaluation.school_id == school_id)
    )
    return frozenset((version, measure) for version, measure in rows)


def _said(session: Session, *where: sa.ColumnElement[bool]) -> dict[int, set[Due]]:
    """What was said already, by the site."""
    found: dict[int, set[Due]] = {}
    for site_id, details in session.execute(
        sa.select(AuditRow.site_id, AuditRow.details).where(*where, AuditRow.code == CODE)
    ):
        if site_id is not None:
            found.setdefault(site_id, set()).add((details["because"], dt.date.fromisoformat(details["due_on"])))
    return found
