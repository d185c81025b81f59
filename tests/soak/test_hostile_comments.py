"""Comments that mean harm: read, taken in and handed in by other programs, and none of them does it."""

from __future__ import annotations

import json
import random

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import Comment, CommentRevision
from governance.services.ingest_keys import make_key
from governance.triage import School, read
from tests.factories import NOW, sign_in
from tests.plugins.sizes import Sized
from tests.services.comments.cast import make_blog
from tests.soak.figures import write_down
from tests.soak.harmless_page import what_does_not_belong
from tests.soak.hostile_arrivals import SEED, let_come
from tests.soak.hostile_comments import hostile_comments
from tests.web.page_checks import CheckedClient

pytestmark = [pytest.mark.soak]


def test_the_machine_reads_every_one_without_a_fault(sized: Sized) -> None:
    number, school = sized(300, 10_000), School()
    seen = 0
    for words in hostile_comments(number, random.Random(SEED)):
        reading = read(words, school)
        assert all(0 <= (reason.start or 0) <= (reason.end or 0) <= len(words) for reason in reading.reasons)
        seen += bool(reading.reasons)
    write_down("hostile comments read by the machine", comments=number, with_something_seen=seen, faults=0)


def test_every_one_is_kept_on_both_databases(session: Session, sized: Sized) -> None:
    blog = make_blog(session)
    number = sized(150, 2_000)
    ids = let_come(session, blog, number)
    assert len(set(ids)) == number
    kept = session.scalar(sa.select(sa.func.count()).select_from(CommentRevision))
    assert kept == number
    waits = session.scalar(sa.select(sa.func.count()).where(Comment.awaits_since.is_not(None)))
    assert waits == number, "what is public before anybody looked is looked at as well"


BROKEN = (
    b"",
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b'{"items": [{"key": "k", "host_id": "1", "state": "held", "words": "\xed\xa0\x80 \xc3("}]}',
    b'{"items": [{"key": "k", "host_id": "1", "state": "held", "words": "caf\xe9"}]}',
    b'{"items": ' + b"[" * 100_000,
    b'{"items": [NaN, Infinity, 1e999999]}',
    b'{"items": [{"key": ' + b"9" * 5_000 + b"}]}",
    b'{"items": {"__proto__": []}}',
    b"\x00" * 1_000,
)


def test_broken_encodings_at_the_ingest_address_are_refused_and_the_rest_is_taken(
    app: Flask, store: Session, sized: Sized
) -> None:
    blog = make_blog(store)
    site_id = blog.site.id
    key = make_key(store, blog.actor(store, blog.cast.ict), NOW, site_id=site_id, program="A program")
    head = {"Authorization": f"Bearer {key.token}", "Content-Type": "application/json"}
    client, address = app.test_client(), f"/s/oak/sites/{site_id}/ingest"
    for body in BROKEN:
        answer = client.post(address, data=body, headers=head)
        assert answer.status_code in (200, 422), body[:60]
        assert answer.status_code == 422 or answer.json["accepted"] == 0, body[:60]  # type: ignore[index]  # An object.
    number = sized(300, 5_000)
    texts = list(hostile_comments(number, random.Random(SEED + 4)))
    accepted = 0
    for start in range(0, number, 25):
        items = [
            {"key": f"k{place}", "host_id": f"h{place}", "state": "held", "words": words, "author": words[:90]}
            for place, words in enumerate(texts[start : start + 25], start)
        ]
        # Written with escapes, half letters and all, as careless programs do.
        answer = client.post(address, data=json.dumps({"items": items}), headers=head)
        assert answer.status_code == 200, answer.text
        accepted += answer.json["accepted"]  # type: ignore[index]  # As above.
        refused = [item for item in answer.json["items"] if item["result"] == "refused"]  # type: ignore[index]
        assert {reason["code"] for item in refused for reason in item["reasons"]} <= {"field_missing", "words_too_long"}
    kept = store.scalar(sa.select(sa.func.count()).select_from(Comment))
    assert kept == accepted
    assert accepted >= number * 9 // 10
    page = sign_in(CheckedClient(app), store, blog.cast.teacher).get("/s/oak/queue").text
    assert what_does_not_belong(page) == []
    write_down("hostile items at the ingest address", items=number, accepted=accepted, broken_bodies=len(BROKEN))
