"""``flask clock``: do now what is due, or show what would be done at a moment, and why, without doing it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from governance.db import db
from governance.domain.calendar import day_in_words
from governance.domain.calendar_file.entries import FIRST_YEAR, LAST_YEAR
from governance.jobs.account import Account, TaskDone, account_of
from governance.jobs.clock import DailyAtSchools, Periodic
from governance.jobs.clock_words import TASK_WORDS
from governance.jobs.periodic import PERIODIC
from governance.jobs.rehearsal import rehearsal
from governance.models import School

Sessions = Callable[[], Session]


@dataclass(frozen=True, slots=True)
class Group:
    """Schools whose clocks show the same, and the moment that it is there."""

    moment: dt.datetime
    names: dict[int, str]


@click.command("clock")
@click.option(
    "--at", "at", default="", help="A moment such as 2027-02-15T09:00, in school time unless it says another."
)
@click.option("--dry-run", is_flag=True, help="Show what would be done and why; nothing is changed, sent or fetched.")
@click.option("--school", default="", help="The short name of one school; without it, every school.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@with_appcontext
def clock(at: str, dry_run: bool, school: str, as_json: bool) -> None:
    """Do now what is due, or with --dry-run show what would be done."""
    if at and not dry_run:
        raise click.UsageError(
            "Another moment can only be looked at: add --dry-run. Without --at, what is due is done now."
        )
    tasks: Sequence[Periodic] = PERIODIC
    if school:
        tasks = [task for task in PERIODIC if isinstance(task, DailyAtSchools)]
    groups = _groups(at, school)
    opened: AbstractContextManager[Sessions] = (
        rehearsal(db.engine) if dry_run else nullcontext(lambda: Session(db.engine))
    )
    with opened as sessions:
        for number, group in enumerate(groups):
            # What is done for the whole installation is done once.
            asked = tasks if number == 0 else [task for task in tasks if isinstance(task, DailyAtSchools)]
            account = account_of(sessions, group.moment, asked, list(group.names))
            _say(group, account, asked, dry_run=dry_run, as_json=as_json)


def _groups(at: str, slug: str) -> list[Group]:
    """Return the schools by what their clocks show; one moment in school time is another in each zone."""
    query = sa.select(School.id, School.name, School.slug, School.time_zone).order_by(School.id)
    rows = db.session.execute(query).all()
    db.session.rollback()
    asked = [row for row in rows if not slug or row.slug == slug]
    if slug and not asked:
        known = ", ".join(row.slug for row in rows) or "none yet"
        raise click.ClickException(f"There is no school {slug!r}. There are: {known}.")
    zones: dict[str, dict[int, str]] = {}
    for row in asked:
        zones.setdefault(row.time_zone, {})[row.id] = row.name
    return [Group(_moment(at, ZoneInfo(zone)), names) for zone, names in zones.items()]


def _moment(at: str, zone: ZoneInfo) -> dt.datetime:
    if not at:
        now: dt.datetime = current_app.extensions["clock"]()
        return now.astimezone(zone)
    try:
        typed = dt.datetime.fromisoformat(at)
    except ValueError:
        raise click.BadParameter(f"{at!r} is no moment. Write it like 2027-02-15T09:00.", param_hint="--at") from None
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise click.BadParameter(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.", param_hint="--at")
    # By way of UTC, because an hour that the clocks leave out in spring would otherwise be shown as if it came.
    return (typed if typed.tzinfo else typed.replace(tzinfo=zone)).astimezone(dt.UTC).astimezone(zone)


def _say(group: Group, account: Account, tasks: Sequence[Periodic], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        said = {
            "at": group.moment.isoformat(),
            "dry_run": dry_run,
            "schools": group.names,
            **asdict(account),
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for line in _lines(group, account, tasks, dry_run=dry_run):
        click.echo(line)


def _lines(group: Group, account: Account, tasks: Sequence[Periodic], *, dry_run: bool) -> Iterator[str]:
    where = ", ".join(group.names.values()) or "no school yet"
    yield f"{day_in_words(group.moment.date())}, {group.moment:%H:%M} school time ({where})"
    if dry_run:
        yield "As things stand now. Nothing is changed, sent or fetched."
    yield ""
    for done in account.done:
        if done.acts or done.mails or done.failed:
            yield from _task(group, done)
    ran = {(done.task, done.school_id) for done in account.done}
    quiet = [(one.task, one.school_id) for one in account.done if not (one.acts or one.mails or one.failed)]
    yield from _listed("Nothing to do" if dry_run else "Nothing was to do", quiet, group)
    yield from _listed("Done for this day already", account.done_before, group)
    waiting = [
        (task.name, school)
        for task in tasks
        for school in (group.names if isinstance(task, DailyAtSchools) else (None,))
        if (task.name, school) not in ran and (task.name, school) not in account.done_before
    ]
    yield from _listed("Not at this time of day", waiting, group)


def _task(group: Group, done: TaskDone) -> Iterator[str]:
    words = TASK_WORDS[done.task]
    place = f" at {group.names[done.school_id]}" if done.school_id and len(group.names) > 1 else ""
    yield f"{words.title}{place}"
    yield f"  Why: {words.why}"
    for act in done.acts:
        moved = f" ({act.from_state} to {act.to_state})" if act.to_state and act.from_state != act.to_state else ""
        yield f"  - {act.said}{moved}"
    for mail in done.mails:
        yield f"  - Mail to {mail.to}: {mail.subject}"
        yield from (f"      {line}" for line in mail.lines)
    if done.failed:
        yield f"  - It failed ({done.failed}); the worker tries it again after half an hour."
    yield ""


def _listed(heading: str, tasks: Collection[tuple[str, int | None]], group: Group) -> Iterator[str]:
    """A heading with the tasks below it, each once, with its schools where there are several."""
    if not tasks:
        return
    yield f"{heading}:"
    for name in dict.fromkeys(task for task, _ in tasks):
        schools = [group.names[school] for task, school in tasks if task == name and school is not None]
        some = len(schools) not in (0, len(group.names))
        yield f"  - {TASK_WORDS[name].title}{' (' + ', '.join(schools) + ')' if some else ''}"
    yield ""
