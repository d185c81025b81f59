"""Whether this server takes the second look at comments, for the documents that say so.  May not import Flask."""

from __future__ import annotations

from governance.triage.second_look import is_installed


def second_look_is_on() -> bool:
    """Return whether the packages of the second look are installed here."""
    return is_installed()
