"""Acts on concerns.  A row holds a number and nothing else, and only the concern's readers are shown it.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

CONCERN_SUBJECT = "concern"
"""The kind of subject of each of these acts; whoever shows acts leaves these out for who does not read the concern."""


def _act(code: str, sentence: str, *details: str) -> Act:
    return Act(code, sentence, details, ())


CONTACT_ACTS = (Act("route_contact.changed", "{actor} changed whom the school rings: {route}.", ("route",), ()),)

CONCERN_ACTS = (
    *CONTACT_ACTS,
    _act("concern.opened", "{actor} recorded a concern."),
    _act("concern.read", "{actor} opened a concern."),
    _act("concern.taken", "{actor} took a concern in hand."),
    _act("concern.route_taken", "{actor} wrote down a route that was taken for a concern.", "route"),
    _act("concern.reader_added", "{actor} let a safeguarding lead read a concern.", "person_id"),
    _act("concern.about_said", "{actor} said whom a concern is about.", "about"),
    _act("concern.source_said", "{actor} said who told the school of a concern."),
    _act("concern.graded", "{actor} said how grave a concern is."),
    _act("concern.entry_written", "{actor} wrote a line in the record of a concern.", "kind"),
    _act("concern.closed", "{actor} closed a concern."),
    _act("concern.pack_made", "{actor} made pack {number} of a concern.", "number", "hash"),
    _act("concern.pack_confirmed", "{actor} confirmed that pack {number} of a concern has arrived.", "number"),
    _act("concern.held", "{actor} put a legal hold on a concern."),
    _act("concern.hold_lifted", "{actor} lifted the legal hold on a concern."),
    _act("concern.disposed", "{actor} disposed of the words of a concern.", "count"),
    _act(
        "concern.comment_disposed",
        "{actor} disposed of the comment of a concern; certificate {certificate}.",
        "certificate",
        "sha256",
    ),
    _act(
        "concern.report_disposed",
        "{actor} disposed of what somebody told the school about a concern; certificate {certificate}.",
        "certificate",
        "sha256",
    ),
    _act(
        "concern.appeal_disposed",
        "{actor} disposed of an appeal about the comment of a concern; certificate {certificate}.",
        "certificate",
        "sha256",
    ),
)
