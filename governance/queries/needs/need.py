"""One line of what needs somebody.  Its words stand in ``web/needs_words.py``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do.

    ``what`` says which; ``label`` names the site and ``person`` the person that it is about.  ``since`` is the moment
    from which it has waited, ``due`` the day by which it has to be done.  ``lacking`` names what still stands in the
    way, ``count`` says how many are gathered in this line, and ``key`` is a duty or a topic of training.
    """

    what: str
    label: str = ""
    person: str = ""
    since: dt.datetime | None = None
    due: dt.date | None = None
    site_id: int | None = None
    version_id: int | None = None
    subject_id: int | None = None
    lacking: tuple[str, ...] = ()
    count: int = 1
    key: str = ""

    def is_late(self, today: dt.date) -> bool:
        """Return whether it had to be done before today."""
        return self.due is not None and self.due < today
