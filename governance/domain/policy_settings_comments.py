"""The settings about comments: how fast they are decided and how long they are kept (A.2.3, A.5).

This is data.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Setting, Switch, WholeNumber

SETTINGS_OF_COMMENTS: tuple[Setting, ...] = (
    Setting(
        "comment_retention_days",
        "How long comments are kept here",
        None,
        "Comments are listed for disposal after so many days. A person disposes of them; no clock does.",
        365,
        WholeNumber(30, 3650, "days"),
    ),
    Setting(
        "report_retention_days",
        "How long reports from the public are kept",
        None,
        "Reports that are dealt with are listed for disposal after so many days.",
        365,
        WholeNumber(30, 3650, "days"),
    ),
    Setting(
        "undo_minutes",
        "Time to undo a decision on a comment",
        "A.5.4",
        "A moderator can undo their own decision for so many minutes.",
        15,
        WholeNumber(1, 120, "minutes"),
    ),
    Setting(
        "child_risk_minutes",
        "Time before a risk to a child goes further",
        "A.2.3",
        "A possible risk to a child goes to the safeguarding lead and the head if nobody opens it in so many minutes.",
        15,
        WholeNumber(5, 60, "minutes"),
    ),
    Setting(
        "comment_target_hours",
        "Time in which a comment is decided",
        "A.5.4",
        "A comment that waits longer is beyond the school's own target, and its moderators get a mail on school days.",
        24,
        WholeNumber(1, 168, "hours"),
    ),
    Setting(
        "host_alarm_minutes",
        "Time for an urgent removal to happen on the blog",
        "A.5.4",
        "The ICT lead is told when something that must come off the page at once is still there after so many minutes.",
        5,
        WholeNumber(1, 60, "minutes"),
    ),
    Setting(
        "commenting_school_days",
        "Time to close or open commenting by hand",
        "A.5.4",
        "Where the product cannot close commenting on a paused site itself, a person does it in so many school days.",
        2,
        WholeNumber(1, 10, "school days"),
    ),
    Setting(
        "claim_minutes",
        "How long somebody's place in the queue is held",
        None,
        "A comment that a moderator has opened is free for the others again after so many minutes.",
        10,
        WholeNumber(2, 60, "minutes"),
    ),
    Setting(
        "report_form_open",
        "Reports from the public",
        "7.1",
        "Anybody can report a site or a comment from the public register without signing in.",
        True,
        Switch(),
    ),
    Setting(
        "report_form_asks_for_contact",
        "Ask the public how to reach them",
        None,
        "The report form offers a box for an address or a number. Filling it in is never required.",
        True,
        Switch(),
    ),
    Setting(
        "moderation_silence_days",
        "Days without moderation before it is said",
        "A.5.3",
        "A site for pupils that takes comments is named to its moderators and the ICT lead when a comment waits and "
        "nobody decided one for so many days, or, where we cannot see what comes, when nobody wrote anything down. "
        "Weeks without a school day do not count.",
        14,
        WholeNumber(3, 90, "days"),
    ),
    Setting(
        "leak_hours",
        "Time to tell the regulator of a leak",
        "003-7",
        "When personal details got out, the regulator can be told in time within so many hours of learning of it.",
        72,
        WholeNumber(1, 168, "hours"),
    ),
)
