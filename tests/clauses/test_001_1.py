"""001-1: where the policy says so, a site needs the permission of the head and of the governing body."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.words import VersionState
from governance.models import PolicySetting
from governance.services.decisions import approve_version
from tests.clauses.standing import found_at
from tests.factories import NOW, start_writing
from tests.services.cast import REASON, Cast, live_site, make_cast, ready_to_decide, submitted_site


def ask_the_governors(session: Session, cast: Cast) -> None:
    start_writing(session)
    session.add(
        PolicySetting(
            school_id=cast.school.id,
            key="second_approvers",
            value={"is": ["governors"]},
            changed_at=NOW,
            changed_by=cast.head.id,
        )
    )
    session.commit()


def test_one_alone_is_not_enough(session: Session) -> None:
    cast = make_cast(session)
    ask_the_governors(session, cast)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    session.refresh(version)
    version_id, seen = version.id, version.revision
    head, chair = cast.actor(session, cast.head), cast.actor(session, cast.chair)
    approve_version(session, head, NOW, version_id=version_id, seen=seen, reason=REASON)
    session.refresh(version)
    assert version.state is VersionState.SUBMITTED
    seen = version.revision
    session.rollback()
    approve_version(session, chair, NOW, version_id=version_id, seen=seen, reason=REASON, minute="Minute 7 of autumn")
    session.refresh(version)
    assert version.state is VersionState.APPROVED


def test_a_site_from_before_the_rule_lacks_the_governors_yes(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (before,) = found_at(session, cast.school, "001-1")
    assert (before.standing, before.record) == (Standing.NOT_ASKED, RecordAt("policy_settings"))
    ask_the_governors(session, cast)
    (finding,) = found_at(session, cast.school, "001-1")
    assert (finding.standing, finding.site_id) == (Standing.NOT_KEPT, site.id)
    assert finding.said == "The head’s yes stands alone; the governing body has not said theirs to this text."
