"""An image from consent to withdrawal to taken down: at the office desk, by keyboard, and by whoever runs the blog."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.domain.words import Role
from tests.factories import make_person
from tests.journeys.pressing import fill_date, follow, headed, press, reads, silent_about, told
from tests.journeys.stage import Stage
from tests.journeys.test_by_keyboard_and_on_paper import tab_to, type_in
from tests.services.cast import live_site

pytestmark = pytest.mark.journey


def put_on_the_list(stage: Stage, office: Page) -> None:
    office.goto("/s/oak/registers")
    follow(office, "Who can be shown")
    stage.look(office, "nobody can be shown yet")
    press(office, "Add somebody")
    office.get_by_label("Name", exact=True).fill("Ada Lovell")
    office.get_by_label("Class or year").fill("Year 3")
    stage.look(office, "add somebody")
    press(office, "Add to the list")
    headed(office, "Ada Lovell")
    press(office, "Record a consent")
    office.get_by_label("Their picture without a name").check()
    office.get_by_label("A class blog").check()
    office.get_by_label("Name of whoever gave it").fill("Ada’s mother")
    fill_date(office, "Day on which it was given", dt.date(2026, 9, 7))
    stage.look(office, "record a consent")
    press(office, "Record it")
    reads(office, "Holds")
    stage.look(office, "a person with a consent")


def choose_and_publish(stage: Stage, teacher: Page) -> None:
    teacher.goto("/s/oak/may-be-shown")
    teacher.get_by_label("Class or year").select_option("Year 3")
    teacher.get_by_label("Where would they be shown?").select_option("A class blog")
    press(teacher, "Show")
    reads(teacher, "Ada Lovell")
    silent_about(teacher, "Ada’s mother")
    stage.look(teacher, "may I show this pupil")
    teacher.goto("/s/oak/images")
    press(teacher, "Add an image")
    teacher.get_by_label("What does it show?").fill("Pond dipping, seen from behind")
    press(teacher, "Add it")
    headed(teacher, "Who is in it?")
    teacher.get_by_label("Class or year").select_option("Year 3")
    press(teacher, "Show")
    teacher.get_by_label("Ada Lovell").check()
    teacher.get_by_label("Everybody in the image is listed now").check()
    stage.look(teacher, "who is in it")
    press(teacher, "Record who is in it")
    press(teacher, "Say where it is used")
    teacher.get_by_label("Where is it used?").select_option("Year 3 blog")
    teacher.get_by_label("The address of the page").fill("https://school.example/year-3/pond")
    fill_date(teacher, "Day on which it was published", dt.date(2026, 11, 18))
    stage.look(teacher, "where it is used")
    press(teacher, "Record it")
    headed(teacher, "Pond dipping, seen from behind")
    stage.look(teacher, "an image in order")


def withdraw_by_keyboard(stage: Stage, office: Page) -> None:
    office.goto("/s/oak/people-shown")
    type_in(office, "Find somebody by name", "lovell")
    office.keyboard.press("Enter")
    headed(office, "Who was found")
    assert "lovell" not in office.url.lower()
    tab_to(office, "Ada Lovell")
    office.keyboard.press("Enter")
    headed(office, "Ada Lovell")
    tab_to(office, "Withdraw consent")
    office.keyboard.press("Enter")
    headed(office, "Withdraw consent")
    reads(office, "https://school.example/year-3/pond")
    stage.look(office, "withdraw consent")
    type_in(office, "Who withdrew it?", "Ada’s mother")
    tab_to(office, "Withdraw consent")
    office.keyboard.press("Enter")
    told(office, "The consent is withdrawn.")
    headed(office, "Images to take down")


def test_an_image_from_consent_to_withdrawal_to_taken_down(stage: Stage, store: Session) -> None:
    cast = stage.cast
    live_site(store, cast)
    office = stage.as_(make_person(store, cast.school, Role.OFFICE))
    teacher = stage.as_(cast.teacher)
    put_on_the_list(stage, office)
    choose_and_publish(stage, teacher)
    withdraw_by_keyboard(stage, office)
    teacher.goto("/s/oak/take-downs")
    reads(teacher, "This is yours to do.")
    silent_about(teacher, "Ada")
    stage.look(teacher, "to take down")
    stage.now += dt.timedelta(hours=25)
    teacher.reload()
    reads(teacher, "Overdue")
    tab_to(teacher, "I took it down")
    teacher.keyboard.press("Enter")
    told(teacher, "Thank you.")
    expect(teacher.get_by_text("Nothing has to be taken down.")).to_be_visible()
    stage.look(teacher, "taken down")
    office.goto("/s/oak/people-shown/1")
    reads(office, "Withdrawn")
    reads(office, "No image in use shows them.")
    stage.look(office, "a withdrawn consent")
