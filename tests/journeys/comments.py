"""What people do with the comments of a connected blog in the browser: connect, decide, report, and follow it.

Every step is what one person does at one sitting, and ends with what they are shown for it and what the blog shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.journeys.pressing import follow, headed, press, reads, told
from tests.journeys.running import SCHOOL, SITE, Running, look_until, look_until_said
from tests.plugins.wordpress import Post

DONE, NOT_YET = "Done on the blog", "Not yet done on the blog"

LOOKED_AT = {
    "teacher": ("queue", "queue/decided", "queue/settings", "comments/to-do", "appeals"),
    "ict_lead": (
        "",
        "hosts",
        "comments/figures",
        "reading",
        "reading/words/new",
        "reading/settings",
        "reading/names",
        "history",
    ),
    "dsl": ("queue", "concerns"),
}


def connection_of(stage: Running) -> str:
    """The address of the connection's page."""
    return f"{SCHOOL}/sites/{stage.site_id}/connection"


def queue_of(stage: Running) -> str:
    """The address of the queue with the journey's site alone."""
    return f"{SCHOOL}/queue?site={stage.site_id}"


def ict_lead_connects(stage: Running, login: str) -> None:
    """Through the guided page: a wrong password is told in plain words, the right one works."""
    page = stage.as_("ict_lead")
    page.goto(f"{SCHOOL}/sites/{stage.site_id}")
    page.goto(connection_of(stage))
    headed(page, "Connect the comments")
    stage.look(page, "ways to connect")
    press(page, "Connect the blog")
    stage.look(page, "connect a WordPress")
    page.get_by_label("Address of the blog’s front page").fill(stage.blog.url)
    page.get_by_label("Name of the account on the blog").fill(login)
    page.get_by_label("Application password").fill("abcd efgh ijkl mnop qrst uvwx")
    press(page, "Connect and test")
    told(page, "We are testing the connection now.")
    look_until_said(page, connection_of(stage), "The blog does not know the name with this password.")
    stage.look(page, "connection with a wrong password")
    follow(page, "Replace")
    stage.look(page, "replace the password")
    page.get_by_label("Application password").fill(stage.blog.passwords[login])
    press(page, "Save and test")
    look_until_said(page, connection_of(stage), "New comments come in by themselves.")
    stage.look(page, "connection that works")
    assert stage.blog.passwords[login] not in page.content()
    follow(page, "How to hold them")
    stage.look(page, "how to hold comments")


def ict_lead_checks_now(stage: Running, says: str) -> None:
    """The button starts a look by the worker, and the page tells what came of it."""
    page = stage.as_("ict_lead")
    page.goto(connection_of(stage))
    press(page, "Check now")
    told(page, "We are looking at the blog now.")
    look_until(
        page,
        connection_of(stage),
        lambda: page.get_by_text("being tested").count() == 0 and says in page.locator("main").inner_text(),
    )


def card(page: Page, author: str) -> Locator:
    """The card of the comment that shows this author."""
    return page.locator("#queue > .comment").filter(has=page.locator(".comment__who bdi", has_text=author))


def number_of(page: Page, author: str) -> int:
    """The product's own number of the comment by this author."""
    return int(str(card(page, author).get_attribute("data-comment")))


def sees_it_wait(stage: Running, key: str, author: str) -> Page:
    """A moderator's queue shows the comment."""
    page = stage.as_(key)
    look_until(page, queue_of(stage), lambda: card(page, author).count() == 1)
    return page


def publishes(stage: Running, page: Page, author: str) -> None:
    """One press, or one key."""
    card(page, author).get_by_role("button", name=re.compile("^Publish")).click()
    expect(card(page, author)).to_have_count(0)
    expect(page.locator("#last")).to_contain_text(f"Published: the comment by {author}.")


def are_published(stage: Running, on_blog: Mapping[str, int], says: str) -> dict[str, int]:
    """They come in, and a teacher publishes them by key; returns the product's own numbers once all are done."""
    ict_lead_checks_now(stage, says)
    page = stage.as_("teacher")
    look_until(page, queue_of(stage), lambda: all(card(page, name).count() for name in on_blog))
    ours = {name: number_of(page, name) for name in on_blog}
    for name in on_blog:
        card(page, name).focus()
        page.keyboard.press("p")
        expect(card(page, name)).to_have_count(0)
    for name, number in on_blog.items():
        comment_says(stage, "teacher", ours[name], DONE)
        assert stage.blog.status_of(number) == "approved"
    return ours


def publishes_together(stage: Running, page: Page, *authors: str) -> None:
    """Ticked, looked at, and published with a result for each."""
    for author in authors:
        card(page, author).get_by_role("checkbox").check()
    page.get_by_label("What to do with them").select_option(label="Publish")
    press(page, "Look before you decide")
    headed(page, "Publish several comments")
    stage.look(page, "several at once")
    press(page, f"Publish {len(authors)} comments")
    headed(page, "What became of them")
    stage.look(page, "what became of several")


def everybody_looks_around(stage: Running) -> None:
    """Every other page about comments, as they stand at the end."""
    for key, addresses in LOOKED_AT.items():
        page = stage.as_(key)
        for address in addresses:
            page.goto(f"{SCHOOL}/{address}")
            stage.look(page, f"{key} {address}")


def removes(stage: Running, page: Page, author: str, rule: str) -> None:
    """Under a rule that is chosen in the card, or on a page of its own where no scripts run."""
    card(page, author).get_by_role("link", name=re.compile("^Remove")).click()
    page.get_by_role("radio", name=re.compile(re.escape(rule))).check()
    press(page, "Remove it")
    expect(card(page, author)).to_have_count(0)
    expect(page.locator("#last")).to_contain_text("Removed under rule")


def comment_says(stage: Running, key: str, number: int, *words: str) -> Page:
    """The comment's own page says how far its decision has come: its line begins with the first of the words."""
    page = stage.as_(key)
    line = page.locator(".govuk-summary-list__row", has_text="How far it has come").locator("dd").first

    def is_so() -> bool:
        said = line.inner_text()
        return said.startswith(words[0]) and all(one in said for one in words[1:])

    look_until(page, f"{SCHOOL}/comments/{number}", is_so)
    return page


def parent_tells(stage: Running, address: str) -> tuple[Page, str]:
    """From the site's public page, without an account; returns the page and its private address."""
    page = stage.window()
    page.goto(f"{SCHOOL}/register")
    follow(page, SITE.name)
    stage.look(page, "the site on the public register")
    press(page, "Tell us about a comment or a page")
    headed(page, "Tell a grown-up")
    reads(page, "999")
    stage.look(page, "tell a grown-up")
    press(page, "Tell a grown-up")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    stage.look(page, "tell a grown-up with what is missing")
    page.get_by_label("It is rude or mean").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Where did you see it?").fill(address)
    page.get_by_label("Do you want to say more?").fill("It makes fun of my child’s picture.")
    press(page, "Tell a grown-up")
    headed(page, "A grown-up will look at it")
    stage.look(page, "what became of it, at first")
    return page, page.url


def shown(stage: Running, post: Post, words: str) -> bool:
    """Whether anybody can read these words on the blog."""
    return words in stage.blog.page(post)
