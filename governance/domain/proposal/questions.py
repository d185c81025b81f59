"""The proposal form, whole and in order, and how to find a page or a question in it.

May import the standard library and the rest of this package's form only.
"""

from __future__ import annotations

from typing import Any

from governance.domain.proposal import (
    asked_about_children,
    asked_about_conduct,
    asked_about_people,
    asked_about_readers,
    asked_about_the_site,
)
from governance.domain.proposal.form import Answers, Page, Question

#: Every page, in the order in which they are asked.
FORM: tuple[Page, ...] = (
    *asked_about_the_site.PAGES,
    *asked_about_readers.PAGES,
    *asked_about_people.PAGES,
    *asked_about_children.PAGES,
    *asked_about_conduct.PAGES,
)

_PAGES = {page.key: page for page in FORM}
_QUESTIONS = {question.key: question for page in FORM for question in page.questions}
_PAGE_OF = {question.key: page for page in FORM for question in page.questions}


def page_with(key: str) -> Page | None:
    """The page with this key, or None."""
    return _PAGES.get(key)


def question_with(key: str) -> Question | None:
    """The question with this key, or None."""
    return _QUESTIONS.get(key)


def page_asking(question_key: str) -> Page | None:
    """The page that asks a question, or None."""
    return _PAGE_OF.get(question_key)


def pages_for(answers: Answers) -> tuple[Page, ...]:
    """The pages that these answers call for, in order."""
    return tuple(page for page in FORM if page.applies(answers))


def next_page(page: Page, answers: Answers) -> Page | None:
    """The page that follows, or None after the last."""
    asked = pages_for(answers)
    later = FORM[FORM.index(page) + 1 :]
    return next((candidate for candidate in later if candidate in asked), None)


def previous_page(page: Page, answers: Answers) -> Page | None:
    """The page before, or None on the first."""
    asked = pages_for(answers)
    earlier = FORM[: FORM.index(page)]
    return next((candidate for candidate in reversed(earlier) if candidate in asked), None)


def answers_that_count(answers: Answers) -> dict[str, Any]:
    """The answers without those to pages that no longer apply, which is what is submitted and shown.

    Keys that the form does not know (a school's own questions) are kept.
    """
    silent = {question.key for page in FORM if not page.applies(answers) for question in page.questions}
    return {key: value for key, value in answers.items() if key not in silent}
