"""Official, was official, or not known; yes only from a positive match (7.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.recognition import RegisterEntry, Standing, Verdict, answer, covers


def _entry(site_id: int, typed: str, standing: Standing = Standing.OFFICIAL) -> RegisterEntry:
    address = canonicalise(typed)
    assert isinstance(address, Canonical)
    return RegisterEntry(site_id, f"Site {site_id}", address, standing)


REGISTER = (
    _entry(1, "https://blogs.example/year4"),
    _entry(2, "https://school.example"),
    _entry(3, "https://school.example/old-club", Standing.CLOSED),
    _entry(4, "https://x.com/holbrookschool"),
    _entry(5, "https://instagram.com/holbrook", Standing.PAUSED),
    _entry(6, "@holbrook@social.example"),
    _entry(7, "https://pages.example/show.php?id=7"),
    _entry(8, "https://twitter.com/oldholbrook", Standing.CLOSED),
    _entry(9, "https://old.example/reception", Standing.MOVED),
    _entry(9, "https://old.example/reception/blog"),
)
YES, WAS, NO = Verdict.OFFICIAL, Verdict.WAS_OFFICIAL, Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    ("pasted", "verdict", "site"),
    [
        pytest.param("https://blogs.example/year4", YES, 1, id="the site itself"),
        pytest.param("https://blogs.example/year4/2026/rivers", YES, 1, id="a page below it"),
        pytest.param("http://blogs.example/year4/", YES, 1, id="http for https"),
        pytest.param("https://BLOGS.example/year4?p=12", YES, 1, id="capitals and a parameter"),
        pytest.param("https://blogs.example/year4evil", NO, None, id="trailing parts on the name"),
        pytest.param("https://blogs.example/year4/../evil", NO, None, id="dots that lead out"),
        pytest.param("https://blogs.example/year4/%2e%2e/evil", NO, None, id="hidden dots that lead out"),
        pytest.param("https://blogs.example/year4;x", NO, None, id="a parameter on the name"),
        pytest.param("https://blogs.example/Year4", NO, None, id="another case may be another page"),
        pytest.param("https://blogs.example/", NO, None, id="the host of many blogs"),
        pytest.param("https://blogs.example/year5", NO, None, id="the neighbour's blog"),
        pytest.param("https://blogs.example:8080/year4", NO, None, id="another port"),
        pytest.param("https://school.example/any/page", YES, 2, id="any page of the school's own host"),
        pytest.param("https://www.school.example", YES, 2, id="with www"),
        pytest.param("https://blog.school.example", NO, None, id="a host below it is another host"),
        pytest.param("https://school.example.evil.example", NO, None, id="the school's host as a beginning"),
        pytest.param("https://evil.example/school.example", NO, None, id="the school's host as a path"),
        pytest.param("https://evil.example/?u=https://school.example", NO, None, id="the school's host as a parameter"),
        pytest.param("https://evil.example#school.example", NO, None, id="the school's host as a fragment"),
        pytest.param("https://school.example@evil.example", NO, None, id="the school's host as a user name"),
        pytest.param("https://sсhool.example", NO, None, id="a Cyrillic letter"),
        pytest.param("https://schooI.example", NO, None, id="a capital i for an l"),
        pytest.param("https://schoo1.example", NO, None, id="a one for an l"),
        pytest.param("https://scħool.example", NO, None, id="a letter with a stroke"),
        pytest.param("https://schooL.example", YES, 2, id="a capital of the same letter"),
        pytest.param("https://school.com", NO, None, id="another ending"),
        pytest.param("https://other-school.example", NO, None, id="another school"),
        pytest.param("https://school.example/old-club/page", WAS, 3, id="a closed page below an open host"),
        pytest.param("https://x.com/HolbrookSchool", YES, 4, id="the account"),
        pytest.param("https://mobile.twitter.com/holbrookschool", YES, 4, id="under the network's other names"),
        pytest.param("https://x.com/holbrookschool/status/1", NO, None, id="one post: it may be anybody's"),
        pytest.param("https://x.com/holbrook_school", NO, None, id="a look-alike handle"),
        pytest.param("https://x.com/holbrookschool1", NO, None, id="a longer handle"),
        pytest.param("https://instagram.com/holbrookschool", NO, None, id="the same name on another network"),
        pytest.param("@holbrookschool", NO, None, id="a name without its network"),
        pytest.param("https://instagram.com/holbrook", YES, 5, id="a paused account"),
        pytest.param("@holbrook@social.example", YES, 6, id="an account of a server"),
        pytest.param("https://social.example/@holbrook", YES, 6, id="its page"),
        pytest.param("@holbrook@other.example", NO, None, id="the same name on another server"),
        pytest.param("https://other.example/@holbrook@social.example", NO, None, id="shown by another server"),
        pytest.param("https://pages.example/show.php?id=7", YES, 7, id="a page made by a program"),
        pytest.param("https://pages.example/show.php?id=8", NO, None, id="the same program, somebody else's page"),
        pytest.param("https://pages.example/show.php?id=7&id=8", NO, None, id="and with both"),
        pytest.param("https://x.com/oldholbrook", WAS, 8, id="a closed account"),
        pytest.param("https://bit.ly/school", NO, None, id="a short link"),
        pytest.param("complete nonsense", NO, None, id="nonsense"),
        pytest.param("", NO, None, id="nothing"),
    ],
)
def test_the_answer(pasted: str, verdict: Verdict, site: int | None) -> None:
    found = answer(pasted, REGISTER)
    assert (found.verdict, found.entry.site_id if found.entry else None) == (verdict, site)
    assert found.sentence.endswith(".")


def test_a_chosen_network_makes_a_name_an_account() -> None:
    assert answer("holbrookschool", REGISTER, "x").verdict is YES
    assert answer("@holbrookschool", REGISTER, "instagram").verdict is NO


def test_http_is_matched_and_the_answer_says_that_the_schools_own_is_https() -> None:
    assert answer("http://blogs.example/year4", REGISTER).notes == (
        "The school's own address begins with https: https://blogs.example/year4",
    )
    assert answer("https://blogs.example/year4", REGISTER).notes == ()


def test_a_paused_site_is_said_to_be_paused_and_a_closed_one_to_be_closed() -> None:
    assert answer("https://instagram.com/holbrook", REGISTER).sentence == (
        "Yes. This is an official site of the school: Site 5. It is paused at the moment."
    )
    assert "It is closed" in answer("https://x.com/oldholbrook", REGISTER).sentence


def test_a_short_link_is_to_be_opened_and_the_final_address_pasted() -> None:
    found = answer("https://tinyurl.com/abc", REGISTER)
    assert found.refusal is not None
    assert found.refusal.code == "address_is_short_link"
    assert "paste the address you end up at" in found.sentence


@pytest.mark.parametrize(
    ("pasted", "site"),
    [
        ("https://schoo1.example", 2),
        ("https://school.example.evil.example", 2),
        ("https://school.com", 2),
        ("https://blogs.example/Year4", 1),
        ("https://blogs.example/year4evil", 1),
        ("https://x.com/holbrook_school", 4),
        ("@holbrookschool", 4),
        ("https://nothing.example.org", None),
    ],
)
def test_what_only_resembles_a_site_is_said_so(pasted: str, site: int | None) -> None:
    found = answer(pasted, REGISTER)
    assert found.verdict is NO
    assert (found.resembles.site_id if found.resembles else None) == site
    assert bool(found.notes) is (site is not None)


def test_an_open_site_decides_over_a_closed_one_at_the_same_address() -> None:
    register = (_entry(1, "https://school.example", Standing.CLOSED), _entry(2, "https://school.example"))
    assert answer("https://school.example", register).verdict is YES


def test_an_empty_register_knows_nothing() -> None:
    assert answer("https://school.example", ()).verdict is NO


SEGMENT = st.sampled_from(["year4", "year4evil", "a", "year"])


@given(st.lists(SEGMENT, max_size=3), st.lists(SEGMENT, max_size=4))
def test_a_site_covers_exactly_the_paths_that_begin_with_its_segments(site: list[str], pasted: list[str]) -> None:
    one, two = canonicalise("/".join(["a.example", *site])), canonicalise("/".join(["a.example", *pasted]))
    assert isinstance(one, Canonical)
    assert isinstance(two, Canonical)
    assert covers(one, two) == (pasted[: len(site)] == site)


def test_an_address_that_a_site_left_was_official_and_is_not_said_to_be_closed() -> None:
    found = answer("https://old.example/reception", REGISTER)
    assert found.verdict is WAS
    assert found.entry is not None
    assert found.entry.site_id == 9
    assert "no longer here" in found.sentence
    assert "closed" not in found.sentence


def test_the_site_that_stands_at_the_address_now_goes_before_the_one_that_left() -> None:
    register = (_entry(1, "https://blogs.example/a", Standing.MOVED), _entry(2, "https://blogs.example/a"))
    assert answer("https://blogs.example/a", register).verdict is YES
