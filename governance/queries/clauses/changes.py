"""Which clauses would stand worse on which sites if one number or switch of the policy were another.

The finders are asked twice, with the policy in force and with the one that is considered; nothing is saved.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import OPEN, Finding, Standing
from governance.domain.policy_kinds import Value
from governance.models import School
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.finders import found_by

_WORSE_LAST = (Standing.NOT_ASKED, Standing.ADVICE_ONLY, Standing.KEPT, Standing.DUE, Standing.NOT_KEPT)


class Worsened(NamedTuple):
    """One clause that a change would break: on a site, or at the school where ``site_id`` is None."""

    site_id: int | None
    site: str
    clause: str
    said: str


def worsened_by(session: Session, school: School, now: dt.datetime, key: str, value: Value) -> list[Worsened]:
    """Return what the change of one setting to ``value``, which can stand, would put in breach today."""
    before = asked_of(session, [school], now)
    policy = dataclasses.replace(before.schools[school.id].policy, **{key: value})  # type: ignore[arg-type]  # By its key.
    after = asked_of(session, [school], now, {school.id: policy})
    stood = _standings(found_by(before)[school.id])
    names = {site.id: site.name for site in after.sites}
    found = [
        Worsened(finding.site_id, names.get(finding.site_id or 0, ""), finding.clause, finding.said)
        for finding in found_by(after)[school.id]
        if finding.standing in OPEN
        and _WORSE_LAST.index(finding.standing) > _WORSE_LAST.index(stood.get(_place(finding), Standing.NOT_ASKED))
    ]
    return sorted(found, key=lambda one: (one.site, one.clause))


def _place(finding: Finding) -> tuple[str, int | None]:
    return finding.clause, finding.site_id


def _standings(findings: list[Finding]) -> dict[tuple[str, int | None], Standing]:
    found: dict[tuple[str, int | None], Standing] = {}
    for finding in findings:
        known = found.get(_place(finding), Standing.NOT_ASKED)
        found[_place(finding)] = max(known, finding.standing, key=_WORSE_LAST.index)
    return found
