"""The pages of the proposal that keep children safe (7.4, A.2, A.5), most of them only for sites that pupils use.

May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.answers import (
    needs_advice,
    needs_under_age_thought,
    outsiders_contribute,
    pupils_see_or_contribute,
    text_of,
)
from governance.domain.proposal.form import Answers, Area, Kind, Limits, Option, Page, Question
from governance.domain.proposal.guidance import GUIDANCE_ITEMS, GUIDANCE_ORIGIN

#: The first four are named by A.2; the rest are the four Cs of the national safeguarding guidance.
RISK_ROWS = (
    Option("oversharing", "Oversharing", "A child gives away names, places or plans."),
    Option("false_friends", "False friends", "A child treats somebody they only know online as a real friend."),
    Option("grooming", "Grooming", "An adult uses the site to win a child’s trust."),
    Option("cyberbullying", "Cyberbullying", "Children are unkind to one another in posts, comments or pictures."),
    Option("content", "Content", "Children meet something harmful, untrue or upsetting."),
    Option("contact", "Contact", "Strangers reach children, or children reach strangers."),
    Option("conduct", "Conduct", "A child does something here that harms them or somebody else."),
    Option("commerce", "Commerce", "Adverts, scams, games of chance, anything that costs money."),
)
RISK_RATINGS = (Option("low", "Low"), Option("medium", "Medium"), Option("high", "High"))


def _vets_outsiders(answers: Answers) -> bool:
    return pupils_see_or_contribute(answers) and outsiders_contribute(answers)


def _has_weaker_privacy(answers: Answers) -> bool:
    return text_of(answers, "privacy_strongest") == "no"


BEST_INTERESTS = Page(
    key="best_interests",
    title="How is it good for the children?",
    area=Area.CHILDREN,
    clauses=("7.4", "A.2"),
    applies=pupils_see_or_contribute,
    questions=(
        Question(
            "best_interests",
            Kind.LONG_TEXT,
            "Why this is in their best interests",
            "Say how the site is in the children’s best interests.",
            "7.4",
            what="how it is good for the children",
            hint="What they gain, and how you make sure it does not cost them anything.",
        ),
    ),
)

SUITS = Page(
    key="suits",
    title="How does the content suit their age?",
    area=Area.CHILDREN,
    clauses=("A.2",),
    applies=pupils_see_or_contribute,
    questions=(
        Question(
            "target_age",
            Kind.TEXT,
            "Age it is written for",
            "Say which age it is written for.",
            "A.2",
            hint="Such as “7 to 8, with their families”.",
            limits=Limits(longest=120),
        ),
        Question(
            "content_suits",
            Kind.LONG_TEXT,
            "How the content suits that age",
            "Say how the content suits that age.",
            "A.2",
            what="how the content suits that age",
            hint="Words, pictures, links, and what else the service shows beside it.",
        ),
    ),
)

GUIDANCE = Page(
    key="guidance",
    title="Is everything in place that children need?",
    area=Area.CHILDREN,
    clauses=("A.2",),
    applies=pupils_see_or_contribute,
    intro=GUIDANCE_ORIGIN,
    questions=(
        Question(
            "guidance",
            Kind.CHECKLIST,
            "Tick what is in place or will be before the site opens",
            "Go through the checklist and tick each point.",
            "A.2",
            options=GUIDANCE_ITEMS,
        ),
    ),
)

RISKS = Page(
    key="risks",
    title="What could go wrong for a child, and what do you do about it?",
    area=Area.CHILDREN,
    clauses=("A.2",),
    applies=pupils_see_or_contribute,
    intro="Say what you do about each, and how likely harm still is after that. The safeguarding lead "
    "reads and signs this page.",
    questions=(
        Question(
            "risks",
            Kind.RISKS,
            "Risks",
            "Say what you do about each risk, and how much of it is left.",
            "A.2",
            options=RISK_RATINGS,
            rows=RISK_ROWS,
            limits=Limits(longest=2000),
        ),
    ),
)

UNDER_AGE = Page(
    key="under_age",
    title="What if younger children find their way to it?",
    area=Area.CHILDREN,
    clauses=("A.2", "7.3"),
    applies=needs_under_age_thought,
    intro="Even an account that only speaks to parents can be seen by children younger than the service allows.",
    questions=(
        Question(
            "under_age",
            Kind.LONG_TEXT,
            "What you have thought of for younger children",
            "Say what happens if children under the service’s age find the site.",
            "A.2",
            what="what you have thought of",
            hint="What could they see or do, and how would you notice and answer?",
        ),
    ),
)

VULNERABLE = Page(
    key="vulnerable",
    title="Is it for people who need particular care?",
    area=Area.CHILDREN,
    clauses=("A.2",),
    applies=pupils_see_or_contribute,
    intro="For example children who get confidential help from the school. A public site may not be the "
    "right place for them. "
    "If you are not sure, ask your safeguarding lead first and note here what they said.",
    questions=(
        Question(
            "vulnerable",
            Kind.CHOICE,
            "Vulnerable readers or writers",
            "Choose whether vulnerable people will use the site.",
            "A.2",
            options=(Option("no", "No"), Option("yes", "Yes"), Option("not_sure", "I am not sure")),
        ),
        Question(
            "vulnerable_adviser",
            Kind.TEXT,
            "Who advised you",
            "Say who advised you about vulnerable people.",
            "A.2",
            hint="Only if you answered yes or not sure.",
            code="vulnerable_without_advice",
            demanded=needs_advice,
            limits=Limits(longest=200),
        ),
        Question(
            "vulnerable_advice_on",
            Kind.DATE,
            "When they advised you",
            "Give the date of that advice.",
            "A.2",
            hint="For example 27 11 2026.",
            code="vulnerable_without_advice",
            demanded=needs_advice,
        ),
        Question(
            "vulnerable_advice",
            Kind.LONG_TEXT,
            "What they advised",
            "Note what they advised.",
            "A.2",
            what="what they advised",
            hint="No names of children, please.",
            code="vulnerable_without_advice",
            demanded=needs_advice,
        ),
    ),
)

VETTING = Page(
    key="vetting",
    title="Who checks the people from outside?",
    area=Area.CHILDREN,
    clauses=("A.2",),
    applies=_vets_outsiders,
    intro="Parents, other schools, organisations and the public may add something to this site. Somebody "
    "checks them first.",
    questions=(
        Question("vetter", Kind.PERSON, "Who checks them", "Choose who checks outside contributors.", "A.2"),
        Question(
            "vetting_how",
            Kind.LONG_TEXT,
            "How they are checked",
            "Say how outside contributors are checked.",
            "A.2",
            what="how outside contributors are checked",
            hint="For example: the partner school’s head confirms the class list; parents use the school’s own "
            "sign-in.",
        ),
    ),
)

CONSENT = Page(
    key="consent",
    title="How do parents know and agree?",
    area=Area.CHILDREN,
    clauses=("A.2", "A.4.4"),
    applies=pupils_see_or_contribute,
    questions=(
        Question(
            "consent_obtained",
            Kind.LONG_TEXT,
            "How you get their consent",
            "Say how you get parents’ consent.",
            "A.4.4",
            what="how you get parents’ consent",
            hint="Which form, who keeps it, and what happens when a parent says no or changes their mind.",
        ),
        Question(
            "consent_informed",
            Kind.LONG_TEXT,
            "How you tell them about the site",
            "Say how parents are told about the site.",
            "A.2",
            what="how parents are told",
        ),
    ),
)

PRIVACY = Page(
    key="privacy",
    title="Which privacy settings will it have?",
    area=Area.CHILDREN,
    clauses=("A.5",),
    applies=pupils_see_or_contribute,
    intro="A site that pupils see or write on has the strongest settings there are, and nobody can be "
    "recognised on it.",
    questions=(
        Question(
            "privacy_settings",
            Kind.LONG_TEXT,
            "The settings",
            "List the privacy settings.",
            "A.5",
            what="the privacy settings",
            hint="One on each line: who sees it, search engines, comments, tagging, location, messages.",
        ),
        Question(
            "privacy_strongest",
            Kind.CHOICE,
            "Are these the strongest the service offers?",
            "Say whether these are the strongest settings.",
            "A.5",
            options=(Option("yes", "Yes"), Option("no", "No, one or more is weaker")),
        ),
        Question(
            "privacy_weaker_because",
            Kind.LONG_TEXT,
            "If one is weaker, which, and why",
            "Say which setting is weaker and why; the head decides on it.",
            "A.5",
            what="the reason for the weaker setting",
            demanded=_has_weaker_privacy,
        ),
    ),
)

PAGES = (BEST_INTERESTS, SUITS, GUIDANCE, RISKS, UNDER_AGE, VULNERABLE, VETTING, CONSENT, PRIVACY)
