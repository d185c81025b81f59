"""A.2.1: the interests of children come first at all times; its evidence is what 7.4 asks to be written."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from tests.clauses.scene import with_answers
from tests.clauses.standing import found_at, stands
from tests.services.cast import live_site, make_cast


def test_it_is_advice_and_the_approved_text_is_its_evidence(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (finding,) = found_at(session, cast.school, "A.2.1")
    assert (finding.standing, finding.said) == (
        Standing.ADVICE_ONLY,
        "The approved text says how it is good for the children.",
    )
    assert finding.record == RecordAt("version", site.current_version_id or 0, site.id)
    with_answers(session, site, best_interests=None)
    assert stands(session, cast.school, "A.2.1") is Standing.NOT_KEPT
