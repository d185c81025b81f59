"""Shows images, consents, written permissions and photo passes (A.4.6, 000-4, 001-2, 001-3, 001-4, 003-3).

A sentence counts; it names nobody and nothing that somebody typed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.images import Shown, given_after_use, lacks
from governance.domain.shown_words import Matter, Party
from governance.domain.written_permissions import CLAUSES, Given, missing_on, used_before
from governance.models import (
    ImageUse,
    PermissionGiven,
    PermissionUse,
    PhotoEvent,
    PhotoPass,
    PhotoPassHolder,
    TakeDown,
    WrittenPermission,
)
from governance.queries.clauses.asked import Asked, Finder
from governance.services.images import shown_in

PERMISSION_CLAUSES = ("A.4.6", "001-2", "003-3")
_KEPT_WORDS = {
    "A.4.6": "Every use of others’ work, partners and providers has its written permission.",
    "001-2": "Every use of the school’s name, logo and material has the head’s written permission.",
    "003-3": "Every use of somebody’s data has the written permission of the school and of the person.",
}
_MISSING_WORDS = {
    "A.4.6": ("piece of others’ work, partner or provider", "pieces of others’ work, partners or providers"),
    "001-2": ("use of the school’s name, logo or material", "uses of the school’s name, logo or material"),
    "003-3": ("item of somebody’s data", "items of somebody’s data"),
}


@dataclass
class _Uses:
    """How the uses of images stand at one school: how many, and which of them lack what."""

    known: int = 0
    lacking: int = 0
    lacking_adults: int = 0
    late: int = 0


def image_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how the uses of images stand, for everybody (001-3) and for grown-ups (000-4)."""
    shown = shown_in(asked.session, asked.school_ids)
    counted: dict[int, _Uses] = defaultdict(_Uses)
    waiting, overdue, places = _take_downs(asked)
    for place_id, school_id, image_id, use, used_on in asked.session.execute(
        sa.select(ImageUse.id, ImageUse.school_id, ImageUse.image_id, ImageUse.use, ImageUse.used_on).where(
            ImageUse.school_id.in_(asked.school_ids), ImageUse.removed_on.is_(None), ImageUse.used_on.is_not(None)
        )
    ):
        # What has a task to take it down is said once, with its task.
        if place_id not in places:
            _count(counted[school_id], shown[image_id], use, used_on, asked.schools[school_id].today)
    for school_id in asked.schools:
        uses = counted[school_id]
        yield _consents(school_id, uses, waiting[school_id], overdue[school_id])
        if uses.lacking_adults:
            said = f"{_of(uses.lacking_adults, 'use', 'uses')} of an image {_lack(uses.lacking_adults)} "
            yield _images(school_id, "000-4", Standing.NOT_KEPT, f"{said}the consent of a grown-up in it.")
        else:
            yield _images(school_id, "000-4", Standing.KEPT, "Every grown-up in an image that is used agreed to it.")


def _count(uses: _Uses, shown: Shown, use: str, used_on: date | None, today: date) -> None:
    lacking = lacks(shown, (use,), today)
    uses.known += 1
    uses.lacking += bool(lacking)
    uses.lacking_adults += any(not lack.is_pupil for lack in lacking)
    uses.late += not lacking and used_on is not None and bool(given_after_use(shown, use, used_on))


def _consents(school_id: int, uses: _Uses, waiting: int, overdue: int) -> Finding:
    lacking = uses.lacking
    if overdue or waiting:
        said = f"{_of(waiting, 'place is', 'places are')} still to be taken down after consent was withdrawn."
        standing = Standing.NOT_KEPT if overdue or lacking else Standing.DUE
        return Finding(school_id, "001-3", None, standing, said, RecordAt("take_downs"))
    if lacking:
        said = f"{_of(lacking, 'use', 'uses')} of an image {_lack(lacking)} somebody’s consent."
        return _images(school_id, "001-3", Standing.NOT_KEPT, said)
    if uses.late:
        said = f"{_of(uses.late, 'use', 'uses')} of an image began before somebody’s consent was given."
        return _images(school_id, "001-3", Standing.DUE, said)
    said = f"{_of(uses.known, 'use', 'uses')} of images on record, each with everybody’s consent."
    said = said if uses.known else "No use of an image is on record; each is recorded before it is published."
    return _images(school_id, "001-3", Standing.KEPT, said)


