"""What keeps a running site alive: updates and people, its end, its evaluation, its moderation (A.1.5 to A.1.7, A.5.3).

The rules are those that the grid, the reminders and the gate apply; nothing is judged here anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from governance.domain.calendar import day_in_words
from governance.domain.clauses.finding import Finding, RecordAt, Standing, worst
from governance.domain.cover import CountingRules, distinct_people
from governance.domain.freshness import Freshness, freshness_of
from governance.domain.freshness import Standing as FreshStanding
from governance.domain.moderation_silence import Silence, takes_comments
from governance.domain.proposal.answers import exit_steps, rows_of
from governance.domain.proposal.wrong import as_date
from governance.domain.words import SiteState
from governance.models import Evaluation, ExitStep
from governance.queries.clauses.asked import Asked, Finder, SiteAt
from governance.queries.clauses.texts import Text, texts
from governance.services.moderation_silences import Listened, silences_at_schools
from governance.services.published import published_at_schools

_UPDATES = {
    Freshness.FRESH: (Standing.KEPT, "It was updated in this period."),
    Freshness.NOTHING_DUE: (Standing.KEPT, "No update is due."),
    Freshness.DUE: (Standing.KEPT, "This period’s update is still to come in time."),
    Freshness.NOT_CHECKED: (Standing.DUE, "Its updates could not be checked."),
    Freshness.LATE: (Standing.NOT_KEPT, "Its last update was missed."),
    Freshness.ASLEEP: (Standing.NOT_KEPT, "It is asleep: several updates in a row were missed."),
}


def freshness(asked: Asked) -> Mapping[int, FreshStanding]:
    """Return how every site of the schools stands in the present period, by the site; shared by the finders."""
    found: dict[int, FreshStanding] = {}
    # Schools in one time zone have the same day, and are read at once.
    for time_zone in {school.time_zone for school in asked.schools.values()}:
        zone = ZoneInfo(time_zone)
        of_zone = [school for school in asked.schools.values() if school.time_zone == time_zone]
        intervals = {school.id: (zone, school.policy.update_interval_weeks) for school in of_zone}
        today = of_zone[0].today
        for school_id, sites in published_at_schools(asked.session, intervals, newest_by=today).items():
            asleep_after = asked.schools[school_id].policy.asleep_after_missed_updates
            for site in sites:
                found[site.site_id] = freshness_of(asked.calendars[school_id], site.published, today, asleep_after)
    return found


def upkeep_findings(asked: Asked) -> Iterator[Finding]:
    """A.1.5: somebody provides for it, it is updated in time, and enough trained people can stand in."""
    fresh = asked.once(freshness)
    for site in asked.sites:
        if not site.is_live or site.id not in fresh:
            continue
        at, policy = asked.read_for_gates[site.school_id], asked.schools[site.school_id].policy
        standing, said = _UPDATES[fresh[site.id].state]
        parts = [(standing, said)]
        if site.owner_id is None:
            parts.append((Standing.DUE, "Nobody is named to see to time and people."))
        rules = CountingRules(policy.training_required, acknowledgement_required=False)
        trained = len(distinct_people(at.sites[site.id].counted, at.today, None, rules))
        if trained < policy.administrators_at_least:
            who = "1 trained person looks" if trained == 1 else f"{trained} trained people look"
            parts.append((Standing.DUE, f"{who} after it; {policy.administrators_at_least} are asked for."))
        words = " ".join(sentence for _, sentence in parts)
        record = (
            RecordAt("updates", 0, site.id) if standing is not Standing.KEPT else RecordAt("site_people", 0, site.id)
        )
        record = RecordAt("updates", 0, site.id) if len(parts) == 1 else record
        yield Finding(site.school_id, "A.1.5", site.id, worst(one for one, _ in parts), words, record)


def ending_findings(asked: Asked) -> Iterator[Finding]:
    """A.1.6: a planned end with an exit plan, nobody neglects it, and a closed site has every step signed."""
    by_site, fresh, steps = asked.once(texts), asked.once(freshness), _steps(asked)
    for site in asked.sites:
        signed, unsigned = steps.get(site.id, (0, 0))
        if site.state is SiteState.CLOSED:
            standing, said = _closed(signed, unsigned)
        elif site.state is SiteState.CLOSING:
            standing = Standing.DUE
            said = f"It is being closed: {signed} of {signed + unsigned} steps are signed."
        elif site.is_running:
            today, state = asked.schools[site.school_id].today, fresh.get(site.id)
            is_asleep = state is not None and state.state is Freshness.ASLEEP
            standing, said = _ends(site, by_site.get(site.id), today, is_asleep=is_asleep and site.is_live)
        else:
            continue
        is_ending = site.state in (SiteState.CLOSED, SiteState.CLOSING)
        record = RecordAt("site_end", 0, site.id) if is_ending else RecordAt("site", site.id, site.id)
        yield Finding(site.school_id, "A.1.6", site.id, standing, said, record)


def _closed(signed: int, unsigned: int) -> tuple[Standing, str]:
    if unsigned or not signed:
        return Standing.NOT_KEPT, "It is closed, and not every step of its end is signed."
    return Standing.KEPT, f"It is closed, with all {signed} steps signed."


def _ends(site: SiteAt, text: Text | None, today: dt.date, *, is_asleep: bool) -> tuple[Standing, str]:
    end = site.planned_end
    if end is None or text is None or not exit_steps(text.answers):
        return Standing.NOT_KEPT, "It has no planned end with an exit plan."
    if is_asleep:
        return Standing.NOT_KEPT, "It is asleep: nobody looks after it any more."
    if end <= today:
        return Standing.DUE, f"Its planned end, {day_in_words(end)}, has come, and the head has still to decide."
    return Standing.KEPT, f"It ends on {day_in_words(end)}, with {len(exit_steps(text.answers))} steps."


def evaluation_findings(asked: Asked) -> Iterator[Finding]:
    """A.1.7: measures with their days, and an evaluation of each whose day has come."""
    by_site = asked.once(texts)
    rows = asked.session.execute(
        sa.select(Evaluation.version_id, Evaluation.measure).where(Evaluation.school_id.in_(asked.school_ids))
    )
    done = {(version_id, measure) for version_id, measure in rows}
    for site in asked.running:
        text, today = by_site.get(site.id), asked.schools[site.school_id].today
        measures = rows_of(text.answers, "measures") if text else ()
        record = RecordAt("evaluations", 0, site.id)
        if text is None or not measures:
            said = "It is not said how its success will be seen."
            yield Finding(site.school_id, "A.1.7", site.id, Standing.NOT_KEPT, said, record)
            continue
        days = {number: as_date(row.get("review_on")) for number, row in enumerate(measures, start=1)}
        evaluated = sum((text.version_id, number) in done for number in days)
        late = [day for number, day in days.items() if day and day <= today and (text.version_id, number) not in done]
        if late:
            said = f"{_measures(len(late))} to be evaluated since {day_in_words(min(late))}."
            yield Finding(site.school_id, "A.1.7", site.id, Standing.NOT_KEPT, said, record)
        else:
            said = f"{_measures(len(measures))} named, {evaluated} of them evaluated so far."
            yield Finding(site.school_id, "A.1.7", site.id, Standing.KEPT, said, record)


def _measures(count: int) -> str:
    return "1 measure is" if count == 1 else f"{count} measures are"


def _steps(asked: Asked) -> dict[int, tuple[int, int]]:
    """How many steps of each site's end are signed, and how many are not."""
    is_signed = sa.func.count(ExitStep.signed_at)
    rows = asked.session.execute(
        sa.select(ExitStep.site_id, is_signed, sa.func.count() - is_signed)
        .where(ExitStep.school_id.in_(asked.school_ids), ExitStep.cancelled_at.is_(None))
        .group_by(ExitStep.site_id)
    )
    return {site_id: (signed, unsigned) for site_id, signed, unsigned in rows}


