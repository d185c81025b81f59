"""The ingest address of a site: another program hands in comments with a key (A.5; ``docs/ingest.md``).

No session and no cookie is read here, so a page elsewhere has nothing to misuse and no form's token is asked for: the
key in the request's head is the whole proof.  Whether a site is there is told to nobody without a key of that site.
"""

from __future__ import annotations

import math

from flask import Blueprint, Response, current_app, g, jsonify, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from governance.db import db
from governance.domain.comments.handed_in import Item, NotABatch, Result, read_batch
from governance.domain.throttle import network_of
from governance.domain.words import SiteState
from governance.queries.sites import site_of
from governance.services.comments.handing_in import Answer, a_program, hand_in, read_ahead
from governance.services.comments.reading import reader_of
from governance.services.ingest_keys import TooManyItems, count_items, count_wrong_key, key_of
from governance.services.throttling import MustWait
from governance.web.entry import now, public, school
from governance.web.problems import Problem

bp = Blueprint("ingest", __name__)

LARGEST_BODY = 4 * 1024 * 1024


@bp.record_once
def _without_a_forms_token(state: BlueprintSetupState) -> None:
    protection: CSRFProtect = state.app.extensions["csrf"]
    protection.exempt(bp)


@bp.post("/s/<school>/sites/<int:site_id>/ingest")
@public(writes=True)
def take(site_id: int) -> ResponseReturnValue:
    """Take a batch of comments in and say of each what came of it."""
    school_id = school().id
    key_id = _key_or_401(school_id, site_id)
    _refuse_if_closed(school_id, site_id)
    # Reading a body takes a while, and nobody has to wait for it: the transaction that the guard began ends here.
    db.session.rollback()
    items = _items()
    try:
        count_items(db.session, now(), key_id=key_id, items=len(items))
    except TooManyItems as refused:
        wait = str(math.ceil(refused.wait.total_seconds()))
        refusal = refused.refusals[0]
        raise Problem(429, refusal.code, refusal.sentence, {"Retry-After": wait}) from None
    reader = reader_of(db.session, school_id, current_app.extensions["governance"].sealing_keys)
    read = read_ahead(db.session, school_id, site_id, items, reader)
    answers = hand_in(
        db.session,
        a_program(school_id, key_id, g.request_id),
        now(),
        site_id=site_id,
        key_id=key_id,
        items=items,
        read=read,
    )
    return _said(answers)


def _key_or_401(school_id: int, site_id: int) -> int:
    """Return the number of the key that the request shows; a missing, wrong, revoked or other site's key is 401."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    key = key_of(db.session, school_id, site_id, token.strip()) if scheme.lower() == "bearer" and token else None
    if key is None:
        if token.strip():
            _count_wrong_key(school_id, site_id)
        detail = "Send a key of this site: Authorization: Bearer, a space, and the key."
        raise Problem(401, "no_key_of_this_site", detail, {"WWW-Authenticate": "Bearer"})
    return key.id


def _count_wrong_key(school_id: int, site_id: int) -> None:
    try:
        network = network_of(request.remote_addr)
        count_wrong_key(db.session, now(), school_id=school_id, site_id=site_id, network=network)
    except MustWait as refused:
        refusal, wait = refused.refusals[0], str(math.ceil(refused.wait.total_seconds()))
        raise Problem(429, refusal.code, refusal.sentence, {"Retry-After": wait}) from None


def _refuse_if_closed(school_id: int, site_id: int) -> None:
    site = site_of(db.session, school_id, site_id)
    if site is None or site.state is SiteState.CLOSED:
        raise Problem(403, "site_closed", "This site is closed, and takes no comments any more.")


def _items() -> tuple[Item, ...]:
    if request.mimetype != "application/json":
        raise Problem(415, "not_json", "Send the batch as application/json.")
    request.max_content_length = LARGEST_BODY
    try:
        return read_batch(request.get_data(cache=False))
    except NotABatch as wrong:
        raise Problem(422, wrong.refusal.code, wrong.refusal.sentence) from None


def _said(answers: tuple[Answer, ...]) -> Response:
    counted = {result.value: sum(1 for answer in answers if answer.result is result) for result in Result}
    return jsonify(**counted, items=[_one(answer) for answer in answers])


def _one(answer: Answer) -> dict[str, object]:
    said: dict[str, object] = {"key": answer.key, "result": answer.result}
    if answer.result is Result.ACCEPTED:
        said["comment"] = answer.what
    if answer.refusals:
        said["reasons"] = [
            {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.page} for refusal in answer.refusals
        ]
    return said
