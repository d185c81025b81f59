"""Puts the grid together: every site of a school by week for one school year, the worst first (DESIGN 7).

A view's own arithmetic: it reads, asks ``domain/freshness.py``, and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.calendar import SchoolCalendar, Week, weeks_from
from governance.domain.calendar_year import school_year_of
from governance.domain.cells import Cell
from governance.domain.freshness import Standing, WeekCell, freshness_of, severity, weeks_of_year
from governance.domain.words import SiteState
from governance.domain.year_groups import YEAR_GROUPS, Nation
from governance.models import School
from governance.queries.people import names_of
from governance.services.published import SitePublished, published_at_school
from governance.services.school_days import calendar_of
from governance.services.updaters import updaters_of
from governance.web.entry import policy, school, today
from governance.web.freshness_words import CELL_MARKS, CELL_WORDS, STATE_TONES, STATE_WORDS, sentence_of

HEADINGS = ["Site", "Stands", "Last new on", "Week of", "That week"]
MOST_YEARS = 20
STRIP_WEEKS = 8


@dataclass(frozen=True, slots=True)
class GridCell:
    """One week of one site: its word, its shape, and the class of its colour."""

    week: Week
    kind: WeekCell

    @property
    def words(self) -> str:
        """What the week was, in words."""
        return CELL_WORDS[self.kind]

    @property
    def mark(self) -> str:
        """The shape that says the same."""
        return CELL_MARKS[self.kind]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One site of the grid; ``own_day`` names the day of the week that it agreed, empty where the policy's counts."""

    site: SitePublished
    standing: Standing
    updaters: tuple[str, ...]
    cells: tuple[GridCell, ...]
    own_day: str = ""

    @property
    def words(self) -> str:
        """How the site stands, in one or two words."""
        return STATE_WORDS[self.standing.state]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return STATE_TONES[self.standing.state]

    @property
    def sentence(self) -> str:
        """Why it stands so."""
        return sentence_of(self.standing, self.site.published.every_weeks, today())


@dataclass(frozen=True, slots=True)
class Grid:
    """A school year: its weeks, the sites that were live in it, and the year groups that have no blog."""

    year: int
    years: tuple[int, ...]
    weeks: tuple[Week, ...]
    rows: tuple[GridRow, ...]
    without_blog: tuple[str, ...]
    last_term_day: dt.date | None

    @property
    def terms_have_ended(self) -> bool:
        """Whether nothing is due because nobody has entered the next terms."""
        return self.last_term_day is not None and self.last_term_day < today()


def year_asked(typed: str) -> int:
    """Return the school year that an address asks for, this one where it asks for none."""
    this = school_year_of(today())
    if not typed:
        return this
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and this - MOST_YEARS <= int(typed) <= this):
        raise NotFound
    return int(typed)


def grid_of(year: int) -> Grid:
    """Return the school's grid of a school year."""
    here, known = school(), calendar_of(db.session, school())
    sites = _sites()
    weeks = weeks_of_school_year(known, year)
    running = [site for site in sites if site.state not in (SiteState.CLOSED, SiteState.CLOSING)]
    rows = _rows(here, known, running if year == school_year_of(today()) else sites, weeks)
    first = min((spell.starts_on for site in sites for spell in site.published.spells), default=today())
    years = tuple(range(school_year_of(first), school_year_of(today()) + 1))
    return Grid(year, years, weeks, rows, _without_blog(here, sites), known.last_term_day)


def site_row(site_id: int) -> GridRow | None:
    """Return how one site of the school stands; None where it never was live or is not there."""
    here, known = school(), calendar_of(db.session, school())
    found = _sites((site_id,))
    weeks = weeks_of_school_year(known, school_year_of(today()))
    rows = _rows(here, known, found, weeks)
    return rows[0] if rows else None


def strips_of(site_ids: Sequence[int], known: SchoolCalendar) -> dict[int, GridRow]:
    """Return how these sites of the school stand, with their last weeks, for the home page of those who run them."""
    weeks = weeks_from(today() - dt.timedelta(weeks=STRIP_WEEKS - 1), today())
    return {site.site_id: _row(known, site, weeks, ()) for site in _sites(site_ids)}


def weeks_of_school_year(known: SchoolCalendar, year: int) -> tuple[Week, ...]:
    """Return the weeks of a school year from its first term day to its last; September to July without terms."""
    terms = [term for term in known.terms if school_year_of(term.starts_on) == year]
    first = min((term.starts_on for term in terms), default=dt.date(year, 9, 1))
    last = max((term.ends_on for term in terms), default=dt.date(year + 1, 7, 31))
    return weeks_from(first, last)


def rows_of_file(grid: Grid) -> list[list[Cell]]:
    """Return a line for each site and week that is not still to come."""
    return [
        [
            row.site.name,
            row.words,
            row.standing.last_update.isoformat() if row.standing.last_update else "",
            cell.week.monday.isoformat(),
            cell.words,
        ]
        for row in grid.rows
        for cell in row.cells
        if cell.kind is not WeekCell.TO_COME
    ]


def _sites(only: Sequence[int] | None = None) -> list[SitePublished]:
    """Return what the school's sites have published, as its policy and its time zone count it."""
    here = school()
    zone = ZoneInfo(here.time_zone)
    return published_at_school(db.session, here.id, zone, policy().update_interval_weeks, only)


def _rows(
    here: School, known: SchoolCalendar, sites: Sequence[SitePublished], weeks: Sequence[Week]
) -> tuple[GridRow, ...]:
    updaters = updaters_of(db.session, here.id, [site.version_id for site in sites if site.version_id])
    names = names_of(db.session, here.id, {person for found in updaters.values() for person in found})
    people = {version: tuple(names[one] for one in found if one in names) for version, found in updaters.items()}
    rows = [_row(known, site, weeks, people.get(site.version_id or 0, ())) for site in sites]
    return tuple(sorted(rows, key=lambda row: (*severity(row.standing), row.site.name)))


def _row(known: SchoolCalendar, site: SitePublished, weeks: Sequence[Week], updaters: tuple[str, ...]) -> GridRow:
    kinds = weeks_of_year(known, site.published, weeks, today())
    return GridRow(
        site,
        freshness_of(known, site.published, today(), policy().asleep_after_missed_updates),
        updaters,
        tuple(GridCell(week, kind) for week, kind in zip(weeks, kinds, strict=True)),
        own_day_of(site, policy().update_weekday),
    )


def own_day_of(site: SitePublished, of_policy: str) -> str:
    """Return the day of the week that a site agreed in its proposal, empty where it is the policy's anyway."""
    own = site.update_weekday
    return own.capitalize() if own and own != of_policy else ""


def _without_blog(here: School, sites: Sequence[SitePublished]) -> tuple[str, ...]:
    """Return the names of the school's year groups that no live site is of (A.1.5)."""
    asked = set(policy().year_groups)
    has = {key.lower() for site in sites if site.state is SiteState.LIVE for key in site.year_groups}
    return tuple(group.name for group in YEAR_GROUPS[Nation(here.nation)] if group.key in asked - has)
