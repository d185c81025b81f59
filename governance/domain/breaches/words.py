"""The words of a breach: by whom, of what kind, how grave, and what may follow for whom (9.1, 9.2, 001-6, 002-3).

What may follow is a table by the kind of person, because a parent cannot be disciplined and a contracted provider acts
by its own procedure.  May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class Report(StrEnum):
    """What somebody at the school reports; it decides whose it is (002-3)."""

    BREACH = "breach"
    PUPILS_WORDS = "pupils_words"
    MENTION = "mention"


REPORT_WORDS: dict[Report, tuple[str, str]] = {
    Report.BREACH: ("Somebody went against the policy", "The head reads it; what is about the head, the chair alone."),
    Report.PUPILS_WORDS: ("A pupil wrote something insulting or threatening about staff", "The head reads it."),
    Report.MENTION: ("Somebody writes about me online", "The line manager whom you choose reads it, and nobody else."),
}


class By(StrEnum):
    """What kind of person went against the policy."""

    EMPLOYEE = "employee"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    PROVIDER = "provider"
    PARENT = "parent"
    PUPIL = "pupil"
    UNKNOWN = "unknown"


BY_WORDS: dict[By, str] = {
    By.EMPLOYEE: "somebody employed at the school",
    By.GOVERNOR: "a governor",
    By.VOLUNTEER: "a volunteer",
    By.PROVIDER: "a contracted provider",
    By.PARENT: "a parent or carer",
    By.PUPIL: "a pupil",
    By.UNKNOWN: "nobody knows who",
}


class Kind(StrEnum):
    """What was breached; one breach can be of several kinds (9.2)."""

    CONFIDENCE = "confidence"
    DEFAMATION = "defamation"
    REPUTATION = "reputation"
    ILLEGAL = "illegal"
    PERSONAL_DATA = "personal_data"
    IMAGES = "images"
    UNOFFICIAL = "unofficial"
    INSULT = "insult"
    CONDUCT = "conduct"


KIND_WORDS: dict[Kind, str] = {
    Kind.CONFIDENCE: "Something confidential was told",
    Kind.DEFAMATION: "Something untrue that harms somebody’s name",
    Kind.REPUTATION: "Harm to the school’s good name",
    Kind.ILLEGAL: "Something illegal",
    Kind.PERSONAL_DATA: "Somebody’s personal details got out",
    Kind.IMAGES: "Name, logo or pictures used without permission",
    Kind.UNOFFICIAL: "Talking with pupils or parents outside the official sites",
    Kind.INSULT: "Insults or threats against staff",
    Kind.CONDUCT: "Something else against the policy",
}

GRAVEST = frozenset({Kind.CONFIDENCE, Kind.DEFAMATION, Kind.REPUTATION, Kind.ILLEGAL})
"""The kinds for which the policy names dismissal (9.2)."""


class Severity(StrEnum):
    """How much it weighs, as the person who reads it judges."""

    MINOR = "minor"
    SERIOUS = "serious"
    GROSS = "gross"


SEVERITY_WORDS: dict[Severity, str] = {
    Severity.MINOR: "Minor: a word is enough",
    Severity.SERIOUS: "Serious",
    Severity.GROSS: "Gross",
}


class Outcome(StrEnum):
    """What followed from a breach."""

    NO_BREACH = "no_breach"
    ADVICE = "advice"
    DISCIPLINE = "discipline"
    DISMISSAL = "dismissal"
    GOVERNORS_CODE = "governors_code"
    AUTHORISATION_ENDED = "authorisation_ended"
    PROVIDERS_PROCEDURE = "providers_procedure"
    CONTRACT_ENDED = "contract_ended"
    PHOTO_RIGHTS_TAKEN = "photo_rights_taken"
    BEHAVIOUR_POLICY = "behaviour_policy"
    REPORTED_TO_HOST = "reported_to_host"
    LEFT_TO_POLICE = "left_to_police"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.NO_BREACH: "It was no breach",
    Outcome.ADVICE: "We talked about it and gave advice",
    Outcome.DISCIPLINE: "The disciplinary procedure",
    Outcome.DISMISSAL: "The disciplinary procedure ended in dismissal",
    Outcome.GOVERNORS_CODE: "The governors’ code of conduct",
    Outcome.AUTHORISATION_ENDED: "They no longer help on the school’s sites",
    Outcome.PROVIDERS_PROCEDURE: "The provider’s own procedure",
    Outcome.CONTRACT_ENDED: "The contract was ended",
    Outcome.PHOTO_RIGHTS_TAKEN: "They may no longer take pictures or use a phone at school",
    Outcome.BEHAVIOUR_POLICY: "The behaviour policy, and the family was told",
    Outcome.REPORTED_TO_HOST: "We asked the service to take it down",
    Outcome.LEFT_TO_POLICE: "The police deal with it",
}

OUTCOMES: dict[By, tuple[Outcome, ...]] = {
    By.EMPLOYEE: (
        Outcome.NO_BREACH,
        Outcome.ADVICE,
        Outcome.DISCIPLINE,
        Outcome.DISMISSAL,
        Outcome.LEFT_TO_POLICE,
    ),
    By.GOVERNOR: (Outcome.NO_BREACH, Outcome.ADVICE, Outcome.GOVERNORS_CODE, Outcome.LEFT_TO_POLICE),
    By.VOLUNTEER: (Outcome.NO_BREACH, Outcome.ADVICE, Outcome.AUTHORISATION_ENDED, Outcome.LEFT_TO_POLICE),
    By.PROVIDER: (
        Outcome.NO_BREACH,
        Outcome.ADVICE,
        Outcome.PROVIDERS_PROCEDURE,
        Outcome.CONTRACT_ENDED,
        Outcome.LEFT_TO_POLICE,
    ),
    By.PARENT: (Outcome.NO_BREACH, Outcome.ADVICE, Outcome.PHOTO_RIGHTS_TAKEN, Outcome.LEFT_TO_POLICE),
    By.PUPIL: (Outcome.NO_BREACH, Outcome.ADVICE, Outcome.BEHAVIOUR_POLICY, Outcome.LEFT_TO_POLICE),
    By.UNKNOWN: (Outcome.NO_BREACH, Outcome.REPORTED_TO_HOST, Outcome.LEFT_TO_POLICE),
}
"""What may follow, by the kind of person; nothing else can be chosen (9.3, 001-6)."""
