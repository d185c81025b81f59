"""A.5.6: extreme offence or risk is never shown or removed immediately; police or CEOP where it is illegal."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.clauses.finding import Standing
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.models import Comment, Concern
from governance.queries.concerns import concern_page
from governance.services.concern_entries import say_how_grave
from governance.services.refused import Refused
from tests.clauses.concern_scene import close, recorded, ring, seen, take, write
from tests.clauses.standing import stands
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.comments.cast import arrive, decided, make_blog, one
from tests.services.unchanged import unchanged


def test_hiding_takes_it_off_at_once_and_opens_a_case_with_its_times(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one("Where do you live?"))
    session.rollback()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "hide", now=NOW)
    concern = session.scalars(sa.select(Concern)).one()
    assert session.get_one(Comment, taken.comment_id).state == "hidden"
    assert (concern.hidden_at, concern.comment_id) == (NOW, taken.comment_id)
    number = concern.id
    page = concern_page(session, blog.cast.actor(session, blog.cast.dsl), number)
    assert page is not None
    assert page.minutes == 0


def test_illegal_class_cannot_be_closed_without_a_route_or_a_reasoned_no(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.CHILD)
    dsl = cast.actor(session, cast.dsl)
    revision = seen(session, concern_id)
    say_how_grave(session, dsl, NOW, concern_id=concern_id, seen=revision, severity=Severity.ILLEGAL)
    write(session, dsl, concern_id, Entry.PARENTS_TOLD)
    take(session, dsl, concern_id, Route.IN_SCHOOL)
    seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        close(session, dsl, concern_id)
    assert refused.value.codes == ("grave_without_a_route",)
    begin_writing(session)
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Concern).values(closed_at=NOW, closed_by=cast.dsl.id))
    session.rollback()
    take(session, dsl, concern_id, Route.POLICE)
    close(session, dsl, concern_id)
    assert session.get_one(Concern, concern_id).closed_at == NOW


def test_a_reasoned_no_closes_it_as_well(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.CHILD)
    dsl = cast.actor(session, cast.dsl)
    revision = seen(session, concern_id)
    say_how_grave(session, dsl, NOW, concern_id=concern_id, seen=revision, severity=Severity.SEVERE)
    write(session, dsl, concern_id, Entry.PARENTS_NOT_TOLD)
    write(session, dsl, concern_id, Entry.NOT_REFERRED)
    close(session, dsl, concern_id)
    assert session.get_one(Concern, concern_id).closed_at == NOW


def test_the_findings_ask_whom_the_school_rings(session: Session) -> None:
    cast = make_cast(session)
    assert stands(session, cast.school, "A.5.6") is Standing.DUE
    ring(session, cast, Route.POLICE)
    assert stands(session, cast.school, "A.5.6") is Standing.KEPT
