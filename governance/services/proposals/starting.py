"""Starts drafts: new sites, one for each year group of a form, and the next version of a site that has one already."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.lifecycle import outcome, refusals
from governance.domain.proposal.batch import makes_several_sites, one_for_each
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.starting import starting_answers, starting_refusals
from governance.domain.proposal.templates import answers_from_earlier
from governance.domain.words import Action, SiteKind, SiteState, VersionState
from governance.models import ProposalVersion, School, Site
from governance.services.actors import school_today
from governance.services.at_hand import AtHand, take_site, take_version
from governance.services.policy import policy_of
from governance.services.proposals.known import people_of_school, proposal_facts
from governance.services.proposals.writing import UNNAMED, call_by_its_name
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.situations import situation_of
from governance.services.transaction import Record, use_case
from governance.services.within import school_of

_BATCH = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def start_sites(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    kind: str,
    template: str = "",
    earlier_version_id: int | None = None,
    year_groups: Sequence[str] = (),
    form: str = "",
) -> list[int]:
    """Start a proposal, and return the drafts' version ids: one for each year group of a year-group blog, else one.

    ``template`` is a template's key; ``earlier_version_id`` a version of this school to start from.  ``form`` is the
    UUID that the form was shown with: sent twice, it starts nothing twice.  Raises Refused or NotHere.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        started = _started_already(record, school, form)
        if started:
            record.repeat()
            return started
        today = school_today(school, now)
        facts = proposal_facts(session, school, today)
        situation = situation_of(session, actor, today, policy_of(session, school.id), None, None)
        refuse_if(
            (*refusals(Action.START, situation), *starting_refusals(kind, template, year_groups, facts.year_groups))
        )
        earlier = _version_of_school(session, school, earlier_version_id) if earlier_version_id else None
        answers = starting_answers(kind, template, earlier.answers if earlier else None, facts)
        batch = form if _BATCH.fullmatch(form) else str(uuid.uuid4())
        return [_new_site(record, school, each, batch).id for each in _answers_of_each(answers, year_groups, facts)]


def _answers_of_each(answers: dict[str, Any], year_groups: Sequence[str], facts: ProposalFacts) -> list[dict[str, Any]]:
    chosen = [group for group in facts.year_groups if group.key in year_groups]
    if makes_several_sites(answers, chosen) or (answers.get("kind") == SiteKind.YEAR_GROUP_BLOG and chosen):
        return [site.answers for site in one_for_each(answers, chosen)]
    if chosen:
        answers["year_groups"] = [group.key for group in chosen]
    return [answers]


def _started_already(record: Record, school: School, form: str) -> list[int]:
    if not _BATCH.fullmatch(form):
        return []
    return list(
        record.session.scalars(
            sa.select(ProposalVersion.id)
            .where(
                ProposalVersion.school_id == school.id,
                ProposalVersion.batch == form,
                ProposalVersion.proposer_id == record.actor.person_id,
            )
            .order_by(ProposalVersion.id)
        )
    )


def _version_of_school(session: Session, school: School, version_id: int) -> ProposalVersion:
    version = session.get(ProposalVersion, version_id)
    if version is None or version.school_id != school.id:
        raise NotHere("ProposalVersion")
    return version


def _new_site(record: Record, school: School, answers: Mapping[str, Any], batch: str) -> ProposalVersion:
    site = Site(
        school_id=school.id,
        name=UNNAMED,
        kind=SiteKind(answers["kind"]),
        state=SiteState.PROPOSED,
        created_at=record.now,
    )
    record.session.add(site)
    record.session.flush()
    version = _draft(record, site, 1, answers, batch)
    call_by_its_name(site, version)
    record.act("site.started", "site", site.id, to_state=site.state, version=1, texts={"label": site.name})
    return version


def _draft(
    record: Record, site: Site, number: int, answers: Mapping[str, Any], batch: str | None = None
) -> ProposalVersion:
    version = ProposalVersion(
        school_id=site.school_id,
        site_id=site.id,
        number=number,
        state=VersionState.DRAFT,
        proposer_id=record.actor.person_id,
        answers=dict(answers),
        batch=batch,
        started_at=record.now,
    )
    record.session.add(version)
    record.session.flush()
    return version


