"""Comments of a real blog, from the connection to what everybody sees there, with the blog stopped in the middle.

The product runs as it is started by `make run`, the blog is a real WordPress, and everything is done in a real browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import comments
from tests.journeys.comments import DONE, NOT_YET
from tests.journeys.pressing import press, reads, silent_about, told
from tests.journeys.running import SCHOOL, Running, go_live_on, look_until_said
from tests.plugins.wordpress import Blog, Post
from tests.soak.product import Product

pytestmark = pytest.mark.journey

SURNAME = "My cousin Lowri Pendragon made the best dragon of all!"
FIRST = {
    "Grandad": "The purple dragon has lovely wings. How long did it take?",
    "Owen": "That one looks like a squashed potato to me.",
    "Carys": "The green one breathes real smoke in our kitchen.",
}
WHILE_DOWN = {
    "Nia": "We read this one together at bedtime.",
    "Twm": "Is that Tomos Hargreaves holding it?",
}
LAST = {
    "Ivy": "Our cat is scared of the red one.",
    "Jac": "Please make a snow dragon next.",
    "Ken": "The tail is my favourite part.",
}
WORKS, DOWN = "New comments come in by themselves.", "The blog did not answer."


@pytest.fixture
def stage(wordpress: Blog, browser: Browser, tmp_path: Path) -> Iterator[Running]:
    """The product, allowed to reach the blog, with a live site that the blog is going to be."""
    database = f"sqlite:///{tmp_path / 'governance.sqlite3'}"
    host, port = wordpress.place
    product = Product(tmp_path / "data", database, {"GOVERNANCE_HOSTS_ALLOWED": f"{host}:{port}"})
    try:
        running = Running(product, wordpress, browser, go_live_on(database))
        yield running
        running.close()
    finally:
        product.remove()


def test_what_is_decided_here_happens_on_the_blog(stage: Running) -> None:
    blog = stage.blog
    post = blog.post("Our dragons")
    comments.ict_lead_connects(stage, "editor")
    the_one_with_a_surname_is_never_shown(stage, post)

    on_blog = {name: blog.comment(post, words, name=name) for name, words in FIRST.items()}
    ours = comments.are_published(stage, on_blog, WORKS)
    assert all(comments.shown(stage, post, words) for words in FIRST.values())
    parent, private = comments.parent_tells(stage, f"{post.address}#comment-{on_blog['Owen']}")
    the_other_moderator_removes(stage, ours["Owen"], on_blog["Owen"])
    assert not comments.shown(stage, post, FIRST["Owen"])
    look_until_said(parent, private, "It was taken away")
    reads(parent, "A grown-up at the school looked at it and took it away.")
    silent_about(parent, "Owen")
    silent_about(parent, "Thornton")
    stage.look(parent, "what became of it, at last")

    what_is_decided_while_it_is_down_happens_later(stage, post, on_blog, ours)
    it_works_without_scripts(stage, post)
    comments.everybody_looks_around(stage)
    verified = stage.product.command("audit-verify")
    assert (verified.returncode, verified.stdout.splitlines()[-1]) == (0, "The audit holds."), verified.stderr


def the_one_with_a_surname_is_never_shown(stage: Running, post: Post) -> None:
    """It waits on the blog, is marked in the queue, and is removed under a rule."""
    number = stage.blog.comment(post, SURNAME, name="Seren")
    assert stage.blog.status_of(number) == "hold"
    assert not comments.shown(stage, post, SURNAME)
    comments.ict_lead_checks_now(stage, WORKS)
    page = comments.sees_it_wait(stage, "teacher", "Seren")
    expect(comments.card(page, "Seren").locator("mark")).to_have_text(["Lowri Pendragon"])
    expect(comments.card(page, "Seren")).to_contain_text("Names or locates a child")
    expect(comments.card(page, "Seren")).to_contain_text("waiting on the blog, not shown")
    stage.look(page, "queue with a surname")
    named = comments.number_of(page, "Seren")
    comments.removes(stage, page, "Seren", "Never write your last name")
    page = comments.comment_says(stage, "teacher", named, DONE)
    reads(page, "Taken off the blog")
    stage.look(page, "comment that was removed")
    assert stage.blog.status_of(number) == "trash"
    assert not comments.shown(stage, post, SURNAME)


def the_other_moderator_removes(stage: Running, ours: int, on_blog: int) -> None:
    """What was reported comes back to the moderator who did not publish it."""
    page = stage.as_("teacher")
    page.goto(comments.queue_of(stage))
    expect(comments.card(page, "Owen")).to_have_count(0)
    page = comments.sees_it_wait(stage, "assistant", "Owen")
    expect(comments.card(page, "Owen")).to_contain_text("Everybody can see it now")
    expect(comments.card(page, "Owen")).to_contain_text("Somebody says that it is rude or mean")
    stage.look(page, "queue with what was reported")
    comments.removes(stage, page, "Owen", "Be kind.")
    comments.comment_says(stage, "assistant", ours, DONE)
    assert stage.blog.status_of(on_blog) == "trash"


def what_is_decided_while_it_is_down_happens_later(
    stage: Running, post: Post, on_blog: dict[str, int], ours: dict[str, int]
) -> None:
    """Nothing that was decided is lost: it says that it is not done, when it is tried again, and then is done."""
    blog = stage.blog
    on_blog |= {name: blog.comment(post, words, name=name) for name, words in WHILE_DOWN.items()}
    comments.ict_lead_checks_now(stage, WORKS)
    page = comments.sees_it_wait(stage, "teacher", "Twm")
    ours |= {name: comments.number_of(page, name) for name in WHILE_DOWN}
    with blog.down():
        comments.publishes(stage, page, "Nia")
        comments.removes(stage, page, "Twm", "Never write your last name")
        page.goto(f"{SCHOOL}/comments/{ours['Carys']}")
        press(page, "Undo")
        told(page, "Undone: the comment waits again.")
        for name in ("Nia", "Twm", "Carys"):
            comments.comment_says(stage, "teacher", ours[name], NOT_YET, "We try again on", DOWN)
            stage.look(page, f"{name} is not done yet")
        page.goto(f"{SCHOOL}/comments/to-do")
        reads(page, "We try again on")
        stage.look(page, "to do while the blog is down")
        comments.ict_lead_checks_now(stage, DOWN)
        stage.look(stage.as_("ict_lead"), "connection while the blog is down")
    comments.ict_lead_checks_now(stage, WORKS)
    for name, state in (("Nia", "approved"), ("Twm", "trash"), ("Carys", "hold")):
        comments.comment_says(stage, "teacher", ours[name], DONE)
        assert blog.status_of(on_blog[name]) == state
    assert comments.shown(stage, post, WHILE_DOWN["Nia"])
    assert not comments.shown(stage, post, WHILE_DOWN["Twm"])
    assert not comments.shown(stage, post, FIRST["Carys"])
    assert comments.shown(stage, post, FIRST["Grandad"])


def it_works_without_scripts(stage: Running, post: Post) -> None:
    """Decide, undo, and several at once."""
    blog = stage.blog
    on_blog = {name: blog.comment(post, words, name=name) for name, words in LAST.items()}
    comments.ict_lead_checks_now(stage, WORKS)
    stage.scripts = False
    page = comments.sees_it_wait(stage, "assistant", "Ken")
    ours = {name: comments.number_of(page, name) for name in LAST}
    comments.publishes(stage, page, "Ken")
    press(page, "Undo")
    told(page, "Undone: the comment waits again.")
    page.goto(comments.queue_of(stage))
    comments.removes(stage, page, "Ken", "Write about the page you are on.")
    comments.publishes_together(stage, page, "Ivy", "Jac")
    for name, state in (("Ivy", "approved"), ("Jac", "approved"), ("Ken", "trash")):
        comments.comment_says(stage, "assistant", ours[name], DONE)
        assert blog.status_of(on_blog[name]) == state
    stage.scripts = True
