"""What each question takes, what it gives, and the sentence it says when it cannot."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from governance.domain.refusals import Refusal
from governance.web.fields import error_lines
from tests.plugins.sizes import examples
from tests.web.gallery import EveryQuestion, make_gallery

GALLERY = make_gallery()
GALLERY.config["WTF_CSRF_ENABLED"] = False
QUESTIONS = [name for name in dir(EveryQuestion) if hasattr(getattr(EveryQuestion, name), "field_class")]


def asked(question: str, *sent: object) -> tuple[Any, str | None]:
    """Send values under one question's name; answer its data and the first sentence against them."""
    with GALLERY.test_request_context(method="POST"):
        form = EveryQuestion(MultiDict([(question, one) for one in sent]))
        form.validate()
        str(form[question]())
        return form[question].data, next(iter(form[question].errors), None)


DATE = date(2026, 11, 27)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(("27", "11", "2026"), id="three boxes"),
        pytest.param((" 27 ", "nov", "2026"), id="a month in letters"),
        pytest.param(("27/11/2026",), id="one value with strokes"),
        pytest.param(("27 November 2026", "", ""), id="the whole date in the first box"),
        pytest.param(("2026-11-27",), id="the year first"),
        pytest.param(("27.11", "2026"), id="two values"),
    ],
)
def test_a_date_is_taken_in_the_ways_people_write_it(sent: tuple[str, ...]) -> None:
    assert asked("start", *sent) == (DATE, None)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param(("", "", ""), "Enter the day on which it should start", id="nothing"),
        pytest.param((), "Enter the day on which it should start", id="not even sent"),
        pytest.param(("27", "", "2026"), "The date needs a month as well, such as 27 11 2026", id="no month"),
        pytest.param(
            ("", "", "2026"), "The date needs a day and a month as well, such as 27 11 2026", id="only a year"
        ),
        pytest.param(
            ("31", "2", "2026"), "There is no such day. Check the day and the month, such as 27 11 2026", id="no day"
        ),
        pytest.param(
            ("27", "13", "2026"), "There is no such day. Check the day and the month, such as 27 11 2026", id="month 13"
        ),
        pytest.param(("27", "11", "26"), "Enter the year with four digits, such as 2026", id="two digits"),
        pytest.param(("27", "11", "9999"), "Enter a year from 1900 to 2200", id="far away"),
        pytest.param(("27",), "Enter a date, such as 27 11 2026", id="one value"),
        pytest.param(("1", "2", "3", "4"), "Enter a date, such as 27 11 2026", id="four values"),
        pytest.param(("soon", "or", "later"), "Enter a date, such as 27 11 2026", id="words"),
        pytest.param(("\x00", "\u202e", "x" * 9999), "Enter a date, such as 27 11 2026", id="hostile"),
        pytest.param(("٢٧", "١١", "٢٠٢٦"), "Enter a date, such as 27 11 2026", id="digits of another script"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_is_wrong(sent: tuple[str, ...], sentence: str) -> None:
    assert asked("start", *sent) == (None, sentence)


HIDDEN = "This text held hidden characters, which we have taken out. Check that it still reads as you meant."


@pytest.mark.parametrize(
    ("sent", "kept", "sentence"),
    [
        pytest.param("  Year 4\t blog ", "Year 4 blog", None, id="space is tidied"),
        pytest.param("Year\r\n4", "Year 4", None, id="one line stays one line"),
        pytest.param("\ufeffYear\u200b 4", "Year 4", None, id="what comes with pasting goes in silence"),
        pytest.param("Year\x00 4", "Year 4", HIDDEN, id="a null goes aloud"),
        pytest.param("Year \u202e4", "Year 4", HIDDEN, id="an override of direction goes aloud"),
        pytest.param("Year \ud800 4", "Year 4", HIDDEN, id="half a character goes aloud"),
        pytest.param("مدونة الصف الرابع", "مدونة الصف الرابع", None, id="Arabic is text"),
        pytest.param(
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            None,
            id="the flag of England is text",
        ),
        pytest.param("Cafe\u0301", "Café", None, id="an accent is one character"),
        pytest.param("x" * 201, "x" * 201, "This is 201 characters long. Shorten it to 200 or fewer.", id="too long"),
        pytest.param(" \t ", "", "Enter the name of the site", id="only space is nothing"),
        pytest.param("\u200b", "", "Enter the name of the site", id="only what is invisible is nothing"),
    ],
)
def test_a_line_of_text(sent: str, kept: str, sentence: str | None) -> None:
    assert asked("name", sent) == (kept, sentence)


def test_paragraphs_keep_their_lines() -> None:
    assert asked("reason", "One.\r\n\r\nTwo.\u2028Three.") == ("One.\n\nTwo.\nThree.", None)


def test_a_password_is_taken_as_it_was_typed() -> None:
    assert asked("password", "  two  spaces ") == ("  two  spaces ", None)


ONCE = "This question was answered more than once. Check the answer and send it again."


@pytest.mark.parametrize("question", ["name", "reason", "hours", "people", "contact", "address", "audience", "pupils"])
def test_a_question_answered_twice_is_asked_again(question: str) -> None:
    assert asked(question, "1", "2")[1] == ONCE


@pytest.mark.parametrize("question", ["name", "reason", "start", "hours", "audience", "contributions", "platform"])
def test_a_file_where_words_belong_is_refused(question: str) -> None:
    file = FileStorage(BytesIO(b"x"), filename="x.png")
    assert asked(question, file)[1] == "This has to be typed, not sent as a file."


@pytest.mark.parametrize(
    ("question", "sent", "kept", "sentence"),
    [
        pytest.param("hours", "1.5", Decimal("1.5"), None, id="an hour and a half"),
        pytest.param("hours", "41", None, "Enter a number from 0 to 40, such as 1.5", id="too many hours"),
        pytest.param("hours", "1e1", None, "Enter a number from 0 to 40, such as 1.5", id="an exponent"),
        pytest.param("hours", "NaN", None, "Enter a number from 0 to 40, such as 1.5", id="not a number"),
        pytest.param("hours", "1.555", None, "Enter a number from 0 to 40, such as 1.5", id="too exact"),
        pytest.param("hours", "", None, "Say how many hours", id="no hours"),
        pytest.param("hours", "0", Decimal(0), None, id="nought is an answer"),
        pytest.param("people", "2", 2, None, id="two people"),
        pytest.param("people", "2.5", None, "Enter a number from 1 to 50, without decimals", id="half a person"),
        pytest.param("people", "", None, None, id="may be left out"),
        pytest.param("meeting", "25:00", "25:00", "Enter a time, such as 9:30am or 14:15", id="no such time"),
        pytest.param("contact", "office@mill-lane.example", "office@mill-lane.example", None, id="an address for mail"),
        pytest.param(
            "contact", "office", "office", "Enter an e-mail address, such as name@example.org", id="no address"
        ),
        pytest.param("address", "blogs.example.org/4", "https://blogs.example.org/4", None, id="a scheme is added"),
        pytest.param(
            "address",
            "javascript:alert(1)",
            "javascript:alert(1)",
            "Enter a web address, such as https://blogs.example.org/year-4",
            id="a script",
        ),
        pytest.param(
            "address",
            "https://user:pass@example.org",
            "https://user:pass@example.org",
            "Enter a web address, such as https://blogs.example.org/year-4",
            id="a name in the address",
        ),
        pytest.param("colour", "1D4F73", "#1d4f73", None, id="a colour without its mark"),
        pytest.param(
            "colour",
            "red",
            "red",
            "Enter a colour as # and six letters or digits, such as #1d4f73",
            id="a colour by name",
        ),
        pytest.param("audience", "text", "text", None, id="a choice"),
        pytest.param("audience", "other", "other", "Choose one of the answers in the list.", id="no such choice"),
        pytest.param("platform", "", "", "Choose where it is hosted", id="the empty line of a list"),
        pytest.param("pupils", "no", "no", None, id="no is an answer"),
        pytest.param("agree", "y", True, None, id="ticked"),
    ],
)
def test_other_questions(question: str, sent: str, kept: object, sentence: str | None) -> None:
    assert asked(question, sent) == (kept, sentence)


def test_a_time_is_understood() -> None:
    with GALLERY.test_request_context(method="POST"):
        form = EveryQuestion(MultiDict({"meeting": "2:15pm"}))
        assert form.meeting.answer == time(14, 15)


def test_several_choices_are_kept_once_each() -> None:
    assert asked("contributions", "text", "images", "text") == (["text", "images"], None)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param("logo.png", b"x", None, id="a file"),
        pytest.param("logo.png", b"", "The file is empty. Choose another.", id="an empty file"),
        pytest.param("logo.exe", b"x", "Choose a file whose name ends in .png or .jpg.", id="another ending"),
        pytest.param(
            "logo.png", b"x" * 100_001, "The file is too large (100 KB). Choose one of at most 100 KB.", id="too large"
        ),
    ],
)
def test_a_file(name: str, content: bytes, sentence: str | None) -> None:
    assert asked("logo", FileStorage(BytesIO(content), filename=name))[1] == sentence


