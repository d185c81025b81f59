"""001-6: breaches are fully looked into, what may follow fits the kind of person, and crime goes to the police."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.breaches.rules import outcome_refusals
from governance.domain.breaches.words import OUTCOMES, By, Kind, Outcome
from governance.services.breaches.record import close_breach
from governance.services.refused import Refused
from tests.clauses.breach_scene import WHY, looked_into, reported, seen
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged

DONE = {"is_looked_into": True, "police_told": False, "is_leak_undecided": False}


@pytest.mark.parametrize(
    ("by", "outcomes"),
    [
        pytest.param(
            By.EMPLOYEE,
            ["no_breach", "advice", "discipline", "dismissal", "left_to_police"],
            id="staff: the disciplinary procedure",
        ),
        pytest.param(
            By.PARENT,
            ["no_breach", "advice", "photo_rights_taken", "left_to_police"],
            id="a parent: photo and mobile rights are taken away",
        ),
        pytest.param(
            By.PROVIDER,
            ["no_breach", "advice", "providers_procedure", "contract_ended", "left_to_police"],
            id="a contracted provider: its own procedure",
        ),
        pytest.param(By.PUPIL, ["no_breach", "advice", "behaviour_policy", "left_to_police"], id="a pupil"),
    ],
)
def test_the_list_of_outcomes_differs_by_kind(by: By, outcomes: list[str]) -> None:
    assert [outcome.value for outcome in OUTCOMES[by]] == outcomes


def test_a_parent_is_not_disciplined(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, by=By.PARENT)
    head = cast.actor(session, cast.head)
    session.rollback()
    looked_into(session, head, breach_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        close_breach(
            session,
            head,
            NOW,
            breach_id=breach_id,
            seen=seen(session, breach_id),
            outcome=Outcome.DISCIPLINE,
            reason=WHY,
        )
    assert refused.value.codes == ("not_for_this_person",)


def test_nothing_follows_before_it_was_looked_into() -> None:
    found = outcome_refusals(
        By.PARENT, (Kind.IMAGES,), Outcome.PHOTO_RIGHTS_TAKEN, WHY, **{**DONE, "is_looked_into": False}
    )
    assert [refusal.code for refusal in found] == ["not_looked_into"]


def test_a_crime_goes_to_the_police_before_it_ends() -> None:
    found = outcome_refusals(By.PARENT, (Kind.ILLEGAL,), Outcome.PHOTO_RIGHTS_TAKEN, WHY, **DONE)
    assert [refusal.code for refusal in found] == ["police_not_told"]
