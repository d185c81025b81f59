"""The pages of the proposal about the site itself: what, where and why (7.1 to 7.3, A.1.2, A.3.2).

May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.answers import (
    is_third_party,
    is_year_group_blog,
    pupils_hold_accounts_follow_or_contribute,
    pupils_see_or_contribute,
)
from governance.domain.proposal.form import Answers, Area, Kind, Limits, Option, OptionsFrom, Page, Question


def _year_groups_are_demanded(answers: Answers) -> bool:
    return is_year_group_blog(answers)


def _ages_are_demanded(answers: Answers) -> bool:
    """Without a year group, a minimum age can only be compared with ages that are stated."""
    needs_ages = pupils_hold_accounts_follow_or_contribute(answers) or pupils_see_or_contribute(answers)
    return needs_ages and not answers.get("year_groups")


KIND = Page(
    key="kind",
    title="What kind of site is it?",
    area=Area.SITE,
    clauses=("A.3.2",),
    questions=(
        Question(
            "kind",
            Kind.CHOICE,
            "Kind of site",
            "Choose what kind of site it is.",
            "A.3.2",
            options=(
                Option("year_group_blog", "A year group’s blog", "For one year group. Staff update it every week."),
                Option("club_blog", "A club’s blog", "For an after-school club, the choir, the eco team and so on."),
                Option("network_account", "The school’s account on a network", "Such as a page or channel."),
                Option("other", "Something else"),
            ),
        ),
    ),
)

YEAR_GROUPS = Page(
    key="year_groups",
    title="Which pupils is it about or for?",
    area=Area.SITE,
    clauses=("A.2", "7.3"),
    common=False,
    intro="Tick every year group that will use it. If it does not follow year groups, give ages instead.",
    questions=(
        Question(
            "year_groups",
            Kind.CHOICES,
            "Year groups",
            "Tick the year group this blog belongs to.",
            "A.2",
            demanded=_year_groups_are_demanded,
            options_from=OptionsFrom.YEAR_GROUPS,
        ),
        Question(
            "age_from",
            Kind.WHOLE_NUMBER,
            "Age of the youngest",
            "Tick year groups, or say how old the youngest pupils are.",
            "A.2",
            hint="In whole years, such as 8. Leave empty if you ticked year groups.",
            demanded=_ages_are_demanded,
            limits=Limits(least=2, most=19),
        ),
        Question(
            "age_to",
            Kind.WHOLE_NUMBER,
            "Age of the oldest",
            "Tick year groups, or say how old the oldest pupils are.",
            "A.2",
            demanded=_ages_are_demanded,
            limits=Limits(least=2, most=19),
        ),
    ),
)

HOST = Page(
    key="host",
    title="Whose service will it be on?",
    area=Area.SITE,
    clauses=("A.3.2", "A.5"),
    questions=(
        Question(
            "hosted_by",
            Kind.CHOICE,
            "Who hosts it",
            "Choose who hosts the site.",
            "A.3.2",
            options=(
                Option(
                    "school", "The school", "On the school’s own website, or a blog the school pays for and controls."
                ),
                Option("third_party", "Another company", "A social network, or a free blog or video service."),
            ),
        ),
    ),
)

PLATFORM = Page(
    key="platform",
    title="Which service is it?",
    area=Area.SITE,
    clauses=("7.3", "A.2"),
    intro="Every service sets an age below which nobody may have an account. We check that for you.",
    applies=is_third_party,
    questions=(
        Question(
            "platform",
            Kind.CHOICE,
            "Service",
            "Choose the service the site will be on.",
            "7.3",
            hint="Not in the list? Ask your ICT lead to add it, with its minimum age.",
            options_from=OptionsFrom.PLATFORMS,
        ),
    ),
)

NAME = Page(
    key="name",
    title="What is it called and where will people find it?",
    area=Area.SITE,
    clauses=("7.1", "A.3.2"),
    common=False,
    questions=(
        Question(
            "name",
            Kind.TEXT,
            "Name of the site",
            "Give the site a name.",
            "7.1",
            hint="As parents will see it, such as “Year 3 blog”.",
            limits=Limits(longest=120),
        ),
        Question(
            "address",
            Kind.TEXT,
            "Address or handle",
            "Give the address or handle, or the one you would like.",
            "7.1",
            hint="Such as blogs.yourschool.sch.uk/year3 or @yourschool_year3. The one you hope for will do.",
            limits=Limits(longest=500),
        ),
    ),
)

REASON = Page(
    key="reason",
    title="Why does the school need it?",
    area=Area.SITE,
    clauses=("7.2",),
    intro="Your head will decide mainly on this page. Two or three honest sentences are enough.",
    questions=(
        Question(
            "reason_kind",
            Kind.CHOICE,
            "What kind of reason is it?",
            "Choose whether the reason is about learning or about running the school.",
            "7.2",
            options=(
                Option("pedagogical", "It helps pupils learn"),
                Option("business", "It helps the school run", "Such as reaching families quickly."),
            ),
        ),
        Question(
            "reason",
            Kind.LONG_TEXT,
            "The reason",
            "Say why the school needs this site.",
            "7.2",
            what="the reason for the site",
            hint="What will it do that a letter, an assembly or the school website cannot?",
        ),
    ),
)

OUTCOME = Page(
    key="outcome",
    title="What should come of it, and is it worth the effort?",
    area=Area.SITE,
    clauses=("A.1.2",),
    questions=(
        Question(
            "intended_outcome",
            Kind.LONG_TEXT,
            "What will be better because of it?",
            "Say what should be better because of this site.",
            "A.1.2",
            what="what should be better",
            hint="For example: children write more at home because somebody reads it.",
        ),
        Question(
            "worth_the_effort",
            Kind.LONG_TEXT,
            "Why is that worth the time and money?",
            "Say why it is worth the time and any money it costs.",
            "A.1.2",
            what="why it is worth the effort",
            hint="Include what it costs, if anything. You promise hours on a later page.",
        ),
    ),
)

PAGES = (KIND, YEAR_GROUPS, HOST, PLATFORM, NAME, REASON, OUTCOME)
