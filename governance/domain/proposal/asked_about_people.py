"""The pages of the proposal about who runs the site and how much time they promise (A.1.4, A.1.5, A.4.8, A.5).

May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.form import Area, Kind, Limits, Option, Page, Question, never

ADMINISTRATORS = Page(
    key="administrators",
    title="Who are the administrators?",
    area=Area.PEOPLE,
    clauses=("A.3.1", "A.5"),
    common=False,
    intro="Administrators hold the keys: settings, accounts, closing it. Two are better than one, so that nobody is "
    "needed alone. Each of them is asked to confirm.",
    questions=(
        Question(
            "administrators",
            Kind.PEOPLE,
            "Administrators",
            "Name the administrators.",
            "A.5",
            hint="Somebody may be administrator and moderator.",
            limits=Limits(rows=10),
        ),
    ),
)

MODERATORS = Page(
    key="moderators",
    title="Who are the moderators?",
    area=Area.PEOPLE,
    clauses=("A.3.1", "A.5"),
    common=False,
    intro="Moderators read what comes in and take down what breaks the rules. Name enough of them to "
    "cover illness and leave.",
    questions=(
        Question(
            "moderators",
            Kind.PEOPLE,
            "Moderators",
            "Name the moderators.",
            "A.5",
            hint="Each of them is asked to confirm.",
            limits=Limits(rows=15),
        ),
    ),
)

UPDATES = Page(
    key="updates",
    title="Who keeps it up to date, and how often?",
    area=Area.PEOPLE,
    clauses=("A.1.5",),
    common=False,
    questions=(
        Question(
            "updaters",
            Kind.PEOPLE,
            "Who writes the updates",
            "Name who keeps the site up to date.",
            "A.1.5",
            limits=Limits(rows=15),
        ),
        Question(
            "update_every",
            Kind.CHOICE,
            "How often there will be something new",
            "Choose how often there will be something new.",
            "A.1.5",
            hint="A year group’s blog is updated every school week. Holidays do not count.",
            options=(
                Option("1", "Every school week"),
                Option("2", "Every two weeks"),
                Option("4", "Every four weeks"),
            ),
        ),
        Question(
            "update_on",
            Kind.CHOICE,
            "By which day something new is there",
            "Choose by which day something new is there.",
            "A.1.5",
            hint="Choose a day only if another one suits the class better. Who writes is reminded from that day on.",
            demanded=never,
            options=(
                Option("", "As the school’s policy says"),
                Option("monday", "Monday"),
                Option("tuesday", "Tuesday"),
                Option("wednesday", "Wednesday"),
                Option("thursday", "Thursday"),
                Option("friday", "Friday"),
            ),
        ),
    ),
)

HOURS = Page(
    key="hours",
    title="How much time can each person give?",
    area=Area.PEOPLE,
    clauses=("A.1.4",),
    common=False,
    intro="A site is not a one-off task. Count writing, reading comments and answering. Be honest rather than heroic.",
    questions=(
        Question(
            "hours",
            Kind.HOURS,
            "Hours a week",
            "Say how many hours a week each person can give.",
            "A.1.4",
            hint="In school weeks. Half an hour is 0.5.",
            limits=Limits(least=0, most=40, rows=40),
        ),
    ),
)

RESOURCING = Page(
    key="resourcing",
    title="Who makes sure there is enough time and money for it?",
    area=Area.PEOPLE,
    clauses=("A.1.5",),
    intro="Usually the assistant head. They are told when the site falls behind.",
    questions=(
        Question(
            "resourcing_owner",
            Kind.PERSON,
            "Resourcing owner",
            "Choose who looks after time and money for the site.",
            "A.1.5",
        ),
    ),
)

SHOWN = Page(
    key="shown",
    title="Who is shown on the site as running it?",
    area=Area.PEOPLE,
    clauses=("A.4.8", "A.4.9"),
    common=False,
    intro="Readers see the name and the position, never a private address or telephone number.",
    questions=(
        Question(
            "shown_people",
            Kind.SHOWN_PEOPLE,
            "Shown to the public",
            "Name at least one person who is shown as running the site.",
            "A.4.8",
            hint="Name and position as readers know them, such as “Ms Hill, Year 3 class teacher”.",
            limits=Limits(longest=120, rows=10),
        ),
    ),
)

PAGES = (ADMINISTRATORS, MODERATORS, UPDATES, HOURS, RESOURCING, SHOWN)
