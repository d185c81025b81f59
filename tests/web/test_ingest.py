"""The ingest address: a key in the head and nothing else opens it, and every answer is as the description says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from governance.domain.comments import handed_in
from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, Comment, IngestKey, Person, School, Site
from governance.services.ingest_keys import make_key
from governance.web.ingest.description import DESCRIPTION
from tests.factories import NOW, actor_of, make_person, make_school, make_site, sign_in, start_writing
from tests.services.unchanged import unchanged
from tests.web.hostile import HOSTILE

DESCRIBED = json.loads(DESCRIPTION.read_text("utf-8"))
OPERATION = DESCRIBED["paths"]["/s/{school}/sites/{site}/ingest"]["post"]
ITEM: dict[str, Any] = {"key": "k1", "host_id": "871", "words": "I liked the volcano.", "state": "held"}

TRIES = ("sign_in_failures",)
"""Where a wrong key is counted."""

Send = Callable[..., TestResponse]


def is_as_described(answer: TestResponse) -> None:
    """Hold an answer to the description: its status, its type, every field."""
    described = OPERATION["responses"][str(answer.status_code)]
    ((media_type, content),) = described["content"].items()
    assert answer.mimetype == media_type
    jsonschema.Draft202012Validator(content["schema"] | {"components": DESCRIBED["components"]}).validate(answer.json)
    for name in described.get("headers", {}):
        assert answer.headers[name]


@pytest.fixture(autouse=True)
def _with_the_protection_of_forms(app: Flask) -> Iterator[None]:
    """A form's token is asked for everywhere in these tests, so that this address is seen to need none."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def token(app: Flask, store: Session) -> str:
    """The key of site 1 of the school "oak"."""
    school = make_school(store)
    lead = make_person(store, school, Role.ICT_LEAD)
    site = make_site(store, school, lead, state=SiteState.LIVE, version=VersionState.APPROVED)
    return a_key(store, school, lead, site.id)


def a_key(store: Session, school: School, lead: Person, site_id: int) -> str:
    """Let the ICT lead make a key for one of the school's sites."""
    actor = actor_of(store, school, lead)
    store.rollback()
    made = make_key(store, actor, NOW, site_id=site_id, program="Learning platform")
    store.rollback()
    return made.token


@pytest.fixture
def send(app: Flask, token: str) -> Send:
    """Sends a batch with the key; each part can be given otherwise."""

    def send_it(
        *items: object,
        body: bytes | None = None,
        path: str = "/s/oak/sites/1/ingest",
        key: str | None = token,
        **more: Any,
    ) -> TestResponse:
        headers = {"Authorization": f"Bearer {key}"} if key is not None else {}
        sent = json.dumps({"items": items}).encode() if body is None else body
        request: dict[str, Any] = {"data": sent, "content_type": "application/json", "headers": headers} | more
        answer = app.test_client().post(path, **request)
        is_as_described(answer)
        return answer

    return send_it


def kept(store: Session) -> int:
    found = store.scalar(sa.select(sa.func.count()).select_from(Comment)) or 0
    store.rollback()
    return found


def test_a_batch_is_taken_with_the_key_alone(send: Send, store: Session) -> None:
    answer = send(ITEM, ITEM, ITEM | {"words": "x"}, ITEM | {"key": "k2", "state": "spam"})
    assert answer.status_code == 200
    said = answer.json
    assert said is not None
    assert (said["accepted"], said["repeated"], said["refused"]) == (1, 1, 2)
    assert said["items"][:2] == [
        {"key": "k1", "result": "accepted", "comment": "new"},
        {"key": "k1", "result": "repeated"},
    ]
    assert [one["reasons"][0]["code"] for one in said["items"][2:]] == ["key_used", "state_unknown"]
    assert kept(store) == 1
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert store.scalars(sa.select(IngestKey.used_at)).one() == NOW


