"""What anybody can tell a grown-up of a comment, how urgent it is, and what the teller is shown of it (A.5, DESIGN 6).

A whole class may stand behind one address on the network, so the limit is wide, asks for a pause and keeps the words;
it never stops who is scared, nor what is about a grown-up.  May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from governance.domain.comments.words import CommentState, Urgency
from governance.domain.concerns import About
from governance.domain.refusals import Refusal

LONGEST_ADDRESS = 2000
LONGEST_WORDS = 2000
MOST_FROM_ONE_PLACE = 40
WITHIN = timedelta(minutes=10)


class Wrong(StrEnum):
    """What is wrong with a comment, as a child says it."""

    SCARED = "scared"
    NAMES = "names"
    RUDE = "rude"
    ADVERT = "advert"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WrongWords:
    """How the form says it, how a moderator reads it, and how soon somebody must look."""

    asked: str
    said: str
    urgency: Urgency
    clause: str


WRONG: dict[Wrong, WrongWords] = {
    Wrong.SCARED: WrongWords(
        "It makes me feel scared or unsafe", "Somebody feels scared or unsafe", Urgency.CHILD_RISK, "A.2.3"
    ),
    Wrong.NAMES: WrongWords(
        "It says somebody’s name or where they live",
        "Somebody says that it names or locates a person",
        Urgency.NAMES_CHILD,
        "A.2.4",
    ),
    Wrong.RUDE: WrongWords("It is rude or mean", "Somebody says that it is rude or mean", Urgency.ABUSIVE, "A.5.4"),
    Wrong.ADVERT: WrongWords("It is an advert", "Somebody says that it is an advert", Urgency.LINK_OR_ADVERT, "A.5.4"),
    Wrong.OTHER: WrongWords("Something else", "Somebody says that something is wrong with it", Urgency.NEW, "A.5.4"),
}


class GrownUp(StrEnum):
    """Whether it is about a grown-up at the school, and about which."""

    NO = "no"
    HELPER = "helper"
    HEAD = "head"
    NOT_SURE = "not_sure"


GROWN_UPS: dict[GrownUp, str] = {
    GrownUp.NO: "No",
    GrownUp.HELPER: "Yes, about a teacher or a helper",
    GrownUp.HEAD: "Yes, about the head teacher",
    GrownUp.NOT_SURE: "Yes, but I am not sure about which one",
}

ABOUT: dict[GrownUp, About] = {
    GrownUp.HELPER: About.ADULT,
    GrownUp.HEAD: About.HEAD,
    # Nobody knows who it is, so it may be the head: the chair reads it, and passes it to the head where it is not.
    GrownUp.NOT_SURE: About.HEAD,
}


def is_never_slowed(wrong: Wrong, grown_up: GrownUp) -> bool:
    """Return whether a report comes in whatever the limit says."""
    return wrong is Wrong.SCARED or grown_up is not GrownUp.NO


def report_refusals(
    address: str, words: str, *, site_known: bool, wrong: Wrong, grown_up: GrownUp, lately: int
) -> tuple[Refusal, ...]:
    """Why a report cannot be taken yet; ``lately`` is how many came from the same place within ``WITHIN``."""
    found = []
    if not (address.strip() or words.strip() or site_known or is_never_slowed(wrong, grown_up)):
        found.append(
            Refusal("place_blank", "Paste the address, or tell us in words where you saw it.", None, "address")
        )
    if len(address) > LONGEST_ADDRESS:
        sentence = f"An address has at most {LONGEST_ADDRESS:,} letters. Paste only the address."
        found.append(Refusal("address_too_long", sentence, None, "address"))
    if len(words) > LONGEST_WORDS:
        sentence = f"That is a lot to tell. Please use at most {LONGEST_WORDS:,} letters; you have {len(words):,}."
        found.append(Refusal("words_too_long", sentence, None, "words"))
    if lately >= MOST_FROM_ONE_PLACE and not is_never_slowed(wrong, grown_up):
        sentence = "Many people are telling us something right now. Wait ten minutes, then press the button again."
        found.append(Refusal("slow_down", sentence))
    return tuple(found)


class Outcome(StrEnum):
    """What the private page of a report shows; never a name, and never the words."""

    NOT_LOOKED = "not_looked"
    LOOKING_AGAIN = "looking_again"
    TAKEN_AWAY = "taken_away"
    BEING_TAKEN_AWAY = "being_taken_away"
    GONE_ALREADY = "gone_already"
    STAYS = "stays"
    NOT_READ = "not_read"
    READ = "read"


OUTCOME_WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.NOT_LOOKED: ("A grown-up will look at it", "Nobody has looked yet. Come back to this page later."),
    Outcome.LOOKING_AGAIN: (
        "The grown-ups are looking at it again",
        "A grown-up at the school looked at it, and now they look once more. Come back to this page later.",
    ),
    Outcome.TAKEN_AWAY: (
        "It was taken away",
        "A grown-up at the school looked at it and took it away. Thank you for telling us.",
    ),
    Outcome.BEING_TAKEN_AWAY: (
        "It is being taken away",
        "A grown-up at the school looked at it and decided to take it away. It may take a little while until it is "
        "gone from the page.",
    ),
    Outcome.GONE_ALREADY: (
        "It was taken away already",
        "When you told us, it was already off the page. Thank you for telling us.",
    ),
    Outcome.STAYS: (
        "It stays on the page",
        "A grown-up at the school looked at it and decided that it can stay. If it still worries you, tell a grown-up "
        "at school or at home.",
    ),
    Outcome.NOT_READ: ("It has arrived", "What you told us has arrived. It has not been read yet."),
    Outcome.READ: ("It has been read", "What you told us has been read."),
}


def outcome_of(
    state: CommentState | None,
    *,
    about_grown_up: bool,
    read: bool,
    decided_since: bool,
    off_the_page: bool,
) -> Outcome:
    """Return what the teller is shown.  ``decided_since`` says that somebody decided after the report came."""
    if about_grown_up or state is None:
        return Outcome.READ if read else Outcome.NOT_READ
    if state in (CommentState.REMOVED, CommentState.HIDDEN):
        if not off_the_page:
            return Outcome.BEING_TAKEN_AWAY
        return Outcome.TAKEN_AWAY if decided_since else Outcome.GONE_ALREADY
    if not decided_since:
        return Outcome.NOT_LOOKED
    return Outcome.STAYS if state is CommentState.PUBLISHED else Outcome.LOOKING_AGAIN
