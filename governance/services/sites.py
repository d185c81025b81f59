"""The running life of a site: launch through the gate, suspend, resume, give more time, continue (A.1.6, A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.gate import gate_refusals
from governance.domain.lifecycle import outcome, refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Action, Role, SiteState
from governance.models import AuditRow
from governance.services.actors import heads_today, holders_of
from governance.services.at_hand import AtHand, take_site
from governance.services.commenting import close_commenting, open_commenting
from governance.services.gate import checks_of
from governance.services.live_spells import follow_state
from governance.services.notices import notify
from governance.services.refused import Refused, refuse_if
from governance.services.school_days import school_days_on
from governance.services.seen import refuse_if_stale
from governance.services.site_text import describe
from governance.services.situations import frees_suspended, planned_end_of, running_version
from governance.services.transaction import Record, use_case


def launch_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> None:
    """Put an approved site live, if every check of the gate holds."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.LIVE:
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation(gate=gate_refusals(checks_of(session, at_hand.school, site, at_hand.today)))
        refuse_if(refusals(Action.LAUNCH, situation))
        before = site.state
        version = running_version(session, site)
        if version is None:
            raise Refused((Refusal("no_approved_version", "No version of this proposal is approved.", "A.3.2"),))
        describe(record, site, version)
        site.state = outcome(Action.LAUNCH, situation).site or before
        site.launched_at = now
        site.planned_end = planned_end_of(version)
        follow_state(session, site, at_hand.today)
        # A site that was paused, closed and then opened anew takes comments again as it did before.
        open_commenting(record, site)
        record.act(
            "site.launched",
            "site",
            site.id,
            from_state=before,
            to_state=site.state,
            version=version.number,
            texts={"label": site.name},
        )
        tell(at_hand, "site_launched")


def suspend_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, reason: str) -> None:
    """Pause a live site, with a reason: the register says so, commenting closes on its host, moderation goes on."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.SUSPENDED:
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if(refusals(Action.SUSPEND, situation))
        close_commenting(record, site)
        move_site(at_hand, Action.SUSPEND, "site.suspended", reason)
        site.suspended_at = now
        tell(at_hand, "site_suspended")


def resume_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> None:
    """Put a suspended site live again, if every check of the gate holds."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.LIVE:
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation(gate=gate_refusals(checks_of(session, at_hand.school, site, at_hand.today)))
        refuse_if(refusals(Action.RESUME, situation))
        version = running_version(session, site)
        end = planned_end_of(version) if version else None
        if frees_suspended(site.state, site.planned_end, end, at_hand.today):
            site.planned_end = end
        open_commenting(record, site)
        move_site(at_hand, Action.RESUME, "site.resumed")
        site.suspended_at = None
        clear_amber(at_hand)
        tell(at_hand, "site_resumed")


def extend_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, reason: str) -> None:
    """Give an amber site as many school days again, once, with a reason."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if was_just_done(record, at_hand, seen, "site.extended"):
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        refuse_if(refusals(Action.EXTEND, at_hand.situation(reason=reason)))
        before = site.amber_until or at_hand.today
        site.amber_until = amber_date(at_hand, max(before, at_hand.today))
        site.extended_at = now
        record.act(
            "site.extended", "site", site.id, until=site.amber_until, texts={"label": site.name, "reason": reason}
        )


def continue_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, reason: str) -> None:
    """Decide at the planned end or the evaluation that a site goes on, until the newly approved end."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if was_just_done(record, at_hand, seen, "site.continued"):
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        refuse_if(refusals(Action.CONTINUE, at_hand.situation(reason=reason)))
        version = running_version(session, site)
        site.planned_end = planned_end_of(version) if version else site.planned_end
        record.act(
            "site.continued", "site", site.id, until=site.planned_end, texts={"label": site.name, "reason": reason}
        )


def refuse_stale(record: Record, at_hand: AtHand, seen: int) -> None:
    """Raise Stale when the site changed after the actor saw it."""
    refuse_if_stale(record.session, at_hand.site, seen, "site", at_hand.site.id, at_hand.school_id)


def was_just_done(record: Record, at_hand: AtHand, seen: int, code: str) -> bool:
    """Return whether this stale form is the same one sent twice: the last act on the site is the actor's own.

    It serves the acts after which the site's state alone does not say that they were done.
    """
    if at_hand.site.revision == seen:
        return False
    last = record.session.execute(
        sa.select(AuditRow.code, AuditRow.actor_id)
        .where(AuditRow.chain == at_hand.school_id, AuditRow.site_id == at_hand.site.id)
        .order_by(AuditRow.sequence.desc())
        .limit(1)
    ).first()
    return last is not None and (last.code, last.actor_id) == (code, record.actor.person_id)


def clear_amber(at_hand: AtHand) -> None:
    """Take the date off a site that keeps every check again."""
    site = at_hand.site
    site.amber_since = site.amber_until = site.extended_at = None
    site.amber_why = []


def amber_date(at_hand: AtHand, after: dt.date) -> dt.date:
    """Return the day by which an amber site must hold again."""
    return school_days_on(at_hand.record.session, at_hand.school, after, at_hand.policy.amber_school_days)


def tell(at_hand: AtHand, kind: str, page: str = "", **words: str) -> None:
    """Tell the people around a site: who proposed it, who provides for it, the ICT lead and the head.

    ``page`` is the one of the site's pages that settles it, such as "/go-live".
    """
    session, site = at_hand.record.session, at_hand.site
    version = running_version(session, site)
    people = [
        version.proposer_id if version else None,
        site.resourcing_owner_id,
        *holders_of(session, at_hand.school_id, Role.ICT_LEAD, at_hand.today),
        *heads_today(session, at_hand.school_id, at_hand.today),
    ]
    notify(at_hand.record, kind, people, f"{at_hand.link}{page}", label=site.name, **words)


def move_site(at_hand: AtHand, action: Action, code: str, reason: str | None = None) -> None:
    """Move the site to where an allowed ``action`` leads, and record it."""
    site = at_hand.site
    before = site.state
    site.state = outcome(action, at_hand.situation()).site or before
    follow_state(at_hand.record.session, site, at_hand.today)
    texts = {"label": site.name} if reason is None else {"label": site.name, "reason": reason}
    at_hand.record.act(code, "site", site.id, from_state=before, to_state=site.state, texts=texts)
