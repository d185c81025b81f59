"""How a request of the guided form is read: hidden characters taken out aloud, nothing trusted, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from governance.domain.proposal.form import Kind, Page
from governance.domain.proposal.typed import Typed
from governance.domain.refusals import Refusal
from governance.web.fields import seen_from
from governance.web.text import HIDDEN_SENTENCE, clean_paragraphs

#: The part of a repeated row that is always there, by which rows are counted.
_COUNTED_BY = {Kind.PEOPLE: "", Kind.SHOWN_PEOPLE: "-person", Kind.MEASURES: "-measure", Kind.ORGANISATIONS: "-name"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: its fields without hidden characters, and whether some were taken out."""

    typed: Typed
    lost_hidden: bool

    def one(self, name: str) -> str:
        """The first value sent under a name."""
        return (self.typed.get(name) or [""])[0]

    def rows(self, page: Page) -> dict[str, int]:
        """How many rows of each repeated question the person saw, with one more where they asked for it."""
        found = {}
        for question in page.questions:
            if question.kind in _COUNTED_BY:
                shown = len(self.typed.get(question.key + _COUNTED_BY[question.kind]) or [])
                more = 1 if self.one("add") == question.key else 0
                found[question.key] = min(shown + more, question.limits.rows)
        return found

    def hidden_refusals(self, page: Page) -> tuple[Refusal, ...]:
        """What is said when hidden characters were taken out: the person checks the text and sends it again."""
        return (Refusal("hidden_characters", HIDDEN_SENTENCE, None, page.key),) if self.lost_hidden else ()


def sent() -> Sent:
    """Read the request's form."""
    cleaned = {name: [clean_paragraphs(value) for value in values] for name, values in request.form.lists()}
    typed = {name: [each.text for each in values] for name, values in cleaned.items()}
    return Sent(typed, any(each.lost_hidden for values in cleaned.values() for each in values))


def seen() -> int:
    """The version of the row that the person saw; answers 422 when it is missing or garbled."""
    return seen_from(request.form.getlist("seen"))
