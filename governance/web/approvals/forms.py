"""What each kind of request asks, question by question, and what comes of the answers.

A name of a field is the key of its question (``domain/approvals/kinds.py``), so that a refusal finds its place.
May not import services or queries.
"""

from __future__ import annotations

from typing import Any

from governance.domain.addresses import LONGEST_ADDRESS
from governance.domain.approvals.kinds import BRAND_USES, COMMITMENT_SORTS, KINDS, WhatIsAsked
from governance.domain.approvals.words import RequestKind
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
)

NAME_HINT = "A few words by which everybody finds it again. No pupil’s name."


class ParticipationForm(VersionedForm):
    """Taking part on somebody else's site."""

    label = TextField("What do you call it?", "Give it a short name", longest=200, hint=NAME_HINT)
    owner = TextField("Whose site is it?", "Say whose site it is", longest=200, hint="The school, club or company.")
    address = TextField(
        "What is its address?",
        "Enter the address of the site",
        longest=LONGEST_ADDRESS,
        hint="Copy it from your browser.",
    )
    purpose = ParagraphsField("What do we take part for?", "Say what the school takes part for", longest=2000)
    who = ParagraphsField(
        "Who of our school takes part?",
        "Say which staff and which groups of pupils take part",
        longest=1000,
        hint="Names of staff, and groups of pupils such as “Year 4”. No pupil’s name.",
    )
    safety = ParagraphsField(
        "What did you consider so that it is safe?",
        "Say what you considered so that it is safe",
        longest=2000,
        hint="Who reads comments before others see them, what pupils show of themselves, from which age it is allowed.",
    )
    ends_on = DateField("Until when?", "Enter the last day")


class BrandForm(VersionedForm):
    """The school's logo or brand, on a site or elsewhere."""

    label = TextField("What do you call it?", "Give it a short name", longest=200, hint=NAME_HINT)
    use = ChoiceField(
        "What is the logo or brand to be used for?",
        "Choose what it is to be used for",
        choices=[SelectChoice(key, words) for key, words in BRAND_USES.items()],
    )
    site = SelectField(
        "Which of our sites?", say_optional=False, blank="None of them", hint="Only where it is for one of our sites."
    )
    where = ParagraphsField(
        "Where and how will it stand?",
        "Say where and how it will stand",
        longest=2000,
        hint="Such as “at the top of every page, leading to our website”, or “on the back of the programme”.",
    )
    ends_on = DateField("Until when, if only for a time?")


class AdvertisingForm(VersionedForm):
    """An advert that asks people to contribute to a site."""

    label = TextField("What do you call it?", "Give it a short name", longest=200, hint=NAME_HINT)
    site = SelectField("For which of our sites?", "Choose the site")
    text = ParagraphsField(
        "The words of the advert",
        "Type the words of the advert",
        longest=4000,
        hint="As they will be read. A change after the approval needs a new one.",
    )
    where = ParagraphsField("Where will it appear?", "Say where it will appear", longest=1000)
    starts_on = DateField("From which day?", "Enter the first day")
    ends_on = DateField("Until which day?", "Enter the last day")


class CommitmentForm(VersionedForm):
    """Something that is to be disclosed, promised or done in the school's name."""

    label = TextField("What do you call it?", "Give it a short name", longest=200, hint=NAME_HINT)
    sort = ChoiceField(
        "What is it?",
        "Choose what it is",
        choices=[SelectChoice(key, words) for key, words in COMMITMENT_SORTS.items()],
    )
    what = ParagraphsField("What will be said, promised or done?", "Say what it is", longest=4000)
    for_whom = ParagraphsField("For whom?", "Say for whom it is meant", longest=1000)
    site = SelectField("Is it for one of our sites?", say_optional=False, blank="For no site in particular")
    ends_on = DateField("Until when does it hold?", "Enter the last day")


AskForm = ParticipationForm | BrandForm | AdvertisingForm | CommitmentForm
FORMS: dict[RequestKind, type[AskForm]] = {
    RequestKind.PARTICIPATION: ParticipationForm,
    RequestKind.BRAND: BrandForm,
    RequestKind.ADVERTISING: AdvertisingForm,
    RequestKind.COMMITMENT: CommitmentForm,
}


class DecideForm(VersionedForm):
    """The answer with its reason, and conditions where it is a yes."""

    answer = ChoiceField(
        "Your decision",
        "Choose approve, return or decline",
        choices=[
            SelectChoice("approve", "Approve"),
            SelectChoice("return", "Return for changes"),
            SelectChoice("decline", "Decline"),
        ],
    )
    reason = ParagraphsField("Reason", "Enter your reason", longest=4000, hint="Who asked reads it.")
    conditions = ParagraphsField("Conditions", longest=4000, hint="Only with a yes: what has to be kept to.")


class EndForm(VersionedForm):
    """Why what was approved ends."""

    reason = ParagraphsField("Why does it end?", "Say why it ends", longest=4000)


def what_is_asked(kind: RequestKind, form: AskForm) -> WhatIsAsked:
    """Return what a validated form asks for."""

    def answer(name: str) -> Any:
        return form[name].data if name in form else None

    site = answer("site")
    return WhatIsAsked(
        label=answer("label") or "",
        answers={question.key: answer(question.key) or "" for question in KINDS[kind].questions},
        site_id=int(site) if site else None,
        address=answer("address") or "",
        starts_on=answer("starts_on"),
        ends_on=answer("ends_on"),
    )


def places(form: AskForm) -> dict[str, str]:
    """Return at which question each refusal is shown: by the key of what is missing."""
    own = {name: name for name in form.data if name not in ("seen", "csrf_token")}
    return own | {
        "ends_in_past": "ends_on",
        "ends_before_start": "ends_on",
        "our_own_site": "address",
        "site_closed": "site",
    }
