"""What the pages of content ask.  The questions themselves are the domain's (``domain/content/questions.py``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.domain.content.checks import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE
from governance.domain.content.questions import Question, questions_of
from governance.domain.content.words import CONTENT_KIND_WORDS, ROUTINE_KINDS
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    ParagraphsField,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
)


class TextForm(VersionedForm):
    """What the draft says."""

    kind = ChoiceField(
        "What is it?",
        "Choose what it is",
        choices=[SelectChoice(kind.value, words) for kind, words in CONTENT_KIND_WORDS.items()],
    )
    title = TextField("Title", "Give it a title", longest=LONGEST_TITLE, hint="As it will stand on the site.")
    text = ParagraphsField(
        "Text",
        longest=LONGEST_TEXT,
        say_optional=False,
        hint="Word by word. No e-mail address, telephone number or postcode but the school’s own.",
    )
    sources = ParagraphsField(
        "Where do its facts come from?",
        longest=LONGEST_ANSWER,
        say_optional=False,
        hint="For example: “Our own class on Monday”, or the address of a page.",
    )


class ImagesForm(VersionedForm):
    """Which images of the register it shows."""

    images = ChoicesField("Which pictures does it show?", hint="Tick none where it shows none.", say_optional=False)


class DecideForm(VersionedForm):
    """The answer of whoever approves, with what they confirm."""

    answer = ChoiceField(
        "Your decision",
        "Choose approve, return or decline",
        choices=[
            SelectChoice("approve", "Approve"),
            SelectChoice("return", "Return for changes"),
            SelectChoice("decline", "Decline"),
        ],
    )
    confirmed = ChoicesField("I confirm", hint="Needed for a yes.", say_optional=False)
    discussed_on = DateField(
        "When did you talk it over with its author?",
        hint="Needed for a yes. A word in the corridor counts.",
        say_optional=False,
    )
    reason = ParagraphsField(
        "Reason", longest=4000, hint="Its author reads it. Needed to return or decline it.", say_optional=False
    )


class SecondReadingForm(VersionedForm):
    """What a second reader says."""

    fine = ChoiceField(
        "Would you publish it?",
        "Say whether you would publish it",
        choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "Not as it is")],
    )
    note = ParagraphsField(
        "What should change?", longest=4000, hint="Needed where you would not publish it.", say_optional=False
    )


class PublishedForm(VersionedForm):
    """That an approved draft has come out."""

    published_on = DateField("When did it come out?", "Enter the day on which it came out")
    address = TextField("Its address", longest=2000, hint="Copy it from the browser, if it has one.")


class StandingForm(VersionedForm):
    """Routine posts that are approved ahead."""

    kinds = ChoicesField(
        "What does it cover?",
        "Choose what it covers",
        choices=[SelectChoice(kind.value, CONTENT_KIND_WORDS[kind]) for kind in ROUTINE_KINDS],
    )
    starts_on = DateField("From", "Enter the first day")
    ends_on = DateField("Until", "Enter the last day")
    note = ParagraphsField("What they have to keep to", longest=1000, hint="For example: “No pictures of pupils.”")


class PostForm(VersionedForm):
    """Which approved draft a post is."""

    draft = SelectField("Which approved draft is it?", "Choose the draft")


class AfterwardsForm(VersionedForm):
    """Why a post is approved after it came out."""

    reason = ParagraphsField(
        "Why do you approve it now?",
        "Type your reason",
        longest=4000,
        hint="It stays said that it came out before somebody approved it.",
    )


_BLANKS = {"permission_of": "None of the register"}


def answers_form(page: str, rows: Mapping[str, list[tuple[str, str]]]) -> type[VersionedForm]:
    """Return the form of one page of questions; answers may be left for later, so none is needed to save.

    ``rows`` are what the registers offer for a question, by its key, as (number, words).
    """
    fields: dict[str, Any] = {question.key: _field(question, rows) for question in questions_of(page)}
    return type("AnswersForm", (VersionedForm,), fields)


def _field(question: Question, rows: Mapping[str, list[tuple[str, str]]]) -> Any:
    words = question.words
    if question.after is not None:
        first = "If so: " if question.after[1] == "yes" else "If nowhere: "
        words = first + words[0].lower() + words[1:]
    said: dict[str, Any] = {"hint": question.hint, "say_optional": False}
    if question.key in rows:
        choices = [SelectChoice(key, name) for key, name in rows[question.key]]
        return SelectField(words, choices=choices, blank=_BLANKS.get(question.key, "Choose one"), **said)
    if question.options:
        kind = ChoicesField if question.ticks else ChoiceField
        return kind(words, choices=[SelectChoice(key, name) for key, name in question.options], **said)
    return ParagraphsField(words, longest=LONGEST_ANSWER, **said)
