"""The pages of the proposal about rules, logo, help and how the site ends (A.1.6, A.1.7, A.3.5, A.4.1, A.4.7, A.5).

May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.answers import advertises_for_contributors, is_third_party, omits_logo, uses_logo
from governance.domain.proposal.form import Area, Kind, Limits, Option, Page, Question, never

EXIT_ROWS = (
    Option("content", "The posts and comments", "Archive, hand to another site, or delete?"),
    Option("images", "The pictures", "Who takes them down, and where is a copy, if there is one?"),
    Option("handle", "The address or handle", "Keep it parked so that nobody else takes it, or give it up?"),
    Option("accounts", "The accounts and keys", "Close sign-ins, take back access, change what was shared."),
)

RULES = Page(
    key="rules",
    title="Which rules will hold on it?",
    area=Area.CONDUCT,
    clauses=("A.4.1",),
    intro="Terms of use and house rules are published before the site opens. You can add rules for this site only.",
    questions=(
        Question(
            "rules",
            Kind.CHOICE,
            "House rules",
            "Choose which rules will hold.",
            "A.4.1",
            options=(
                Option("pupils", "The school’s rules, in words for pupils"),
                Option("adults", "The school’s rules, in words for adults"),
                Option("both", "Both: pupils and adults write on it"),
            ),
        ),
        Question(
            "rules_added",
            Kind.LONG_TEXT,
            "Rules for this site only (optional)",
            "",
            "A.4.1",
            hint="One on each line.",
            demanded=never,
        ),
    ),
)

INTERVENTION = Page(
    key="intervention",
    title="What do you do when something bad appears?",
    area=Area.CONDUCT,
    clauses=("A.5",),
    applies=is_third_party,
    intro="The company that hosts the site acts first, but not always fast. This is your own plan beside theirs.",
    questions=(
        Question(
            "report_links",
            Kind.LONG_TEXT,
            "Where you report to the service",
            "Give at least one address where you report content to the service.",
            "A.5",
            hint="Addresses of its report pages, one on each line.",
        ),
        Question(
            "intervention_people",
            Kind.PEOPLE,
            "Who looks",
            "Name who looks at the site for this.",
            "A.5",
            limits=Limits(rows=10),
        ),
        Question(
            "intervention_hours",
            Kind.TEXT,
            "When they look",
            "Say on which days and at what times somebody looks.",
            "A.5",
            hint="Such as “school days at 8:30 and 15:30, and comments are off in the holidays”.",
            limits=Limits(longest=300),
        ),
        Question(
            "intervention_safeguarding",
            Kind.LONG_TEXT,
            "If a child may be at risk",
            "Say what you do when a child may be at risk.",
            "A.5",
            what="what you do when a child may be at risk",
            hint="Whom do you tell at once, and what do you leave alone so that evidence is kept?",
        ),
        Question(
            "intervention_offensive",
            Kind.LONG_TEXT,
            "If something is offensive",
            "Say what you do when something is offensive.",
            "A.5",
            what="what you do when something is offensive",
        ),
    ),
)

LOGO = Page(
    key="logo",
    title="Will it carry the school’s logo?",
    area=Area.CONDUCT,
    clauses=("A.3.5", "A.4.7"),
    intro="A site of the school shows the school’s logo, and the logo leads to the school’s website where possible. "
    "The head approves its use separately.",
    questions=(
        Question(
            "logo",
            Kind.CHOICE,
            "Logo and brand",
            "Choose whether the site carries the logo.",
            "A.3.5",
            options=(Option("yes", "Yes"), Option("no", "No")),
        ),
        Question(
            "logo_where",
            Kind.LONG_TEXT,
            "If yes: where, and where it leads",
            "Say where the logo stands and which page it leads to.",
            "A.4.7",
            what="where the logo stands and leads",
            hint="Such as “top of every page, leads to the Year 3 page of the school website”.",
            demanded=uses_logo,
            limits=Limits(longest=1000),
        ),
        Question(
            "logo_omitted_because",
            Kind.LONG_TEXT,
            "If no: why not",
            "Say why the site goes without the logo.",
            "A.4.7",
            what="the reason for going without the logo",
            demanded=omits_logo,
            limits=Limits(longest=1000),
        ),
    ),
)

ADVERTISING = Page(
    key="advertising",
    title="Would you advertise for people to write on it?",
    area=Area.CONDUCT,
    clauses=("A.5",),
    intro="Asking in public for contributors needs the head’s approval of its own. Telling your own class "
    "does not count.",
    questions=(
        Question(
            "advertising",
            Kind.CHOICE,
            "Advertising for contributors",
            "Choose whether you would advertise for contributors.",
            "A.5",
            options=(Option("no", "No"), Option("yes", "Yes")),
        ),
        Question(
            "advertising_how",
            Kind.LONG_TEXT,
            "If yes: where, and in what words",
            "Say where you would advertise, and in what words.",
            "A.5",
            what="where and how you would advertise",
            demanded=advertises_for_contributors,
        ),
    ),
)

LASTING = Page(
    key="lasting",
    title="From when until when?",
    area=Area.LIFE,
    clauses=("A.1.6",),
    intro="Every site has a planned end, often the end of the school year. It can go on after that if the head agrees.",
    questions=(
        Question(
            "starts_on",
            Kind.DATE,
            "It opens on",
            "Give the day it should open.",
            "A.1.6",
            hint="For example 4 1 2027.",
        ),
        Question(
            "ends_on",
            Kind.DATE,
            "It ends on",
            "Give the day it should end.",
            "A.1.6",
            hint="For example 23 7 2027.",
        ),
    ),
)

EXIT = Page(
    key="exit",
    title="What happens when it ends?",
    area=Area.LIFE,
    clauses=("A.1.6",),
    intro="When the time comes, each step is signed by whoever did it. Mark the steps that cannot be undone.",
    questions=(
        Question(
            "exit_steps",
            Kind.EXIT_STEPS,
            "Steps",
            "Say what happens at the end, and who does it.",
            "A.1.6",
            rows=EXIT_ROWS,
            limits=Limits(longest=1000),
        ),
    ),
)

MEASURES = Page(
    key="measures",
    title="How will you know it worked?",
    area=Area.LIFE,
    clauses=("A.1.7",),
    intro="One or two measures are plenty. Each has a target and a day on which you look.",
    questions=(
        Question(
            "measures",
            Kind.MEASURES,
            "Measures of success",
            "Give at least one measure with its target and the day you look at it.",
            "A.1.7",
            hint="Such as: families that read it; target: 40 a week; look on 26 March.",
            limits=Limits(longest=500, rows=10),
        ),
    ),
)

PAGES = (RULES, INTERVENTION, LOGO, ADVERTISING, LASTING, EXIT, MEASURES)
