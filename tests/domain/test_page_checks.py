"""What is wrong with a site's page, when it is said, and when it is looked at again (7.1, A.4.1, A.4.7)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.comments.trouble import TROUBLES
from governance.domain.page_checks import (
    Claimed,
    Doubts,
    NotTold,
    PageFault,
    PageSeen,
    after_look,
    after_settling,
    cannot_be_looked_at,
    faults_of,
    of_trouble,
)
from governance.domain.page_marks import is_same_owner, mark_of, name_in
from governance.domain.page_turns import next_look_in_doubt, next_page_look, next_page_try

NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
HOUR, DAY, WEEK = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(weeks=1)
BLOG = "https://blogs.example/year4"
RULES, SCHOOL = f"{BLOG}/rules", "https://school.example"
OURS = mark_of({"site_name": "Year 4 blog", "title": "Frogs – Year 4 blog"})
SEEN = PageSeen(f"{BLOG}/", OURS, frozenset({f"{RULES}/", f"{SCHOOL}/"}), rules_answer=True)


def _claimed(address: str = BLOG, **changed: str) -> Claimed:
    return Claimed(**{"address": address, "owner_mark": OURS, "rules_link": RULES, "school_link": SCHOOL, **changed})


def _seen(**changed: object) -> PageSeen:
    known = {"led_to": SEEN.led_to, "mark": OURS, "links": SEEN.links, "rules_answer": True}
    return PageSeen(**{**known, **changed})  # type: ignore[arg-type]  # The names are spelled out in each case.


@pytest.mark.parametrize(
    ("claimed", "seen", "faults"),
    [
        pytest.param(_claimed(), SEEN, (), id="as it was approved"),
        pytest.param(_claimed(), _seen(led_to=f"{BLOG}/home/"), (), id="it leads to a page below its own"),
        pytest.param(_claimed(), _seen(led_to="http://www.blogs.example/year4"), (), id="another spelling of the same"),
        pytest.param(
            _claimed("https://blogs.example/Year4"), SEEN, (), id="its host leads to the same in small letters"
        ),
        pytest.param(_claimed(), _seen(led_to="https://other.example/"), ("leads_elsewhere",), id="it moved hosts"),
        pytest.param(_claimed(), _seen(led_to="https://blogs.example/"), ("leads_elsewhere",), id="the host's front"),
        pytest.param(
            _claimed(),
            _seen(led_to="https://blogs.example/wp-login.php"),
            ("leads_elsewhere",),
            id="it asks to sign in",
        ),
        pytest.param(_claimed(), _seen(links=frozenset({SCHOOL})), ("rules_not_linked",), id="no link to its rules"),
        pytest.param(_claimed(), _seen(rules_answer=False), ("rules_do_not_answer",), id="its rules do not open"),
        pytest.param(_claimed(), _seen(rules_answer=None), (), id="whether its rules open could not be told"),
        pytest.param(
            _claimed(rules_link=BLOG), _seen(links=frozenset({SCHOOL})), (), id="the rules stand on the page itself"
        ),
        pytest.param(
            _claimed(),
            _seen(links=frozenset({RULES}), school_links_here=False),
            ("no_way_to_school",),
            id="neither links to the other",
        ),
        pytest.param(
            _claimed(), _seen(links=frozenset({RULES}), school_links_here=True), (), id="the school links to it"
        ),
        pytest.param(
            _claimed(), _seen(links=frozenset({RULES})), (), id="the school's website could not be read just now"
        ),
        pytest.param(
            _claimed(school_link=f"{BLOG}/logo"),
            _seen(links=frozenset({RULES}), school_links_here=False),
            (),
            id="only the logo's place was recorded",
        ),
        pytest.param(
            _claimed(rules_link="", school_link=""),
            _seen(links=frozenset()),
            (),
            id="nothing was evidenced with a link",
        ),
        pytest.param(
            _claimed(),
            _seen(mark=mark_of({"site_name": "Cheap pills", "title": "Pills | Cheap pills"})),
            ("another_owner",),
            id="every name is another",
        ),
        pytest.param(_claimed(), _seen(mark=""), (), id="it names itself no more: nothing to compare"),
        pytest.param(_claimed(owner_mark=""), SEEN, (), id="the first look compares nothing"),
        pytest.param(
            _claimed("http://10.1.2.3/blog", rules_link="", school_link=""),
            _seen(led_to="http://10.1.2.3/blog/x"),
            (),
            id="an address in numbers on the school's own network",
        ),
        pytest.param(
            _claimed("http://10.1.2.3/blog", rules_link="", school_link=""),
            _seen(led_to="http://10.1.2.4/blog"),
            ("leads_elsewhere",),
            id="another one in numbers",
        ),
        pytest.param(
            _claimed("https://www.youtube.com/@oakschool", rules_link="", school_link=""),
            _seen(led_to="https://www.youtube.com/@OakSchool/featured"),
            (),
            id="an account under its handle",
        ),
        pytest.param(
            _claimed("https://www.youtube.com/@oakschool", rules_link="", school_link=""),
            _seen(led_to="https://www.youtube.com/@someoneelse"),
            ("another_owner",),
            id="an account that leads to another handle",
        ),
    ],
)
def test_what_is_wrong_with_a_page(claimed: Claimed, seen: PageSeen, faults: tuple[str, ...]) -> None:
    assert faults_of(claimed, seen) == faults


def test_a_network_that_puts_its_own_page_in_front_tells_nothing() -> None:
    claimed = _claimed("https://www.youtube.com/@oakschool")
    assert faults_of(claimed, _seen(led_to="https://consent.youtube.com/m?x=1")) is NotTold.SIGNED_IN_ONLY


@pytest.mark.parametrize(
    ("address", "platform", "why"),
    [
        pytest.param("https://www.facebook.com/oakschool", "facebook", "signed_in_only", id="Facebook"),
        pytest.param("https://x.com/oakschool", "", "signed_in_only", id="X, though nobody chose the network"),
        pytest.param("@oakschool", "instagram", "signed_in_only", id="a name on Instagram"),
        pytest.param("@oak@social.example", "mastodon", "no_page", id="only a name"),
        pytest.param("https://blogs.example/year4", "", None, id="a page"),
        pytest.param("https://www.youtube.com/@oakschool", "youtube", None, id="a network that anybody can read"),
    ],
)
def test_pages_that_nobody_can_see_without_signing_in_are_not_asked_for(
    address: str, platform: str, why: str | None
) -> None:
    assert cannot_be_looked_at(address, platform) == why


def test_only_an_answer_that_is_missing_or_broken_is_a_fault_of_the_page() -> None:
    faults = {code for code in TROUBLES if of_trouble(code) is PageFault.DOES_NOT_ANSWER}
    assert faults == {"not_reachable", "server_error", "moved", "page_gone"}
    assert of_trouble("blocked") is NotTold.TURNED_AWAY
    assert of_trouble("too_slow") is NotTold.TOO_SLOW
    assert of_trouble("not_wordpress") is NotTold.FAILED_HERE


def test_a_fault_is_said_when_three_looks_over_half_a_day_have_seen_it() -> None:
    doubts = after_look(Doubts(), ("does_not_answer",), NOW)
    assert (doubts.said, doubts.said_since) == ((), None)
    doubts = after_look(doubts, ("does_not_answer",), NOW + 2 * HOUR)
    assert doubts.said == ()
    doubts = after_look(doubts, ("does_not_answer",), NOW + 12 * HOUR)
    assert (doubts.said, doubts.said_since) == (("does_not_answer",), NOW)
    assert after_look(doubts, (), NOW + DAY) == Doubts()


def test_looks_asked_for_in_a_hurry_say_nothing_yet() -> None:
    doubts = Doubts()
    for minute in range(10):
        doubts = after_look(doubts, ("does_not_answer",), NOW + dt.timedelta(minutes=minute))
    assert doubts.said == ()


def test_a_gap_begins_the_count_again() -> None:
    doubts = after_look(Doubts(), ("does_not_answer",), NOW)
    doubts = after_look(doubts, ("does_not_answer", "rules_not_linked"), NOW + 2 * HOUR)
    doubts = after_look(doubts, ("rules_not_linked",), NOW + 12 * HOUR)
    assert doubts.looks == {"rules_not_linked": 2}
    assert doubts.said == ()


SAID = Doubts({"another_owner": 3}, NOW - DAY, ("another_owner",), NOW - DAY)


def test_what_a_person_found_fine_is_unsaid_until_it_holds_by_itself_or_the_page_changes() -> None:
    settled = after_settling(SAID)
    assert (settled.said, settled.said_since, settled.settled) == ((), None, ("another_owner",))
    again = after_look(settled, ("another_owner",), NOW)
    assert (again.said, again.settled) == ((), ("another_owner",))
    assert after_look(again, (), NOW).settled == ()
    changed = after_look(again, ("another_owner",), NOW, is_changed=True)
    assert (changed.said, changed.settled) == (("another_owner",), ())


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        pytest.param({"title": "Frogs – Year 4 blog"}, {"title": "Year 4 blog | Bread"}, True, id="a new headline"),
        pytest.param({"title": "Year 4 blog"}, {"title": "YEAR 4  BLOG"}, True, id="capitals"),
        pytest.param({"title": "Year 4 blog"}, {"title": "Pills"}, False, id="another title and nothing else"),
        pytest.param(
            {"site_name": "Year 4", "title": "Year 4"}, {"site_name": "Year 4", "title": "Maps"}, True, id="one stays"
        ),
        pytest.param({"site_name": "Year 4"}, {"title": "Pills"}, None, id="nothing in common to compare"),
        pytest.param({}, {"title": "Pills"}, None, id="nothing was known"),
        pytest.param({"me": "https://m.example/@a"}, {"me": "https://m.example/@b"}, False, id="another me"),
    ],
)
def test_whose_page_it_is(before: dict[str, str], after: dict[str, str], same: bool | None) -> None:
    assert is_same_owner(mark_of(before), mark_of(after)) is same


def test_a_mark_is_short_whatever_a_page_says_of_itself() -> None:
    mark = mark_of({"site_name": "x" * 5_000, "title": "a\nme: https://evil.example", "feed": "  "})
    assert mark == f"site_name: {'x' * 60}\ntitle: a me: https://evil.example"
    assert name_in(mark) == "x" * 60


def test_pages_that_are_fine_are_spread_over_the_week() -> None:
    moments = {next_page_look(number, NOW) for number in range(300)}
    assert len(moments) == 300
    assert min(moments) >= NOW + WEEK / 2
    assert max(moments) < NOW + WEEK * 1.5
    again = next_page_look(7, next_page_look(7, NOW))
    assert again - next_page_look(7, NOW) == WEEK


def test_what_is_in_doubt_is_looked_at_sooner_and_what_is_said_daily() -> None:
    def after(looks: int, settled: tuple[str, ...] = ()) -> dt.timedelta:
        doubts = Doubts({"does_not_answer": looks}, NOW, settled=settled)
        return next_look_in_doubt(1, doubts, NOW, NOW) - NOW

    assert [after(1), after(2), after(3), after(9)] == [2 * HOUR, 10 * HOUR, DAY, DAY]
    assert after(9, ("does_not_answer",)) >= WEEK / 2


def test_a_page_that_could_not_be_read_is_asked_for_less_and_less_and_when_it_said() -> None:
    waits = [next_page_try(1, NotTold.TURNED_AWAY, tries, NOW, None) - NOW for tries in (1, 2, 3, 4, 9)]
    assert waits == [HOUR, 6 * HOUR, DAY, WEEK, WEEK]
    assert next_page_try(1, NotTold.ASKED_TO_WAIT, 1, NOW, 5 * HOUR) == NOW + 5 * HOUR
    assert next_page_try(1, NotTold.SIGNED_IN_ONLY, 1, NOW, None) >= NOW + WEEK / 2
