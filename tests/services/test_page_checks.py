"""What people do about the look at a site's page, what is owed about it, and what another school sees of it (7.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.page_checks import NotTold, PageSeen
from governance.domain.words import Role
from governance.hosts.outside import Outside
from governance.hosts.page import look_at_page
from governance.models import PageWatch, Site
from governance.services.owed.of_pages import owed_page_checks
from governance.services.page_checks import ask_for_page_look, settle_page_check
from governance.services.page_watches import PageLook, due_now, put_off_look, take_look, take_page, watch_pages
from governance.services.refused import NotHere, Stale
from tests.factories import NOW, actor_of, make_person, make_school, start_writing
from tests.hosts.listener import answer, answering
from tests.services.cast import Cast, live_site, make_cast
from tests.services.left_behind import leaving
from tests.services.unchanged import refused, unchanged

LEASE = dt.timedelta(minutes=3)
HOUR = dt.timedelta(hours=1)
NOTE = "The class renamed its blog after half-term, and it is ours."


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def known(session: Session) -> PageWatch:
    session.rollback()
    row = session.scalars(sa.select(PageWatch)).one()
    session.expunge(row)
    session.rollback()
    return row


def taken(session: Session, at: dt.datetime) -> PageLook:
    look = take_look(session, at, known(session).id, LEASE)
    assert look is not None
    return look


def look(session: Session, at: dt.datetime, name: str) -> None:
    """A look that finds the page under a name, at its own address and with everything that was evidenced."""
    under_way = taken(session, at)
    links = frozenset({under_way.claimed.rules_link, under_way.claimed.school_link})
    seen = PageSeen(under_way.claimed.address, f"title: {name}", links, True)
    take_page(session, at, under_way, seen)


def renamed(session: Session) -> dt.datetime:
    """The page was found under its own name and has had another one for half a day; return the last look's moment."""
    watch_pages(session, NOW)
    look(session, NOW, "Year 3 blog")
    for _ in range(3):
        at = known(session).next_look_at
        assert at is not None
        look(session, at, "Frogs")
    return at


def test_a_live_site_is_watched_from_then_on_and_once(session: Session, site: Site) -> None:
    assert watch_pages(session, NOW) == 1
    assert watch_pages(session, NOW) == 0
    assert [due.host for due in due_now(session, NOW)] == [site.address.split("/")[2]]


def test_a_page_in_letters_of_two_bytes_that_does_not_say_so_is_looked_at_all_the_same(
    session: Session, site: Site
) -> None:
    """Read as what it is not, it holds letters that no database takes, and the look would be repeated for ever."""
    watch_pages(session, NOW)
    under_way = taken(session, NOW)
    with answering(answer("200 OK", b"<title>Y\x003 blog</title>")) as host, Outside({host.place}) as outside:
        seen = replace(look_at_page(outside, host.url), led_to=under_way.claimed.address)
    take_page(session, NOW, under_way, seen)
    assert known(session).owner_mark == "title: Y\ufffd3 blog"


def test_who_looked_says_that_it_is_fine_and_that_holds_until_the_page_changes_again(
    session: Session, cast: Cast, site: Site
) -> None:
    at = renamed(session)
    assert known(session).found == ["another_owner"]
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        settle_page_check(session, ict, at, site_id=site.id, seen=known(session).revision, note=NOTE)
    assert (left.rows, left.acts) == ({}, ["page.settled"])
    row = known(session)
    assert (row.found, row.failing_since, row.settled_by, row.owner_mark) == ([], None, cast.ict.id, "title: Frogs")
    with unchanged(session):
        settle_page_check(session, ict, at, site_id=site.id, seen=row.revision, note=NOTE)
    for name, found in (("Frogs", []), ("Pills", [])):
        later = known(session).next_look_at
        assert later is not None
        look(session, later, name)
        assert known(session).found == found
    assert known(session).doubts == {"another_owner": 1}


def test_it_is_fine_only_with_a_note_by_who_looks_after_sites_and_on_what_they_saw(
    session: Session, cast: Cast, site: Site
) -> None:
    at = renamed(session)
    seen = known(session).revision
    ict, teacher = (cast.actor(session, person) for person in (cast.ict, cast.teacher))
    with refused(session, "reason_blank"):
        settle_page_check(session, ict, at, site_id=site.id, seen=seen, note=" ")
    with refused(session, "not_yours_to_do"):
        settle_page_check(session, teacher, at, site_id=site.id, seen=seen, note=NOTE)
    with unchanged(session), pytest.raises(Stale):
        settle_page_check(session, ict, at, site_id=site.id, seen=seen - 1, note=NOTE)


def test_a_look_is_asked_for_once_and_only_at_a_live_site_of_ones_own_school(
    session: Session, cast: Cast, site: Site
) -> None:
    watch_pages(session, NOW)
    look(session, NOW, "Year 3 blog")
    teacher = cast.actor(session, cast.teacher)
    with leaving(session) as left:
        ask_for_page_look(session, teacher, NOW + HOUR, site_id=site.id)
        ask_for_page_look(session, teacher, NOW + HOUR, site_id=site.id)
    assert left.acts == ["page.look_asked"]
    assert [due.id for due in due_now(session, NOW + HOUR)] == [known(session).id]
    ash = make_school(session, "ash")
    stranger = actor_of(session, ash, make_person(session, ash, Role.ICT_LEAD))
    with unchanged(session), pytest.raises(NotHere):
        ask_for_page_look(session, stranger, NOW, site_id=site.id)
    start_writing(session)
    session.execute(sa.update(Site).values(state="suspended", suspended_at=NOW))
    session.commit()
    with refused(session, "not_in_this_state"):
        ask_for_page_look(session, teacher, NOW + 2 * HOUR, site_id=site.id)
    assert due_now(session, NOW + 2 * HOUR) == []


def test_a_look_whose_lease_ran_out_writes_nothing(session: Session, site: Site) -> None:
    watch_pages(session, NOW)
    late = taken(session, NOW)
    assert take_look(session, NOW, late.watch_id, LEASE) is None
    again = taken(session, NOW + LEASE)
    with unchanged(session):
        take_page(session, NOW + LEASE, late, PageSeen(late.claimed.address, "title: Frogs"))
        put_off_look(session, NOW + LEASE, late, NotTold.TOO_SLOW)
    assert known(session).owner_mark == ""
    put_off_look(session, NOW + LEASE, again, NotTold.TOO_SLOW)
    assert known(session).trouble == "too_slow"


def test_its_administrators_owe_a_page_that_fails_and_nobody_one_that_could_not_be_checked(
    session: Session, cast: Cast, site: Site
) -> None:
    watch_pages(session, NOW)
    put_off_look(session, NOW, taken(session, NOW), NotTold.TURNED_AWAY)
    assert list(owed_page_checks(session, cast.school, NOW)) == []
    session.rollback()
    look(session, NOW + HOUR, "Year 3 blog")
    for _ in range(3):
        at = known(session).next_look_at
        assert at is not None
        look(session, at, "Frogs")
    (owed,) = owed_page_checks(session, cast.school, at)
    assert (owed.matter, owed.subject_id, owed.authors) == ("page_check", site.id, (cast.teacher.id,))
    assert owed.path == f"/s/oak/sites/{site.id}/page-check"
    assert owed.owner == cast.assistant.id
