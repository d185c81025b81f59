"""The pages of an import: the file, its preview, what is asked, the yes, and the same file again."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan, Import, School, Term
from tests.factories import make_person, make_school, sign_in
from tests.services.test_calendar_import import COUNCIL, SHEET
from tests.web.page_checks import CheckedClient, check_page

PAGE = "/s/oak/calendar/import"


@pytest.fixture
def client(app: Flask, store: Session) -> CheckedClient:
    signed = CheckedClient(app, app.response_class)
    sign_in(signed, store, make_person(store, make_school(store), Role.HEAD))
    return signed


def uploaded(client: CheckedClient, data: bytes, name: str) -> str:
    """The address of the preview."""
    answer = client.post(PAGE, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def digest(page: str) -> str:
    found = re.search(r'name="plan" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_councils_file_is_looked_at_answered_and_imported(client: CheckedClient, store: Session) -> None:
    preview = uploaded(client, COUNCIL, "council.ics")
    page = client.get(preview).text
    assert check_page(page).h1 == "What this file would do"
    said = words(page)
    assert "4 entries are new" in said
    assert "Summer Term 2027 begins / Summer term ends Monday 12 April 2027 to Wednesday 21 July 2027" in said
    assert "Bank holidays are known here already." in said
    assert "Line 65. Friday 25 June 2027. It lasts from 18:00 to 19:30, not the whole day." in said
    assert "This event cannot be read. Enter its days by hand." in said
    answer = client.post(f"{preview}/answers", data={"row-6": "left_out", "row-7": ""}, follow_redirects=True)
    assert "Your answers are kept. Nothing is in the calendar yet." in answer.text
    assert store.scalar(sa.select(sa.func.count(ClosedSpan.id))) == 0
    answer = client.post(preview, data={"plan": digest(answer.text)}, follow_redirects=True)
    assert "1 term and 3 times without pupils are new in the calendar." in words(answer.text)
    store.rollback()
    assert store.scalar(sa.select(sa.func.count(ClosedSpan.id))) == 3


def test_the_same_file_again_says_that_nothing_is_new(client: CheckedClient, store: Session) -> None:
    preview = uploaded(client, SHEET, "dates.csv")
    client.post(preview, data={"plan": digest(client.get(preview).text)})
    counts = [sa.select(sa.func.count(table.id)) for table in (Import, Term, ClosedSpan, AuditRow)]
    before = [store.scalar(count) for count in counts]
    store.rollback()
    assert uploaded(client, SHEET, "dates.csv") == preview
    page = client.get(preview).text
    assert "Nothing in this file is new." in page
    assert "Yes, put the new dates in" not in page
    answer = client.post(preview, data={"plan": "stale"}, follow_redirects=True)
    assert "Nothing in this file was new. The calendar is as it was." in answer.text
    assert [store.scalar(count) for count in counts] == before


def test_a_stale_yes_is_refused_and_says_so(client: CheckedClient, store: Session) -> None:
    preview = uploaded(client, SHEET, "dates.csv")
    answer = client.post(preview, data={"plan": "0" * 32})
    assert answer.status_code == 409
    assert "The calendar changed since you looked at this file." in answer.text
    store.rollback()
    assert store.scalar(sa.select(sa.func.count(ClosedSpan.id))) == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        pytest.param(b"hello", "dates.ics", "This is not a calendar file.", id="not a calendar"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "dates.csv", "This is not a CSV file.", id="a picture"),
        pytest.param(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "d.ics", "There is no event in this calendar.", id="empty"),
        pytest.param(b"x", "dates.exe", "There is a problem", id="another kind of file"),
    ],
)
def test_a_wrong_file_is_said_plainly(client: CheckedClient, store: Session, data: bytes, name: str, said: str) -> None:
    answer = client.post(PAGE, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert said in answer.text
    assert store.scalar(sa.select(sa.func.count(Import.id))) == 0


def test_words_of_a_file_are_shown_as_words(client: CheckedClient) -> None:
    sheet = b'Name,First day\r\n"<script>alert(1)</script>",2026-11-20\r\n'
    page = client.get(uploaded(client, sheet, "dates.csv")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_example_is_read_by_the_import(client: CheckedClient) -> None:
    example = client.get(f"{PAGE}/example.csv")
    page = words(client.get(uploaded(client, example.get_data(), "example.csv")).text)
    assert "1 entry is not understood" not in page
    assert "0 entries are not understood" in page or "no entries are not understood" in page.lower()


def test_a_teacher_imports_nothing(app: Flask, client: CheckedClient, store: Session) -> None:
    preview = uploaded(client, SHEET, "dates.csv")
    teacher = CheckedClient(app, app.response_class)
    sign_in(teacher, store, make_person(store, store.scalars(sa.select(School)).one(), Role.TEACHER))
    for address in (PAGE, preview, f"{PAGE}/example.csv"):
        assert teacher.get(address).status_code == 403
    for address in (preview, f"{preview}/answers"):
        assert teacher.post(address, data={"plan": "x"}).status_code == 403
