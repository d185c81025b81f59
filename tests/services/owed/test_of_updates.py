"""Updates that are owed: from Friday on, late, asleep, and never where nobody could look (A.1.5, A.1.6; DESIGN 7)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Rung
from governance.domain.words import SiteState, VersionState
from governance.models import Membership, PolicySetting, School, SiteUpdate, UpdateWatch
from governance.services.owed.of_updates import owed_updates
from tests.factories import NOW, make_site
from tests.services.cast import Cast
from tests.services.owed.scene import add, change, names, on_day, owed, scene

UPDATES = (Matter.UPDATE_DUE, Matter.UPDATE_LATE, Matter.SITE_ASLEEP)


def posted(session: Session, cast: Cast, site_id: int, day: str) -> None:
    add(
        session,
        SiteUpdate(
            school_id=cast.school.id,
            site_id=site_id,
            source="feed",
            item_key=day,
            first_seen_at=on_day(day),
            counts_on=dt.date.fromisoformat(day),
            why="its_date",
        ),
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-11-19", [], id="nobody is reminded before the policy's day of the week"),
        pytest.param("2026-11-20", [("update_due", "2026-W47", "2026-11-20", "2026-11-20")], id="due from Friday on"),
        pytest.param("2026-11-21", [("update_due", "2026-W47", "2026-11-20", "2026-11-20")], id="and on Saturday"),
        pytest.param("2026-11-23", [("update_late", "2026-W47", "2026-11-23", "2026-11-27")], id="late from Monday on"),
        pytest.param(
            "2026-12-02", [("update_late", "2026-W47", "2026-11-23", "2026-12-04")], id="the same matter a week later"
        ),
        pytest.param(
            "2026-12-07", [("site_asleep", "2026-W47", "2026-11-23", "2026-12-11")], id="asleep after three in a row"
        ),
        pytest.param(
            "2026-12-28", [("site_asleep", "2026-W47", "2026-11-23", None)], id="in the holidays nothing has a day"
        ),
    ],
)
def test_what_is_owed_while_nothing_is_posted(
    session: Session, day: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    cast, site = scene(session)
    found = owed(session, cast, day, *UPDATES)
    assert [
        (one.matter, one.period, one.since.isoformat(), one.by.isoformat() if one.by else None) for one in found
    ] == expected
    for one in found:
        assert (one.subject_kind, one.subject_id, one.label) == ("site", site.id, "Year 3 blog")
        assert one.path == f"/s/oak/sites/{site.id}/updates"
        assert (names(session, one.authors), one.owner) == (["first teacher"], cast.assistant.id)
        assert one.starts_at is Rung.AUTHOR


def test_something_new_settles_it(session: Session) -> None:
    cast, site = scene(session)
    posted(session, cast, site.id, "2026-12-08")
    assert owed(session, cast, "2026-12-08", *UPDATES) == []


def test_a_school_may_expect_it_by_another_day(session: Session) -> None:
    cast, _ = scene(session)
    add(
        session,
        PolicySetting(
            school_id=cast.school.id,
            key="update_weekday",
            value={"is": "thursday"},
            changed_at=NOW,
            changed_by=cast.ict.id,
        ),
    )
    assert [one.since for one in owed(session, cast, "2026-11-19", *UPDATES)] == [dt.date(2026, 11, 19)]


@pytest.mark.parametrize(
    ("agreed", "since"),
    [
        pytest.param("wednesday", "2026-11-25", id="the day that a site agreed in its proposal wins over the policy's"),
        pytest.param("", "2026-11-26", id="a site that agreed on none follows the policy"),
    ],
)
def test_a_site_may_have_its_own_day(session: Session, agreed: str, since: str) -> None:
    cast, site = scene(session, update_on=agreed)
    posted(session, cast, site.id, "2026-11-20")
    add(
        session,
        PolicySetting(
            school_id=cast.school.id,
            key="update_weekday",
            value={"is": "thursday"},
            changed_at=NOW,
            changed_by=cast.ict.id,
        ),
    )
    before = dt.date.fromisoformat(since) - dt.timedelta(days=1)
    assert owed(session, cast, before.isoformat(), *UPDATES) == []
    assert [(one.matter, one.since.isoformat()) for one in owed(session, cast, since, *UPDATES)] == [
        ("update_due", since)
    ]


def test_a_site_that_could_not_be_looked_at_owes_nothing(session: Session) -> None:
    cast, site = scene(session)
    row = UpdateWatch(
        school_id=cast.school.id, site_id=site.id, kind="feed", failing_since=on_day("2026-11-19"), tries=9
    )
    add(session, row)
    for day in ("2026-11-20", "2026-11-30", "2026-12-14"):
        assert owed(session, cast, day, *UPDATES) == []


def test_a_paused_site_owes_nothing(session: Session) -> None:
    cast, site = scene(session)
    change(session, site, state=SiteState.SUSPENDED, suspended_at=NOW)
    assert owed(session, cast, "2026-12-07", *UPDATES) == []


def test_where_nobody_is_left_who_writes_it_begins_with_the_owner(session: Session) -> None:
    cast, _ = scene(session)
    member = session.scalars(sa.select(Membership).where(Membership.person_id == cast.teacher.id)).one()
    change(session, member, ends_on=dt.date(2026, 11, 19))
    found = owed(session, cast, "2026-11-20", *UPDATES)
    assert [(one.authors, one.owner, one.starts_at) for one in found] == [
        ((), cast.assistant.id, Rung.RESOURCING_OWNER)
    ]


def test_ten_sites_are_read_with_as_many_statements_as_one(session: Session) -> None:
    cast, _ = scene(session)

    def statements() -> int:
        sent: list[str] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: sent.append(args[2]))
        found = list(owed_updates(session, session.get_one(School, cast.school.id), on_day("2026-11-20")))
        assert found
        session.rollback()
        return len(sent)

    one = statements()
    for number in range(9):
        make_site(
            session,
            cast.school,
            cast.teacher,
            state=SiteState.LIVE,
            version=VersionState.APPROVED,
            name=f"Blog {number}",
        )
    session.expire_all()
    assert statements() == one
