"""How a comment is shown: its words with the marks in them, why somebody should look, and which buttons it has.

A button is there where the table of a comment's life allows the act, asked with the same question as the guard.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from governance.db import db
from governance.domain.access import Actor, is_dsl
from governance.domain.comments.arrival import HOST_STATE_WORDS
from governance.domain.comments.life import CommentSituation, refusals
from governance.domain.comments.marking import FOLD_AT, Laid, Mark, as_plain, lay_out, quoted
from governance.domain.comments.trouble import TROUBLES, Trouble
from governance.domain.comments.words import (
    DELIVERY_WORDS,
    CommentAction,
    CommentState,
    Delivery,
    FlagSource,
    Urgency,
)
from governance.domain.refusals import Refusal
from governance.queries.comments.cards import Card
from governance.queries.comments.conversation import Around, conversation_around
from governance.queries.comments.told import ReasonGiven, Said, open_flags_of, said_of, seen_before
from governance.services.comments.at_hand import capacities_on
from governance.web.entry import actor, now, policy, school
from governance.web.queue.area import choices
from governance.web.words import list_words

TYPED_LATER = frozenset({"no_colleague_chosen", "no_question"})
"""Reasons against an act that only say what is still to be typed."""

TONES = {
    Urgency.CHILD_RISK: "stop",
    Urgency.NAMES_CHILD: "warn",
    Urgency.ABUSIVE: "warn",
    Urgency.LINK_OR_ADVERT: "wait",
    Urgency.NEW: "past",
}
FROM = {
    FlagSource.PUBLIC: "Reported by somebody outside",
    FlagSource.STAFF: "Reported by somebody at the school",
    FlagSource.APPEAL: "Somebody asks for another look",
}
ARRIVED_PUBLIC = "arrived_public"
"""The reason that is said aloud on the card instead of standing in the list."""

UNSEEN = frozenset({CommentAction.PUBLISH, CommentAction.KEEP, CommentAction.REMOVE})
"""What nobody decides of words that they have not seen; hiding comes first and needs no reading."""

MOST_MARKS = 60
MOST_REASONS = 8
UNDER_WAY = (Delivery.WAITING, Delivery.TASK, Delivery.CONTRADICTED, Delivery.GONE)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason to look: what was seen, the words that it was seen in, the clause, and who says so."""

    words: str
    hits: tuple[str, ...]
    clause: str
    who: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One comment as its card and its page show it.

    ``reasons`` are those that nobody has answered yet; ``before`` is what the machine saw and somebody has answered,
    on the comment's own page.
    """

    card: Card
    laid: Laid
    cut: bool
    covered: bool
    aloud: str
    tone: str
    reasons: tuple[ReasonLine, ...]
    before: tuple[ReasonLine, ...]
    more_reasons: int
    not_checked: str
    known: str
    host: str
    trouble: Trouble | None
    claimed: bool
    said: tuple[Said, ...]
    around: Around
    can: frozenset[CommentAction]
    situation: CommentSituation


def show(cards: Sequence[Card], *, within: bool = True, whole: bool = False, uncovered: bool = False) -> list[Shown]:
    """Make cards ready to be shown, with as few reads as for one; ``uncovered`` shows what was asked for."""
    ids = [card.id for card in cards]
    flags = open_flags_of(db.session, school().id, ids)
    said = said_of(db.session, school().id, ids)
    around = conversation_around(db.session, school().id, cards)
    blur = choices().blur and not uncovered
    return [
        _shown(
            card,
            flags.get(card.id, []),
            said.get(card.id, []),
            around.get(card.id, Around()),
            within=within,
            whole=whole,
            blur=blur,
        )
        for card in cards
    ]


def _shown(
    card: Card, flags: list[ReasonGiven], said: list[Said], around: Around, *, within: bool, whole: bool, blur: bool
) -> Shown:
    answered = seen_before(db.session, school().id, card.id, card.shown) if whole else []
    marks = marks_of(card, [*flags, *answered])
    covered = blur and card.urgency is Urgency.CHILD_RISK and card.state is not CommentState.HIDDEN
    withheld = card.state is CommentState.HIDDEN and not is_dsl(actor())
    reasons, before = ((), ()) if covered or withheld else (_reasons(card, flags), _reasons(card, answered))
    situation = situation_of(card, len(flags), said, actor(), now(), policy().undo_minutes, within=within)
    laid = Laid(()) if covered or withheld else lay_out(card.body, marks[:MOST_MARKS], None if whole else FOLD_AT)
    return Shown(
        card=card,
        laid=laid,
        cut=len(card.body) < card.length,
        covered=covered,
        aloud=next((flag.words for flag in flags if card.was_public and flag.kind == ARRIVED_PUBLIC), ""),
        tone=TONES[card.urgency],
        reasons=reasons[:MOST_REASONS],
        before=before,
        more_reasons=max(0, len(reasons) - MOST_REASONS),
        not_checked=list_words([f"{check} ({why})" for check, why in sorted(card.not_checked.items())]),
        known=_known(card),
        host=_host(card),
        trouble=Trouble(card.trouble) if card.trouble in TROUBLES else None,
        claimed=card.claimed_until is not None and card.claimed_until > now() and card.claimed_by != actor().person_id,
        said=tuple(_without_concerns(said)),
        around=around,
        can=frozenset(action for action in CommentAction if not against(action, situation))
        - (UNSEEN if covered else frozenset()),
        situation=situation,
    )


def situation_of(
    card: Card,
    open_flags: int,
    said: Sequence[Said],
    person: Actor,
    moment: dt.datetime,
    undo_minutes: int,
    *,
    within: bool,
) -> CommentSituation:
    """Return what a comment's life asks about, from what its card knows."""
    last = next((one for one in reversed(said) if one.action is not None), None)
    return CommentSituation(
        capacities=capacities_on(person, last.by_id if last else None, within=within),
        actor=person.person_id,
        state=card.state,
        open_flags=open_flags,
        open_appeal=card.open_appeal,
        published_by=card.published_by,
        removed_by=card.removed_by,
        last=last.action if last else None,
        last_decider=last.by_id if last else None,
        last_at=last.at if last else None,
        now=moment,
        undo_minutes=undo_minutes,
    )


