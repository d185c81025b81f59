"""One mail a person a day that gathers everything they owe; who is told, when, and when it stops (DESIGN 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.delivery import TOO_LATE
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import (
    AbsenceSpan,
    Account,
    AuditRow,
    ClosedSpan,
    Membership,
    Notice,
    Person,
    Reminder,
    School,
    Term,
)
from governance.services import owed as services_owed
from governance.services.reminders import send_reminders
from tests.factories import NOW, TODAY, make_school, start_writing
from tests.services.cast import Cast, make_cast
from tests.services.comments.cast import arrive, decided, make_blog, one
from tests.services.unchanged import unchanged

DAY = dt.timedelta(days=1)
THURSDAY, FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (NOW + DAY * days for days in (1, 2, 5, 6, 7))
THINGS: list[Owed] = []


@pytest.fixture
def cast(session: Session, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A school where ``THINGS`` are owed."""

    def collect(_: Session, school: School, __: dt.datetime) -> Iterable[Owed]:
        return [thing for thing in THINGS if school.slug == "oak"]

    monkeypatch.setattr(services_owed, "COLLECTORS", (collect,))
    THINGS.clear()
    return make_cast(session)


def late_blog(cast: Cast, number: int = 1, label: str = "Year 4 blog", **columns: object) -> Owed:
    values = {"period": "2026-W47", "since": TODAY, "authors": (cast.teacher.id,), "owner": cast.assistant.id}
    path = f"/s/oak/sites/{number}"
    return Owed(Matter.UPDATE_LATE, "site", number, label=label, path=path, **(values | columns))  # type: ignore[arg-type]  # Written out by each test.


def remind(session: Session, cast: Cast, now: dt.datetime = NOW) -> dict[str, list[str]]:
    """Send what is due, and return the lines of today's mails by who gets them."""
    session.rollback()
    send_reminders(session, the_clock(cast.school.id), now)
    rows = session.execute(
        sa.select(Person.name, Notice)
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.kind == "reminders", Notice.created_at == now)
    ).all()
    found = {name: [text for text, _ in notice.lines] for name, notice in rows}
    assert len(found) == len(rows)
    session.rollback()
    return found


def change(session: Session, *rows: object) -> None:
    start_writing(session)
    session.add_all(rows)
    session.commit()


def run(session: Session, statement: sa.Update) -> None:
    start_writing(session)
    session.execute(statement)
    session.commit()


def acts(session: Session) -> list[dict[str, object]]:
    found = list(session.scalars(sa.select(AuditRow.details).where(AuditRow.code == "reminders.sent")))
    session.rollback()
    return found