def _take_downs(asked: Asked) -> tuple[Counter[int], Counter[int], set[int]]:
    waiting: Counter[int] = Counter()
    overdue: Counter[int] = Counter()
    places: set[int] = set()
    for school_id, place_id, due_at in asked.session.execute(
        sa.select(TakeDown.school_id, TakeDown.place_id, TakeDown.due_at).where(
            TakeDown.school_id.in_(asked.school_ids), TakeDown.done_at.is_(None)
        )
    ):
        waiting[school_id] += 1
        overdue[school_id] += due_at < asked.now
        places.add(place_id)
    return waiting, overdue, places


@dataclass
class _Letter:
    """One written permission with its yeses and the days of its uses that still stand."""

    school_id: int
    matter: Matter
    asked_of: tuple[Party, ...]
    given: list[Given] = field(default_factory=list)
    used_on: list[date] = field(default_factory=list)


def permission_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how the uses of names, logos, works and data stand with their written permissions."""
    without: Counter[tuple[int, str]] = Counter()
    late: Counter[tuple[int, str]] = Counter()
    for letter in _letters(asked).values():
        key = (letter.school_id, CLAUSES[letter.matter])
        if letter.used_on and missing_on(letter.asked_of, letter.given, asked.schools[letter.school_id].today):
            without[key] += 1
        elif any(
            used_before(letter.asked_of, letter.given, day) or missing_on(letter.asked_of, letter.given, day)
            for day in letter.used_on
        ):
            late[key] += 1
    for school_id in asked.schools:
        for number in PERMISSION_CLAUSES:
            yield _permission(school_id, number, without[school_id, number], late[school_id, number])


def _letters(asked: Asked) -> dict[int, _Letter]:
    session, schools = asked.session, asked.school_ids
    letters = {
        row.id: _Letter(row.school_id, row.matter, tuple(Party(party) for party in row.asked_of))
        for row in session.scalars(sa.select(WrittenPermission).where(WrittenPermission.school_id.in_(schools)))
    }
    for row in session.scalars(sa.select(PermissionGiven).where(PermissionGiven.school_id.in_(schools))):
        letters[row.permission_id].given.append(Given(row.party, row.given_on, row.starts_on, row.until, row.ended_on))
    for permission_id, used_on in session.execute(
        sa.select(PermissionUse.permission_id, PermissionUse.used_on).where(
            PermissionUse.school_id.in_(schools), PermissionUse.removed_on.is_(None)
        )
    ):
        letters[permission_id].used_on.append(used_on)
    return letters


def _permission(school_id: int, number: str, without: int, late: int) -> Finding:
    record = RecordAt("permissions")
    if without:
        said = f"{_of(without, *_MISSING_WORDS[number])} {'is' if without == 1 else 'are'} used "
        said += "without written permission."
        return Finding(school_id, number, None, Standing.NOT_KEPT, said, record)
    if late:
        said = f"{_of(late, 'permission is dated after its use', 'permissions are dated after their use')}."
        return Finding(school_id, number, None, Standing.DUE, said, record)
    return Finding(school_id, number, None, Standing.KEPT, _KEPT_WORDS[number], record)


def pass_findings(asked: Asked) -> Iterator[Finding]:
    """Yield what passes were issued and taken away (001-4)."""
    events, passes, gone = (
        Counter(dict(asked.session.execute(query.group_by(table.school_id)).all()))
        for table, query in (
            (table, sa.select(table.school_id, sa.func.count()).where(table.school_id.in_(asked.school_ids), *only))
            for table, only in (
                (PhotoEvent, ()),
                (PhotoPass, ()),
                (PhotoPassHolder, (PhotoPassHolder.revoked_at.is_not(None), PhotoPassHolder.restored_at.is_(None))),
            )
        )
    )
    for school_id in asked.schools:
        if not events[school_id]:
            said = "No event with photo passes is on record; the office issues them here."
        else:
            said = f"{_of(passes[school_id], 'photo pass', 'photo passes')} for "
            said += _of(events[school_id], "event", "events")
            taken = gone[school_id]
            right = "1 holder’s right is" if taken == 1 else f"{taken} holders’ rights are"
            said += f"; {right} taken away." if taken else "."
        yield Finding(school_id, "001-4", None, Standing.KEPT, said, RecordAt("photo_passes"))


def _images(school_id: int, number: str, standing: Standing, said: str) -> Finding:
    return Finding(school_id, number, None, standing, said, RecordAt("images"))


def _of(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _lack(count: int) -> str:
    return "lacks" if count == 1 else "lack"


FINDERS = (
    Finder(("001-3", "000-4"), image_findings),
    Finder(PERMISSION_CLAUSES, permission_findings),
    Finder(("001-4",), pass_findings),
)
