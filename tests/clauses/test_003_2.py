"""003-2: a friend of a pupil's family is declared to the head, and open until the committee's date is set."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.words import DeclarationKind
from governance.services.refused import NotHere, Refused
from governance.services.registers.declarations import read_declaration, report_to_committee
from tests.clauses.declaring import declared, row_and_acts, seen_of, told
from tests.clauses.standing import found_at, said, stands
from tests.factories import NOW, TODAY
from tests.services.cast import make_cast

FRIEND = DeclarationKind.FAMILY_FRIEND


def test_it_is_open_until_the_committees_date_is_set(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, FRIEND)
    assert told(session, "declaration_waits") == [("head", "Something waits for you")]
    head = cast.actor(session, cast.head)
    read_declaration(session, head, NOW, declaration_id=number, seen=seen_of(session, number))
    assert stands(session, cast.school, "003-2", reader=cast.actor(session, cast.head)) is Standing.DUE
    assert said(session, cast.school, "003-2", reader=cast.actor(session, cast.head)) == [
        "A friendship with a family has not been reported to the committee yet."
    ]
    seen = seen_of(session, number)
    report_to_committee(session, head, NOW, declaration_id=number, seen=seen, committee_on=TODAY)
    assert stands(session, cast.school, "003-2", reader=cast.actor(session, cast.head)) is Standing.KEPT


def test_a_committee_that_has_still_to_meet_settles_nothing(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, FRIEND)
    before, head = row_and_acts(session, number), cast.actor(session, cast.head)
    later = dt.date(2026, 11, 19)
    with pytest.raises(Refused) as refused:
        report_to_committee(session, head, NOW, declaration_id=number, seen=before[0], committee_on=later)
    assert refused.value.codes == ("committee_in_future",)
    assert row_and_acts(session, number) == before


@pytest.mark.parametrize("who", ["second", "assistant", "ict", "dsl", "chair"])
def test_nobody_else_learns_that_it_is_there(session: Session, who: str) -> None:
    cast = make_cast(session)
    number = declared(session, cast, FRIEND)
    before, other = row_and_acts(session, number), cast.actor(session, getattr(cast, who))
    with pytest.raises(NotHere):
        read_declaration(session, other, NOW, declaration_id=number, seen=before[0])
    assert row_and_acts(session, number) == before


def test_what_a_head_declares_is_for_the_chair_and_not_for_themselves(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, FRIEND, cast.head)
    assert told(session, "declaration_waits") == [("chair", "Something waits for you")]
    head, chair = cast.actor(session, cast.head), cast.actor(session, cast.chair)
    seen = seen_of(session, number)
    with pytest.raises(Refused) as refused:
        report_to_committee(session, head, NOW, declaration_id=number, seen=seen, committee_on=TODAY)
    assert refused.value.codes == ("declaration_own",)
    report_to_committee(session, chair, NOW, declaration_id=number, seen=seen, committee_on=TODAY)
    assert stands(session, cast.school, "003-2", reader=cast.actor(session, cast.chair)) is Standing.KEPT


@pytest.mark.parametrize("who", [None, "ict", "chair"])
def test_who_does_not_read_it_is_shown_the_same_with_and_without_it(session: Session, who: str | None) -> None:
    cast = make_cast(session)
    reader = cast.actor(session, getattr(cast, who)) if who else None
    without = found_at(session, cast.school, "003-2", reader=reader)
    declared(session, cast, FRIEND)
    assert found_at(session, cast.school, "003-2", reader=reader) == without
    assert [finding.standing for finding in without] == [Standing.KEPT]
