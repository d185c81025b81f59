"""What a person does to a page in a browser: press, follow, fill a date, and see what they are told."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect


def press(page: Page, name: str) -> None:
    """Press a button, or a link that looks like one; the last of them where a page has several."""
    page.get_by_role("button", name=name, exact=True).last.click()


def follow(page: Page, name: str) -> None:
    """Follow the first link that says so."""
    page.get_by_role("link", name=name).first.click()


def headed(page: Page, heading: str) -> None:
    """The page that is open has this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def told(page: Page, words: str) -> None:
    """The page says in its notice what was done."""
    expect(page.locator(".notice").filter(has_text=words)).to_be_visible()


def reads(page: Page, words: str) -> None:
    """The page says this somewhere."""
    expect(page.locator("main")).to_contain_text(words)


def silent_about(page: Page, words: str) -> None:
    """The page does not say this anywhere."""
    expect(page.locator("main")).not_to_contain_text(words)


def fill_date(page: Page, group: str, day: dt.date) -> None:
    """Fill the three boxes of a day."""
    box = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(label).fill(str(value))
