"""The clauses about breaches: whether the ways to report and settle one are in place, and nothing of any breach (9.1).

Whether there is a breach is known to its readers alone, so these findings look at the school's people only: a way that
leads to nobody is not in place.  They are the same with and without a breach.
"""

from __future__ import annotations

from collections.abc import Iterator

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.words import Role
from governance.queries.clauses.asked import Asked, Finder
from governance.queries.clauses.held import roles_held

IN_PLACE: dict[str, str] = {
    "9.1": "Anybody at the school can report a breach. The head decides what follows, or the chair.",
    "9.2": "A breach is weighed with every kind that it has, and only the gravest may end in dismissal.",
    "9.3": "Contracted providers report without a sign-in, and how long they took is shown.",
    "000-5": "A letter that asks for removal names the rights chosen, and its day is watched.",
    "001-5": "What parents may not use is named when a breach is recorded, and complaints are sent their own way.",
    "001-6": "Nothing follows from a breach before it was looked into, and what follows fits the kind of person.",
    "002-3": "What pupils write about staff goes to the head, a mention of oneself to a line manager.",
    "003-4": "The school asks for removal by letter, and writes down how that ended.",
}
NEEDS_CHAIR = frozenset({"9.1"})
NEEDS_LINE_MANAGER = frozenset({"002-3"})


def breach_findings(asked: Asked) -> Iterator[Finding]:
    """Yield whether there is somebody at each school today to whom each way leads."""
    held = asked.once(roles_held)
    for school in asked.schools.values():
        roles = held[school.id]
        for number, said in IN_PLACE.items():
            lacking = _lacking(number, roles)
            standing = Standing.DUE if lacking else Standing.KEPT
            yield Finding(school.id, number, None, standing, lacking or said, RecordAt("breaches"))


def _lacking(number: str, roles: set[Role]) -> str:
    if Role.HEAD not in roles:
        return "The school has no head in the product who could read a report."
    if number in NEEDS_CHAIR and Role.CHAIR_OF_GOVERNORS not in roles:
        return "The school has no chair of governors in the product, so nobody could read what is about the head."
    if number in NEEDS_LINE_MANAGER and not roles & {Role.LEADERSHIP, Role.ICT_LEAD}:
        return "The school has no line manager but the head in the product."
    return ""


FINDERS = (Finder(tuple(IN_PLACE), breach_findings),)
