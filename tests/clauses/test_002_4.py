"""002-4: people of partner organisations are covered: known, made sure of, and on named sites of ours only."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.registers.partners import PartnerTyped
from governance.domain.registers.words import PartnerKind
from governance.models import PartnerSchool
from governance.services.refused import Refused
from governance.services.registers.partners import add_partner, change_partner, end_partner
from tests.clauses.standing import stands
from tests.factories import NOW, TODAY
from tests.services.cast import make_cast
from tests.services.unchanged import refused

TOMORROW = dt.date(2026, 11, 19)
TYPED = PartnerTyped(PartnerKind.SCHOOL, "Elm Primary", "The office of Elm Primary", TODAY)


def test_a_partner_is_due_until_somebody_made_sure_of_it(session: Session) -> None:
    cast = make_cast(session)
    assert stands(session, cast.school, "002-4") is Standing.NOT_ASKED
    ict = cast.actor(session, cast.ict)
    number = add_partner(session, ict, NOW, typed=TYPED)
    assert stands(session, cast.school, "002-4") is Standing.DUE
    sure = PartnerTyped(
        PartnerKind.SCHOOL, "Elm Primary", "", TODAY, vetted_by=cast.head.id, vetted_on=TODAY, vetted_how="Rang them."
    )
    change_partner(session, ict, NOW, partner_id=number, seen=_seen(session, number), typed=sure)
    assert stands(session, cast.school, "002-4") is Standing.KEPT
    end_partner(session, ict, NOW, partner_id=number, seen=_seen(session, number))
    assert session.get_one(PartnerSchool, number).ends_on == TODAY


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param(PartnerTyped(PartnerKind.SCHOOL, " ", "", TODAY), ("partner_without_name",), id="it has a name"),
        pytest.param(
            PartnerTyped(PartnerKind.SCHOOL, "Elm", "", TOMORROW, TODAY),
            ("partner_ends_before_start",),
            id="it ends after it began",
        ),
        pytest.param(
            PartnerTyped(PartnerKind.SCHOOL, "Elm", "", TODAY, vetted_on=TODAY),
            ("partner_vetted_by_nobody",),
            id="somebody named made sure of it",
        ),
        pytest.param(
            PartnerTyped(PartnerKind.SCHOOL, "Elm", "", TODAY, sites=frozenset({1})),
            ("partner_not_vetted",),
            id="nobody unknown takes part on our sites",
        ),
    ],
)
def test_a_partner_that_cannot_be(session: Session, typed: PartnerTyped, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    ict = cast.actor(session, cast.ict)
    with pytest.raises(Refused) as caught:
        add_partner(session, ict, NOW, typed=typed)
    assert caught.value.codes == codes
    assert session.query(PartnerSchool).count() == 0


@pytest.mark.parametrize("again", ["Élan Primary", "ELM PRIMARY"])
def test_a_partner_stands_on_the_register_once(session: Session, again: str) -> None:
    cast = make_cast(session)
    ict = cast.actor(session, cast.ict)
    for name in ("Elm Primary", "Élan Primary"):
        add_partner(session, ict, NOW, typed=PartnerTyped(PartnerKind.SCHOOL, name, "", TODAY))
    with refused(session, "partner_known"):
        add_partner(session, ict, NOW, typed=PartnerTyped(PartnerKind.SCHOOL, again, "", TODAY))


def _seen(session: Session, number: int) -> int:
    seen = session.get_one(PartnerSchool, number).revision
    session.rollback()
    return seen
