"""The closed vocabulary of the audit: every act has a code, the keys that it must carry, and its sentence.

An unknown code or a missing key raises: an audit that silently lacks something is worse than none (DESIGN 8).
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.domain.acts.accounts import ACCOUNT_ACTS
from governance.domain.acts.act import Act
from governance.domain.acts.people import PEOPLE_ACTS
from governance.domain.acts.proposals import PROPOSAL_ACTS
from governance.domain.acts.school import SCHOOL_ACTS
from governance.domain.acts.sites import SITE_ACTS

ACTS: dict[str, Act] = {
    act.code: act for table in (SITE_ACTS, PROPOSAL_ACTS, PEOPLE_ACTS, SCHOOL_ACTS, ACCOUNT_ACTS) for act in table
}


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
    words.update({key: details.get(key, "") for key in act.details})
    words.update(texts)
    return act.sentence.format(actor=actor, **words)
