"""001-3: images of employees, pupils and governors only if authorised."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import GivenBy, ShownKind
from governance.services.take_downs import finish_take_down
from tests.clauses.standing import found_at, stands
from tests.factories import NOW
from tests.services.images_cast import PUBLISHED, Pictures
from tests.services.unchanged import refused


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        pytest.param(ShownKind.PUPIL, "pupil_consent_never", id="a pupil"),
        pytest.param(ShownKind.EMPLOYEE, "adult_consent_never", id="an employee too"),
        pytest.param(ShownKind.GOVERNOR, "adult_consent_never", id="a governor too"),
    ],
)
def test_an_image_is_used_only_with_consent_for_adults_too(session: Session, kind: ShownKind, code: str) -> None:
    place = Pictures(session)
    shown = place.person("Ada", kind)
    image = place.image(shown)
    with refused(session, code):
        place.use(image, used_on=None)
    place.use(image)
    (found,) = found_at(session, place.school, "001-3")
    assert (found.standing, found.said) == (Standing.NOT_KEPT, "1 use of an image lacks somebody’s consent.")
    place.consent(shown, by=GivenBy.PARENT if kind is ShownKind.PUPIL else GivenBy.SELF)
    assert stands(session, place.school, "001-3") is Standing.KEPT


def test_a_consent_dated_after_the_image_was_published_is_flagged(session: Session) -> None:
    place = Pictures(session)
    ada = place.person()
    place.consent(ada, given_on=dt.date(2026, 11, 2))
    place.use(place.image(ada), PUBLISHED)
    (found,) = found_at(session, place.school, "001-3")
    assert (found.standing, found.said) == (
        Standing.DUE,
        "1 use of an image began before somebody’s consent was given.",
    )


def test_a_withdrawal_is_due_until_it_is_taken_down_and_not_kept_once_its_hours_are_over(session: Session) -> None:
    place = Pictures(session)
    ada = place.person()
    place.consent(ada)
    place.use(place.image(ada))
    place.withdraw(ada)
    said = "1 place is still to be taken down after consent was withdrawn."
    assert [(one.standing, one.said) for one in found_at(session, place.school, "001-3")] == [(Standing.DUE, said)]
    late = NOW + dt.timedelta(hours=25)
    assert stands(session, place.school, "001-3", now=late) is Standing.NOT_KEPT
    (task,) = place.tasks()
    finish_take_down(session, place.teacher, late, take_down_id=task.id, seen=task.revision)
    assert stands(session, place.school, "001-3", now=late) is Standing.KEPT