def moderation_findings(asked: Asked) -> Iterator[Finding]:
    """A.5.3: a site that is open to comments shows that somebody moderates it."""
    by_site = asked.once(texts)
    silent = _silent(asked)
    for site in asked.sites:
        text = by_site.get(site.id)
        if not site.is_live or text is None:
            continue
        record = RecordAt("queue", 0, site.id)
        if not takes_comments(text.answers):
            said = "Nobody but staff adds anything here, or no pupils use it."
            yield Finding(site.school_id, "A.5.3", site.id, Standing.NOT_ASKED, said, record)
        elif site.id in silent:
            said = f"It shows no moderation since {day_in_words(silent[site.id].since)}."
            yield Finding(site.school_id, "A.5.3", site.id, Standing.NOT_KEPT, said, record)
        else:
            said = "What people write on it is moderated."
            yield Finding(site.school_id, "A.5.3", site.id, Standing.KEPT, said, record)


def _silent(asked: Asked) -> dict[int, Silence]:
    """The sites that show no moderation, read as the reminders read them."""
    listened = {
        school.id: Listened(
            school.today, asked.calendars[school.id], ZoneInfo(school.time_zone), school.policy.moderation_silence_days
        )
        for school in asked.schools.values()
    }
    found = silences_at_schools(asked.session, listened, asked.answers)
    return {one.site_id: one.silence for silent in found.values() for one in silent}


FINDERS = (
    Finder(("A.1.5",), upkeep_findings),
    Finder(("A.1.6",), ending_findings),
    Finder(("A.1.7",), evaluation_findings),
    Finder(("A.5.3",), moderation_findings),
)
