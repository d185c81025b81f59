"""003-6: no party-political use, and no material that is somebody else’s."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import Site
from tests.clauses.standing import said, stands
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import approve, submit, submitted_draft, write_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def test_a_draft_that_takes_sides_is_not_sent(session: Session, cast: Cast, site: Site) -> None:
    draft_id = write_draft(session, cast, site, party_political="yes")
    with refused(session, "party_political"):
        submit(session, cast, draft_id)


def test_work_of_others_is_named_with_how_they_allowed_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id = write_draft(session, cast, site, others_work="yes")
    with refused(session, "permission_missing"):
        submit(session, cast, draft_id)


def test_the_checklist_is_the_evidence(session: Session, cast: Cast, site: Site) -> None:
    approve(session, cast, submitted_draft(session, cast, site))
    assert stands(session, cast.school, "003-6") is Standing.KEPT
    assert said(session, cast.school, "003-6") == [
        "1 approved draft was confirmed as free of party politics, and of other people’s work without leave."
    ]
