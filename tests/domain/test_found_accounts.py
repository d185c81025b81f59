"""Today's reality: what a line of the school's own sheet becomes, and what it leaves unknown (7.1; DOMAIN 7.12)."""

from __future__ import annotations

import pytest

from governance.domain.found_accounts import COLUMNS, FoundAccount, ReadRow, found_account, read_rows
from governance.domain.sheets import read_sheet
from governance.domain.words import SiteKind


def _account(**cells: str) -> FoundAccount:
    found = found_account(cells)
    assert isinstance(found, FoundAccount)
    return found


def test_an_account_with_nothing_but_a_name_is_found_and_everything_else_is_unknown() -> None:
    account = _account(name="Year 4 blog")
    assert account.unknowns == ("kind", "platform", "address", "owner", "since")
    assert account.canonical == ""
    assert account.kind is SiteKind.OTHER


@pytest.mark.parametrize("gap", ["?", "n/a", "Unknown", "-", "TBC", "  "])
def test_what_people_type_for_a_gap_is_a_gap(gap: str) -> None:
    assert _account(name="PE club", owner=gap, since=gap).unknowns == ("kind", "platform", "address", "owner", "since")


def test_a_whole_line_leaves_nothing_unknown() -> None:
    account = _account(
        name="School on X", kind="Account", platform="Twitter", address="@oakprimary", owner="The office", since="2019"
    )
    assert account.unknowns == ()
    assert account.platform == "x"
    assert account.canonical == "handle:x::oakprimary"
    assert account.kind is SiteKind.NETWORK_ACCOUNT


def test_the_service_is_read_from_the_address() -> None:
    account = _account(name="School page", address="https://www.facebook.com/OakPrimary/")
    assert account.platform == "facebook"
    assert account.unknowns == ("owner", "since")


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        pytest.param({"name": ""}, ["name_missing"], id="no name"),
        pytest.param({"name": "A", "address": "@oak"}, ["address_without_network"], id="a handle without its network"),
        pytest.param({"name": "A", "address": "oak blog"}, ["address_unseen_characters"], id="no address"),
        pytest.param({"name": "A", "address": "javascript:alert(1)"}, ["address_scheme"], id="a script"),
        pytest.param({"name": "A", "address": "https://bit.ly/x"}, ["address_is_short_link"], id="a short link"),
        pytest.param({"name": "A", "kind": "poster"}, ["kind_unknown"], id="no kind of site"),
        pytest.param({"name": "A" * 201}, ["cell_too_long"], id="a name longer than 200"),
        pytest.param({"name": "", "kind": "poster"}, ["name_missing", "kind_unknown"], id="every fault is named"),
    ],
)
def test_a_line_that_cannot_be_understood_is_refused(cells: dict[str, str], codes: list[str]) -> None:
    found = found_account(cells)
    assert not isinstance(found, FoundAccount)
    assert [refusal.code for refusal in found] == codes


SHEET = b"""Account name,URL,Who runs it
Year 4 blog,https://blogs.example/year4,
Year 4 again,http://www.blogs.example/year4/,Office
,https://blogs.example/year5,Office
Chess club,,
chess  CLUB,,Office
"""


def _rows(known: str = "") -> list[tuple[int, str, list[str]]]:
    sheet = read_sheet(SHEET, COLUMNS)
    assert sheet.refusals == ()

    def on_register(account: FoundAccount) -> str:
        return "Year 4 blog" if known and account.canonical == known else ""

    def short(row: ReadRow) -> tuple[int, str, list[str]]:
        return row.line, row.already, [refusal.code for refusal in row.refusals]

    return [short(row) for row in read_rows(sheet.rows, on_register)]


def test_each_line_is_an_account_a_repeat_or_a_refusal() -> None:
    assert _rows() == [
        (2, "", []),
        (3, "line 2 of this file", []),
        (4, "", ["name_missing"]),
        (5, "", []),
        (6, "line 5 of this file", []),
    ]


def test_what_stands_on_the_register_is_said_to_stand_there() -> None:
    assert _rows("web:blogs.example:/year4")[:2] == [(2, "Year 4 blog", []), (3, "Year 4 blog", [])]
