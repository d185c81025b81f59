"""A.4.5: tone and topics respect the readers: a sensitive topic has a second reader, neither author nor approver."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import Person, Site
from governance.services.content.deciding import read_again
from tests.clauses.standing import said, stands
from tests.factories import NOW
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import EVERYTHING, approve, seen_of, state_of, submitted_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def read(session: Session, cast: Cast, draft_id: int, person: Person, note: str = "", fine: bool = True) -> None:
    seen = seen_of(session, draft_id)
    read_again(session, cast.actor(session, person), NOW, draft_id=draft_id, seen=seen, is_fine=fine, note=note)


def test_a_sensitive_text_is_approved_only_after_a_second_reader(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site, sensitive="yes")
    everything = (*EVERYTHING, "tone")
    with refused(session, "no_second_reader"):
        approve(session, cast, draft_id, confirmed=everything)
    with refused(session, "own_content"):
        read(session, cast, draft_id, cast.teacher)
    read(session, cast, draft_id, cast.assistant)
    with refused(session, "second_reader_decides"):
        approve(session, cast, draft_id, confirmed=everything)
    approve(session, cast, draft_id, cast.head, confirmed=everything)
    assert state_of(session, draft_id) == ("approved", 1)


def test_a_second_reader_who_asks_for_changes_stops_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site, sensitive="yes")
    with refused(session, "reason_blank"):
        read(session, cast, draft_id, cast.second, fine=False)
    read(session, cast, draft_id, cast.second, "The second sentence blames a family.", fine=False)
    with refused(session, "second_reader_says_no"):
        approve(session, cast, draft_id, confirmed=(*EVERYTHING, "tone"))


def test_its_evidence_is_advice_with_the_reviewers_tick(session: Session, cast: Cast, site: Site) -> None:
    assert stands(session, cast.school, "A.4.5") is Standing.ADVICE_ONLY
    assert said(session, cast.school, "A.4.5") == ["No draft was approved yet; each is asked for it before it can be."]
