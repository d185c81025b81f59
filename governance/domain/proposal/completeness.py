"""Whether a page, or the whole proposal, says what the policy asks for, clause by clause (A.1.2 to A.1.7, A.2, 7.2,
7.4).

``page_refusals`` is for the page as it is typed, ``missing`` for the whole when it is submitted; both give every
reason,
each with its clause and the key of the page that puts it right.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable

from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers, Page
from governance.domain.proposal.lacking import lacking_in
from governance.domain.proposal.questions import pages_for
from governance.domain.proposal.together import together_on, while_typing_on
from governance.domain.proposal.wrong import wrong_with
from governance.domain.refusals import Refusal


def wrong_on(page: Page, answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """What is wrong with what was typed on a page; a page with any of these is not kept."""
    return _told_once(
        refusal
        for question in page.questions
        for refusal in wrong_with(question, answers.get(question.key), page, facts)
    )


def page_refusals(page: Page, answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """Everything against a page as it is typed: wrong, missing, or not fitting the other answers."""
    return _told_once((*_against(page, answers, facts), *while_typing_on(page.key, answers, facts)))


def missing(answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """Everything that stands between these answers and a decision; empty means that they can be submitted."""
    return _told_once(refusal for page in pages_for(answers) for refusal in _against(page, answers, facts))


def page_is_done(page: Page, answers: Answers, facts: ProposalFacts) -> bool:
    """Nothing against the page: the task list says that it is done."""
    return not _against(page, answers, facts)


def _against(page: Page, answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    lacking = (refusal for question in page.questions for refusal in lacking_in(question, answers, page))
    return (*wrong_on(page, answers, facts), *lacking, *together_on(page.key, answers, facts))


def page_is_begun(page: Page, answers: Answers) -> bool:
    """Something on the page was answered."""
    return any(answers.get(question.key) not in (None, "", [], {}) for question in page.questions)


def _told_once(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(dict.fromkeys(refusals))
