"""The clock counts the clauses once for each school and day, for nobody in particular, and only where many are seen."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.breaches.words import Kind
from governance.domain.concerns import About
from governance.domain.registers.words import DeclarationKind
from governance.jobs.clock import run_periodic
from governance.jobs.counting import count_clauses
from governance.jobs.periodic import PERIODIC
from governance.models import ClauseCount, School
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.counted import counted_before, counted_now
from governance.queries.clauses.finders import found_by
from tests.clauses.breach_scene import reported
from tests.clauses.concern_scene import recorded
from tests.clauses.declaring import declared
from tests.factories import NOW, make_school
from tests.services.cast import live_site, make_cast
from tests.services.trust import further_schools
from tests.services.unchanged import unchanged

COUNTING = [task for task in PERIODIC if task.name == "count_clauses"]
EARLY = dt.datetime(2026, 11, 18, 5, 39, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 11, 18, 5, 40, tzinfo=dt.UTC)


def moments(session: Session) -> list[dt.datetime]:
    """When each school was counted last."""
    found = list(session.scalars(sa.select(ClauseCount.counted_at).order_by(ClauseCount.school_id)))
    session.rollback()
    return found


def test_each_school_is_counted_in_its_own_morning_and_again_the_next_day(
    shared_sessions: Callable[[], Session],
) -> None:
    with shared_sessions() as session:
        far = further_schools(session, count=21)[0].id
        session.rollback()
        session.connection(execution_options={"writes": True})
        session.get_one(School, far).time_zone = "Pacific/Auckland"
        session.commit()
        # It is evening in Auckland, whose morning was made up for by nobody yet.
        assert len(run_periodic(shared_sessions, EARLY, COUNTING)) == 1
        assert len(run_periodic(shared_sessions, MORNING, COUNTING)) == 20
        assert run_periodic(shared_sessions, MORNING + dt.timedelta(hours=5), COUNTING) == []
        assert moments(session) == [EARLY, *[MORNING] * 20]
        tomorrow = MORNING + dt.timedelta(days=1)
        assert len(run_periodic(shared_sessions, tomorrow, COUNTING)) == 21
        assert moments(session) == [tomorrow] * 21


def test_two_workers_count_every_school_once(shared_sessions: Callable[[], Session]) -> None:
    with shared_sessions() as session:
        further_schools(session, count=21)
    together = threading.Barrier(2)
    done: list[str] = []

    def work() -> None:
        together.wait()
        done.extend(run_periodic(shared_sessions, MORNING, COUNTING))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(done) == len(set(done)) == 21
    with shared_sessions() as session:
        assert moments(session) == [MORNING] * 21


def test_where_nobody_could_be_shown_it_nothing_is_counted(session: Session) -> None:
    further_schools(session, count=19)
    school = make_school(session).id
    session.rollback()
    with unchanged(session):
        count_clauses(session, the_clock(school), MORNING)


def test_nobody_learns_from_kept_figures_what_few_may_read(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    further_schools(session)
    school_id = cast.school.id
    session.rollback()
    count_clauses(session, the_clock(school_id), MORNING)
    before = counted_before(session, [session.get_one(School, school_id)])[school_id].figures
    declared(session, cast, DeclarationKind.EMPLOYER_NAMED)
    declared(session, cast, DeclarationKind.FAMILY_FRIEND)
    recorded(session, cast, About.CHILD)
    reported(session, cast, about=cast.teacher, kinds=(Kind.CONFIDENCE,))
    head = cast.actor(session, cast.head)
    session.rollback()
    count_clauses(session, the_clock(school_id), NOW)
    school = session.get_one(School, school_id)
    after = counted_before(session, [school])[school_id]
    assert (after.at, after.figures) == (NOW, before)
    # The head, who reads the declarations, is shown them on the school's own page all the same.
    read = found_by(asked_of(session, [school], NOW, reader=head), ["003-1"])[school_id]
    assert sorted(finding.standing.value for finding in read) == ["due", "not_kept"]
    assert before["003-1"].standing.value == "kept"


def test_what_is_kept_is_what_is_asked_live(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    further_schools(session)
    school_id = cast.school.id
    session.rollback()
    count_clauses(session, the_clock(school_id), NOW)
    school = session.get_one(School, school_id)
    kept, live = counted_before(session, [school])[school_id], counted_now(session, [school], NOW)[school_id]
    assert kept == live
    assert {number: tuple(kept.figures[number]) for number in ("A.3.1", "A.4.7", "A.3.6", "8.2")} == {
        "A.3.1": ("kept", 0, 1),
        "A.4.7": ("kept", 0, 1),
        "A.3.6": ("kept", 0, 0),
        "8.2": ("due", 0, 0),
    }
