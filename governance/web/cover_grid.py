"""Puts the cover page together: live sites by school day, the worst first, and who could be asked (A.1.5, A.5.4).

A view's own arithmetic: it reads, asks ``domain/cover_ahead.py``, and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from governance.db import db
from governance.domain.absences import Absence
from governance.domain.access import Permission, may
from governance.domain.calendar import Week, day_in_words, weeks_from
from governance.domain.cells import Cell
from governance.domain.cover_ahead import (
    Askable,
    DayAhead,
    DayKind,
    last_day_ahead,
    severity,
    spells,
    weekdays_ahead,
)
from governance.domain.words import Duty
from governance.queries.cover import LiveSite, SchoolCover, cover_of_school
from governance.services.school_days import calendar_of
from governance.web.cover_words import (
    CELL_MARKS,
    CELL_WORDS,
    DAY_LETTERS,
    duties_words,
    missing_words,
    span_words,
    stands,
    there_words,
)
from governance.web.entry import actor, policy, school, today

HEADINGS = ["Site", "Day", "Stands", "Moderators there", "Administrators there", "Missing"]
MOST_ASKED = 3
"""How many people are offered for one gap; the whole staff list would be no answer."""


@dataclass(frozen=True, slots=True)
class CoverCell:
    """One weekday of one site; ``ahead`` is None for a day that is over or lies behind the last week shown."""

    day: dt.date
    ahead: DayAhead | None

    @property
    def kind(self) -> str:
        """The class of its colour and shape."""
        return self.ahead.kind.value if self.ahead else "none"

    @property
    def mark(self) -> str:
        """The shape that says the same as its colour."""
        return CELL_MARKS[self.ahead.kind] if self.ahead else ""

    @property
    def words(self) -> str:
        """What the day is, in words."""
        return CELL_WORDS[self.ahead.kind] if self.ahead else "not shown"


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One site of the page with all its days."""

    site: LiveSite
    days: tuple[DayAhead, ...]
    cells: tuple[CoverCell, ...]
    is_mine: bool

    @property
    def words(self) -> str:
        """How the site stands, in a few words."""
        return stands(self.days)[0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return stands(self.days)[1]


@dataclass(frozen=True, slots=True)
class AskLine:
    """Somebody who could be asked; ``href`` begins naming them, and is None for who may not name people there."""

    name: str
    duties: str
    lacks: tuple[str, ...]
    href: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """School days in a row on which a site lacks the same people."""

    site: LiveSite
    words: str
    there: str
    missing: tuple[str, ...]
    ready: tuple[AskLine, ...]
    nearly: tuple[AskLine, ...]


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Everything on the cover page; ``unknown_after`` is the last term day where the calendar ends too early."""

    cover: SchoolCover
    weeks: tuple[Week, ...]
    rows: tuple[CoverRow, ...]
    runs_out: bool

    @property
    def last_term_day(self) -> dt.date | None:
        """The last day that a typed term holds."""
        return self.cover.calendar.last_term_day

    @property
    def letters(self) -> list[tuple[str, dt.date]]:
        """The letter and the day of every column."""
        return [(DAY_LETTERS[number], day) for week in self.weeks for number, day in enumerate(weekdays_of(week))]


def weekdays_of(week: Week) -> tuple[dt.date, ...]:
    """Return Monday to Friday of a week."""
    return weekdays_ahead(week.monday, week.sunday)


def sees_every_site() -> bool:
    """Whether the signed-in person sees the cover of every site: the ICT lead, and who leads the school."""
    return may(actor(), Permission.LOOK_AFTER_SITES)


def school_cover(last: dt.date | None = None) -> SchoolCover:
    """Return what cover rests on at the school of the request, up to ``last`` or as far as the policy looks ahead."""
    until = last or last_day_ahead(today(), policy().cover_weeks_ahead)
    return cover_of_school(db.session, school().id, policy(), calendar_of(db.session, school()), today(), until)


def page_of(cover: SchoolCover, site_id: int | None = None) -> CoverPage:
    """Return the page of the sites that the signed-in person sees, or of one of them, the worst first."""
    days = weekdays_ahead(cover.first, cover.last)
    weeks = weeks_from(days[0], days[-1])
    rows = []
    for site in cover.sites:
        is_mine = site.is_of(actor().person_id)
        if (site_id is None or site.site_id == site_id) and (is_mine or sees_every_site()):
            ahead = cover.ahead(site, days)
            by_day = {one.day: one for one in ahead}
            cells = tuple(CoverCell(day, by_day.get(day)) for week in weeks for day in weekdays_of(week))
            rows.append(CoverRow(site, ahead, cells, is_mine))
    last_term = cover.calendar.last_term_day
    runs_out = last_term is None or last_term < cover.last
    return CoverPage(cover, weeks, tuple(sorted(rows, key=lambda row: severity(row.days))), runs_out)


def gaps_of(cover: SchoolCover, rows: Sequence[CoverRow], kind: DayKind) -> list[Gap]:
    """Return the gaps of one kind on these sites, the first day first."""
    found = [(spell[0].day, row.site, spell) for row in rows for spell in spells(row.days, kind)]
    found.sort(key=lambda one: (one[0], one[1].name))
    return [gap_of(cover, site, spell) for _, site, spell in found]


def gap_of(cover: SchoolCover, site: LiveSite, spell: Sequence[DayAhead], more: Sequence[Absence] = ()) -> Gap:
    """Return one gap in words, with who could be asked for it; ``more`` are absences that nobody has entered yet."""
    days, first = [day.day for day in spell], spell[0]
    lines = [(one, _ask_line(cover, site, one, days)) for one in cover.askable(site, days, more)]
    ready = tuple(line for one, line in lines if not one.lacks)[:MOST_ASKED]
    nearly = tuple(line for one, line in lines if one.lacks)[:MOST_ASKED]
    return Gap(
        site,
        span_words(days),
        there_words(first, cover.asked, cover.names),
        tuple(missing_words(first.missing, cover.names)),
        ready,
        () if ready else nearly,
    )


def may_name_on(site: LiveSite) -> bool:
    """Whether the signed-in person may name people for a site: its owner, its proposer, the ICT lead or the head."""
    return sees_every_site() or actor().person_id in (site.owner_id, site.proposer_id)


def rows_of_file(page: CoverPage) -> list[list[Cell]]:
    """Return a line for each site and each day that is a school day, or of which that is not known."""
    names = page.cover.names
    return [
        [
            row.site.name,
            day.day.isoformat(),
            CELL_WORDS[day.kind],
            ", ".join(names[person] for person in day.moderators),
            ", ".join(names[person] for person in day.administrators),
            " ".join(missing_words(day.missing, names)),
        ]
        for row in page.rows
        for day in row.days
        if day.kind is not DayKind.QUIET
    ]


def day_rows(page: CoverPage) -> list[list[str]]:
    """Return the lines of one site's own page: the day, how it stands, who is there and who is missing."""
    names = page.cover.names
    return [
        [
            day_in_words(day.day),
            CELL_WORDS[day.kind].capitalize(),
            ", ".join(names[person] for person in day.moderators) or "nobody",
            ", ".join(names[person] for person in day.administrators) or "nobody",
            " ".join(missing_words(day.missing, names)) or "nobody",
        ]
        for row in page.rows
        for day in row.days
        if day.kind not in (DayKind.QUIET, DayKind.NOT_KNOWN)
    ]


def _ask_line(cover: SchoolCover, site: LiveSite, one: Askable, days: Sequence[dt.date]) -> AskLine:
    href = None
    if may_name_on(site):
        href = url_for(
            "sites.name",
            site_id=site.site_id,
            person=one.person_id,
            duty=Duty.MODERATOR.value,
            first=days[0].isoformat(),
            last=days[-1].isoformat(),
        )
    lacks = tuple(why.sentence for why in one.lacks)
    return AskLine(cover.names[one.person_id], duties_words(one.duties), lacks, href)
