"""Connecting a site to its host: what is kept, what is shown to nobody, and when it ends (A.5, complaint 23)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import Role, SiteState
from governance.models import Account, AuditText, ExitStep, HostConnection, Membership, Notice, Site
from governance.services.closing import close_site, sign_exit_step, start_closing
from governance.services.host_connections import ask_for_look, close_connection, open_connection, replace_password
from governance.services.leaving import end_access_of_leavers, set_last_day
from governance.services.refused import NotHere, Stale
from governance.services.sealing import unseal
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, make_site, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.connections import KEYS, PASSWORD, connect
from tests.services.left_behind import leaving
from tests.services.unchanged import refused

LATER = NOW + dt.timedelta(hours=1)
REASON = "The class has left the school."


def scene(session: Session) -> tuple[Cast, Site]:
    cast = make_cast(session)
    return cast, live_site(session, cast)


def secret_of(session: Session, number: int) -> bytes:
    found = session.scalar(sa.select(HostConnection.secret).where(HostConnection.id == number))
    session.rollback()
    assert found is not None
    return found


def test_a_connection_keeps_its_password_sealed_and_waits_for_its_test(session: Session) -> None:
    cast, site = scene(session)
    with leaving(session) as left:
        row = connect(session, cast, site, address=" https://blogs.example/year-3/wp-admin/profile.php ")
    assert (left.rows, left.acts, left.told) == ({"host_connections": 1}, ["connection.opened"], [])
    session.refresh(row)
    assert (row.address, row.account, row.asked_at, row.next_look_at) == (
        "https://blogs.example/year-3", "moderation", NOW, NOW,
    )  # fmt: skip
    assert (row.secret_set_by, row.looked_at) == (cast.ict.id, None)
    sealed = secret_of(session, row.id)
    assert PASSWORD.encode() not in sealed
    assert unseal(KEYS, sealed) == PASSWORD
    texts = session.scalars(sa.select(AuditText.text)).all()
    assert [text for text in texts if PASSWORD in text] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"address": "blogs.example"}, "bad_address", id="an address without its beginning"),
        pytest.param({"address": "https://me:word@blogs.example"}, "bad_address", id="a password in the address"),
        pytest.param({"address": "https://[::1"}, "bad_address", id="half an address"),
        pytest.param({"account": " "}, "no_account", id="no name"),
        pytest.param({"account": "a:b"}, "bad_account", id="a name that would cut the password"),
        pytest.param({"password": " "}, "no_password", id="no password"),
        pytest.param({"password": "x" * 201}, "bad_password", id="a password that is none"),
        pytest.param({"kind": "gopher"}, "kind_unknown", id="a kind that nobody knows"),
    ],
)
def test_what_cannot_work_is_refused(session: Session, changed: dict[str, Any], code: str) -> None:
    cast, site = scene(session)
    with refused(session, code):
        connect(session, cast, site, **changed)


def test_only_the_ict_lead_and_the_head_connect_and_one_connection_is_open_at_a_time(session: Session) -> None:
    cast, site = scene(session)
    teacher = cast.actor(session, cast.teacher)
    asked: dict[str, Any] = {"site_id": site.id, "kind": "feed", "address": "https://blogs.example/feed", "keys": KEYS}
    with refused(session, "not_yours_to_do"):
        open_connection(session, teacher, NOW, **asked)
    number = connect(session, cast, site).id
    with refused(session, "connected_already"):
        connect(session, cast, site)
    for use_case in (
        lambda: ask_for_look(session, teacher, NOW, connection_id=number),
        lambda: close_connection(session, teacher, NOW, connection_id=number, seen=1),
        lambda: replace_password(
            session, teacher, NOW, connection_id=number, seen=1, account="a", password="b", keys=KEYS
        ),
    ):
        with refused(session, "not_yours_to_do"):
            use_case()


def test_a_closed_site_is_not_connected(session: Session) -> None:
    cast = make_cast(session)
    site = make_site(session, cast.school, cast.teacher, state=SiteState.CLOSED, version=None)
    with refused(session, "not_in_this_state"):
        connect(session, cast, site)


def test_a_password_is_replaced_and_tested_again(session: Session) -> None:
    cast, site = scene(session)
    number = connect(session, cast, site).id
    head = cast.actor(session, cast.head)
    new: dict[str, Any] = {"connection_id": number, "account": "other", "password": "new words", "keys": KEYS}
    with leaving(session) as left:
        replace_password(session, head, LATER, seen=1, **new)
    assert (left.rows, left.acts) == ({}, ["connection.password_replaced"])
    row = session.get_one(HostConnection, number)
    assert (row.account, row.secret_set_by, row.secret_set_at, row.asked_at, row.revision) == (
        "other", cast.head.id, LATER, LATER, 2,
    )  # fmt: skip
    session.rollback()
    assert unseal(KEYS, secret_of(session, number)) == "new words"
    with pytest.raises(Stale):
        replace_password(session, head, LATER, seen=1, **new)
    session.rollback()


def test_closing_a_connection_throws_its_password_away_and_lets_another_one_begin(session: Session) -> None:
    cast, site = scene(session)
    number = connect(session, cast, site).id
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        close_connection(session, ict, LATER, connection_id=number, seen=1)
    assert (left.rows, left.acts) == ({}, ["connection.closed"])
    assert secret_of(session, number) == b""
    with leaving(session) as left:
        close_connection(session, ict, LATER, connection_id=number, seen=1)
    assert (left.rows, left.acts) == ({}, [])
    with refused(session, "not_connected"):
        ask_for_look(session, ict, LATER, connection_id=number)
    assert connect(session, cast, site).id != number


def test_the_password_is_revoked_with_the_site(session: Session) -> None:
    cast, site = scene(session)
    number, site_id = connect(session, cast, site).id, site.id
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    seen = session.get_one(Site, site_id).revision
    session.rollback()
    start_closing(session, head, NOW, site_id=site_id, seen=seen, reason=REASON)
    assert unseal(KEYS, secret_of(session, number)) == PASSWORD
    for step_id in session.scalars(sa.select(ExitStep.id).where(ExitStep.site_id == site_id)).all():
        session.rollback()
        sign_exit_step(session, head, NOW, site_id=site_id, step_id=step_id, note="Done as planned.")
    seen = session.get_one(Site, site_id).revision
    session.rollback()
    with leaving(session) as left:
        close_site(session, ict, LATER, site_id=site_id, seen=seen)
    assert left.acts == ["connection.closed", "site.closed"]
    row = session.get_one(HostConnection, number)
    assert (row.closed_at, row.next_look_at) == (LATER, None)
    session.rollback()
    assert secret_of(session, number) == b""


def test_a_look_is_asked_for_once(session: Session) -> None:
    cast, site = scene(session)
    number = connect(session, cast, site).id
    ict = cast.actor(session, cast.ict)
    with leaving(session) as left:
        ask_for_look(session, ict, LATER, connection_id=number)
    assert left.acts == []
    start_writing(session)
    session.get_one(HostConnection, number).asked_at = None
    session.commit()
    with leaving(session) as left:
        ask_for_look(session, ict, LATER, connection_id=number)
    assert (left.rows, left.acts) == ({}, ["connection.check_asked"])
    row = session.get_one(HostConnection, number)
    assert (row.asked_at, row.next_look_at) == (LATER, LATER)


@pytest.mark.parametrize(
    ("own", "act", "mail", "kept"),
    [
        pytest.param(True, "connection.password_thrown_away", "host_password_thrown_away", False, id="their own"),
        pytest.param(False, "connection.password_to_replace", "host_password_to_replace", True, id="only put in"),
    ],
)
def test_a_leavers_password_goes_or_is_asked_for_again(
    session: Session, own: bool, act: str, mail: str, kept: bool
) -> None:
    cast, site = scene(session)
    leaver = make_person(session, cast.school, name="leaver")
    number = connect(session, cast, site).id
    start_writing(session)
    row = session.get_one(HostConnection, number)
    email = session.scalar(sa.select(Account.email).where(Account.person_id == leaver.id))
    if own and email:
        row.account = email.upper()
    else:
        row.secret_set_by = leaver.id
    session.commit()
    member = session.scalars(sa.select(Membership).where(Membership.person_id == leaver.id)).one()
    member_id, seen = member.id, member.revision
    head = cast.actor(session, cast.head)
    set_last_day(session, head, NOW, membership_id=member_id, seen=seen, last_day=TODAY)
    with leaving(session) as left:
        end_access_of_leavers(session, the_clock(cast.school.id), NOW + dt.timedelta(days=1))
    assert left.acts == ["person.access_ended", act]
    assert left.told == [(mail, "ict_lead")]
    assert bool(secret_of(session, number)) is kept
    bodies = session.scalars(sa.select(Notice.body)).all()
    assert [body for body in bodies if PASSWORD in body] == []


def test_another_schools_connection_is_not_there(session: Session) -> None:
    cast, site = scene(session)
    number = connect(session, cast, site).id
    elm = make_school(session, "elm", name="Elm Primary")

    ict = actor_of(session, elm, make_person(session, elm, Role.ICT_LEAD, name="other lead"))
    with pytest.raises(NotHere):
        ask_for_look(session, ict, NOW, connection_id=number)
    with pytest.raises(NotHere):
        close_connection(session, ict, NOW, connection_id=number, seen=1)
