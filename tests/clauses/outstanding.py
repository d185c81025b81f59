"""The clauses that nothing shows yet, by the area that owes them: whoever shows one takes its number out here.

It shrinks to nothing.  ``test_every_clause.py`` holds it to be exact.
"""

from __future__ import annotations

# Registers of people, accounts and partners.
REGISTERS = ("000-2", "000-3", "002-4", "002-6", "003-1", "003-2")

# Concerns and disclosures.
CONCERNS = ("A.2.3", "A.5.6", "001-7", "001-8")

# Acknowledgements, training, retention.
RECORDS: tuple[str, ...] = ()

OUTSTANDING = frozenset((*REGISTERS, *CONCERNS, *RECORDS))
