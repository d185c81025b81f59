"""Shows the clauses about what staff say of themselves: contact, naming the school, friends, accounts (000-2 to 003-2).

Who does not read a declaration does not learn here that there is one: what waits is found for ``asked.reader`` alone,
of what they read.  For everybody else, and in what is handed on, it shows that somebody is there to read what is
declared, which is the same with and without a declaration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from governance.domain.access import Actor
from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.registers.compromised import AT_ONCE_MINUTES, gap_minutes
from governance.domain.registers.declarations import ToDo, still_to_do
from governance.domain.registers.words import DeclarationKind
from governance.domain.words import Role
from governance.models import CompromisedAccount, Declaration
from governance.queries.clauses.asked import Asked, Finder
from governance.queries.clauses.held import roles_held
from governance.queries.registers.declarations import how_far
from governance.services.declaration_readers import readable

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


IN_PLACE = {
    "000-3": "Contact with families and former pupils is declared, and a senior manager agrees to its reason or not.",
    "002-6": "Pupils to whom staff are related are declared, and requests that were declined are written down.",
    "003-1": "Who names the school on a page of their own declares it to the head.",
    "003-2": "Who is a friend of a pupil’s family declares it to the head, for the committee.",
}


def declaration_findings(asked: Asked) -> Iterator[Finding]:
    """Each of the four clauses for each school: what waits for the reader to do, or that somebody reads what comes."""
    held = asked.once(roles_held)
    waiting = _waiting(asked, asked.reader) if asked.reader is not None else {}
    record = RecordAt("declarations")
    for school in asked.schools.values():
        for number, said in IN_PLACE.items():
            if Role.HEAD not in held[school.id]:
                lacking = "The school has no head in the product who could read what is declared."
                yield Finding(school.id, number, None, Standing.DUE, lacking, record)
                continue
            waits = waiting.get((school.id, number), set())
            for one in sorted(waits):
                yield Finding(school.id, number, None, *_SAID[one], record)
            if not waits:
                yield Finding(school.id, number, None, Standing.KEPT, said, record)


def _waiting(asked: Asked, reader: Actor) -> dict[tuple[int, str], set[ToDo]]:
    """Return what is still to be done about what the reader reads, by school and clause."""
    waiting: dict[tuple[int, str], set[ToDo]] = defaultdict(set)
    rows = asked.session.scalars(
        sa.select(Declaration).where(Declaration.school_id.in_(asked.school_ids), readable(reader))
    )
    for row in rows:
        clause = next(clause for clause, kinds in _KINDS.items() if row.kind in kinds)
        school = asked.schools[row.school_id]
        waiting[row.school_id, clause].update(still_to_do(how_far(row), school.policy.naming_employer, school.today))
    return waiting


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
