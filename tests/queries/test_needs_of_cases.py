"""Take-downs, breaches, declarations, late answers and accounts: a line for who can act, none for who may not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.words import By, Report
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.registers.platform_accounts import AccountTyped
from governance.domain.registers.words import DeclarationKind
from governance.domain.words import Role
from governance.models import Declaration, InformationRequest, PlatformAccount, SubjectRequest, TakeDown
from governance.queries.needs import Cases, Need, what_needs
from governance.queries.registers.declarations import waits_for
from governance.services.breaches.readers import readable as breaches_read_by
from governance.services.concern_readers import readable as concerns_read_by
from governance.services.registers.declarations import answer_contact, read_declaration
from governance.services.registers.platform_accounts import keep_account
from tests.clauses.breach_scene import reported
from tests.clauses.concern_scene import recorded, take
from tests.clauses.declaring import declared, seen_of
from tests.factories import NOW, TODAY, make_person
from tests.queries.test_needs import add, change
from tests.services.cast import Cast, make_cast
from tests.services.images_cast import Pictures
from tests.services.owed.scene import scene

EVERYBODY = ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")
CASES = (
    "take_down",
    "take_down_late",
    "breach",
    "chase",
    "declaration",
    "account_check",
    "copy_due",
    "information_due",
)


def cases_for(actor: Actor, now: dt.datetime = NOW, naming: str = "forbidden") -> Cases:
    """What the page hands in; a request for information is due four weeks after its day."""

    def due_of(received: Sequence[dt.date]) -> list[dt.date]:
        return [day + dt.timedelta(days=28) for day in received]

    return Cases(
        breaches_read_by(actor),
        concerns_read_by(actor),
        waits_for(actor, now.date(), naming),
        now,
        ZoneInfo("Europe/London"),
        6,
        due_of,
    )


def lines(session: Session, actor: Actor, now: dt.datetime = NOW, naming: str = "forbidden") -> list[Need]:
    waiting = what_needs(session, actor, now.date(), frozenset(), cases=cases_for(actor, now, naming))
    session.rollback()
    return [need for need in waiting.needs if need.what in CASES]


def who(session: Session, cast: Cast, what: str, now: dt.datetime = NOW, naming: str = "forbidden") -> dict[str, int]:
    """Who has a line of this kind, and how many are gathered in it."""
    found = {}
    for name in EVERYBODY:
        for need in lines(session, cast.actor(session, getattr(cast, name)), now, naming):
            if need.what == what:
                found[name] = need.count
    return found


def test_nobody_has_a_line_where_there_is_no_case(session: Session) -> None:
    cast = make_cast(session)
    assert {name: lines(session, cast.actor(session, getattr(cast, name))) for name in EVERYBODY} == {
        name: [] for name in EVERYBODY
    }


# --- Take-downs -------------------------------------------------------------------------------------------------


@pytest.fixture(name="place")
def _place(session: Session) -> Pictures:
    place = Pictures(session)
    ada = place.person()
    place.consent(ada)
    place.use(place.image(ada))
    place.withdraw(ada)
    return place


def short(place: Pictures, actor: Actor, now: dt.datetime) -> list[tuple[str, str, dt.date | None]]:
    return [(need.what, need.label, need.due) for need in lines(place.session, actor, now)]


def test_a_take_down_waits_for_who_sees_to_the_site_and_overdue_for_those_above(place: Pictures) -> None:
    (task,) = place.tasks()
    due, label = task.due_at.date(), place.session.scalar(sa.select(place.blog.__class__.name)) or ""
    place.session.rollback()
    assert short(place, place.teacher, NOW) == [("take_down", label, due)]
    assert short(place, place.ict, NOW) == []
    late = task.due_at + dt.timedelta(minutes=1)
    assert short(place, place.teacher, late) == [("take_down", label, due)]
    assert short(place, place.ict, late) == [("take_down_late", label, due)]
    assert short(place, place.head, late) == [("take_down_late", label, due)]
    assert short(place, place.office, late) == []
    assert short(place, place.governor, late) == []


def test_what_nobody_is_named_for_is_the_ict_leads_at_once_and_what_is_done_is_nobodys(place: Pictures) -> None:
    change(place.session, sa.update(TakeDown).values(responsible_id=None))
    assert [need.what for need in lines(place.session, place.ict)] == ["take_down"]
    assert lines(place.session, place.head) == []
    change(place.session, sa.update(TakeDown).values(done_at=NOW, done_by=place.teacher.person_id))
    assert lines(place.session, place.ict, NOW + dt.timedelta(days=9)) == []


# --- Breaches ---------------------------------------------------------------------------------------------------


def test_an_open_breach_has_a_line_for_its_readers_alone(session: Session) -> None:
    cast = make_cast(session)
    reported(session, cast, about=cast.teacher)
    assert who(session, cast, "breach") == {"head": 1}


def test_a_head_whom_a_breach_is_about_sees_no_line_and_no_count(session: Session) -> None:
    cast = make_cast(session)
    reported(session, cast, about=cast.teacher)
    reported(session, cast, about=cast.head)
    assert who(session, cast, "breach") == {"head": 1, "chair": 1}


def test_a_mention_is_a_line_of_the_chosen_line_manager(session: Session) -> None:
    cast = make_cast(session)
    reported(session, cast, report=Report.MENTION, by=By.PARENT, manager=cast.assistant)
    assert who(session, cast, "breach") == {"assistant": 1}


# --- Concerns ---------------------------------------------------------------------------------------------------


def test_an_answer_that_did_not_come_is_a_line_for_the_readers_of_the_concern(session: Session) -> None:
    cast = make_cast(session)
    child, of_head = recorded(session, cast, About.CHILD), recorded(session, cast, About.HEAD)
    friday = TODAY + dt.timedelta(days=2)
    take(session, cast.actor(session, cast.dsl), child, Route.SOCIAL_CARE, awaited_on=friday)
    take(session, cast.actor(session, cast.chair), of_head, Route.LADO, awaited_on=friday)
    assert who(session, cast, "chase", now=NOW + dt.timedelta(days=1)) == {}
    found = who(session, cast, "chase", now=NOW + dt.timedelta(days=2))
    assert found == {"head": 1, "dsl": 1, "chair": 1}


# --- Declarations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        pytest.param(DeclarationKind.EMPLOYER_NAMED, {"head", "teacher"}, id="the head reads it, the name comes off"),
        pytest.param(DeclarationKind.FAMILY_FRIEND, {"head"}, id="the head reads it and takes it to the committee"),
        pytest.param(DeclarationKind.AGREED_CONTACT, {"head", "assistant"}, id="a senior manager agrees to a contact"),
        pytest.param(DeclarationKind.RELATED_PUPIL, {"head"}, id="the head reads it"),
        pytest.param(DeclarationKind.REQUEST_DECLINED, set(), id="a declined request waits for nobody"),
        pytest.param(DeclarationKind.FORMER_PUPIL, {"head"}, id="the head reads what is said of a former pupil"),
    ],
)
def test_a_declaration_waits_for_whose_turn_it_is(session: Session, kind: DeclarationKind, people: set[str]) -> None:
    cast = make_cast(session)
    declared(session, cast, kind)
    assert set(who(session, cast, "declaration")) == people


def test_what_a_head_declares_waits_for_the_chair(session: Session) -> None:
    cast = make_cast(session)
    declared(session, cast, DeclarationKind.FAMILY_FRIEND, cast.head)
    assert who(session, cast, "declaration") == {"chair": 1}


def test_where_a_disclaimer_is_enough_its_absence_waits_for_the_declarer(session: Session) -> None:
    cast = make_cast(session)
    number = declared(session, cast, DeclarationKind.EMPLOYER_NAMED)
    read_declaration(session, cast.actor(session, cast.head), NOW, declaration_id=number, seen=seen_of(session, number))
    assert who(session, cast, "declaration", naming="with_disclaimer") == {"teacher": 1}
    change(session, sa.update(Declaration).values(disclaimer_seen=True))
    assert who(session, cast, "declaration", naming="with_disclaimer") == {}
    assert who(session, cast, "declaration") == {"teacher": 1}


def test_a_contact_comes_back_on_its_day_and_one_that_was_not_agreed_is_the_declarers(session: Session) -> None:
    cast = make_cast(session)
    review = TODAY + dt.timedelta(days=30)
    for agreed, day in ((True, review), (False, None)):
        number = declared(session, cast, DeclarationKind.AGREED_CONTACT)
        answer_contact(
            session,
            cast.actor(session, cast.head),
            NOW,
            declaration_id=number,
            seen=seen_of(session, number),
            agreed=agreed,
            answer="The choir needs them there.",
            review_on=day,
        )
    assert who(session, cast, "declaration") == {"teacher": 1}
    after = NOW + dt.timedelta(days=31)
    assert who(session, cast, "declaration", now=after) == {"head": 1, "assistant": 1, "teacher": 1}


# --- Accounts and requests by law -------------------------------------------------------------------------------


def test_an_account_that_nobody_checked_is_a_line_for_the_ict_lead_and_the_head(session: Session) -> None:
    cast, site = scene(session)
    keep_account(
        session, cast.actor(session, cast.ict), NOW, site_id=site.id, typed=AccountTyped("facebook", handle="@oak")
    )
    assert who(session, cast, "account_check") == {"head": 1, "ict": 1}
    change(session, sa.update(PlatformAccount).values(checked_on=dt.date(2026, 5, 18), checked_by=cast.ict.id))
    assert who(session, cast, "account_check") == {}
    assert who(session, cast, "account_check", now=NOW + dt.timedelta(days=1)) == {"head": 1, "ict": 1}


def test_a_month_that_ends_early_makes_no_account_due_before_its_day(session: Session) -> None:
    cast, site = scene(session)
    keep_account(
        session, cast.actor(session, cast.ict), NOW, site_id=site.id, typed=AccountTyped("facebook", handle="@oak")
    )
    change(session, sa.update(PlatformAccount).values(checked_on=dt.date(2026, 8, 31), checked_by=cast.ict.id))
    # Six months after 31 August is 28 February.
    assert who(session, cast, "account_check", now=dt.datetime(2027, 2, 28, 9, tzinfo=dt.UTC)) == {}
    assert who(session, cast, "account_check", now=dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)) == {"head": 1, "ict": 1}


def test_answers_that_are_late_by_law_reach_the_head_and_the_office_too(session: Session) -> None:
    cast = make_cast(session)
    office, officer = (make_person(session, cast.school, role) for role in (Role.OFFICE, Role.DPO))
    received, me = TODAY - dt.timedelta(days=29), cast.head.id
    common = {"school_id": cast.school.id, "received_on": received, "recorded_by": me, "recorded_at": NOW}
    add(
        session,
        SubjectRequest(about_name="Sam", due_on=TODAY - dt.timedelta(days=1), **common),
        SubjectRequest(about_name="Ada", due_on=TODAY, **common),
        InformationRequest(asked="How many blogs?", **common),
        InformationRequest(asked="Since when?", **(common | {"received_on": TODAY - dt.timedelta(days=28)})),
    )
    yesterday = TODAY - dt.timedelta(days=1)
    found = {
        name: [(need.what, need.count, need.due) for need in lines(session, cast.actor(session, person))]
        for name, person in (("head", cast.head), ("office", office), ("officer", officer), ("ict", cast.ict))
    }
    assert found == {
        "head": [("copy_due", 1, yesterday), ("information_due", 1, yesterday)],
        "office": [("information_due", 1, yesterday)],
        # The officer's own lines come with everything that is open, late or not.
        "officer": [],
        "ict": [],
    }
