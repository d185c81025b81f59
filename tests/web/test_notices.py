"""The page of mails: what was sent to whom and what became of it, and never what stands in a mail."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.delivery import TOO_LATE
from governance.domain.words import Role
from governance.models import Account, Notice, Person, School
from tests.factories import NOW, make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient, check_page

PAGE = "/s/oak/mails"


@pytest.fixture
def client(app: Flask, store: Session) -> CheckedClient:
    """The ICT lead's client, at a school with one mail of each fate and one of another school."""
    school, elm = make_school(store), make_school(store, "elm", name="Elm Primary")
    head = make_person(store, school, Role.HEAD, name="Ms Hill").id
    signed = CheckedClient(app, app.response_class)
    sign_in(signed, store, make_person(store, school, Role.ICT_LEAD))
    _leave(store, 1, school.id, kind="site_launched", person_id=head, sent_at=NOW, tries=1)
    _leave(store, 2, school.id, kind="risks_to_sign", tries=2, problem="The mail server cannot be reached.")
    _leave(store, 3, school.id, kind="site_closed", failed_at=NOW, problem="The mail server answered 550: no mailbox")
    _leave(store, 4, None, kind="account_mail", person_id=head, body="Open /reset/secret")
    _leave(store, 5, elm.id, kind="site_resumed")
    return signed


def _leave(store: Session, number: int, school_id: int | None, **columns: object) -> None:
    values = {"body": "A private text.", "subject": "A private subject", "person_id": None} | columns
    store.add(
        Notice(
            school_id=school_id,
            to_address=f"someone{number}@oak.example",
            link="/private-link",
            message_id=f"<{number}@governance>",
            created_at=NOW + dt.timedelta(minutes=number),
            due_at=NOW + dt.timedelta(minutes=number),
            **values,
        )
    )
    store.commit()


def rows(client: CheckedClient, **asked: str) -> list[str]:
    page = check_page(client.get(PAGE, query_string=asked).text)
    return [one.said.split(" to ")[0] for one in page.elements if one.tag == "td" and one["data-label"] == "About"]


def test_the_page_names_kind_person_and_fate(client: CheckedClient) -> None:
    page = client.get(PAGE).text
    assert rows(client) == ["Their sign-in", "A site is closed", "Risks wait for your signature", "A site is live"]
    assert "Ms Hill" in page
    assert "The mail server answered 550: no mailbox" in page
    assert "It was put into the folder on Wednesday 18 November 2026 at 10:30am." in page
    assert "Tried 2 times; next on Wednesday 18 November 2026 at 10:32am." in page
    assert "No mail server is set" in page


def test_nothing_that_stands_in_a_mail_is_shown(client: CheckedClient) -> None:
    page = client.get(PAGE).text
    for private in ("A private text", "A private subject", "private-link", "secret"):
        assert private not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"fate": "failed"}, ["A site is closed"]),
        ({"fate": "waiting"}, ["Their sign-in", "Risks wait for your signature"]),
        ({"kind": "site_launched"}, ["A site is live"]),
        ({"name": "hill"}, ["Their sign-in", "A site is live"]),
        ({"name": "SOMEONE2@"}, ["Risks wait for your signature"]),
        ({"name": "%"}, []),
        ({"fate": "failed", "name": "hill"}, []),
        pytest.param(
            {"fate": "x"},
            ["Their sign-in", "A site is closed", "Risks wait for your signature", "A site is live"],
            id="an unknown choice shows its error and everything",
        ),
    ],
)
def test_the_list_can_be_filtered(client: CheckedClient, asked: dict[str, str], found: list[str]) -> None:
    assert rows(client, **asked) == found


def test_the_way_counts_what_could_not_be_sent(client: CheckedClient) -> None:
    said = check_page(client.get("/s/oak/more").text).elements
    (entry,) = [one for one in said if one.tag == "p" and one.said.startswith("Mails")]
    assert entry.said == "Mails (1 waiting)"


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "99999999999"])
def test_a_page_that_is_not_there(client: CheckedClient, page: str) -> None:
    assert client.get(PAGE, query_string={"page": page}).status_code == 404


def test_a_reminder_shows_what_it_gathered_and_only_our_own_pages_are_links(
    client: CheckedClient, store: Session
) -> None:
    school_id = store.scalars(sa.select(School.id).where(School.slug == "oak")).one()
    lines = [["Year 4 blog is late.", "/s/oak/mails"], ["Chess <b>club</b> is asleep.", "/s/elm/sites/2"]]
    _leave(store, 6, school_id, kind="reminders", sent_at=NOW, lines=lines)
    page = client.get(f"{PAGE}/6").text
    assert '<a class="govuk-link" href="/s/oak/mails">Year 4 blog is late.</a>' in page
    assert "Chess &lt;b&gt;club&lt;/b&gt; is asleep." in page
    assert "/s/elm/" not in page
    assert "A private text" not in page


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_no_other_mail_shows_what_stands_in_it(client: CheckedClient, number: int) -> None:
    page = client.get(f"{PAGE}/{number}").text
    for private in ("A private text", "A private subject", "private-link", "secret"):
        assert private not in page
    assert "What stands in this mail is not shown" in page


@pytest.mark.parametrize("address", ["/5", "/99", "/5/came-back"])
def test_another_schools_mail_is_not_there(client: CheckedClient, address: str) -> None:
    answer = client.post(PAGE + address) if address.endswith("back") else client.get(PAGE + address)
    assert answer.status_code == 404


def test_a_mail_that_came_back_is_noted_and_the_person_named_until_the_address_changes(
    client: CheckedClient, store: Session
) -> None:
    head = store.scalars(sa.select(Account).join(Account.person).where(Person.name == "Ms Hill")).one()
    head.email = "someone1@oak.example"
    store.commit()
    assert "This mail came back" not in client.get(f"{PAGE}/2").text
    assert "This mail came back" in client.get(f"{PAGE}/1").text
    page = client.get(client.post(f"{PAGE}/1/came-back").location).text
    assert "Came back" in page
    assert "The mail came back, as somebody at the school has said." in page
    assert rows(client, fate="came_back") == ["A site is live"]
    home = client.get("/s/oak/").text
    assert "Mails to Ms Hill do not arrive" in home
    assert "someone1@oak.example" in home
    store.expire_all()
    head.email = "new@oak.example"
    store.commit()
    assert "Mails to Ms Hill do not arrive" not in client.get("/s/oak/").text


def test_a_mail_that_was_too_late_in_its_day_is_nobodys_fault(client: CheckedClient, store: Session) -> None:
    school_id = store.scalars(sa.select(School.id).where(School.slug == "oak")).one()
    _leave(store, 6, school_id, kind="reminders", failed_at=NOW, problem=TOO_LATE)
    assert rows(client, fate="set_aside") == ["What waits for them"]
    assert rows(client, fate="failed") == ["A site is closed"]


def test_a_teacher_may_not_open_it(app: Flask, store: Session) -> None:
    school = make_school(store)
    teacher = sign_in(CheckedClient(app, app.response_class), store, make_person(store, school, Role.TEACHER))
    assert [teacher.get(PAGE + page).status_code for page in ("", "/1")] == [403, 403]
    assert teacher.post(f"{PAGE}/1/came-back").status_code == 403
