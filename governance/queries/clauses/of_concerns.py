"""Shows that a worry reaches somebody (A.2.3, A.5.6, 001-7, 001-8): that readers are there and whom to ring is typed.

Nothing here reads a concern, so that no finding can tell whether there is one (DESIGN 9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.concern_routes import ROUTES, Route
from governance.domain.words import Role, listed
from governance.models import RouteContact
from governance.queries.clauses.asked import Asked, Finder
from governance.queries.clauses.held import roles_held

NEEDED: dict[str, tuple[tuple[Role, ...], tuple[Route, ...]]] = {
    "A.2.3": ((Role.DSL,), (Route.SOCIAL_CARE, Route.POLICE)),
    "A.5.6": ((Role.DSL,), (Route.POLICE,)),
    "001-7": ((Role.HEAD,), (Route.LADO, Route.POLICE)),
    "001-8": ((Role.HEAD, Role.CHAIR_OF_GOVERNORS), (Route.LADO,)),
}
"""By clause, who has to be there to read what is recorded, and whom the school has to know how to reach."""

ROLE_SAID = {
    Role.DSL: "a safeguarding lead",
    Role.HEAD: "a head",
    Role.CHAIR_OF_GOVERNORS: "a chair of governors",
}
KEPT = {
    "A.2.3": "Every page leads to the safeguarding lead, 999 stands first, and whom to ring is written down.",
    "A.5.6": "What is grave comes off the page at once, and whom to ring is written down.",
    "001-7": "A disclosure about an adult ends with a referral or its reason, and whom to ring is written down.",
    "001-8": "Who told decides the steps, and somebody is there to read whomever it is about.",
}


def ways_findings(asked: Asked) -> Iterator[Finding]:
    """Each clause at each school: kept where readers are there and contacts typed, due where a contact is missing."""
    held = asked.once(roles_held)
    known = _known(asked)
    for school_id in asked.schools:
        for number, (roles, routes) in NEEDED.items():
            missing = [ROLE_SAID[role] for role in roles if role not in held[school_id]]
            untyped = [ROUTES[route].name for route in routes if route not in known[school_id]]
            if missing:
                said, standing = f"The school has no {listed(missing).removeprefix('a ')} today.", Standing.NOT_KEPT
            elif untyped:
                said, standing = f"Whom the school rings is not written down for: {listed(untyped)}.", Standing.DUE
            else:
                said, standing = KEPT[number], Standing.KEPT
            yield Finding(school_id, number, None, standing, said, RecordAt("route_contacts"))


def _known(asked: Asked) -> dict[int, set[Route]]:
    """Return the routes for which each school wrote down a telephone number or an address."""
    rows = asked.session.execute(
        sa.select(RouteContact.school_id, RouteContact.route).where(
            RouteContact.school_id.in_(asked.school_ids), sa.or_(RouteContact.phone != "", RouteContact.address != "")
        )
    )
    known: dict[int, set[Route]] = defaultdict(set)
    for row in rows:
        known[row.school_id].add(Route(row.route))
    return known


FINDERS = (Finder(tuple(NEEDED), ways_findings),)
