"""The cover pages: the grid of sites by school day, gaps with who could be asked, one site, and the files (A.5.4)."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role, SiteState, VersionState
from governance.models import AbsenceSpan, Person, School, Site, Term, Training
from tests.factories import NOW, make_person, make_school, make_site, sign_in
from tests.web.page_checks import CheckedClient
from tests.web.sites_scene import Scene, make_scene

THURSDAY, FRIDAY = dt.date(2026, 11, 19), dt.date(2026, 11, 20)


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A school with a live site that two teachers moderate; today is Wednesday 18 November."""
    return make_scene(app)


def away(scene: Scene, role: str, first: dt.date, last: dt.date) -> None:
    def enter(session: Session) -> None:
        site = session.get_one(Site, scene.site_id)
        session.add(
            AbsenceSpan(
                school_id=site.school_id, person_id=scene.people[role], starts_on=first, ends_on=last,
                recorded_by=scene.people["ict"], recorded_at=NOW,
            )
        )  # fmt: skip

    scene.change(enter)


def both_away(scene: Scene) -> None:
    away(scene, "teacher", FRIDAY, FRIDAY)
    away(scene, "second", THURSDAY, FRIDAY)


def another_site(scene: Scene) -> None:
    """A second live site, of the head alone, with nobody on it."""

    def add(session: Session) -> None:
        oak, head = session.scalars(sa.select(School)).one(), session.get_one(Person, scene.people["head"])
        make_site(session, oak, head, state=SiteState.LIVE, version=VersionState.APPROVED, name="Choir blog")

    scene.change(add)


def test_without_any_live_site_the_page_says_what_it_will_show(app: Flask, store: Session) -> None:
    oak = make_school(store)
    client = sign_in(CheckedClient(app), store, make_person(store, oak, Role.ICT_LEAD))
    assert "No site is live yet." in client.get("/s/oak/cover").text


def test_a_site_whose_people_are_there_is_covered(scene: Scene) -> None:
    page = scene.client("ict").get("/s/oak/cover").text
    assert "Every school day that is known in the next 4 weeks is covered." in page
    assert "Days that are not covered" not in page


def test_a_day_that_nobody_covers_says_who_is_away_and_who_could_be_asked(scene: Scene) -> None:
    both_away(scene)
    page = scene.client("ict").get("/s/oak/cover").text
    assert "1 site of 1 has days that are not covered in the next 4 weeks." in page
    assert "1 school day not covered" in page
    assert "Friday 20 November 2026" in page
    assert "Nobody is there to moderate." in page
    assert "Away: first teacher and second teacher." in page
    assert "Who could be asked:" in page
    assert f"/s/oak/sites/{scene.site_id}/people/name?person=" in page
    assert "first=2026-11-20&amp;last=2026-11-20" in page


def test_the_link_begins_naming_that_person_for_these_days(scene: Scene) -> None:
    assistant = scene.people["assistant"]
    address = f"/people/name?person={assistant}&duty=moderator&first=2026-11-20&last=2026-11-24"
    page = scene.client("ict").get(scene.address(address)).text
    assert f'<option value="{assistant}" selected>' in page
    for part in ('value="20"', 'value="24"', 'value="moderator" checked'):
        assert part in page


def test_an_address_with_a_day_that_is_none_is_no_fault(scene: Scene) -> None:
    for first in ("2026-13-40", "x", "２０２６-11-20"):
        assert scene.client("ict").get(scene.address(f"/people/name?first={first}")).status_code == 200


def test_lapsed_training_says_why_somebody_does_not_count(scene: Scene) -> None:
    def lapse(session: Session) -> None:
        for training in session.scalars(sa.select(Training).where(Training.person_id == scene.people["second"])):
            training.expires_on = THURSDAY

    scene.change(lapse)
    page = scene.client("head").get("/s/oak/cover").text
    assert "Covered, but with too few people" in page
    assert "second teacher does not count: The training ran out on Thursday 19 November 2026." in page


def test_a_teacher_sees_their_own_sites_and_the_ict_lead_and_the_head_see_all(scene: Scene) -> None:
    another_site(scene)
    for role, sees in (("teacher", False), ("assistant", False), ("ict", True), ("head", True)):
        assert ("Choir blog" in scene.client(role).get("/s/oak/cover").text) is sees, role
    assert "Choir blog" not in scene.client("teacher").get("/s/oak/cover.csv").text


def test_who_has_no_site_is_told_so(scene: Scene) -> None:
    assert "No live site is yours." in scene.client("dsl").get("/s/oak/cover").text


def test_who_is_not_of_the_staff_may_not_open_it(app: Flask, store: Session) -> None:
    governor = make_person(store, make_school(store), Role.GOVERNOR, kind=PersonKind.GOVERNOR)
    answer = sign_in(CheckedClient(app), store, governor).get("/s/oak/cover")
    assert answer.status_code == 403
    assert "Staff of the school can open this." in answer.text


