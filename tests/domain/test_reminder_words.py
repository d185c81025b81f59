"""What a reminder and the weekly summary can say, and what they never can: the vocabulary is closed (DESIGN 3.11)."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from governance.domain.calendar import Week
from governance.domain.reminder_words import ALLOWED, COUNTED, MATTER_WORDS, line_of, urgency
from governance.domain.reminders import Matter, Owed
from governance.domain.summary import SchoolWeek, summary_lines, summary_starts_on

FRIDAY = date(2026, 11, 27)


def owed(matter: Matter, label: str = "Year 4 blog", **columns: object) -> Owed:
    values = {"subject_kind": "site", "subject_id": 1, "period": "", "since": FRIDAY, "path": "/s/oak/sites/1"}
    return Owed(matter, label=label, **(values | columns))  # type: ignore[arg-type]  # Written out by each test.


def test_every_matter_has_its_words_and_no_word_beyond_names_dates_and_numbers() -> None:
    assert set(MATTER_WORDS) == set(Matter)
    assert {"label", "by", "count"} == ALLOWED
    for words in MATTER_WORDS.values():
        for text in (words.text, words.mine, words.dated):
            assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= ALLOWED


def test_what_is_counted_has_its_number_in_words() -> None:
    counted = {matter for matter, words in MATTER_WORDS.items() if "{count}" in words.text}
    assert set(COUNTED) == counted


def test_no_matter_is_a_concern_or_about_a_child() -> None:
    # What is for safeguarding goes at once and by itself; a mail that gathers has no word for it.
    assert not [matter for matter in Matter if "concern" in matter or "child" in matter or "risk" in matter]


@pytest.mark.parametrize(
    ("matter", "columns", "mine", "said"),
    [
        (Matter.UPDATE_LATE, {}, True, "Year 4 blog is late: its last update was missed."),
        (
            Matter.UPDATE_DUE,
            {"by": FRIDAY},
            True,
            "Something new is due on Year 4 blog. It is expected by Friday 27 November 2026.",
        ),
        (
            Matter.UNCOVERED,
            {"count": 3, "by": FRIDAY},
            False,
            "Nobody is there to look after Year 4 blog on 3 school days in the next weeks. "
            "The first is Friday 27 November 2026.",
        ),
        (
            Matter.COMMENTS_WAIT,
            {"label": "Ms Hill", "count": 1},
            True,
            "1 comment waits for you, the oldest for longer than the school wants. Ten minutes are often enough.",
        ),
        (
            Matter.COMMENTS_WAIT,
            {"label": "Ms Hill", "count": 12},
            False,
            "12 comments wait for Ms Hill, the oldest for longer than the school wants.",
        ),
        (
            Matter.TRAINING_ENDS,
            {"label": "Ms Hill", "by": FRIDAY},
            True,
            "Your training runs out. The last day is Friday 27 November 2026.",
        ),
        (
            Matter.TRAINING_ENDS,
            {"label": "Ms Hill", "by": FRIDAY},
            False,
            "The training of Ms Hill runs out. The last day is Friday 27 November 2026.",
        ),
        (
            Matter.EXIT_STEPS,
            {"count": 1},
            False,
            "Year 4 blog is being closed, and 1 exit step waits to be signed.",
        ),
    ],
)
def test_a_line(matter: Matter, columns: dict[str, object], mine: bool, said: str) -> None:
    assert line_of(owed(matter, **columns), (), mine=mine) == said


def test_a_line_says_who_else_was_told() -> None:
    said = line_of(owed(Matter.UPDATE_LATE), ["Mr Grey", "Ms Hill", "Ms Oak"])
    assert said.endswith("Told as well: Mr Grey, Ms Hill and Ms Oak.")


def test_a_name_is_one_line_and_no_instruction() -> None:
    said = line_of(owed(Matter.UPDATE_LATE, "Blog\r\nBcc: all@elm.example {by} %s\u2028" + "x" * 500), ["A\nB"])
    assert said.startswith("Blog Bcc: all@elm.example {by} %s x")
    assert said.splitlines() == [said]
    assert len(said) < 200


def test_the_most_urgent_stands_first_and_then_what_is_due_first() -> None:
    late, waits = owed(Matter.UPDATE_LATE), owed(Matter.COMMENTS_WAIT, count=2)
    sooner, later = owed(Matter.AMBER, "B", by=FRIDAY), owed(Matter.AMBER, "A", by=date(2026, 12, 1))
    assert sorted([late, later, waits, sooner], key=urgency) == [sooner, later, waits, late]


def test_a_summary_of_a_good_week() -> None:
    assert summary_lines(SchoolWeek(2, (), ()), "/s/oak") == (
        ("2 sites are live: 2 with nothing outstanding, 0 due, 0 late and 0 asleep.", "/s/oak/freshness"),
        ("Every site has somebody there in the weeks ahead.", "/s/oak/cover"),
        ("No site is amber.", "/s/oak/sites"),
        ("No site is due for a decision.", "/s/oak/sites"),
        ("No mail was refused or came back.", "/s/oak/mails"),
    )


def test_a_summary_of_a_bad_week() -> None:
    week = SchoolWeek(
        4,
        (
            owed(Matter.SITE_ASLEEP, "Chess club", subject_id=2),
            owed(Matter.UPDATE_LATE, "Year 4 blog"),
            owed(Matter.UPDATE_DUE, "Year 5 blog", subject_id=3),
            owed(Matter.UNCOVERED, "Year 4 blog", count=3, by=FRIDAY),
            owed(Matter.AMBER, "Year 4 blog", by=FRIDAY),
            owed(Matter.DUE_FOR_DECISION, "Chess club", subject_id=2, by=FRIDAY),
            owed(Matter.TRAINING_ENDS, "Ms Hill"),
        ),
        ("Mr Grey", "Ms Oak"),
    )
    assert [text for text, _ in summary_lines(week, "/s/oak")] == [
        "4 sites are live: 1 with nothing outstanding, 1 due, 1 late and 1 asleep. "
        "Late or asleep: Chess club and Year 4 blog.",
        "Nobody is there on some days: Year 4 blog (3 days from Friday 27 November 2026).",
        "Amber, with the day by which it must be put right: Year 4 blog (Friday 27 November 2026).",
        "Due for a decision whether they go on: Chess club (Friday 27 November 2026).",
        "Mails do not arrive at Mr Grey and Ms Oak. Correct the address, or ask them for another.",
    ]


def test_a_long_list_of_names_says_how_many_more() -> None:
    names = tuple(f"Person {number}" for number in range(13))
    (*_, (text, _)) = summary_lines(SchoolWeek(0, (), names), "/s/oak")
    assert "Person 9 and 3 more. Correct" in text
    assert "Person 10" not in text


@pytest.mark.parametrize(("weekday", "day"), [("monday", date(2026, 11, 23)), ("friday", date(2026, 11, 27))])
def test_the_day_from_which_a_summary_goes(weekday: str, day: date) -> None:
    assert summary_starts_on(Week(date(2026, 11, 23)), weekday) == day
