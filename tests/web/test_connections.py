"""Connecting a site in the browser: the guide, the test that is followed, the new password, the list of hosts (A.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, AuditText, HostConnection, Membership, School
from governance.services.sealing import unseal
from tests.factories import NOW, TODAY, make_person, make_school, make_site, sign_in, start_writing
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

OF_SITE = "/s/oak/sites/1/connection"
PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"
TYPED = {"address": "https://blogs.example/year-4", "account": "moderation", "password": PASSWORD}


@pytest.fixture
def school(app: Flask, store: Session) -> School:
    app.test_client_class = CheckedClient
    school = make_school(store)
    teacher = make_person(store, school, Role.TEACHER, name="Pat Hill")
    make_site(
        store, school, teacher, state=SiteState.LIVE, version=VersionState.APPROVED, address="https://blogs.example/y4"
    )
    return school


@pytest.fixture
def ict(app: Flask, store: Session, school: School) -> FlaskClient:
    return sign_in(app.test_client(), store, make_person(store, school, Role.ICT_LEAD, name="Ali Reed"))


def row_of(store: Session) -> HostConnection:
    store.rollback()
    return store.scalars(sa.select(HostConnection)).one()


def change(store: Session, **columns: Any) -> None:
    start_writing(store)
    store.execute(sa.update(HostConnection).values(**columns))
    store.commit()


def test_the_guide_leads_from_the_site_to_a_connection_that_is_tested(
    app: Flask, ict: FlaskClient, store: Session
) -> None:
    assert OF_SITE in ict.get("/s/oak/sites/1").text
    assert f"{OF_SITE}/wordpress" in ict.get(OF_SITE).text
    guide = ict.get(f"{OF_SITE}/wordpress").text
    assert "https://blogs.example/y4/wp-admin/authorize-application.php?app_name=Official%20sites" in guide
    assert "success_url" not in guide
    answer = ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    assert (answer.status_code, answer.location) == (303, OF_SITE)
    shown = ict.get(OF_SITE).text
    assert "being tested" in shown
    assert "data-follow" in shown
    assert unseal(app.extensions["governance"].sealing_keys, row_of(store).secret) == PASSWORD


def test_a_password_is_on_no_page_and_in_no_record(ict: FlaskClient, store: Session) -> None:
    ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    wrong = ict.post(f"{OF_SITE}/password", data={"account": "", "password": PASSWORD, "seen": "1"})
    assert wrong.status_code == 422
    stale = ict.post(f"{OF_SITE}/password", data={"account": "other", "password": PASSWORD, "seen": "7"})
    assert stale.status_code == 409
    pages = [wrong.text, stale.text]
    places = ("", "/password", "/close", "/holding", "/wordpress")
    pages += [ict.get(f"{OF_SITE}{place}").text for place in places]
    pages += [ict.get(path).text for path in ("/s/oak/hosts", "/s/oak/sites/1", "/s/oak/history", "/s/oak/mails")]
    pages.append(ict.get("/s/oak/history/export.csv").text)
    pages += [repr(store.execute(sa.select(table)).all()) for table in (AuditRow, AuditText)]
    store.rollback()
    sealed = row_of(store).secret.decode()
    for page in pages:
        assert PASSWORD not in page
        assert sealed not in page


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param(
            {"trouble": "signed_out", "failing_since": NOW, "tries": 3, "next_look_at": NOW + dt.timedelta(minutes=15)},
            ("The blog does not know the name with this password.", "3 tries in a row", "not working"),
            id="what is wrong, since when and when it is tried again",
        ),
        pytest.param(
            {"reached_at": NOW, "warnings": ["more_than_moderate"]},
            ("working", "WordPress gives an editor its posts and pages too"),
            id="what the account could do beyond moderating",
        ),
        pytest.param({"reached_at": NOW, "holds": True, "holds_seen_at": NOW}, ("Yes, seen on",), id="held"),
        pytest.param(
            {"reached_at": NOW, "holds": False, "holds_seen_at": NOW},
            ("No: one was shown before anybody had looked",),
            id="not held",
        ),
        pytest.param({"trouble": "of_a_later_version", "failing_since": NOW}, ("on our side",), id="unknown"),
    ],
)
def test_the_page_says_in_plain_words_how_it_stands(
    ict: FlaskClient, store: Session, columns: dict[str, Any], said: tuple[str, ...]
) -> None:
    ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    change(store, asked_at=None, **columns)
    page = ict.get(OF_SITE).text
    assert [words for words in said if words not in page] == []
    assert "data-follow>" not in page
    for other in ("/s/oak/hosts", f"{OF_SITE}/holding"):
        assert ict.get(other).status_code == 200


def test_check_now_starts_a_job_and_returns_at_once(ict: FlaskClient, store: Session) -> None:
    ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    change(store, asked_at=None, next_look_at=NOW + dt.timedelta(hours=1))
    answer = ict.post(f"{OF_SITE}/check")
    assert (answer.status_code, answer.location) == (303, OF_SITE)
    row = row_of(store)
    assert (row.asked_at, row.next_look_at) == (NOW, NOW)
    assert ict.post(f"{OF_SITE}/check").status_code == 303


def test_a_password_is_replaced_and_a_connection_closed(app: Flask, ict: FlaskClient, store: Session) -> None:
    ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    new = {"account": "other", "password": "new words", "seen": "1"}
    assert ict.post(f"{OF_SITE}/password", data=new).status_code == 303
    row = row_of(store)
    assert (row.account, unseal(app.extensions["governance"].sealing_keys, row.secret)) == ("other", "new words")
    store.rollback()
    assert ict.post(f"{OF_SITE}/close", data={"seen": "1"}).status_code == 409
    assert ict.post(f"{OF_SITE}/close", data={"seen": "2"}).status_code == 303
    row = row_of(store)
    assert (row.secret, row.closed_at) == (b"", NOW)
    assert "Connect the blog" in ict.get(OF_SITE).text
    assert ict.get(f"{OF_SITE}/password").status_code == 404
    assert ict.post(f"{OF_SITE}/check").status_code == 404


def test_a_feed_is_read_without_a_password(ict: FlaskClient, store: Session) -> None:
    given = {"address": "https://blogs.example/comments/feed/"}
    assert ict.post(f"{OF_SITE}/feed", data=given).status_code == 303
    row = row_of(store)
    assert (row.kind, row.address, row.secret) == ("feed", "https://blogs.example/comments/feed/", b"")
    assert "Password" not in ict.get(OF_SITE).text
    assert ict.get(f"{OF_SITE}/password").status_code == 404
    assert ict.post(f"{OF_SITE}/feed", data=given).status_code == 422


def test_who_left_is_named_where_their_password_is_still_used(ict: FlaskClient, store: Session) -> None:
    ict.post(f"{OF_SITE}/wordpress", data=TYPED)
    leaver = make_person(store, store.get_one(School, 1), name="Lee Gone", ends_on=TODAY - dt.timedelta(days=1))
    change(store, asked_at=None, secret_set_by=leaver.id)
    assert "Lee Gone, who has left" in ict.get(OF_SITE).text
    assert "put in by somebody who has left" in ict.get("/s/oak/hosts").text
    assert store.scalars(sa.select(Membership).where(Membership.person_id == leaver.id)).one()


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_a_page(ict: FlaskClient, store: Session, typed: str) -> None:
    for place, data in (
        ("wordpress", {"address": typed, "account": typed, "password": typed}),
        ("feed", {"address": typed}),
    ):
        assert ict.post(f"{OF_SITE}/{place}", data=data).status_code in (303, 422)
    assert ict.get(OF_SITE).status_code == 200
    assert ict.get("/s/oak/hosts").status_code == 200


def test_others_are_told_who_can(app: Flask, store: Session, school: School) -> None:
    teacher = sign_in(app.test_client(), store, make_person(store, school, Role.TEACHER, name="Another"))
    for place in ("", "/wordpress", "/feed", "/password", "/close", "/holding"):
        answer = teacher.get(f"{OF_SITE}{place}")
        assert answer.status_code == 403
        assert "The ICT lead and the head can do this." in answer.text
    assert teacher.post(f"{OF_SITE}/wordpress", data=TYPED).status_code == 403
    assert teacher.get("/s/oak/hosts").status_code == 403
    assert OF_SITE not in teacher.get("/s/oak/sites/1").text
    assert store.scalars(sa.select(HostConnection)).all() == []
