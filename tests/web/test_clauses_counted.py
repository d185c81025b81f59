"""The clauses of more schools than are asked at each opening: what was counted, when, and how it is counted again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import PersonKind, Role
from governance.jobs.counting import count_clauses
from governance.models import ClauseCount, Membership, Person, School
from tests.clauses.scene import change
from tests.factories import TODAY, make_person, make_school, sign_in
from tests.services.cast import live_site, make_cast
from tests.services.trust import further_schools
from tests.services.unchanged import unchanged
from tests.web.page_checks import CheckedClient
from tests.web.walks.test_query_counts import counted

MORNING = dt.datetime(2026, 11, 18, 5, 40, tzinfo=dt.UTC)
DAY_BEFORE = MORNING - dt.timedelta(days=1)


@dataclass
class Trust:
    """``lead`` is the ICT lead of 21 schools; all were counted this morning, when Oak's site still kept A.3.1.

    Ash is nothing to them and was counted too; at Fir they are a teacher.
    """

    app: Flask
    store: Session
    oak: School
    lead: Person
    schools: list[int]

    def client(self, person: Person | None = None) -> FlaskClient:
        return sign_in(CheckedClient(self.app), self.store, person or self.lead)

    def moments(self) -> dict[int, dt.datetime]:
        found = {row.school_id: row.counted_at for row in self.store.scalars(sa.select(ClauseCount))}
        self.store.rollback()
        return found


@pytest.fixture
def trust(app: Flask, store: Session) -> Trust:
    cast = make_cast(store)
    live_site(store, cast)
    further = further_schools(store, cast.ict)
    ash, fir = (make_school(store, slug, name=f"{slug.capitalize()} Primary") for slug in ("ash", "fir"))
    make_person(store, fir, Role.TEACHER, person=cast.ict)
    held = [cast.school.id, *(school.id for school in further)]
    for school_id in (*held, ash.id, fir.id):
        store.rollback()
        count_clauses(store, the_clock(school_id), MORNING)
    change(store, Membership, {"person_id": cast.second.id}, kind=PersonKind.CONTRACTOR)
    return Trust(app, store, cast.school, cast.ict, held)


def page_of(client: FlaskClient, address: str = "/clauses") -> str:
    """The page as one line of text with its marks."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def rows_of(page: str) -> dict[str, list[str]]:
    """What stands beside each school, by the address that its name leads to."""
    found = {}
    for row in re.findall(r'<tr role="row">\s*<td.*?</tr>', page.partition("<main")[2]):
        href = re.search(r'href="([^"]+)"', row)
        assert href
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row)[1:]
        found[href[1]] = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
    return found


def lines_of(client: FlaskClient, address: str) -> list[list[str]]:
    text = client.get(address).get_data(as_text=True)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_page_says_when_it_was_counted_and_leads_to_each_schools_own(trust: Trust) -> None:
    page = page_of(trust.client(), "/clauses?clause=A.3.1")
    assert "Counted today at 5:40am." in page
    assert "Count again now" in page
    rows = rows_of(page)
    assert len(rows) == 21
    assert rows["/s/oak/clauses/A.3.1"] == ["Kept", "0 of 1", "today at 5:40am"]
    assert rows["/s/school1/clauses/A.3.1"] == ["Not asked here", "no site is asked", "today at 5:40am"]
    assert "Ash Primary" not in page
    assert "/s/fir/clauses/A.3.1" not in page


def test_a_school_of_a_few_is_asked_now_and_nothing_is_to_count_again(trust: Trust) -> None:
    head = make_person(trust.store, trust.oak, Role.HEAD, name="another head")
    make_person(trust.store, trust.store.get_one(School, trust.schools[1]), Role.HEAD, person=head)
    page = page_of(trust.client(head), "/clauses?clause=A.3.1")
    assert rows_of(page)["/s/oak/clauses/A.3.1"] == ["Not kept", "1 of 1"]
    assert "Count again" not in page
    assert "Counted" not in page


def test_an_old_figure_is_shown_with_its_moment_and_is_right_after_counting_again(trust: Trust) -> None:
    change(trust.store, ClauseCount, {"school_id": trust.schools[0]}, counted_at=DAY_BEFORE)
    client = trust.client()
    page = page_of(client, "/clauses?clause=A.3.1")
    assert "The oldest of these figures was counted yesterday at 5:40am" in page
    assert rows_of(page)["/s/oak/clauses/A.3.1"] == ["Kept", "0 of 1", "yesterday at 5:40am"]
    assert rows_of(page)["/s/school1/clauses/A.3.1"][-1] == "today at 5:40am"
    answer = client.post("/clauses/count", data={"clause": "A.3.1"})
    assert (answer.status_code, answer.location) == (303, "/clauses?clause=A.3.1")
    page = page_of(client, "/clauses?clause=A.3.1")
    assert "21 schools were counted again." in page
    assert "Counted today at 10:30am." in page
    assert rows_of(page)["/s/oak/clauses/A.3.1"] == ["Not kept", "1 of 1", "today at 10:30am"]
    counts = rows_of(page_of(client))["/s/oak/clauses"]
    own = page_of(client, "/s/oak/clauses")
    assert f"Not kept ({counts[0]})" in own
    assert f"Due ({counts[1]})" in own


