"""How words are laid out for reading: markup away, marks in their places, and what hides made visible."""

from __future__ import annotations

import pytest

from governance.domain.comments.keys import DEFAULT_KEYS, refusals_of_keys
from governance.domain.comments.marking import Kind, Mark, as_plain, lay_out, quoted
from governance.domain.comments.messages import message_for


def said(words: str, *marks: Mark, fold_at: int | None = None) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(piece.text, piece.kind.value, piece.marks) for piece in lay_out(words, marks, fold_at).shown]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        pytest.param("<b>Great</b> work", "Great work", id="markup is taken away"),
        pytest.param("one<br>two</p><p>three", "one two three", id="line ends of markup part words"),
        pytest.param("Tom &amp; Jerry &lt;3", "Tom & Jerry <3", id="what stands for a letter is that letter"),
        pytest.param("<please read> 3 < 4", "<please read> 3 < 4", id="what is no markup stays"),
        pytest.param("a\u202eb\u200bc", "abc", id="what hides is left out of a line"),
        pytest.param("<script>alert(1)</script>", "alert(1)", id="a script is only its words"),
    ],
)
def test_words_as_one_plain_line(words: str, plain: str) -> None:
    assert as_plain(words) == plain


def test_marks_that_overlap_are_both_kept() -> None:
    assert said("my name is Lena Whitlock", Mark(11, 24, 0), Mark(16, 24, 1)) == [
        ("my name is ", "words", ()),
        ("Lena ", "words", (0,)),
        ("Whitlock", "words", (0, 1)),
    ]


def test_a_mark_finds_its_place_across_markup() -> None:
    words = "see <b>Lena</b> Whitlock"
    assert said(words, Mark(7, 24, 0))[1:] == [("Lena", "words", (0,)), (" Whitlock", "words", (0,))]
    assert quoted(words, Mark(7, 24, 0)) == "Lena Whitlock"


def test_an_address_behind_words_is_shown() -> None:
    assert said('<a href="https://bad.example">here</a>') == [
        ("leads to https://bad.example", "link", ()),
        ("here", "words", ()),
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\u202eb", "turns the reading direction"),
        ("<animate on=a\u202eb>", "turns the reading direction"),
        ("a\u200bb", "hidden character"),
        ("a&#8238;b", "turns the reading direction"),
        ("a\x1b\x07b", "2 hidden characters"),
        ("a" + "\u0301" * 9 + "b", "9 stacked marks"),
        ("s\u200ch", "hidden character"),
    ],
)
def test_what_nobody_would_see_is_shown(words: str, shown: str) -> None:
    assert [piece.text for piece in lay_out(words).shown if piece.kind is Kind.UNSEEN] == [shown]


def test_what_people_need_to_write_stays() -> None:
    for words in ("👩‍🚀", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "naïve", "می\u200cروم"):
        assert said(words) == [(words, "words", ())]


def test_a_long_comment_is_folded_at_the_end_of_a_word() -> None:
    laid = lay_out("word " * 400, fold_at=50)
    assert len(laid.shown[0].text) <= 95
    assert "".join(piece.text for piece in laid.shown + laid.rest) == "word " * 400
    assert len(lay_out("a\n" * 1000).shown[0].text) < 60


@pytest.mark.parametrize("letter", ["<", "&", "<a href=", "\u202e", "<!--", "\u0301", "&#", "\n", "href=", "</"])
def test_nothing_of_sixty_four_kilobytes_is_lost_or_fails(letter: str) -> None:
    words = letter * (65_536 // len(letter))
    laid = lay_out(words, [Mark(0, 65_000, 0)], None)
    assert laid.shown
    assert not laid.rest


def test_the_usual_keys_can_stand() -> None:
    assert refusals_of_keys(DEFAULT_KEYS) == ()


@pytest.mark.parametrize(
    ("act", "key", "code"),
    [
        ("keep", "p", "key_twice"),
        ("keep", "P", "key_twice"),
        ("keep", "", "no_single_key"),
        ("keep", "5", "no_single_key"),
        ("keep", "ab", "no_single_key"),
        ("keep", " ", "no_single_key"),
    ],
)
def test_keys_that_cannot_stand(act: str, key: str, code: str) -> None:
    assert [refusal.code for refusal in refusals_of_keys({**DEFAULT_KEYS, act: key})] == [code]


def test_a_child_is_told_which_rule_and_that_they_may_try_again() -> None:
    words = message_for("Use your first name, or no name. Never write your last name.", "Year 3 blog")
    assert words == (
        "Thank you for writing on Year 3 blog. We could not show your comment this time.\n"
        "Our rule says: “Use your first name, or no name. Never write your last name.”\n"
        "We only use first names here, so that nobody outside school can find out who somebody is.\n"
        "You are welcome to write again. If you are not sure, ask your teacher."
    )
