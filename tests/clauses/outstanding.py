"""The clauses that nothing shows yet, by the area that owes them: whoever shows one takes its number out here.

It shrinks to nothing.  ``test_every_clause.py`` holds it to be exact.
"""

from __future__ import annotations

# Registers of people, accounts and partners.
REGISTERS = ("000-2", "000-3", "002-4", "002-6", "003-1", "003-2")

# Acknowledgements, training, retention.
RECORDS: tuple[str, ...] = ()

OUTSTANDING = frozenset((*REGISTERS, *RECORDS))