def test_refusals_stand_at_their_question_and_the_others_at_the_head() -> None:
    with GALLERY.test_request_context(method="POST"):
        form = EveryQuestion(MultiDict())
        form.add_refusals(
            [Refusal("people.too_few", "Name a second person.", "A.5", "people"), Refusal("late", "It is too late.")],
            {"people": "people"},
        )
        assert [(line.text, line.href) for line in error_lines(form)] == [
            ("It is too late.", None),
            ("Name a second person.", "#people"),
        ]


def test_typed_lines_come_back_as_they_were() -> None:
    """The macros indent what they hold; a text that was indented too would grow at every save."""
    with GALLERY.test_request_context(method="POST"):
        form = EveryQuestion(MultiDict({"reason": "One & all.\n  Two.\n\nThree.", "audience": "text"}))
        inside = form.audience(params={"items": {"text": {"conditional": {"html": form.reason()}}}})
        typed = str(inside).partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
        assert unescape(typed) == "One & all.\n  Two.\n\nThree."


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=st.lists(st.tuples(st.sampled_from(QUESTIONS), st.text(max_size=300)), max_size=12))
def test_whatever_is_sent_is_answered(sent: list[tuple[str, str]]) -> None:
    with GALLERY.test_request_context(method="POST"):
        form = EveryQuestion(MultiDict(sent))
        form.validate()
        for question in form:
            str(question())
        accepted = [question for question in form if not question.errors and question.name != "seen"]
        assert not [question for question in accepted if "\x00" in str(question.data)]
