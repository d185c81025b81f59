"""A.4.3: what is published is worth reading and right: tick and source of the author, tick of the approver."""

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


def test_a_draft_that_was_not_checked_against_its_source_is_not_sent(session: Session, cast: Cast, site: Site) -> None:
    draft_id = write_draft(session, cast, site, accurate="no")
    with refused(session, "not_accurate"):
        submit(session, cast, draft_id)


def test_whoever_approves_confirms_that_it_is_worth_publishing(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    with refused(session, "not_confirmed"):
        approve(session, cast, draft_id, confirmed=("law", "no_politics", "no_contacts", "no_opinions"))


def test_its_evidence_is_the_reviewers_tick(session: Session, cast: Cast, site: Site) -> None:
    approve(session, cast, submitted_draft(session, cast, site))
    assert stands(session, cast.school, "A.4.3") is Standing.ADVICE_ONLY
    assert said(session, cast.school, "A.4.3") == [
        "1 approved draft was confirmed as worth publishing and right, with its sources."
    ]
