"""What the database itself keeps, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from governance.db import begin_book_keeping, begin_writing, need_not_wait
from governance.domain.words import Role, VersionState
from governance.models import AuditRow, Decision, ProposalVersion, Site
from governance.services.transaction import NothingRecorded, use_case
from tests.factories import NOW, actor_of, make_person, make_school, make_site
from tests.plugins.databases import BOTH


def test_a_use_case_chains_its_acts(session: Session) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    for _ in range(2):
        with use_case(session, actor, NOW) as record:
            record.act("school.changed", "school", school.id, changed="name")
    rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.sequence)).all()
    assert [row.sequence for row in rows] == [1, 2]
    assert rows[1].previous_hash == rows[0].hash


def test_a_use_case_without_an_act_changes_nothing(session: Session) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    with pytest.raises(NothingRecorded), use_case(session, actor, NOW):
        school.name = "Changed"
    session.refresh(school)
    assert school.name == "Oak Primary"


@pytest.mark.parametrize("statement", ["UPDATE audit_rows SET code = 'x'", "DELETE FROM audit_rows"])
def test_the_audit_is_append_only(session: Session, statement: str) -> None:
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    with use_case(session, actor, NOW) as record:
        record.act("school.changed", "school", school.id, changed="name")
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text(statement))
    session.rollback()


def test_the_database_refuses_a_decision_by_the_proposer(session: Session) -> None:
    school = make_school(session)
    head = make_person(session, school, Role.HEAD)
    site = make_site(session, school, head, version=VersionState.SUBMITTED)
    version = session.scalar(sa.select(ProposalVersion))
    assert version is not None
    session.add(
        Decision(
            school_id=school.id,
            kind="creation",
            version_id=version.id,
            proposer_id=head.id,
            decider_id=head.id,
            approver="head",
            answer="yes",
            reason="A good site.",
            decided_at=NOW,
        )
    )
    with pytest.raises(IntegrityError, match="nobody_decides_their_own"):
        session.flush()
    session.rollback()
    assert site.id


def test_another_schools_row_cannot_be_pointed_at(session: Session) -> None:
    oak = make_school(session)
    elm = make_school(session, "elm", name="Elm Primary")
    elsewhere = make_person(session, elm, Role.TEACHER)
    site = make_site(session, oak, make_person(session, oak, Role.TEACHER))
    with pytest.raises(IntegrityError):
        session.execute(sa.update(Site).where(Site.id == site.id).values(resourcing_owner_id=elsewhere.id))
    session.rollback()


def test_a_submitted_text_is_frozen(session: Session) -> None:
    school = make_school(session)
    make_site(session, school, make_person(session, school, Role.TEACHER), version=VersionState.SUBMITTED)
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(sa.update(ProposalVersion).values(answers={"name": "another"}))
    session.rollback()


@pytest.mark.parametrize(
    ("begin", "waits"),
    [
        pytest.param(begin_writing, {"sqlite": 2, "postgresql": "on"}, id="what is written is on the disk"),
        pytest.param(begin_book_keeping, {"sqlite": 1, "postgresql": "off"}, id="a lease need not be"),
    ],
)
@pytest.mark.parametrize("kind", BOTH)
def test_only_book_keeping_does_not_wait_for_the_disk(
    request: pytest.FixtureRequest, kind: str, begin: Callable[[Session], None], waits: dict[str, object]
) -> None:
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_migrated"}[kind]
    told = {"sqlite": "PRAGMA synchronous=FULL", "postgresql": "SET synchronous_commit = on"}[kind]
    engine = sa.create_engine(request.getfixturevalue(fixture), pool_size=1)
    # The tests' own databases wait for no disk unless they are told to.
    event.listen(engine, "connect", lambda connection, _: (connection.execute(told), connection.commit()))
    level = sa.select(sa.func.current_setting("synchronous_commit"))
    asked = {
        ("sqlite", begin_writing): sa.text("PRAGMA synchronous"),
        ("sqlite", begin_book_keeping): sa.text("PRAGMA synchronous"),
        ("postgresql", begin_writing): level,
        # It is said by the statement itself, for itself alone.
        ("postgresql", begin_book_keeping): level.where(need_not_wait()),
    }
    # The same connection was used for the other way before.
    for begun in (begin_book_keeping, begin_writing, begin):
        with Session(engine) as session:
            begun(session)
            found = session.scalar(asked[kind, begun])
            session.commit()
    assert found == waits[kind]
    engine.dispose()
