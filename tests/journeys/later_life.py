"""The rest of a site's life in the browser: launched, amended, suspended, resumed, evaluated, closed and reopened."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.journeys.life import SITE, Life
from tests.journeys.pressing import fill_date, follow, headed, press, reads, silent_about, told

EVIDENCE = {
    "Put the link to the rules on the site": ("At the foot of every page.", "https://blogs.oak.example/year3/rules"),
    "Switch on approval of every comment": ("Every comment waits; I tried it with one of my own.", ""),
    "Set them on the host and record": ("Hidden from search engines, no profiles, no messages.", ""),
    "Record where the logo stands": ("At the top of every page.", "https://www.oak.example/"),
}
"""What the checks ask somebody to look at on the site: the link's words, what was seen, and where."""


def ict_lead_launches(life: Life) -> None:
    """The gate says what is missing; each thing is recorded; then the site goes live."""
    stage = life.stage
    page = stage.as_(stage.cast.ict)
    page.goto(life.site_address)
    stage.look(page)
    follow(page, "See the go-live checks")
    reads(page, "do not hold yet.")
    stage.look(page)
    for to_do, (statement, link) in EVIDENCE.items():
        follow(page, to_do)
        if not link:
            stage.look(page)
        page.get_by_role("textbox").first.fill(statement)
        if link:
            page.get_by_label("The address").fill(link)
        press(page, "Record what was seen")
        told(page, "Recorded:")
    reads(page, "Every check holds today.")
    stage.look(page)
    press(page, "Launch this site")
    told(page, "The site is live.")
    stage.look(page)


def public_sees(life: Life, words: str) -> None:
    """The register says in public how it stands."""
    stage = life.stage
    page = stage.window()
    page.goto("/s/oak/register")
    reads(page, words)
    stage.look(page)
    follow(page, SITE)
    stage.look(page)
    page.close()


def proposer_amends(life: Life) -> None:
    """A new version while the old one runs on; approved, it takes over."""
    stage = life.stage
    page = stage.as_(stage.cast.teacher)
    page.goto(life.site_address)
    press(page, "Change the proposal")
    life.note_version(page)
    follow(page, "From when until when?")
    fill_date(page, "It ends on", dt.date(2027, 7, 16))
    press(page, "Save and come back later")
    press(page, "Check your answers and submit")
    press(page, "Submit this proposal")
    told(page, "The head has been told")
    page.goto(life.site_address)
    reads(page, "It ends on Friday 23 July 2027")
    stage.look(page)


def the_new_end_counts(life: Life) -> None:
    """Once approved, the site runs on the new text."""
    page = life.stage.as_(life.stage.cast.teacher)
    page.goto(life.site_address)
    reads(page, "It ends on Friday 16 July 2027")
    reads(page, "Replaced")


def _act(life: Life, page: Page, button: str, reason: str, done: str, *, press_again: str = "") -> None:
    page.goto(life.site_address)
    press(page, button)
    life.stage.look(page)
    if reason:
        page.get_by_role("textbox").fill(reason)
    press(page, press_again or button)
    told(page, done)
    life.stage.look(page)


def safeguarding_lead_suspends(life: Life) -> None:
    page = life.stage.as_(life.stage.cast.dsl)
    _act(life, page, "Suspend", "A stranger wrote to a child there.", "Suspended.", press_again="Suspend the site")


def ict_lead_resumes(life: Life) -> None:
    """Through the same checks again."""
    stage = life.stage
    page = stage.as_(stage.cast.ict)
    page.goto(life.site_address)
    press(page, "Resume this site")
    stage.look(page)
    press(page, "Resume this site")
    told(page, "The site is live again.")


def teacher_evaluates(life: Life) -> None:
    """A.1.7: the first measure on its day."""
    stage = life.stage
    page = stage.as_(stage.cast.teacher)
    page.goto(life.site_address)
    follow(page, "Evaluate the measures")
    reads(page, "so it is due now")
    stage.look(page)
    follow(page, "Evaluate it")
    stage.look(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What shows it?").fill("All thirty children wrote, and twelve wrote twice.")
    page.get_by_label("The site goes on as it is").check()
    press(page, "Record it")
    told(page, "Recorded.")
    stage.look(page)


def owner_starts_closing(life: Life) -> None:
    page = life.stage.as_(life.stage.cast.assistant)
    _act(life, page, "Start closing", "The class will have a new teacher who does not blog.", "The closing has begun.")


def head_cancels_the_closing(life: Life) -> None:
    page = life.stage.as_(life.stage.cast.head)
    _act(
        life, page, "Cancel the closing", "The new teacher would like to go on after all.", "The closing is cancelled."
    )


def exit_steps_are_signed(life: Life) -> None:
    """One by one, by who provides for the site; while one is open the site cannot be closed."""
    stage = life.stage
    page = stage.as_(stage.cast.assistant)
    page.goto(life.site_address)
    press(page, "Sign the exit steps")
    stage.look(page)
    steps = page.get_by_role("link", name="Sign this step").count()
    assert steps == 4
    for number in range(1, steps + 1):
        silent_about(page, "Close this site")
        follow(page, "Sign this step")
        if number == 1:
            stage.look(page)
        page.get_by_label("What was done?").fill("Done, and looked at by two of us.")
        press(page, "Sign it")
        told(page, "is signed.")
    stage.look(page)


def ict_lead_closes(life: Life) -> None:
    page = life.stage.as_(life.stage.cast.ict)
    _act(life, page, "Close this site", "", "The site is closed.", press_again="Close the site")


def teacher_reopens(life: Life) -> None:
    """A closed site opens again only with a new proposal."""
    stage = life.stage
    page = stage.as_(stage.cast.second)
    page.goto(life.site_address)
    press(page, "Open it again with a new proposal")
    headed(page, SITE)
    expect(page.locator(".heading__caption")).to_contain_text("draft")
    stage.look(page)


def history_reads_as_sentences(life: Life) -> None:
    """What happened to the site, and to the whole school, in words."""
    stage = life.stage
    page = stage.as_(stage.cast.head)
    page.goto(life.site_address)
    follow(page, "The whole history")
    for sentence in (
        "ict_lead closed Year 3 blog.",
        "head cancelled the closing of Year 3 blog: The new teacher would like to go on after all.",
        "dsl suspended Year 3 blog: A stranger wrote to a child there.",
        "ict_lead launched Year 3 blog.",
    ):
        reads(page, sentence)
    stage.look(page)
    follow(page, "Filter or export this history")
    stage.look(page)
