"""What may be done to an enquiry from the media, by whom and when: ``refusals`` returns every reason against (A.3.6).

The head decides, or who acts for the head, and never the person about whose own site it is (003-5).  What was said
without the head's yes can be recorded in every state: a flag that nobody can write down helps nobody.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.domain.access import Actor, acts_as_head, is_leadership
from governance.domain.media.words import CLAUSE, OPEN, STATE_WORDS, EnquiryAction, EnquiryKind, EnquiryState
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

_A = EnquiryAction
ACTION_WORDS: dict[EnquiryAction, str] = {
    _A.ADVISE: "give advice on this enquiry",
    _A.WRITE_REPLY: "write a reply",
    _A.APPROVE_REPLY: "approve the reply",
    _A.RECORD_GIVEN: "record what was said",
    _A.CLOSE: "close this enquiry",
}
FROM: dict[EnquiryAction, frozenset[EnquiryState]] = {
    _A.ADVISE: OPEN,
    _A.WRITE_REPLY: OPEN,
    _A.APPROVE_REPLY: frozenset({EnquiryState.REPLY_WAITS}),
    _A.RECORD_GIVEN: OPEN,
    _A.CLOSE: OPEN,
}
THE_HEADS = frozenset({_A.ADVISE, _A.APPROVE_REPLY, _A.CLOSE})
WHAT_IS_TYPED: dict[EnquiryAction, str] = {
    _A.ADVISE: "your advice",
    _A.WRITE_REPLY: "the reply",
    _A.CLOSE: "why no reply is given",
}


@dataclass(frozen=True, slots=True)
class EnquirySituation:
    """One enquiry and one person at the moment when an action is asked for; ``typed`` is what they wrote."""

    state: EnquiryState
    actor: int | None
    decides: bool
    whose_id: int | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said to the media: by whom and when, and whether it was the approved reply, word by word."""

    given_by: int | None
    given_at: dt.datetime
    as_approved: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """An enquiry as it is written down.  ``told_at``: when the head was told by word of mouth, None for only now."""

    kind: EnquiryKind
    outlet: str
    about: str
    got_at: dt.datetime
    taken_by: int
    contact: str = ""
    wanted_by: str = ""
    whose_id: int | None = None
    told_at: dt.datetime | None = None


def decides_on(actor: Actor, whose_id: int | None) -> bool:
    """Return whether it is this actor who advises and approves: never on an enquiry about their own site."""
    return acts_as_head(actor) and (whose_id is None or actor.person_id != whose_id)


def reads_all(actor: Actor) -> bool:
    """Return whether the actor reads every enquiry; anybody else reads those that they took or that are theirs."""
    return acts_as_head(actor) or is_leadership(actor)


def may_read(actor: Actor, concerned: frozenset[int | None]) -> bool:
    """Return whether the actor reads an enquiry; ``concerned`` are who took it, who recorded it and whose it is."""
    return reads_all(actor) or (actor.person_id is not None and actor.person_id in concerned)


def refusals(action: EnquiryAction, situation: EnquirySituation) -> tuple[Refusal, ...]:
    """Return every reason against ``action`` now."""
    found: list[Refusal] = []
    if action in THE_HEADS and not situation.decides:
        found.append(_not_the_heads(situation))
    if situation.state not in FROM[action]:
        sentence = f"You cannot {ACTION_WORDS[action]} now: {STATE_WORDS[situation.state]}."
        found.append(Refusal("not_in_this_state", sentence, CLAUSE))
    if action in WHAT_IS_TYPED:
        found.extend(reason_refusals(situation.typed, WHAT_IS_TYPED[action], clause=CLAUSE))
    return tuple(found)


def _not_the_heads(situation: EnquirySituation) -> Refusal:
    if situation.whose_id is not None and situation.actor == situation.whose_id:
        sentence = "This is about your own site, so somebody else who acts for the head decides it."
        return Refusal("own_site", sentence, "003-5")
    return Refusal("not_yours_to_do", "Only the head, or who acts for the head, can do this.", CLAUSE)


def saying_refusals(
    state: EnquiryState, saying: Saying, *, got_at: dt.datetime, now: dt.datetime
) -> tuple[Refusal, ...]:
    """Return why what was said cannot be recorded so; that nobody approved it is no reason, it is what is recorded."""
    found: list[Refusal] = []
    if state not in FROM[_A.RECORD_GIVEN]:
        sentence = f"You cannot {ACTION_WORDS[_A.RECORD_GIVEN]} now: {STATE_WORDS[state]}."
        found.append(Refusal("not_in_this_state", sentence, CLAUSE))
    elif saying.as_approved and state is not EnquiryState.REPLY_APPROVED:
        sentence = "The head has approved no reply yet. Record what was said as something else."
        found.append(Refusal("reply_not_approved", sentence, CLAUSE))
    if not saying.as_approved:
        found.extend(reason_refusals(saying.said, "what was said", clause=CLAUSE))
    if not got_at <= saying.given_at <= now:
        sentence = "Enter a time between the enquiry and now."
        found.append(Refusal("given_at_another_time", sentence, CLAUSE))
    return tuple(found)


def taking_refusals(taken: Taken, now: dt.datetime) -> tuple[Refusal, ...]:
    """Return why an enquiry cannot be written down so."""
    found = []
    if not taken.outlet.strip():
        found.append(Refusal("no_outlet", "Say who asked: the paper, the station or the page.", CLAUSE, "outlet"))
    found.extend(reason_refusals(taken.about, "what they asked about", clause=CLAUSE, page="about"))
    if taken.got_at > now:
        found.append(Refusal("got_in_future", "This time has not come yet.", CLAUSE, "got_time"))
    if taken.told_at is not None and not taken.got_at <= taken.told_at <= now:
        sentence = "The head was told between the enquiry and now, or not yet."
        found.append(Refusal("told_at_another_time", sentence, CLAUSE, "told_time"))
    if taken.kind is EnquiryKind.PERSONAL and taken.whose_id is None:
        found.append(Refusal("whose_site", "Choose whose own site it is about.", "003-5", "whose"))
    return tuple(found)


def said_without_yes(given_at: dt.datetime | None, approved_at: dt.datetime | None, said: str) -> bool:
    """Return whether something was said to the media that the head had not approved before (A.3.6).

    People say when they spoke to the minute, so what was approved within that minute counts as before.
    """
    if given_at is None:
        return False
    return bool(said) or approved_at is None or approved_at.replace(second=0, microsecond=0) > given_at


def minutes_to_head(got_at: dt.datetime, passed_at: dt.datetime) -> int:
    """Return the whole minutes that lay between the enquiry and the head."""
    return max(0, int((passed_at - got_at).total_seconds() // 60))
