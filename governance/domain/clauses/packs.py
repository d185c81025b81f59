"""What a pack of the clauses holds for whom it is made: with names, without, or for a freedom-of-information request.

What is said of a clause names nobody by itself.  The pack for a request leaves out names and every clause whose records
are concerns or breaches, so that nothing can be read from it about either.  May import the standard library and its
neighbours only.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from governance.domain.clauses.finding import Finding


class Pack(StrEnum):
    """For whom a pack is made."""

    WITH_NAMES = "with_names"
    WITHOUT_NAMES = "without_names"
    FREEDOM = "freedom"


PACK_WORDS: dict[Pack, str] = {
    Pack.WITHOUT_NAMES: "Without names, for governors",
    Pack.WITH_NAMES: "With the names of staff, for an inspector",
    Pack.FREEDOM: "For a freedom-of-information request: no names, and nothing about concerns or breaches",
}

OF_CONCERNS = frozenset({"A.2.3", "A.5.6", "001-7", "001-8", "002-3"})
"""Clauses about disclosures, danger and what pupils say of staff."""

OF_BREACHES = frozenset({"9.1", "9.2", "9.3", "000-2", "000-5", "001-5", "001-6", "003-4", "003-7"})
"""Clauses about what somebody did wrong."""


def packed(findings: Iterable[Finding], pack: Pack) -> list[Finding]:
    """Return what a pack says: names only where it is made with names, and for a request no record's number either."""
    if pack is Pack.WITH_NAMES:
        return list(findings)
    if pack is Pack.WITHOUT_NAMES:
        return [finding._replace(named="") for finding in findings]
    left_out = OF_CONCERNS | OF_BREACHES
    return [finding._replace(named="", record=None) for finding in findings if finding.clause not in left_out]
