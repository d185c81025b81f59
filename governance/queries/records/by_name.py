"""What the school holds under somebody's name: comments, consents, pictures and passes (DOMAIN 3.6).

A name is the same however it is spaced, capitalised and encoded.  Children sign by their first name alone, so comments
under it stand in a part of their own, for a person to say which are theirs.  These functions never write.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import STATE_WORDS, CommentState
from governance.domain.consents import USE_NAMES
from governance.domain.people_shown import same_person
from governance.domain.records.masking import Mask
from governance.models import (
    Comment,
    CommentRevision,
    Concern,
    Consent,
    Image,
    ImagePerson,
    ImageUse,
    PersonShown,
    PhotoEvent,
    PhotoPass,
    PhotoPassHolder,
    Site,
)
from governance.queries.records.part import Line, Part, said_day

MOST_COMMENTS = 5_000
SIGNED = "Comments signed with this name"
FIRST_NAME_ALONE = "Comments signed with the first name alone: take out what somebody else of that name wrote"


def parts_by_name(
    session: Session, school_id: int, names: Sequence[str], person_id: int | None, mask: Mask, zone: ZoneInfo
) -> Iterator[Part]:
    """Yield what stands under any of ``names``; ``person_id`` is set where it is somebody who works for the school."""
    whole = {_key(name) for name in names}
    first = {key.split()[0] for key in whole if " " in key} - whole
    yield _comments(session, school_id, whole, SIGNED, mask, zone)
    yield _comments(session, school_id, first, FIRST_NAME_ALONE, mask, zone)
    shown = _shown(session, school_id, whole, person_id)
    yield _consents(session, school_id, shown, mask)
    yield _pictures(session, school_id, shown, mask)
    yield _passes(session, school_id, whole)


def _key(name: str) -> str:
    return same_person(unicodedata.normalize("NFKC", name), "")[0]


def _comments(session: Session, school_id: int, keys: Collection[str], title: str, mask: Mask, zone: ZoneInfo) -> Part:
    """Comments under these names; what the safeguarding lead has is not read, and its absence is never said."""
    # Databases disagree on what a capital of an accented letter is, so names are compared here.
    typed = session.scalars(
        sa.select(CommentRevision.author_name).where(CommentRevision.school_id == school_id).distinct()
    )
    signed = [name for name in typed if _key(name) in keys] if keys else []
    in_case = sa.exists().where(Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id)
    rows = session.execute(
        sa.select(CommentRevision.received_at, Site.name, Comment.state, CommentRevision.body)
        .join(
            Comment, sa.and_(Comment.school_id == CommentRevision.school_id, Comment.id == CommentRevision.comment_id)
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(
            CommentRevision.school_id == school_id,
            CommentRevision.author_name.in_(signed),
            Comment.state != CommentState.HIDDEN,
            ~in_case,
        )
        .order_by(CommentRevision.received_at, CommentRevision.id)
        .limit(MOST_COMMENTS)
    )
    lines = tuple(
        (said_day(at.astimezone(zone).date()), site or "", STATE_WORDS[state], mask.masked(body))
        for at, site, state, body in rows
    )
    return Part(title, ("Arrived", "Site", "State", "Words"), lines)


def _shown(session: Session, school_id: int, keys: Collection[str], person_id: int | None) -> dict[int, Line]:
    """Return who may be shown under these names, by their number: name, class, and what tells them apart."""
    people = session.scalars(sa.select(PersonShown).where(PersonShown.school_id == school_id, PersonShown.name != ""))
    return {
        one.id: (one.name, one.group_name, one.told_apart)
        for one in people
        if _key(one.name) in keys or (person_id is not None and one.person_id == person_id)
    }


def _consents(session: Session, school_id: int, shown: dict[int, Line], mask: Mask) -> Part:
    rows = session.scalars(
        sa.select(Consent).where(Consent.school_id == school_id, Consent.shown_id.in_(shown)).order_by(Consent.id)
    )
    lines = tuple(
        (
            *shown[one.shown_id],
            USE_NAMES.get(one.use, one.use),
            mask.masked(one.given_by),
            said_day(one.given_on),
            "yes" if one.withdrawal_id else "no",
        )
        for one in rows
    )
    return Part("Consents", ("Name", "Class", "Told apart by", "Use", "Given by", "Given on", "Taken back"), lines)


def _pictures(session: Session, school_id: int, shown: dict[int, Line], mask: Mask) -> Part:
    """Where they are shown, or were; a picture that stands nowhere is listed once, without a place."""
    rows = session.execute(
        sa.select(ImagePerson.shown_id, Image.description, ImageUse, Site.name)
        .join(Image, sa.and_(Image.school_id == ImagePerson.school_id, Image.id == ImagePerson.image_id))
        .outerjoin(ImageUse, sa.and_(ImageUse.school_id == Image.school_id, ImageUse.image_id == Image.id))
        .outerjoin(Site, sa.and_(Site.school_id == ImageUse.school_id, Site.id == ImageUse.site_id))
        .where(ImagePerson.school_id == school_id, ImagePerson.shown_id.in_(shown))
        .order_by(Image.id, ImageUse.id)
    )
    lines = tuple(
        (
            *shown[who],
            mask.masked(description),
            " ".join(part for part in (site or "", use.address if use else "") if part),
            said_day(use.used_on if use else None),
            said_day(use.removed_on if use else None),
        )
        for who, description, use, site in rows
    )
    headings = ("Name", "Class", "Told apart by", "What it shows", "Where", "Published on", "Taken down on")
    return Part("Pictures and work", headings, lines)


def _passes(session: Session, school_id: int, keys: Collection[str]) -> Part:
    rows = session.execute(
        sa.select(PhotoPassHolder.name, PhotoEvent.name, PhotoEvent.held_on, PhotoPass.revoked_at)
        .join(PhotoPass, sa.and_(PhotoPass.school_id == PhotoEvent.school_id, PhotoPass.event_id == PhotoEvent.id))
        .join(
            PhotoPassHolder,
            sa.and_(PhotoPassHolder.school_id == PhotoPass.school_id, PhotoPassHolder.id == PhotoPass.holder_id),
        )
        .where(PhotoEvent.school_id == school_id, PhotoPassHolder.name != "")
        .order_by(PhotoPass.id)
    )
    lines = tuple(
        (event, said_day(day), "yes" if revoked else "no")
        for holder, event, day, revoked in rows
        if _key(holder) in keys
    )
    return Part("Photo passes", ("Event", "Day", "Taken back"), lines)
