"""What has to be taken down after a withdrawal: opened for every place on record, ticked off by whoever did it (A.4.4).

The clock runs from the withdrawal, in hours and at weekends too: a page is public on a Sunday.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.consents import use_of_site
from governance.domain.content.words import DraftState
from governance.models import (
    ConsentWithdrawal,
    Draft,
    DraftImage,
    DraftVersion,
    Image,
    ImagePerson,
    ImageUse,
    School,
    Site,
    TakeDown,
)
from governance.services.actors import school_today
from governance.services.owed.people_here import administrators_here, members_here
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class _Place:
    """One place as its task keeps it; ``kind`` is image_use or draft."""

    kind: str
    id: int
    image_id: int
    site_id: int | None
    address: str


def open_take_downs(record: Record, school: School, withdrawal: ConsentWithdrawal) -> int:
    """Open a task for every place that shows the person under the withdrawn uses; return how many those are.

    A place for which a task is open already, from a withdrawal before, gets none of its own.
    """
    session, today = record.session, school_today(school, record.now)
    due_at = record.now + dt.timedelta(hours=policy_of(session, school.id).take_down_hours)
    places = [
        *(_of_use(place) for place in session.scalars(uses_showing(school.id, withdrawal.shown_id, withdrawal.uses))),
        *_of_drafts(session, school.id, withdrawal),
    ]
    known = _known(session, school.id)
    fresh = [place for place in places if (place.kind, place.id) not in known]
    people = _responsible(session, school.id, today) if fresh else {}
    session.add_all(
        TakeDown(
            school_id=school.id,
            withdrawal_id=withdrawal.id,
            image_id=place.image_id,
            place_kind=place.kind,
            place_id=place.id,
            site_id=place.site_id,
            address=place.address[:500],
            responsible_id=people.get(place.site_id or 0),
            opened_at=record.now,
            due_at=due_at,
        )
        for place in fresh
    )
    session.flush()
    return len(fresh)


def _of_use(place: ImageUse) -> _Place:
    return _Place("image_use", place.id, place.image_id, place.site_id, place.address)


def _of_drafts(session: Session, school_id: int, withdrawal: ConsentWithdrawal) -> list[_Place]:
    rows = session.execute(drafts_showing(school_id, withdrawal.shown_id))
    return [
        _Place("draft", shown.id, shown.image_id, draft.site_id, draft.address)
        for shown, draft, site in rows
        if use_of_site(site.kind) in withdrawal.uses
    ]


def drafts_showing(school_id: int, shown_id: int) -> sa.Select[DraftImage, Draft, Site]:
    """Return what finds every draft that shows somebody and still may be published, or was.

    What came out with its pictures on the register is left out: their places there are found as every other place.
    """
    shows = sa.exists().where(
        ImagePerson.school_id == DraftImage.school_id,
        ImagePerson.image_id == DraftImage.image_id,
        ImagePerson.shown_id == shown_id,
    )
    on_register = sa.exists().where(
        ImageUse.school_id == DraftImage.school_id,
        ImageUse.image_id == DraftImage.image_id,
        ImageUse.site_id == Draft.site_id,
        ImageUse.used_on == Draft.published_on,
    )
    of_draft = sa.and_(Draft.school_id == DraftImage.school_id, Draft.id == DraftImage.draft_id)
    of_version = sa.and_(DraftVersion.school_id == DraftImage.school_id, DraftVersion.id == DraftImage.version_id)
    return (
        sa.select(DraftImage, Draft, Site)
        .join(Draft, of_draft)
        .join(DraftVersion, of_version)
        .join(Site, sa.and_(Site.school_id == Draft.school_id, Site.id == Draft.site_id))
        .where(
            DraftImage.school_id == school_id,
            # The version that counts is what is published or may be; an older one shows nobody.
            DraftVersion.number == Draft.number,
            Draft.state.not_in((DraftState.WITHDRAWN, DraftState.DECLINED)),
            shows,
            ~on_register,
        )
        .order_by(DraftImage.id)
    )


def uses_showing(school_id: int, shown_id: int, uses: list[str]) -> sa.Select[ImageUse]:
    """Return what finds every place in use, or planned, that shows somebody under some uses."""
    shows = sa.exists().where(
        ImagePerson.school_id == ImageUse.school_id,
        ImagePerson.image_id == ImageUse.image_id,
        ImagePerson.shown_id == shown_id,
    )
    return (
        sa.select(ImageUse)
        .where(ImageUse.school_id == school_id, ImageUse.use.in_(uses), ImageUse.removed_on.is_(None), shows)
        .order_by(ImageUse.id)
    )


def finish_take_down(
    session: Session, actor: Actor, now: dt.datetime, *, take_down_id: int, seen: int, note: str = ""
) -> None:
    """Tick a task off: the actor took the image down there, today.  One that is done is a repeat."""
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, TakeDown, school.id, take_down_id)
        if row.done_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "take_down", row.id, school.id)
        row.done_at, row.done_by, row.note = now, actor.person_id, note
        place = locked(session, ImageUse, school.id, row.place_id) if row.place_kind == "image_use" else None
        if place is not None and place.removed_on is None:
            place.removed_on, place.removed_by = school_today(school, now), actor.person_id
        image = session.get_one(Image, row.image_id)
        record.act(
            "take_down.done",
            "take_down",
            row.id,
            site_id=row.site_id,
            image_id=row.image_id,
            withdrawal_id=row.withdrawal_id,
            texts={"label": image.description, "note": note},
        )


def _known(session: Session, school_id: int) -> set[tuple[str, int]]:
    """The places that have a task already: one that waits, or a draft's, whose own life goes on elsewhere."""
    rows = session.execute(
        sa.select(TakeDown.place_kind, TakeDown.place_id).where(
            TakeDown.school_id == school_id, sa.or_(TakeDown.done_at.is_(None), TakeDown.place_kind == "draft")
        )
    )
    return {(kind, place_id) for kind, place_id in rows}


def _responsible(session: Session, school_id: int, today: dt.date) -> dict[int, int]:
    """Who sees to each site today: its first administrator who is here, else who sees to its time and people."""
    here = members_here(session, school_id, today)
    owners = session.execute(
        sa.select(Site.id, Site.resourcing_owner_id).where(
            Site.school_id == school_id, Site.resourcing_owner_id.is_not(None)
        )
    )
    found = {site_id: owner for site_id, owner in owners if owner in here}
    found |= {site_id: people[0] for site_id, people in administrators_here(session, school_id, today).items()}
    return found
