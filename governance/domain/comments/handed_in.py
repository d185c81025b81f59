"""Comments as another program hands them in: what a batch and each item may hold, and what is wrong with a bad one.

A bad item is refused by itself and with every reason; the rest of its batch is taken.  What the writer of a comment
decides (words, name) is never a reason to turn it away, unless it is too long to be a comment.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.refusals import Refusal

MOST_ITEMS = 500
MOST_A_MINUTE = 6_000
"""Items that one key may hand in within a minute; more than any blog receives, fewer than would shut others out."""

LONGEST_KEY = 200
LONGEST_HOST_ID = 200
LONGEST_WORDS = 65_536
LONGEST_ADDRESS = 2_000

NEEDED = ("key", "host_id", "words", "state")
FIELDS = (*NEEDED, "author", "address", "post_address", "post_title", "posted_at", "answers")


class Result(StrEnum):
    """What came of one item."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a batch as it was read: what arrives, or every reason why it cannot be taken.

    ``key`` is None where there is none that could be named in the answer.  ``digest`` is of everything but the key.
    """

    key: str | None
    arrival: Arrival | None = None
    digest: str = ""
    refusals: tuple[Refusal, ...] = ()


class NotABatch(Exception):
    """The body as a whole cannot be read; ``refusal`` says why."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, sentence)


@dataclass(frozen=True, slots=True)
class _Doubled:
    """A JSON object in which one field stands twice: which of the two was meant cannot be known."""

    field: str
    key: object


def read_batch(body: bytes) -> tuple[Item, ...]:
    """Return the items of a body such as ``{"items": [...]}``, in order; raises NotABatch."""
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_such_number)
    except RecursionError:
        raise NotABatch("too_deep", "The body is nested too deeply to be a batch of comments.") from None
    except ValueError:
        raise NotABatch("not_json", "The body is not JSON in UTF-8.") from None
    if not isinstance(found, Mapping) or set(found) != {"items"} or not isinstance(found["items"], list):
        raise NotABatch("not_a_batch", 'Send one object with one field, "items", that holds a list.')
    items = found["items"]
    if not items:
        raise NotABatch("no_items", "The list of items is empty.")
    if len(items) > MOST_ITEMS:
        raise NotABatch("too_many_items", f"Send at most {MOST_ITEMS} items at once; this batch has {len(items):,}.")
    return tuple(read_item(item) for item in items)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any] | _Doubled:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    return _Doubled(next(name for name in names if names.count(name) > 1), found.get("key"))


def _no_such_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def read_item(given: object) -> Item:
    """Return one item as it was read, with every reason against it."""
    if isinstance(given, _Doubled):
        sentence = f"The field {_quoted(given.field)} stands twice in this item."
        return Item(_nameable(given.key), refusals=(Refusal("field_twice", sentence, page=given.field[:60]),))
    if not isinstance(given, Mapping):
        return Item(None, refusals=(Refusal("not_an_item", "An item is an object with fields."),))
    found = [*_unknown(given), *_texts(given), *_identities(given), *_addresses(given), *_state(given)]
    posted_at = _moment(given.get("posted_at"))
    if posted_at is None and given.get("posted_at") is not None:
        sentence = "Write posted_at as a date and time with its offset, such as 2026-11-18T10:30:00+00:00."
        found.append(Refusal("posted_at_unreadable", sentence, page="posted_at"))
    key = _nameable(given.get("key"))
    if found:
        return Item(key, refusals=tuple(found))
    arrival = Arrival(
        host_id=given["host_id"],
        body=given["words"],
        host_state=HostState(given["state"]),
        author_name=given.get("author") or "",
        posted_at=posted_at,
        address=given.get("address") or "",
        post_address=given.get("post_address") or "",
        post_title=given.get("post_title") or "",
        parent_host_id=given.get("answers") or "",
    )
    return Item(key, arrival, _digest(given))


def _unknown(given: Mapping[str, Any]) -> list[Refusal]:
    """A field that nobody reads would be lost in silence, so it is named."""
    return [
        Refusal("field_unknown", f"There is no field {_quoted(name)}.", page=name[:60])
        for name in given
        if name not in FIELDS
    ][:10]


def _texts(given: Mapping[str, Any]) -> list[Refusal]:
    """Every field holds text; those that are needed hold some."""
    found = []
    for name in FIELDS:
        value = given.get(name)
        if name in NEEDED and (value is None or value == "" or (isinstance(value, str) and not value.strip())):
            found.append(Refusal("field_missing", f"The field {name} is needed.", page=name))
        elif value is not None and not isinstance(value, str):
            found.append(Refusal("not_text", f"The field {name} holds text.", page=name))
    words = given.get("words")
    if isinstance(words, str) and len(words) > LONGEST_WORDS:
        sentence = f"A comment has at most {LONGEST_WORDS:,} characters; this one has {len(words):,}."
        found.append(Refusal("words_too_long", sentence, page="words"))
    return found


def _identities(given: Mapping[str, Any]) -> list[Refusal]:
    """What names an item or a comment is short and plain, because it has to be found again."""
    found = []
    for name, longest in (("key", LONGEST_KEY), ("host_id", LONGEST_HOST_ID), ("answers", LONGEST_HOST_ID)):
        value = given.get(name)
        if not isinstance(value, str):
            continue
        if len(value) > longest:
            found.append(Refusal("too_long", f"The field {name} has at most {longest} characters.", page=name))
        elif not value.isprintable():
            found.append(Refusal("not_plain", f"The field {name} holds characters that cannot be seen.", page=name))
    return found


def _addresses(given: Mapping[str, Any]) -> list[Refusal]:
    found = []
    for name in ("address", "post_address"):
        value = given.get(name)
        if not isinstance(value, str) or not value:
            continue
        if len(value) > LONGEST_ADDRESS:
            sentence = f"The field {name} has at most {LONGEST_ADDRESS:,} characters."
            found.append(Refusal("too_long", sentence, page=name))
        elif not value.lower().startswith(("https://", "http://")) or not value.isprintable() or " " in value:
            sentence = f"The field {name} is a web address that begins with https:// or http://."
            found.append(Refusal("not_an_address", sentence, page=name))
    return found


def _state(given: Mapping[str, Any]) -> list[Refusal]:
    value = given.get("state")
    if not isinstance(value, str) or not value.strip() or value in set(HostState):
        return []
    words = ", ".join(state.value for state in HostState)
    return [Refusal("state_unknown", f"The field state is one of {words}.", page="state")]


def _moment(value: object) -> dt.datetime | None:
    """Return the moment in UTC, or None where it cannot be read or does not say its offset."""
    if not isinstance(value, str):
        return None
    try:
        found = dt.datetime.fromisoformat(value)
        return found.astimezone(dt.UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _nameable(key: object) -> str | None:
    """Return the key as the answer can name it."""
    return key[:LONGEST_KEY] if isinstance(key, str) and key else None


def _quoted(name: str) -> str:
    return f"“{name[:60]}”"


def _digest(given: Mapping[str, Any]) -> str:
    """Return a digest of what an item says, whatever the order of its fields; an empty field says nothing."""
    said = {name: given[name] for name in FIELDS if name != "key" and given.get(name)}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def used_for_something_else(key: str) -> Refusal:
    """Return the refusal of a key that came before with another content: nothing is overwritten."""
    sentence = f"The key {_quoted(key)} was used for something else. Give what is new a key of its own."
    return Refusal("key_used", sentence, page="key")
