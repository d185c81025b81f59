"""The queue in a real browser: by key, by thumb and without scripts; place and focus are kept over fifty decisions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.db import db
from governance.models import CommentClaim, CommentDecision, CommentOpening
from tests.factories import NOW
from tests.journeys.stage import PHONE, Stage
from tests.services.cast import live_site
from tests.services.comment_cast import comment_on, settle_flags
from tests.services.comments.cast import Blog, arrive, one

pytestmark = pytest.mark.journey

Beside = Callable[[Callable[[Session], object]], object]
FOCUS = "document.activeElement.closest('.comment')?.dataset.comment ?? null"
TOP = "Math.round(document.activeElement.getBoundingClientRect().top)"


@pytest.fixture
def beside(app: Flask) -> Beside:
    """Runs something on the rows beside the served product."""

    def run(act: Callable[[Session], object]) -> object:
        with app.app_context():
            engine = db.engines["default"].execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session:
            answer = act(session)
            session.commit()
        return answer

    return run


@pytest.fixture
def ids(stage: Stage, beside: Beside) -> dict[str, int]:
    """A commented blog of the stage's school."""
    made = beside(lambda session: comment_on(session, Blog(stage.cast, live_site(session, stage.cast))))
    assert isinstance(made, dict)
    return made


def many(session: Session, stage: Stage, number: int) -> None:
    """A blog with so many comments that wait, one like the other."""
    blog = Blog(stage.cast, live_site(session, stage.cast))
    arrive(session, blog, *(one(str(place), f"Comment number {place}") for place in range(number)), now=NOW)
    settle_flags(session)


def count_of(session: Session, table: type[CommentDecision] | type[CommentClaim] | type[CommentOpening]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_fifty_decisions_by_key_keep_the_focus_and_the_place(stage: Stage, beside: Beside) -> None:
    beside(lambda session: many(session, stage, 55))
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/queue")
    page.keyboard.press("n")
    expected = page.evaluate(FOCUS)
    for done in range(50):
        following = page.evaluate(
            "document.activeElement.closest('.comment').nextElementSibling?.dataset.comment ?? null"
        )
        top = page.evaluate(TOP)
        assert page.evaluate(FOCUS) == expected
        page.keyboard.press("p")
        expect(page.locator("#count")).to_contain_text(f"{54 - done} comment")
        expect(page.locator(".comment:focus")).to_have_count(1)
        if following is not None:
            assert abs(page.evaluate(TOP) - top) <= 2, f"the list jumped at decision {done}"
            assert page.evaluate(FOCUS) == following
        expected = page.evaluate(FOCUS)
    assert beside(lambda session: count_of(session, CommentDecision)) == 50
    expect(page.get_by_role("link", name="Queue 5 waiting")).to_be_visible()


def test_a_morning_by_key(stage: Stage, beside: Beside, ids: dict[str, int]) -> None:
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/queue")
    stage.look(page, "queue")
    page.keyboard.press("n")
    expect(page.locator(f"#card-{ids['risky']}")).not_to_contain_text("where do you live")
    page.keyboard.press("s")
    expect(page.locator(f"#card-{ids['risky']}")).to_contain_text("where do you live")
    assert beside(lambda session: count_of(session, CommentOpening)) == 1
    page.keyboard.press("h")
    expect(page.locator(f"#card-{ids['risky']}")).to_contain_text("It is hidden")
    stage.look(page, "queue after hiding")
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="1. Be kind.").first).to_be_focused()
    stage.look(page, "queue with the rules")
    page.keyboard.press("1")
    expect(page.locator("#last")).to_contain_text("Removed under rule 1")
    page.keyboard.press("u")
    expect(page.locator(f"#card-{ids['surname']}")).to_be_focused()
    expect(page.locator("#count")).to_contain_text("6 comments")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Undo my last decision")
    stage.look(page, "keys")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("2 ticked")
    page.get_by_role("button", name="Look before you decide").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish several comments")
    stage.look(page, "together")
    page.get_by_role("button", name="Publish 2 comments").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What became of them")
    stage.look(page, "together done")


