"""A.1.7: it is said how success will be seen, and on the day somebody looks at each measure."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.services.evidence import record_evaluation
from tests.clauses.scene import draft_of, on, submit
from tests.clauses.standing import found_at, said
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused

MEASURES = [
    {"measure": "Children who wrote", "target": "Every child", "review_on": "2027-03-26"},
    {"measure": "Families who read", "target": "Half of them", "review_on": "2027-03-26"},
]
AFTER = on(dt.date(2027, 4, 1))


def test_a_proposal_without_measures_cannot_be_submitted(session: Session) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, measures=None)
    with refused(session, "measures_missing"):
        submit(session, cast, version)


def test_a_site_past_its_evaluation_date_shows_until_every_objective_is_evaluated(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast, measures=MEASURES)
    site_id = site.id
    assert said(session, cast.school, "A.1.7") == ["2 measures are named, 0 of them evaluated so far."]
    (late,) = found_at(session, cast.school, "A.1.7", AFTER)
    assert (late.standing, late.record) == (Standing.NOT_KEPT, RecordAt("evaluations", 0, site_id))
    assert late.said == "2 measures are to be evaluated since Friday 26 March 2027."
    for measure in (1, 2):
        assert [one.standing for one in found_at(session, cast.school, "A.1.7", AFTER)] == [Standing.NOT_KEPT]
        record_evaluation(
            session,
            cast.actor(session, cast.assistant),
            AFTER,
            site_id=site_id,
            measure=measure,
            met=True,
            evidence="Counted in March.",
            result="continue",
        )
    assert said(session, cast.school, "A.1.7", AFTER) == ["2 measures are named, 2 of them evaluated so far."]
