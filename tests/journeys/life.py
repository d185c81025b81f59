"""The beginning of a site's life in the browser: proposed, discussed, returned, changed, approved and staffed.

Every step is what one person does at one sitting, and ends with what they are shown for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.pressing import fill_date, follow, headed, press, reads, silent_about, told
from tests.journeys.stage import Stage
from tests.web.accounts_samples import PASSWORD

SITE = "Year 3 blog"
FIRST, SECOND, OWNER = (
    "first teacher, First teacher",
    "second teacher, Second teacher",
    "assistant head, Assistant head",
)


@dataclass
class Life:
    """One site on its way.  The numbers are those of its addresses, read from the pages."""

    stage: Stage
    site_id: int = 0
    version_id: int = 0

    @property
    def site_address(self) -> str:
        return f"/s/oak/sites/{self.site_id}"

    @property
    def decision_address(self) -> str:
        return f"/s/oak/decisions/{self.version_id}"

    def note_version(self, page: Page) -> None:
        """Read from the address which version is open."""
        found = re.search(r"/(?:proposals|decisions)/(\d+)", page.url)
        assert found, page.url
        self.version_id = int(found[1])


def _people(page: Page, *labels: str) -> None:
    for number, label in enumerate(labels, start=1):
        page.get_by_label(f"Person {number}").select_option(label=label)


def _name(page: Page) -> None:
    page.get_by_label("Name of the site").fill(SITE)
    page.get_by_label("Address or handle").fill("https://blogs.oak.example/year3")


def _hours(page: Page) -> None:
    page.get_by_label("first teacher").fill("1")
    page.get_by_label("second teacher").fill("0.5")


def _shown(page: Page) -> None:
    page.get_by_label("Who", exact=True).select_option(label=FIRST)
    page.get_by_label("Name on the site").fill("Ms First")
    page.get_by_label("Position").fill("Year 3 class teacher")


def _tick_all(page: Page) -> None:
    for tick in page.get_by_role("checkbox").all():
        tick.check()


def _lasting(page: Page) -> None:
    fill_date(page, "It opens on", dt.date(2026, 11, 23))
    fill_date(page, "It ends on", dt.date(2027, 7, 23))


def _exit(page: Page) -> None:
    for select in page.get_by_label("Who does it").all():
        select.select_option(label=OWNER)


def _measures(page: Page) -> None:
    fill_date(page, "Measure 1", dt.date(2027, 1, 15))
    fill_date(page, "Measure 2", dt.date(2027, 3, 19))


CLASS_OWN: dict[str, Callable[[Page], None]] = {
    "What is it called and where will people find it?": _name,
    "Who are the administrators?": lambda page: _people(page, FIRST),
    "Who are the moderators?": lambda page: _people(page, FIRST, SECOND),
    "Who keeps it up to date, and how often?": lambda page: _people(page, FIRST),
    "How much time can each person give?": _hours,
    "Who makes sure there is enough time and money for it?": lambda page: _choose(page, "Resourcing owner", OWNER),
    "Who is shown on the site as running it?": _shown,
    "How does the content suit their age?": lambda page: page.get_by_label("Age it is written for").fill("7 to 8"),
    "Is everything in place that children need?": _tick_all,
    "Is it for people who need particular care?": lambda page: page.get_by_label("No", exact=True).check(),
    "Who checks the people from outside?": lambda page: _choose(page, "Who checks them", OWNER),
    "Which privacy settings will it have?": lambda page: page.get_by_label("Yes", exact=True).check(),
    "From when until when?": _lasting,
    "What happens when it ends?": _exit,
    "How will you know it worked?": _measures,
}
"""What the written example leaves to the class: the page's heading, and how it is answered."""


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label).select_option(label=option)


def teacher_signs_in(life: Life) -> None:
    """By the form, with a wrong password first; the page that was asked for opens."""
    stage = life.stage
    page, email = stage.before_sign_in(stage.cast.teacher)
    page.goto("/s/oak/proposals")
    headed(page, "Sign in")
    stage.look(page)
    for password in ("not this one at all", PASSWORD):
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        press(page, "Sign in")
        if password != PASSWORD:
            expect(page.locator(".govuk-error-summary")).to_contain_text("do not belong together")
            stage.look(page)
    headed(page, "Proposals")


def teacher_proposes(life: Life) -> None:
    """From nothing to the check page, the fast way: the example's answers, and only the class's own are typed."""
    stage = life.stage
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/")
    stage.look(page)
    page.goto("/s/oak/proposals")
    stage.look(page)
    press(page, "Propose a site")
    stage.look(page)
    page.get_by_label("A year group’s blog").check()
    press(page, "Continue")
    stage.look(page)
    page.get_by_label("A written example").check()
    page.get_by_label("Year 3").check()
    press(page, "Start")
    life.note_version(page)
    reads(page, "15 of 30 pages are done.")
    stage.look(page)
    for heading, answer in CLASS_OWN.items():
        follow(page, heading)
        headed(page, heading)
        answer(page)
        stage.look(page)
        press(page, "Save and come back later")
        told(page, "Saved.")
    reads(page, "Every page is done.")
    press(page, "Check your answers and submit")
    stage.look(page)
    press(page, "Submit this proposal")
    told(page, "The head has been told")
    reads(page, "This text was frozen on")
    stage.look(page)


