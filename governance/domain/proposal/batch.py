"""One form for several year groups: what they answer together and what each class answers by itself.

Each class's site is a proposal of its own and is decided on its own; only the typing is shared.
May import the standard library and the form only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from governance.domain.proposal.answers import is_year_group_blog
from governance.domain.proposal.form import Answers, Option, Page
from governance.domain.proposal.questions import FORM


@dataclass(frozen=True, slots=True)
class ClassSite:
    """The start of one class's site: its year group's key, the site's name, and its answers."""

    year_group: str
    name: str
    answers: dict[str, Any]


def common_pages() -> tuple[Page, ...]:
    """The pages that are answered once for all classes on a form."""
    return tuple(page for page in FORM if page.common)


def own_pages() -> tuple[Page, ...]:
    """The pages that each class answers by itself."""
    return tuple(page for page in FORM if not page.common)


def common_keys() -> frozenset[str]:
    """The keys of the questions that are answered once for all."""
    return frozenset(question.key for page in common_pages() for question in page.questions)


def own_keys() -> frozenset[str]:
    """The keys of the questions that each class answers by itself."""
    return frozenset(question.key for page in own_pages() for question in page.questions)


def site_name(year_group: Option) -> str:
    """What a class's blog is called until somebody calls it something else."""
    return f"{year_group.label} blog"


def site_names(year_groups: Iterable[Option]) -> tuple[str, ...]:
    """The names of the sites that one form would make."""
    return tuple(site_name(year_group) for year_group in year_groups)


def makes_several_sites(answers: Answers, year_groups: Sequence[Option]) -> bool:
    """A year group's blog belongs to one year group, so several of them make several sites (A.1.5)."""
    return is_year_group_blog(answers) and len(year_groups) > 1


def one_for_each(answers: Answers, year_groups: Sequence[Option]) -> tuple[ClassSite, ...]:
    """One set of answers per class: the given ones, with its own year group and name."""
    sites = []
    for year_group in dict.fromkeys(year_groups):
        own = deepcopy(dict(answers))
        own["year_groups"] = [year_group.key]
        own["name"] = site_name(year_group)
        sites.append(ClassSite(year_group.key, own["name"], own))
    return tuple(sites)


def with_common(answers: Answers, changed: Answers) -> dict[str, Any]:
    """A class's answers with what was changed on a common page; its own answers stay as they are."""
    shared = common_keys()
    return {**answers, **{key: deepcopy(value) for key, value in changed.items() if key in shared}}


def differing_keys(one: Answers, other: Answers) -> frozenset[str]:
    """Common questions that two classes of one form have come to answer differently."""
    return frozenset(key for key in common_keys() if (one.get(key) or None) != (other.get(key) or None))
