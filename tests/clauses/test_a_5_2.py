"""A.5.2: a site for pupils has the strongest privacy settings, looked at again in time."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.evidence import EvidenceKind
from governance.models import Evidence
from governance.services.evidence import record_evidence
from tests.clauses.scene import change, on
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, TODAY
from tests.services.cast import Cast, live_site, make_cast
from tests.services.unchanged import refused

WEAKER = "Search engines find it, because families look for it."


def record(session: Session, cast: Cast, site_id: int, *, by: str, exception: str) -> None:
    record_evidence(
        session,
        cast.actor(session, getattr(cast, by)),
        NOW,
        site_id=site_id,
        kind=EvidenceKind.PRIVACY_SETTINGS,
        statement="Comments wait, and search engines are let in.",
        link="",
        seen_on=TODAY,
        exception=exception,
    )


def test_a_setting_weaker_than_the_strongest_needs_the_head_s_exception(session: Session) -> None:
    cast = make_cast(session)
    site_id = live_site(session, cast).id
    with refused(session, "exception_not_yours"):
        record(session, cast, site_id, by="ict", exception=WEAKER)
    record(session, cast, site_id, by="head", exception=WEAKER)
    (finding,) = found_at(session, cast.school, "A.5.2")
    assert (finding.standing, finding.said) == (
        Standing.KEPT,
        "The head allowed an exception, with its reason.",
    )


def test_an_expired_check_shows(session: Session) -> None:
    cast = make_cast(session)
    site_id = live_site(session, cast).id
    change(session, Evidence, {"kind": "privacy_settings"}, valid_until=dt.date(2026, 11, 20))
    assert stands(session, cast.school, "A.5.2", site_id, on(dt.date(2026, 11, 20))) is Standing.KEPT
    (finding,) = found_at(session, cast.school, "A.5.2", on(dt.date(2026, 11, 21)))
    assert finding.standing is Standing.DUE
    assert finding.said == (
        "The strongest privacy settings are on: what was recorded counted until Friday 20 November 2026."
    )
    assert session.scalar(sa.select(sa.func.count(Evidence.id))) == 4
