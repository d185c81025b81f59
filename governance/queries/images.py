"""Reads of the image register: its pages, one image, the regular look, and what has to come down; they never write."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.images import Lack, Shown, given_after_use, lacks, look_again_on
from governance.domain.shown_words import Face, ShownKind
from governance.models import Image, ImagePerson, ImageUse, Person, PersonShown, Site, TakeDown
from governance.services.images import shown_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """One place where an image is used, whom it lacks consent of there today, and whose came only afterwards."""

    use: ImageUse
    site: str | None
    lacking: tuple[Lack, ...]
    late: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImageLine:
    """One image with what it shows, the places where it is used now, and when to look at it again."""

    image: Image
    shown: Shown
    places: tuple[Place, ...]
    look_again: dt.date | None

    @property
    def lacks_consent(self) -> bool:
        """Whether it is used somewhere without somebody's consent."""
        return any(place.lacking for place in self.places)

    @property
    def consent_came_late(self) -> bool:
        """Whether it was published somewhere before somebody agreed."""
        return any(place.late for place in self.places)

    def shows_leaver(self, today: dt.date) -> bool:
        """Whether somebody in it has left the school."""
        return any(person.left_on is not None and person.left_on < today for person in self.shown.people)


@dataclass(frozen=True, slots=True)
class TakeDownLine:
    """One task to take an image down; ``responsible`` and ``done_by`` are names of staff."""

    task: TakeDown
    image: str
    site: str | None
    responsible: str | None
    done_by: str | None


def count_images(session: Session, school_id: int) -> int:
    """Return how many images the school has on record."""
    return session.scalar(sa.select(sa.func.count()).select_from(Image).where(Image.school_id == school_id)) or 0


def page_of_images(session: Session, school_id: int, today: dt.date, months: int, page: int) -> tuple[ImageLine, ...]:
    """Return one page of the register, the newest first; ``months`` is how often pupils' images are looked at."""
    images = session.scalars(
        sa.select(Image)
        .where(Image.school_id == school_id)
        .order_by(Image.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return _lines(session, school_id, images, today, months)


def image_line(session: Session, school_id: int, image_id: int, today: dt.date, months: int) -> ImageLine | None:
    """Return one image of this school with everything about it."""
    images = session.scalars(sa.select(Image).where(Image.school_id == school_id, Image.id == image_id)).all()
    return next(iter(_lines(session, school_id, images, today, months)), None)


def people_in(session: Session, school_id: int, image_id: int) -> tuple[tuple[ImagePerson, PersonShown], ...]:
    """Return who is in an image, by name."""
    rows = session.execute(
        sa.select(ImagePerson, PersonShown)
        .join(
            PersonShown,
            sa.and_(PersonShown.school_id == ImagePerson.school_id, PersonShown.id == ImagePerson.shown_id),
        )
        .where(ImagePerson.school_id == school_id, ImagePerson.image_id == image_id)
        .order_by(PersonShown.name, PersonShown.id)
    )
    return tuple((listed, person) for listed, person in rows)


def to_look_at(session: Session, school_id: int, today: dt.date, months: int) -> tuple[ImageLine, ...]:
    """Return every image in use in which a pupil can be recognised, whichever is due first."""
    in_use = sa.exists().where(
        ImageUse.school_id == Image.school_id, ImageUse.image_id == Image.id, ImageUse.removed_on.is_(None)
    )
    of_person = sa.and_(PersonShown.school_id == ImagePerson.school_id, PersonShown.id == ImagePerson.shown_id)
    recognisable = (
        sa.select(ImagePerson.id)
        .join(PersonShown, of_person)
        .where(
            ImagePerson.school_id == Image.school_id,
            ImagePerson.image_id == Image.id,
            ImagePerson.face != Face.NONE,
            PersonShown.kind == ShownKind.PUPIL,
        )
        .exists()
    )
    images = session.scalars(sa.select(Image).where(Image.school_id == school_id, in_use, recognisable)).all()
    lines = _lines(session, school_id, images, today, months)
    return tuple(sorted(lines, key=lambda line: (line.look_again or dt.date.max, line.image.id)))


def take_downs_of(session: Session, school_id: int, *, done: bool, most: int = 200) -> tuple[TakeDownLine, ...]:
    """Return what still has to be taken down, the oldest first, or what was, the newest first."""
    responsible, did = aliased(Person), aliased(Person)
    query = (
        sa.select(TakeDown, Image.description, Site.name, responsible.name, did.name)
        .join(Image, sa.and_(Image.school_id == TakeDown.school_id, Image.id == TakeDown.image_id))
        .outerjoin(Site, sa.and_(Site.school_id == TakeDown.school_id, Site.id == TakeDown.site_id))
        .outerjoin(responsible, responsible.id == TakeDown.responsible_id)
        .outerjoin(did, did.id == TakeDown.done_by)
        .where(TakeDown.school_id == school_id)
        .limit(most)
    )
    if done:
        query = query.where(TakeDown.done_at.is_not(None)).order_by(TakeDown.done_at.desc(), TakeDown.id.desc())
    else:
        query = query.where(TakeDown.done_at.is_(None)).order_by(TakeDown.due_at, TakeDown.id)
    return tuple(TakeDownLine(*row) for row in session.execute(query))


def take_downs_of_person(session: Session, school_id: int, withdrawal_ids: Iterable[int]) -> tuple[TakeDown, ...]:
    """Return every task that withdrawals opened, done or not."""
    return tuple(
        session.scalars(
            sa.select(TakeDown)
            .where(TakeDown.school_id == school_id, TakeDown.withdrawal_id.in_(withdrawal_ids))
            .order_by(TakeDown.id)
        )
    )


def _lines(
    session: Session, school_id: int, images: Sequence[Image], today: dt.date, months: int
) -> tuple[ImageLine, ...]:
    ids = [image.id for image in images]
    shown = shown_in(session, [school_id], ids) if ids else {}
    places: dict[int, list[Place]] = defaultdict(list)
    for use, site in session.execute(
        sa.select(ImageUse, Site.name)
        .outerjoin(Site, sa.and_(Site.school_id == ImageUse.school_id, Site.id == ImageUse.site_id))
        .where(ImageUse.school_id == school_id, ImageUse.image_id.in_(ids), ImageUse.removed_on.is_(None))
        .order_by(ImageUse.id)
    ):
        of_image = shown[use.image_id]
        late = given_after_use(of_image, use.use, use.used_on) if use.used_on else ()
        places[use.image_id].append(Place(use, site, lacks(of_image, (use.use,), today), late))
    return tuple(
        ImageLine(
            image,
            shown[image.id],
            tuple(places[image.id]),
            look_again_on(shown[image.id], image.audited_on, image.recorded_at.date(), months),
        )
        for image in images
    )
