"""The clauses of several schools side by side: who sees which schools, the worst first, one clause, and the files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role
from governance.models import Membership, Person, School
from tests.clauses.scene import change
from tests.factories import TODAY, make_person, make_school, sign_in
from tests.services.cast import live_site, make_cast
from tests.web.page_checks import CheckedClient


@dataclass
class Trust:
    """``both`` is the ICT lead of Oak and of Elm and a teacher at Fir; Ash is nothing to them.

    One person runs Oak's live site without an authorisation, so that A.3.1 is not kept there.
    """

    app: Flask
    store: Session
    oak: School
    both: Person

    def as_(self, person: Person) -> FlaskClient:
        return sign_in(CheckedClient(self.app), self.store, person)


@pytest.fixture
def trust(app: Flask, store: Session) -> Trust:
    cast = make_cast(store)
    live_site(store, cast)
    change(store, Membership, {"person_id": cast.second.id}, kind=PersonKind.CONTRACTOR)
    elm, ash, fir = (make_school(store, slug, name=f"{slug.capitalize()} Primary") for slug in ("elm", "ash", "fir"))
    make_person(store, ash, Role.HEAD, name="head of ash")
    make_person(store, elm, Role.ICT_LEAD, person=cast.ict)
    make_person(store, fir, Role.TEACHER, person=cast.ict)
    return Trust(app, store, cast.school, cast.ict)


def schools_on(page: str) -> list[str]:
    """The schools to whose clauses a page leads, in its order."""
    main = page.partition("<main")[2]
    return re.findall(r'href="/s/(\w+)/clauses', main)


def lines_of(client: FlaskClient, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_a_person_sees_the_schools_where_they_may_and_never_another(trust: Trust) -> None:
    client = trust.as_(trust.both)
    for address in ("/clauses", "/clauses?clause=A.3.1", "/clauses?clause=8.2"):
        page = client.get(address).get_data(as_text=True)
        assert sorted(schools_on(page)) == ["elm", "oak"], address
        assert "Ash Primary" not in page, address
    for address in ("/clauses.csv", "/clauses.csv?clause=A.3.1"):
        names = [line[0] for line in lines_of(client, address)]
        assert sorted(names) == ["Elm Primary", "Oak Primary", "School"], address


def test_a_school_that_they_have_left_is_gone_from_it(trust: Trust) -> None:
    change(
        trust.store, Membership, {"person_id": trust.both.id, "school_id": trust.oak.id}, ends_on=TODAY.replace(day=17)
    )
    assert schools_on(trust.as_(trust.both).get("/clauses").get_data(as_text=True)) == ["elm"]


def test_who_may_see_the_clauses_nowhere_is_told_who_can(trust: Trust) -> None:
    teacher = make_person(trust.store, trust.oak, Role.TEACHER)
    for address in ("/clauses", "/clauses.csv"):
        answer = trust.as_(teacher).get(address)
        assert answer.status_code == 403
        assert "The head, the ICT lead, the governors and the data protection officer" in " ".join(answer.text.split())
        assert trust.app.test_client().get(address).location.startswith("/login")


def test_where_one_school_asks_for_a_second_step_the_page_does(trust: Trust) -> None:
    client = trust.as_(trust.both)
    with client.session_transaction() as cookie:
        cookie["second_step_passed"] = False
    for address in ("/clauses", "/clauses.csv"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert answer.location.startswith("/account/second-step")


def test_one_clause_is_shown_at_each_school_where_it_needs_somebody_first(trust: Trust) -> None:
    client = trust.as_(trust.both)
    page = client.get("/clauses?clause=A.3.1").get_data(as_text=True)
    assert schools_on(page) == ["oak", "elm"]
    assert "/s/oak/clauses/A.3.1" in page
    assert lines_of(client, "/clauses.csv?clause=A.3.1") == [
        ["School", "Clause", "Stands", "Sites not kept or due", "Sites asked", "Counted"],
        ["Oak Primary", "A.3.1", "Not kept", "1", "1", "2026-11-18 10:30"],
        ["Elm Primary", "A.3.1", "Not asked here", "0", "0", "2026-11-18 10:30"],
    ]
    assert client.get("/clauses?clause=A.9.9").status_code == 404


def test_the_counts_are_those_of_each_schools_own_page(trust: Trust) -> None:
    client = trust.as_(trust.both)
    heading, *lines = lines_of(client, "/clauses.csv")
    assert heading == ["School", "Not kept", "Due", "Kept", "Advice only", "Not asked here", "Counted"]
    assert {line[0]: sum(int(number) for number in line[1:6]) for line in lines} == {
        "Oak Primary": 77,
        "Elm Primary": 77,
    }
    own = client.get("/s/oak/clauses").get_data(as_text=True)
    of_oak = dict(zip(heading, next(line for line in lines if line[0] == "Oak Primary"), strict=True))
    assert f"Not kept ({of_oak['Not kept']})" in own
    assert f"Due ({of_oak['Due']})" in own
    assert f"Kept ({of_oak['Kept']})" in own


def test_where_nothing_needs_anybody_it_says_so(trust: Trust) -> None:
    page = trust.as_(trust.both).get("/clauses?clause=A.3.6").get_data(as_text=True)
    assert "Nothing here needs anybody." in page


def test_the_way_there_stands_where_schools_are_chosen_and_on_each_schools_clauses(trust: Trust) -> None:
    client = trust.as_(trust.both)
    assert 'href="/clauses"' in client.get("/").get_data(as_text=True)
    assert 'href="/clauses"' in client.get("/s/oak/clauses").get_data(as_text=True)
    of_one = make_person(trust.store, trust.oak, Role.HEAD, name="another head")
    assert 'href="/clauses"' not in trust.as_(of_one).get("/s/oak/clauses").get_data(as_text=True)
