"""Measures the budgets of speed as ratios on this machine, in one run, and says which are kept.

Each budget compares a piece of the product with the least that could do the same work here, in alternating rounds, so
that a slow or busy machine slows both.  Ends with status 1 when a budget is missed.  ``BENCH_SIZE=small`` takes ten
thousand comments in place of a million, to try something out.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import db
from governance.domain.words import Role
from governance.migrations import upgrade
from governance.models import Account, Person, PolicySetting, ProposalVersion
from governance.services.policy import NOT_SET, change_setting
from scripts.bench_bare import plain_act
from scripts.bench_clock import clock_budgets
from scripts.bench_data import FULL, SMALL, TRIED, Size
from scripts.bench_ingest import print_ingest
from scripts.bench_measure import Budget, Number, report
from scripts.bench_pages import add_empty_page, empty_page, opens
from scripts.bench_queue import measured_on, queue_budgets
from scripts.bench_store import postgres_data, postgres_server, sqlite_data
from scripts.bench_wordpress import beside_wordpress, is_missing
from scripts.triage_speed import figures
from tests.factories import NOW, actor_of, make_person, make_school, sign_in

SETTING = "update_interval_weeks"
SIZES = {"full": FULL, "small": TRIED}


def an_act_with_its_audit_row(_: Flask, session: Session) -> list[Budget]:
    """A use case that changes one row, against a guarded UPDATE with its chained audit row in plain SQL, same file."""
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    values = itertools.cycle((2, 3))
    change_setting(session, actor, NOW, key=SETTING, value=next(values), seen=NOT_SET)
    row = session.scalar(sa.select(PolicySetting))
    assert row is not None
    seen = itertools.count(row.revision)
    session.rollback()

    def piece() -> None:
        change_setting(session, actor, NOW, key=SETTING, value=next(values), seen=next(seen))

    what = "an act with its audit row / a guarded update with its chained row (our own)"
    return [Budget(what, 2.0, piece, plain_act(session))]


def pages_of_a_head(app: Flask, session: Session) -> list[Budget]:
    """The pages that a head opens most, against the emptiest signed-in page, in the demo's school."""
    person = session.scalars(sa.select(Account.person_id).where(Account.email == "head@millbrook.example")).one()
    client = sign_in(app.test_client(), session, session.get_one(Person, person))
    session.rollback()

    empty = opens(client, empty_page("millbrook"))
    waits = session.scalars(sa.select(ProposalVersion.id).where(ProposalVersion.state == "submitted")).one()
    session.rollback()
    return [
        Budget("home page / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/"), empty),
        Budget("decisions / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/decisions"), empty),
        Budget("one decision page / the emptiest", 8.0, opens(client, f"/s/millbrook/decisions/{waits}"), empty),
        Budget("sites / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/sites"), empty),
        Budget("public register / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/register"), empty),
    ]


def main() -> int:
    """Measure every budget and print a line for each."""
    size = SIZES.get(os.environ.get("BENCH_SIZE", "full"))
    if size is None:
        print(f"BENCH_SIZE must be one of {', '.join(SIZES)}.", file=sys.stderr)
        return 2
    kept = [report(budget) for budget in of_the_product()]
    with sqlite_data(SMALL) as small, sqlite_data(size) as large:
        kept += [report(budget) for budget in of_the_queue(small, large, size)]
        kept += [report(budget) for budget in of_wordpress(small, large, size)]
    kept += [report(budget) for budget in on_postgresql(size)]
    kept += [report(budget) for budget in clock_budgets(size.schools)]
    print_speeds()
    print(f"{sum(kept)} of {len(kept)} budgets kept")
    return 0 if all(kept) else 1


def of_the_product() -> Iterator[Budget]:
    """The budgets that need no more than the demo's school."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        settings = read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATA_FOLDER": folder})
        upgrade(settings.database_url)
        app = create_app(settings)
        add_empty_page(app)
        app.test_cli_runner().invoke(args=["demo"])
        # Each part has a session of its own, so that what one has read does not stand in another's way.
        for part in (pages_of_a_head, an_act_with_its_audit_row):
            with app.app_context():
                for budget in part(app, db.session):
                    db.session.rollback()
                    yield budget


def of_the_queue(small: str, large: str, size: Size) -> Iterator[Budget | Number]:
    """The budgets of the queue on two databases, given by their addresses."""
    print(f"\nThe queue on {large.partition(':')[0].partition('+')[0]}:")
    with measured_on(small, SMALL.comments) as few, measured_on(large, size.comments) as many:
        yield from queue_budgets(few, many)


def of_wordpress(small: str, large: str, size: Size) -> Iterator[Budget]:
    """The budget beside WordPress, with a thousand comments and with all of them."""
    print("\nBeside WordPress:")
    missing = is_missing()
    if missing:
        print(f"did not run: this machine lacks {missing}; as root, tests/peers/wordpress/install brings them")
        return
    for address, comments in ((small, SMALL.comments), (large, size.comments)):
        with measured_on(address, comments) as measured, beside_wordpress(measured, address) as budget:
            yield budget


def on_postgresql(size: Size) -> Iterator[Budget | Number]:
    """The budgets of the queue on PostgreSQL, started for it."""
    with ExitStack() as stack:
        try:
            postgres = stack.enter_context(postgres_server())
        except Exception as error:  # Whatever the reason, the run says that it did not measure this.
            print(f"\ndid not run: the queue on PostgreSQL, which could not be started ({error})")
            return
        small = stack.enter_context(postgres_data(postgres, SMALL))
        large = stack.enter_context(postgres_data(postgres, size))
        yield from of_the_queue(small, large, size)


def print_speeds() -> None:
    """Print what has no limit: how fast comments are taken in and read."""
    print("\nSpeeds, on one core:")
    print_ingest()
    for name, figure in figures().items():
        print(f"triage, {name}: {figure:,.1f}")


if __name__ == "__main__":
    sys.exit(main())
