"""Acts on the school's records: talk about the policy, retention, requests by law.

What people typed stands in the rows, which can be disposed of; an act holds numbers and days.
May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act


def _act(code: str, sentence: str, *details: str) -> Act:
    return Act(code, sentence, details, ())


RECORD_ACTS = (
    _act("policy.discussed", "{actor} wrote down that {present} people talked about the policy.", "held_on", "present"),
    _act("policy.question_asked", "{actor} asked a question about the policy."),
    _act("policy.question_answered", "{actor} answered a question about the policy.", "answered_on"),
    _act("policy.format_asked", "{actor} wrote down that somebody needs the policy in another format.", "wanted"),
    _act("policy.format_given", "{actor} wrote down that somebody got the policy in another format.", "given_on"),
    _act(
        "retention.rule_changed",
        "{actor} changed how long {records} are kept: {amount} {unit}.",
        "records",
        "amount",
        "unit",
    ),
    _act("retention.rule_restored", "{actor} took back the school’s own time for {records}.", "records"),
    _act("retention.hold_placed", "{actor} put a hold on {records}.", "records", "held"),
    _act("retention.hold_released", "{actor} released a hold on {records}.", "records", "held"),
    _act(
        "retention.disposed",
        "{actor} disposed of {count} records ({records}); certificate {number}.",
        "records",
        "count",
        "number",
        "sha256",
    ),
    _act(
        "retention.disposed_again",
        "{actor} disposed again of {count} records ({records}) that a restored copy had brought back; "
        "certificate {number}.",
        "records",
        "count",
        "number",
        "sha256",
    ),
    _act("information.asked", "{actor} wrote down a request for information.", "received_on", "comment_id"),
    _act("information.answered", "{actor} wrote down the answer to a request for information.", "answered_on"),
    _act("subject_access.asked", "{actor} wrote down a request for a copy of data.", "received_on", "due_on"),
    _act("subject_access.prepared", "{actor} prepared a copy of somebody’s data.", "format"),
    _act("subject_access.sent", "{actor} wrote down that a copy of somebody’s data was sent.", "sent_on"),
)
