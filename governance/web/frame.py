"""What stands around the pages of a signed-in person: their school, the way about with what waits, and their sign-out.

A link is offered where the person has the permission that its page asks for; the page refuses by itself all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from governance.db import db
from governance.domain.access import Actor, Permission, may
from governance.models import School
from governance.web.entry import own_schools
from governance.web.pages import Link as FrameLink
from governance.web.pages import PageFrame, PersonFrame, SchoolFrame, Worry, describe_pages_with


@dataclass(frozen=True, slots=True)
class Question:
    """A query for a number that is put together once, and what it has to be told; the same name says the same."""

    query: sa.ScalarSelect[int]
    told: Mapping[str, Any]


Count = int | sa.ScalarSelect[int] | Question
"""A number that the request knows already, or the question for it: the frame asks all its questions at once."""


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the way about: its words, its endpoint, the permission it needs and what counts what waits."""

    text: str
    endpoint: str
    permission: Permission
    count: Callable[[Actor], Count | None] | None = None


WAYS: list[Way] = []
"""Every area adds its own entry when its pages are installed."""

FIRST = (
    "home.home",
    "queue.queue",
    "concerns.concerns",
    "sites.sites",
    "proposals.mine",
    "decisions.decisions",
    "registers_index.registers",
    "policy_text.policy",
)
"""What stands on every page, in the order in which people use it.  The rest is one step further, under "More":
thirteen links in a row are read by nobody, and each number in the row is counted anew on every page."""

WHOLE_SCHOOL = "whole_school.whole_school"

UNFOLDED = 4
"""How many of the first entries a telephone always shows; a row of ten would take half of its screen."""


def ways_of(actor: Actor, *, first: bool) -> list[Way]:
    """Return the entries that this person may go to: those of every page, or those under "More"."""
    open_to = [way for way in WAYS if may(actor, way.permission) and (way.endpoint in FIRST) is first]
    return sorted(open_to, key=lambda way: FIRST.index(way.endpoint) if first else 0)


def describe() -> PageFrame:
    """Return what stands around the page of this request."""
    school: School | None = g.get("school")
    actor: Actor | None = g.get("actor")
    return PageFrame(
        school=_school(school) if school else None,
        person=_person(actor) if current_user.is_authenticated else None,
        navigation=_navigation(actor) if actor else (),
        schools=_other_schools(school),
        foot=_foot(school),
        worry=_worry(school, actor),
    )


def _navigation(actor: Actor) -> tuple[FrameLink, ...]:
    links = links_to(ways_of(actor, first=True), actor)
    further = {way.endpoint.split(".")[0] for way in ways_of(actor, first=False)}
    if not further:
        return tuple(links)
    here = (request.blueprint or "") in further or request.endpoint == WHOLE_SCHOOL
    return (*map(_folded, range(len(links)), links), FrameLink("More", url_for(WHOLE_SCHOOL), current=here))


def _folded(place: int, link: FrameLink) -> FrameLink:
    """Fold a link away under "More" on a narrow screen; never the open page, nor one behind which somebody waits."""
    return replace(link, folded=place >= UNFOLDED and not link.current and not link.count)


def _school(school: School) -> SchoolFrame:
    signed_in = "actor" in g
    return SchoolFrame(
        name=school.name,
        home=_address("home.home" if signed_in else "register.register", school=school.slug) or "/",
        colour=school.colour,
        logo=_address("register.logo", school=school.slug) if school.logo_kind else None,
        zone=ZoneInfo(school.time_zone),
    )


def _person(actor: Actor | None) -> PersonFrame:
    return PersonFrame(
        name=actor.name if actor else current_user.person.name,
        role=actor.role_in_words if actor else "",
        sign_out=url_for("security.logout"),
        account=_address("account.account"),
    )


def links_to(ways: Sequence[Way], actor: Actor) -> list[FrameLink]:
    """Return the links of some entries, each with the number of what waits behind it; one query for all numbers."""
    counts = _counts_of(ways, actor)
    return [
        FrameLink(
            text=way.text,
            href=url_for(way.endpoint),
            current=(request.blueprint or "") == way.endpoint.split(".")[0],
            count=counts.get(way.endpoint),
        )
        for way in ways
    ]


def _counts_of(ways: Sequence[Way], actor: Actor) -> dict[str, int]:
    counts = {way.endpoint: count for way in ways if way.count and (count := way.count(actor)) is not None}
    known = {endpoint: count for endpoint, count in counts.items() if isinstance(count, int)}
    asked = {
        endpoint: count if isinstance(count, Question) else Question(count, {})
        for endpoint, count in counts.items()
        if not isinstance(count, int)
    }
    if not asked:
        return known
    told = {name: value for question in asked.values() for name, value in question.told.items()}
    found = db.session.connection().execute(sa.select(*(question.query for question in asked.values())), told).one()
    return known | dict(zip(asked, found, strict=True))


def _other_schools(school: School | None) -> tuple[FrameLink, ...]:
    if not current_user.is_authenticated:
        return ()
    schools = own_schools()
    if school is None and len(schools) < 2:
        # On a page of no school, such as one's account, the only school is no change.
        return ()
    return tuple(
        FrameLink(other.name, url_for("home.home", school=other.slug))
        for other in schools
        if school is None or other.id != school.id
    )


def _foot(school: School | None) -> tuple[FrameLink, ...]:
    links = [("Accessibility", _address("home.accessibility"))]
    if school:
        links.insert(0, ("Official sites of the school", _address("register.register", school=school.slug)))
        links.insert(1, ("Is this page really the school’s?", _address("register.check", school=school.slug)))
    return tuple(FrameLink(text, href) for text, href in links if href)


def _worry(school: School | None, actor: Actor | None) -> Worry | None:
    """Return the way for a worry, from every page of a school: staff record a concern, anybody tells a grown-up."""
    if actor is not None and may(actor, Permission.RECORD_CONCERNS):
        href = _address("concerns.record")
        return (
            Worry("Worried about a child, or about a grown-up at the school?", "Tell the safeguarding lead", href)
            if href
            else None
        )
    href = _address("telling.tell", school=school.slug) if school else None
    return Worry("Did you see something mean, scary or wrong?", "Tell a grown-up", href) if href else None


def _address(endpoint: str, **values: Any) -> str | None:
    """Return the address of a page, or None where that part of the product is not installed: no link leads nowhere."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def install(app: Flask) -> None:
    """Put the frame around every page of ``app``, and the school of the address into every address made on it."""
    describe_pages_with(app, describe)

    @app.url_defaults
    def _keep_the_school(endpoint: str, values: dict[str, object]) -> None:
        if "school" in g and "school" not in values and app.url_map.is_endpoint_expecting(endpoint, "school"):
            values["school"] = g.school.slug
