"""Answers in words, as people check them and as versions are compared."""

from __future__ import annotations

from typing import Any

import pytest

from governance.domain.proposal.questions import question_with
from governance.domain.proposal.spoken import answer_words, spoken_answers
from tests.domain.proposal.samples import FACTS, account, blog


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("kind", "club_blog", "A club’s blog"),
        ("kind", "circus", "circus"),
        ("year_groups", ["y4", "y3"], "Year 3\nYear 4"),
        ("platform", "youtube", "YouTube"),
        ("starts_on", "2027-01-04", "Monday 4 January 2027"),
        ("starts_on", "31/2/2027", "31/2/2027"),
        ("administrators", [1, 3], "First teacher\nAssistant head"),
        ("administrators", [999], "somebody who is not on the list"),
        ("resourcing_owner", 3, "Assistant head"),
        ("resourcing_owner", None, ""),
        ("update_on", "wednesday", "Wednesday"),
        ("update_on", "", "As the school’s policy says"),
        ("update_on", None, "As the school’s policy says"),
        ("update_every", None, ""),
        ("contributors", {"staff": ["text", "images"], "pupils": []}, "Staff and governors: posts, pictures"),
        ("hours", [{"person": 2, "hours": 0.5}], "Second teacher: 0.5"),
        (
            "shown_people",
            [{"person": 1, "shown_as": "Ms Hill", "position": "Year 3 teacher"}],
            "Ms Hill, Year 3 teacher",
        ),
        ("organisations", [{"name": "Library", "part": "both"}], "Library: reads and writes"),
        (
            "measures",
            [{"measure": "Children who wrote", "target": "All", "review_on": "2027-03-26"}],
            "Children who wrote; target: All; looked at on Friday 26 March 2027",
        ),
        (
            "risks",
            {"contact": {"controls": "No messages.", "rating": "low"}},
            "Contact: No messages. What is left: low.",
        ),
        (
            "exit_steps",
            {"images": {"what": "Taken down", "who": 3, "final": True}},
            "The pictures: Taken down (Assistant head) Cannot be undone.",
        ),
        ("age_from", 7, "7"),
        ("reason", "Because it helps.", "Because it helps."),
    ],
)
def test_an_answer_reads_as_people_would_say_it(key: str, value: Any, words: str) -> None:
    question = question_with(key)
    assert question is not None
    assert answer_words(question, value, FACTS) == words


def test_the_whole_proposal_reads_in_the_order_of_the_form_without_what_does_not_apply() -> None:
    spoken = spoken_answers({**account(), "best_interests": "left over", "own_question": "a school’s own"}, FACTS)
    assert next(iter(spoken.items())) == ("kind", "The school’s account on a network")
    assert list(spoken)[-1] == "own_question"
    assert "best_interests" not in spoken
    assert spoken_answers(blog(), FACTS)["guidance"].startswith("Checklist of 2026-09\nChildren can find advice")
