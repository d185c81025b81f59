"""At most eight queries a page, with as many sites and people as would show one query for each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.words import Duty, Role, SiteState, VersionState
from governance.models import Appointment, IdentityCard, Person, School, Site
from tests.factories import NOW, TODAY, make_person, make_site, start_writing
from tests.services.cast import Cast, answers_of
from tests.web.walks.filled import Filled
from tests.web.walks.routes import client_of

MOST = 8
"""What a page asks of the database for itself (DESIGN's budgets)."""

FRAME = 4
"""What every signed-in page asks before it says anything: the school with its policy, the sign-in with who it is here
and at other schools, whose comments they look after, and all the numbers in the way about at once."""

QUEUE = 8
"""The whole queue page of a moderator.  Around it: the school with its policy, the sign-in, the numbers in the way
about.  Its own: whose comments, keys and last decision; the cards with their number; the reasons; what was said of
them; the conversation around them."""

ABOUT_ONE_SITE = {"one site": 26, "its people": 14, "its cover": 9, "its checks": 28}
"""The pages that ask the whole lifecycle or the whole gate about one site read one kind of record after another.  It is
more than eight, and it is the same for one person or site as for a hundred."""

EMPTY = "/s/oak/calendar/terms/new"
"""A page that shows nothing of the database."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent while the block runs, without the transaction's own."""
    sent: list[str] = []

    def note(*given: Any) -> None:
        if given[2] != "BEGIN":
            sent.append(" ".join(given[2].split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def crowded(store: Session, oak: Filled) -> None:
    """Twenty more sites, live, submitted and in draft, with people on each, and twenty more people."""
    school = store.get_one(School, oak.id)
    people = [make_person(store, school, Role.TEACHER, name=f"teacher {number}") for number in range(20)]
    cast = Cast(
        school,
        **{
            name: store.get_one(Person, oak.people[name])
            for name in ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")
        },
    )
    answers = answers_of(cast)
    for number, person in enumerate(people):
        version = (VersionState.APPROVED, VersionState.SUBMITTED, VersionState.DRAFT)[number % 3]
        state = SiteState.LIVE if version is VersionState.APPROVED else SiteState.PROPOSED
        site = make_site(
            store, school, person, state=state, version=version, answers=answers, name=f"Blog {number}",
            address=f"https://blogs.example/{number}", planned_end=TODAY + dt.timedelta(days=number - 5),
            resourcing_owner_id=cast.assistant.id,
        )  # fmt: skip
        start_writing(store)
        for named in (person, cast.teacher, people[number - 1]):
            store.add(
                Appointment(
                    school_id=oak.id, site_id=site.id, person_id=named.id, duty=Duty.MODERATOR, named_by=cast.head.id,
                    named_at=NOW, starts_on=TODAY, confirmed_at=NOW, approved_by=cast.assistant.id, approved_at=NOW,
                )
            )  # fmt: skip
        store.add(
            IdentityCard(
                school_id=oak.id, site_id=site.id, person_id=person.id, display_name="Ms T", position="Teacher",
                starts_on=TODAY,
            )
        )  # fmt: skip
        store.commit()


def _asked(client: FlaskClient, address: str) -> list[str]:
    client.get(address)
    with counted() as sent:
        assert client.get(address).status_code == 200
    return sent


PAGES = {
    "home": "/s/oak/",
    "queue": "/s/oak/queue",
    "decided comments": "/s/oak/queue/decided",
    "what is new": "/s/oak/freshness",
    "cover": "/s/oak/cover",
    "sites": "/s/oak/sites",
    "sites as a file": "/s/oak/sites/export.csv",
    "decisions": "/s/oak/decisions",
    "proposals": "/s/oak/proposals",
    "register": "/s/oak/register",
    "calendar": "/s/oak/calendar",
    "people": "/s/oak/people",
    "found": "/s/oak/found",
    "mails": "/s/oak/mails",
    "rules": "/s/oak/rules",
    "policy": "/s/oak/policy",
    "acknowledged": "/s/oak/policy/acknowledged",
    "pretenders": "/s/oak/pretenders",
    "one site": "/s/oak/sites/{live}",
    "its people": "/s/oak/sites/{live}/people",
    "its cover": "/s/oak/sites/{live}/cover",
    "its checks": "/s/oak/sites/{live}/go-live",
}


def test_what_stands_around_a_page_asks_little_of_the_database(app: Flask, store: Session, oak: Filled) -> None:
    """The frame of a page, for the head, whose way about has the most in it."""
    sent = _asked(client_of(app, store, oak.people["head"]), EMPTY)
    assert len(sent) <= FRAME, "\n".join(sent)


def test_a_moderators_queue_asks_little_of_the_database(app: Flask, store: Session, oak: Filled) -> None:
    """All in all, with its cards, what was said of them, the conversation around them, and the frame."""
    sent = _asked(client_of(app, store, oak.people["teacher"]), PAGES["queue"])
    assert len(sent) <= QUEUE, "\n".join(sent)


@pytest.mark.parametrize("which", PAGES)
@pytest.mark.usefixtures("crowded")
def test_a_page_asks_little_of_the_database(app: Flask, store: Session, oak: Filled, which: str) -> None:
    """At most eight queries a page, however many sites and people there are."""
    live = store.scalar(sa.select(Site.id).where(Site.school_id == oak.id, Site.state == SiteState.LIVE))
    store.rollback()
    client = client_of(app, store, oak.people["head"])
    sent = _asked(client, PAGES[which].format(live=live))
    around = len(_asked(client, EMPTY))
    most = around + ABOUT_ONE_SITE.get(which, MOST)
    assert len(sent) <= most, f"{len(sent)} of which {around} around the page:\n" + "\n".join(sent)
