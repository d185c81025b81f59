"""Fills a form by the names of its fields, where a journey is about what follows and not about the labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from playwright.sync_api import Page

Filled = str | dt.date | list[str]


def fill(page: Page, answers: Mapping[str, Filled]) -> None:
    """Fill, choose or tick: a text, one option or several by their values, or the three boxes of a day."""
    for name, answer in answers.items():
        fields = page.locator(f'main [name="{name}"]')
        kind = fields.first.get_attribute("type")
        if isinstance(answer, dt.date):
            for box, number in zip(fields.all(), (answer.day, answer.month, answer.year), strict=True):
                box.fill(str(number))
        elif kind in ("radio", "checkbox"):
            for value in [answer] if isinstance(answer, str) else answer:
                page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif fields.first.evaluate("one => one.tagName") == "SELECT":
            fields.first.select_option(answer)
        else:
            fields.first.fill(str(answer))
