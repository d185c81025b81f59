"""Evidence and evaluations as rows: what each leaves, what is a repeat, and what is refused (A.1.7, A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.evidence import EvidenceKind
from governance.models import Evaluation, Evidence
from governance.services.evidence import record_evaluation, record_evidence
from tests.factories import NOW, TODAY
from tests.services.cast import live_site, make_cast
from tests.services.left_behind import leaving
from tests.services.unchanged import refused

SEEN = {"statement": "Hidden from search engines.", "link": "", "seen_on": TODAY}


def test_what_was_seen_is_kept_with_its_last_day(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    asked = {"site_id": site.id, "kind": EvidenceKind.PRIVACY_SETTINGS, **SEEN}
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        record_evidence(session, ict, NOW, **asked)
    assert (left.rows, left.acts, left.told) == ({"evidence": 1}, ["evidence.recorded"], [])
    row = session.scalars(sa.select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()
    assert (row.recorded_by, row.seen_on, row.valid_until) == (cast.ict.id, TODAY, dt.date(2027, 11, 18))
    session.rollback()
    with leaving(session) as left:
        record_evidence(session, ict, NOW, **asked)
    assert (left.rows, left.acts) == ({}, [])
    dsl = cast.actor(session, cast.dsl)
    with refused(session, "not_yours_to_do"):
        record_evidence(session, dsl, NOW, **asked)


def test_an_exception_names_the_head_who_allowed_it(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    asked = {"site_id": site.id, "kind": EvidenceKind.LOGO, **SEEN, "exception": "The host crops every logo."}
    ict, head = cast.actor(session, cast.ict), cast.actor(session, cast.head)
    with refused(session, "exception_not_yours"):
        record_evidence(session, ict, NOW, **asked)
    record_evidence(session, head, NOW, **asked)
    row = session.scalars(sa.select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()
    assert (row.exception_by, row.valid_until) == (cast.head.id, None)


def test_a_measure_is_evaluated_once_for_the_same_words(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    asked = {"site_id": site.id, "measure": 1, "met": True, "evidence": "Every child wrote.", "result": "continue"}
    assistant = cast.actor(session, cast.assistant)
    with leaving(session) as left:
        record_evaluation(session, assistant, NOW, **asked)
    assert (left.rows, left.acts) == ({"evaluations": 1}, ["evaluation.recorded"])
    row = session.scalars(sa.select(Evaluation)).one()
    assert (row.version_id, row.measure, row.met, row.outcome) == (site.current_version_id, 1, True, "continue")
    session.rollback()
    with leaving(session) as left:
        record_evaluation(session, assistant, NOW, **asked)
    assert (left.rows, left.acts) == ({}, [])
    with refused(session, "no_such_measure"):
        record_evaluation(session, assistant, NOW, **{**asked, "measure": 2})
