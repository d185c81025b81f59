"""Reads the audit from its first row to its last and finds the first one that does not hold (DESIGN 8).

Checks every chain: no number is missing, every row names the hash of the row before, every hash covers what its row
says, every text that is still kept has the digest that its row holds, and the chain's head is its last row.  A text
that was disposed of is no fault.  Reads in batches, so that millions of rows need no more memory than one of them, and
knows the head before the rows: what is added while it reads is left for the next time.
May not write, nor import services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.chain import FIRST_HASH, SAID, row_hash, text_digest
from governance.models import AuditHead, AuditRow, AuditText

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one chain: ``rows`` that hold, and where it breaks first.

    ``broken_at`` is the sequence of the first broken row, or of the row that should stand there; ``fault`` says what is
    wrong with it.  Both are None where the whole chain holds.
    """

    chain: int
    rows: int
    broken_at: int | None = None
    fault: str | None = None


@dataclass(slots=True)
class _Link:
    """The last row that holds."""

    sequence: int = 0
    hash: str = FIRST_HASH


def verdicts(session: Session, batch: int = BATCH) -> Iterator[Verdict]:
    """Yield the verdict on each chain, the lowest first."""
    for chain in _chains(session):
        yield _verdict(session, chain, batch)


def stray_texts(session: Session) -> int:
    """Return how many kept texts belong to no row of any chain."""
    belongs = sa.exists().where(AuditRow.id == AuditText.row_id)
    return session.scalar(sa.select(sa.func.count()).select_from(AuditText).where(~belongs)) or 0


def _chains(session: Session) -> Iterator[int]:
    """Step from chain to chain by the index, for a chain may have rows and no head, or a head and no rows."""
    last = -1
    while True:
        following = [
            session.scalar(sa.select(sa.func.min(column)).where(column > last))
            for column in (AuditRow.chain, AuditHead.chain)
        ]
        known = [chain for chain in following if chain is not None]
        if not known:
            return
        last = min(known)
        yield last


def _verdict(session: Session, chain: int, batch: int) -> Verdict:
    newest = sa.select(sa.func.max(AuditRow.sequence)).where(AuditRow.chain == chain).scalar_subquery()
    head = session.execute(
        sa.select(AuditHead.sequence, AuditHead.hash, newest).where(AuditHead.chain == chain)
    ).first()
    link = _Link()
    for rows, texts in _batches(session, chain, head[0] if head else None, batch):
        for row in rows:
            fault = _fault(row, link, texts.get(row["id"], {}))
            if fault is not None:
                return Verdict(chain, link.sequence, link.sequence + 1, fault)
            link.sequence, link.hash = row["sequence"], row["hash"]
    if head is None:
        return Verdict(chain, link.sequence, link.sequence, "The chain has rows and no head.")
    if link.sequence != head[0]:
        return Verdict(chain, link.sequence, link.sequence + 1, f"The chain ends here, and its head is row {head[0]}.")
    if link.hash != head[1]:
        return Verdict(chain, link.sequence, link.sequence, "The head does not hold the hash of the last row.")
    if head[2] is not None and head[2] > head[0]:
        return Verdict(chain, link.sequence, head[0] + 1, "There are rows after the head.")
    return Verdict(chain, link.sequence)


Texts = dict[int, dict[str, tuple[str, str]]]


def _batches(
    session: Session, chain: int, until: int | None, batch: int
) -> Iterator[tuple[list[dict[str, Any]], Texts]]:
    """Yield rows in order, up to the head where there is one, with the texts that are still kept, by row and key."""
    names = ("id", "hash", *SAID)
    columns = [getattr(AuditRow, name) for name in names]
    last: int | None = None
    while True:
        query = sa.select(*columns).where(AuditRow.chain == chain)
        if last is not None:
            query = query.where(AuditRow.sequence > last)
        if until is not None:
            query = query.where(AuditRow.sequence <= until)
        rows = [
            dict(zip(names, row, strict=True))
            for row in session.execute(query.order_by(AuditRow.sequence).limit(batch))
        ]
        if not rows:
            return
        last = rows[-1]["sequence"]
        yield rows, _texts(session, chain, rows[0]["sequence"], rows[-1]["sequence"])


def _texts(session: Session, chain: int, first: int, last: int) -> Texts:
    found: Texts = {}
    kept = session.execute(
        sa.select(AuditText.row_id, AuditText.key, AuditText.salt, AuditText.text)
        .join(AuditRow, AuditRow.id == AuditText.row_id)
        .where(AuditRow.chain == chain, AuditRow.sequence.between(first, last))
    )
    for row_id, key, salt, text in kept:
        found.setdefault(row_id, {})[key] = (salt, text)
    return found


def _fault(row: Mapping[str, Any], before: _Link, texts: dict[str, tuple[str, str]]) -> str | None:
    if row["sequence"] != before.sequence + 1:
        return f"Row {before.sequence + 1} is missing: row {row['sequence']} comes next."
    if row["previous_hash"] != before.hash:
        return "It does not name the hash of the row before it."
    if row["hash"] != row_hash(row):
        return "What it says is not what its hash was made of."
    for key, (salt, text) in sorted(texts.items()):
        if row["digests"].get(key) != text_digest(salt, text):
            return f"Its text “{key}” is not the one that was recorded."
    return None
