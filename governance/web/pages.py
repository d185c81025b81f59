"""What stands around every page: the school, the person, the way about, and the foot.

Decides nothing about permission: a link is offered here, and the route it leads to refuses by itself (DESIGN 9).
Whoever knows the signed-in person and the school registers one function with ``describe_pages_with``; the layout reads
what it answers.  May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g

DEFAULT_COLOUR = "#1d4f73"
"""The colour of a school that has not chosen one, as ``#rrggbb``."""

UK_TIME = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Link:
    """One way to go.  ``count`` is what waits behind it; ``None`` shows no number."""

    text: str
    href: str
    current: bool = False
    count: int | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class SchoolFrame:
    """A school as its pages show it.  ``colour`` is ``#rrggbb``; addresses are on this site."""

    name: str
    home: str
    colour: str = DEFAULT_COLOUR
    logo: str | None = None
    zone: ZoneInfo = UK_TIME


@dataclass(frozen=True, slots=True)
class PersonFrame:
    """The signed-in person as their pages show them.  ``role`` is in words; addresses are on this site."""

    name: str
    role: str
    sign_out: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Worry:
    """The way for a worry: a question, and the link that answers it."""

    question: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Everything around a page's own content.

    ``schools`` are the other schools a person belongs to; ``worry`` is the way for whoever is worried, and
    nothing is shown without it.  ``foot`` holds the links under the page.
    """

    school: SchoolFrame | None = None
    person: PersonFrame | None = None
    navigation: tuple[Link, ...] = ()
    schools: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    worry: Worry | None = None
    product: str = "School sites"


BARE = PageFrame()
"""The frame of a page that may ask nobody: the error page, or the page before anybody has signed in."""

Describer = Callable[[], PageFrame]
_EXTENSION = "governance-page-frame"


def describe_pages_with(app: Flask, describer: Describer) -> None:
    """Let ``describer`` say, once per request, what stands around its page."""
    app.extensions[_EXTENSION] = describer


def page_frame() -> PageFrame:
    """Answer the frame of this request.  It is asked for once and kept, because every macro may want it."""
    frame: PageFrame | None = g.get("page_frame")
    if frame is None:
        describer: Describer | None = current_app.extensions.get(_EXTENSION)
        g.page_frame = frame = describer() if describer is not None else BARE
    return frame


def use_bare_frame() -> None:
    """Show the rest of this request without asking who is there, because asking may be what failed."""
    g.page_frame = BARE


def school_zone() -> ZoneInfo:
    """Answer the time zone in which this page's times are said."""
    school = page_frame().school
    return school.zone if school is not None else UK_TIME
