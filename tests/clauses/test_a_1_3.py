"""A.1.3: who reads and who adds what is discussed with the leadership team, which is not an approval."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import Discussion
from governance.services.decisions import approve_version
from governance.services.discussions import record_discussion
from tests.clauses.scene import with_answers
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import REASON, live_site, make_cast, ready_to_decide, submitted_site
from tests.services.unchanged import refused


def test_approve_is_refused_while_no_discussion_is_logged(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    start_writing(session)
    session.execute(sa.delete(Discussion))
    session.commit()
    session.refresh(version)
    version_id, seen = version.id, version.revision
    head = cast.actor(session, cast.head)
    with refused(session, "no_discussion"):
        approve_version(session, head, NOW, version_id=version_id, seen=seen, reason=REASON)


def test_a_discussion_recorded_by_somebody_outside_the_leadership_team_is_refused(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    version_id = version.id
    teacher = cast.actor(session, cast.second)
    with refused(session, "not_yours_to_do"):
        record_discussion(
            session, teacher, NOW, version_id=version_id, held_on=TODAY, who="Two teachers", points="We agreed on it."
        )


def test_other_readers_need_another_discussion(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.1.3") == ["The leadership team discussed these readers and contributors."]
    with_answers(session, site, audience=["public"])
    assert stands(session, cast.school, "A.1.3") is Standing.NOT_KEPT
