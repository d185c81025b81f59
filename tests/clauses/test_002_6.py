"""002-6: related pupils are declared (the exception to no friends among pupils), and declined requests are noted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.words import DeclarationKind
from governance.queries.history import Sought, every_row
from governance.queries.registers.declarations import declarations_for
from governance.services.registers.declarations import read_declaration
from tests.clauses.declaring import declared, seen_of, told
from tests.clauses.standing import stands
from tests.factories import NOW
from tests.services.cast import make_cast


def test_a_related_pupil_is_declared_and_the_head_reads_it(session: Session) -> None:
    cast = make_cast(session)
    assert stands(session, cast.school, "002-6", reader=cast.actor(session, cast.head)) is Standing.KEPT
    number = declared(session, cast, DeclarationKind.RELATED_PUPIL)
    assert stands(session, cast.school, "002-6", reader=cast.actor(session, cast.head)) is Standing.DUE
    head = cast.actor(session, cast.head)
    read_declaration(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    assert stands(session, cast.school, "002-6", reader=cast.actor(session, cast.head)) is Standing.KEPT


def test_a_declined_request_is_noted_and_waits_for_nobody(session: Session) -> None:
    cast = make_cast(session)
    declared(session, cast, DeclarationKind.REQUEST_DECLINED)
    assert told(session, "declaration_waits") == []
    assert stands(session, cast.school, "002-6", reader=cast.actor(session, cast.head)) is Standing.KEPT


def test_the_list_and_the_history_show_it_to_its_readers_alone(session: Session) -> None:
    cast = make_cast(session)
    declared(session, cast, DeclarationKind.RELATED_PUPIL)
    readers = {"teacher": 1, "head": 1, "second": 0, "assistant": 0, "ict": 0, "dsl": 0, "chair": 0}
    for who, count in readers.items():
        actor = cast.actor(session, getattr(cast, who))
        assert len(declarations_for(session, actor)) == count, who
        acts = [row.code for row in every_row(session, cast.school.id, Sought(), reader=actor)]
        assert acts.count("declaration.made") == count, who
        session.rollback()