def test_who_may_not_name_people_sees_names_without_a_link(scene: Scene) -> None:
    both_away(scene)
    page = scene.client("second").get("/s/oak/cover").text
    assert "Who could be asked:" in page
    assert "people/name" not in page


def test_the_worst_comes_first_and_the_filters_show_less(scene: Scene) -> None:
    another_site(scene)
    client = scene.client("ict")
    page = client.get("/s/oak/cover").text
    assert page.index("Choir blog") < page.index("Year 3 blog")
    assert "Year 3 blog" not in client.get("/s/oak/cover?show=uncovered").text
    assert "None of these sites is yours." in client.get("/s/oak/cover?show=mine").text
    assert client.get("/s/oak/cover?show=all").status_code == 404


def test_a_calendar_that_runs_out_is_said_and_never_covered(scene: Scene) -> None:
    def end_early(session: Session) -> None:
        for term in session.scalars(sa.select(Term).order_by(Term.starts_on)):
            if term.starts_on.year == 2026:
                term.ends_on = FRIDAY
            else:
                session.delete(term)

    scene.change(end_early)
    page = scene.client("ict").get("/s/oak/cover").text
    assert "No term dates are known after Friday 20 November 2026." in page
    assert "Covered as far as term dates are known" in page
    rows = list(csv.reader(io.StringIO(scene.client("ict").get("/s/oak/cover.csv").text.removeprefix("\ufeff"))))
    assert [row[2] for row in rows[1:5]] == ["covered", "covered", "covered", "not known: no term dates"]
    scene.change(lambda session: session.execute(sa.delete(Term)))
    assert "No term dates are known, so nobody can tell which days need cover." in (
        scene.client("ict").get("/s/oak/cover").text
    )


def test_a_site_has_a_page_of_its_own_for_those_who_look_after_it(scene: Scene) -> None:
    both_away(scene)
    address = scene.address("/cover")
    for role in ("teacher", "second", "assistant", "ict", "head"):
        page = scene.client(role).get(address).text
        assert "Thursday 19 November 2026" in page
        assert "Nobody is there to moderate." in page
    answer = scene.client("dsl").get(address)
    assert answer.status_code == 403
    assert "The ICT lead and the head see all of them." in answer.text
    assert address in scene.client("teacher").get(scene.address()).text
    assert address not in scene.client("dsl").get(scene.address()).text


def test_a_site_that_is_not_live_needs_no_cover(scene: Scene) -> None:
    def add(session: Session) -> None:
        oak, head = session.scalars(sa.select(School)).one(), session.get_one(Person, scene.people["head"])
        scene.site_id = make_site(session, oak, head, name="Choir blog").id

    scene.change(add)
    assert "Only a live site needs cover." in scene.client("ict").get(scene.address("/cover")).text


def test_the_days_are_handed_out_as_csv_and_for_excel_and_never_say_why_somebody_is_away(scene: Scene) -> None:
    both_away(scene)
    client = scene.client("ict")
    rows = list(csv.reader(io.StringIO(client.get("/s/oak/cover.csv").text.removeprefix("\ufeff"))))
    assert rows[0] == ["Site", "Day", "Stands", "Moderators there", "Administrators there", "Missing"]
    assert rows[2] == [
        "Year 3 blog", "2026-11-19", "covered", "first teacher", "first teacher", "Away: second teacher.",
    ]  # fmt: skip
    assert rows[3] == ["Year 3 blog", "2026-11-20", "not covered", "", "", "Away: first teacher and second teacher."]
    sheet = load_workbook(io.BytesIO(client.get("/s/oak/cover.xlsx").data)).active
    assert sheet is not None
    assert sheet["C4"].value == "not covered"


def test_the_home_page_of_who_runs_a_site_and_of_the_ict_lead_says_which_days_lack_people(scene: Scene) -> None:
    both_away(scene)
    for role in ("teacher", "second", "assistant", "ict"):
        page = scene.client(role).get("/s/oak/").text
        assert "Find cover for Year 3 blog" in page, role
        assert "Too few moderators are there on Friday 20 November 2026." in page
        assert "needs__due" not in page, "the line says its day once"
        assert scene.address("/cover") in page
    for role in ("dsl", "head"):
        assert "Find cover for" not in scene.client(role).get("/s/oak/").text, role


def test_the_home_page_looks_two_weeks_ahead_and_gathers_many_sites_in_one_line(scene: Scene) -> None:
    for role in ("teacher", "second"):
        away(scene, role, dt.date(2026, 12, 2), dt.date(2026, 12, 4))
    assert "Find cover for" not in scene.client("teacher").get("/s/oak/").text
    another_site(scene)
    page = scene.client("ict").get("/s/oak/").text
    assert "Too few moderators are there on Wednesday 18 November 2026 and 9 more school days." in page
    for _ in range(3):
        another_site(scene)
    assert "Find cover for 4 sites" in scene.client("ict").get("/s/oak/").text
