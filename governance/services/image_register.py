"""Changes of the image register: an image, who is in it, where it is used, and the regular look at it (A.4.4, A.5.2).

What was published before it was recorded is recorded as it is and shown as wrong; what is only planned is refused.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.consents import USE_NAMES, use_of_site
from governance.domain.refusals import Refusal
from governance.domain.shown_words import Face, ImageKind, NameShown
from governance.models import Image, ImagePerson, ImageUse, PersonShown, School, Site
from governance.services.actors import school_today
from governance.services.images import refusals_for_uses
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class ImageAsked:
    """What is known of an image; ``kept_at`` is its place in the school's store, ``source`` whose it is."""

    kind: ImageKind
    description: str
    kept_at: str = ""
    source: str = ""
    taken_on: dt.date | None = None


def record_image(session: Session, actor: Actor, now: dt.datetime, *, asked: ImageAsked) -> int:
    """Put an image on the register; return its number.  Nobody is in it yet and it is used nowhere."""
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(_asked_refusals(asked, school_today(school, now)))
        row = Image(
            school_id=school.id,
            kind=asked.kind,
            description=asked.description,
            kept_at=asked.kept_at,
            source=asked.source,
            taken_on=asked.taken_on,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act("image.recorded", "image", row.id, texts={"label": row.description})
        return row.id


def change_image(
    session: Session, actor: Actor, now: dt.datetime, *, image_id: int, seen: int, asked: ImageAsked
) -> None:
    """Change what is known of an image; what is so already is a repeat."""
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school, row = _image(record, image_id, seen)
        refuse_if(_asked_refusals(asked, school_today(school, now)))
        wanted: tuple[tuple[str, object, str], ...] = (
            ("kind", asked.kind, "what it is"),
            ("description", asked.description, "the description"),
            ("kept_at", asked.kept_at, "where it is kept"),
            ("source", asked.source, "whose it is"),
            ("taken_on", asked.taken_on, "when it was taken"),
        )
        changed = [words for column, value, words in wanted if getattr(row, column) != value]
        if not changed:
            record.repeat()
            return
        for column, value, _ in wanted:
            setattr(row, column, value)
        record.act("image.changed", "image", row.id, texts={"label": row.description}, changed=changed)


def list_people_in(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    image_id: int,
    seen: int,
    shown_ids: Collection[int] = (),
    face: Face = Face.NONE,
    name_shown: NameShown = NameShown.NONE,
    taken_off: Collection[int] = (),
    everybody_known: bool | None = None,
) -> None:
    """Say who is in an image and how, take off who is not, and say whether everybody is listed now.

    Somebody who is listed already is shown as said now.  With ``everybody_known`` None what was said before stands.
    """
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school, row = _image(record, image_id, seen)
        listed = {one.shown_id: one for one in _people_in(session, row)}
        wanted = set(shown_ids)
        _all_here(session, school.id, wanted)
        for shown_id in sorted(wanted):
            one = listed.get(shown_id)
            if one is None:
                one = ImagePerson(school_id=school.id, image_id=row.id, shown_id=shown_id)
                session.add(one)
            one.face, one.name_shown = face, name_shown
        gone = [one for shown_id, one in listed.items() if shown_id in set(taken_off) - wanted]
        for one in gone:
            session.delete(one)
        known = row.people_known if everybody_known is None else everybody_known
        if not wanted and not gone and known == row.people_known:
            record.repeat()
            return
        row.people_known = known
        _touch(row)
        text = {"label": row.description}
        if wanted or gone:
            record.act("image.people_listed", "image", row.id, texts=text, count=len(wanted), removed=len(gone))
        else:
            record.act("image.people_known", "image", row.id, texts=text)


def use_image(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    image_id: int,
    seen: int,
    use: str = "",
    site_id: int | None = None,
    address: str = "",
    used_on: dt.date | None = None,
) -> int:
    """Record one place where an image is used: a site, or another use; return its number.

    ``used_on`` None plans it, and is refused while somebody's consent or the identity rule stands against it.  A day in
    the past records what is so, right or wrong.
    """
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school, row = _image(record, image_id, seen)
        today = school_today(school, now)
        if site_id is not None:
            use = use_of_site(locked(session, Site, school.id, site_id).kind)
        refuse_if(_use_refusals(use, used_on, today))
        if used_on is None or used_on >= today:
            refuse_if(refusals_for_uses(session, school.id, [row.id], (use,), used_on or today))
        place = ImageUse(
            school_id=school.id,
            image_id=row.id,
            use=use,
            site_id=site_id,
            address=address,
            used_on=used_on,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(place)
        _touch(row)
        session.flush()
        record.act("image.used", "image", row.id, site_id=site_id, texts={"label": row.description}, uses=[use])
        return place.id


def end_use(session: Session, actor: Actor, now: dt.datetime, *, use_id: int) -> None:
    """Say that an image was taken down from one place today; one that is down is a repeat."""
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        place = locked(session, ImageUse, school.id, use_id)
        if place.removed_on is not None:
            record.repeat()
            return
        place.removed_on, place.removed_by = school_today(school, now), actor.person_id
        image = session.get_one(Image, place.image_id)
        text = {"label": image.description}
        record.act("image.use_ended", "image", image.id, site_id=place.site_id, texts=text, uses=[place.use])


def audit_image(session: Session, actor: Actor, now: dt.datetime, *, image_id: int, seen: int) -> None:
    """Record that somebody looked at an image again and that it can stay; twice on one day is a repeat."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school, row = _image(record, image_id, seen)
        today = school_today(school, now)
        if row.audited_on == today:
            record.repeat()
            return
        row.audited_on, row.audited_by = today, actor.person_id
        record.act("image.audited", "image", row.id, texts={"label": row.description})


def _image(record: Record, image_id: int, seen: int) -> tuple[School, Image]:
    school = school_of(record)
    row = locked(record.session, Image, school.id, image_id)
    refuse_if_stale(record.session, row, seen, "image", row.id, school.id)
    return school, row


def _people_in(session: Session, image: Image) -> list[ImagePerson]:
    return list(
        session.scalars(
            sa.select(ImagePerson).where(ImagePerson.school_id == image.school_id, ImagePerson.image_id == image.id)
        )
    )


def _all_here(session: Session, school_id: int, shown_ids: set[int]) -> None:
    if not shown_ids:
        return
    found = session.scalars(
        sa.select(PersonShown.id).where(PersonShown.school_id == school_id, PersonShown.id.in_(shown_ids))
    )
    if shown_ids - set(found):
        raise NotHere("PersonShown")


def _touch(image: Image) -> None:
    # Who is in it and where it is used stand in other rows, and count as changes of the image.
    sa.orm.attributes.flag_modified(image, "people_known")


def _asked_refusals(asked: ImageAsked, today: dt.date) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    if not asked.description:
        found.append(Refusal("description_missing", "Say what the image shows, without names.", None, "description"))
    if asked.taken_on is not None and asked.taken_on > today:
        found.append(
            Refusal("taken_in_the_future", "The day on which it was taken is still to come.", None, "taken_on")
        )
    return tuple(found)


def _use_refusals(use: str, used_on: dt.date | None, today: dt.date) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    if use not in USE_NAMES:
        found.append(Refusal("use_missing", "Choose where the image is used.", None, "use"))
    if used_on is not None and used_on > today:
        found.append(Refusal("used_in_the_future", "The day is still to come. Leave it empty.", None, "used_on"))
    return tuple(found)
