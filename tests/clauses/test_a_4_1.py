"""A.4.1: own sites publish terms and rules, and a third party's are stated to conform."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import Evidence
from tests.clauses.scene import with_answers
from tests.clauses.standing import found_at, stands
from tests.domain.proposal.samples import account
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import live_site, make_cast


def test_an_own_site_without_a_published_link_is_red(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (kept,) = found_at(session, cast.school, "A.4.1")
    assert (kept.standing, kept.record) == (Standing.KEPT, RecordAt("go_live", 0, site.id))
    start_writing(session)
    session.execute(sa.update(Evidence).where(Evidence.kind == "rules_published").values(link=""))
    session.commit()
    (finding,) = found_at(session, cast.school, "A.4.1")
    assert finding.standing is Standing.NOT_KEPT
    assert finding.said == "The site links to its rules: it was recorded without an address."


def test_a_third_party_has_a_conformity_statement(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    abroad = {key: value for key, value in account().items() if key.startswith(("intervention", "report"))}
    with_answers(session, site, hosted_by="third_party", platform="facebook", **abroad)
    (finding,) = found_at(session, cast.school, "A.4.1")
    assert finding.standing is Standing.DUE
    assert finding.said == "The host’s own rules conform to the school’s: nobody has recorded it yet."
    start_writing(session)
    session.add(
        Evidence(
            school_id=site.school_id,
            site_id=site.id,
            kind="conformity",
            statement="Its rules match ours.",
            seen_on=TODAY,
            recorded_by=cast.ict.id,
            recorded_at=NOW,
        )
    )
    session.commit()
    assert stands(session, cast.school, "A.4.1") is Standing.KEPT
