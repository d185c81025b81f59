"""Contributors from outside: adding them, vetting them, and letting them onto sites (A.2.6).

Whether a contributor may contribute today follows from the vettings and the day; nothing has to run for it to end.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.vetting import (
    ContributorTyped,
    Vetted,
    VettingTyped,
    contributor_refusals,
    last_day_by_policy,
    letting_refusals,
    vetting_refusals,
)
from governance.domain.registers.words import VettingMethod
from governance.models import Contributor, ContributorSite, PartnerSchool, Site, Vetting
from governance.services.actors import school_today
from governance.services.called import is_called
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of

SUBJECT = "contributor"


def add_contributor(session: Session, actor: Actor, now: dt.datetime, *, typed: ContributorTyped) -> int:
    """Put a person or a group from outside on the register, not vetted yet; return the contributor."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        refuse_if((*contributor_refusals(typed), *_known(record, typed, None)))
        return added(record, typed).id


def added(record: Record, typed: ContributorTyped) -> Contributor:
    """Add a contributor that was judged before; recorded."""
    row = Contributor(
        school_id=record.actor.school_id or 0,
        kind=typed.kind,
        name=typed.name.strip(),
        belongs_to=typed.belongs_to.strip(),
        partner_id=_partner(record, typed.partner_id),
        added_by=record.actor.person_id or 0,
        added_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    record.act("contributor.added", SUBJECT, row.id, texts={"label": row.name}, kind=row.kind.value)
    return row


def change_contributor(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    contributor_id: int,
    seen: int,
    typed: ContributorTyped,
) -> None:
    """Change what is known of a contributor."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, Contributor, actor.school_id or 0, contributor_id)
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if((*contributor_refusals(typed), *_known(record, typed, row.id)))
        wanted = (typed.kind, typed.name.strip(), typed.belongs_to.strip(), _partner(record, typed.partner_id))
        if wanted == (row.kind, row.name, row.belongs_to, row.partner_id):
            record.repeat()
            return
        row.kind, row.name, row.belongs_to, row.partner_id = wanted
        record.act("contributor.changed", SUBJECT, row.id, texts={"label": row.name})


def end_contributor(session: Session, actor: Actor, now: dt.datetime, *, contributor_id: int, seen: int) -> None:
    """Say that somebody contributes no more after today; they come off every site with it."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, Contributor, actor.school_id or 0, contributor_id)
        if row.ended_on is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        ended(record, row, school_today(school_of(record), now))


def ended(record: Record, row: Contributor, on: dt.date) -> None:
    """End a contributor's taking part with a day."""
    row.ended_on = on
    for place in record.session.scalars(_open_places(row)):
        place.ended_on = max(on, place.starts_on)
    record.act("contributor.ended", SUBJECT, row.id, texts={"label": row.name}, ended_on=on)


def record_vetting(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    contributor_id: int,
    method: VettingMethod,
    vetted_by: int,
    typed: VettingTyped,
) -> int:
    """Record that a member of the school vetted a contributor; without a last day, the policy's months count."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, Contributor, actor.school_id or 0, contributor_id)
        school = school_of(record)
        months = policy_of(session, school.id).vetting_months
        refuse_if(vetting_refusals(typed, school_today(school, now), months))
        return vetted(record, row, method, vetted_by, typed, months).id


def vetted(
    record: Record, row: Contributor, method: VettingMethod, vetted_by: int, typed: VettingTyped, months: int
) -> Vetting:
    """Record a vetting that was judged before."""
    by = membership_of_person(record, vetted_by)
    vetting = Vetting(
        school_id=row.school_id,
        contributor_id=row.id,
        method=method,
        vetted_by=by.person_id,
        vetted_on=typed.vetted_on,
        expires_on=typed.expires_on or last_day_by_policy(typed.vetted_on, months),
        reference=typed.reference.strip(),
        recorded_by=record.actor.person_id or 0,
        recorded_at=record.now,
    )
    record.session.add(vetting)
    record.session.flush()
    record.act(
        "vetting.recorded",
        SUBJECT,
        row.id,
        texts={"label": row.name, "by": by.person.name},
        method=method.value,
        person_id=by.person_id,
        vetted_on=vetting.vetted_on,
        expires_on=vetting.expires_on,
    )
    return vetting


def let_contribute(session: Session, actor: Actor, now: dt.datetime, *, contributor_id: int, site_id: int) -> None:
    """Let a vetted contributor onto a site; nobody who is not vetted today gets onto one."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, Contributor, actor.school_id or 0, contributor_id)
        site = _site(record, site_id)
        if session.scalar(_open_places(row).where(ContributorSite.site_id == site.id)) is not None:
            record.repeat()
            return
        today = school_today(school_of(record), now)
        refuse_if(letting_refusals(vettings_of(session, row), row.ended_on, site.state, today))
        let_on(record, row, site, today)


def let_on(record: Record, row: Contributor, site: Site, today: dt.date) -> None:
    """Let a contributor onto a site; judged before."""
    record.session.add(
        ContributorSite(
            school_id=row.school_id,
            contributor_id=row.id,
            site_id=site.id,
            starts_on=today,
            let_by=record.actor.person_id or 0,
            let_at=record.now,
        )
    )
    texts = {"label": row.name, "site": site.name}
    record.act("contributor.let_on", SUBJECT, row.id, site_id=site.id, texts=texts)


def take_off(session: Session, actor: Actor, now: dt.datetime, *, contributor_id: int, site_id: int) -> None:
    """Take a contributor off a site."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        row = locked(session, Contributor, actor.school_id or 0, contributor_id)
        site = _site(record, site_id)
        place = session.scalar(_open_places(row).where(ContributorSite.site_id == site.id))
        if place is None:
            record.repeat()
            return
        place.ended_on = max(place.starts_on, school_today(school_of(record), now))
        texts = {"label": row.name, "site": site.name}
        record.act("contributor.taken_off", SUBJECT, row.id, site_id=site.id, texts=texts)


def record_lapses(session: Session, actor: Actor, now: dt.datetime) -> int:
    """Write down whose vetting ran out, once each, and return how many; the clock calls it after midnight.

    The day itself has refused them already: this is the line that shows it.
    """
    with use_case(session, actor, now) as record:
        today = school_today(school_of(record), now)
        rows = session.execute(
            sa.select(Vetting, Contributor)
            .join(
                Contributor,
                sa.and_(Contributor.school_id == Vetting.school_id, Contributor.id == Vetting.contributor_id),
            )
            .where(
                Vetting.school_id == actor.school_id,
                Vetting.expires_on < today,
                Vetting.lapsed_at.is_(None),
                Vetting.withdrawn_at.is_(None),
                Contributor.ended_on.is_(None),
            )
            .order_by(Vetting.id)
            .with_for_update(of=Vetting)
        ).all()
        lapsed = 0
        for vetting, contributor in rows:
            vetting.lapsed_at = now
            if not any(one.counts_on(today) for one in vettings_of(session, contributor)):
                lapsed += 1
                texts = {"label": contributor.name}
                record.act("vetting.lapsed", SUBJECT, contributor.id, texts=texts, expires_on=vetting.expires_on)
        if not rows:
            record.repeat()
        elif not lapsed:
            record.keep_books()
        return lapsed


def vettings_of(session: Session, row: Contributor) -> tuple[Vetted, ...]:
    """Return the vettings of a contributor as the rules read them."""
    found = session.execute(
        sa.select(Vetting.vetted_on, Vetting.expires_on, Vetting.withdrawn_at).where(
            Vetting.school_id == row.school_id, Vetting.contributor_id == row.id
        )
    )
    return tuple(Vetted(vetted_on, expires_on, withdrawn is not None) for vetted_on, expires_on, withdrawn in found)


def _known(record: Record, typed: ContributorTyped, but: int | None) -> tuple[Refusal, ...]:
    """Refuse a second line for whoever contributes already."""
    same = record.session.scalars(
        sa.select(Contributor.id).where(
            Contributor.school_id == record.actor.school_id,
            is_called(Contributor.name, typed.name),
            is_called(Contributor.belongs_to, typed.belongs_to),
            Contributor.ended_on.is_(None),
        )
    ).all()
    if not set(same) - {but}:
        return ()
    return (Refusal("contributor_known", "They are on the register already.", "A.2.6", "name"),)


def _partner(record: Record, partner_id: int | None) -> int | None:
    if partner_id is None:
        return None
    return locked(record.session, PartnerSchool, record.actor.school_id or 0, partner_id).id


def _site(record: Record, site_id: int) -> Site:
    site = record.session.get(Site, site_id)
    if site is None or site.school_id != record.actor.school_id:
        raise NotHere("Site")
    return site


def _open_places(row: Contributor) -> sa.Select[ContributorSite]:
    return sa.select(ContributorSite).where(
        ContributorSite.school_id == row.school_id,
        ContributorSite.contributor_id == row.id,
        ContributorSite.ended_on.is_(None),
    )
