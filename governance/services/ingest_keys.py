"""Keys with which another program hands in the comments of one site: made, revoked, recognised and counted.

A key is shown once; what is kept is a digest, so that nobody who reads the database can hand anything in.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor, Permission
from governance.domain.comments.handed_in import MOST_A_MINUTE
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState
from governance.models import IngestKey, Site
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.seen import locked
from governance.services.throttling import count_try
from governance.services.transaction import Record, use_case

LONGEST_PROGRAM = 120
MINUTE = dt.timedelta(minutes=1)
_BEGINS = "ingest_"
"""What every key begins with, so that one that got into a text or a repository is recognised."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; ``token`` is known here and never again."""

    key_id: int
    token: str


class TooManyItems(Refused):
    """The key handed in as much as it may within this minute; ``wait`` is how long until the next."""

    def __init__(self, wait: dt.timedelta) -> None:
        sentence = f"This key may hand in {MOST_A_MINUTE:,} comments a minute. Send this batch again a little later."
        super().__init__((Refusal("too_many_items_a_minute", sentence),))
        self.wait = wait


def digest_of(token: str) -> str:
    """Return the digest by which a token is recognised; a token is as long as the digest, so it needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def make_key(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, program: str) -> NewKey:
    """Make a key for one program and one site; raises Refused, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    program = program.strip()
    token = _BEGINS + secrets.token_urlsafe(32)
    with use_case(session, actor, now) as record:
        site = locked(session, Site, actor.school_id or 0, site_id)
        refuse_if(_making_refusals(site, program))
        key = IngestKey(
            school_id=site.school_id,
            site_id=site.id,
            label=program,
            token_digest=digest_of(token),
            made_by=actor.person_id,
            made_at=now,
        )
        session.add(key)
        session.flush()
        _act(record, "ingest_key.made", key, site)
        return NewKey(key.id, token)


def _making_refusals(site: Site, program: str) -> tuple[Refusal, ...]:
    found = []
    if site.state is SiteState.CLOSED:
        found.append(Refusal("site_closed", "This site is closed, so nothing is handed in for it any more."))
    if not program:
        found.append(Refusal("program_blank", "Say which program will use the key.", page="program"))
    if len(program) > LONGEST_PROGRAM:
        sentence = f"Keep the program’s name to {LONGEST_PROGRAM} characters."
        found.append(Refusal("program_too_long", sentence, page="program"))
    return tuple(found)


def revoke_key(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, key_id: int) -> None:
    """Revoke a key, from this moment on; to revoke it again is a repeat.  Raises Refused, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    with use_case(session, actor, now) as record:
        site = locked(session, Site, actor.school_id or 0, site_id)
        key = locked(session, IngestKey, site.school_id, key_id)
        if key.site_id != site.id:
            raise NotHere("IngestKey")
        if key.revoked_at is not None:
            record.repeat()
            return
        _revoke(record, key, site)


def revoke_keys_of(record: Record, site: Site) -> None:
    """Revoke every key of a site in the transaction that ends it."""
    keys = record.session.scalars(
        sa.select(IngestKey)
        .where(IngestKey.school_id == site.school_id, IngestKey.site_id == site.id, IngestKey.revoked_at.is_(None))
        .order_by(IngestKey.id)
        .with_for_update()
    )
    for key in keys:
        _revoke(record, key, site)


def _revoke(record: Record, key: IngestKey, site: Site) -> None:
    key.revoked_at, key.revoked_by = record.now, record.actor.person_id
    _act(record, "ingest_key.revoked", key, site)


def _act(record: Record, code: str, key: IngestKey, site: Site) -> None:
    record.act(code, "ingest_key", key.id, site_id=site.id, texts={"label": site.name, "program": key.label})


def key_of(session: Session, school_id: int, site_id: int, token: str) -> IngestKey | None:
    """Return the key that ``token`` is at this very site, or None: whether wrong, revoked or another site's.

    It is looked up by its digest, which tells nothing about a token that is nearly right; that it is equal is decided
    in a time that does not depend on where the two differ.
    """
    wanted = digest_of(token)
    key = session.scalar(sa.select(IngestKey).where(IngestKey.token_digest == wanted))
    if key is None or not hmac.compare_digest(key.token_digest, wanted):
        return None
    is_here = (key.school_id, key.site_id) == (school_id, site_id) and key.revoked_at is None
    return key if is_here else None


def count_wrong_key(session: Session, now: dt.datetime, *, school_id: int, site_id: int, network: str) -> None:
    """Count a key that was shown and is none of this site, and commit it; raises MustWait when there were too many.

    Whether the site is there makes no difference.  A right key is never made to wait, so that nobody who guesses can
    keep the school's own program out; and guesses here do not slow who signs in from the same network.
    """
    site_digest = digest_of(f"{_BEGINS}{school_id}/{site_id}")
    count_try(session, now, name_digest=site_digest, address=f"{_BEGINS}{network}")


def count_items(session: Session, now: dt.datetime, *, key_id: int, items: int) -> None:
    """Count a batch before it is taken and commit the count; raises TooManyItems, and then counts nothing.

    Counting is no act of the audit: repeats count too, and change nothing else.
    """
    begin_writing(session)
    try:
        key = session.scalar(sa.select(IngestKey).where(IngestKey.id == key_id).with_for_update())
        if key is not None:
            _count(key, now, items)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _count(key: IngestKey, now: dt.datetime, items: int) -> None:
    begun = key.counted_from
    if begun is None or not begun <= now < begun + MINUTE:
        key.counted_from = begun = now
        key.counted = 0
    if key.counted + items > MOST_A_MINUTE:
        raise TooManyItems(begun + MINUTE - now)
    key.counted += items
    key.used_at = now
