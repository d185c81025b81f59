"""The pages of the proposal about who reads the site and who may add what (A.1.3, A.2, A.5, 7.3).

May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.answers import names_outsiders, pupils_see_or_contribute
from governance.domain.proposal.form import Answers, Area, Kind, Limits, Option, Page, Question, never

READER_GROUPS = (
    Option("pupils", "Pupils at this school"),
    Option("pupils_elsewhere", "Pupils at other schools"),
    Option("parents", "Parents and carers"),
    Option("staff", "Staff and governors"),
    Option("organisations", "People from other organisations"),
    Option("public", "Anyone on the internet"),
)
WRITER_GROUPS = READER_GROUPS
CONTRIBUTIONS = (
    Option("text", "Posts"),
    Option("comments", "Comments"),
    Option("images", "Pictures"),
    Option("files", "Files"),
)


def _ages_were_checked(answers: Answers) -> bool:
    return answers.get("youngest_confirmed") not in (None, "")


AUDIENCE = Page(
    key="audience",
    title="Who will read it?",
    area=Area.READERS,
    clauses=("A.1.3",),
    intro="Somebody from the leadership team talks this through with you before the head decides.",
    questions=(
        Question(
            "audience",
            Kind.CHOICES,
            "Readers",
            "Tick everyone who will be able to read it.",
            "A.1.3",
            hint="Tick all that apply.",
            options=READER_GROUPS,
        ),
    ),
)

CONTRIBUTORS = Page(
    key="contributors",
    title="Who may add what?",
    area=Area.READERS,
    clauses=("A.1.3", "A.5"),
    intro="Tick what each group may add. Leave a row empty if that group only reads.",
    questions=(
        Question(
            "contributors",
            Kind.MATRIX,
            "What each group may add",
            "Tick what somebody may add; on a blog that is at least posts by staff.",
            "A.5",
            options=CONTRIBUTIONS,
            rows=WRITER_GROUPS,
        ),
    ),
)

PUPIL_ACCOUNTS = Page(
    key="pupil_accounts",
    title="Will pupils need an account of their own?",
    area=Area.READERS,
    clauses=("7.3", "A.2"),
    applies=pupils_see_or_contribute,
    questions=(
        Question(
            "pupil_accounts",
            Kind.CHOICE,
            "Pupils’ accounts",
            "Choose whether pupils need an account or follow the site.",
            "7.3",
            options=(
                Option("accounts", "Yes, pupils sign in with an account"),
                Option("follow", "Pupils follow or subscribe to it"),
                Option("neither", "No, they can see it without either"),
            ),
        ),
        Question(
            "youngest_confirmed",
            Kind.WHOLE_NUMBER,
            "If you have checked the age of every pupil: how old is the youngest? (optional)",
            "",
            "7.3",
            hint="Needed when a year group is partly below the service’s age, as Year 8 is for an age of 13.",
            demanded=never,
            limits=Limits(least=2, most=19),
        ),
        Question(
            "ages_confirmed_on",
            Kind.DATE,
            "When was that checked? (optional)",
            "Give the day on which the ages were checked.",
            "7.3",
            demanded=_ages_were_checked,
        ),
    ),
)

ORGANISATIONS = Page(
    key="organisations",
    title="Which other schools and organisations take part?",
    area=Area.READERS,
    clauses=("A.1.3",),
    intro="Name each one, so that it is clear who is expected and who is not.",
    applies=names_outsiders,
    questions=(
        Question(
            "organisations",
            Kind.ORGANISATIONS,
            "Schools and organisations",
            "Name at least one school or organisation.",
            "A.1.3",
            limits=Limits(longest=200),
            options=(
                Option("reads", "Reads"),
                Option("writes", "Writes or comments"),
                Option("both", "Reads and writes"),
            ),
        ),
        Question(
            "organisations_note",
            Kind.LONG_TEXT,
            "Anything the head should know about them (optional)",
            "",
            "A.1.3",
            demanded=never,
        ),
    ),
)

PAGES = (AUDIENCE, CONTRIBUTORS, PUPIL_ACCOUNTS, ORGANISATIONS)
