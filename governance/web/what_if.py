"""What breaks if somebody is away: uncovered days, missing administrators, updates; nothing is saved yet (A.1.5).

A view's own arithmetic: it reads, asks ``domain/cover_ahead.py``, and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from governance.db import db
from governance.domain.absences import Absence
from governance.domain.cover import Appointment
from governance.domain.cover_ahead import (
    DayAhead,
    DayKind,
    spells,
    weekdays_ahead,
    what_breaks,
    without_administrator,
)
from governance.domain.words import Duty, listed
from governance.queries.cover import LiveSite, SchoolCover
from governance.services.updaters import updaters_of
from governance.web.cover_grid import Gap, gap_of, school_cover
from governance.web.cover_words import DUTY_WORDS, span_words
from governance.web.entry import school, today


@dataclass(frozen=True, slots=True)
class SiteWithout:
    """One site without the person: its gaps, the days without an administrator, and who else writes for it."""

    site: LiveSite
    duties: str
    gaps: tuple[Gap, ...]
    no_administrator: str
    writes: bool
    other_writers: str

    @property
    def is_fine(self) -> bool:
        """Whether nothing breaks there."""
        return not (self.gaps or self.no_administrator or (self.writes and not self.other_writers))


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer for one absence; ``unknown_from`` is the first weekday of it behind the last known term.

    ``is_entered``: somebody has saved these very days already.
    """

    sites: tuple[SiteWithout, ...]
    school_days: int
    unknown_from: dt.date | None
    lies_in_past: bool = False
    is_entered: bool = False

    @property
    def breaks(self) -> bool:
        """Whether anything breaks anywhere."""
        return any(not site.is_fine for site in self.sites)


def what_if(absence: Absence) -> WhatIf:
    """Return what breaks on the sites that the person looks after while they are away."""
    days = weekdays_ahead(max(today(), absence.starts_on), absence.ends_on)
    if not days:
        return WhatIf((), 0, None, lies_in_past=absence.ends_on < today())
    cover = school_cover(absence.ends_on)
    writers = _writers(cover)
    sites = []
    unknown, asked = None, 0
    for day in cover_days(cover, days):
        unknown = unknown or (day.day if day.kind is DayKind.NOT_KNOWN else None)
        asked += day.kind not in (DayKind.NOT_KNOWN, DayKind.QUIET)
    for site in cover.sites:
        held = [one for one in site.appointments if one.person_id == absence.person_id and _runs(one, days)]
        if held or absence.person_id in writers[site.site_id]:
            sites.append(_without(cover, site, absence, days, held, writers[site.site_id]))
    sites.sort(key=lambda one: (one.is_fine, one.site.name))
    return WhatIf(tuple(sites), asked, unknown, is_entered=absence in cover.absences)


def cover_days(cover: SchoolCover, days: Sequence[dt.date]) -> tuple[DayAhead, ...]:
    """Return what kind of day each is at the school, whatever its sites are."""
    nobody = LiveSite(0, "", None, None, None, ())
    return cover.ahead(nobody, days)


def _without(
    cover: SchoolCover,
    site: LiveSite,
    absence: Absence,
    days: Sequence[dt.date],
    held: Sequence[Appointment],
    writers: Sequence[int],
) -> SiteWithout:
    before, after = cover.without(absence).ahead(site, days), cover.ahead(site, days, [absence])
    broken = {day.day for day in what_breaks(before, after)}
    gaps = []
    for spell in spells(after, DayKind.UNCOVERED):
        lost = [day for day in spell if day.day in broken]
        if lost:
            gaps.append(gap_of(cover, site, lost, [absence]))
    bare = without_administrator(before, after)
    others = [cover.names[person] for person in writers if person != absence.person_id and person in cover.names]
    return SiteWithout(
        site,
        listed([DUTY_WORDS[duty] for duty in Duty if any(one.duty is duty for one in held)]),
        tuple(gaps),
        span_words(bare) if bare else "",
        absence.person_id in writers,
        listed(others),
    )


def _writers(cover: SchoolCover) -> dict[int, tuple[int, ...]]:
    """Return who writes for each live site, by the text that it runs on."""
    found = updaters_of(db.session, school().id, [site.version_id for site in cover.sites if site.version_id])
    return {site.site_id: found.get(site.version_id or 0, ()) for site in cover.sites}


def _runs(held: Appointment, days: Sequence[dt.date]) -> bool:
    return held.starts_on <= days[-1] and (held.ends_on is None or held.ends_on >= days[0])
