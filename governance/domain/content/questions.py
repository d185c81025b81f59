"""What the author of a draft is asked, page by page, and what whoever approves it confirms (A.4.2 to A.4.10, 003-6).

This is data; what an answer leads to stands in ``checks.py``.  May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class Question:
    """One question.  ``options`` are (key, words); without them a text is typed.  ``ticks`` asks for any of them.

    ``needed`` is what is said where the answer is missing; without it the question may stay empty.  ``after`` is the
    (key, answer) on which the question is asked at all; ``unless`` the key of an answer that makes it needless.
    """

    key: str
    page: str
    clause: str
    words: str
    needed: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    ticks: bool = False
    after: tuple[str, str] | None = None
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form."""

    key: str
    title: str
    intro: str


PAGES = (
    Page("text", "What it says", "Write it as readers will see it. What is approved is this text, word by word."),
    Page("right", "Is it right?", "Somebody reads this and believes the school."),
    Page("law", "Does it keep the law?", "Tick what you have checked. Ask if you are not sure: that is never a fault."),
    Page("pictures", "Pictures", "Only pictures of the register, so that everybody on them has agreed."),
    Page("look", "Who speaks, and the logo", "Readers can tell that it is really the school’s."),
)

LAWS = (
    ("child_protection", "Child protection: nothing in it puts a child at risk"),
    ("privacy", "Privacy: nothing private about anybody, and nobody shown who did not agree"),
    ("data_protection", "Data protection: no personal data that it does not need"),
    ("libel", "Libel: nothing untrue or unfair about anybody"),
    ("harassment", "Harassment: nothing that mocks, shames or excludes"),
    ("copyright", "Copyright: our own words, pictures and music, or we have leave to use them"),
)

QUESTIONS = (
    Question(
        "accurate",
        "right",
        "A.4.3",
        "Have you checked every fact, date and name against its source?",
        "Say whether you have checked it against its source",
        options=YES_NO,
    ),
    Question(
        "commits",
        "right",
        "A.4.2",
        "Does it give out information, make a promise or begin something in the school’s name?",
        "Say whether it promises or gives out something in the school’s name",
        "For example: “We will run a coding club from January.”",
        YES_NO,
    ),
    Question(
        "authorisation",
        "right",
        "A.4.2",
        "Which authorisation is it under?",
        "Choose the authorisation for it",
        "A member of the leadership team gives it. Ask for one first if there is none in the list.",
        after=("commits", "yes"),
    ),
    Question(
        "sensitive",
        "right",
        "A.4.5",
        "Could its topic or its tone hurt or divide some readers?",
        "Say whether its topic could hurt or divide some readers",
        "If it could, a second person reads it before it is approved.",
        YES_NO,
    ),
    Question(
        "law",
        "law",
        "A.4.4",
        "What have you checked?",
        "Tick each of the six once you have checked it",
        options=LAWS,
        ticks=True,
    ),
    Question(
        "party_political",
        "law",
        "003-6",
        "Does it speak for or against a political party or a candidate?",
        "Say whether it speaks for or against a party",
        options=YES_NO,
    ),
    Question(
        "others_work",
        "law",
        "A.4.6",
        "Does it quote or show somebody else’s work, or name a partner, provider or agency?",
        "Say whether it uses somebody else’s work or names a partner",
        options=YES_NO,
    ),
    Question(
        "permission_of",
        "law",
        "A.4.6",
        "Which written permission is it under?",
        hint="Those of the school’s register that hold today.",
        after=("others_work", "yes"),
    ),
    Question(
        "permission",
        "law",
        "A.4.6",
        "Whose is it, and how did they allow it?",
        "Choose the written permission, or say whose it is and how they allowed it",
        "Only where the register holds none. For example: “The zoo, by e-mail of 3 November; kept in the office.”",
        after=("others_work", "yes"),
        unless="permission_of",
    ),
    Question(
        "logo",
        "look",
        "A.4.7",
        "Where do readers see the school’s logo?",
        "Say where readers see the school’s logo",
        options=(
            ("site", "The site itself shows it on every page"),
            ("item", "It is in this post, with a link to the school’s website where that is possible"),
            ("without", "Nowhere, for a reason"),
        ),
    ),
    Question(
        "logo_reason",
        "look",
        "A.4.7",
        "Why is it shown without the logo?",
        "Say why it is shown without the logo",
        after=("logo", "without"),
    ),
    Question(
        "speaks",
        "look",
        "A.4.8",
        "Does a member of staff speak in it in their own name?",
        "Say whether somebody speaks in their own name",
        options=YES_NO,
    ),
    Question(
        "speaks_as",
        "look",
        "A.4.8",
        "Who, and in which position?",
        "Enter the name and the position as readers see them",
        "Such as Ms Hill, Year 4 teacher. No e-mail address or telephone number.",
        after=("speaks", "yes"),
    ),
)


def questions_of(page: str) -> tuple[Question, ...]:
    """The questions of one page, in order."""
    return tuple(question for question in QUESTIONS if question.page == page)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What whoever approves confirms.  ``after`` is the (key, answer) of the author on which it is asked."""

    key: str
    clause: str
    words: str
    after: tuple[str, str] | None = None


CONFIRMATIONS = (
    Confirmation("worthwhile", "A.4.3", "It is worth publishing, and I believe that it is right"),
    Confirmation("law", "A.4.4", "It keeps the law, as far as I can tell"),
    Confirmation("no_politics", "003-6", "It takes no side in party politics"),
    Confirmation("no_contacts", "A.4.9", "Nobody’s personal contact details are in it"),
    Confirmation("no_opinions", "A.4.10", "It gives nobody’s personal opinion as the school’s"),
    Confirmation("authorised", "A.4.2", "What it promises or gives out is authorised", ("commits", "yes")),
    Confirmation("tone", "A.4.5", "Its tone respects everybody who reads it", ("sensitive", "yes")),
    Confirmation("permitted", "A.4.6", "Whose work it uses has allowed it", ("others_work", "yes")),
    Confirmation("logo", "A.4.7", "It may be shown without the logo", ("logo", "without")),
    Confirmation("position", "A.4.8", "Who speaks in it does so with name and position", ("speaks", "yes")),
)
