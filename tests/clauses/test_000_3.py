"""000-3: contact with children or families needs a reason agreed by senior managers; unsigned is not "agreed"."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.words import DeclarationKind
from governance.models import Person
from governance.services.refused import NotHere, Refused
from governance.services.registers.declarations import answer_contact
from tests.clauses.declaring import declared, row_and_acts, seen_of
from tests.clauses.standing import said, stands
from tests.factories import NOW
from tests.services.cast import Cast, make_cast

CONTACT = DeclarationKind.AGREED_CONTACT
EASTER = dt.date(2027, 4, 1)
WHY = "The choir meets after dark."


def _answer(
    session: Session, cast: Cast, number: int, who: Person, *, agreed: bool = True, review: dt.date | None = EASTER
) -> None:
    actor, seen = cast.actor(session, who), seen_of(session, number)
    answer_contact(session, actor, NOW, declaration_id=number, seen=seen, agreed=agreed, answer=WHY, review_on=review)


def test_an_unsigned_reason_is_not_agreed(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, CONTACT)
    assert said(session, cast.school, "000-3", reader=cast.actor(session, cast.head)) == [
        "A reason for contact has not been agreed to yet."
    ]
    _answer(session, cast, number, cast.assistant)
    assert stands(session, cast.school, "000-3", reader=cast.actor(session, cast.head)) is Standing.KEPT
    spring = dt.datetime(2027, 4, 2, 9, tzinfo=dt.UTC)
    assert stands(session, cast.school, "000-3", reader=cast.actor(session, cast.head), now=spring) is Standing.DUE


def test_a_no_stops_the_contact(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, CONTACT)
    _answer(session, cast, number, cast.head, agreed=False, review=None)
    assert stands(session, cast.school, "000-3", reader=cast.actor(session, cast.head)) is Standing.NOT_KEPT


def test_no_senior_manager_agrees_to_their_own(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, CONTACT, cast.assistant)
    before = row_and_acts(session, number)
    with pytest.raises(Refused) as refused:
        _answer(session, cast, number, cast.assistant)
    assert refused.value.codes == ("declaration_own",)
    assert row_and_acts(session, number) == before


@pytest.mark.parametrize("who", ["second", "ict", "dsl", "chair"])
def test_nobody_but_leadership_reads_it(session: Session, who: str) -> None:
    cast = make_cast(session)
    number = declared(session, cast, CONTACT)
    before = row_and_acts(session, number)
    with pytest.raises(NotHere):
        _answer(session, cast, number, getattr(cast, who))
    assert row_and_acts(session, number) == before


def test_a_yes_has_a_day_on_which_it_is_looked_at_again(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, CONTACT)
    before = row_and_acts(session, number)
    with pytest.raises(Refused) as refused:
        _answer(session, cast, number, cast.head, review=None)
    assert refused.value.codes == ("contact_without_review",)
    assert row_and_acts(session, number) == before
