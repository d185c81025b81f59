"""What ``flask clock`` says, and that looking at a moment changes nothing."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.models import Evidence, School
from governance.services.rechecks import recheck_sites
from tests.factories import make_school, start_writing
from tests.services.cast import live_site, make_cast
from tests.services.owed.scene import change, on_day
from tests.services.unchanged import unchanged

SUSPENDING = """\
Suspend sites whose date has passed
  Why: The day after the last day to put a site right, what still does not hold pauses it, with that reason (A.5).
"""


def run(app: Flask, *args: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["clock", *args])
    return answer.exit_code, answer.output


@pytest.fixture(name="oak")
def _oak(store: Session) -> School:
    """A school with a live site that has to hold again by Wednesday 2 December 2026."""
    start_writing(store)
    cast = make_cast(store)
    live_site(store, cast)
    start_writing(store)
    store.execute(sa.delete(Evidence).where(Evidence.kind == "logo"))
    store.commit()
    recheck_sites(store, the_clock(cast.school.id), on_day("2026-11-18"))
    return cast.school


@pytest.mark.usefixtures("oak")
def test_it_shows_what_would_be_done_and_why_and_does_nothing(app: Flask, store: Session) -> None:
    with unchanged(store):
        code, said = run(app, "--at", "2026-12-03T00:40", "--dry-run")
    assert code == 0
    assert said.startswith(
        "Thursday 3 December 2026, 00:40 school time (Oak Primary)\n"
        "As things stand now. Nothing is changed, sent or fetched.\n"
    )
    assert SUSPENDING in said
    assert (
        "  - The product suspended Year 3 blog: The last day to put it right was Wednesday 2 December 2026, and "
        "“The school’s logo is on the site and links to the school” does not hold. (live to suspended)\n"
    ) in said
    assert "  - Mail to head: Year 3 blog is paused\n" in said
    assert "@" not in said
    assert "Nothing to do:\n" in said
    assert "Not at this time of day:\n" in said


@pytest.mark.usefixtures("oak")
def test_for_programs_it_says_the_same(app: Flask) -> None:
    _, said = run(app, "--at", "2026-12-03T00:40", "--dry-run", "--json")
    found = json.loads(said)
    assert (found["at"], found["dry_run"]) == ("2026-12-03T00:40:00+00:00", True)
    acts = {(one["task"], act["code"]) for one in found["done"] for act in one["acts"]}
    assert ("suspend_lapsed_sites", "site.suspended") in acts


@pytest.mark.usefixtures("oak")
def test_an_offset_is_heeded_and_school_time_is_each_schools_own(app: Flask, store: Session) -> None:
    store.rollback()
    elm = make_school(store, "elm", name="Elm Primary")
    change(store, elm, time_zone="Australia/Sydney")
    _, said = run(app, "--at", "2026-12-03T01:00", "--dry-run")
    assert said.count("Thursday 3 December 2026, 01:00 school time") == 2
    _, said = run(app, "--at", "2026-12-02T22:00+00:00", "--dry-run")
    assert "Wednesday 2 December 2026, 22:00 school time (Oak Primary)" in said
    assert "Thursday 3 December 2026, 09:00 school time (Elm Primary)" in said
    _, said = run(app, "--at", "2026-12-02T22:00+00:00", "--dry-run", "--school", "elm")
    assert "Oak" not in said


def test_now_it_does_what_is_due_and_says_so_once(app: Flask, store: Session, oak: School) -> None:
    app.extensions["clock"] = lambda: dt.datetime(2026, 12, 3, 0, 40, tzinfo=dt.UTC)
    code, said = run(app)
    assert code == 0
    assert SUSPENDING in said
    assert "As things stand now" not in said
    with unchanged(store):
        _, said = run(app)
    assert SUSPENDING not in said
    assert "Done for this day already:\n" in said
    assert oak.id


@pytest.mark.parametrize(
    ("at", "says"),
    [
        pytest.param("2027-03-28T01:30", "Sunday 28 March 2027, 02:30 school time", id="the hour of spring"),
        pytest.param("2026-10-25T01:30", "Sunday 25 October 2026, 01:30 school time", id="the hour of autumn"),
        pytest.param("2027-02-15T09:00+05:30", "Monday 15 February 2027, 03:30 school time", id="another offset"),
        pytest.param("2026-12-31T23:59-01:00", "Friday 1 January 2027, 00:59 school time", id="another year"),
    ],
)
@pytest.mark.usefixtures("oak")
def test_a_moment_is_said_in_the_time_of_the_school(app: Flask, at: str, says: str) -> None:
    assert run(app, "--at", at, "--dry-run")[1].startswith(says)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        pytest.param(["--at", "2027-02-15T09:00"], "add --dry-run", id="another moment can only be looked at"),
        pytest.param(["--at", "Monday", "--dry-run"], "Write it like 2027-02-15T09:00", id="no moment"),
        pytest.param(["--at", "0001-01-01T00:00", "--dry-run"], "from 2000 to 2100", id="a moment before all schools"),
        pytest.param(["--at", "9999-12-31T23:59", "--dry-run"], "from 2000 to 2100", id="a moment after all schools"),
        pytest.param(["--school", "elm"], "There is no school 'elm'. There are: oak.", id="no school"),
    ],
)
@pytest.mark.usefixtures("oak")
def test_what_it_refuses(app: Flask, store: Session, args: list[str], says: str) -> None:
    with unchanged(store):
        code, said = run(app, *args)
    assert code != 0
    assert says in said
