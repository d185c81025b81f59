"""Acts on breaches of the policy.  A row holds numbers and codes, and only the breach's readers are shown it (9.1).

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

BREACH_SUBJECT = "breach"
"""The kind of subject of each of these acts; whoever shows acts leaves these out for who does not read the breach."""


def _act(code: str, sentence: str, *details: str) -> Act:
    return Act(code, sentence, details, ())


BREACH_ACTS = (
    _act("breach.reported", "{actor} reported a breach of the policy.", "report"),
    _act("breach.read", "{actor} opened a breach."),
    _act("breach.weighed", "{actor} weighed a breach: {severity}.", "severity", "kinds", "clauses"),
    _act("breach.noted", "{actor} wrote down what was done about a breach."),
    _act("breach.looked_into", "{actor} wrote down what looking into a breach found."),
    _act("breach.police_told", "{actor} wrote down that the police know of a breach."),
    _act("breach.passed_on", "{actor} passed a breach on to the head."),
    _act("breach.reader_added", "{actor} let somebody read a breach.", "person_id"),
    _act("breach.closed", "{actor} decided what follows from a breach: {outcome}.", "outcome"),
    _act("breach.reopened", "{actor} opened a breach again."),
    _act(
        "breach.disposed",
        "{actor} disposed of what a breach said; certificate {certificate}.",
        "certificate",
        "sha256",
    ),
    _act("demand.sent", "{actor} sent a letter that asks for something to be taken down.", "demand_id", "grounds"),
    _act("demand.ended", "{actor} wrote down how such a letter ended: {result}.", "demand_id", "result"),
    _act("leak.officer_told", "{actor} wrote down when the data protection officer was told of a leak."),
    _act("leak.decided", "{actor} decided who is told of a leak.", "regulator_told", "people_told"),
)
