"""A.4.4: the law: an image with a pupil and no consent blocks; each of the six laws is ticked."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import Face, ImageKind, NameShown, ShownKind
from governance.models import Image, ImagePerson, PersonShown, Site
from governance.services.content.writing import choose_images
from governance.services.refused import Refused
from tests.clauses.standing import said, stands
from tests.factories import NOW, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import approve, seen_of, state_of, submit, submitted_draft, write_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def pupils_picture(session: Session, cast: Cast) -> int:
    """A picture of the register that shows a pupil's face; nobody has agreed to anything."""
    start_writing(session)
    known = {"school_id": cast.school.id, "recorded_by": cast.ict.id, "recorded_at": NOW}
    image = Image(kind=ImageKind.PICTURE, description="The class at the museum", people_known=True, **known)
    pupil = PersonShown(kind=ShownKind.PUPIL, name="A pupil", **known)
    session.add_all([image, pupil])
    session.flush()
    session.add(
        ImagePerson(
            school_id=cast.school.id, image_id=image.id, shown_id=pupil.id, face=Face.FACE_ON, name_shown=NameShown.NONE
        )
    )
    session.commit()
    found = image.id
    session.rollback()
    return found


def test_an_image_with_a_pupil_and_no_consent_blocks(session: Session, cast: Cast, site: Site) -> None:
    draft_id, image_id = write_draft(session, cast, site), pupils_picture(session, cast)
    teacher = cast.actor(session, cast.teacher)
    seen = seen_of(session, draft_id)
    choose_images(session, teacher, NOW, draft_id=draft_id, seen=seen, image_ids=[image_id])
    with pytest.raises(Refused) as caught:
        submit(session, cast, draft_id)
    assert "pupil_consent_never" in caught.value.codes
    assert state_of(session, draft_id) == ("draft", 1)


def test_each_of_the_six_laws_is_ticked(session: Session, cast: Cast, site: Site) -> None:
    draft_id = write_draft(session, cast, site, law=["privacy", "libel"])
    with refused(session, "law_missing"):
        submit(session, cast, draft_id)


def test_its_evidence_is_the_checklist_of_author_and_approver(session: Session, cast: Cast, site: Site) -> None:
    approve(session, cast, submitted_draft(session, cast, site))
    assert stands(session, cast.school, "A.4.4") is Standing.KEPT
    assert said(session, cast.school, "A.4.4") == [
        "1 approved draft was checked against the six laws by author and approver, its pictures against the consents."
    ]
