"""Acts on the evidence of the clauses and on the review of the policy.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

CLAUSE_ACTS = (
    Act("clauses.pack_taken", "{actor} took the pack of the clauses away ({pack}, {format}).", ("pack", "format"), ()),
)  # fmt: skip
