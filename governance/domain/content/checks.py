"""What a draft lacks before it can be approved, and what its approver still has to confirm (A.4.2 to A.4.10, 003-6).

Every function returns all its reasons and never raises because of what is in the answers.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.domain.content.questions import CONFIRMATIONS, LAWS, QUESTIONS, Confirmation, Question
from governance.domain.content.words import ContentKind
from governance.domain.personal_details import NOBODY, SchoolContacts, personal_detail_refusals
from governance.domain.refusals import Refusal
from governance.domain.wording import content_hash

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
LONGEST_ANSWER = 1_000


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a draft as its author wrote it."""

    kind: ContentKind
    title: str
    text: str
    sources: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    image_ids: tuple[int, ...] = ()

    def says(self, key: str, answer: str) -> bool:
        """Return whether the author gave this answer."""
        return self.answers.get(key) == answer

    def asks(self, after: tuple[str, str] | None) -> bool:
        """Return whether something that follows from an answer is asked at all."""
        return after is None or self.says(*after)

    def is_asked(self, question: Question) -> bool:
        """Return whether a question is asked, by what was answered before it."""
        return self.asks(question.after) and not (question.unless and self.answers.get(question.unless))

    @property
    def digest(self) -> str:
        """The digest of everything that is approved."""
        words = {"kind": self.kind.value, "title": self.title, "text": self.text, "sources": self.sources}
        return content_hash({**words, "answers": dict(self.answers), "images": list(self.image_ids)})


def is_sensitive(content: Content) -> bool:
    """Return whether a second person reads it: it may hurt or divide some readers (A.4.5)."""
    return content.says("sensitive", "yes")


def content_refusals(
    content: Content, own: SchoolContacts = NOBODY, *, is_authorised: bool = True, is_permitted: bool = True
) -> tuple[Refusal, ...]:
    """Return every reason why a draft cannot be submitted or approved.

    ``own`` is what is the school's own and may be written.  ``is_authorised`` says whether an authorisation that holds
    today is named for what the draft commits the school to, ``is_permitted`` whether the written permission that is
    named for somebody else's work holds today; where none is named, its author says how they allowed it.
    """
    return (
        *_text_refusals(content, own),
        *(refusal for question in QUESTIONS if content.is_asked(question) for refusal in _of(question, content, own)),
        *_wrong_answers(content, is_authorised=is_authorised, is_permitted=is_permitted),
    )


def _text_refusals(content: Content, own: SchoolContacts) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    for key, typed, longest, clause, words in (
        ("title", content.title, LONGEST_TITLE, "A.3.4", "Give it a title"),
        ("text", content.text, LONGEST_TEXT, "A.3.4", "Write what readers will see"),
        ("sources", content.sources, LONGEST_ANSWER, "A.4.3", "Say where its facts come from"),
    ):
        if not typed.strip():
            found.append(Refusal(f"{key}_missing", f"{words}.", clause, "text"))
        elif len(typed) > longest:
            found.append(Refusal(f"{key}_too_long", f"Keep it to {longest:,} characters.", clause, "text"))
    for typed in (content.title, content.text):
        found.extend(personal_detail_refusals(typed, own, "text"))
    return tuple(found)


def _of(question: Question, content: Content, own: SchoolContacts) -> tuple[Refusal, ...]:
    """What is wrong with one answer: missing, too long, or with somebody's contact details in what readers see."""
    answer = content.answers.get(question.key)
    page, clause = question.page, question.clause
    if question.ticks:
        ticked = set(answer) if isinstance(answer, list) else set()
        missing = [words.split(":")[0] for key, words in question.options if key not in ticked]
        if missing:
            sentence = f"{question.needed}. Not ticked yet: {', '.join(missing).lower()}."
            return (Refusal(f"{question.key}_missing", sentence, clause, page),)
        return ()
    typed = answer if isinstance(answer, str) else ""
    known = {key for key, _ in question.options}
    if not typed and not question.needed:
        return ()
    if not typed.strip() or (known and typed not in known):
        return (Refusal(f"{question.key}_missing", f"{question.needed}.", clause, page),)
    if len(typed) > LONGEST_ANSWER:
        return (Refusal(f"{question.key}_too_long", f"Keep it to {LONGEST_ANSWER:,} characters.", clause, page),)
    return personal_detail_refusals(typed, own, page) if question.key == "speaks_as" else ()


def _wrong_answers(content: Content, *, is_authorised: bool, is_permitted: bool) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    if content.says("accurate", "no"):
        sentence = "Check every fact against its source first. What is on the site reflects on the school."
        found.append(Refusal("not_accurate", sentence, "A.4.3", "right"))
    if content.says("commits", "yes") and content.answers.get("authorisation") and not is_authorised:
        sentence = "That authorisation does not hold today. Choose another one, or ask for one first."
        found.append(Refusal("no_authorisation", sentence, "A.4.2", "right"))
    if content.says("party_political", "yes"):
        sentence = "A school’s site takes no side in party politics. Take that part out."
        found.append(Refusal("party_political", sentence, "003-6", "law"))
    if content.says("others_work", "yes") and not is_permitted:
        sentence = "The written permission that is named does not hold today. Choose another one, or ask for one first."
        found.append(Refusal("no_permission", sentence, "A.4.6", "law"))
    return tuple(found)


def confirmations_of(content: Content) -> tuple[Confirmation, ...]:
    """Return what whoever approves this draft has to confirm."""
    return tuple(one for one in CONFIRMATIONS if content.asks(one.after))


def unconfirmed(content: Content, confirmed: Collection[str]) -> tuple[Refusal, ...]:
    """Return a refusal for each thing that the approver did not confirm."""
    return tuple(
        Refusal(
            "not_confirmed", f"Confirm this, or return the draft: {one.words[:1].lower()}{one.words[1:]}.", one.clause
        )
        for one in confirmations_of(content)
        if one.key not in confirmed
    )


LAW_KEYS = tuple(key for key, _ in LAWS)
"""The laws that A.4.4 names, as an answer holds them."""
