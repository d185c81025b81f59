"""7.3: a site follows appendix A and keeps to the host's minimum age, today as on the day it was launched."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import Evidence, PlatformAge, Site
from governance.services.sites import launch_site
from tests.clauses.scene import change, with_answers
from tests.clauses.standing import found_at
from tests.domain.proposal.samples import account
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import (
    Cast,
    approve,
    live_site,
    make_cast,
    ready_to_decide,
    see_what_the_gate_asks,
    submitted_site,
)
from tests.services.unchanged import refused

ABROAD = {
    "hosted_by": "third_party",
    "platform": "facebook",
    "pupil_accounts": "accounts",
    "year_groups": ["y4"],
    **{key: value for key, value in account().items() if key.startswith(("intervention", "report"))},
}


def abroad(cast: Cast) -> dict[str, object]:
    return {**ABROAD, "intervention_people": [cast.teacher.id]}


def add_evidence(session: Session, cast: Cast, site: Site) -> None:
    """The host's own rules were found to conform."""
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


def facebook_asks(session: Session, cast: Cast, age: int) -> None:
    start_writing(session)
    session.add(
        PlatformAge(
            school_id=cast.school.id,
            platform="facebook",
            nation="",
            rule="age",
            standing="read",
            age=age,
            from_date=dt.date(2020, 1, 1),
            source="its terms",
            checked_on=TODAY,
        )
    )
    session.commit()


def test_year_four_pupils_as_contributors_on_a_platform_for_13_and_over_block_the_launch(session: Session) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast, **abroad(cast))
    facebook_asks(session, cast, 8)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    see_what_the_gate_asks(session, cast, site)
    change(session, PlatformAge, {"platform": "facebook"}, age=13)
    start_writing(session)
    add_evidence(session, cast, site)
    session.commit()
    session.refresh(site)
    site_id, seen = site.id, site.revision
    session.rollback()
    with refused(session, "gate_minimum_age"):
        launch_site(session, cast.actor(session, cast.ict), NOW, site_id=site_id, seen=seen)


def test_a_changed_age_reopens_the_check_on_a_live_site(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (before,) = found_at(session, cast.school, "7.3")
    assert (before.standing, before.record) == (Standing.KEPT, RecordAt("go_live", 0, site.id))
    facebook_asks(session, cast, 8)
    with_answers(session, site, **{**abroad(cast), "under_age": "They see only what suits them too."})
    (reached,) = found_at(session, cast.school, "A.2.5")
    assert reached.standing is Standing.KEPT
    change(session, PlatformAge, {"platform": "facebook"}, age=13)
    (after,) = found_at(session, cast.school, "A.2.5")
    assert after.standing is Standing.NOT_KEPT
    (whole,) = found_at(session, cast.school, "7.3")
    assert whole.standing is Standing.NOT_KEPT
    assert "A.2" in whole.said