def revise_version(session: Session, actor: Actor, now: dt.datetime, *, version_id: int, seen: int) -> int:
    """Start the next version of a returned proposal, with its text; what was returned stays as it was read."""
    with use_case(session, actor, now) as record:
        at_hand = take_version(record, version_id)
        version, site = at_hand.version, at_hand.site
        refuse_if_stale(session, version, seen, "proposal", version.id, at_hand.school_id)
        refuse_if(refusals(Action.REVISE, at_hand.situation()))
        version.state = VersionState.SUPERSEDED
        session.flush()
        record.act(
            "proposal.superseded",
            "proposal",
            version.id,
            site_id=site.id,
            from_state=VersionState.RETURNED,
            to_state=VersionState.SUPERSEDED,
            version=version.number,
            texts={"label": site.name},
        )
        draft = _draft(record, site, _next_number(session, site), version.answers, version.batch)
        _say_started(record, site, draft, "proposal.started")
        return draft.id


def amend_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> int:
    """Start the next version of a site's proposal; the approved text stands until the new one is approved (A.3.2)."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        _refuse(record, at_hand, seen, Action.AMEND)
        last = at_hand.version
        running = session.get(ProposalVersion, at_hand.site.current_version_id or 0) or last
        draft = _draft(record, at_hand.site, _next_number(session, at_hand.site), running.answers if running else {})
        _say_started(record, at_hand.site, draft, "proposal.started")
        return draft.id


def adopt_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> int:
    """Start a proposal for an account that was found; what is known of it is filled in (DESIGN 5)."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        _refuse(record, at_hand, seen, Action.ADOPT)
        site = at_hand.site
        known: dict[str, Any] = {
            "kind": site.kind.value,
            "name": site.name,
            "address": site.address,
            "platform": site.platform,
            "year_groups": list(site.year_groups or []),
        }
        if site.third_party is not None:
            known["hosted_by"] = "third_party" if site.third_party else "school"
        answers = at_hand.version.answers if at_hand.version else {}
        known = {**answers, **{key: value for key, value in known.items() if value}}
        draft = _draft(record, site, _next_number(session, site), known)
        _say_started(record, site, draft, "site.adopted")
        return draft.id


def reopen_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> int:
    """Start a new proposal for a closed site: it needs a new approval, and every date is asked for again."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        _refuse(record, at_hand, seen, Action.REOPEN)
        site = at_hand.site
        site.closed_at = None
        site.current_version_id = None
        site.planned_end = None
        earlier = at_hand.version.answers if at_hand.version else {}
        people = people_of_school(session, at_hand.school_id, at_hand.today)
        answers = answers_from_earlier(earlier, people, at_hand.today).answers
        kept: dict[str, Any] = {key: earlier[key] for key in ("name", "address", "year_groups") if key in earlier}
        draft = _draft(record, site, _next_number(session, site), {**answers, **kept})
        _say_started(record, site, draft, "site.reopened")
        return draft.id


def _refuse(record: Record, at_hand: AtHand, seen: int, action: Action) -> None:
    """Refuse a stale or impossible start of a version, and move the site to where the start leads."""
    site = at_hand.site
    refuse_if_stale(record.session, site, seen, "site", site.id, at_hand.school_id)
    situation = at_hand.situation()
    refuse_if(refusals(action, situation))
    site.state = outcome(action, situation).site or site.state


def _say_started(record: Record, site: Site, draft: ProposalVersion, code: str) -> None:
    is_of_site = code.startswith("site.")
    record.act(
        code,
        "site" if is_of_site else "proposal",
        site.id if is_of_site else draft.id,
        site_id=site.id,
        to_state=site.state if is_of_site else draft.state,
        version=draft.number,
        texts={"label": site.name},
    )


def _next_number(session: Session, site: Site) -> int:
    last = session.scalar(
        sa.select(sa.func.max(ProposalVersion.number)).where(
            ProposalVersion.school_id == site.school_id, ProposalVersion.site_id == site.id
        )
    )
    return (last or 0) + 1
