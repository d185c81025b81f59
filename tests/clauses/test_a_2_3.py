"""A.2.3: a disclosure or worrying behaviour goes to the authorities immediately."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.clauses.finding import Standing
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.models import Concern, ConcernEntry, ConcernStep, Notice
from governance.queries.concerns import concern_page
from governance.services.concern_chases import chase_answers
from governance.services.concern_entries import write_answer
from governance.services.concern_record import take_concern
from governance.services.refused import Refused
from tests.clauses.concern_scene import close, recorded, ring, seen, take, write
from tests.clauses.standing import found_at, said, stands
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged
from tests.web.told_scene import make_told_scene


def test_the_gap_from_seen_to_acted_is_visible_in_minutes(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.CHILD, seen_at=NOW - dt.timedelta(minutes=25))
    dsl = cast.actor(session, cast.dsl)
    take(session, dsl, concern_id, Route.SOCIAL_CARE)
    page = concern_page(session, dsl, concern_id)
    assert page is not None
    assert (page.minutes_to_hand, page.minutes_to_authorities) == (25, 25)


def test_an_unreferred_case_needs_a_reason(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.CHILD)
    dsl = cast.actor(session, cast.dsl)
    write(session, dsl, concern_id, Entry.PARENTS_TOLD)
    revision = seen(session, concern_id)
    assert revision > 1
    with unchanged(session), pytest.raises(Refused) as refused:
        close(session, dsl, concern_id)
    assert refused.value.codes == ("no_route_and_no_reason",)
    close(session, dsl, concern_id, "The family knows the person, and the school spoke with both.")
    kinds = list(session.scalars(sa.select(ConcernEntry.kind).order_by(ConcernEntry.id)))
    assert kinds == ["parents_told", "not_referred"]


def test_an_answer_that_does_not_come_is_chased_without_saying_of_what(session: Session) -> None:
    """Reply overdue over a weekend: on Monday whoever has it is told that something waits, once."""
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.CHILD)
    dsl = cast.actor(session, cast.dsl)
    session.rollback()
    take_concern(session, dsl, NOW, concern_id=concern_id)
    take(session, dsl, concern_id, Route.SOCIAL_CARE, awaited_on=dt.date(2026, 11, 20))
    clock, monday = the_clock(cast.school.id), dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
    assert chase_answers(session, clock, dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.UTC)) == 0
    assert chase_answers(session, clock, monday) == 1
    assert chase_answers(session, clock, monday + dt.timedelta(hours=1)) == 0
    mail = session.scalars(sa.select(Notice).where(Notice.kind == "concern_again")).one()
    assert (mail.person_id, mail.subject) == (cast.dsl.id, "Something that you have waits for you again")
    assert "concern" not in f"{mail.subject} {mail.body}".lower()
    session.rollback()
    step_id = session.scalars(sa.select(ConcernStep.id)).one()
    revision = seen(session, concern_id)
    write_answer(
        session, dsl, monday, concern_id=concern_id, step_id=step_id, seen=revision, words="They visit on Friday."
    )
    assert chase_answers(session, clock, monday + dt.timedelta(days=1)) == 0


def test_999_is_shown_first_and_no_file_can_be_attached(app: Flask) -> None:
    scene = make_told_scene(app)
    page = scene.client("second").get("/s/oak/concerns/record").text
    assert page.index("Ring 999 first") < page.index("Whom is it about?")
    assert "Never copy, save, send or describe an indecent image" in page
    assert 'type="file"' not in page
    assert "Tell the safeguarding lead" in scene.client("second").get("/s/oak/policy").text


def test_the_findings_show_the_ways_and_never_a_concern(session: Session) -> None:
    cast = make_cast(session)
    assert stands(session, cast.school, "A.2.3") is Standing.DUE
    assert said(session, cast.school, "A.2.3") == [
        "Whom the school rings is not written down for: Children’s social care and Police, 101."
    ]
    ring(session, cast, Route.SOCIAL_CARE, Route.POLICE)
    without = found_at(session, cast.school, "A.2.3")
    assert without[0].standing is Standing.KEPT
    recorded(session, cast, About.CHILD)
    assert found_at(session, cast.school, "A.2.3") == without
    assert session.scalar(sa.select(sa.func.count()).select_from(Concern)) == 1
