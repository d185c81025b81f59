"""What the machine says of one comment: its reasons, what it could not check, and what a school hands in (A.5).

A reading sorts and explains; it decides nothing, and nothing in it says that a comment is harmless.  Every reason
points at a place in the comment as it was received.  May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Urgency(StrEnum):
    """How soon a person must look, in words, worst first (A.5.6 before A.5.2 before A.5.4)."""

    CHILD_RISK = "child_risk"
    NAMES_CHILD = "names_child"
    ABUSIVE = "abusive"
    LINK_OR_ADVERT = "link_or_advert"
    NEW = "new"


URGENCIES = tuple(Urgency)
"""All urgencies, worst first."""


class Kind(StrEnum):
    """What was seen.  A school switches a kind off by this value."""

    THREAT = "threat"
    SEXUAL = "sexual"
    GROOMING = "grooming"
    SECRECY = "secrecy"
    MEETING = "meeting"
    PICTURE_REQUEST = "picture_request"
    DISTRESS = "distress"
    HARM_AT_HOME = "harm_at_home"
    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    NAME_WITH_SCHOOL = "name_with_school"
    CLASS = "class"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    MAIL = "mail"
    POSTCODE = "postcode"
    ADDRESS = "address"
    HANDLE = "handle"
    WHEREABOUTS = "whereabouts"
    STAFF_HOME = "staff_home"
    SLUR = "slur"
    SWEARING = "swearing"
    INSULT = "insult"
    UNKINDNESS = "unkindness"
    LINK = "link"
    ADVERT = "advert"
    SCHOOL_WORD = "school_word"


class Source(StrEnum):
    """Which part of the reading gave a reason."""

    WORDS = "words"
    PATTERN = "pattern"
    NAME = "name"
    LIKENESS = "likeness"


class RuleHint(StrEnum):
    """Which house rule a removal is likely to cite; the moderator chooses, the hint only puts it first."""

    BE_KIND = "be_kind"
    NO_LAST_NAMES = "no_last_names"
    KEEP_PRIVATE = "keep_private"
    NO_PICTURES = "no_pictures"
    NO_LINKS = "no_links"
    NO_ADVERTS = "no_adverts"
    TELL_A_GROWN_UP = "tell_a_grown_up"


@dataclass(frozen=True, slots=True)
class Said:
    """How a kind is told to a moderator: its urgency, its words, its clause of the policy and its house rule."""

    urgency: Urgency
    words: str
    clause: str
    hint: RuleHint


_RISK, _NAMES, _ABUSE, _LINK = Urgency.CHILD_RISK, Urgency.NAMES_CHILD, Urgency.ABUSIVE, Urgency.LINK_OR_ADVERT

KINDS: dict[Kind, Said] = {
    Kind.THREAT: Said(_RISK, "Threatens somebody", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.SEXUAL: Said(_RISK, "Sexual words", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.GROOMING: Said(_RISK, "Reads like an adult seeking a child's trust", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.SECRECY: Said(_RISK, "Asks somebody to keep a secret", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.MEETING: Said(_RISK, "Asks for a meeting or a private talk", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.PICTURE_REQUEST: Said(_RISK, "Asks for a picture", "A.5.6", RuleHint.NO_PICTURES),
    Kind.DISTRESS: Said(_RISK, "Somebody may be in distress", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.HARM_AT_HOME: Said(_RISK, "Somebody may be harmed at home", "A.5.6", RuleHint.TELL_A_GROWN_UP),
    Kind.FULL_NAME: Said(_NAMES, "A first and a last name", "A.5.2", RuleHint.NO_LAST_NAMES),
    Kind.FIRST_NAME: Said(_NAMES, "The name of a pupil of this school", "A.5.2", RuleHint.NO_LAST_NAMES),
    Kind.NAME_WITH_SCHOOL: Said(_NAMES, "A name together with a school", "A.5.2", RuleHint.NO_LAST_NAMES),
    Kind.CLASS: Said(_NAMES, "A name together with a class", "A.5.2", RuleHint.NO_LAST_NAMES),
    Kind.BIRTH_DATE: Said(_NAMES, "A date of birth", "A.5.2", RuleHint.KEEP_PRIVATE),
    Kind.PHONE: Said(_NAMES, "A telephone number", "A.4.9", RuleHint.KEEP_PRIVATE),
    Kind.MAIL: Said(_NAMES, "An e-mail address", "A.4.9", RuleHint.KEEP_PRIVATE),
    Kind.POSTCODE: Said(_NAMES, "A postcode", "A.4.9", RuleHint.KEEP_PRIVATE),
    Kind.ADDRESS: Said(_NAMES, "Where somebody lives", "A.4.9", RuleHint.KEEP_PRIVATE),
    Kind.HANDLE: Said(_NAMES, "Somebody's name on a network or a game", "A.5.2", RuleHint.KEEP_PRIVATE),
    Kind.WHEREABOUTS: Said(_NAMES, "Where a child will be, or is alone", "A.5.2", RuleHint.KEEP_PRIVATE),
    Kind.STAFF_HOME: Said(_NAMES, "Where a member of staff lives", "A.4.9", RuleHint.KEEP_PRIVATE),
    Kind.SLUR: Said(_ABUSE, "A word that insults people for who they are", "A.5.6", RuleHint.BE_KIND),
    Kind.SWEARING: Said(_ABUSE, "Swearing", "A.5.4", RuleHint.BE_KIND),
    Kind.INSULT: Said(_ABUSE, "An insult", "A.5.4", RuleHint.BE_KIND),
    Kind.UNKINDNESS: Said(_ABUSE, "Unkind to somebody", "A.5.4", RuleHint.BE_KIND),
    Kind.LINK: Said(_LINK, "A link", "A.5.4", RuleHint.NO_LINKS),
    Kind.ADVERT: Said(_LINK, "Reads like an advert", "A.5.4", RuleHint.NO_ADVERTS),
    Kind.SCHOOL_WORD: Said(_ABUSE, "A word on your school's own list", "A.5.4", RuleHint.BE_KIND),
}
"""What is said of each kind.  A reason may say it more exactly, and a school's own word has its own urgency."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to look; ``start`` and ``end`` are positions in the comment as received, end exclusive."""

    urgency: Urgency
    kind: Kind
    words: str
    clause: str
    start: int
    end: int
    source: Source

    @property
    def hint(self) -> RuleHint:
        """Which house rule is likely to have been broken."""
        return KINDS[self.kind].hint


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that did not run, and why, in plain words; the comment waits."""

    check: str
    why: str


class CannotTell(Exception):
    """A check found that it cannot say anything of this comment; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was seen in one comment, the most urgent first, and every check that did not run."""

    reasons: tuple[Reason, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def urgency(self) -> Urgency:
        """The worst reason's urgency; ``new`` where there is no reason, which does not mean that all is well."""
        return min((reason.urgency for reason in self.reasons), key=URGENCIES.index, default=Urgency.NEW)


@dataclass(frozen=True, slots=True)
class SchoolWord:
    """An entry of a school's own list; ``match`` is "word", "stem" (how a word begins) or "phrase"."""

    text: str
    match: str = "word"
    urgency: Urgency = Urgency.ABUSIVE
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """What is the school's own and may be written: numbers as typed, domains ("oak.example"), postcodes, its names."""

    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class School:
    """What a school hands in; every part may be left out.

    ``identity_rule`` is the policy's word; under "strict" a known pupil's first name alone is a reason.  ``switches``
    are the kinds that are switched off.  ``is_pupil`` tells whether a name is that of a pupil, whatever its case.
    """

    identity_rule: str = "strict"
    words: tuple[SchoolWord, ...] = ()
    switches: frozenset[Kind] = field(default_factory=frozenset)
    contacts: Contacts = Contacts()
    is_pupil: Callable[[str], bool] | None = None


def reason_of(kind: Kind, start: int, end: int, source: Source, words: str = "") -> Reason:
    """A reason of ``kind`` at a place of the comment as received, in its usual words or in ``words``."""
    said = KINDS[kind]
    return Reason(said.urgency, kind, words or said.words, said.clause, start, end, source)