def test_what_comes_with_the_key_stands_under_its_number_in_the_history(send: Send, store: Session) -> None:
    send(ITEM)
    acts = store.execute(sa.select(AuditRow.code, AuditRow.actor_name, AuditRow.actor_role).order_by(AuditRow.id))
    assert [tuple(act) for act in acts if act.actor_name == "Another program"] == [
        ("comments.arrived", "Another program", "with key 1"),
        ("comments.handed_in", "Another program", "with key 1"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer not-the-key"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer " + "x" * 8_000},
        {"Authorization": "Bearer \xff\x80"},
    ],
)
def test_without_the_key_nothing_is_said_of_the_site(send: Send, store: Session, head: dict[str, str]) -> None:
    with unchanged(store, but=TRIES):
        answer = send(ITEM, headers=head)
        elsewhere = send(ITEM, headers=head, path="/s/oak/sites/999/ingest")
    assert (answer.status_code, elsewhere.status_code) == (401, 401)
    assert answer.json == elsewhere.json
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_key_as_a_name_and_password_or_in_the_address_is_none(send: Send, token: str) -> None:
    assert send(ITEM, headers={"Authorization": f"Basic {token}"}).status_code == 401
    assert send(ITEM, headers={}, query_string={"key": token, "access_token": token}).status_code == 401


def test_the_word_bearer_may_be_written_as_programs_write_it(send: Send, token: str) -> None:
    assert send(ITEM, headers={"Authorization": f"bearer  {token} "}).status_code == 200


def test_a_key_of_another_site_or_school_is_401_and_tells_nothing(
    app: Flask, send: Send, store: Session, token: str
) -> None:
    school = make_school(store, "elm", name="Elm Primary")
    lead = make_person(store, school, Role.ICT_LEAD)
    theirs = make_site(store, school, lead, state=SiteState.LIVE, version=VersionState.APPROVED)
    theirs_id = theirs.id
    other = a_key(store, school, lead, theirs_id)
    with unchanged(store, but=TRIES):
        answers = [
            send(ITEM, key=other),
            send(ITEM, path=f"/s/elm/sites/{theirs_id}/ingest"),
            send(ITEM, path="/s/elm/sites/1/ingest"),
            send(ITEM, path=f"/s/oak/sites/{theirs_id}/ingest"),
            send(ITEM, path=f"/s/oak/sites/{theirs_id}/ingest", key=other),
            send(ITEM, path="/s/elm/sites/999/ingest", key=other),
        ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_a_revoked_key_is_401(send: Send, store: Session) -> None:
    start_writing(store)
    store.execute(sa.update(IngestKey).values(revoked_at=NOW, revoked_by=1))
    store.commit()
    with unchanged(store, but=TRIES):
        assert send(ITEM).status_code == 401


def test_a_signed_in_person_without_the_key_is_401_and_the_session_is_not_touched(
    app: Flask, token: str, store: Session
) -> None:
    client: FlaskClient = sign_in(app.test_client(), store, store.get_one(Person, 1))
    answer = client.post("/s/oak/sites/1/ingest", json={"items": [ITEM]})
    assert answer.status_code == 401
    is_as_described(answer)
    assert kept(store) == 0


def test_no_such_school_is_404_as_a_problem(send: Send) -> None:
    assert send(ITEM, path="/s/ash/sites/1/ingest").status_code == 404


def test_a_closed_site_is_403(send: Send, store: Session) -> None:
    start_writing(store)
    site = store.get_one(Site, 1)
    site.state, site.closed_at, site.launched_at = SiteState.CLOSED, NOW, NOW
    store.commit()
    with unchanged(store):
        assert send(ITEM).json["code"] == "site_closed"


def test_another_method_is_405_as_a_problem(app: Flask, token: str) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = app.test_client().open("/s/oak/sites/1/ingest", method=method)
        assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
        assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_what_is_not_json_is_415(send: Send, store: Session, kind: str) -> None:
    with unchanged(store):
        assert send(ITEM, content_type=kind).status_code == 415


def test_json_with_its_encoding_named_is_json(send: Send) -> None:
    assert send(ITEM, content_type="application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize("size", [10_000_000, 4 * 1024 * 1024 + 1])
def test_a_body_that_is_too_large_is_413(send: Send, store: Session, size: int) -> None:
    with unchanged(store):
        answer = send(body=b'{"items": ["' + b"x" * size + b'"]}')
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_a_body_without_a_length_is_413_when_it_is_too_large(app: Flask, token: str, store: Session) -> None:
    import io

    stream = io.BytesIO(b'{"items": ["' + b"x" * 10_000_000 + b'"]}')
    answer = app.test_client().post(
        "/s/oak/sites/1/ingest",
        input_stream=stream,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    is_as_described(answer)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"", "not_json", id="nothing"),
        pytest.param(b"\xff\x00", "not_json", id="no text"),
        pytest.param(b"[" * 1_000_000, "too_deep", id="a million brackets"),
        pytest.param(b'{"items": [' + b'{"a":' * 200_000, "too_deep", id="objects in an item"),
        pytest.param(b"[]", "not_a_batch", id="a list"),
        pytest.param(b'{"items": []}', "no_items", id="no items"),
        pytest.param(b'{"items": [' + b"1," * 500 + b"1]}", "too_many_items", id="501 items"),
    ],
)
def test_a_body_that_is_no_batch_is_422(send: Send, store: Session, body: bytes, code: str) -> None:
    with unchanged(store):
        answer = send(body=body)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_hostile_words_names_and_keys_are_taken_or_refused_item_by_item(send: Send, store: Session) -> None:
    words = [*HOSTILE, "\x00", "\ud800", "\udfff\ud800", "x" * 65_536, "<script>alert(1)</script>", "\u202e"]
    items = [ITEM | {"key": f"w{n}", "host_id": f"w{n}", "words": word, "author": word} for n, word in enumerate(words)]
    items += [ITEM | {"key": word, "host_id": word, "address": word} for word in words]
    answer = send(*items)
    assert answer.status_code == 200
    assert answer.json is not None
    results = [one["result"] for one in answer.json["items"]]
    assert len(results) == len(items)
    blank = [word for word in words if not word.strip()]
    assert results[: len(words)].count("refused") == len(blank), "no words that somebody wrote are turned away"
    assert kept(store) >= len(words) - len(blank)


