"""Whether an image may be used: consents of everybody in it and the school's identity rule (A.4.4, A.5, 000-4, 001-3).

Every reason is said at once, for pupils and for grown-ups.  A sentence counts people and never names them: whoever may
see names finds them on the image's own page.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from governance.domain.consents import (
    USE_NAMES,
    ConsentGiven,
    Standing,
    consent_on,
)
from governance.domain.refusals import Refusal
from governance.domain.shown_words import Covers, Face, ImageKind, NameShown, ShownKind


@dataclass(frozen=True, slots=True)
class PersonInImage:
    """Somebody in an image, with every consent on record for them.  ``left_on`` is their last day at the school."""

    shown_id: int
    kind: ShownKind
    face: Face
    name_shown: NameShown
    consents: tuple[ConsentGiven, ...] = ()
    left_on: date | None = None

    @property
    def is_pupil(self) -> bool:
        """Whether the rules for pupils apply."""
        return self.kind is ShownKind.PUPIL


@dataclass(frozen=True, slots=True)
class Shown:
    """What one image shows.  ``people_known`` says that everybody in it is listed, or that nobody is in it."""

    kind: ImageKind
    people: tuple[PersonInImage, ...]
    people_known: bool = True

    @property
    def faces_the_camera(self) -> bool:
        """Whether a pupil in it looks into the camera: what the warning of May 2026 is about."""
        return any(person.is_pupil and person.face is Face.FACE_ON for person in self.people)


@dataclass(frozen=True, slots=True)
class Lack:
    """What one person's consents lack for one use: the thing asked, and how it stands instead."""

    shown_id: int
    is_pupil: bool
    use: str
    asked: Covers
    standing: Standing


def image_refusals(identity_rule: str, shown: Shown, uses: Iterable[str], on: date) -> tuple[Refusal, ...]:
    """Return every reason why an image may not be used on a day; empty means that it may.

    ``identity_rule`` is the policy's word (strict, no_names, first_name, no_name_with_photo, no_faces); ``uses`` are
    keys of ``consents.USES``.  The identity rule is about pupils; consent is asked of everybody.
    """
    return (
        *_not_listed(shown),
        *_left(shown, on),
        *_without_consent(shown, uses, on),
        *_against_the_rule(identity_rule, shown),
    )


def asked_covers(kind: ImageKind, name_shown: NameShown) -> Covers:
    """Return what a person has to have agreed to, for an image of this kind with or without their name."""
    if kind is ImageKind.WORK:
        return Covers.WORK
    return Covers.IMAGE if name_shown is NameShown.NONE else Covers.NAME_WITH_IMAGE


def lacks(shown: Shown, uses: Iterable[str], on: date) -> tuple[Lack, ...]:
    """Return what is lacking on a day, person by person and use by use."""
    return tuple(
        Lack(person.shown_id, person.is_pupil, use, asked, standing)
        for use in dict.fromkeys(uses)
        for person in shown.people
        for asked in _all_asked(shown.kind, person.name_shown)
        if (standing := consent_on(person.consents, use, asked, on)) is not Standing.HOLDS
    )


def given_after_use(shown: Shown, use: str, used_on: date) -> tuple[int, ...]:
    """Return the people whose consent was given only after the image was published (their ids, in order)."""
    late = {
        lack.shown_id
        for lack in lacks(shown, (use,), used_on)
        for person in shown.people
        if person.shown_id == lack.shown_id
        and any(
            one.given_on > used_on and consent_on((one,), use, lack.asked, one.given_on) is Standing.HOLDS
            for one in person.consents
        )
    }
    return tuple(sorted(late))


def _all_asked(kind: ImageKind, name_shown: NameShown) -> tuple[Covers, ...]:
    # A name beside somebody's work is a name alone, and is asked for by itself.
    named_work = kind is ImageKind.WORK and name_shown is not NameShown.NONE
    return (asked_covers(kind, name_shown), *((Covers.NAME,) if named_work else ()))


def _not_listed(shown: Shown) -> Iterator[Refusal]:
    if not shown.people_known:
        yield Refusal(
            "people_not_known",
            "Nobody has said yet who is in this image. List everybody in it, or say that nobody is.",
            "A.4.4",
        )


def _left(shown: Shown, on: date) -> Iterator[Refusal]:
    gone = sum(person.left_on is not None and person.left_on < on for person in shown.people)
    if gone:
        yield Refusal(
            "shown_person_left",
            f"{_people(gone, 'person', 'people')} in this image {'has' if gone == 1 else 'have'} left the school. "
            "What they agreed to was for their time here: choose another image.",
            "A.4.4",
        )


_WHY = {
    Standing.WITHDRAWN: "consent was withdrawn",
    Standing.RUN_OUT: "consent has run out",
    Standing.NOT_YET: "consent begins only later",
    Standing.NEVER: "there is no consent",
}
_THING = {
    Covers.IMAGE: "the picture",
    Covers.NAME_WITH_IMAGE: "the picture together with the name",
    Covers.WORK: "the work",
    Covers.NAME: "the name",
}


def _without_consent(shown: Shown, uses: Iterable[str], on: date) -> Iterator[Refusal]:
    counted = Counter((lack.is_pupil, lack.use, lack.asked, lack.standing) for lack in lacks(shown, uses, on))
    for (is_pupil, use, asked, standing), count in counted.items():
        who = _people(count, "pupil", "pupils") if is_pupil else _people(count, "grown-up", "grown-ups")
        yield Refusal(
            f"{'pupil' if is_pupil else 'adult'}_consent_{standing.value}",
            f"For {who} in this image {_WHY[standing]} to {_THING[asked]} on {USE_NAMES.get(use, use)}.",
            "A.4.4" if is_pupil else "000-4",
        )


def _against_the_rule(identity_rule: str, shown: Shown) -> Iterator[Refusal]:
    pupils = [person for person in shown.people if person.is_pupil]
    named = [person for person in pupils if person.name_shown is not NameShown.NONE]
    full = [person for person in named if person.name_shown is NameShown.FULL_NAME]
    faces = [person for person in pupils if person.face is not Face.NONE]
    if identity_rule in ("strict", "no_faces") and faces:
        yield _rule("identity_rule_face", "no pupil’s face is shown. Choose an image from a distance or from behind")
    if identity_rule in ("strict", "no_names") and named:
        yield _rule("identity_rule_name", "no pupil is named. Take the name away")
    elif identity_rule == "no_name_with_photo" and named and shown.kind is not ImageKind.WORK:
        yield _rule("identity_rule_name_with_image", "a pupil’s name never stands beside a picture of the pupil")
    elif full:
        yield _rule("identity_rule_full_name", "pupils are named by their first name only")


def _rule(code: str, what: str) -> Refusal:
    return Refusal(code, f"At this school {what}.", "A.5.2")


def _people(count: int, one: str, several: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {several}"


def look_again_on(shown: Shown, audited_on: date | None, recorded_on: date, months: int) -> date | None:
    """Return the day on which an image is to be looked at again; None where no pupil in it can be recognised.

    ``months`` are whole calendar months after the last look, or after it was recorded where nobody looked yet; a day
    that the month does not have is its last.
    """
    if not any(person.is_pupil and person.face is not Face.NONE for person in shown.people):
        return None
    last = audited_on or recorded_on
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    days = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(last.day, days))
