"""Term dates from a file: kept, looked at, answered and imported; again, and nothing changes (both databases)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import Term as TermDates
from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan, Import, School, Term
from governance.services.calendar import NEW, save_term
from governance.services.calendar_import.importing import (
    CalendarPlan,
    answer_rows,
    import_calendar,
    keep_calendar_file,
    preview_calendar,
)
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, actor_of, make_person, make_school

COUNCIL = (Path(__file__).parent / "calendar_files" / "council.ics").read_bytes()
SHEET = b"Kind,Name,First day,Last day\r\nHalf-term,,26/10/2026,30/10/2026\r\nTerm,Summer term,12/4/2027,21/7/2027\r\n"
UPLOADED, TERM, SPAN, IMPORTED = (
    *("calendar.file_uploaded", "calendar.term_saved", "calendar.closed_span_saved", "calendar.imported"),
)
TYPED = [("Autumn", "2026-09-03", "2026-12-18"), ("Spring", "2027-01-04", "2027-03-25")]
SUMMER = ("Summer term", "2027-04-12", "2027-07-21")


@pytest.fixture
def lead(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def known(session: Session) -> tuple[list[Any], list[str]]:
    """Every term and span, and every act."""
    terms = session.execute(sa.select(Term.name, Term.starts_on, Term.ends_on).order_by(Term.starts_on)).all()
    spans = session.execute(
        sa.select(ClosedSpan.kind, ClosedSpan.starts_on, ClosedSpan.ends_on).order_by(ClosedSpan.starts_on)
    ).all()
    acts = list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)))
    session.rollback()
    return [(row[0], row[1].isoformat(), row[2].isoformat()) for row in (*terms, *spans)], acts


def kept(session: Session, lead: Actor, data: bytes, name: str = "dates.csv") -> int:
    return keep_calendar_file(session, lead, NOW, name=name, data=data)


def looked_at(session: Session, lead: Actor, import_id: int) -> CalendarPlan:
    plan = preview_calendar(session, lead, import_id=import_id)
    session.rollback()
    return plan


def said_yes(session: Session, lead: Actor, import_id: int) -> tuple[int, int]:
    return import_calendar(session, lead, NOW, import_id=import_id, seen=looked_at(session, lead, import_id).digest)


def test_a_file_is_looked_at_before_anything_is_in_the_calendar(session: Session, lead: Actor) -> None:
    number = kept(session, lead, COUNCIL, "council.ics")
    plan = looked_at(session, lead, number)
    assert [(row.lines, row.outcome.value) for row in plan.rows] == [
        ((15, 28), "new"),
        ((33,), "new"),
        ((40,), "new"),
        ((46,), "new"),
        ((52,), "left_out"),
        ((58,), "left_out"),
        ((65,), "not_understood"),
        ((71,), "not_understood"),
        ((76,), "not_understood"),
    ]
    assert known(session) == (TYPED, [UPLOADED])


def test_the_yes_puts_in_what_is_new(session: Session, lead: Actor) -> None:
    assert said_yes(session, lead, kept(session, lead, COUNCIL, "council.ics")) == (1, 3)
    assert known(session) == (
        [
            *TYPED,
            SUMMER,
            ("half_term", "2027-05-31", "2027-06-04"),
            ("inset", "2027-06-28", "2027-06-28"),
            ("inset", "2027-06-29", "2027-06-29"),
        ],
        [UPLOADED, TERM, SPAN, SPAN, SPAN, IMPORTED],
    )


@pytest.mark.parametrize("data", [COUNCIL, SHEET], ids=["an .ics file", "a CSV"])
def test_an_import_that_is_run_twice_changes_nothing(session: Session, lead: Actor, data: bytes) -> None:
    number = kept(session, lead, data)
    said_yes(session, lead, number)
    before = known(session)
    assert said_yes(session, lead, number) == (0, 0)
    again = kept(session, lead, data, "the same again.csv")
    assert again == number
    assert said_yes(session, lead, again) == (0, 0)
    assert looked_at(session, lead, again).of("new") == ()
    assert known(session) == before
    assert session.scalar(sa.select(sa.func.count(Import.id))) == 1


def test_words_that_do_not_tell_are_asked_and_the_answer_counts(session: Session, lead: Actor) -> None:
    number = kept(session, lead, b"Name,First day\r\nSports retreat,2026-11-20\r\n")
    (row,) = looked_at(session, lead, number).rows
    assert (row.outcome.value, [reason.code for reason in row.reasons]) == ("not_understood", ["words_do_not_tell"])
    answer_rows(session, lead, NOW, import_id=number, answers={0: "closure", 7: "inset", 1: "no such kind"})
    answer_rows(session, lead, NOW, import_id=number, answers={0: "closure"})
    assert known(session) == (TYPED, [UPLOADED])
    assert said_yes(session, lead, number) == (0, 1)
    assert session.scalars(sa.select(ClosedSpan)).one().note == "Sports retreat"
    session.rollback()
    assert known(session)[1] == [UPLOADED, SPAN, IMPORTED]


def test_an_answer_can_be_taken_back(session: Session, lead: Actor) -> None:
    number = kept(session, lead, b"Name,First day\r\nSports retreat,2026-11-20\r\n")
    answer_rows(session, lead, NOW, import_id=number, answers={0: "left_out"})
    assert [row.outcome.value for row in looked_at(session, lead, number).rows] == ["left_out"]
    answer_rows(session, lead, NOW, import_id=number, answers={0: ""})
    assert [row.outcome.value for row in looked_at(session, lead, number).rows] == ["not_understood"]


def test_a_yes_to_what_has_changed_meanwhile_is_refused(session: Session, lead: Actor) -> None:
    number = kept(session, lead, SHEET)
    seen = looked_at(session, lead, number).digest
    other = TermDates("Summer", dt.date(2027, 4, 13), dt.date(2027, 7, 20))
    save_term(session, lead, NOW, term_id=None, seen=NEW, term=other)
    before = known(session)
    with pytest.raises(Stale):
        import_calendar(session, lead, NOW, import_id=number, seen=seen)
    assert known(session) == before
    assert said_yes(session, lead, number) == (0, 1)


def test_what_was_taken_out_by_hand_can_be_imported_again(session: Session, lead: Actor) -> None:
    number = kept(session, lead, SHEET)
    said_yes(session, lead, number)
    session.execute(sa.delete(ClosedSpan))
    session.commit()
    assert said_yes(session, lead, kept(session, lead, SHEET)) == (0, 1)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("dates.ics", b"", "file_empty", id="nothing"),
        pytest.param("dates.ics", b"Kind,Name\r\n", "file_not_calendar", id="no calendar under a calendar's name"),
        pytest.param("dates.ics", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "file_not_calendar", id="a picture"),
        pytest.param("dates.csv", b"%PDF-1.7 ...", "file_not_text", id="a PDF"),
        pytest.param("dates.csv", b"Name,Colour\r\nAutumn,red\r\n", "column_missing", id="no column of days"),
        pytest.param("d.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "file_without_events", id="no event"),
        pytest.param("d.ics", b"BEGIN:VCALENDAR\r\n" + b"x" * 600_000, "file_too_large", id="too large"),
        pytest.param(
            "d.ics",
            b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 501,
            "too_many_events",
            id="too many events",
        ),
        pytest.param(
            "d.ics",
            b"BEGIN:VCALENDAR\r\n"
            + b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261101\r\nRRULE:FREQ=DAILY;COUNT=60\r\nEND:VEVENT\r\n" * 10,
            "too_many_events",
            id="events that repeat too often together",
        ),
    ],
)
def test_a_hostile_or_wrong_file_leaves_nothing(
    session: Session, lead: Actor, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        kept(session, lead, data, name)
    assert code in refused.value.codes
    assert known(session) == (TYPED, [])
    assert session.scalar(sa.select(sa.func.count(Import.id))) == 0


def test_only_the_ict_lead_and_the_head_import_dates(session: Session, lead: Actor) -> None:
    number = kept(session, lead, SHEET)
    school = session.get_one(Import, number).school_id
    session.rollback()
    teacher = make_person(session, session.get_one(School, school), Role.TEACHER)
    actor = actor_of(session, session.get_one(School, school), teacher)
    for use_case in (
        lambda: kept(session, actor, SHEET),
        lambda: import_calendar(session, actor, NOW, import_id=number, seen=""),
        lambda: answer_rows(session, actor, NOW, import_id=number, answers={0: "inset"}),
    ):
        with pytest.raises(Refused) as refused:
            use_case()
        assert refused.value.codes == ("not_yours_to_do",)
    assert known(session) == (TYPED, [UPLOADED])


def test_another_schools_file_is_not_there(session: Session, lead: Actor) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    theirs = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    number = kept(session, theirs, SHEET)
    with pytest.raises(NotHere):
        preview_calendar(session, lead, import_id=number)
    session.rollback()
    with pytest.raises(NotHere):
        import_calendar(session, lead, NOW, import_id=number, seen="")
    with pytest.raises(NotHere):
        answer_rows(session, lead, NOW, import_id=number, answers={0: "inset"})
    assert kept(session, lead, SHEET) != number


def test_a_staff_list_is_no_file_of_dates(session: Session, lead: Actor) -> None:
    held = json.dumps({"rows": [], "faults": [], "left_out": []})
    columns = {"kind": "staff", "name": "staff.csv", "text": held, "uploaded_by": lead.person_id, "uploaded_at": NOW}
    row = Import(school_id=lead.school_id, **columns)
    session.add(row)
    session.commit()
    number = row.id
    with pytest.raises(NotHere):
        preview_calendar(session, lead, import_id=number)
    session.rollback()
    with pytest.raises(NotHere):
        import_calendar(session, lead, NOW, import_id=number, seen="")
