"""A.4.9: text with a personal e-mail address is caught; the school’s own domain is not."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import ReadingSettings, School, Site
from tests.clauses.standing import said, stands
from tests.factories import start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import approve, state_of, submit, submitted_draft, write_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Write to sam.hill@mail.example.", id="a personal e-mail address"),
        pytest.param("Ring me at home: 01632 960999.", id="a home telephone number"),
        pytest.param("We meet at MK9 3QA.", id="a postcode"),
    ],
)
def test_personal_contact_details_are_caught(session: Session, cast: Cast, site: Site, text: str) -> None:
    draft_id = write_draft(session, cast, site, text=text)
    with refused(session, "personal_detail"):
        submit(session, cast, draft_id)


def test_the_schools_own_address_number_and_postcode_are_not(session: Session, cast: Cast, site: Site) -> None:
    start_writing(session)
    session.get_one(School, cast.school.id).website = "https://www.oak.example/"
    contacts = {"phones": ["01632 960001"], "postcodes": ["MK9 1AB"]}
    session.add(ReadingSettings(school_id=cast.school.id, contacts=contacts))
    session.commit()
    own = "Write to office@oak.example, ring 01632 960001, or come to MK9 1AB. Year 10 May ball tickets are there."
    approve(session, cast, draft_id := submitted_draft(session, cast, site, text=own))
    assert state_of(session, draft_id) == ("approved", 1)
    assert stands(session, cast.school, "A.4.9") is Standing.KEPT
    assert said(session, cast.school, "A.4.9") == [
        "1 approved draft was searched for personal contact details before it could be sent."
    ]
