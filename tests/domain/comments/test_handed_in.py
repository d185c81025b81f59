"""Batches of comments from other programs: what an item may hold, and that no body is a fault."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.comments.arrival import HostState
from governance.domain.comments.handed_in import Item, NotABatch, read_batch, read_item

PLAIN: dict[str, Any] = {"key": "k1", "host_id": "871", "words": "I liked the volcano best!", "state": "held"}
FULL = PLAIN | {
    "author": "Ava",
    "address": "https://blog.example/volcano#comment-871",
    "post_address": "https://blog.example/volcano",
    "post_title": "Our volcano",
    "posted_at": "2026-11-18T10:30:00+01:00",
    "answers": "870",
}


def batch(*items: object) -> tuple[Item, ...]:
    return read_batch(json.dumps({"items": items}).encode())


def codes(item: Item) -> list[tuple[str, str | None]]:
    return [(refusal.code, refusal.page) for refusal in item.refusals]


def test_an_item_arrives_with_everything_that_it_says() -> None:
    (item,) = batch(FULL)
    assert item.refusals == ()
    assert item.key == "k1"
    arrival = item.arrival
    assert arrival is not None
    assert (arrival.host_id, arrival.body) == ("871", "I liked the volcano best!")
    assert arrival.host_state is HostState.HELD
    assert (arrival.author_name, arrival.parent_host_id) == ("Ava", "870")
    assert arrival.address == "https://blog.example/volcano#comment-871"
    assert (arrival.post_address, arrival.post_title) == ("https://blog.example/volcano", "Our volcano")
    assert arrival.posted_at == dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.UTC)
    assert arrival.author_ref == ""


def test_what_is_not_known_is_empty() -> None:
    (item,) = batch(PLAIN | {"author": None, "address": "", "posted_at": None})
    assert item.arrival is not None
    assert (item.arrival.author_name, item.arrival.address, item.arrival.posted_at) == ("", "", None)


@pytest.mark.parametrize("state", ["held", "public", "removed", "gone"])
def test_every_state_of_a_host_is_known(state: str) -> None:
    (item,) = batch(PLAIN | {"state": state})
    assert item.arrival is not None
    assert item.arrival.host_state.value == state


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param({"key": None}, [("field_missing", "key")], id="no key"),
        pytest.param({"words": " \n\t "}, [("field_missing", "words")], id="no words"),
        pytest.param({"words": 5}, [("not_text", "words")], id="words that are a number"),
        pytest.param({"words": ["a"]}, [("not_text", "words")], id="words that are a list"),
        pytest.param({"words": True}, [("not_text", "words")], id="words that are yes"),
        pytest.param({"words": "x" * 65_537}, [("words_too_long", "words")], id="more words than a comment has"),
        pytest.param({"key": "k" * 201}, [("too_long", "key")], id="a key that is too long"),
        pytest.param({"host_id": "a\x00b"}, [("not_plain", "host_id")], id="a NUL in the comment's number"),
        pytest.param({"key": "\ud800"}, [("not_plain", "key")], id="half a letter in the key"),
        pytest.param({"state": "spam"}, [("state_unknown", "state")], id="a state that no host has"),
        pytest.param({"state": {}}, [("not_text", "state")], id="a state that is an object"),
        pytest.param({"address": "javascript:alert(1)"}, [("not_an_address", "address")], id="an address that runs"),
        pytest.param({"address": "https://a.example/ x"}, [("not_an_address", "address")], id="a blank in an address"),
        pytest.param({"post_address": "https://" + "a" * 2_000}, [("too_long", "post_address")], id="a long address"),
        pytest.param({"posted_at": "yesterday"}, [("posted_at_unreadable", "posted_at")], id="no date"),
        pytest.param({"posted_at": "2026-11-18T10:30:00"}, [("posted_at_unreadable", "posted_at")], id="no offset"),
        pytest.param({"posted_at": "0001-01-01T00:00:00+14:00"}, [("posted_at_unreadable", "posted_at")], id="year 0"),
        pytest.param({"posted_at": 1}, [("not_text", "posted_at"), ("posted_at_unreadable", "posted_at")], id="a sum"),
        pytest.param({"autor": "Ava"}, [("field_unknown", "autor")], id="a field that nobody reads is never lost"),
    ],
)  # fmt: skip
def test_a_bad_item_is_refused_with_its_reasons(changed: dict[str, Any], found: list[tuple[str, str]]) -> None:
    (item,) = batch(PLAIN | changed)
    assert item.arrival is None
    assert codes(item) == found
    assert all(refusal.sentence.endswith((".", "”.")) for refusal in item.refusals)


def test_every_reason_is_given_at_once() -> None:
    (item,) = batch({"words": 5, "state": "x"})
    assert codes(item) == [
        ("field_missing", "key"),
        ("field_missing", "host_id"),
        ("not_text", "words"),
        ("state_unknown", "state"),
    ]


@pytest.mark.parametrize("words", ["a\x00b", "\ud83d", "x" * 65_536, "\u202eabc", "<script>", "=1+1", "\ufffe"])
def test_no_words_of_a_writer_turn_a_comment_away(words: str) -> None:
    (item,) = batch(PLAIN | {"words": words, "author": words})
    assert item.arrival is not None
    assert item.arrival.body == words


@pytest.mark.parametrize("given_item", [None, 5, "x", [], [[]], True])
def test_what_is_no_item_is_refused_by_itself(given_item: object) -> None:
    found = batch(PLAIN, given_item)
    assert found[0].arrival is not None
    assert codes(found[1]) == [("not_an_item", None)]
    assert found[1].key is None


def test_a_field_that_stands_twice_is_refused() -> None:
    (item,) = read_batch(b'{"items": [{"key": "k1", "host_id": "1", "words": "a", "words": "b", "state": "held"}]}')
    assert codes(item) == [("field_twice", "words")]
    assert item.key == "k1"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"", "not_json", id="nothing"),
        pytest.param(b"{", "not_json", id="cut off"),
        pytest.param(b"\xff\xfe{}", "not_json", id="not UTF-8"),
        pytest.param('{"items": []}'.encode("utf-16"), "not_json", id="UTF-16"),
        pytest.param(b'{"items": [NaN]}', "not_json", id="a number that is none"),
        pytest.param(b'{"items": [' + b"9" * 5_000 + b"]}", "not_json", id="a number that nobody can read"),
        pytest.param(b"[" * 100_000, "too_deep", id="a hundred thousand brackets"),
        pytest.param(b'{"items":' * 50_000, "too_deep", id="objects in objects"),
        pytest.param(b"[]", "not_a_batch", id="a list"),
        pytest.param(b"null", "not_a_batch", id="null"),
        pytest.param(b"{}", "not_a_batch", id="no items"),
        pytest.param(b'{"items": {}}', "not_a_batch", id="items that are no list"),
        pytest.param(b'{"items": [1], "x": 1}', "not_a_batch", id="something beside the items"),
        pytest.param(b'{"items": [1], "items": [2]}', "not_a_batch", id="items twice"),
        pytest.param(b'{"items": []}', "no_items", id="an empty list"),
        pytest.param(b'{"items": [' + b"1," * 500 + b"1]}", "too_many_items", id="501 items"),
    ],
)
def test_a_body_that_is_no_batch_is_refused_as_a_whole(body: bytes, code: str) -> None:
    with pytest.raises(NotABatch) as raised:
        read_batch(body)
    assert raised.value.refusal.code == code


def test_five_hundred_items_are_a_batch() -> None:
    assert len(batch(*[PLAIN] * 500)) == 500


def test_the_digest_tells_another_content_and_nothing_else() -> None:
    first = read_item(FULL).digest
    assert read_item(dict(reversed(FULL.items()))).digest == first, "the order of fields says nothing"
    assert read_item(FULL | {"key": "k2"}).digest == first, "the key is no content"
    assert read_item(PLAIN | {"author": ""}).digest == read_item(PLAIN | {"author": None}).digest
    for name in FULL.keys() - {"key"}:
        other = {"state": "public", "posted_at": "2026-11-18T10:31:00+01:00"}.get(name, f"{FULL[name]}x")
        assert read_item(FULL | {name: other}).digest != first, name


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(ANYTHING | st.fixed_dictionaries({}, optional=dict.fromkeys(FULL, ANYTHING)), min_size=1, max_size=5))
def test_whatever_is_sent_each_item_is_taken_or_refused(items: list[object]) -> None:
    found = batch(*items)
    assert len(found) == len(items)
    assert all((item.arrival is None) is bool(item.refusals) for item in found)
    assert all(item.key for item in found if item.arrival is not None)


@given(st.binary(max_size=200))
def test_no_body_is_a_fault(body: bytes) -> None:
    with contextlib.suppress(NotABatch):
        assert read_batch(body)
