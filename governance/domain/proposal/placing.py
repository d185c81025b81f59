"""At which question of its page a refusal is shown.

May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers, Page
from governance.domain.proposal.lacking import lacking_in
from governance.domain.proposal.wrong import wrong_with
from governance.domain.refusals import Refusal

#: Refusals that arise from several answers, and the question at which they are put right.
_PUT_RIGHT_AT = {
    "ages_the_wrong_way_round": "age_from",
    "end_in_the_past": "ends_on",
    "end_before_start": "ends_on",
    "end_too_far_away": "ends_on",
    "updated_too_seldom": "update_every",
    "advice_in_the_future": "vulnerable_advice_on",
    "ages_checked_in_the_future": "ages_confirmed_on",
}


def question_of(refusal: Refusal, page: Page, answers: Answers, facts: ProposalFacts) -> str:
    """The key of the question that a refusal of this page belongs to; its first question where no other fits."""
    keys = [question.key for question in page.questions]
    named = _PUT_RIGHT_AT.get(refusal.code)
    if named in keys:
        return str(named)
    if refusal.code.startswith("address_") and "address" in keys:
        return "address"
    for question in page.questions:
        wrong = wrong_with(question, answers.get(question.key), page, facts)
        if refusal in wrong or refusal in lacking_in(question, answers, page):
            return question.key
    return keys[0]
