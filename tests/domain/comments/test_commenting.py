"""Commenting on a paused site: where a wish begins, when a person is asked, and whose task it is, written out."""

from __future__ import annotations

import pytest

from governance.domain.comments.commenting import asks_a_person, first_standing, is_theirs, ticking_refusals
from governance.domain.comments.commenting_steps import steps_by_hand
from governance.domain.comments.trouble import TROUBLES
from governance.domain.comments.words import Commenting, Delivery

OPEN, CLOSED = Commenting.OPEN, Commenting.CLOSED


@pytest.mark.parametrize(
    ("wanted", "says", "pushed", "by_hand", "remembered", "begins"),
    [
        pytest.param(CLOSED, None, True, False, False, "waiting", id="a connection is asked to close"),
        pytest.param(CLOSED, CLOSED, True, False, True, "waiting", id="even where it is closed: an older push may run"),
        pytest.param(CLOSED, None, False, False, False, "task", id="without a connection a person closes it"),
        pytest.param(CLOSED, OPEN, False, False, False, "task", id="and closes it again at the next pause"),
        pytest.param(CLOSED, CLOSED, False, True, False, "confirmed", id="nobody opened it yet: it is closed still"),
        pytest.param(OPEN, CLOSED, True, False, True, "waiting", id="what we closed, we open"),
        pytest.param(OPEN, None, True, False, False, "waiting", id="closing may be under way: it is settled there"),
        pytest.param(OPEN, CLOSED, True, True, False, "task", id="what a person closed, a person opens"),
        pytest.param(OPEN, CLOSED, True, True, True, "task", id="the same where we closed some of it"),
        pytest.param(OPEN, CLOSED, False, True, False, "task", id="the same without a connection"),
        pytest.param(OPEN, CLOSED, False, False, True, "task", id="the connection that closed it is gone"),
        pytest.param(OPEN, None, False, False, False, "nothing_to_do", id="nobody closed it, so nobody opens it"),
        pytest.param(OPEN, CLOSED, False, False, False, "nothing_to_do", id="no post took comments before the pause"),
    ],
)
def test_where_a_wish_begins(
    wanted: Commenting, says: Commenting | None, pushed: bool, by_hand: bool, remembered: bool, begins: str
) -> None:
    found = first_standing(wanted, says, is_pushed=pushed, by_hand=by_hand, is_remembered=remembered)
    assert found == Delivery(begins)


@pytest.mark.parametrize(
    ("trouble", "tries", "asked"),
    [
        pytest.param("not_reachable", 1, False, id="a blog that is down is tried again"),
        pytest.param("not_reachable", 4, False, id="and again"),
        pytest.param("not_reachable", 5, True, id="after five tries in vain a person is asked as well"),
        pytest.param("cannot_close_commenting", 1, True, id="missing power does not come by waiting"),
        pytest.param("too_much_power", 1, True, id="an administrator's account is not used"),
        pytest.param("blog_is_shared", 1, True, id="another site's posts are left alone"),
        pytest.param("post_text_changed", 1, True, id="a blog that alters posts is left alone"),
        pytest.param("commenting_not_changed", 1, True, id="a blog that says yes and does nothing"),
        pytest.param("password_thrown_away", 1, True, id="a leaver's password is gone"),
        pytest.param("rate_limited", 1, False, id="a blog that is busy"),
    ],
)
def test_when_a_person_is_asked(trouble: str, tries: int, asked: bool) -> None:
    assert trouble in TROUBLES
    assert asks_a_person(trouble, tries) is asked


@pytest.mark.parametrize(
    ("administrator", "lead", "has_administrators", "late", "theirs"),
    [
        pytest.param(True, False, True, False, True, id="the site's administrators from the start"),
        pytest.param(False, True, True, False, False, id="the ICT lead not while somebody runs the site"),
        pytest.param(False, True, True, True, True, id="the ICT lead when it is late"),
        pytest.param(False, True, False, False, True, id="the ICT lead at once where nobody runs the site"),
        pytest.param(False, False, False, True, False, id="nobody else"),
    ],
)
def test_whose_task_it_is(administrator: bool, lead: bool, has_administrators: bool, late: bool, theirs: bool) -> None:
    found = is_theirs(
        is_administrator=administrator, is_ict_lead=lead, has_administrators=has_administrators, is_late=late
    )
    assert found is theirs


@pytest.mark.parametrize(
    ("may", "delivery", "newest", "codes"),
    [
        pytest.param(True, Delivery.TASK, True, [], id="a task that is open"),
        pytest.param(False, Delivery.TASK, True, ["not_yours_to_do"], id="somebody who does not run the site"),
        pytest.param(True, Delivery.TASK, False, ["task_is_over"], id="another wish came meanwhile"),
        pytest.param(True, Delivery.WAITING, True, ["task_is_over"], id="it is on its way by itself"),
        pytest.param(False, None, False, ["not_yours_to_do", "task_is_over"], id="every reason at once"),
    ],
)
def test_why_a_task_cannot_be_ticked_off(may: bool, delivery: Delivery | None, newest: bool, codes: list[str]) -> None:
    assert [one.code for one in ticking_refusals(may=may, delivery=delivery, is_newest=newest)] == codes


def test_the_steps_are_those_of_the_host() -> None:
    assert "Settings, then Discussion" in steps_by_hand(CLOSED, is_wordpress=True)[0]
    assert "Allow people to submit comments" in steps_by_hand(OPEN, is_wordpress=True)[0]
    assert not any("Discussion" in step for step in steps_by_hand(CLOSED, is_wordpress=False))
    assert "closed already" in " ".join(steps_by_hand(OPEN, is_wordpress=True))