def test_no_key_fires_while_somebody_types_or_when_they_are_off(
    stage: Stage, beside: Beside, ids: dict[str, int]
) -> None:
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/queue")
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.get_by_label("What do you want to ask?").fill("")
    page.get_by_label("What do you want to ask?").press_sequentially("phkr")
    expect(page.get_by_label("What do you want to ask?")).to_have_value("phkr")
    page.goto("/s/oak/queue/settings")
    stage.look(page, "settings")
    page.get_by_label("Use single keys in the queue").uncheck()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/queue")
    page.locator(f"#card-{ids['harmless']}").focus()
    page.keyboard.press("p")
    assert beside(lambda session: count_of(session, CommentDecision)) == 3
    assert page.locator(".comment kbd").count() == 0


def test_two_at_once_see_each_other_and_the_second_keeps_the_note(
    stage: Stage, beside: Beside, ids: dict[str, int]
) -> None:
    mine, theirs = stage.as_(stage.cast.teacher), stage.as_(stage.cast.second)
    theirs.goto("/s/oak/queue")
    theirs.locator(f"#card-{ids['unkind']}").focus()
    with theirs.expect_response("**/hold"):
        pass
    mine.goto("/s/oak/queue")
    expect(mine.locator(f"#card-{ids['unkind']}")).to_contain_text("second teacher has this open.")
    mine.locator(f"#card-{ids['unkind']}").focus()
    mine.keyboard.press("r")
    mine.get_by_label("Note for the record (optional)").fill("rude")
    theirs.keyboard.press("p")
    expect(theirs.locator("#last")).to_contain_text("Published")
    mine.get_by_role("radio", name="1. Be kind.").first.check()
    mine.get_by_role("button", name="Remove it").click()
    card = mine.locator(f"#card-{ids['unkind']}")
    expect(card).to_contain_text("second teacher published a comment")
    expect(card.get_by_role("textbox")).to_have_value("rude")
    stage.look(mine, "somebody was quicker")
    assert beside(lambda session: claims_on(session, ids["unkind"])) == 0


def claims_on(session: Session, comment_id: int) -> int:
    held = sa.select(sa.func.count()).where(CommentClaim.comment_id == comment_id)
    return session.scalar(held) or 0


def test_without_scripts_every_decision_is_a_page_and_the_place_is_kept(stage: Stage, beside: Beside) -> None:
    stage.scripts, stage.width = False, PHONE
    made = beside(lambda session: comment_on(session, Blog(stage.cast, live_site(session, stage.cast))))
    assert isinstance(made, dict)
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/queue")
    stage.look(page)
    card = page.locator(f"#card-{made['surname']}")
    card.get_by_role("link", name="Remove…").click()
    stage.look(page)
    page.get_by_label("1. Be kind.").first.check()
    page.get_by_role("button", name="Remove it").click()
    assert page.url.endswith(f"/s/oak/queue#card-{made['unkind']}")
    expect(page.locator(f"#card-{made['unkind']}")).to_be_in_viewport()
    page.get_by_role("button", name="Undo").click()
    assert page.url.endswith(f"#card-{made['surname']}")
    page.locator(f"#card-{made['risky']}").get_by_role("button", name="Hide, tell safeguarding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is hidden")
    page.get_by_label("What did you see?").fill("Somebody asked where she lives.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#count")).to_contain_text("6 comments")


def test_every_page_of_the_queue_fits_and_is_accessible(stage: Stage, ids: dict[str, int]) -> None:
    page: Page = stage.as_(stage.cast.second)
    for address in (
        "queue/decided",
        "queue?urgency=abusive",
        "queue?words=nothing+like+that",
        f"comments/{ids['removed']}",
        f"comments/{ids['hidden']}",
        f"comments/{ids['surname']}/ask",
        f"comments/{ids['surname']}/hand-on",
        f"comments/{ids['hidden']}/hidden",
    ):
        page.goto(f"/s/oak/{address}")
        stage.look(page, address)
