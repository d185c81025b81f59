"""What every view of the queue shares: whose queue it is, what it was asked for, and the way back to the same place.

The scope and the number of what waits are read once for each request: the badge, the list and the home page's line say
the same number because it is the same read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, abort, g, request, url_for
from werkzeug.datastructures import MultiDict

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.comments.words import SOURCE_WORDS, URGENCY_WORDS, Source, Urgency
from governance.queries.comments.cards import Card
from governance.queries.comments.choices import Choices, choices_of
from governance.queries.comments.one import card_of
from governance.queries.comments.queue import ON_A_PAGE, Waiting, count_in_queue, position_of, waiting_for
from governance.queries.comments.sought import Place, Sought, place_from
from governance.services.comments.scope import Scope, scope_of
from governance.web.entry import actor, school, today
from governance.web.fields import ProductForm, SelectChoice, SelectField, TextField
from governance.web.frame import WAYS, Count, Question, Way

bp = Blueprint("queue", __name__, url_prefix="/s/<school>")

AGES: dict[str, tuple[str, dt.timedelta]] = {
    "hour": ("more than an hour", dt.timedelta(hours=1)),
    "day": ("more than a day", dt.timedelta(days=1)),
    "three-days": ("more than three days", dt.timedelta(days=3)),
    "week": ("more than a week", dt.timedelta(days=7)),
}
KEPT = ("site", "urgency", "source", "age", "words", "after")
"""What an address of the queue may carry, and a form brings back to it."""


class QueueFilter(ProductForm):
    """Which comments are shown."""

    class Meta:
        csrf = False

    site = SelectField("Site", say_optional=False)
    urgency = SelectField(
        "Why",
        choices=[SelectChoice(one.value, words.capitalize()) for one, words in URGENCY_WORDS.items()],
        say_optional=False,
    )
    source = SelectField(
        "Came from",
        choices=[SelectChoice(one.value, words.capitalize()) for one, words in SOURCE_WORDS.items()],
        say_optional=False,
    )
    age = SelectField(
        "Has waited",
        choices=[SelectChoice(key, words.capitalize()) for key, (words, _) in AGES.items()],
        say_optional=False,
    )
    words = TextField("Words, author or address", say_optional=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the queue asks for; ``kept`` is the same again, for the way back."""

    sought: Sought
    after: Place | None
    kept: dict[str, Any]


def scope() -> Scope:
    """Return what the person looks after today; read once for each request."""
    if "queue_scope" not in g:
        g.queue_scope = scope_of(db.session, actor(), today())
    found: Scope = g.queue_scope
    return found


def waiting() -> Waiting:
    """Return what waits for the person; read once for each request."""
    if "queue_waiting" not in g:
        g.queue_waiting = waiting_for(db.session, scope())
    found: Waiting = g.queue_waiting
    return found


def choices() -> Choices:
    """Return how the person likes the queue."""
    if "queue_choices" not in g:
        g.queue_choices = choices_of(db.session, school().id, actor().person_id)
    found: Choices = g.queue_choices
    return found


def know_how_many_wait(count: int) -> None:
    """Keep the number of all that waits, which the page read along with its list, for the way about."""
    g.queue_count = count


def _count(_: Actor) -> Count:
    if "queue_waiting" in g:
        return waiting().count
    known: int | None = g.get("queue_count")
    return Question(count_in_queue(scope().shape), scope().asked) if known is None else known


WAYS.append(Way("Queue", "queue.queue", Permission.MODERATE, _count))


def asked_of(form: QueueFilter, sent: MultiDict[str, str]) -> Asked:
    """Return what a validated filter asks for; an answer that is wrong asks for nothing."""
    right = {name: form[name].data for name in KEPT[:-1] if form[name].data and not form[name].errors}
    place = place_from(sent.get("after", ""))
    kept = right | ({"after": str(place)} if place else {})
    return Asked(_sought(right), place, kept)


def asked_back() -> Asked:
    """Return what the list asked for from which a form was sent; what it may not carry is left out."""
    sent = dict(parse_qsl(request.form.get("list", "")[:1000]))
    kept = {name: sent[name] for name in KEPT if sent.get(name)}
    known: dict[str, set[Any]] = {"urgency": set(Urgency), "source": set(Source), "age": set(AGES)}
    right = {name: value for name, value in kept.items() if name not in known or value in known[name]}
    if "site" in right and not right["site"].isdecimal():
        del right["site"]
    place = place_from(right.pop("after", ""))
    return Asked(_sought(right), place, right | ({"after": str(place)} if place else {}))


def _sought(right: dict[str, Any]) -> Sought:
    return Sought(
        site_id=int(right["site"]) if "site" in right else None,
        urgency=Urgency(right["urgency"]) if "urgency" in right else None,
        source=Source(right["source"]) if "source" in right else None,
        older_than=AGES[right["age"]][1] if "age" in right else None,
        words=right.get("words", "")[:200],
    )


def card_or_404(comment_id: int) -> tuple[Card, bool]:
    """Return a comment that the person may see, and whether they look after it; anything else is not there."""
    found = card_of(db.session, scope(), actor(), comment_id)
    if found is None:
        abort(404)
    return found


def queue_at(comment_id: int | None, asked: Asked) -> str:
    """Return the address of the list at a comment's card."""
    return url_for("queue.queue", **asked.kept, _anchor=f"card-{comment_id}" if comment_id else None)


def queue_with(card: Card) -> str:
    """Return the address of a list that shows this comment, wherever it stands in the queue."""
    before = position_of(db.session, scope(), card.place)
    kept: dict[str, Any] = {}
    if before >= ON_A_PAGE:
        kept["after"] = str(Place(card.place.urgency, card.place.since, card.id - 1))
    return url_for("queue.queue", **kept, _anchor=f"card-{card.id}")


def is_in_place() -> bool:
    """Whether the page's own script asks and puts the answer into its place."""
    return request.headers.get("X-In-Place") == "true"
