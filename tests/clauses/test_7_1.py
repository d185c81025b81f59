"""7.1: only official sites are used to talk with pupils, and whatever is not one is found out."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.pretenders import PretenderOutcome
from governance.domain.words import SiteState, VersionState
from governance.models import AuditRow, PretenderReport
from governance.queries.register import public_sites
from governance.services.pretenders import report_pretender, settle_pretender, the_public
from tests.clauses.standing import found_at, said, stands
from tests.factories import NOW, TODAY, make_site
from tests.services.cast import live_site, make_cast


@pytest.mark.parametrize(
    ("state", "version"),
    [
        (SiteState.FOUND, None),
        (SiteState.PROPOSED, VersionState.DRAFT),
        (SiteState.PROPOSED, VersionState.DECLINED),
        (SiteState.APPROVED, VersionState.APPROVED),
    ],
)
def test_a_site_that_is_not_approved_and_live_never_appears_on_the_official_list(
    session: Session, state: SiteState, version: VersionState | None
) -> None:
    cast = make_cast(session)
    make_site(session, cast.school, cast.teacher, state=state, version=version)
    assert public_sites(session, cast.school, TODAY) == ()


def test_a_report_of_an_unofficial_site_is_a_case_that_waits_until_somebody_settles_it(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    assert said(session, cast.school, "7.1") == [
        "1 official site stands on the public register, and no other account is known."
    ]
    session.rollback()
    who = the_public(cast.school.id)
    report_pretender(
        session, who, NOW, school=cast.school, address="https://x.com/notours", words="", remote="::1", salt="s"
    )
    report = session.scalars(sa.select(PretenderReport)).one()
    assert session.scalar(sa.select(AuditRow.code).where(AuditRow.code.like("pretender.%"))) is not None
    (finding,) = found_at(session, cast.school, "7.1")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("pretenders"))
    assert finding.said == "1 report of a page that may pretend waits."
    ict = cast.actor(session, cast.ict)
    settle_pretender(
        session, ict, NOW, report_id=report.id, seen=report.revision, outcome=PretenderOutcome.HARMLESS, note="A fan."
    )
    assert stands(session, cast.school, "7.1") is Standing.KEPT


def test_an_account_that_was_found_is_due(session: Session) -> None:
    cast = make_cast(session)
    make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None)
    (finding,) = found_at(session, cast.school, "7.1")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("found"))
    assert finding.said == "1 account was found that nobody has approved."
