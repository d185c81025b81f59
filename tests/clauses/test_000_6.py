"""000-6: who needs the policy in another format asks for it, and that they got it is kept."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.records.words import Format
from governance.domain.words import Role
from governance.models import FormatRequest
from governance.services.records.talk import ask_for_format, give_format
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, actor_of, make_person, make_school


def test_an_alternative_format_is_asked_for_and_given(session: Session) -> None:
    school = make_school(session)
    office = actor_of(session, school, make_person(session, school, Role.OFFICE))
    teacher = actor_of(session, school, make_person(session, school, Role.TEACHER))
    assert stands(session, school, "000-6") is Standing.KEPT
    request = ask_for_format(session, teacher, NOW, wanted=Format.LARGE_PRINT, details="24 points.")
    assert stands(session, school, "000-6") is Standing.DUE
    assert stands(session, school, "000-6", now=NOW + dt.timedelta(days=21)) is Standing.NOT_KEPT
    seen = session.scalars(sa.select(FormatRequest.revision)).one()
    session.rollback()
    give_format(session, office, NOW, request_id=request, seen=seen, given_on=TODAY, note="On paper.")
    assert said(session, school, "000-6") == ["Everybody can ask for another format; 1 person got one."]
    assert stands(session, school, "000-6") is Standing.KEPT
