"""Whether a proposal can be started as asked, and the answers that it starts with.

May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers, Option
from governance.domain.proposal.templates import answers_from_earlier, answers_from_template, template_with
from governance.domain.refusals import Refusal
from governance.domain.words import SiteKind


def starting_refusals(
    kind: str, template: str, year_groups: Sequence[str], offered: Sequence[Option]
) -> tuple[Refusal, ...]:
    """Every reason why nothing can be started like this; ``offered`` are the nation's year groups."""
    found = []
    if kind not in set(SiteKind):
        found.append(Refusal("kind_missing", "Choose what kind of site it is.", "A.3.2", "kind"))
    if template and template_with(template) is None:
        found.append(Refusal("template_unknown", "Choose one of the starting points on the page.", None, "start"))
    if set(year_groups) - {option.key for option in offered}:
        found.append(Refusal("not_offered", "Tick only the year groups on the page.", "A.2", "year_groups"))
    if kind == SiteKind.YEAR_GROUP_BLOG and not year_groups:
        found.append(
            Refusal(
                "year_groups_missing", "Tick the year group, or several: each gets its own blog.", "A.2", "year_groups"
            )
        )
    return tuple(found)


def starting_answers(kind: str, template: str, earlier: Answers | None, facts: ProposalFacts) -> dict[str, Any]:
    """The first answers of a draft: an earlier proposal's, a template's, or none; and always its kind."""
    chosen = template_with(template) if template else None
    if earlier is not None:
        answers = answers_from_earlier(earlier, facts.people, facts.today).answers
    elif chosen is not None:
        answers = answers_from_template(chosen).answers
    else:
        answers = {}
    return {**answers, "kind": kind}
