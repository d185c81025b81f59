"""Keeping how the clauses stand in figures: who may, and which count stays."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.clauses.catalogue import CATALOGUE
from governance.domain.clauses.figures import Figure
from governance.domain.clauses.finding import Standing
from governance.domain.words import Role
from governance.models import ClauseCount, School
from governance.queries.clauses.counted import counted_before
from governance.services.clause_counts import keep_counts
from governance.services.refused import NotHere
from tests.factories import NOW, actor_of, make_person, make_school
from tests.services.unchanged import refused, unchanged

MORNING = dt.datetime(2026, 11, 18, 5, 40, tzinfo=dt.UTC)
KEPT = {clause.number: Figure(Standing.KEPT, 0, 2) for clause in CATALOGUE}
DUE = KEPT | {"A.3.1": Figure(Standing.DUE, 1, 2)}


def kept(session: Session) -> list[tuple[int, dt.datetime, list[object]]]:
    """What is kept: the school, the moment, and the figures of A.3.1."""
    rows = session.scalars(sa.select(ClauseCount).order_by(ClauseCount.school_id))
    found = [(row.school_id, row.counted_at, row.figures["A.3.1"]) for row in rows]
    session.rollback()
    return found


def test_a_school_has_one_row_that_is_replaced_and_no_line_in_the_history(session: Session) -> None:
    school = make_school(session).id
    session.rollback()
    with unchanged(session, but={"clause_counts"}):
        keep_counts(session, [the_clock(school)], MORNING - dt.timedelta(days=1), counted={school: KEPT})
        keep_counts(session, [the_clock(school)], MORNING, counted={school: DUE})
    assert kept(session) == [(school, MORNING, ["due", 1, 2])]


def test_an_older_count_never_takes_the_place_of_a_newer_one(session: Session) -> None:
    school = make_school(session).id
    session.rollback()
    keep_counts(session, [the_clock(school)], NOW, counted={school: DUE})
    keep_counts(session, [the_clock(school)], MORNING, counted={school: KEPT})
    assert kept(session) == [(school, NOW, ["due", 1, 2])]


def test_what_is_kept_is_a_word_and_two_numbers_for_each_clause(session: Session) -> None:
    school = make_school(session).id
    session.rollback()
    keep_counts(session, [the_clock(school)], NOW, counted={school: DUE})
    figures = session.scalars(sa.select(ClauseCount.figures)).one()
    assert len(figures) == 77
    assert {len(figure) for figure in figures.values()} == {3}
    assert {figure[0] for figure in figures.values()} <= {"not_kept", "due", "kept", "advice_only", "not_asked"}
    assert {type(number) for figure in figures.values() for number in figure[1:]} == {int}


def test_figures_of_another_catalogue_count_as_none(session: Session) -> None:
    school = make_school(session).id
    session.rollback()
    keep_counts(session, [the_clock(school)], NOW, counted={school: {"A.3.1": Figure(Standing.KEPT)}})
    assert counted_before(session, [session.get_one(School, school)]) == {}


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DSL])
def test_who_may_not_see_the_clauses_counts_nothing_at_any_school(session: Session, role: Role) -> None:
    oak, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    lead = make_person(session, oak, Role.ICT_LEAD)
    make_person(session, elm, role, person=lead)
    actors = [actor_of(session, oak, lead), actor_of(session, elm, lead)]
    counted = {oak.id: KEPT, elm.id: KEPT}
    session.rollback()
    with refused(session, "not_yours_to_do"):
        keep_counts(session, actors, NOW, counted=counted)


def test_a_school_at_which_they_are_nothing_is_not_there(session: Session) -> None:
    oak, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    actor = actor_of(session, oak, make_person(session, oak, Role.HEAD))
    counted = {oak.id: KEPT, elm.id: KEPT}
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        keep_counts(session, [actor], NOW, counted=counted)
