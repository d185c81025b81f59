"""By what a post was approved: every expectation is written out (A.3.4)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.content.matching import (
    ApprovedDraft,
    Match,
    Posted,
    matches_of,
    out_at,
)
from governance.domain.content.plain_title import plain_title
from governance.domain.content.standing import Standing
from governance.domain.content.words import MatchedBy

WED, THU, FRI = dt.date(2026, 11, 18), dt.date(2026, 11, 19), dt.date(2026, 11, 20)
NOTHING = Match(MatchedBy.NOTHING)
PAGE = "https://blog.example/museum"


def draft(version: int = 7, title: str = "Our trip", address: str = "", out: bool = False) -> ApprovedDraft:
    return ApprovedDraft(version, THU, title, address, is_published=out)


def by_draft(version: int = 7) -> Match:
    return Match(MatchedBy.DRAFT, version_id=version)


@pytest.mark.parametrize(
    ("posted", "drafts", "expected"),
    [
        pytest.param(Posted(FRI, PAGE, "Our trip"), [draft()], by_draft(), id="the title reads the same"),
        pytest.param(Posted(FRI, PAGE, "our TRIP!"), [draft()], by_draft(), id="capitals and points do not count"),
        pytest.param(Posted(FRI, PAGE, "Another"), [draft(address=PAGE)], by_draft(), id="the address is the draft's"),
        pytest.param(
            Posted(FRI, "http://www.blog.example/museum/", "x"),
            [draft(address=PAGE)],
            by_draft(),
            id="the same address in another spelling",
        ),
        pytest.param(
            Posted(FRI, PAGE, "Our trip"),
            [draft(address="https://blog.example/other")],
            NOTHING,
            id="the same title at another address than the draft's",
        ),
        pytest.param(Posted(WED, PAGE, "Our trip"), [draft()], NOTHING, id="the yes came after the post"),
        pytest.param(Posted(FRI, PAGE, "Our trip"), [draft(out=True)], NOTHING, id="that draft is out already"),
        pytest.param(
            Posted(FRI, PAGE, "Our trip"), [draft(address=PAGE, out=True)], by_draft(), id="the post that it became"
        ),
        pytest.param(Posted(FRI, PAGE, ""), [draft(title="")], NOTHING, id="no title is no match"),
        pytest.param(Posted(FRI, PAGE, "!!"), [draft(title="?")], NOTHING, id="points alone are no title"),
        pytest.param(Posted(FRI, PAGE, "Our trips"), [draft()], NOTHING, id="another title"),
        pytest.param(
            Posted(FRI, PAGE, "Our trip"),
            [draft(1), draft(2, "Else", PAGE)],
            by_draft(2),
            id="an address says more than a title",
        ),
    ],
)
def test_a_post_and_a_draft(posted: Posted, drafts: list[ApprovedDraft], expected: Match) -> None:
    assert matches_of([posted], drafts, []) == [expected]


def test_a_standing_approval_covers_what_no_draft_matches_on_its_days() -> None:
    standing = [Standing(3, THU, FRI)]
    posts = [Posted(WED, title="A"), Posted(THU, title="B"), Posted(FRI, title="Our trip")]
    assert matches_of(posts, [draft()], standing) == [NOTHING, Match(MatchedBy.STANDING, standing_id=3), by_draft()]


def test_a_title_is_a_drafts_only_once() -> None:
    posts = [Posted(THU, title="This week"), Posted(FRI, title="This week")]
    assert matches_of(posts, [draft(title="This week")], []) == [by_draft(), NOTHING]


def test_a_title_by_its_letters_and_digits() -> None:
    assert plain_title("  Year 4’s  TRIP — day 2! ") == "year 4 s trip day 2"


SEEN = dt.datetime(2026, 11, 19, 16, 0, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 11, 19, 9, 5, tzinfo=dt.UTC)
TOMORROW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2026, 11, 19, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said_at", "out"),
    [
        pytest.param(None, SEEN, id="an undated post: when it was first seen"),
        pytest.param(MORNING, MORNING, id="its own time"),
        pytest.param(MIDNIGHT, SEEN, id="a day alone is no moment"),
        pytest.param(TOMORROW, SEEN, id="dated later than it was seen"),
    ],
)
def test_from_when_a_post_is_known_to_have_been_out(said_at: dt.datetime | None, out: dt.datetime) -> None:
    assert out_at(said_at, SEEN) == out


def test_the_yes_of_the_afternoon_is_none_to_a_post_of_the_morning() -> None:
    yes = ApprovedDraft(7, THU, "Our trip", approved_at=SEEN)
    assert matches_of([Posted(THU, title="Our trip", at=MORNING)], [yes], []) == [NOTHING]
    assert matches_of([Posted(THU, title="Our trip", at=SEEN)], [yes], []) == [by_draft()]
