"""The lines of the home page: each need said in its words, with the address of the page that settles it.

A button leads to the page that settles the need, or to the nearest one that is installed.
May not import services or models.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from governance.domain.access import may
from governance.domain.words import listed
from governance.queries.needs import Need
from governance.web.entry import actor, entry_of
from governance.web.needs_words import LACKING_WORDS, TOPIC_WORDS, WORDINGS, Wording
from governance.web.needs_words_of_approvals import WORDINGS_OF_APPROVALS
from governance.web.needs_words_of_cases import WORDINGS_OF_CASES
from governance.web.needs_words_of_content import WORDINGS_OF_CONTENT
from governance.web.needs_words_of_school import WORDINGS_OF_SCHOOL
from governance.web.words import duration_words, moment_words

EVERY_WORDING = WORDINGS | WORDINGS_OF_SCHOOL | WORDINGS_OF_CONTENT | WORDINGS_OF_APPROVALS | WORDINGS_OF_CASES


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the home page; ``href`` is None where no page that settles it is installed."""

    text: str
    reason: str
    button: str
    href: str | None
    due: dt.date | None
    late: bool
    amber: bool = False


def line_of(need: Need, now: dt.datetime, today: dt.date) -> Line:
    """Say one need; ``now`` is the moment of the request and ``today`` the school's day."""
    wording = EVERY_WORDING[need.what]
    said = {
        "label": need.label,
        "person": need.person,
        "since": _since(need, now),
        "waited": duration_words(now - need.since) if need.since else "some time",
        "count": str(need.count),
        "key": TOPIC_WORDS.get(need.key, need.key),
        "lacking": _lacking(need),
    }
    gathers = need.count > 1 and bool(wording.many)
    return Line(
        text=(wording.many if gathers else wording.text).format(**said),
        reason=(wording.why_many if gathers else wording.reason).format(**said),
        button=(wording.button_many if gathers else "") or wording.button,
        href=_address(need, wording),
        due=None if wording.says_day and not gathers else need.due,
        late=need.is_late(today),
        amber=wording.amber,
    )


def _since(need: Need, now: dt.datetime) -> str:
    if need.since is None:
        return "some time ago"
    if now - need.since < dt.timedelta(days=1):
        return "less than a day ago"
    return "on " + moment_words(need.since).split(" at ")[0]


def _lacking(need: Need) -> str:
    words = [LACKING_WORDS[name] for name in need.lacking]
    return f" Still missing: {listed(words)}." if words else ""


def _address(need: Need, wording: Wording) -> str | None:
    """Return the best page that is installed, that the person may enter, and whose ids are known."""
    ids: dict[str, Any] = {
        "site_id": need.site_id,
        "version_id": need.version_id,
        "appointment_id": need.subject_id,
        "member_id": need.subject_id,
        "report_id": need.subject_id,
        "concern_id": need.subject_id,
        "appeal_id": need.subject_id,
        "contributor_id": need.subject_id,
        "draft_id": need.subject_id,
        "enquiry_id": need.subject_id,
        "request_id": need.subject_id,
        "breach_id": need.subject_id,
        "declaration_id": need.subject_id,
        "account_id": need.subject_id,
    }
    for endpoint, names in wording.ways:
        if _may_enter(endpoint) and all(ids[name] is not None for name in names):
            return url_for(endpoint, **{name: ids[name] for name in names})
    return None


def _may_enter(endpoint: str) -> bool:
    entry = entry_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    return entry is not None and (entry.permission is None or may(actor(), entry.permission))
