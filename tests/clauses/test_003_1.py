"""003-1: who names the school on a page of their own tells the head; declared without disclaimer is a thing to do."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.words import DeclarationKind
from governance.models import AuditRow, Declaration, PolicySetting
from governance.services.refused import Refused
from governance.services.registers.declarations import declare, read_declaration, see_disclaimer
from tests.clauses.declaring import declared, seen_of, told
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY
from tests.services.cast import make_cast
from tests.services.owed.scene import add

NAMED = DeclarationKind.EMPLOYER_NAMED


def test_declared_without_disclaimer_is_to_do_until_somebody_saw_it(session: Session) -> None:
    cast = make_cast(session)
    allowed = {"key": "naming_employer", "value": {"is": "with_disclaimer"}}
    add(session, PolicySetting(school_id=cast.school.id, changed_by=cast.head.id, changed_at=NOW, **allowed))
    number = declared(session, cast, NAMED)
    assert told(session, "declaration_waits") == [("head", "Something waits for you")]
    head = cast.actor(session, cast.head)
    read_declaration(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    assert said(session, cast.school, "003-1", reader=cast.actor(session, cast.head)) == [
        "A page that names the school was declared without a disclaimer."
    ]
    assert stands(session, cast.school, "003-1", reader=cast.actor(session, cast.head)) is Standing.DUE
    see_disclaimer(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    assert stands(session, cast.school, "003-1", reader=cast.actor(session, cast.head)) is Standing.KEPT


def test_where_the_policy_forbids_it_a_disclaimer_is_not_enough(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, NAMED)
    head = cast.actor(session, cast.head)
    read_declaration(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    see_disclaimer(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    assert stands(session, cast.school, "003-1", reader=cast.actor(session, cast.head)) is Standing.NOT_KEPT


PAGE = "https://me.example"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param(
            DeclarationTyped(NAMED, "My page says it.", TODAY, "", disclaimer_seen=True),
            ("declaration_without_address",),
            id="the head needs the address",
        ),
        pytest.param(
            DeclarationTyped(NAMED, "My page says it.", TODAY, PAGE),
            ("declaration_without_disclaimer_answer",),
            id="whether it has its disclaimer is asked",
        ),
        pytest.param(
            DeclarationTyped(NAMED, " ", TODAY, PAGE, disclaimer_seen=True),
            ("reason_blank",),
            id="a declaration says something",
        ),
        pytest.param(
            DeclarationTyped(NAMED, "My page, password: Abc12345", TODAY, PAGE, disclaimer_seen=True),
            ("typed_password",),
            id="a password is not kept",
        ),
    ],
)
def test_a_declaration_that_cannot_be(session: Session, typed: DeclarationTyped, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    teacher = cast.actor(session, cast.teacher)
    acts = session.scalar(sa.select(sa.func.count(AuditRow.id)))
    session.rollback()
    with pytest.raises(Refused) as refused:
        declare(session, teacher, NOW, typed=typed)
    assert refused.value.codes == codes
    assert session.scalar(sa.select(sa.func.count(AuditRow.id))) == acts
    assert session.scalars(sa.select(Declaration.id)).all() == []
