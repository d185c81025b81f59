"""7.2: every site has a strong reason, and a no keeps its reason too."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import Decision
from governance.services.decisions import decline_version
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import found_at
from tests.factories import NOW
from tests.services.cast import live_site, make_cast, submitted_site
from tests.services.unchanged import refused


@pytest.mark.parametrize(
    ("reason", "codes"),
    [(None, ("reason_missing",)), ("Fun", ("reason_one_word",))],
    ids=["blank reason is refused", "one-word reason is refused"],
)
def test_a_reason_that_says_nothing_is_refused(session: Session, reason: str | None, codes: tuple[str, ...]) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, reason=reason)
    with refused(session, *codes):
        submit(session, cast, version)


def test_a_no_keeps_its_reason(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    version_id, seen = version.id, version.revision
    head = cast.actor(session, cast.head)
    with refused(session, "reason_blank"):
        decline_version(session, head, NOW, version_id=version_id, seen=seen, reason=" ")
    decline_version(session, head, NOW, version_id=version_id, seen=seen, reason="The newsletter does this already.")
    assert session.scalar(sa.select(Decision.reason)) == "The newsletter does this already."


def test_the_approved_text_shows_the_reason(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (finding,) = found_at(session, cast.school, "7.2")
    assert finding.standing is Standing.KEPT
    assert finding.said == "The reason is teaching, and the head wrote why they agreed."
    assert finding.record == RecordAt("version", site.current_version_id or 0, site.id)


def test_a_text_of_before_that_gives_none_does_not_keep_it(session: Session) -> None:
    cast = make_cast(session)
    with_answers(session, live_site(session, cast), reason="Fun")
    (finding,) = found_at(session, cast.school, "7.2")
    assert finding.standing is Standing.NOT_KEPT
