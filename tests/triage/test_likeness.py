"""Likeness finds what rules cannot list, points at its words, leaves friendly comments alone and survives any text."""

from __future__ import annotations

import pytest

from governance.triage import Kind, Source, Urgency, word_table
from governance.triage.likeness import likeness
from governance.triage.pieces import cut
from governance.triage.stretches import stretches
from governance.triage.word_table import pair, pair_apart, pairs


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        pytest.param("i dont want to live any more, nobody would miss me", Kind.DISTRESS, id="distress"),
        pytest.param("my stepdad hits me and my mum when hes drunk", Kind.HARM_AT_HOME, id="harm at home"),
        pytest.param("dont tell your parents, send me a picture of you in private", Kind.GROOMING, id="grooming"),
        pytest.param("im going to stab you after school, you are dead", Kind.THREAT, id="threat"),
        pytest.param("nobody likes you, you are so ugly and you stink", Kind.UNKINDNESS, id="unkindness"),
        pytest.param("i wish i wos ded and no one liks me", Kind.DISTRESS, id="in a child's spelling"),
    ],
)
def test_what_puts_a_child_at_risk_is_told_by_its_class(comment: str, kind: Kind) -> None:
    assert kind in {reason.kind for reason in likeness(comment)}


def test_a_cry_inside_a_friendly_comment_is_marked_where_it_stands() -> None:
    before = "What a wonderful trip to the farm, we all loved feeding the lambs and the picnic by the pond. "
    cry = "my dad hits me and i am scared to go home"
    (first, *_) = likeness(before + cry + " Thank you to all the teachers for taking us, see you on Monday!")
    assert (first.kind, first.source, first.urgency) == (Kind.HARM_AT_HOME, Source.LIKENESS, Urgency.CHILD_RISK)
    assert first.start >= len(before) - 15
    assert first.end <= len(before + cry) + 15


@pytest.mark.parametrize(
    "comment",
    [
        "Thank you for a lovely assembly, the singing was beautiful",
        "I liked the penguin best",
        "We made a volcano and it went all over the kitchen",
        "Henry the Eighth beheaded two of his wives",
    ],
)
def test_friendly_comments_are_left_alone(comment: str) -> None:
    assert likeness(comment) == ()


def test_a_reason_reads_as_a_likeness_and_gives_no_number() -> None:
    (reason, *_) = likeness("nobody likes you, you are so ugly and you stink")
    assert reason.words == "Reads like unkindness to somebody"
    assert not any(mark.isdigit() or mark == "%" for mark in reason.words)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        " \n\t",
        "\ud800",
        "a\udfffb \udc00",
        "\x00\x00",
        "-_-_" * 2500,
        "!" * 9000,
        "😀" * 3000,
        "字" * 3000,
        "x" * 10_000,
        "ﷺ" * 900,
    ],
    ids=[
        "empty",
        "blank",
        "half a letter",
        "halves",
        "nulls",
        "dashes",
        "marks",
        "emoji",
        "another script",
        "one word",
        "wide",
    ],
)
def test_no_text_breaks_it(comment: str) -> None:
    assert all(0 <= reason.start < reason.end <= len(comment) for reason in likeness(comment))


def test_places_are_those_of_the_comment_as_received() -> None:
    comment = "ｗow 😀😀 — \u202e nobody   likes YOU, you’re so ugly"
    (reason, *_) = likeness(comment)
    assert comment[reason.start : reason.end].endswith("so ugly")


def test_every_word_is_in_a_run_and_runs_grow_with_the_comment_alone() -> None:
    for words in (1, 9, 10, 13, 14, 2000):
        runs = stretches(words)
        assert set().union(*(range(first, end) for first, end in runs[1:] if len(runs) > 1)) in (
            set(range(words)),
            set(),
        )
        assert len(runs) <= words / 4 + 2


def test_no_run_goes_over_the_end_of_a_sentence() -> None:
    read = cut(
        "He stood there and stared. An older boy lent him his own ear defenders! So did I, and then we went home"
    )
    assert read.begins == (5, 14)
    assert stretches(len(read.words), read.begins)[1:].tolist() == [[0, 5], [5, 14], [14, 22]]


def test_sentences_of_few_words_are_judged_with_what_follows_or_comes_before() -> None:
    read = cut("Wow. Look. I can see my own house from here. Thank you for the lovely day. Bye")
    assert stretches(len(read.words), read.begins)[1:].tolist() == [[0, 10], [10, 17]]


def test_a_cry_of_a_sentence_is_judged_by_itself() -> None:
    comment = "The farm was lovely and so was the picnic. My dad hits me and I am scared. See you all on Monday, then!"
    assert "My dad hits me and I am scared" in {comment[one.start : one.end] for one in likeness(comment)}


def test_words_are_cut_where_they_stand() -> None:
    read = cut("Don’t   TELL…mum")
    assert read.words == ("dont", "tell", "mum")
    assert read.spans == ((0, 5), (8, 12), (13, 16))


def test_pairs_of_words_have_the_numbers_that_the_heads_learned() -> None:
    words = ("the", "egg", "the", "hen")
    assert [found.tolist() for found in pairs(words)] == [
        [pair("the", "egg"), pair("egg", "the"), pair("the", "hen")],
        [pair_apart("the", "the"), pair_apart("egg", "hen")],
    ]
    assert [found.tolist() for found in pairs(("egg",))] == [[], []]


def test_each_word_of_a_long_comment_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    known = word_table._word_meanings
    monkeypatch.setattr(word_table, "_word_meanings", lambda words: (asked.append(len(words)), known(words))[1])
    likeness("the egg of the hen and the egg of the duck " * 400)
    assert asked == [6]
