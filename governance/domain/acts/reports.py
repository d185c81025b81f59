"""Acts on reports from the public, appeals and alarms.  A row holds numbers; what was said stands with the report.

A report about a grown-up at the school is no act of these: it is a concern, and only its readers are shown it.
May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

REPORT_ACTS = (
    Act("report.made", "Somebody told a grown-up about something on {label}.", ("wrong",)),
    Act("appeal.made", "An appeal was made against a removal on {label}.", ("decision_id",)),
    Act("appeal.decided", "{actor} decided an appeal about {label}.", ("decision_id", "outcome")),
    Act("alarm.sent_on", "What nobody had opened on {label} was sent on to {told} people.", ("step", "told")),
    Act("alarm.confirmed", "{actor} said that they are looking at what was sent on from {label}.", ()),
)
