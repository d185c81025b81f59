"""The impact assessment and the privacy notice to begin with, filled from what the school has switched on (DOMAIN 3.6).

The words are data: each paragraph may depend on a switch and carries the names of the facts that fill it.  Both are
drafts for the data protection officer to check, and say so.  May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Document(StrEnum):
    """Which of the two."""

    IMPACT_ASSESSMENT = "impact-assessment"
    PRIVACY_NOTICE = "privacy-notice"


TITLES = {
    Document.IMPACT_ASSESSMENT: "Data protection impact assessment",
    Document.PRIVACY_NOTICE: "Privacy notice for the school’s official sites",
}
DRAFT = (
    "This is a draft that the product filled from the school’s settings. The school’s data protection officer checks "
    "and completes it before it is used. It is not legal advice."
)


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph; with ``only_if`` it stands only where that switch is on, with ``unless`` only where it is off."""

    text: str
    only_if: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs."""

    heading: str
    words: tuple[Words, ...]


PRIVACY_NOTICE: tuple[Section, ...] = (
    Section(
        "Who we are",
        (
            Words("{school} runs the official sites that are listed on its public register. We decide what is kept."),
            Words("Questions about your data go to: {dpo}."),
        ),
    ),
    Section(
        "What we keep, and why",
        (
            Words(
                "Comments on our sites: the words, the name that was typed and when they came. We read each one to "
                "keep the sites safe for children. We keep them for {comment_days} days."
            ),
            Words("Comments reach us from: {hosts}.", only_if="hosts"),
            Words(
                "What you tell us through “tell a grown-up”: your words, for {report_days} days. You need not say who "
                "you are.",
                only_if="report_form",
            ),
            Words(
                "A contact address, if you choose to give one with what you tell us, so that we can answer.",
                only_if="report_contact",
            ),
            Words("Consents for pictures and names: who gave them, for what, and when they were taken back."),
            Words("About our staff: their sign-in, their duties on sites, their training and what they signed."),
        ),
    ),
    Section(
        "What a machine does",
        (
            Words(
                "A list of words and signs is compared with every comment, on our own server. It decides nothing: a "
                "person does."
            ),
            Words(
                "A second look compares comments with patterns of language, on our own server too. It only asks a "
                "person to look.",
                only_if="second_look",
            ),
            Words("No comment is sent to anybody’s artificial intelligence service."),
        ),
    ),
    Section(
        "Who else sees it",
        (
            Words("Where a child may be at risk we tell the people who protect children, as the law asks of us."),
            Words(
                "The companies that run the platforms of our sites have rules of their own: {platforms}.",
                only_if="platforms",
            ),
            Words("We sell nothing and show no adverts."),
        ),
    ),
    Section(
        "Your rights",
        (
            Words(
                "You may ask for a copy of what we hold about you, ask us to put it right, or take a consent back. We "
                "answer within {copy_months}. You can complain to the Information Commissioner."
            ),
        ),
    ),
)

IMPACT_ASSESSMENT: tuple[Section, ...] = (
    Section(
        "What is done",
        (
            Words(
                "{school} runs {sites} official sites for pupils and parents. Comments are held, read, decided and "
                "kept with who decided and why."
            ),
            Words("Comments are fetched from: {hosts}.", only_if="hosts"),
            Words("Comments are written down by hand; no host is connected.", unless="hosts"),
            Words("Anybody can tell the school about a page without a sign-in.", only_if="report_form"),
            Words("The public form is closed.", unless="report_form"),
        ),
    ),
    Section(
        "Whose data, and which",
        (
            Words("Pupils: names and words in comments; pictures and consents in the register of images."),
            Words("Parents and the public: what they write and, where they give it, how to reach them."),
            Words("Staff: sign-in, duties, absences without a reason, training, signatures."),
            Words("Pupils are shown by this rule: {identity}."),
        ),
    ),
    Section(
        "Why it is needed and no more than that",
        (
            Words(
                "Without reading comments the school cannot keep its duty to protect children on its sites. Copies of "
                "indecent images are never kept, and neither are passwords of accounts."
            ),
            Words("Comments stay {comment_days} days, what people tell us {report_days} days."),
            Words("A person disposes of what is due, with a certificate; backups are brought up to date with it."),
        ),
    ),
    Section(
        "What could go wrong, and what is done about it",
        (
            Words("A child is identified: comments are held until somebody looks, and names are marked."),
            Words("Somebody reads what is not theirs: roles are given by the head, and every act is recorded."),
            Words("These roles sign in with a second step: {second_step}.", only_if="second_step"),
            Words(
                "Nobody signs in with a second step. Consider it for the head and the ICT lead.", unless="second_step"
            ),
            Words(
                "The machine misses something or marks something harmless: a person decides each comment. The second "
                "look is switched on.",
                only_if="second_look",
            ),
            Words(
                "The machine misses something or marks something harmless: a person decides each comment. The second "
                "look is switched off.",
                unless="second_look",
            ),
            Words(
                "A platform keeps data abroad: the school reads its terms before a site begins. Used now: {platforms}.",
                only_if="platforms",
            ),
        ),
    ),
    Section(
        "Who was asked, and what was decided",
        (
            Words("Data protection officer: {dpo}. Advice: ____________________"),
            Words("Pupils, parents and staff were asked on: ____________________"),
            Words("Decision and name of who decides: ____________________   Date: ____________"),
            Words("Looked at again on: ____________"),
        ),
    ),
)

SECTIONS = {Document.IMPACT_ASSESSMENT: IMPACT_ASSESSMENT, Document.PRIVACY_NOTICE: PRIVACY_NOTICE}


def filled(
    document: Document, facts: Mapping[str, str], switches: frozenset[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The document as headings with their paragraphs, filled with the school's facts.

    ``facts`` answers every name that stands in the words; ``switches`` are the ones that are on.
    """
    found = []
    for section in SECTIONS[document]:
        paragraphs = tuple(
            words.text.format(**facts)
            for words in section.words
            if (not words.only_if or words.only_if in switches) and words.unless not in (switches - {""})
        )
        found.append((section.heading, paragraphs))
    return tuple(found)
