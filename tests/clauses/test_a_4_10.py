"""A.4.10: official sites are no place for personal opinions: whoever approves ticks it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import Site
from tests.clauses.standing import said, stands
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import approve, submitted_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def test_the_reviewers_tick_is_needed_and_is_the_evidence(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    with refused(session, "not_confirmed"):
        approve(session, cast, draft_id, confirmed=("worthwhile", "law", "no_politics", "no_contacts"))
    approve(session, cast, draft_id)
    assert stands(session, cast.school, "A.4.10") is Standing.ADVICE_ONLY
    assert said(session, cast.school, "A.4.10") == ["1 approved draft was confirmed as free of personal opinions."]
