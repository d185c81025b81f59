"""Reads of who can be shown: the list, one person with every consent, and where they appear; they never write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.consents import ConsentGiven, Standing, consent_on, use_of_site
from governance.domain.shown_words import Covers, ShownKind
from governance.models import Consent, ConsentWithdrawal, Image, ImagePerson, ImageUse, Person, PersonShown, Site
from governance.services.images import consents_of
from governance.services.take_downs import drafts_showing

GROWN_UPS = "grown-ups"
"""What stands for everybody who is no pupil where a class is chosen."""


@dataclass(frozen=True, slots=True)
class MayBeShown:
    """Somebody on the list and what they agreed to for one use on a day; nothing else about them."""

    person: PersonShown
    agreed: frozenset[Covers]
    has_left: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One consent on record, how it stands today, its withdrawal if there is one, and who wrote it down."""

    consent: Consent
    standing: Standing
    withdrawal: ConsentWithdrawal | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where an image of somebody is used, planned or drafted; ``site`` is its name, where it is on one."""

    image_id: int
    description: str
    use: str
    site: str | None
    address: str
    used_on: dt.date | None
    is_draft: bool = False


def groups_of(session: Session, school_id: int) -> tuple[str, ...]:
    """Return the classes and years that stand on the list, by name."""
    found = session.scalars(
        sa.select(PersonShown.group_name)
        .where(PersonShown.school_id == school_id, PersonShown.name != "", PersonShown.group_name != "")
        .distinct()
    )
    return tuple(sorted(found, key=str.casefold))


def people_of(
    session: Session, school_id: int, today: dt.date, *, group: str = "", left: bool = False, sought: str = ""
) -> tuple[PersonShown, ...]:
    """Return the people on the list by name: of one class, those who have left, or whose name holds ``sought``."""
    gone = sa.and_(PersonShown.left_on.is_not(None), PersonShown.left_on < today)
    query = sa.select(PersonShown).where(PersonShown.school_id == school_id, PersonShown.name != "")
    if group == GROWN_UPS:
        query = query.where(PersonShown.kind != ShownKind.PUPIL)
    elif group:
        query = query.where(PersonShown.group_name == group)
    if sought:
        query = query.where(PersonShown.name.icontains(sought, autoescape=True))
    else:
        query = query.where(gone if left else ~gone)
    return tuple(session.scalars(query.order_by(PersonShown.name, PersonShown.told_apart, PersonShown.id)))


def agreed_to(
    session: Session, school_id: int, people: Sequence[PersonShown], use: str, today: dt.date
) -> tuple[MayBeShown, ...]:
    """Return what these people agreed to for one use today."""
    consents = consents_of(session, [school_id], {person.id for person in people}) if people else {}
    return tuple(
        MayBeShown(
            person,
            frozenset(
                covers
                for covers in Covers
                if consent_on(consents.get(person.id, ()), use, covers, today) is Standing.HOLDS
            ),
            person.left_on is not None and person.left_on < today,
        )
        for person in people
    )


def person_of(session: Session, school_id: int, shown_id: int) -> PersonShown | None:
    """Return somebody on the list of this school whose name was not disposed of."""
    return session.scalar(
        sa.select(PersonShown).where(
            PersonShown.school_id == school_id, PersonShown.id == shown_id, PersonShown.name != ""
        )
    )


def consent_lines(session: Session, school_id: int, shown_id: int, today: dt.date) -> tuple[ConsentLine, ...]:
    """Return every consent of somebody, the newest first, also those that hold no longer."""
    rows = session.execute(
        sa.select(Consent, ConsentWithdrawal, Person.name)
        .join(Person, Person.id == Consent.recorded_by)
        .outerjoin(
            ConsentWithdrawal,
            sa.and_(ConsentWithdrawal.school_id == Consent.school_id, ConsentWithdrawal.id == Consent.withdrawal_id),
        )
        .where(Consent.school_id == school_id, Consent.shown_id == shown_id)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return tuple(
        ConsentLine(consent, _standing(consent, withdrawal, today), withdrawal, name)
        for consent, withdrawal, name in rows
    )


def appearances_of(session: Session, school_id: int, shown_id: int) -> tuple[Appearance, ...]:
    """Return every place where an image of somebody is used, planned or drafted and was not taken down."""
    rows = session.execute(
        sa.select(Image.id, Image.description, ImageUse.use, Site.name, ImageUse.address, ImageUse.used_on)
        .join(ImageUse, sa.and_(ImageUse.school_id == Image.school_id, ImageUse.image_id == Image.id))
        .join(ImagePerson, sa.and_(ImagePerson.school_id == Image.school_id, ImagePerson.image_id == Image.id))
        .outerjoin(Site, sa.and_(Site.school_id == ImageUse.school_id, Site.id == ImageUse.site_id))
        .where(Image.school_id == school_id, ImagePerson.shown_id == shown_id, ImageUse.removed_on.is_(None))
        .order_by(ImageUse.used_on.desc(), ImageUse.id)
    )
    drafts = session.execute(drafts_showing(school_id, shown_id)).all()
    ids = {shown.image_id for shown, _, _ in drafts}
    words = dict(session.execute(sa.select(Image.id, Image.description).where(Image.id.in_(ids))).all()) if ids else {}
    return (
        *(Appearance(*row) for row in rows),
        *(
            Appearance(
                shown.image_id,
                words[shown.image_id],
                use_of_site(site.kind),
                site.name,
                draft.address,
                draft.published_on,
                is_draft=True,
            )
            for shown, draft, site in drafts
        ),
    )


def _standing(consent: Consent, withdrawal: ConsentWithdrawal | None, today: dt.date) -> Standing:
    withdrawn_on = withdrawal.withdrawn_on if withdrawal else None
    given = ConsentGiven(consent.use, consent.covers, consent.given_on, consent.until, withdrawn_on)
    return consent_on((given,), consent.use, consent.covers, today)
