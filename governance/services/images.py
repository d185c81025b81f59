"""The image register: what an image shows, where it is used, and why it may not be used (A.4.4, A.5.2, 000-4, 001-3).

No file is kept.  Whoever writes about an image never writes a child's name: the name stands in one register.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.consents import ConsentGiven, use_of_site
from governance.domain.images import PersonInImage, Shown, image_refusals
from governance.domain.refusals import Refusal
from governance.models import Consent, ConsentWithdrawal, Image, ImagePerson, PersonShown, Site
from governance.services.policy import policy_of
from governance.services.refused import NotHere


def image_refusals_of(
    session: Session, school_id: int, image_ids: Collection[int], site_id: int, today: dt.date
) -> tuple[Refusal, ...]:
    """Return every reason why these images may not be used on a site today; empty means that all of them may.

    An image that is not this school's raises NotHere, and so does another school's site.
    """
    site = session.get(Site, site_id)
    if site is None or site.school_id != school_id:
        raise NotHere("Site")
    return refusals_for_uses(session, school_id, image_ids, (use_of_site(site.kind),), today)


def refusals_for_uses(
    session: Session, school_id: int, image_ids: Collection[int], uses: Iterable[str], today: dt.date
) -> tuple[Refusal, ...]:
    """Return every reason why these images may not be used for ``uses`` today; with several, each says which it is."""
    wanted = list(dict.fromkeys(image_ids))
    if not wanted:
        return ()
    shown = shown_in(session, [school_id], wanted)
    if set(wanted) - set(shown):
        raise NotHere("Image")
    rule, uses = policy_of(session, school_id).identity_rule, tuple(uses)
    return tuple(
        refusal if len(wanted) == 1 else _of_image(refusal, image_id)
        for image_id in wanted
        for refusal in image_refusals(rule, shown[image_id], uses, today)
    )


def shown_in(
    session: Session, school_ids: Collection[int], image_ids: Collection[int] | None = None
) -> dict[int, Shown]:
    """Return what images of these schools show, with the consents of everybody in them, by the image's id.

    With ``image_ids`` None it is every image of theirs.
    """
    images, rows = sa.select(Image).where(Image.school_id.in_(school_ids)), _people_in(school_ids)
    if image_ids is not None:
        images, rows = images.where(Image.id.in_(image_ids)), rows.where(ImagePerson.image_id.in_(image_ids))
    listed = session.execute(rows).all()
    wanted = None if image_ids is None else {person.id for _, person in listed}
    consents = consents_of(session, school_ids, wanted) if listed else {}
    people: dict[int, list[PersonInImage]] = defaultdict(list)
    for row, person in listed:
        people[row.image_id].append(
            PersonInImage(person.id, person.kind, row.face, row.name_shown, consents.get(person.id, ()), person.left_on)
        )
    return {
        image.id: Shown(image.kind, tuple(people.get(image.id, ())), image.people_known)
        for image in session.scalars(images)
    }


def consents_of(
    session: Session, school_ids: Collection[int], shown_ids: Collection[int] | None = None
) -> dict[int, tuple[ConsentGiven, ...]]:
    """Return every consent on record at these schools, also those that hold no longer, by the person."""
    query = (
        sa.select(Consent, ConsentWithdrawal.withdrawn_on)
        .outerjoin(
            ConsentWithdrawal,
            sa.and_(ConsentWithdrawal.school_id == Consent.school_id, ConsentWithdrawal.id == Consent.withdrawal_id),
        )
        .where(Consent.school_id.in_(school_ids))
        .order_by(Consent.id)
    )
    found: dict[int, list[ConsentGiven]] = defaultdict(list)
    rows = session.execute(query if shown_ids is None else query.where(Consent.shown_id.in_(shown_ids)))
    for consent, withdrawn_on in rows:
        found[consent.shown_id].append(
            ConsentGiven(consent.use, consent.covers, consent.given_on, consent.until, withdrawn_on)
        )
    return {shown_id: tuple(given) for shown_id, given in found.items()}


def _people_in(school_ids: Collection[int]) -> sa.Select[ImagePerson, PersonShown]:
    of_row = sa.and_(PersonShown.school_id == ImagePerson.school_id, PersonShown.id == ImagePerson.shown_id)
    return (
        sa.select(ImagePerson, PersonShown)
        .join(PersonShown, of_row)
        .where(ImagePerson.school_id.in_(school_ids))
        .order_by(ImagePerson.id)
    )


def _of_image(refusal: Refusal, image_id: int) -> Refusal:
    return Refusal(refusal.code, f"Image {image_id}: {refusal.sentence}", refusal.clause, refusal.page)
