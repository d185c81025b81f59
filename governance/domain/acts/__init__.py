"""The closed vocabulary of the audit: every act has a code, the keys that it must carry, and its sentence.

An unknown code or a missing key raises: an audit that silently lacks something is worse than none (DESIGN 8).
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from governance.domain.acts.absences import ABSENCE_ACTS
from governance.domain.acts.accounts import ACCOUNT_ACTS
from governance.domain.acts.act import Act
from governance.domain.acts.approvals import APPROVAL_ACTS
from governance.domain.acts.arrivals import ARRIVAL_ACTS
from governance.domain.acts.breaches import BREACH_ACTS
from governance.domain.acts.clauses import CLAUSE_ACTS
from governance.domain.acts.comments import COMMENT_ACTS
from governance.domain.acts.concerns import CONCERN_ACTS
from governance.domain.acts.content import CONTENT_ACTS
from governance.domain.acts.hosts import HOST_ACTS
from governance.domain.acts.images import IMAGE_ACTS
from governance.domain.acts.pages import PAGE_ACTS
from governance.domain.acts.people import PEOPLE_ACTS
from governance.domain.acts.proposals import PROPOSAL_ACTS
from governance.domain.acts.queue import QUEUE_ACTS
from governance.domain.acts.reading import READING_ACTS
from governance.domain.acts.records import RECORD_ACTS
from governance.domain.acts.registers import REGISTER_ACTS
from governance.domain.acts.reports import REPORT_ACTS
from governance.domain.acts.school import SCHOOL_ACTS
from governance.domain.acts.sites import SITE_ACTS
from governance.domain.acts.updates import UPDATE_ACTS
from governance.domain.approvals.kinds import KINDS
from governance.domain.consents import USE_NAMES
from governance.domain.content.words import CONTENT_KIND_WORDS
from governance.domain.policy_settings import SETTINGS
from governance.domain.records.kinds import SCHEDULE
from governance.domain.shown_words import COVERS_WORDS, MATTER_NAMES, PARTY_WORDS, SHOWN_WORDS
from governance.domain.words import ROLE_WORDS, listed

_TABLES = (
    ABSENCE_ACTS,
    SITE_ACTS,
    PROPOSAL_ACTS,
    PEOPLE_ACTS,
    SCHOOL_ACTS,
    ACCOUNT_ACTS,
    ARRIVAL_ACTS,
    CLAUSE_ACTS,
    BREACH_ACTS,
    COMMENT_ACTS,
    CONCERN_ACTS,
    CONTENT_ACTS,
    HOST_ACTS,
    IMAGE_ACTS,
    PAGE_ACTS,
    QUEUE_ACTS,
    READING_ACTS,
    REGISTER_ACTS,
    RECORD_ACTS,
    REPORT_ACTS,
    UPDATE_ACTS,
    APPROVAL_ACTS,
)

ACTS: dict[str, Act] = {act.code: act for table in _TABLES for act in table}


class UnknownAct(Exception):
    """The code is not of the vocabulary, or the act does not carry what its code declares."""


def check_act(code: str, details: Mapping[str, Any], texts: Mapping[str, str]) -> Act:
    """Return the act of ``code``; raises UnknownAct where the code, a detail or a text is missing or too many."""
    act = ACTS.get(code)
    if act is None:
        raise UnknownAct(f"No act has the code {code!r}. Declare it in governance/domain/acts/.")
    for kind, declared, given in (("details", act.details, details), ("texts", act.texts, texts)):
        missing = set(declared) - set(given)
        surplus = set(given) - set(declared)
        if missing or surplus:
            raise UnknownAct(f"{code}: {kind} missing {sorted(missing)}, not declared {sorted(surplus)}.")
    return act


def sentence(code: str, actor: str, details: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """Return the act as a sentence; free text that was disposed of reads "(no longer kept)"."""
    act = ACTS.get(code)
    if act is None:
        return f"{actor} did something that this version of the product has no words for ({code})."
    words: dict[str, object] = dict.fromkeys(act.texts, "(no longer kept)")
    words.update({key: _said(key, details.get(key, "")) for key in act.details})
    words.update(texts)
    return act.sentence.format(actor=actor, **words)


_ROLES = {role.value: word for role, word in ROLE_WORDS.items()}
_SEEN = {
    "privacy_settings": "privacy settings",
    "logo": "the school’s logo",
    "comments_held": "comments held until read",
    "rules_published": "a link to the rules",
    "conformity": "the host’s own rules",
}
_NAMES: dict[str, Mapping[str, str]] = {
    "kinds": {kind.value: words.lower() for kind, words in CONTENT_KIND_WORDS.items()},
    "shown_kind": {key.value: name for key, name in SHOWN_WORDS.items()},
    "covers": {key.value: name for key, name in COVERS_WORDS.items()},
    "uses": USE_NAMES,
    "matter": {key.value: name for key, name in MATTER_NAMES.items()},
    "parties": {key.value: name for key, name in PARTY_WORDS.items()},
    "role": _ROLES,
    "roles": _ROLES,
    "asked": {kind.value: known.asked for kind, known in KINDS.items()},
    "kind": {"half_term": "half-term", "inset": "an INSET day", "closure": "a closure", **_SEEN},
    "why": {"law": "the law changed", "experience": "what practice taught"},
    "pack": {"with_names": "with names", "without_names": "without names", "freedom": "for a request"},
    "because": {"planned_end": "its planned end has come", "evaluation": "what it was to achieve is to be looked at"},
    "key": {setting.key: f"“{setting.name}”" for setting in SETTINGS},
    "records": {row.kind.value: row.name[0].lower() + row.name[1:] for row in SCHEDULE},
    "faults": {
        "does_not_answer": "it does not answer",
        "leads_elsewhere": "it leads to another address",
        "another_owner": "it may be somebody else’s",
        "rules_not_linked": "no link to its rules",
        "rules_do_not_answer": "its rules do not open",
        "no_way_to_school": "no link with the school’s website",
    },
}
"""The words of the codes that a row keeps, by the key under which they stand."""


def _said(key: str, value: object) -> str:
    """Return a detail as people say it: a list joined, a day as a date, a code by its name."""
    if isinstance(value, list | tuple):
        return listed([_said(key, one) for one in value]) or "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if len(text) == 10 and (key.endswith("_on") or key == "until"):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return f"{day.day} {day:%B %Y}"
    return _NAMES.get(key, {}).get(text, text)
