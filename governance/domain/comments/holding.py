"""Whether a host holds every comment until somebody has looked, as far as its connection shows (A.5).

What the connection saw comes first; what somebody records afterwards outweighs it, until the next comment comes.
May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.domain.calendar import day_in_words


@dataclass(frozen=True, slots=True)
class SeenByConnection:
    """What an open connection saw: ``holds`` is None while no new comment has come.

    ``recorded_since`` says that somebody looked at the host themselves, and recorded it, after that.
    """

    holds: bool | None
    seen_on: date | None = None
    recorded_since: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a check of the gate finds by it, and what to do."""

    holds: bool | None
    found: str
    to_do: str = ""


def shown_by(connection: SeenByConnection | None, *, is_recorded: bool) -> Shown | None:
    """Return what the connection shows; None where only what people recorded counts (``is_recorded``: they did)."""
    if connection is None or connection.recorded_since:
        return None
    if connection.holds is None or connection.seen_on is None:
        to_do = "Switch on approval of every comment on the host, write a comment there as a visitor, and check it now."
        return None if is_recorded else Shown(None, "The connection has not seen a new comment yet.", to_do)
    day = day_in_words(connection.seen_on)
    if connection.holds:
        return Shown(True, f"The connection saw a new comment wait on {day}.")
    return Shown(
        False,
        f"On {day} a new comment was shown to everybody before anybody had looked.",
        "Switch on approval of every comment on the host. The next comment that waits settles this.",
    )
