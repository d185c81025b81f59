"""Saying when somebody is away: what it breaks, saving it, calling it off, and handing duties over (A.1.5, A.5.4)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import AbsenceSpan, Appointment, Site
from tests.web.sites_scene import Scene, make_scene

FRIDAY = {"starts_on": ["20", "11", "2026"], "ends_on": ["20", "11", "2026"]}
WEEK = {"starts_on": ["23", "11", "2026"], "ends_on": ["27", "11", "2026"]}


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A live site that two teachers moderate, the first of them its administrator; today is Wednesday 18 November."""
    return make_scene(app)


def of(scene: Scene, role: str, rest: str = "") -> str:
    """An address below somebody's absences."""
    return f"/s/oak/absences/{scene.people[role]}{rest}"


def what_if(scene: Scene, role: str, days: str = "starts_on=2026-11-20&ends_on=2026-11-20") -> str:
    return of(scene, role, f"/what-if?{days}")


def absences(scene: Scene) -> list[AbsenceSpan]:
    found: list[AbsenceSpan] = []
    scene.change(lambda session: found.extend(session.scalars(sa.select(AbsenceSpan).order_by(AbsenceSpan.id))))
    return found


def enter(scene: Scene, role: str, days: dict[str, Any]) -> None:
    assert scene.client(role).post(of(scene, role), data=days).status_code == 303


def duties(scene: Scene, session: Session) -> list[Appointment]:
    query = sa.select(Appointment).where(Appointment.site_id == scene.site_id, Appointment.ends_on.is_not(None))
    return list(session.scalars(query.order_by(Appointment.id)))


def test_asking_saves_nothing(scene: Scene) -> None:
    asked = "starts_on=20&starts_on=11&starts_on=2026&starts_midday=y&ends_on=&ends_on=&ends_on="
    page = scene.client("teacher").get(what_if(scene, "teacher", asked)).text
    assert "Away from midday on Friday 20 November 2026." in page
    assert absences(scene) == []
    assert "absence.recorded" not in scene.acts()


def test_one_of_two_away_breaks_no_cover_and_says_which_administrator_and_updates_are_missing(scene: Scene) -> None:
    page = scene.client("teacher").get(what_if(scene, "teacher")).text
    assert "You are administrator and moderator here." in page
    assert "No administrator is there: Friday 20 November 2026." in page
    assert "You are the only one who writes its updates." in page
    assert "not covered any more" not in page


def test_the_second_of_two_away_leaves_the_day_uncovered_and_says_who_could_be_asked(scene: Scene) -> None:
    enter(scene, "teacher", FRIDAY)
    page = scene.client("second").get(what_if(scene, "second")).text
    assert "Something breaks." in page
    assert "These days are not covered any more:" in page
    assert "Away: first teacher and second teacher." in page
    assert "Who could be asked:" in page


def test_days_that_are_entered_already_break_what_they_break_and_are_not_saved_again(scene: Scene) -> None:
    enter(scene, "teacher", FRIDAY)
    enter(scene, "second", FRIDAY)
    page = scene.client("second").get(what_if(scene, "second")).text
    assert "These days are not covered any more:" in page
    assert "These days are entered already." in page
    assert "Save it" not in page


def test_who_looks_after_nothing_breaks_nothing(scene: Scene) -> None:
    page = scene.client("dsl").get(what_if(scene, "dsl")).text
    assert "You look after no live site in this time. Nothing breaks." in page


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        pytest.param(
            "starts_on=2026-11-21&ends_on=2026-11-22", "None of these days is a school day", id="a weekend",
        ),
        pytest.param(
            "starts_on=2026-11-02&ends_on=2026-11-06", "These days are over", id="days that are over break nothing now"
        ),
        pytest.param(
            "starts_on=2027-09-06&ends_on=2027-09-10", "No term dates are known from Monday 6 September 2027",
            id="behind the last term nothing is known",
        ),
    ],
)  # fmt: skip
def test_days_of_which_nothing_can_be_said(scene: Scene, days: str, sentence: str) -> None:
    page = scene.client("teacher").get(what_if(scene, "teacher", days)).text
    assert sentence in page
    assert "Nothing breaks." not in page


def test_before_anything_is_asked_the_question_is_shown(scene: Scene) -> None:
    answer = scene.client("teacher").get(of(scene, "teacher", "/what-if"))
    assert (answer.status_code, answer.location) == (303, of(scene, "teacher"))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        pytest.param("starts_on=&ends_on=", "Enter the first day away", id="no day at all"),
        pytest.param("starts_on=x", "Enter a date, such as", id="a day that is none"),
        pytest.param(
            "starts_on=2026-11-20&ends_on=2026-11-19",
            "The last day is before the first.",
            id="the last before the first",
        ),
        pytest.param("starts_on=2026-01-01&ends_on=2030-01-01", "two years at most", id="longer than two years"),
    ],
)
def test_days_that_make_no_absence_are_said_at_their_question(scene: Scene, days: str, sentence: str) -> None:
    answer = scene.client("teacher").get(what_if(scene, "teacher", days))
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_the_answer_is_saved_with_one_press(scene: Scene) -> None:
    client = scene.client("teacher")
    answer = client.post(of(scene, "teacher"), data={"starts_on": "2026-11-20", "ends_on": "2026-11-20"})
    assert answer.status_code == 303
    (row,) = absences(scene)
    assert (row.person_id, row.starts_on.isoformat(), row.ends_on.isoformat()) == (
        scene.people["teacher"], "2026-11-20", "2026-11-20",
    )  # fmt: skip
    assert scene.acts()[-1] == "absence.recorded"
    page = client.get("/s/oak/absences").text
    assert "Saved: away on Friday 20 November 2026." in page
    assert "Away on Friday 20 November 2026" in page


