"""How every clause stands at one school: its findings together, counted, under the policy that it comes from.

May import the standard library and its neighbours only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from governance.domain.clauses.catalogue import CATALOGUE
from governance.domain.clauses.clause import Clause
from governance.domain.clauses.finding import Finding, Standing, by_need, worst


@dataclass(frozen=True, slots=True)
class ClauseStands:
    """One clause with its findings at a school, what needs somebody first."""

    clause: Clause
    findings: tuple[Finding, ...]

    @property
    def standing(self) -> Standing:
        """How the clause stands as a whole."""
        return worst(finding.standing for finding in self.findings)

    @property
    def telling(self) -> tuple[Finding, ...]:
        """The findings that say why it stands so; those of other standings are behind it."""
        standing = self.standing
        return tuple(finding for finding in self.findings if finding.standing is standing)


def clauses_standing(
    findings: Iterable[Finding], only: Collection[str] | None = None, site_id: int | None = None
) -> list[ClauseStands]:
    """Return the clauses in the catalogue's order; ``only`` keeps to some, ``site_id`` to what is said of one site."""
    by_clause: dict[str, list[Finding]] = {}
    for finding in findings:
        if site_id is None or finding.site_id == site_id:
            by_clause.setdefault(finding.clause, []).append(finding)
    return [
        ClauseStands(clause, tuple(sorted(by_clause.get(clause.number, ()), key=by_need)))
        for clause in CATALOGUE
        if (only is None or clause.number in only) and (site_id is None or clause.number in by_clause)
    ]


def counted(clauses: Iterable[ClauseStands]) -> dict[Standing, int]:
    """Return how many clauses stand how, every standing among them."""
    found = Counter(one.standing for one in clauses)
    return {standing: found[standing] for standing in Standing}