def test_counting_again_counts_what_the_person_may_see_and_no_other_school(trust: Trust) -> None:
    others = {at: moment for at, moment in trust.moments().items() if at not in trust.schools}
    assert len(others) == 2
    with unchanged(trust.store):
        trust.client().post("/clauses/count")
    assert {at: moment for at, moment in trust.moments().items() if at not in trust.schools} == others
    assert {trust.moments()[at] for at in trust.schools} == {trust.app.extensions["clock"]()}


def test_what_was_counted_a_moment_ago_is_not_counted_again(trust: Trust) -> None:
    client = trust.client()
    client.post("/clauses/count")
    client.get("/clauses")
    change(trust.store, Membership, {"kind": PersonKind.CONTRACTOR}, kind=PersonKind.EMPLOYEE)
    client.post("/clauses/count")
    page = page_of(client, "/clauses?clause=A.3.1")
    assert "They were all counted less than a minute ago, so they were not counted again." in page
    assert rows_of(page)["/s/oak/clauses/A.3.1"][0] == "Not kept"


def test_a_school_that_was_not_counted_yet_is_counted_at_opening(trust: Trust) -> None:
    trust.store.rollback()
    change(trust.store, ClauseCount, {"school_id": trust.schools[0]}, figures={"A.3.1": ["kept", 0, 1]})
    page = page_of(trust.client(), "/clauses?clause=A.3.1")
    assert rows_of(page)["/s/oak/clauses/A.3.1"] == ["Not kept", "1 of 1", "today at 10:30am"]
    assert "The oldest of these figures was counted today at 5:40am" in page


def test_the_files_carry_the_moment_of_each_figure(trust: Trust) -> None:
    change(trust.store, ClauseCount, {"school_id": trust.schools[0]}, counted_at=DAY_BEFORE)
    client = trust.client()
    heading, *lines = lines_of(client, "/clauses.csv")
    assert heading[-1] == "Counted"
    moments = {line[0]: line[-1] for line in lines}
    assert len(moments) == 21
    assert moments["Oak Primary"] == "2026-11-17 05:40"
    assert moments["School 01"] == "2026-11-18 05:40"
    book = load_workbook(io.BytesIO(client.get("/clauses.xlsx?clause=A.3.1").data))
    rows = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}
    assert rows["Oak Primary"] == ("A.3.1", "Kept", 0, 1, "2026-11-17 05:40")


def test_who_may_see_the_clauses_nowhere_counts_nothing(trust: Trust) -> None:
    teacher = make_person(trust.store, trust.oak, Role.TEACHER)
    before = trust.moments()
    with unchanged(trust.store):
        assert trust.client(teacher).post("/clauses/count").status_code == 403
        assert trust.app.test_client().post("/clauses/count").location.startswith("/login")
    assert trust.moments() == before


def test_a_school_that_they_have_left_is_neither_shown_nor_counted(trust: Trust) -> None:
    left = trust.schools[1]
    yesterday = TODAY - dt.timedelta(days=1)
    make_person(trust.store, make_school(trust.store, "yew", name="Yew Primary"), Role.HEAD, person=trust.lead)
    change(trust.store, Membership, {"person_id": trust.lead.id, "school_id": left}, ends_on=yesterday)
    client = trust.client()
    client.post("/clauses/count")
    assert "/s/school1/clauses" not in rows_of(page_of(client))
    assert trust.moments()[left] == MORNING


def test_where_one_school_asks_for_a_second_step_nothing_is_counted_without(trust: Trust) -> None:
    client = trust.client()
    with client.session_transaction() as cookie:
        cookie["second_step_passed"] = False
    before = trust.moments()
    assert client.post("/clauses/count").location.startswith("/account/second-step")
    assert trust.moments() == before


def test_an_unknown_clause_is_not_there_and_counts_nothing(trust: Trust) -> None:
    before = trust.moments()
    assert trust.client().post("/clauses/count", data={"clause": "A.9.9"}).status_code == 404
    assert trust.moments() == before


def test_a_page_of_forty_schools_sends_as_many_statements_as_one_of_21(trust: Trust) -> None:
    client = trust.client()
    client.get("/clauses")
    with counted() as of_21:
        client.get("/clauses")
    with counted() as of_counting_21:
        client.post("/clauses/count")
    for school in [make_school(trust.store, f"more{k}", name=f"More {k:02}") for k in range(19)]:
        make_person(trust.store, school, Role.ICT_LEAD, person=trust.lead)
        school_id = school.id
        trust.store.rollback()
        count_clauses(trust.store, the_clock(school_id), MORNING)
    change(trust.store, ClauseCount, {}, counted_at=MORNING)
    client.get("/clauses")
    with counted() as of_40:
        client.get("/clauses")
    with counted() as of_counting_40:
        client.post("/clauses/count")
    assert len(rows_of(page_of(client))) == 40
    assert len(of_40) == len(of_21)
    assert len(of_counting_40) == len(of_counting_21)