def test_wrong_days_are_said_at_their_question_and_nothing_is_saved(scene: Scene) -> None:
    client = scene.client("teacher")
    backwards = WEEK | {"ends_on": ["20", "11", "2026"]}
    for rest, days, sentence in (
        ("", {}, "Enter the first day away"),
        ("", backwards, "The last day is before the first."),
    ):
        answer = client.post(of(scene, "teacher", rest), data=days)
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert absences(scene) == []


def test_the_same_days_twice_are_refused_where_they_overlap(scene: Scene) -> None:
    enter(scene, "teacher", WEEK)
    days = WEEK | {"starts_on": ["25", "11", "2026"]}
    answer = scene.client("teacher").post(of(scene, "teacher"), data=days)
    assert answer.status_code == 422
    assert "is entered already. Change that one, or choose other days." in answer.text
    assert len(absences(scene)) == 1


def test_calling_it_off_can_be_undone(scene: Scene) -> None:
    enter(scene, "teacher", WEEK)
    client, (row,) = scene.client("teacher"), absences(scene)
    address = of(scene, "teacher", f"/{row.id}")
    assert client.post(f"{address}/cancel", data={"seen": row.revision}).status_code == 303
    page = client.get(of(scene, "teacher")).text
    assert "Called off: away from Monday 23 November 2026 to Friday 27 November 2026" in page
    assert client.post(f"{address}/again", data={}).status_code == 303
    assert [one.cancelled_at is None for one in absences(scene)] == [False, True]
    assert scene.acts()[-2:] == ["absence.cancelled", "absence.recorded"]
    assert "Call it off" in client.get(of(scene, "teacher")).text


def test_the_ict_lead_and_the_head_enter_for_others_and_nobody_else_does(scene: Scene) -> None:
    for role, status in (("ict", 200), ("head", 200), ("second", 403), ("assistant", 403), ("dsl", 403)):
        client = scene.client(role)
        assert client.get(of(scene, "teacher")).status_code == status, role
        assert client.get(what_if(scene, "teacher")).status_code == status, role
        assert client.get(of(scene, "teacher", "/hand-over")).status_code == status, role
    before = scene.acts()
    assert scene.client("second").post(of(scene, "teacher"), data=FRIDAY).status_code == 403
    assert (scene.acts(), absences(scene)) == (before, [])
    assert scene.client("ict").post(of(scene, "teacher"), data=FRIDAY).status_code == 303
    page = scene.client("ict").get("/s/oak/absences").text
    assert "Who will be away" in page
    assert "first teacher" in page
    assert "entered by ict_lead" in scene.client("teacher").get("/s/oak/absences").text.lower()


def test_the_ict_lead_chooses_somebody(scene: Scene) -> None:
    answer = scene.client("ict").get(f"/s/oak/absences?person={scene.people['teacher']}")
    assert (answer.status_code, answer.headers["Location"]) == (303, of(scene, "teacher"))


def test_nobody_is_asked_why(scene: Scene) -> None:
    for page in (of(scene, "teacher"), what_if(scene, "teacher")):
        shown = scene.client("teacher").get(page).text
        assert "<textarea" not in shown
        assert 'name="reason"' not in shown


def test_all_duties_are_ticked_and_the_days_are_filled_in(scene: Scene) -> None:
    page = scene.client("teacher").get(of(scene, "teacher", "/hand-over?first=2026-11-23&last=2026-11-27")).text
    for duty in ("administrator", "moderator"):
        assert f'value="{scene.site_id}-{duty}" checked' in page
    assert 'value="23"' in page
    assert 'value="27"' in page


def test_duties_are_handed_over_and_the_page_says_what_still_has_to_happen(scene: Scene) -> None:
    client = scene.client("teacher")
    chosen = [f"{scene.site_id}-administrator", f"{scene.site_id}-moderator"]
    data = WEEK | {"stand_in": str(scene.people["second"]), "duties": chosen}
    answer = client.post(of(scene, "teacher", "/hand-over"), data=data)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "second teacher is asked to be administrator of Year 3 blog, until Friday 27 November 2026." in page
    assert "First second teacher says yes, then the head approves it" in page
    assert "second teacher is moderator of Year 3 blog already. Nothing is needed." in page
    found: list[Appointment] = []
    scene.change(lambda session: found.extend(duties(scene, session)))
    assert [(one.person_id, one.duty.value) for one in found] == [(scene.people["second"], "administrator")]


def test_a_stand_in_who_is_away_is_refused_at_the_question(scene: Scene) -> None:
    enter(scene, "assistant", FRIDAY)
    data = FRIDAY | {"stand_in": str(scene.people["assistant"]), "duties": [f"{scene.site_id}-moderator"]}
    before = scene.acts()
    answer = scene.client("teacher").post(of(scene, "teacher", "/hand-over"), data=data)
    assert answer.status_code == 422
    assert "This person is away on Friday 20 November 2026 in this time." in answer.text
    assert scene.acts() == before


def test_who_holds_nothing_has_nothing_to_hand_over(scene: Scene) -> None:
    page = scene.client("dsl").get(of(scene, "dsl", "/hand-over")).text
    assert "There is nothing to hand over." in page


def test_a_site_that_is_closed_hands_over_nothing(scene: Scene) -> None:
    def close(session: Session) -> None:
        session.execute(
            sa.update(Site)
            .where(Site.id == scene.site_id)
            .values(state="closed", closed_at=sa.func.current_timestamp())
        )

    scene.change(close)
    assert "There is nothing to hand over." in scene.client("teacher").get(of(scene, "teacher", "/hand-over")).text
