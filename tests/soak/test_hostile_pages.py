"""Comments that mean harm: shown, filtered, searched, exported and mailed, and none of them does it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.config import Settings
from governance.domain.access import the_clock
from governance.domain.comments.words import CommentAction as Do
from governance.domain.comments.words import CommentState
from governance.jobs.mail import compose
from governance.models import Comment
from governance.services.comments.bulk import Pick, decide_together
from governance.services.outbox import take_next
from governance.services.reminders import send_reminders
from tests.factories import NOW, sign_in
from tests.plugins.sizes import Sized
from tests.services.comments.cast import LATER, Blog, make_blog
from tests.soak.figures import write_down
from tests.soak.harmless_page import scripts_of, what_does_not_belong
from tests.soak.hostile_arrivals import SEED, let_come
from tests.soak.hostile_comments import ATTACKS, MARK, hostile_short
from tests.web.page_checks import CheckedClient

pytestmark = [pytest.mark.soak]

LEASE = dt.timedelta(minutes=10)
A_DAY_LATER = NOW + dt.timedelta(days=1)


def in_batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def test_every_one_is_shown_filtered_exported_and_mailed_without_harm(
    app: Flask, store: Session, settings: Settings, sized: Sized
) -> None:
    blog = make_blog(store)
    number = sized(300, 10_000)
    ids = let_come(store, blog, number)
    client = sign_in(CheckedClient(app), store, blog.cast.teacher)
    store.rollback()
    pages = _show_the_whole_queue(client, number)
    shown = _show_each(client, ids[:: sized(3, 20)])
    searches = _search(client, sized(49, 245))
    store.rollback()
    _mails_carry_no_words(store, blog, settings)
    _decide_all(store, blog, ids)
    exported = _export(client, number)
    write_down(
        "hostile comments shown, searched, exported and mailed",
        comments=number,
        queue_pages=pages,
        comment_pages=shown,
        searches=searches,
        exported=exported,
        harmed=0,
    )


def _harmless(page: str, scripts: list[str]) -> None:
    assert what_does_not_belong(page) == []
    assert scripts_of(page) == scripts


def _show_the_whole_queue(client: Any, number: int) -> int:
    """Every page of the list, from the first to the last, with the same scripts as an empty list."""
    scripts = _known_scripts(client)
    address: str | None = "/s/oak/queue"
    pages, cards = 0, 0
    while address:
        page = client.get(address).text
        _harmless(page, scripts)
        cards += len(re.findall(r'id="card-\d+"', page))
        pages += 1
        after = re.search(r'href="(/s/oak/queue\?after=[^"#]+)"', page)
        address = after[1].replace("&amp;", "&") if after else None
    assert cards == number
    return pages


def _known_scripts(client: Any) -> list[str]:
    return scripts_of(client.get("/s/oak/queue?words=nobody-wrote-this").text)


def _show_each(client: Any, ids: Sequence[int]) -> int:
    for comment_id in ids:
        address = f"/s/oak/comments/{comment_id}"
        page = client.get(address)
        if "The words are covered" in page.text:
            page = client.get(client.post(f"{address}/open").location)
        assert page.status_code == 200
        assert what_does_not_belong(page.text) == []
        assert not any(MARK in script for script in scripts_of(page.text))
    return len(ids)


def _search(client: Any, number: int) -> int:
    """What is typed into the search and the filters is as hostile as the comments."""
    scripts = _known_scripts(client)
    fields = ("words", "words", "site", "urgency", "source", "age", "after")
    for place, words in enumerate(hostile_short(number, random.Random(SEED + 2))):
        typed = urlencode({fields[place % len(fields)]: words.encode("utf-8", "surrogatepass")})
        for address in ("/s/oak/queue/decided", "/s/oak/queue"):
            page = client.get(f"{address}?{typed}")
            assert page.status_code in (200, 422), typed
            assert what_does_not_belong(page.text) == []
        assert scripts_of(page.text) == scripts
    return 2 * number


def _mails_carry_no_words(store: Session, blog: Blog, settings: Settings) -> None:
    """The moderators' reminders, and every other mail that the comments caused: numbers, and nobody's words."""
    clock = the_clock(blog.cast.school.id)
    store.rollback()
    send_reminders(store, clock, A_DAY_LATER)
    store.rollback()
    kinds = set()
    while letter := take_next(store, A_DAY_LATER, LEASE):
        mail = compose(letter, settings).as_string()
        assert MARK not in mail.replace("=\n", "")
        assert "Bcc" not in mail
        kinds.add(letter.kind)
    assert "reminders" in kinds


def _decide_all(store: Session, blog: Blog, ids: Sequence[int]) -> None:
    """Every one is removed together with others, with a note that is hostile too."""
    rule_id = blog.rule(store)
    actor = blog.actor(store, blog.cast.second)
    store.rollback()
    notes = hostile_short(len(ATTACKS) * 40, random.Random(SEED + 3))
    for batch in in_batches(ids, 50):
        rows = store.execute(sa.select(Comment.id, Comment.revision).where(Comment.id.in_(batch))).all()
        picks = [Pick(comment_id, revision) for comment_id, revision in rows]
        store.rollback()
        note = next(notes).replace("\x00", "").encode("utf-8", "replace").decode()
        results = decide_together(store, actor, LATER, picks=picks, action=Do.REMOVE, rule_id=rule_id, note=note)
        assert [result.refusals for result in results if result.refusals] == []
    assert store.scalars(sa.select(Comment.state).distinct()).all() == [CommentState.REMOVED]
    store.rollback()


def _export(client: Any, number: int) -> int:
    sent = {kind: client.post("/s/oak/queue/decided/export", data={"format": kind}) for kind in ("csv", "json", "xlsx")}
    assert [answer.status_code for answer in sent.values()] == [200, 200, 200]
    rows = list(csv.reader(io.StringIO(sent["csv"].get_data().decode("utf-8-sig"), newline="")))
    assert len(rows) == number + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if could_run(cell)] == []
    assert len(json.loads(sent["json"].get_data())["decisions"]) == number
    book = openpyxl.load_workbook(io.BytesIO(sent["xlsx"].get_data()))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell.value for cell in cells if cell.data_type in ("s", "inlineStr") and could_run(str(cell.value))] == []
    with zipfile.ZipFile(io.BytesIO(sent["xlsx"].get_data())) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    page = client.get("/s/oak/queue/decided")
    assert what_does_not_belong(page.text) == []
    return 3 * number


def could_run(cell: str) -> bool:
    """Whether a spreadsheet program could take a cell for a formula: its first sign, whatever stands unseen before."""
    if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", cell):
        return False
    for letter in cell:
        if unicodedata.category(letter)[0] in "ZC":
            continue
        return unicodedata.normalize("NFKC", letter)[0] in "=+-@\u2212"
    return False
