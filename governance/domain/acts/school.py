"""Acts on a school, its policy and its calendar.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act

SCHOOL_ACTS = (
    Act("school.created", "{actor} set up {label}.", ("slug",)),
    Act("school.changed", "{actor} changed the school's details: {changed}.", ("changed",), ()),
    Act("policy.setting_changed", "{actor} changed {key} from {before} to {after}.", ("key", "before", "after"), ()),
    Act("policy.text_published", "{actor} published version {number} of the policy.", ("number",), ("label",)),
    Act("platform_age.changed", "{actor} changed the minimum age of {platform}.", ("platform", "rule", "age"), ()),
    Act("calendar.term_saved", "{actor} saved {label} in the calendar.", ("starts_on", "ends_on")),
    Act("calendar.term_removed", "{actor} took {label} out of the calendar.", ("starts_on", "ends_on")),
    Act(
        "calendar.closed_span_saved",
        "{actor} saved {kind} from {starts_on} to {ends_on} in the calendar.",
        ("kind", "starts_on", "ends_on"),
        (),
    ),
    Act(
        "calendar.closed_span_removed",
        "{actor} took {kind} from {starts_on} to {ends_on} out of the calendar.",
        ("kind", "starts_on", "ends_on"),
        (),
    ),
    Act("calendar.closed_for_today", "{actor} said that the school is closed on {label}.", ("day",)),
    Act("calendar.open_after_all", "{actor} said that the school is open after all on {label}.", ("day",)),
    Act("calendar.file_uploaded", "{actor} uploaded a file of dates to look at: {lines} rows.", ("lines",), ()),
    Act(
        "calendar.imported",
        "{actor} imported dates into the calendar: {terms} terms and {spans} closures, half-terms or INSET days.",
        ("terms", "spans"),
        (),
    ),
    Act("audit.exported", "{actor} exported {count} rows of the history.", ("count", "format"), ()),
    Act("notice.given_up", "A mail of the kind {kind} could not be sent.", ("kind", "notice_id"), ()),
    Act("notice.came_back", "A mail of the kind {kind} came back ({status}).", ("kind", "notice_id", "status"), ()),
    Act(
        "reminders.sent",
        "{people} people were reminded of {things} things; {settled} were settled since the last time.",
        ("people", "things", "settled"),
        (),
    ),
    Act("summary.sent", "The week's summary was written to {people} people.", ("people",), ()),
)
