"""000-4: no photos of self, colleagues or visitors taken at work without their consent: not only pupils."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import Covers, GivenBy, NameShown, ShownKind
from governance.services.images import image_refusals_of
from tests.clauses.standing import found_at, stands
from tests.factories import TODAY
from tests.services.images_cast import Pictures


@pytest.mark.parametrize("kind", [ShownKind.EMPLOYEE, ShownKind.VISITOR, ShownKind.OTHER_ADULT], ids=lambda k: k.value)
def test_the_image_check_asks_for_staff_and_visitors_consent(session: Session, kind: ShownKind) -> None:
    place = Pictures(session)
    image = place.image(place.person("Mrs Hill", kind))
    found = image_refusals_of(session, place.school_id, [image], place.blog_id, TODAY)
    session.rollback()
    assert [(refusal.code, refusal.clause) for refusal in found] == [("adult_consent_never", "000-4")]
    place.use(image)
    (finding,) = found_at(session, place.school, "000-4")
    assert (finding.standing, finding.said) == (
        Standing.NOT_KEPT,
        "1 use of an image lacks the consent of a grown-up in it.",
    )


def test_a_colleague_who_agreed_may_be_shown_and_named(session: Session) -> None:
    place = Pictures(session)
    colleague = place.person("Mrs Hill", ShownKind.EMPLOYEE)
    place.consent(colleague, covers=Covers.NAME_WITH_IMAGE, by=GivenBy.SELF)
    place.use(place.image(colleague, name=NameShown.FULL_NAME))
    assert stands(session, place.school, "000-4") is Standing.KEPT


def test_a_pupil_without_consent_is_no_matter_of_this_clause(session: Session) -> None:
    place = Pictures(session)
    place.use(place.image(place.person()))
    assert stands(session, place.school, "000-4") is Standing.KEPT
