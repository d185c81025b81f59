"""A batch of comments from another program: what is new is taken in together, what came before is a repeat.

Everything that is accepted stands in one transaction with its receipts, so that a batch whose answer got lost on its
way can be sent again: nothing is lost and nothing comes twice.  A bad item is refused by itself.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.arrival import Arrival, as_kept
from governance.domain.comments.handed_in import Item, Result, used_for_something_else
from governance.domain.comments.words import Source
from governance.domain.refusals import Refusal
from governance.models import IngestReceipt, Site
from governance.services.comments.arriving import Taken, take_in
from governance.services.comments.reading import Reader
from governance.services.refused import NotHere
from governance.services.transaction import Record, use_case


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one item.  ``what`` says of an accepted one whether its comment was new, edited, changed or same."""

    key: str | None
    result: Result
    what: str = ""
    refusals: tuple[Refusal, ...] = ()


def a_program(school_id: int, key_id: int, request_id: str = "") -> Actor:
    """Return the actor of what comes with a key."""
    return Actor(None, "Another program", school_id, position=f"with key {key_id}", request_id=request_id)


def read_ahead(session: Session, school_id: int, site_id: int, items: Sequence[Item], read: Reader) -> Reader:
    """Return ``read`` with what is new in ``items`` read already, before anybody has to wait.

    Reading takes as long as writing down, and nobody else could write meanwhile on SQLite.
    """
    known = _receipts(session, school_id, site_id, items)
    session.rollback()
    fresh = [as_kept(item.arrival).body for item in items if item.arrival is not None and item.key not in known]
    done = {words: read(words) for words in fresh}
    return lambda words: done[words] if words in done else read(words)


def hand_in(
    session: Session, actor: Actor, now: dt.datetime, *, site_id: int, key_id: int, items: Sequence[Item], read: Reader
) -> tuple[Answer, ...]:
    """Take a batch in and return what came of each item, in the order in which they were sent; raises NotHere."""
    with use_case(session, actor, now) as record:
        site = _locked(session, actor.school_id or 0, site_id)
        answers: dict[int, Answer] = {}
        fresh: list[_Fresh] = []
        known = _receipts(session, site.school_id, site.id, items)
        for place, item in enumerate(items):
            if item.arrival is None or item.key is None:
                answers[place] = Answer(item.key, Result.REFUSED, refusals=item.refusals)
            elif item.key not in known:
                known[item.key] = item.digest
                fresh.append(_Fresh(place, item.key, item.digest, item.arrival))
            elif known[item.key] == item.digest:
                answers[place] = Answer(item.key, Result.REPEATED)
            else:
                refusal = used_for_something_else(item.key)
                answers[place] = Answer(item.key, Result.REFUSED, refusals=(refusal,))
        answers |= _accept(record, site, fresh, read)
        found = tuple(answers[place] for place in range(len(items)))
        _record(record, site, key_id, found)
        return found


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An item whose key never came before, at its place in the batch."""

    place: int
    key: str
    digest: str
    arrival: Arrival


def _locked(session: Session, school_id: int, site_id: int) -> Site:
    """Return the site, so locked that two batches of it come one after the other and nothing else waits."""
    site = session.scalar(
        sa.select(Site)
        .where(Site.school_id == school_id, Site.id == site_id)
        .with_for_update(of=Site, key_share=True)
        .execution_options(populate_existing=True)
    )
    if site is None:
        raise NotHere("Site")
    return site


def _receipts(session: Session, school_id: int, site_id: int, items: Sequence[Item]) -> dict[str, str]:
    """Return the digests of what came before, by the keys of these items."""
    keys = {item.key for item in items if item.arrival is not None and item.key is not None}
    rows = session.execute(
        sa.select(IngestReceipt.item_key, IngestReceipt.digest).where(
            IngestReceipt.school_id == school_id,
            IngestReceipt.site_id == site_id,
            IngestReceipt.item_key.in_(keys),
        )
    )
    return {row.item_key: row.digest for row in rows}


def _accept(record: Record, site: Site, fresh: Sequence[_Fresh], read: Reader) -> dict[int, Answer]:
    """Take in what is new, with a receipt each.

    One comment can stand in a batch as it was written and as it was edited: what is taken in together has each comment
    once, and its next words follow, in the order in which they were sent.
    """
    answers = {}
    for together in _each_comment_once(fresh):
        arrivals = [one.arrival for one in together]
        taken = take_in(record, site, Source.INGEST, arrivals, read, pushed=False)
        for one, what in zip(together, taken, strict=True):
            record.session.add(_receipt(record, site, one, what))
            answers[one.place] = Answer(one.key, Result.ACCEPTED, what.what)
    return answers


def _each_comment_once(fresh: Sequence[_Fresh]) -> list[list[_Fresh]]:
    rounds: list[list[_Fresh]] = []
    came: dict[str, int] = {}
    for one in fresh:
        number = came.get(one.arrival.host_id, 0)
        came[one.arrival.host_id] = number + 1
        if number == len(rounds):
            rounds.append([])
        rounds[number].append(one)
    return rounds


def _receipt(record: Record, site: Site, one: _Fresh, taken: Taken) -> IngestReceipt:
    return IngestReceipt(
        school_id=site.school_id,
        site_id=site.id,
        item_key=one.key,
        digest=one.digest,
        comment_id=taken.comment_id,
        taken_at=record.now,
    )


def _record(record: Record, site: Site, key_id: int, answers: Sequence[Answer]) -> None:
    counted = {result: sum(1 for answer in answers if answer.result is result) for result in Result}
    if not counted[Result.ACCEPTED]:
        record.repeat()
        return
    record.act(
        "comments.handed_in",
        "site",
        site.id,
        texts={"label": site.name},
        key_id=key_id,
        accepted=counted[Result.ACCEPTED],
        repeated=counted[Result.REPEATED],
        refused=counted[Result.REFUSED],
    )
