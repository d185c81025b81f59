"""The history as sentences: who may read it, what each filter finds, and what an export hands out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow, AuditText, Person, School, Site
from governance.services.transaction import use_case
from tests.factories import NOW, actor_of, make_person, make_school, make_site, sign_in, start_writing
from tests.web.page_checks import CheckedClient, check_page


class Told:
    """A school where a head and an ICT lead did four things on three days, and clients signed in as them."""

    def __init__(self, app: Flask, store: Session) -> None:
        self.app, self.store = app, store
        self.school = make_school(store)
        self.head = make_person(store, self.school, Role.HEAD, name="Head One")
        self.ict = make_person(store, self.school, Role.ICT_LEAD, name="Lead Two")
        self.teacher = make_person(store, self.school, Role.TEACHER, name="Teacher Three")
        self.choir = make_site(store, self.school, self.head, name="Choir blog")
        self.chess = make_site(store, self.school, self.head, name="Chess blog")
        self.act(self.head, 1, "site.suspended", self.choir, reason="=1+1 is no reason.")
        self.act(self.ict, 2, "site.resumed", self.choir)
        self.act(self.head, 3, "site.suspended", self.chess, reason="The moderators are away.")
        with use_case(store, actor_of(store, self.school, self.ict), NOW + dt.timedelta(days=3)) as record:
            texts = {"label": "Chess blog", "person": "Teacher Three"}
            named = {"person_id": self.teacher.id, "duty": "moderator"}
            record.act("appointment.named", "appointment", 1, site_id=self.chess.id, texts=texts, **named)
        store.rollback()

    def act(self, person: Person, day: int, code: str, site: Site, **texts: str) -> None:
        with use_case(
            self.store, actor_of(self.store, self.school, person), NOW + dt.timedelta(days=day - 1)
        ) as record:
            record.act(code, "site", site.id, texts={"label": site.name, **texts})

    def client(self, person: Person) -> CheckedClient:
        client = CheckedClient(self.app)
        sign_in(client, self.store, person)
        return client

    def sentences(self, query: str = "") -> list[str]:
        page = check_page(self.client(self.head).get(f"/s/oak/history{query}").text)
        return [one.said for one in page.elements if one["class"] == "timeline__sentence"]


@pytest.fixture(name="told")
def _told(app: Flask, store: Session) -> Told:
    return Told(app, store)


FOURTH = "Lead Two named Teacher Three as moderator of Chess blog."
THIRD = "Head One suspended Chess blog: The moderators are away."
SECOND = "Lead Two resumed Choir blog."
FIRST = "Head One suspended Choir blog: =1+1 is no reason."


def test_the_history_reads_as_sentences_newest_first(told: Told) -> None:
    assert told.sentences() == [FOURTH, THIRD, SECOND, FIRST]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("?person={ict}", [FOURTH, SECOND], id="by the person who acted"),
        pytest.param("?person={teacher}", [FOURTH], id="by the person whom it is about"),
        pytest.param("?site={choir}", [SECOND, FIRST], id="by site"),
        pytest.param("?act=site.suspended", [THIRD, FIRST], id="by act"),
        pytest.param("?since=20+11+2026", [FOURTH, THIRD], id="from a day on, which counts"),
        pytest.param("?until=19+11+2026", [SECOND, FIRST], id="until a day, which counts"),
        pytest.param("?since=19+11+2026&until=19+11+2026", [SECOND], id="on one day"),
        pytest.param("?person={head}&site={chess}&act=site.suspended", [THIRD], id="by all of them at once"),
        pytest.param("?person={teacher}&site={choir}", [], id="and nothing where nothing fits"),
    ],
)
def test_each_filter_finds_its_acts(told: Told, query: str, found: list[str]) -> None:
    ids = {name: getattr(told, name).id for name in ("head", "ict", "teacher", "choir", "chess")}
    assert told.sentences(query.format(**ids)) == found


@pytest.mark.parametrize("query", ["?person=x", "?site=999999", "?act=nothing", "?since=40+13+2026", "?until=soon"])
def test_a_filter_that_makes_no_sense_gets_a_sentence(told: Told, query: str) -> None:
    answer = told.client(told.head).get(f"/s/oak/history{query}")
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("below", ["", "x", "-1", "0", "99999999999999999999"])
def test_a_page_that_is_none_is_no_fault(told: Told, below: str) -> None:
    assert told.client(told.head).get(f"/s/oak/history?below={below}").status_code == 200


def test_midnight_is_the_schools(told: Told) -> None:
    start_writing(told.store)
    told.store.execute(sa.update(School).values(time_zone="Pacific/Auckland"))
    told.store.commit()
    # 10:30 in the morning of 18 November in Greenwich is half past eleven at night there.
    assert told.sentences("?until=18+11+2026") == [FIRST]
    answer = told.client(told.head).get("/s/oak/history?until=18+11+2026")
    assert "Wednesday 18 November 2026 at 11:30pm" in answer.text


def test_pages_follow_each_other_without_gap_or_repeat(told: Told) -> None:
    with use_case(told.store, actor_of(told.store, told.school, told.head), NOW) as record:
        for number in range(100):
            record.act("school.changed", "school", told.school.id, changed=f"thing {number}")
    told.store.rollback()
    client, seen, address = told.client(told.head), [], "/s/oak/history"
    for _ in range(3):
        page = check_page(client.get(address).text)
        seen += [one.said for one in page.elements if one["class"] == "timeline__sentence"]
        address = next((one["href"] for one in page.elements if one["rel"] == "next"), "")
    assert address == ""
    assert len(seen) == len(set(seen)) == 104
    assert seen[-1] == FIRST


def test_a_text_that_was_disposed_of_is_said_so(told: Told) -> None:
    start_writing(told.store)
    told.store.execute(sa.delete(AuditText).where(AuditText.key == "reason"))
    told.store.commit()
    assert told.sentences("?act=site.suspended") == [
        "Head One suspended Chess blog: (no longer kept)",
        "Head One suspended Choir blog: (no longer kept)",
    ]


def test_a_note_that_the_sentence_leaves_out_stands_below_it(told: Told) -> None:
    with use_case(told.store, actor_of(told.store, told.school, told.head), NOW) as record:
        texts = {"label": "Choir blog", "points": "Parents may comment."}
        record.act("discussion.recorded", "discussion", 1, version=1, held_on=dt.date(2026, 11, 18), texts=texts)
    told.store.rollback()
    assert "Points: Parents may comment." in told.client(told.head).get("/s/oak/history").text


def test_who_may_not_read_it_is_told_who_can(told: Told) -> None:
    answer = told.client(told.teacher).get("/s/oak/history")
    assert answer.status_code == 403
    assert "The head, the ICT lead and the data protection officer can open this." in answer.text


def test_a_sites_history_is_its_own_and_staff_read_it(told: Told) -> None:
    answer = told.client(told.teacher).get(f"/s/oak/sites/{told.choir.id}/history")
    said = [one.said for one in check_page(answer.text).elements if one["class"] == "timeline__sentence"]
    assert said == [SECOND, FIRST]


def test_another_schools_history_is_not_there(told: Told) -> None:
    elm = make_school(told.store, "elm", name="Elm Primary")
    site = make_site(told.store, elm, make_person(told.store, elm, Role.TEACHER))
    client = told.client(told.head)
    assert client.get("/s/elm/history").status_code == 404
    for number in (site.id, 10**12):
        assert client.get(f"/s/oak/sites/{number}/history").status_code == 404


def export(told: Told, **sent: Any) -> Any:
    return told.client(told.head).post("/s/oak/history/export", data=sent)


def acts(told: Told) -> list[str]:
    told.store.rollback()
    return list(told.store.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)))


def test_an_export_holds_reasons_and_no_cell_of_it_runs(told: Told) -> None:
    answer = export(told, format="csv", act="site.suspended")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="history-oak-2026-11-18.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["Reason"] for row in rows] == ["The moderators are away.", "'=1+1 is no reason."]
    assert [row["What happened"] for row in rows] == [THIRD, FIRST]
    assert rows[1]["When in words"] == "Wednesday 18 November 2026 at 10:30am"
    assert not re.search(r'(^|,)"[=+@-]', answer.text, re.MULTILINE)


def test_an_export_as_json_holds_the_same(told: Told) -> None:
    said = json.loads(export(told, format="json", site=str(told.choir.id)).text)
    assert said["school"] == "Oak Primary"
    assert [row["sentence"] for row in said["acts"]] == [SECOND, FIRST]
    assert said["acts"][1]["reason"] == "=1+1 is no reason."


def test_an_export_is_on_record_with_its_number_of_rows(told: Told) -> None:
    export(told, format="json", act="site.suspended")
    assert acts(told)[-1] == "audit.exported"
    last = told.store.scalars(sa.select(AuditRow).order_by(AuditRow.sequence.desc())).first()
    assert last is not None
    assert (last.details, last.actor_name) == ({"count": 2, "format": "json"}, "Head One")
    assert told.sentences()[0] == "Head One exported 2 rows of the history."


@pytest.mark.parametrize("sent", [{}, {"format": "xml"}, {"format": "csv", "site": "x"}])
def test_an_export_of_nothing_known_changes_nothing(told: Told, sent: dict[str, str]) -> None:
    before = acts(told)
    assert export(told, **sent).status_code == 422
    assert acts(told) == before


def test_who_may_not_read_it_cannot_export_it(told: Told) -> None:
    before = acts(told)
    assert told.client(told.teacher).post("/s/oak/history/export", data={"format": "csv"}).status_code == 403
    assert acts(told) == before
