"""Year groups to ages, and ages to platforms (A.2, 7.3; DOMAIN 3.1 and 3.2)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.ages import AgeOutcome, Involvement, StatedAge, age_check, row_in_force
from governance.domain.platforms import DEFAULT_ROWS, PLATFORM_NAMES, Floor, PlatformAge, Standing
from governance.domain.year_groups import Nation, year_group, youngest_of

ENGLAND, WALES, SCOTLAND, NI = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
TODAY = date(2026, 11, 2)
CONTRIBUTE = {Involvement.CONTRIBUTE}
CHECKED = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("nation", "key", "age"),
    [
        (ENGLAND, "nursery", 3),
        (ENGLAND, "reception", 4),
        (ENGLAND, "y1", 5),
        (ENGLAND, "y4", 8),
        (ENGLAND, "y6", 10),
        (ENGLAND, "y7", 11),
        (ENGLAND, "y8", 12),
        (ENGLAND, "y9", 13),
        (ENGLAND, "y12", 16),
        (ENGLAND, "y13", 17),
        (WALES, "y9", 13),
        (SCOTLAND, "p1", 4),
        (SCOTLAND, "p7", 10),
        (SCOTLAND, "s1", 11),
        (SCOTLAND, "s3", 13),
        (SCOTLAND, "s6", 16),
        (NI, "p1", 4),
        (NI, "p7", 10),
        (NI, "y8", 11),
        (NI, "y10", 13),
        (NI, "y14", 17),
    ],
)
def test_the_age_that_all_have_reached_on_1_september(nation: Nation, key: str, age: int) -> None:
    group = year_group(nation, key)
    assert group is not None
    assert group.youngest_age == age


@pytest.mark.parametrize(("nation", "key"), [(ENGLAND, "y14"), (ENGLAND, "p1"), (SCOTLAND, "reception"), (NI, "y7")])
def test_a_year_group_of_another_nation_is_unknown(nation: Nation, key: str) -> None:
    assert year_group(nation, key) is None


def test_a_mixed_age_club_takes_the_lowest_year() -> None:
    lowest = youngest_of(ENGLAND, ["y9", "y4", "y6"])
    assert lowest is not None
    assert lowest.name == "Year 4"
    assert youngest_of(ENGLAND, ["y9", "nonsense"]) is None
    assert youngest_of(ENGLAND, []) is None


@pytest.mark.parametrize(
    ("keys", "platform", "nation", "outcome", "code"),
    [
        pytest.param(["y4"], "facebook", ENGLAND, AgeOutcome.BLOCK, "age_below", id="Year 4 on a 13+ platform: block"),
        pytest.param(["y7"], "facebook", ENGLAND, AgeOutcome.BLOCK, "age_below", id="Year 7 on 13+: block"),
        pytest.param(["y8"], "facebook", ENGLAND, AgeOutcome.MIXED, "age_mixed", id="Year 8 is mixed all year"),
        pytest.param(["y9"], "facebook", ENGLAND, AgeOutcome.PASS, "age_reached", id="Year 9 passes"),
        pytest.param(["y9", "y6"], "x", ENGLAND, AgeOutcome.BLOCK, "age_below", id="a club takes its lowest year"),
        pytest.param(["s2"], "tiktok", SCOTLAND, AgeOutcome.MIXED, "age_mixed", id="S2 is mixed"),
        pytest.param(["y10"], "tiktok", NI, AgeOutcome.PASS, "age_reached", id="Year 10 in Northern Ireland passes"),
        pytest.param(["y4"], "seesaw", ENGLAND, AgeOutcome.PASS, "age_no_floor", id="a platform without a floor"),
        pytest.param(
            ["y13"], "mastodon", ENGLAND, AgeOutcome.UNKNOWN, "age_row_unknown", id="an unknown age is never fine"
        ),
        pytest.param(["y13"], "blogger", ENGLAND, AgeOutcome.UNKNOWN, "age_row_unchecked", id="nobody checked the row"),
        pytest.param(
            ["y4"], "padlet", ENGLAND, AgeOutcome.UNKNOWN, "age_row_unchecked", id="nor this one, of no floor"
        ),
        pytest.param(["y13"], "newthing", ENGLAND, AgeOutcome.UNKNOWN, "age_no_row", id="a platform without a row"),
        pytest.param([], "facebook", ENGLAND, AgeOutcome.UNKNOWN, "age_year_groups_unknown", id="no year group"),
        pytest.param(["p7"], "facebook", ENGLAND, AgeOutcome.UNKNOWN, "age_year_groups_unknown", id="not England's"),
    ],
)
def test_the_check(keys: list[str], platform: str, nation: Nation, outcome: AgeOutcome, code: str) -> None:
    found = age_check(keys, nation, platform, DEFAULT_ROWS, TODAY, CONTRIBUTE)
    assert (found.outcome, found.code) == (outcome, code)
    assert found.sentence.endswith(".")


@pytest.mark.parametrize("involvement", list(Involvement))
def test_each_involvement_alone_is_bound_by_the_floor(involvement: Involvement) -> None:
    assert age_check(["y4"], ENGLAND, "x", DEFAULT_ROWS, TODAY, [involvement]).outcome is AgeOutcome.BLOCK


def test_a_staff_run_broadcast_passes_and_asks_for_the_written_consideration() -> None:
    found = age_check(["y4"], ENGLAND, "mastodon", DEFAULT_ROWS, TODAY, [])
    assert (found.outcome, found.code, found.consideration_needed) == (AgeOutcome.PASS, "age_broadcast_only", True)


def test_the_sentence_names_the_row_and_its_date() -> None:
    rows = (PlatformAge("x", Floor.AGE, 13, source="its terms", checked_on=CHECKED),)
    assert age_check(["y8"], ENGLAND, "x", rows, TODAY, CONTRIBUTE).sentence == (
        "X asks for 13 (source: its terms; checked on Thursday 1 October 2026). In Year 8 some pupils have turned "
        "13 and some have not. Confirm the age of every pupil who takes part."
    )


@pytest.mark.parametrize(
    ("keys", "stated", "outcome", "code"),
    [
        pytest.param(["y8"], 13, AgeOutcome.PASS, "age_stated_reached", id="every age in Year 8 confirmed as 13"),
        pytest.param(["y8"], 12, AgeOutcome.BLOCK, "age_stated_below", id="one in Year 8 is 12"),
        pytest.param(["y9"], 12, AgeOutcome.BLOCK, "age_stated_below", id="a younger pupil taught in Year 9"),
        pytest.param(["y4"], 13, AgeOutcome.BLOCK, "age_stated_does_not_fit", id="nobody in Year 4 is 13"),
    ],
)
def test_a_stated_age_takes_the_place_of_the_year_group(
    keys: list[str], stated: int, outcome: AgeOutcome, code: str
) -> None:
    found = age_check(keys, ENGLAND, "x", DEFAULT_ROWS, TODAY, CONTRIBUTE, StatedAge(stated, CHECKED))
    assert (found.outcome, found.code) == (outcome, code)


def test_the_announced_change_is_said_before_and_decides_after() -> None:
    before = age_check(["y9"], ENGLAND, "instagram", DEFAULT_ROWS, date(2027, 2, 28), CONTRIBUTE)
    assert before.outcome is AgeOutcome.PASS
    (caution,) = before.cautions
    assert caution.startswith("From Monday 1 March 2027: Instagram asks for 16 (")
    assert "announced, not seen as law" in caution
    after = age_check(["y9"], ENGLAND, "instagram", DEFAULT_ROWS, date(2027, 3, 1), CONTRIBUTE)
    assert (after.outcome, after.cautions) == (AgeOutcome.BLOCK, ())
    assert "announced, not seen as law" in after.sentence
    assert age_check(["y9"], ENGLAND, "whatsapp", DEFAULT_ROWS, date(2027, 3, 1), CONTRIBUTE).outcome is AgeOutcome.PASS


def test_a_nation_whose_table_nobody_read_says_so() -> None:
    assert any("Scotland" in c for c in age_check(["s4"], SCOTLAND, "x", DEFAULT_ROWS, TODAY, CONTRIBUTE).cautions)


def test_a_confirmed_row_can_be_relied_on() -> None:
    rows = (PlatformAge("padlet", Floor.NONE, standing=Standing.UNCHECKED, checked_on=CHECKED),)
    assert age_check(["y4"], ENGLAND, "padlet", rows, TODAY, CONTRIBUTE).outcome is AgeOutcome.PASS


def test_which_row_decides() -> None:
    everywhere = PlatformAge("x", Floor.AGE, 13)
    scottish = PlatformAge("x", Floor.AGE, 14, nation=SCOTLAND)
    newer = PlatformAge("x", Floor.AGE, 12, from_on=date(2026, 1, 1))
    ended = PlatformAge("x", Floor.AGE, 18, to_on=date(2026, 11, 1))
    rows = (everywhere, scottish, newer, ended)
    assert row_in_force(rows, "x", ENGLAND, TODAY) == newer
    assert row_in_force(rows, "x", SCOTLAND, TODAY) == scottish
    assert row_in_force(rows, "x", ENGLAND, date(2025, 6, 1)) == ended
    unknown = PlatformAge("x", Floor.UNKNOWN)
    assert row_in_force((everywhere, unknown), "x", ENGLAND, TODAY) == unknown


def test_every_default_row_has_a_source_and_a_name_and_only_ages_have_ages() -> None:
    for row in DEFAULT_ROWS:
        assert row.source
        assert row.platform in PLATFORM_NAMES
        assert (row.age is not None) == (row.floor is Floor.AGE)
    announced = {row.platform for row in DEFAULT_ROWS if row.standing is Standing.ANNOUNCED}
    assert announced == {"facebook", "instagram", "x", "snapchat", "tiktok", "youtube"}
