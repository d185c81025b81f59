"""Acts on the evidence of the clauses and on the review of the policy.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

CLAUSE_ACTS = (
    Act("clauses.pack_taken", "{actor} took the pack of the clauses away ({pack}, {format}).", ("pack", "format"), ()),
    Act("policy.dates_said", "{actor} wrote down the dates on version {number} of the policy.", ("number",),
        ("approved", "review")),
    Act("policy.review_called", "{actor} asked for a review of the policy ({why}).", ("why",), ("words",)),
    Act("policy.reviewed", "{actor} recorded the governors’ review of {held_on}; the next is due on {next_due_on}.",
        ("held_on", "next_due_on", "decision"), ("minute",)),
)  # fmt: skip
