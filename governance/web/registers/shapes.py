"""What a register's list and one of its records look like, as data that two templates show.

A cell is words, a link, a button or a tag with words.  May not import services, queries or models.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.web.fields import ProductForm
from governance.web.words import date_words


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """A state as a tag, and perhaps words after it."""

    text: str
    tone: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that posts; ``about`` tells two alike apart for who cannot see them."""

    text: str
    action: str
    about: str = ""
    seen: int | None = None
    kind: str = "secondary"


Shown = str | Linked | Tagged | Pressed


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record: a heading, lines of words with a button each, or why there are none."""

    title: str
    lines: Sequence[tuple[Shown, str, Pressed | None]] = ()
    nothing: str = ""
    link: Linked | None = None


@dataclass(frozen=True, slots=True)
class FileWays:
    """A register's ways in and out as a file: where a list is brought in, or nothing, and the files to take away."""

    bring_in: str
    takes: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class RegisterList:
    """One register's list: the rule that it applies, what can be done, and its lines."""

    h1: str
    rule: str
    clause: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Shown]]
    nothing: tuple[str, str]
    links: tuple[Linked, ...] = ()
    files: FileWays | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """One record: where it stands, what is known, its parts, what can be done, and what happened to it."""

    h1: str
    caption: str
    back: Linked
    state: Tagged | None
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part] = ()
    links: tuple[Linked, ...] = ()
    buttons: tuple[Pressed, ...] = ()
    events: Sequence[Any] = field(default_factory=tuple)
    warning: str = ""


def show_list(page: RegisterList) -> ResponseReturnValue:
    """Answer with a register's list."""
    return render_template("registers/list.html", page=page)


def show_record(page: RegisterRecord) -> ResponseReturnValue:
    """Answer with one record."""
    return render_template("registers/record.html", page=page)


def show_form(
    form: ProductForm,
    h1: str,
    button: str,
    back: Linked,
    *,
    lead: str = "",
    warning: str = "",
    rule: tuple[str, str] = ("", ""),
) -> ResponseReturnValue:
    """Answer with a form; one that was sent and not taken is 422.  ``rule`` is the rule that it applies, its clause."""
    answer = render_template(
        "registers/form.html", form=form, h1=h1, button_text=button, back_to=back, lead=lead, caution=warning, rule=rule
    )
    return (answer, 422) if form.is_submitted() else answer


def day(value: dt.date | None, otherwise: str = "") -> str:
    """Return a day as people say it, or ``otherwise``."""
    return otherwise if value is None else date_words(value)
