"""By which index SQLite finds what the queue asks for: without one, a page reads all that ever came to the school."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import Urgency
from governance.queries.comment_figures import standings
from governance.queries.comments.decided import deciders
from governance.queries.comments.queue import queue_page, waiting_for
from governance.queries.comments.sought import Place, Sought
from governance.services.comments.scope import Scope
from tests.factories import NOW, TODAY

SITES = ((1, "Choir"), (2, "Year 3"), (3, "Year 4"))
MODERATOR = Scope(1, 1, SITES, rest=False, child_risk=False, today=TODAY)
LEAD_AND_DSL = Scope(1, 1, SITES, rest=True, child_risk=True, today=TODAY)
BEHIND = Place(Urgency.NEW, NOW - dt.timedelta(days=3), 7)


def ways(session: Session, asks: Callable[[Session], object]) -> str:
    """Return how SQLite finds the rows of what is asked."""
    bind = session.get_bind()
    sent: list[tuple[str, Any]] = []

    def keep(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        sent.append((statement, parameters))

    sa.event.listen(bind, "before_cursor_execute", keep)
    asks(session)
    sa.event.remove(bind, "before_cursor_execute", keep)
    connection = session.connection()
    explained = [("EXPLAIN QUERY PLAN " + statement, values) for statement, values in sent if "SELECT" in statement]
    plans = [[row[3] for row in connection.exec_driver_sql(statement, values)] for statement, values in explained]
    return "\n\n".join("\n".join(plan) for plan in plans)


@pytest.mark.parametrize("scope", [MODERATOR, LEAD_AND_DSL], ids=["a moderator", "ICT lead and safeguarding lead"])
@pytest.mark.parametrize("after", [None, BEHIND], ids=["the first page", "a later page"])
def test_a_page_of_the_queue_is_read_in_its_order(store: Session, scope: Scope, after: Place | None) -> None:
    plan = ways(store, lambda session: queue_page(session, scope, Sought(), NOW, after)).partition("\n\n")[0]
    assert "SEARCH comments USING INDEX ix_comments_in_order" in plan
    # What is known of an author is put in order inside; the page itself is not.
    assert plan.splitlines()[-1] != "USE TEMP B-TREE FOR ORDER BY"
    assert "ix_comments_school_id_site_id_arrived_at" not in plan


def test_the_number_beside_the_queue_reads_what_waits_and_nothing_else(store: Session) -> None:
    plan = ways(store, lambda session: waiting_for(session, MODERATOR))
    assert plan.splitlines()[0].startswith("SEARCH comments USING INDEX ix_comments_in_order")


def test_who_decided_is_asked_once_for_each_member(store: Session) -> None:
    plan = ways(store, lambda session: deciders(session, MODERATOR))
    assert "comment_decisions USING INDEX ix_comment_decisions_school_id_decider_id" in plan.replace("COVERING ", "")
    assert "SCAN persons" not in plan


def test_what_hosts_have_not_done_is_not_sought_among_all_they_did(store: Session) -> None:
    plan = ways(store, lambda session: standings(session, 1, NOW, 24))
    assert "comments_on_hosts USING INDEX ix_comments_on_hosts_open" in plan.replace("COVERING ", "")
