"""What follows from the answers of a proposal: who sees it, who writes on it, whose house it stands in.

Clauses A.1.3 (audience and interactivity), A.2 (sites for pupils), A.3.5 (logo), A.5 (hosts).  Every function takes
answers as they are stored, complete or not, and never raises because of what is in them.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.domain.proposal.form import Answers
from governance.domain.wording import content_hash

#: Groups of pupils, of this school and of others; the same words serve for readers and for writers.
PUPIL_GROUPS = ("pupils", "pupils_elsewhere")
#: Writers whom somebody has to vet before they may take part (A.2).
OUTSIDE_GROUPS = ("pupils_elsewhere", "parents", "organisations", "public")
#: Groups that have to be named school by school or organisation by organisation.
NAMED_GROUPS = ("pupils_elsewhere", "organisations")

#: Answers that the discussion with the leadership team is about (A.1.3).
AUDIENCE_KEYS = ("audience", "contributors", "pupil_accounts", "organisations")
#: Answers that the designated safeguarding lead reads before signing (A.2), besides who the readers and writers are.
RISK_KEYS = ("risks", "under_age", "vulnerable", "vulnerable_adviser", "vulnerable_advice_on", "vulnerable_advice")

#: Answers that the head is consulted on: what the site is for and what stands on it (A.3.5).
PURPOSE_KEYS = ("kind", "reason_kind", "reason", "intended_outcome", "content_suits", "contributors")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class ExitStep:
    """One thing to do when the site closes (A.1.6).  ``who`` is a person's id; ``final`` means it cannot be undone."""

    key: str
    what: str
    who: int | None
    final: bool


def text_of(answers: Answers, key: str) -> str:
    """The stored words of a text answer or choice; empty when there is none."""
    value = answers.get(key)
    return value if isinstance(value, str) else ""


def keys_of(answers: Answers, key: str) -> tuple[str, ...]:
    """The ticked option keys of a choice of several."""
    value = answers.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def rows_of(answers: Answers, key: str) -> tuple[dict[str, Any], ...]:
    """The rows of a list answer, without whatever is not a row."""
    value = answers.get(key)
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def grid_of(answers: Answers, key: str) -> dict[str, Any]:
    """The rows of an answer with fixed rows, by row key."""
    value = answers.get(key)
    return {row: cell for row, cell in value.items() if isinstance(row, str)} if isinstance(value, dict) else {}


def person_of(value: object) -> int | None:
    """A person's id, or None when nobody is named."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def people_of(answers: Answers, key: str) -> tuple[int, ...]:
    """The people named in an answer, in order, with repeats."""
    value = answers.get(key)
    named = (person_of(item) for item in value) if isinstance(value, list) else iter(())
    return tuple(item for item in named if item is not None)


def contributor_groups(answers: Answers) -> tuple[str, ...]:
    """The groups that may add anything at all (A.1.3, A.5)."""
    return tuple(group for group, what in grid_of(answers, "contributors").items() if isinstance(what, list) and what)


def _any_of(groups: Iterable[str], among: Iterable[str]) -> bool:
    return not set(groups).isdisjoint(among)


def is_third_party(answers: Answers) -> bool:
    """Somebody else's service hosts the site (A.5)."""
    return text_of(answers, "hosted_by") == "third_party"


def is_year_group_blog(answers: Answers) -> bool:
    """The site is a year group's blog, which A.1.5 wants updated weekly."""
    return text_of(answers, "kind") == "year_group_blog"


def pupils_contribute(answers: Answers) -> bool:
    """Pupils, ours or another school's, may add something."""
    return _any_of(PUPIL_GROUPS, contributor_groups(answers))


def pupils_see_or_contribute(answers: Answers) -> bool:
    """The site is one for children in the sense of A.2."""
    return pupils_contribute(answers) or _any_of(PUPIL_GROUPS, keys_of(answers, "audience"))


def pupils_hold_accounts_follow_or_contribute(answers: Answers) -> bool:
    """The platform's minimum age binds (A.2, 7.3)."""
    return pupils_contribute(answers) or (
        pupils_see_or_contribute(answers) and text_of(answers, "pupil_accounts") in {"accounts", "follow"}
    )


def outsiders_contribute(answers: Answers) -> bool:
    """People from outside the school may add something, so somebody vets them (A.2)."""
    return _any_of(OUTSIDE_GROUPS, contributor_groups(answers))


def named_outsiders_contribute(answers: Answers) -> bool:
    """Another school or an organisation, named in the proposal, may add something: they can be vetted one by one."""
    return _any_of(NAMED_GROUPS, contributor_groups(answers))


def names_outsiders(answers: Answers) -> bool:
    """Another school or an organisation reads or writes, and has to be named (A.1.3)."""
    return _any_of(NAMED_GROUPS, (*keys_of(answers, "audience"), *contributor_groups(answers)))


def needs_under_age_thought(answers: Answers) -> bool:
    """Children below the host's age may find their way to it, so A.2 wants it thought about in writing."""
    return is_third_party(answers) or pupils_see_or_contribute(answers)


def needs_advice(answers: Answers) -> bool:
    """Vulnerable people are among the readers, or the proposer is in doubt (A.2)."""
    return text_of(answers, "vulnerable") in {"yes", "not_sure"}


def uses_logo(answers: Answers) -> bool:
    """The school's logo or brand is wanted on the site, which the head approves by itself (A.3.5)."""
    return text_of(answers, "logo") == "yes"


def brand_asked(answers: Answers) -> tuple[object, object]:
    """What a yes to logo and brand was said to: another version that asks for the same needs no new word (A.3.5)."""
    return answers.get("logo"), answers.get("logo_where")


def omits_logo(answers: Answers) -> bool:
    """The site goes without the school's logo, which A.4.7 wants a reason for."""
    return text_of(answers, "logo") == "no"


def advertises_for_contributors(answers: Answers) -> bool:
    """Contributors would be advertised for, which the head approves by itself (A.5)."""
    return text_of(answers, "advertising") == "yes"


def running_people(answers: Answers) -> tuple[int, ...]:
    """Everyone named to run the site, once each, in the order they were named."""
    named = [person for key in ("administrators", "moderators", "updaters") for person in people_of(answers, key)]
    return tuple(dict.fromkeys(named))


def exit_steps(answers: Answers) -> tuple[ExitStep, ...]:
    """The exit plan as steps to be signed one by one (A.1.6)."""
    return tuple(
        ExitStep(key=key, what=text_of(step, "what"), who=person_of(step.get("who")), final=step.get("final") is True)
        for key, step in grid_of(answers, "exit_steps").items()
        if isinstance(step, dict)
    )


def _digest(answers: Answers, keys: Iterable[str]) -> str:
    """The hash of some answers; the order of ticks does not count, and an empty answer is none."""

    def settled(value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return sorted(set(value))
        if isinstance(value, dict):
            return {str(key): settled(item) for key, item in value.items() if item not in _EMPTY}
        return value

    return content_hash({key: settled(answers[key]) for key in keys if answers.get(key) not in _EMPTY})


def audience_digest(answers: Answers) -> str:
    """What a discussion with the leadership team covers: another digest means another discussion (A.1.3)."""
    return _digest(answers, AUDIENCE_KEYS)


def purpose_digest(answers: Answers) -> str:
    """What the consultation with the head covers: another purpose or content means another consultation (A.3.5)."""
    return _digest(answers, PURPOSE_KEYS)


def risk_digest(answers: Answers) -> str:
    """What the designated safeguarding lead signs: the risks, and whom they are about (A.2)."""
    return _digest(answers, (*AUDIENCE_KEYS, *RISK_KEYS))