def leadership_records_the_discussion(life: Life) -> None:
    """A.1.3: who reads and who writes was talked over, and that is no approval."""
    stage = life.stage
    page = stage.as_(stage.cast.assistant)
    page.goto("/s/oak/decisions")
    stage.look(page)
    follow(page, SITE)
    press(page, "Record a discussion")
    stage.look(page)
    press(page, "Record the discussion")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    stage.look(page)
    fill_date(page, "When did you talk about it?", dt.date(2026, 11, 17))
    page.get_by_label("Who took part?").fill("The leadership team and the class teacher")
    page.get_by_label("What was said").fill("Parents may comment, and every comment waits until it was read.")
    press(page, "Record the discussion")
    told(page, "The discussion is recorded.")
    stage.look(page)


def head_records_the_consultation(life: Life) -> None:
    """A.3.5: the head was asked about purpose and content."""
    stage = life.stage
    page = stage.as_(stage.cast.head)
    page.goto(life.decision_address)
    press(page, "Record the consultation")
    stage.look(page)
    fill_date(page, "When were you asked?", dt.date(2026, 11, 17))
    page.get_by_label("what the site is for").fill("Writing for readers is worth the hour.")
    page.get_by_label("what goes on it").fill("Class work without full names is fine.")
    press(page, "Record the consultation")
    told(page, "The consultation is recorded.")


def safeguarding_lead_signs_the_risks(life: Life) -> None:
    """A.2: the controls are enough for the children who read and write there."""
    stage = life.stage
    page = stage.as_(stage.cast.dsl)
    page.goto(life.decision_address)
    press(page, "Read and sign the risks")
    stage.look(page)
    page.get_by_label("A note").fill("The controls are what we agreed for all class blogs.")
    press(page, "Sign the risks")
    told(page, "Your signature under the risks is recorded.")


def head_returns_it(life: Life, reason: str) -> None:
    """The head wants something changed, and says what."""
    stage = life.stage
    page = stage.as_(stage.cast.head)
    page.goto("/s/oak/")
    reads(page, SITE)
    stage.look(page)
    page.goto("/s/oak/decisions")
    stage.look(page)
    follow(page, SITE)
    page.get_by_label("Return for changes").check()
    press(page, "Record my decision")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    stage.look(page)
    page.get_by_label("Return for changes").check()
    page.get_by_label("Reason").fill(reason)
    press(page, "Record my decision")
    told(page, "The proposal is back with its proposer")
    stage.look(page)


def teacher_changes_it(life: Life, reason: str) -> None:
    """A new version, the difference word by word, and submitted again."""
    stage = life.stage
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/proposals")
    follow(page, SITE)
    reads(page, reason)
    stage.look(page)
    press(page, "Change the proposal")
    life.note_version(page)
    stage.look(page)
    follow(page, "How much time can each person give?")
    page.get_by_label("second teacher").fill("1")
    press(page, "Save and come back later")
    press(page, "Check your answers and submit")
    press(page, "Submit this proposal")
    follow(page, "What changed since version 1")
    expect(page.locator("del")).to_contain_text("0.5")
    stage.look(page)


def head_approves(life: Life, reason: str) -> None:
    """Yes to the version that is open, with everything that it rests on before it."""
    stage = life.stage
    page = stage.as_(stage.cast.head)
    page.goto(life.decision_address)
    silent_about(page, "Before it can be approved")
    reads(page, "What changed since version")
    stage.look(page)
    page.get_by_label("Approve").check()
    page.get_by_label("Reason").fill(reason)
    press(page, "Record my decision")
    told(page, "Your yes is recorded")


def head_decides_on_the_brand(life: Life) -> None:
    """A.3.5: the logo is a decision of its own."""
    stage = life.stage
    page = stage.as_(stage.cast.head)
    page.goto(life.decision_address)
    press(page, "Decide on logo and brand")
    stage.look(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Reason").fill("The blog is the school’s, and should be known by its logo.")
    press(page, "Record my word")
    told(page, "Your word on logo and brand is recorded.")
    reads(page, "said yes on")
    stage.look(page)


def second_teacher_accepts(life: Life) -> None:
    """The moderator who was named says that they take the duty."""
    stage = life.stage
    page = stage.as_(stage.cast.second)
    page.goto("/s/oak/sites")
    stage.look(page)
    follow(page, SITE)
    found = re.search(r"/sites/(\d+)", page.url)
    assert found, page.url
    life.site_id = int(found[1])
    follow(page, "Say whether you take this duty")
    stage.look(page)
    page.get_by_label("Yes, I take it").check()
    press(page, "Send your answer")
    told(page, "You take this duty")
    stage.look(page)
