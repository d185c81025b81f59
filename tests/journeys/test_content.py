"""A teacher's draft with a telephone number in it is put right, approved from a phone, and known when it comes out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from governance.models import RetiredPlatform, Site
from tests.factories import NOW, start_writing
from tests.journeys.pressing import follow, headed, press, reads, told
from tests.journeys.stage import PHONE, Stage
from tests.services.cast import live_site
from tests.services.content.cast import come_out, stand_for

pytestmark = pytest.mark.journey

TITLE = "Our trip to the museum"


def choose(page: Page, group: str, answer: str) -> None:
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()


def write(stage: Stage, page: Page, site_id: int) -> None:
    """The teacher writes the draft, page by page, with a number in it."""
    page.goto(f"/s/oak/sites/{site_id}")
    follow(page, "What is to be published on it")
    stage.look(page, "content of a site, empty")
    page.get_by_role("button", name="Write a draft").click()
    page.get_by_label("What a class did").check()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Text").fill("We saw a mummy. Ring Sam on 07700 900123.")
    page.get_by_label("Where do its facts come from?").fill("Our own class on Monday.")
    stage.look(page, "draft, text")
    press(page, "Save and continue")
    choose(page, "Have you checked every fact, date and name against its source?", "Yes")
    choose(page, "Does it give out information, make a promise", "No")
    choose(page, "Could its topic or its tone hurt or divide some readers?", "No")
    stage.look(page, "draft, is it right")
    press(page, "Save and continue")
    for law in page.get_by_role("group", name="What have you checked?").get_by_role("checkbox").all():
        law.check()
    choose(page, "Does it speak for or against a political party or a candidate?", "No")
    choose(page, "Does it quote or show somebody else’s work", "No")
    stage.look(page, "draft, law")
    press(page, "Save and continue")
    stage.look(page, "draft, pictures")
    press(page, "Save and continue")
    choose(page, "Where do readers see the school’s logo?", "The site itself shows it on every page")
    choose(page, "Does a member of staff speak in it in their own name?", "No")
    stage.look(page, "draft, look")
    press(page, "Save and continue")


def test_a_draft_from_a_telephone_number_to_its_post(store: Session, stage: Stage) -> None:
    site_id = live_site(store, stage.cast).id
    store.rollback()
    teacher = stage.as_(stage.cast.teacher)
    write(stage, teacher, site_id)
    reads(teacher, "“07700 900123” looks like a telephone number. Take it out.")
    expect(teacher.get_by_role("button", name="Send it for approval")).to_have_count(0)
    stage.look(teacher, "draft with a telephone number")
    follow(teacher, "What it says")
    teacher.get_by_label("Text").fill("We saw a mummy.")
    press(teacher, "Save and come back later")
    press(teacher, "Send it for approval")
    told(teacher, "It waits for a member of the leadership team now.")

    stage.width = PHONE
    head = stage.as_(stage.cast.head)
    head.goto("/s/oak/")
    head.get_by_role("button", name=re.compile("Decide on content for Year 3 blog")).click()
    headed(head, TITLE)
    stage.look(head, "draft to decide")
    head.get_by_label("Approve", exact=True).check()
    for tick in head.get_by_role("group", name="I confirm").get_by_role("checkbox").all():
        tick.check()
    press(head, "Record my decision")
    told(head, "Your yes is recorded, and its author is told.")
    stage.look(head, "draft approved")

    stage.now += dt.timedelta(hours=2)
    come_out(store, TITLE, "Snow today", at=stage.now)
    store.rollback()
    head.goto(f"/s/oak/sites/{site_id}/content")
    reads(head, "Approved as a draft.")
    reads(head, "Published without approval")
    stage.look(head, "content of a site")
    head.get_by_role("link", name=re.compile("Say what it is, or approve it now")).click()
    stage.look(head, "post without approval")
    head.get_by_label("Why do you approve it now?").fill("The closure had to be told at once.")
    press(head, "Approve it afterwards")
    told(head, "It is approved, and it stays said that this was afterwards.")
    head.get_by_role("button", name="Approve routine posts ahead").click()
    stage.look(head, "standing approval")
    head.get_by_label("News of the school").check()
    press(head, "Approve these posts ahead")
    reads(head, "In force")
    head.goto("/s/oak/content")
    stage.look(head, "content")


def test_a_post_whose_kind_nobody_knows_and_a_site_on_a_platform_that_was_given_up(
    store: Session, stage: Stage
) -> None:
    site = live_site(store, stage.cast)
    site_id, platform = site.id, "facebook"
    stand_for(store, stage.cast, site, kinds=("news", "homework"))
    come_out(store, "Our week")
    start_writing(store)
    store.get_one(Site, site_id).platform = platform
    given_up = {"platform": platform, "close_by": dt.date(2027, 7, 21), "reason": "Nobody reads it any more."}
    head_id = stage.cast.head.id
    store.add(RetiredPlatform(school_id=stage.cast.school.id, retired_by=head_id, retired_at=NOW, **given_up))
    store.commit()
    teacher = stage.as_(stage.cast.teacher)
    teacher.goto(f"/s/oak/sites/{site_id}")
    reads(teacher, "The school has retired this platform (Facebook): this site closes by Wednesday 21 July 2027.")
    stage.look(teacher, "site on a retired platform")
    teacher.goto(f"/s/oak/sites/{site_id}/content/posts/1")
    stage.look(teacher, "post without a kind")
    teacher.goto(f"/s/oak/sites/{site_id}/content")
    reads(teacher, "Kind not known yet")
    stage.look(teacher, "content with a post without a kind")
    teacher.get_by_role("button", name="News of the school").press("Enter")
    told(teacher, "It is recorded what kind of post it is.")
    reads(teacher, "as first teacher said")
    stage.look(teacher, "content with its kind")
