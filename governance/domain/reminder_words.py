"""What a reminder says of each matter: one line with a name of a site or of a member of staff, dates and numbers.

The vocabulary is closed, as that of the mails is (``domain/notices.py``): no line can carry a child's name, a comment's
text or anything of a concern, because a line takes nothing else (DESIGN 3, rule 11).  The order of the table is the
order in which a mail gathers them, the most urgent first.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.domain.calendar import day_in_words
from governance.domain.reminders import Matter, Owed
from governance.domain.words import listed

LONGEST = 120
ALLOWED = frozenset({"label", "by", "count"})


@dataclass(frozen=True, slots=True)
class MatterWords:
    """How one matter is said, with {label}, {by} and {count} and nothing else.

    ``mine`` is for the people of the first rung where it is about themselves; ``dated`` follows where a day is known.
    """

    text: str
    mine: str = ""
    dated: str = ""


MATTER_WORDS: dict[Matter, MatterWords] = {
    Matter.TAKE_DOWN: MatterWords("{count} of {label} should be taken down by now: consent for it was withdrawn."),
    Matter.AMBER: MatterWords("{label} no longer keeps every check.", dated=" It must keep them again by {by}."),
    Matter.UNCOVERED: MatterWords(
        "Nobody is there to look after {label} on {count} in the next weeks.", dated=" The first is {by}."
    ),
    Matter.COMMENTS_WAIT: MatterWords(
        "{count} for {label}, the oldest for longer than the school wants.",
        mine="{count} for you, the oldest for longer than the school wants. Ten minutes are often enough.",
    ),
    Matter.NO_MODERATION: MatterWords("Nobody has looked at the comments of {label} for {count}."),
    Matter.SITE_ASLEEP: MatterWords("{label} is asleep: several updates in a row were missed."),
    Matter.UPDATE_LATE: MatterWords("{label} is late: its last update was missed."),
    Matter.UPDATE_DUE: MatterWords("Something new is due on {label}.", dated=" It is expected by {by}."),
    Matter.PAGE_CHECK: MatterWords("The page of {label} did not pass our weekly look."),
    Matter.CONTENT_WAITS: MatterWords("{count} for {label} and cannot come out without a yes."),
    Matter.EXIT_STEPS: MatterWords("{label} is being closed, and {count} to be signed."),
    Matter.DUE_FOR_DECISION: MatterWords(
        "Decide whether {label} goes on or is closed.", dated=" Its planned end is {by}."
    ),
    Matter.PARTICIPATION_ENDS: MatterWords(
        "The leave to take part on {label} ends. Ask for it anew, or say that we no longer take part.",
        dated=" The last day is {by}.",
    ),
    Matter.EVALUATION: MatterWords("Say how {label} turned out.", dated=" This is to be looked at by {by}."),
    Matter.AUTHORISATION_ENDS: MatterWords(
        "The authorisation of {label} ends.", mine="Your authorisation ends.", dated=" The last day is {by}."
    ),
    Matter.TRAINING_ENDS: MatterWords(
        "The training of {label} runs out.", mine="Your training runs out.", dated=" The last day is {by}."
    ),
    Matter.LEAVER_HOLDS_ACCESS: MatterWords("Somebody who left still holds access to the account of {label}."),
    Matter.PLATFORM_CLOSES: MatterWords(
        "{label} stands on a platform that the school gave up.", dated=" It closes by {by}."
    ),
    Matter.ACCOUNT_CHECK: MatterWords("Look at the account of {label} again.", dated=" It was to be checked by {by}."),
    Matter.VETTING_ENDS: MatterWords(
        "Vet again who contributes to {label} from outside, or take them off.",
        dated=" The vetting counts until {by}.",
    ),
    Matter.DELEGATION_ENDS: MatterWords(
        "The time in which {label} acts for the head ends.",
        mine="The time in which you act for the head ends.",
        dated=" The last day is {by}.",
    ),
    Matter.STANDING_APPROVAL_ENDS: MatterWords(
        "The standing approval for routine posts on {label} ends.", dated=" The last day is {by}."
    ),
    Matter.TO_ACKNOWLEDGE: MatterWords(
        "{label} has not yet said that they know the school’s policy.",
        mine="Read the school’s policy and say that you know it.",
        dated=" The day is {by}.",
    ),
    Matter.POLICY_REVIEW: MatterWords("The school’s policy is due to be reviewed.", dated=" The day is {by}."),
    Matter.CALENDAR_ENDS: MatterWords(
        "Type the next terms: nothing is due until they are known.", dated=" The last day we know is {by}."
    ),
}

COUNTED: dict[Matter, tuple[str, str]] = {
    Matter.TAKE_DOWN: ("1 image", "{} images"),
    Matter.UNCOVERED: ("1 school day", "{} school days"),
    Matter.COMMENTS_WAIT: ("1 comment waits", "{} comments wait"),
    Matter.NO_MODERATION: ("1 day", "{} days"),
    Matter.CONTENT_WAITS: ("1 draft waits", "{} drafts wait"),
    Matter.EXIT_STEPS: ("1 exit step waits", "{} exit steps wait"),
}
"""How the number of a matter is said, one and several."""

_ORDER = {matter: place for place, matter in enumerate(MATTER_WORDS)}


def urgency(owed: Owed) -> tuple[int, date, str]:
    """Return what sorts the lines of a mail, the most urgent first."""
    return _ORDER[owed.matter], owed.by or date.max, owed.label


def line_of(owed: Owed, told_as_well: Sequence[str], *, mine: bool = False) -> str:
    """Return the line of one thing; ``told_as_well`` names the others who are told, ``mine`` says it to its own person.

    Whatever was typed for a name is one line of at most 120 letters.
    """
    words = MATTER_WORDS[owed.matter]
    count = owed.count or 1
    one, several = COUNTED.get(owed.matter, ("1", "{}"))
    said = {
        "label": plain(owed.label),
        "by": day_in_words(owed.by) if owed.by else "",
        "count": one if count == 1 else several.format(count),
    }
    text = (words.mine if mine and words.mine else words.text).format(**said)
    if owed.by is not None:
        text += words.dated.format(**said)
    if told_as_well:
        text += f" Told as well: {listed([plain(name) for name in told_as_well])}."
    return text


def plain(text: str) -> str:
    """Return a name as one line that cannot begin another, of at most 120 letters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST]