def test_one_mail_gathers_everything_the_most_urgent_first(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    amber = {"by": dt.date(2026, 12, 2), "authors": (cast.teacher.id, cast.second.id)}
    THINGS.append(
        Owed(Matter.AMBER, "site", 2, "", TODAY, "Chess club", "/s/oak/sites/2/go-live", **amber)  # type: ignore[arg-type]  # Written out above.
    )
    found = remind(session, cast)
    said = "Chess club no longer keeps every check. It must keep them again by Wednesday 2 December 2026."
    assert found == {
        "first teacher": [
            f"{said} Told as well: second teacher.",
            "Year 4 blog is late: its last update was missed.",
        ],
        "second teacher": [f"{said} Told as well: first teacher."],
    }
    mail = session.scalars(sa.select(Notice).where(Notice.person_id == cast.teacher.id)).one()
    assert mail.subject == "2 things wait for you at Oak Primary"
    assert [path for _, path in mail.lines] == ["/s/oak/sites/2/go-live", "/s/oak/sites/1"]
    assert acts(session) == [{"people": 2, "things": 2, "settled": 0}]


def test_it_climbs_a_rung_after_the_days_between_and_repeats_until_it_is_settled(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    assert set(remind(session, cast)) == {"first teacher"}
    assert set(remind(session, cast, THURSDAY)) == {"first teacher"}
    assert set(remind(session, cast, FRIDAY)) == {"first teacher", "assistant head"}
    assert remind(session, cast, FRIDAY + DAY) == {}
    assert set(remind(session, cast, MONDAY)) == {"first teacher", "assistant head"}
    assert set(remind(session, cast, TUESDAY)) == {"first teacher", "assistant head", "ict_lead"}
    row = session.scalars(sa.select(Reminder)).one()
    assert (row.rung, row.climbed_on, row.told_on, row.times_told) == (2, TUESDAY.date(), TUESDAY.date(), 5)
    assert (row.opened_on, row.settled_at) == (TODAY, None)
    THINGS.clear()
    assert remind(session, cast, WEDNESDAY) == {}
    row = session.scalars(sa.select(Reminder)).one()
    assert row.settled_at == WEDNESDAY


def test_what_is_owed_anew_begins_with_its_own_people_again(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    remind(session, cast)
    remind(session, cast, FRIDAY)
    THINGS.clear()
    remind(session, cast, MONDAY)
    THINGS.append(late_blog(cast))
    assert set(remind(session, cast, TUESDAY)) == {"first teacher"}
    row = session.scalars(sa.select(Reminder)).one()
    assert (row.opened_on, row.rung, row.settled_at, row.times_told) == (TUESDAY.date(), 0, None, 1)


def test_who_writes_a_second_time_on_a_day_finds_it_done(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    remind(session, cast)
    THINGS.append(late_blog(cast, 2, "Year 5 blog"))
    session.rollback()
    with unchanged(session):
        assert send_reminders(session, the_clock(cast.school.id), NOW + dt.timedelta(hours=3)) == 0
    assert set(remind(session, cast, THURSDAY)) == {"first teacher"}


@pytest.mark.parametrize("closed", [dt.date(2026, 11, 18), dt.date(2026, 11, 16)])
def test_on_a_day_without_school_nothing_is_said_and_nothing_changes(
    session: Session, cast: Cast, closed: dt.date
) -> None:
    THINGS.append(late_blog(cast))
    span = ClosedSpan(school_id=cast.school.id, kind="closure", starts_on=closed, ends_on=TODAY, revision=1)
    change(session, span)
    with unchanged(session):
        send_reminders(session, the_clock(cast.school.id), NOW)


def test_the_day_is_the_schools_own(session: Session, cast: Cast) -> None:
    # Half past midnight on a summer Wednesday is still Tuesday for the server.
    days = {"starts_on": dt.date(2027, 4, 12), "ends_on": dt.date(2027, 7, 20)}
    change(session, Term(school_id=cast.school.id, name="Summer", revision=1, **days))
    moment = dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC)
    THINGS.append(late_blog(cast, since=dt.date(2027, 6, 2)))
    assert set(remind(session, cast, moment)) == {"first teacher"}
    assert session.scalars(sa.select(Reminder.told_on)).one() == dt.date(2027, 6, 2)


def _summer_term(cast: Cast) -> object:
    from governance.models import Term

    return Term(
        school_id=cast.school.id,
        name="Summer",
        starts_on=dt.date(2027, 4, 12),
        ends_on=dt.date(2027, 7, 20),
        revision=1,
    )


@pytest.mark.parametrize(
    ("span", "told"),
    [
        pytest.param({}, {"assistant head"}, id="away the whole day: the next rung at once"),
        pytest.param({"ends_midday": True}, {"first teacher"}, id="back at midday: told"),
        pytest.param({"starts_midday": True}, {"first teacher"}, id="there in the morning: told"),
        pytest.param({"cancelled_at": NOW}, {"first teacher"}, id="there after all: told"),
    ],
)
def test_who_is_away_the_whole_day_is_not_written_to(
    session: Session, cast: Cast, span: dict[str, object], told: set[str]
) -> None:
    THINGS.append(late_blog(cast))
    teacher = cast.teacher.id
    days = {"starts_on": TODAY, "ends_on": TODAY, "recorded_by": teacher, "recorded_at": NOW}
    called_off = {"cancelled_by": teacher} if "cancelled_at" in span else {}
    change(session, AbsenceSpan(school_id=cast.school.id, person_id=teacher, **days, **span, **called_off))
    assert set(remind(session, cast)) == told


def test_who_has_left_or_has_no_sign_in_is_passed_over(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    left = sa.update(Membership).where(Membership.person_id == cast.teacher.id)
    run(session, left.values(ends_on=TODAY - DAY))
    run(session, sa.update(Account).where(Account.person_id == cast.assistant.id).values(active=False))
    assert set(remind(session, cast)) == {"ict_lead"}


def failed(session: Session, person: Person, at: dt.datetime, number: int = 1, **columns: object) -> None:
    address = session.scalars(sa.select(Account.email).where(Account.person_id == person.id)).one()
    values = {"subject": "s", "body": "b", "kind": "site_launched", "failed_at": at, "problem": "refused"} | columns
    mail = Notice(to_address=address, message_id=f"<{number}@x>", created_at=at, due_at=at, **values)
    change(session, mail)


def test_a_refused_address_lets_the_ladder_go_on_and_is_tried_again_after_a_week(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    failed(session, cast.teacher, NOW - DAY)
    assert set(remind(session, cast)) == {"assistant head"}
    assert set(remind(session, cast, TUESDAY)) == {"assistant head", "ict_lead", "first teacher"}


@pytest.mark.parametrize(
    ("later", "told"),
    [
        pytest.param({"sent_at": NOW, "failed_at": None}, {"first teacher"}, id="it works again"),
        pytest.param({"sent_at": NOW - DAY * 3, "failed_at": None}, {"assistant head"}, id="it worked before that"),
        pytest.param({"sent_at": NOW - DAY * 2, "failed_at": NOW}, {"assistant head"}, id="it came back too"),
    ],
)
def test_an_address_works_again_once_a_mail_to_it_is_accepted(
    session: Session, cast: Cast, later: dict[str, object], told: set[str]
) -> None:
    THINGS.append(late_blog(cast))
    failed(session, cast.teacher, NOW - DAY * 2)
    failed(session, cast.teacher, NOW - DAY, 2, **later)
    assert set(remind(session, cast)) == told


def test_a_new_address_is_a_new_beginning(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    failed(session, cast.teacher, NOW - DAY)
    run(session, sa.update(Account).where(Account.person_id == cast.teacher.id).values(email="new@oak.example"))
    assert set(remind(session, cast)) == {"first teacher"}


def test_a_mail_that_was_only_too_late_in_the_day_says_nothing_about_its_address(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    failed(session, cast.teacher, NOW - DAY, problem=TOO_LATE)
    assert set(remind(session, cast)) == {"first teacher"}


def test_where_no_address_works_everybody_is_tried(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast, starts_at=Rung.ICT_LEAD))
    failed(session, cast.ict, NOW - DAY)
    failed(session, cast.head, NOW - DAY, 2)
    assert set(remind(session, cast)) == {"ict_lead"}


def test_another_schools_people_and_things_are_left_alone(session: Session, cast: Cast) -> None:
    THINGS.append(late_blog(cast))
    elm = make_school(session, "elm", name="Elm Primary")
    with unchanged(session):
        send_reminders(session, the_clock(elm.id), NOW)


def test_waiting_comments_are_one_line_of_the_same_mail(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one("7", "A castle."), one("8", "Two castles."))
    found = remind(session, blog.cast, THURSDAY)
    line = "2 comments wait for you, the oldest for longer than the school wants. Ten minutes are often enough."
    assert {name for name, lines in found.items() if line in lines} == {"first teacher", "second teacher"}
    assert "astle" not in str(found)


def test_nobody_is_reminded_of_a_comment_before_the_schools_target_has_passed(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one())
    assert "comment" not in str(remind(session, blog.cast, THURSDAY - dt.timedelta(minutes=1)))


def test_a_comment_that_is_decided_reminds_nobody(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    assert "comment" not in str(remind(session, blog.cast, THURSDAY))


def test_a_blog_that_was_late_and_falls_asleep_is_no_new_thing(session: Session, cast: Cast) -> None:
    THINGS[:] = [late_blog(cast)]
    remind(session, cast)
    remind(session, cast, THURSDAY)
    THINGS[:] = [replace(THINGS[0], matter=Matter.SITE_ASLEEP)]
    remind(session, cast, FRIDAY)
    rows = session.execute(sa.select(Reminder.matter, Reminder.rung, Reminder.times_told).order_by(Reminder.id)).all()
    assert [tuple(row) for row in rows] == [("update_late", 0, 2), ("site_asleep", 1, 3)]
