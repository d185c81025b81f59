"""What an act is called in the list that the history is filtered by.  May import the domain only."""

from __future__ import annotations

from governance.domain.acts import ACTS

_OF_CODES = {
    "person.left": "Person: last day set",
    "person.stays": "Person: last day taken back",
    "account.changed": "Sign-in: changed",
    "audit.exported": "History: exported",
    "notice.given_up": "Mail: could not be sent",
    "notice.came_back": "Mail: came back",
    "site.turned_amber": "Site: a check stopped holding",
    "site.turned_green": "Site: every check holds again",
    "pretender.reported": "Pretending site: reported",
    "pretender.settled": "Pretending site: settled",
    "found.imported": "Found accounts: imported",
    "policy.setting_changed": "Policy: a number or switch changed",
    "policy.text_published": "Policy: a version published",
}


def act_in_words(code: str) -> str:
    """Return the name of an act, such as "Exit step: signed"; an act that is no longer known keeps its code."""
    if code in _OF_CODES:
        return _OF_CODES[code]
    if code not in ACTS:
        return code
    subject, _, happened = code.partition(".")
    return f"{subject.replace('_', ' ').capitalize()}: {happened.replace('_', ' ')}"