def test_the_key_rests_after_six_thousand_items_in_a_minute(send: Send, store: Session) -> None:
    send(ITEM)
    start_writing(store)
    store.execute(sa.update(IngestKey).values(counted=5_999))
    store.commit()
    with unchanged(store):
        answer = send(ITEM, ITEM)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_wrong_keys_are_slowed_and_the_right_one_never(send: Send, token: str, store: Session) -> None:
    for _ in range(5):
        assert send(ITEM, key="ingest_guessed").status_code == 401
    with unchanged(store):
        answer = send(ITEM, key="ingest_guessed")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert answer.json is not None
    assert answer.json["code"] == "too_many_tries"
    assert send(ITEM).status_code == 200
    assert send(ITEM, key=None).status_code == 401


def test_the_description_is_served_to_everybody(app: Flask) -> None:
    answer = app.test_client().get("/api/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json == DESCRIBED
    assert answer.json["openapi"].startswith("3.1.")
    assert app.test_client().get("/api/nothing").mimetype == "application/problem+json"


def test_the_description_names_the_sizes_and_fields_that_are_kept_to() -> None:
    schemas = DESCRIBED["components"]["schemas"]
    assert schemas["Batch"]["properties"]["items"]["maxItems"] == handed_in.MOST_ITEMS == 500
    assert tuple(schemas["Item"]["properties"]) == handed_in.FIELDS
    assert tuple(schemas["Item"]["required"]) == handed_in.NEEDED
    sizes = {name: field.get("maxLength") for name, field in schemas["Item"]["properties"].items()}
    assert (sizes["key"], sizes["host_id"], sizes["answers"]) == (200, 200, 200)
    assert (sizes["words"], sizes["address"], sizes["post_address"]) == (65_536, 2_000, 2_000)


def test_the_examples_of_the_description_are_right(send: Send) -> None:
    schemas = {"components": DESCRIBED["components"]}
    request = OPERATION["requestBody"]["content"]["application/json"]
    jsonschema.Draft202012Validator(request["schema"] | schemas).validate(request["example"])
    answer = send(*request["example"]["items"])
    assert answer.json == OPERATION["responses"]["200"]["content"]["application/json"]["example"]


def test_every_schema_of_the_description_is_one() -> None:
    for name, schema in DESCRIBED["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema, name
