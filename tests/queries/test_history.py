"""The history by person, on both databases: what somebody did, and what was done about them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import Role
from governance.queries.history import Sought, acts_on_record, every_row, history_page
from governance.services.transaction import use_case
from tests.factories import NOW, actor_of, make_person, make_school

READER = the_clock(None)
"""Somebody who reads no concern."""


def test_a_persons_history_holds_what_they_did_and_what_was_done_about_them(session: Session) -> None:
    school = make_school(session)
    head, other = make_person(session, school, Role.HEAD, name="head"), make_person(session, school, name="other")
    actor = actor_of(session, school, head)
    with use_case(session, actor, NOW) as record:
        record.act("school.changed", "school", school.id, changed="name")
        texts = {"label": "Choir blog", "person": "other"}
        record.act("appointment.named", "appointment", 1, person_id=other.id, duty="moderator", texts=texts)
    by = [row.number for row in every_row(session, school.id, Sought(person_id=head.id), reader=READER)]
    about = [row.number for row in every_row(session, school.id, Sought(person_id=other.id), reader=READER)]
    assert (by, about) == ([2, 1], [2])


def test_dates_are_compared_as_moments(session: Session) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    for hours in (0, 1, 2):
        with use_case(session, actor, NOW + dt.timedelta(hours=hours)) as record:
            record.act("school.changed", "school", school.id, changed="name")
    hour = dt.timedelta(hours=1)
    page = history_page(session, school.id, Sought(since=NOW + hour, before=NOW + 2 * hour), reader=READER)
    assert [row.number for row in page.rows] == [2]
    assert page.older is None


def test_only_acts_that_occurred_can_be_chosen(session: Session) -> None:
    school, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    for one in (school, elm):
        actor = actor_of(session, one, make_person(session, one, Role.HEAD))
        with use_case(session, actor, NOW) as record:
            code = "school.changed" if one is school else "school.created"
            details = {"changed": "name"} if one is school else {"slug": "elm"}
            record.act(code, "school", one.id, texts={} if one is school else {"label": one.name}, **details)
    assert acts_on_record(session, school.id, reader=READER) == ["school.changed"]
