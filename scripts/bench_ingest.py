"""Measures the ingest: comments a second through the whole address, from the key to the commit.

``make bench`` calls ``print_ingest``.  Nothing here is a test.
"""

from __future__ import annotations

import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import begin_writing, db
from governance.domain.words import Role, SiteState, VersionState
from governance.migrations import upgrade
from governance.models import IngestKey
from governance.services.ingest_keys import make_key
from tests.factories import NOW, actor_of, make_person, make_school, make_site

BATCH = 500
ROUNDS = 12
WORDS = (
    "I really liked how you made the volcano out of old newspapers and paint.",
    "Which castle is the biggest one? My nan lives next to one in Wales.",
    "Well done Year 4, the assembly was brilliant and we laughed a lot!",
    "can you put more pictures of the pond dipping on plz",
    "The newts are back! We saw three of them by the fence at break.",
)


def sender(app: Flask, session: Session) -> Callable[[], None]:
    """Return what hands in one whole batch of comments that never came before, through the address and its key."""
    school = make_school(session, "bench")
    lead = make_person(session, school, Role.ICT_LEAD)
    site_id = make_site(session, school, lead, state=SiteState.LIVE, version=VersionState.APPROVED).id
    actor = actor_of(session, school, lead)
    session.rollback()
    token = make_key(session, actor, NOW, site_id=site_id, program="Bench").token
    session.rollback()
    client, numbers = app.test_client(), itertools.count(1)

    def item(number: int) -> dict[str, Any]:
        return {
            "key": str(number),
            "host_id": str(number),
            "words": f"{WORDS[number % len(WORDS)]} ({number})",
            "state": "held",
            "author": "Visitor",
            "address": f"https://blog.example/castles/#comment-{number}",
            "post_address": "https://blog.example/castles/",
            "posted_at": NOW.isoformat(),
        }

    def send() -> None:
        body = json.dumps({"items": [item(next(numbers)) for _ in range(BATCH)]})
        _let_the_key_go_on(session)
        answer = client.post(
            f"/s/bench/sites/{site_id}/ingest",
            data=body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.json is not None
        assert answer.json["accepted"] == BATCH, answer.text[:300]

    return send


def _let_the_key_go_on(session: Session) -> None:
    """Take the count of the minute away, which is there to slow down whoever does what this does."""
    begin_writing(session)
    session.execute(sa.update(IngestKey).values(counted=0))
    session.commit()


def comments_a_second(app: Flask, session: Session) -> tuple[float, float]:
    """Return the median and the worst of the rounds, in comments a second; the first round warms up."""
    send = sender(app, session)
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        send()
        took.append(time.perf_counter() - begun)
    return BATCH / statistics.median(took[1:]), BATCH / max(took[1:])


def print_ingest() -> None:
    """Print how many comments a second the ingest takes in on this machine."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        settings = read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATA_FOLDER": folder})
        upgrade(settings.database_url)
        app = create_app(settings)
        app.extensions.pop("waker", None)
        with app.app_context():
            median, worst = comments_a_second(app, db.session)
    print(f"ingest: {median:,.0f} comments a second in batches of {BATCH}, {worst:,.0f} in the slowest batch")


if __name__ == "__main__":
    print_ingest()
