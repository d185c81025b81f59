"""Shows the clauses about what staff say of themselves: contact, naming the school, friends, accounts (000-2 to 003-2).

A declaration is read by few, so a finding says neither how many there are nor which: only what has to be done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.registers.compromised import AT_ONCE_MINUTES, gap_minutes
from governance.domain.registers.declarations import Declared, ToDo, still_to_do
from governance.domain.registers.words import DeclarationKind
from governance.models import CompromisedAccount, Declaration
from governance.queries.clauses.asked import Asked, Finder

_KINDS = {
    "000-3": frozenset({DeclarationKind.AGREED_CONTACT, DeclarationKind.FORMER_PUPIL}),
    "002-6": frozenset({DeclarationKind.RELATED_PUPIL, DeclarationKind.REQUEST_DECLINED}),
    "003-1": frozenset({DeclarationKind.EMPLOYER_NAMED}),
    "003-2": frozenset({DeclarationKind.FAMILY_FRIEND}),
}
_SAID = {
    ToDo.READ: (Standing.DUE, "A declaration has not been read yet."),
    ToDo.DISCLAIMER: (Standing.DUE, "A page that names the school was declared without a disclaimer."),
    ToDo.TAKE_OFF: (Standing.NOT_KEPT, "A page names the school, which the policy does not allow."),
    ToDo.COMMITTEE: (Standing.DUE, "A friendship with a family has not been reported to the committee yet."),
    ToDo.AGREE: (Standing.DUE, "A reason for contact has not been agreed to yet."),
    ToDo.STOP: (Standing.NOT_KEPT, "A contact goes on that was not agreed to."),
    ToDo.REVIEW: (Standing.DUE, "A contact that was agreed to is due to be looked at again."),
}


def declaration_findings(asked: Asked) -> Iterator[Finding]:
    """Each of the four clauses for a school where something was declared: what is still to be done, or that all is."""
    declared: dict[tuple[int, str], list[Declared]] = defaultdict(list)
    rows = asked.session.scalars(sa.select(Declaration).where(Declaration.school_id.in_(asked.school_ids)))
    for row in rows:
        clause = next(clause for clause, kinds in _KINDS.items() if row.kind in kinds)
        declared[row.school_id, clause].append(
            Declared(
                row.kind,
                row.seen_by is not None,
                row.disclaimer_seen,
                row.committee_on,
                row.agreed,
                row.review_on,
                row.ended_at is not None,
            )
        )
    for (school_id, clause), those in declared.items():
        school = asked.schools[school_id]
        waits = {one for each in those for one in still_to_do(each, school.policy.naming_employer, school.today)}
        for one in sorted(waits):
            standing, said = _SAID[one]
            yield Finding(school_id, clause, None, standing, said, RecordAt("declarations"))
        if not waits:
            said = "What was declared is settled."
            yield Finding(school_id, clause, None, Standing.KEPT, said, RecordAt("declarations"))


def compromised_findings(asked: Asked) -> Iterator[Finding]:
    """Each school where an account was got into: the longest gap until somebody was told, and what is not safe yet."""
    rows = asked.session.execute(
        sa.select(
            CompromisedAccount.school_id,
            CompromisedAccount.noticed_at,
            CompromisedAccount.told_at,
            CompromisedAccount.secured_at,
        ).where(CompromisedAccount.school_id.in_(asked.school_ids))
    )
    gaps: dict[int, list[int]] = defaultdict(list)
    unsafe: set[int] = set()
    for school_id, noticed_at, told_at, secured_at in rows:
        gaps[school_id].append(gap_minutes(noticed_at, told_at))
        unsafe |= set() if secured_at else {school_id}
    for school_id, those in gaps.items():
        record, longest = RecordAt("compromised_accounts"), max(those)
        said = (
            f"The longest gap between noticing and telling was {longest:,} {'minute' if longest == 1 else 'minutes'}."
        )
        kept = Standing.KEPT if longest <= AT_ONCE_MINUTES else Standing.NOT_KEPT
        yield Finding(school_id, "000-2", None, kept, said, record)
        if school_id in unsafe:
            yield Finding(school_id, "000-2", None, Standing.DUE, "An account is not safe again yet.", record)


FINDERS = (
    Finder(("000-3", "002-6", "003-1", "003-2"), declaration_findings),
    Finder(("000-2",), compromised_findings),
)
