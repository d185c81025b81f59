"""What is asked at each step of a concern's record (A.2.3, A.5.6, 001-8).  No form here takes a file: nothing is kept
of an image that must not be kept.

May not import services, queries or models.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from governance.domain.concern_entries import LONGEST_WORDS
from governance.domain.concern_routes import ROUTES, Route
from governance.domain.concern_severity import SEVERITY_WORDS, Severity
from governance.domain.concerns import ABOUT_WORDS, READER_WORDS, About
from governance.domain.disclosures import SOURCE_WORDS, Source
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    VersionedForm,
)

NEVER_COPY = (
    "Never copy, save, send or describe an indecent image, not even to prove it: having one is a crime for you too, "
    "and it hurts the child again. Keep the address, the time and who it shows, and ring the police."
)
ABOUT_CHOICES = [SelectChoice(one.value, ABOUT_WORDS[one].capitalize(), {"hint": READER_WORDS[one]}) for one in About]
SOURCE_CHOICES = [SelectChoice(one.value, SOURCE_WORDS[one].capitalize()) for one in Source]


class RecordForm(ProductForm):
    """The first record, as somebody at the school writes it: facts apart from opinion."""

    about = ChoiceField("Whom is it about?", "Choose whom it is about", choices=ABOUT_CHOICES)
    person = SelectField(
        "If it is about a grown-up, who is it?", hint="This person will never read the record.", blank="Nobody named"
    )
    source = ChoiceField("Who told you?", choices=SOURCE_CHOICES, say_optional=False)
    told_by = TextField(
        "What is their name?",
        longest=200,
        hint="If a colleague told you, or you tell it of yourself, few ever see this name.",
    )
    facts = ParagraphsField(
        "What happened?",
        "Say what happened",
        longest=LONGEST_WORDS,
        hint="Only what was seen or said, in the words that were used, and by whom.",
    )
    opinion = ParagraphsField(
        "What do you think about it?", longest=LONGEST_WORDS, hint="Kept apart from what happened, on purpose."
    )
    done = ParagraphsField("What have you done so far?", longest=LONGEST_WORDS)
    address = TextField("Where is it?", longest=2000, hint="The address of the page, if it is online. No copies.")
    seen_on = DateField("On which day was it first noticed?", hint="Leave it empty if that was just now.")
    seen_time = TimeField("At what time?", hint="For example, 14:30")


class RouteForm(VersionedForm):
    """Where it was taken, with what they said and when they answer."""

    route = ChoiceField("Where was it taken?", "Choose where it was taken")
    contact = TextField("With whom did you speak?", longest=200)
    reference = TextField("Which reference did they give you?", longest=100, short=True)
    words = ParagraphsField(
        "What was done, and what did they say?", "Say what was done and with whom", longest=LONGEST_WORDS
    )
    awaited_on = DateField(
        "By which day do they answer?",
        hint="Leave it empty and we reckon it from the route. From that day on we remind you, without saying of what.",
    )


class AnswerForm(VersionedForm):
    """What came back."""

    words = ParagraphsField("What did they say?", "Write down what they said", longest=LONGEST_WORDS)
    reference = TextField("Did they give you a reference?", longest=100, short=True)
    awaited_on = DateField(
        "Do they come back to you again? By which day?", hint="Leave it empty if nothing more is awaited from them."
    )


class LineForm(VersionedForm):
    """One line of the record."""

    kind = ChoiceField("What is it?", "Choose what it is")
    person = TextField("With whom, or who said it?", longest=200)
    words = ParagraphsField(
        "What was said or decided?",
        "Write down what was said or decided",
        longest=LONGEST_WORDS,
        hint="Facts, and their own words. Never promise a child to keep it secret.",
    )
    on = DateField("On which day?", hint="Leave it empty if that was just now.")
    time = TimeField("At what time?", hint="For example, 14:30")


class AboutForm(VersionedForm):
    """Whom it is about, once that is known."""

    about = ChoiceField("Whom is it about?", "Choose whom it is about", choices=ABOUT_CHOICES)
    person = SelectField(
        "If it is about a grown-up, who is it?", hint="This person will never read the record.", blank="Nobody named"
    )


class SourceForm(VersionedForm):
    """Who told the school first."""

    source = ChoiceField("Who told the school first?", "Choose who told the school", choices=SOURCE_CHOICES)
    told_by = TextField("What is their name?", longest=200, hint="A colleague’s name is shown to nobody but you.")


class SeverityForm(VersionedForm):
    """How grave it is."""

    severity = ChoiceField(
        "How grave is it?",
        "Choose how grave it is",
        choices=[
            SelectChoice("none", "Not graver than other concerns"),
            *(
                SelectChoice(one.value, SEVERITY_WORDS[one].capitalize(), {"hint": "It is taken outside the school."})
                for one in Severity
            ),
        ],
    )


class ReaderForm(VersionedForm):
    """Which safeguarding lead may read it as well."""

    person = SelectField("Who may read it as well?", "Choose who may read it")


class HoldForm(VersionedForm):
    """Why its words have to stay."""

    reason = ParagraphsField("Why does it have to be kept?", "Say why it has to be kept", longest=1000)


class CloseForm(VersionedForm):
    """Why it ends without a route."""

    reason = ParagraphsField(
        "Why was no route needed?",
        longest=LONGEST_WORDS,
        hint="No route is on record. A concern is not closed without a route or a reason.",
        say_optional=False,
    )


class CloseAfterRouteForm(VersionedForm):
    """The end of what was taken somewhere; there may be nothing to add."""

    reason = ParagraphsField("Anything to add to the record?", longest=LONGEST_WORDS)


class ConfirmForm(ProductForm):
    """Where the pack has arrived."""

    confirmed_in = TextField("In which system or file is it now?", "Say in which system or file it is", longest=200)


class ContactForm(ProductForm):
    """Whom the school rings on one route."""

    name = TextField("What are they called?", longest=200)
    phone = TextField("Which telephone number?", longest=60, short=True)
    address = TextField("Which e-mail or web address?", longest=300)
    hours = TextField("When do they answer?", longest=200, hint="For example, Monday to Friday, 9 to 5")


def route_choice(route: Route, contact: str = "") -> SelectChoice:
    """Return a route to choose, with what it is for, what not, and whom this school rings."""
    words = ROUTES[route]
    said = [words.meant_for, words.mind, f"Not for: {words.not_for}" if words.not_for else "", contact]
    return SelectChoice(route.value, words.name, {"hint": " ".join(one for one in said if one)})


def moment_of(day: dt.date | None, time: dt.time | None, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    """Return the moment that somebody typed in the school's own time; None where they typed nothing.

    A day without a time is its beginning, a time without a day is today's.
    """
    if day is None and time is None:
        return None
    return dt.datetime.combine(day or now.astimezone(zone).date(), time or dt.time(), zone)
