"""How each thing about the school itself is said: people who were invited, mails, reports, the calendar.

This is data; ``needs_lines.py`` makes lines of it.  May import the standard library and its neighbour only.
"""

from __future__ import annotations

from governance.web.needs_words import PEOPLE, PERSON, Wording

WORDINGS_OF_SCHOOL: dict[str, Wording] = {
    "never_signed_in": Wording(
        "Remind {person} of the invitation",
        "They were invited {since} and have not signed in yet.",
        "Look at it",
        (PERSON, PEOPLE),
        many="Remind {count} people of their invitation",
        why_many="They have not signed in yet. The first of them was invited {since}.",
    ),
    "vetting": Wording(
        "Have {person} vetted again, or take them off {label}",
        "They contribute from outside, and only until the last day of their vetting.",
        "Open the register",
        (("contributors.contributor", ("contributor_id",)), ("contributors.contributors", ())),
    ),
    "copy_due": Wording(
        "Send the copy of their data that somebody asked for",
        "The law gives the school a month.",
        "Open the requests",
        (("records.copies", ()),),
        many="Send {count} copies of people’s data",
        why_many="The law gives the school a month for each.",
    ),
    "information_due": Wording(
        "Answer a request for information",
        "The law gives the school some weeks; the page shows how they are counted.",
        "Open the requests",
        (("records.information", ()),),
        many="Answer {count} requests for information",
        why_many="The law gives the school some weeks for each; the page shows how they are counted.",
    ),
    "records_due": Wording(
        "Look at a record that is due to go",
        "Nothing goes by itself: somebody looks at it first.",
        "Open the list",
        (("records.retention", ()),),
        many="Look at {count} records that are due to go",
        why_many="Nothing goes by itself: somebody looks at them first.",
    ),
    "pretender": Wording(
        "Look at a report of a pretending site",
        "Somebody reported {since} an address that is not the school’s.",
        "Look at it",
        (("pretenders.settle", ("report_id",)), ("pretenders.pretenders", ())),
        many="Look at {count} reports of pretending sites",
        why_many="The first of them came {since}.",
    ),
    "unsent": Wording(
        "A mail could not be sent",
        "The last try was {since}. Whoever should have got it has not been told.",
        "See the mails",
        (("notices.notices", ()),),
        many="{count} mails could not be sent",
        why_many="Whoever should have got them has not been told. The first of them failed {since}.",
    ),
    "address_fails": Wording(
        "Mails to {person} do not arrive",
        "One was refused or came back {since}. Correct the address {key}, or ask them for another. "
        "Their reminders go to the next person meanwhile.",
        "Look at the address",
        (PERSON, ("notices.notices", ())),
        amber=True,
    ),
    "page_check": Wording(
        "Look at the page of {label}",
        "Something on it failed our weekly look {since}, and the public register says that it is being checked.",
        "See what failed",
        (("page_checks.page", ("site_id",)), ("page_checks.pages", ())),
        many="Look at the pages of {count} sites",
        why_many="They failed our weekly look, the first of them {since}. The register says that they are checked.",
    ),
    "no_moderation": Wording(
        "{label} shows no moderation",
        "Nobody decided a comment there or wrote down that there was nothing to moderate.",
        "Look at it",
        (("page_checks.page", ("site_id",)), ("page_checks.pages", ())),
        many="{count} sites show no moderation",
        why_many="Nobody decided a comment there or wrote down that there was nothing to moderate.",
    ),
    "no_chair": Wording(
        "Add the chair of governors",
        "Nobody would read a concern about the head, or one where nobody knows whom it is about: only the chair may.",
        "Open the people",
        (("people.people", ()),),
    ),
    "no_terms": Wording(
        "Type the school’s terms",
        "No term dates are known: no site can be launched and nothing is due until they are entered.",
        "Open the calendar",
        (("calendar.calendar", ()),),
        amber=True,
    ),
    "terms_end": Wording(
        "Type the next terms",
        "No term dates are known after {key}: nothing is due until they are entered.",
        "Open the calendar",
        (("calendar.calendar", ()),),
        amber=True,
    ),
    "calendar_doubts": Wording(
        "Look at the school’s calendar",
        "{key}",
        "Open the calendar",
        (("calendar.calendar", ()),),
        amber=True,
        many="Look at {count} things in the school’s calendar",
        why_many="The first: {key}",
    ),
}
