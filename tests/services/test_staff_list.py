"""A staff list from a file: previewed line by line, imported once, and the second run changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import PersonKind, Role
from governance.models import Account, AuditRow, Import, Membership, Notice, Person, RoleHeld, School
from governance.services.refused import NotHere, Refused, Stale
from governance.services.staff_list import StaffPlan, import_staff_list, keep_staff_list, preview_staff_list
from tests.factories import NOW, actor_of, make_person, make_school

GOOD = """Name,E-mail,Position,Kind,Roles,Starts,Ends
Jo Hill,JO@oak.example,Year 4 teacher,Employee,Teacher; SLT,01/09/2026,
Pat Vale,pat@oak.example,Chess club,Volunteer,,2026-09-14,21 July 2027
"""
KINDS = (Person, Account, Membership, RoleHeld, Notice)


@pytest.fixture(name="school")
def _school(session: Session) -> School:
    return make_school(session)


@pytest.fixture(name="head")
def _head(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.HEAD))


@pytest.fixture(name="lead")
def _lead(session: Session, school: School) -> Actor:
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def _link(_: Account) -> str:
    return "/choose"


def _preview(session: Session, actor: Actor, text: str) -> tuple[int, StaffPlan]:
    kept = keep_staff_list(session, actor, NOW, name="staff.csv", data=text.encode())
    plan = preview_staff_list(session, actor, NOW, import_id=kept)
    session.rollback()
    return kept, plan


def _run(session: Session, actor: Actor, text: str) -> tuple[int, int]:
    kept, plan = _preview(session, actor, text)
    return import_staff_list(session, actor, NOW, import_id=kept, seen=plan.digest, link_for=_link)


def _counts(session: Session) -> list[int]:
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in KINDS]
    session.rollback()
    return found


def test_nothing_is_imported_before_it_is_confirmed(session: Session, head: Actor) -> None:
    before = _counts(session)
    _, plan = _preview(session, head, GOOD)
    assert [(line.line, line.outcome) for line in plan.lines] == [(2, "new"), (3, "new")]
    assert plan.lines[0].says == ("Is invited as teacher and leadership team.",)
    assert _counts(session) == before


def test_a_file_run_twice_changes_nothing_the_second_time(session: Session, head: Actor) -> None:
    assert _run(session, head, GOOD) == (2, 0)
    after = _counts(session)
    assert _run(session, head, GOOD) == (0, 0)
    assert _counts(session) == after
    member = session.scalars(sa.select(Membership).where(Membership.kind == PersonKind.VOLUNTEER)).one()
    assert (member.person.name, member.starts_on, member.ends_on) == (
        "Pat Vale",
        dt.date(2026, 9, 14),
        dt.date(2027, 7, 21),
    )
    assert session.scalars(sa.select(Import.text).where(Import.confirmed_at.is_not(None))).all() == [
        '{"rows": [], "faults": [], "left_out": []}'
    ]


def test_a_changed_line_changes_that_and_nothing_else(session: Session, head: Actor) -> None:
    _run(session, head, GOOD)
    changed = GOOD.replace("Year 4 teacher", "Year 5 teacher").replace("Teacher; SLT", "Teacher; SLT; DPO")
    _, plan = _preview(session, head, changed)
    assert plan.lines[0].says == (
        "Becomes data protection officer too.",
        "The position becomes “Year 5 teacher”.",
    )
    assert _run(session, head, changed) == (0, 1)
    codes = session.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence.desc()).limit(3)).all()
    assert codes == ["staff.imported", "role.given", "person.changed"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(",a@oak.example,,,Teacher,,", "Enter the person’s name.", id="no name"),
        pytest.param("A B,nobody,,,Teacher,,", "“nobody” is no whole e-mail address.", id="no address"),
        pytest.param("A B,a@oak.example,,Alien,Teacher,,", "“Alien” is none of these", id="no kind"),
        pytest.param("A B,a@oak.example,,,Wizard,,", "“Wizard” is no role here.", id="no role"),
        pytest.param("A B,a@oak.example,,,,,", "Choose at least one role.", id="an employee without a role"),
        pytest.param("A B,a@oak.example,,,Teacher,31/02/2026,", "“31/02/2026” is no day.", id="no day"),
        pytest.param("A B,a@oak.example,,,Teacher,2026-09-02,2026-09-01", "The last day is before", id="reversed"),
        pytest.param(
            "A B,a@oak.example,,,Teacher,2026-09-01,2026-11-01", "Their last day has passed", id="left already"
        ),
        pytest.param("A B,JO@oak.example,,,Teacher,,", "Line 2 has the same e-mail address.", id="the same twice"),
    ],
)
def test_a_bad_line_says_why_and_the_others_go_in(session: Session, head: Actor, line: str, says: str) -> None:
    before = _counts(session)
    text = GOOD.splitlines()[0] + "\nJo Hill,jo@oak.example,,,Teacher,,\n" + line + "\n"
    kept, plan = _preview(session, head, text)
    assert [entry.outcome for entry in plan.lines] == ["new", "refused"]
    assert plan.lines[1].line == 3
    assert plan.lines[1].says[0].startswith(says)
    assert import_staff_list(session, head, NOW, import_id=kept, seen=plan.digest, link_for=_link) == (1, 0)
    assert _counts(session) == [count + 1 for count in before]


def test_the_ict_lead_s_file_gives_no_role_of_the_head_s(session: Session, head: Actor, lead: Actor) -> None:
    _, plan = _preview(session, lead, GOOD)
    assert [line.outcome for line in plan.lines] == ["refused", "new"]
    assert "given by the head" in plan.lines[0].says[0]


def test_nobody_gives_themselves_a_role_by_file(session: Session, school: School, head: Actor, lead: Actor) -> None:
    email = session.scalars(sa.select(Account.email).where(Account.person_id == lead.person_id)).one()
    session.rollback()
    _, plan = _preview(session, lead, f"Name,E-mail,Roles\nMe,{email},DPO\n")
    assert plan.lines[0].says == ("Nobody gives themselves a role. Ask the head or another ICT lead to do it.",)


def test_what_changed_after_the_preview_is_looked_at_again(session: Session, head: Actor) -> None:
    kept, plan = _preview(session, head, GOOD)
    _run(session, head, GOOD.splitlines()[0] + "\n" + GOOD.splitlines()[1] + "\n")
    before = _counts(session)
    with pytest.raises(Stale):
        import_staff_list(session, head, NOW, import_id=kept, seen=plan.digest, link_for=_link)
    assert _counts(session) == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="an empty file"),
        pytest.param(b"PK\x03\x04rest", "file_not_text", id="a spreadsheet's own format"),
        pytest.param(b"Name,Phone\nA,1\n", "column_missing", id="columns missing"),
        pytest.param(b"Name,E-mail,Roles\n", "file_without_rows", id="headings alone"),
    ],
)
def test_a_file_that_is_no_list_is_not_kept(session: Session, head: Actor, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        keep_staff_list(session, head, NOW, name="x.csv", data=data)
    assert refused.value.codes[0] == code
    assert session.scalar(sa.select(sa.func.count()).select_from(Import)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 0


def test_another_school_s_list_is_not_here(session: Session, head: Actor) -> None:
    kept, plan = _preview(session, head, GOOD)
    elm = make_school(session, "elm")
    other = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    with pytest.raises(NotHere):
        preview_staff_list(session, other, NOW, import_id=kept)
    session.rollback()
    with pytest.raises(NotHere):
        import_staff_list(session, other, NOW, import_id=kept, seen=plan.digest, link_for=_link)
