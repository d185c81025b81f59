"""How freshness reads on the screen: states, weeks and reasons, in words and with a shape each.

May import the domain only.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.calendar import day_in_words
from governance.domain.freshness import Freshness, Standing, WeekCell
from governance.domain.updates import Why
from governance.domain.watching import WatchKind

STATE_WORDS: dict[str, str] = {
    Freshness.ASLEEP: "Asleep",
    Freshness.LATE: "Late",
    Freshness.NOT_CHECKED: "Could not check",
    Freshness.DUE: "Due this week",
    Freshness.NOTHING_DUE: "Nothing due",
    Freshness.FRESH: "Fresh",
}
STATE_TONES = {
    Freshness.ASLEEP: "stop",
    Freshness.LATE: "warn",
    Freshness.NOT_CHECKED: "wait",
    Freshness.DUE: "ready",
    Freshness.NOTHING_DUE: "past",
    Freshness.FRESH: "good",
}
CELL_WORDS = {
    WeekCell.UPDATED: "something new",
    WeekCell.MISSED: "nothing new",
    WeekCell.DUE: "due",
    WeekCell.NOT_KNOWN: "could not check",
    WeekCell.QUIET: "nothing was due",
    WeekCell.NOT_LIVE: "not live",
    WeekCell.TO_COME: "to come",
}
CELL_MARKS = {
    WeekCell.UPDATED: "✓",
    WeekCell.MISSED: "✕",
    WeekCell.DUE: "○",
    WeekCell.NOT_KNOWN: "?",
    WeekCell.QUIET: "–",
    WeekCell.NOT_LIVE: "",
    WeekCell.TO_COME: "",
}
KIND_WORDS: dict[str, str] = {
    WatchKind.FEED: "We read the site’s feed",
    WatchKind.WORDPRESS: "We ask the WordPress itself",
    WatchKind.HAND: "Somebody says it here",
}
WHY_WORDS: dict[str, str] = {
    Why.ITS_DATE: "It counts on its own date.",
    Why.DATED_AHEAD: "It carries a date that lies ahead, so it counts on the day we saw it.",
    Why.DATED_BACK: "It carries an earlier date, but was not there at our last look: it counts on the day we saw it.",
    Why.NO_DATE: "It carries no date, so it counts on the day we saw it.",
    Why.SAID_BY_HAND: "Somebody said so.",
    Why.HISTORY: "It is older than our last look and came back later, so it does not count.",
    Why.NO_DATE_AT_FIRST: "It carries no date and was there when we first looked, so it does not count.",
}


def sentence_of(standing: Standing, every_weeks: int, today: dt.date) -> str:
    """Return in a sentence or two why a site stands as it does on ``today``, the school's day."""
    week = "week" if every_weeks == 1 else f"{every_weeks} weeks"
    missed = "1 update was" if standing.missed == 1 else f"{standing.missed} updates in a row were"
    match standing.state:
        case Freshness.FRESH:
            return f"Something new came this {week if every_weeks == 1 else 'period of ' + week}."
        case Freshness.ASLEEP | Freshness.LATE:
            due = _due(standing, today)
            return f"{missed} missed. The next one {due}" if due else f"{missed} missed."
        case Freshness.DUE:
            due = _due(standing, today)
            return f"Something new {due}" if due else ""
        case Freshness.NOT_CHECKED:
            since = day_in_words(standing.unread_since) if standing.unread_since else "lately"
            return f"We could not look since {since}, so we do not know."
        case Freshness.NOTHING_DUE:
            return "No school day asks for something new at the moment."


def _due(standing: Standing, today: dt.date) -> str:
    """Say until when something is due; at the weekend that day has passed, and what comes still counts."""
    if standing.due_by is None or standing.period is None:
        return ""
    if today <= standing.due_by:
        return f"is due by {day_in_words(standing.due_by)}."
    until = day_in_words(standing.period.last)
    return f"was due by {day_in_words(standing.due_by)}. It still counts if it comes by {until}."
