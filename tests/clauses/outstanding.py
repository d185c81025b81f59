"""The clauses that nothing shows yet, by the area that owes them: whoever shows one takes its number out here.

It shrinks to nothing.  ``test_every_clause.py`` holds it to be exact.
"""

from __future__ import annotations

CLAUSES = (
    "7.1", "7.2", "7.3", "7.4", "8.1", "8.2",
    "A.1.1", "A.1.2", "A.1.3", "A.1.4", "A.1.5", "A.1.6", "A.1.7",
    "A.2.1", "A.2.2", "A.2.4", "A.2.5", "A.2.7",
    "A.3.1", "A.3.2",
    "A.4.1", "A.4.7", "A.4.8",
    "A.5.1", "A.5.2", "A.5.3", "A.5.4", "A.5.5",
    "000-7", "001-1", "001-9", "002-1", "002-5",
)  # fmt: skip

# What is published and who approved it.
CONTENT = ("A.3.4", "A.4.3", "A.4.4", "A.4.5", "A.4.9", "A.4.10", "003-6")

# Pictures, consents and permissions.
IMAGES = ("A.4.6", "000-4", "001-2", "001-3", "001-4", "003-3")

# The other approvals.
APPROVALS = ("A.3.3", "A.3.5", "A.3.6", "A.5.7", "A.4.2", "003-5")

# Registers of people, accounts and partners.
REGISTERS = ("A.2.6", "000-2", "000-3", "002-4", "002-6", "003-1", "003-2")

# Concerns and disclosures.
CONCERNS = ("A.2.3", "A.5.6", "001-7", "001-8")

# Breaches, removals and leaks.
BREACHES = ("9.1", "9.2", "9.3", "000-5", "001-5", "001-6", "002-3", "003-4")

# Acknowledgements, training, retention.
RECORDS = ("000-1", "000-6", "002-2", "003-7", "003-8", "003-9")

OUTSTANDING = frozenset((*CLAUSES, *CONTENT, *IMAGES, *APPROVALS, *REGISTERS, *CONCERNS, *BREACHES, *RECORDS))
