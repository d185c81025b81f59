"""When a mail leaves that the clock causes: on a school morning, unless a child's safety hangs on it (DESIGN 7)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.models import Notice
from governance.services.notices import notify
from governance.services.transaction import use_case
from tests.services.cast import Cast, make_cast


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def leaves_at(session: Session, cast: Cast, actor: Actor, now: str, kind: str) -> dt.datetime:
    with use_case(session, actor, moment(now)) as record:
        record.keep_books()
        notify(record, kind, [cast.teacher.id], "/s/oak/", label="Year 4 blog", on="Friday 27 November 2026")
    return session.scalars(sa.select(Notice.due_at)).one()


@pytest.mark.parametrize(
    ("now", "kind", "leaves"),
    [
        pytest.param("2026-11-19 00:20", "site_amber", "2026-11-19 08:00", id="at night: with the morning"),
        pytest.param("2026-11-19 10:00", "site_amber", "2026-11-19 10:00", id="within the school's hours: at once"),
        pytest.param("2026-11-20 17:00", "site_amber", "2026-11-23 08:00", id="on Friday evening: on Monday"),
        pytest.param("2026-12-19 00:35", "site_end_has_come", "2027-01-04 08:00", id="in the holidays: after them"),
        pytest.param("2027-03-27 00:35", "site_to_evaluate", "2027-03-29 07:00", id="no school day known: a weekday"),
        pytest.param("2026-11-21 02:00", "child_risk_unopened", "2026-11-21 02:00", id="a child's safety: at any hour"),
    ],
)
def test_what_the_clock_finds_waits_for_a_school_morning(session: Session, now: str, kind: str, leaves: str) -> None:
    cast = make_cast(session)
    assert leaves_at(session, cast, the_clock(cast.school.id), now, kind) == moment(leaves)


def test_what_a_person_does_in_the_evening_is_said_at_once(session: Session) -> None:
    cast = make_cast(session)
    head = cast.actor(session, cast.head)
    assert leaves_at(session, cast, head, "2026-11-20 19:00", "site_amber") == moment("2026-11-20 19:00")
