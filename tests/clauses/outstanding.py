"""The clauses that nothing shows yet, by the area that owes them: whoever shows one takes its number out here.

It shrinks to nothing.  ``test_every_clause.py`` holds it to be exact.
"""

from __future__ import annotations

# Registers of people, accounts and partners.
REGISTERS = ()

# Acknowledgements, training, retention.
RECORDS: tuple[str, ...] = ()

OUTSTANDING = frozenset((*REGISTERS, *RECORDS))