def against(action: CommentAction, situation: CommentSituation) -> list[Refusal]:
    """Return every reason against an act, but for what its own page asks for."""
    return [refusal for refusal in refusals(action, situation) if refusal.code not in TYPED_LATER]


def marks_of(card: Card, flags: Sequence[ReasonGiven]) -> list[Mark]:
    """Return where the open reasons point at in the words that are shown now."""
    return [
        Mark(flag.start, flag.end, place)
        for place, flag in enumerate(flags)
        if flag.start is not None and flag.end is not None and flag.on_revision == card.shown
    ]


def _reasons(card: Card, flags: Sequence[ReasonGiven]) -> tuple[ReasonLine, ...]:
    """Gather what was seen several times into one line, with every place in which it was seen."""
    gathered: dict[tuple[str, str, str], list[str]] = {}
    marks = {mark.number: mark for mark in marks_of(card, flags)}
    for place, flag in enumerate(flags):
        if flag.kind == ARRIVED_PUBLIC:
            continue
        hits = gathered.setdefault((flag.words, flag.clause, FROM.get(flag.source, "")), [])
        hit = quoted(card.body, marks[place]) if place in marks else ""
        if hit and hit not in hits:
            hits.append(hit)
    return tuple(
        ReasonLine(as_plain(words, 300), tuple(hits[:5]), clause, who)
        for (words, clause, who), hits in gathered.items()
    )


def _known(card: Card) -> str:
    if not card.author:
        return ""
    counted = card.author_published + card.author_removed
    if not counted:
        return "nothing from this name here before"
    published = f"{card.author_published or 'none'} published"
    return f"here before: {published}, {card.author_removed or 'none'} removed"


def _host(card: Card) -> str:
    if card.says is None:
        return ""
    words = HOST_STATE_WORDS[card.says]
    if card.delivery in UNDER_WAY and card.delivery is not None:
        return f"{words}; {DELIVERY_WORDS[card.delivery]}"
    return words


def _without_concerns(said: Sequence[Said]) -> list[Said]:
    """What was written when a comment was hidden stands in the concern, whose readers are few."""
    if is_dsl(actor()):
        return list(said)
    return [replace(one, words="") if one.action is CommentAction.HIDE else one for one in said]
