"""Terms and closures are saved and taken out; what cannot stand is refused and leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import Closed, ClosedKind
from governance.domain.calendar import Term as TermDates
from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan, Term
from governance.services.calendar import NEW, remove_closed_span, remove_term, save_closed_span, save_term
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, actor_of, make_person, make_school

SUMMER = TermDates("Summer term", dt.date(2027, 4, 12), dt.date(2027, 7, 21))
SNOW = Closed(ClosedKind.CLOSURE, dt.date(2026, 11, 18), dt.date(2026, 11, 18), "snow")


@pytest.fixture
def lead(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def known(session: Session) -> tuple[list[Any], list[str]]:
    """Every term and closure, and every act."""
    terms = session.execute(sa.select(Term.name, Term.starts_on, Term.ends_on).order_by(Term.starts_on)).all()
    spans = session.execute(sa.select(ClosedSpan.kind, ClosedSpan.starts_on, ClosedSpan.ends_on, ClosedSpan.note)).all()
    acts = list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)))
    session.rollback()
    return [tuple(row) for row in (*terms, *spans)], acts


AUTUMN_ROW = ("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18))
SPRING_ROW = ("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 25))


def term_id(session: Session, name: str) -> int:
    found = session.scalar(sa.select(Term.id).where(Term.name == name))
    session.rollback()
    assert found is not None
    return found


def test_a_term_is_added_changed_and_taken_out(session: Session, lead: Actor) -> None:
    save_term(session, lead, NOW, term_id=None, seen=NEW, term=SUMMER)
    number = term_id(session, "Summer term")
    longer = TermDates("Summer term", dt.date(2027, 4, 12), dt.date(2027, 7, 23))
    save_term(session, lead, NOW, term_id=number, seen=1, term=longer)
    assert known(session) == (
        [AUTUMN_ROW, SPRING_ROW, ("Summer term", dt.date(2027, 4, 12), dt.date(2027, 7, 23))],
        ["calendar.term_saved", "calendar.term_saved"],
    )
    remove_term(session, lead, NOW, term_id=number, seen=2)
    assert known(session) == (
        [AUTUMN_ROW, SPRING_ROW],
        ["calendar.term_saved", "calendar.term_saved", "calendar.term_removed"],
    )


def test_a_closure_is_added_changed_and_taken_out(session: Session, lead: Actor) -> None:
    save_closed_span(session, lead, NOW, span_id=None, seen=NEW, span=SNOW)
    number = session.scalar(sa.select(ClosedSpan.id))
    session.rollback()
    assert number is not None
    longer = Closed(ClosedKind.CLOSURE, dt.date(2026, 11, 18), dt.date(2026, 11, 19), "snow")
    save_closed_span(session, lead, NOW, span_id=number, seen=1, span=longer)
    assert known(session)[0][2] == ("closure", dt.date(2026, 11, 18), dt.date(2026, 11, 19), "snow")
    remove_closed_span(session, lead, NOW, span_id=number, seen=2)
    assert known(session) == (
        [AUTUMN_ROW, SPRING_ROW],
        ["calendar.closed_span_saved", "calendar.closed_span_saved", "calendar.closed_span_removed"],
    )


def test_a_repeat_changes_nothing(session: Session, lead: Actor) -> None:
    for _ in range(2):
        save_term(session, lead, NOW, term_id=None, seen=NEW, term=SUMMER)
        save_closed_span(session, lead, NOW, span_id=None, seen=NEW, span=SNOW)
    assert known(session)[1] == ["calendar.term_saved", "calendar.closed_span_saved"]


@pytest.mark.parametrize(
    ("name", "first", "last", "codes"),
    [
        pytest.param(
            "Summer",
            dt.date(2027, 7, 21),
            dt.date(2027, 4, 12),
            ("term_ends_before_it_starts",),
            id="a term ends before it starts",
        ),
        pytest.param(
            "Summer", dt.date(2027, 3, 25), dt.date(2027, 7, 21), ("terms_overlap",), id="two terms share a day"
        ),
        pytest.param(" ", dt.date(2027, 4, 12), dt.date(2027, 7, 21), ("term_without_name",), id="a term has no name"),
    ],
)
def test_a_term_that_cannot_stand_is_refused(
    session: Session, lead: Actor, name: str, first: dt.date, last: dt.date, codes: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        save_term(session, lead, NOW, term_id=None, seen=NEW, term=TermDates(name, first, last))
    assert refused.value.codes == codes
    assert known(session) == ([AUTUMN_ROW, SPRING_ROW], [])


def test_a_term_may_be_moved_within_its_own_dates(session: Session, lead: Actor) -> None:
    number = term_id(session, "Spring")
    moved = TermDates("Spring", dt.date(2027, 1, 5), dt.date(2027, 3, 26))
    save_term(session, lead, NOW, term_id=number, seen=1, term=moved)
    assert known(session)[1] == ["calendar.term_saved"]


def test_a_closure_that_ends_before_it_starts_is_refused(session: Session, lead: Actor) -> None:
    backward = Closed(ClosedKind.CLOSURE, dt.date(2026, 11, 19), dt.date(2026, 11, 18))
    with pytest.raises(Refused) as refused:
        save_closed_span(session, lead, NOW, span_id=None, seen=NEW, span=backward)
    assert refused.value.codes == ("closed_ends_before_it_starts",)
    assert known(session) == ([AUTUMN_ROW, SPRING_ROW], [])


def test_a_stale_form_changes_nothing(session: Session, lead: Actor) -> None:
    number = term_id(session, "Spring")
    save_term(session, lead, NOW, term_id=number, seen=1, term=TermDates("Spring", *SPRING_ROW[1:]))
    moved = TermDates("Spring", dt.date(2027, 1, 5), dt.date(2027, 3, 25))
    save_term(session, lead, NOW, term_id=number, seen=1, term=moved)
    before = known(session)
    with pytest.raises(Stale):
        save_term(session, lead, NOW, term_id=number, seen=1, term=TermDates("Spring", *SPRING_ROW[1:]))
    with pytest.raises(Stale):
        remove_term(session, lead, NOW, term_id=number, seen=1)
    assert known(session) == before


def test_another_schools_term_is_not_there(session: Session, lead: Actor) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    number = session.scalar(sa.select(Term.id).where(Term.school_id == elm.id))
    session.rollback()
    assert number is not None
    before = known(session)
    with pytest.raises(NotHere):
        remove_term(session, lead, NOW, term_id=number, seen=1)
    assert known(session) == before
