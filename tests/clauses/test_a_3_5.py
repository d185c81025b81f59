"""A.3.5: the head is consulted on purpose and content, and additionally approves logo and brand: two records."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind
from governance.domain.clauses.finding import Standing
from governance.domain.words import ApprovalKind, VersionState
from governance.models import Consultation, Decision, Site
from governance.services.approvals.deciding import decline_request, end_request
from governance.services.brand_reads import brand_said_on
from governance.services.decisions import approve_version, decide_brand
from governance.services.situations import running_version
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, start_writing
from tests.services.approvals_cast import WHY, approved, asked, brand, row, seen
from tests.services.cast import REASON, Cast, live_site, make_cast, ready_to_decide, submitted_site


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def brand_yes(session: Session, site: Site) -> bool | None:
    """Whether the site's page says that the logo has a yes."""
    session.rollback()
    found = brand_said_on(session, site, running_version(session, site), TODAY)
    session.rollback()
    return found


def test_consultation_and_brand_approval_are_two_records(session: Session, cast: Cast) -> None:
    live_site(session, cast)
    assert session.scalar(sa.select(sa.func.count()).select_from(Consultation)) == 1
    kinds = session.scalars(sa.select(Decision.kind).order_by(Decision.kind)).all()
    assert list(kinds) == [ApprovalKind.BRAND, ApprovalKind.CREATION]


def test_a_site_can_be_approved_and_its_logo_not(session: Session, cast: Cast) -> None:
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    session.refresh(version)
    head, version_id, revision = cast.actor(session, cast.head), version.id, version.revision
    approve_version(session, head, NOW, version_id=version_id, seen=revision, reason=REASON)
    session.refresh(version)
    assert version.state is VersionState.APPROVED
    assert brand_yes(session, site) is False
    session.refresh(version)
    revision = version.revision
    session.rollback()
    decide_brand(session, head, NOW, version_id=version_id, seen=revision, reason="Not on this host.", is_yes=False)
    assert brand_yes(session, site) is False


def test_a_live_site_asks_anew_and_the_yes_counts_until_it_ends(session: Session, cast: Cast) -> None:
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    session.refresh(version)
    head, version_id, revision = cast.actor(session, cast.head), version.id, version.revision
    approve_version(session, head, NOW, version_id=version_id, seen=revision, reason=REASON)
    site_id = site.id
    assert brand_yes(session, site) is False
    request_id = asked(session, cast, RequestKind.BRAND, brand(site_id))
    decline_request(session, head, NOW, request_id=request_id, seen=seen(session, request_id), reason="Not there.")
    assert brand_yes(session, site) is False
    request_id = approved(session, cast, RequestKind.BRAND, brand(site_id))
    assert row(session, request_id).version_id == version_id
    assert brand_yes(session, site) is True
    end_request(session, head, NOW, request_id=request_id, seen=seen(session, request_id), reason="It looks wrong.")
    assert brand_yes(session, site) is False


def test_a_use_elsewhere_is_a_record_of_its_own_and_no_yes_for_a_site(session: Session, cast: Cast) -> None:
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    session.refresh(version)
    head, version_id, revision = cast.actor(session, cast.head), version.id, version.revision
    approve_version(session, head, NOW, version_id=version_id, seen=revision, reason=REASON)
    site_id = site.id
    request_id = approved(session, cast, RequestKind.BRAND, brand(site_id, use="print"))
    assert row(session, request_id).version_id is None
    assert brand_yes(session, site) is False
    assert row(session, request_id).reason == WHY


def test_how_it_stands_is_shown(session: Session, cast: Cast) -> None:
    live_site(session, cast)
    assert said(session, cast.school, "A.3.5") == [
        "The head was consulted on purpose and content, and approved logo and brand."
    ]
    assert stands(session, cast.school, "A.3.5") is Standing.KEPT


def test_a_live_site_without_the_yes_lacks_its_logo_evidence(session: Session, cast: Cast) -> None:
    site = live_site(session, cast)
    site_id = site.id
    start_writing(session)
    for guard in ("decisions_stand", "decisions_no_delete"):
        on_table = " ON decisions" if session.get_bind().dialect.name == "postgresql" else ""
        session.execute(sa.text(f"DROP TRIGGER {guard}{on_table}"))
    session.execute(sa.update(Decision).where(Decision.kind == ApprovalKind.BRAND).values(answer="no"))
    session.commit()
    assert stands(session, cast.school, "A.3.5", site_id) is Standing.NOT_KEPT
    assert said(session, cast.school, "A.3.5") == [
        "Logo evidence is missing: the head has not said yes to logo and brand on it."
    ]
    approved(session, cast, RequestKind.BRAND, brand(site_id))
    assert stands(session, cast.school, "A.3.5", site_id) is Standing.KEPT
