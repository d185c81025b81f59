"""The end of a site: start closing, sign the exit steps one by one, cancel while that is possible, close (A.1.6)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.exit_plan import DEFAULT_STEPS, signing_refusals, step_refusals
from governance.domain.lifecycle import outcome, refusals
from governance.domain.proposal.answers import exit_steps
from governance.domain.words import Action, SiteState
from governance.models import Appointment, ExitStep, Site
from governance.services.at_hand import AtHand, take_site
from governance.services.host_connections import close_connection_of
from governance.services.ingest_keys import revoke_keys_of
from governance.services.live_spells import follow_state
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked
from governance.services.sites import clear_amber, refuse_stale, tell, was_just_done
from governance.services.situations import running_version
from governance.services.transaction import use_case


def start_closing(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, reason: str) -> None:
    """Begin to close a site: the steps of its exit plan wait to be signed."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.CLOSING:
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if(refusals(Action.START_CLOSING, situation))
        before = site.state
        site.closing_from = before
        site.suspended_at = None
        site.state = outcome(Action.START_CLOSING, situation).site or before
        follow_state(session, site, at_hand.today)
        clear_amber(at_hand)
        _write_steps(at_hand)
        record.act(
            "site.closing_started",
            "site",
            site.id,
            from_state=before,
            to_state=site.state,
            texts={"label": site.name, "reason": reason},
        )
        tell(at_hand, "site_closing")


def _write_steps(at_hand: AtHand) -> None:
    """Write the steps of the approved exit plan; an account that was only found has none and gets the default ones."""
    session, site = at_hand.record.session, at_hand.site
    version = running_version(session, site)
    planned = [(step.what, step.final) for step in exit_steps(version.answers) if step.what] if version else []
    first = _last_number(session, at_hand) + 1
    for number, (text, irreversible) in enumerate(planned or DEFAULT_STEPS, start=first):
        session.add(
            ExitStep(school_id=site.school_id, site_id=site.id, number=number, text=text, irreversible=irreversible)
        )
    session.flush()


def add_exit_step(
    session: Session, actor: Actor, now: dt.datetime, *, site_id: int, text: str, irreversible: bool
) -> None:
    """Add what else has to be done before a closing site can be closed."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.CLOSING and _is_there(session, site, text):
            record.repeat()
            return
        refuse_if(step_refusals(at_hand.situation(), text))
        number = _last_number(session, at_hand) + 1
        step = ExitStep(school_id=site.school_id, site_id=site.id, number=number, text=text, irreversible=irreversible)
        session.add(step)
        session.flush()
        record.act(
            "exit_step.added",
            "exit_step",
            step.id,
            site_id=site.id,
            number=step.number,
            texts={"label": site.name, "step": text},
        )


def sign_exit_step(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, step_id: int, note: str) -> None:
    """Sign one step as done, with what was done; a signature is not taken back."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        step = locked(session, ExitStep, site.school_id, step_id)
        if step.site_id != site.id or step.cancelled_at is not None:
            raise NotHere("ExitStep")
        if step.signed_by == actor.person_id and step.signed_by is not None:
            record.repeat()
            return
        duties = holds_duty(session, site, actor.person_id, at_hand.today)
        refuse_if(signing_refusals(at_hand.situation(), note, holds_duty=duties, is_signed=step.signed_by is not None))
        step.signed_by, step.signed_at, step.note = actor.person_id, now, note
        record.act(
            "exit_step.signed",
            "exit_step",
            step.id,
            site_id=site.id,
            number=step.number,
            texts={"label": site.name, "note": note},
        )


def cancel_closing(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, reason: str) -> None:
    """Let a closing site be what it was, while nothing irreversible is signed; its open steps are put aside."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if was_just_done(record, at_hand, seen, "site.closing_cancelled"):
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation(reason=reason)
        refuse_if(refusals(Action.CANCEL_CLOSING, situation))
        before = site.state
        site.state = outcome(Action.CANCEL_CLOSING, situation).site or before
        site.closing_from = None
        site.suspended_at = now if site.state is SiteState.SUSPENDED else None
        follow_state(session, site, at_hand.today)
        session.execute(
            sa.update(ExitStep)
            .where(ExitStep.school_id == site.school_id, ExitStep.site_id == site.id, ExitStep.cancelled_at.is_(None))
            .values(cancelled_at=now)
        )
        record.act(
            "site.closing_cancelled",
            "site",
            site.id,
            from_state=before,
            to_state=site.state,
            texts={"label": site.name, "reason": reason},
        )


def close_site(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int) -> None:
    """Close a site whose every exit step is signed; it stays in the register for ever, and its duties end."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is SiteState.CLOSED:
            record.repeat()
            return
        refuse_stale(record, at_hand, seen)
        situation = at_hand.situation()
        refuse_if(refusals(Action.CLOSE, situation))
        before = site.state
        site.state = outcome(Action.CLOSE, situation).site or before
        site.closing_from = None
        site.closed_at = now
        session.execute(
            sa.update(Appointment)
            .where(
                Appointment.school_id == site.school_id, Appointment.site_id == site.id, Appointment.ended_at.is_(None)
            )
            .values(ended_at=now)
        )
        close_connection_of(record, site)
        revoke_keys_of(record, site)
        record.act("site.closed", "site", site.id, from_state=before, to_state=site.state, texts={"label": site.name})
        tell(at_hand, "site_closed")


def _last_number(session: Session, at_hand: AtHand) -> int:
    site = at_hand.site
    highest = session.scalar(
        sa.select(sa.func.max(ExitStep.number)).where(ExitStep.school_id == site.school_id, ExitStep.site_id == site.id)
    )
    return highest or 0


def _is_there(session: Session, site: Site, text: str) -> bool:
    """Whether a step with these words waits already."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    ExitStep.school_id == site.school_id,
                    ExitStep.site_id == site.id,
                    ExitStep.text == text,
                    ExitStep.cancelled_at.is_(None),
                    ExitStep.signed_at.is_(None),
                )
            )
        )
    )


def holds_duty(session: Session, site: Site, person_id: int | None, today: dt.date) -> bool:
    """Return whether a person holds an approved duty on a site today."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Appointment.school_id == site.school_id,
                    Appointment.site_id == site.id,
                    Appointment.person_id == person_id,
                    Appointment.approved_at.is_not(None),
                    Appointment.ended_at.is_(None),
                    Appointment.starts_on <= today,
                    sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
                )
            )
        )
    )
