"""What does not fit together: answers that are well typed each by itself and cannot stand beside one another.

End before start (A.1.6), too few people or hours for nobody (A.1.4, A.5), an update too seldom (A.1.5), advice from
the future (A.2), pupils below the age of the platform (7.3, A.2).
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from governance.domain.addresses import canonicalise, refusals_to_register
from governance.domain.calendar import day_in_words
from governance.domain.proposal.age_rules import age_refusals
from governance.domain.proposal.answers import (
    is_third_party,
    is_year_group_blog,
    people_of,
    rows_of,
    running_people,
    text_of,
)
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers
from governance.domain.proposal.wrong import LATEST_YEAR, as_date
from governance.domain.refusals import Refusal

_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
#: Longer plans are a slip of the keyboard: nobody promises hours for eleven years.
_LONGEST_YEARS = 10
_PAGES_THAT_DECIDE_AGES = frozenset({"year_groups", "platform", "contributors"})


def together_on(page_key: str, answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """Everything that does not fit and is put right on this page."""
    return tuple(refusal for rule in _RULES.get(page_key, ()) for refusal in rule(answers, facts))


def while_typing_on(page_key: str, answers: Answers, facts: ProposalFacts) -> tuple[Refusal, ...]:
    """What is said on this page as well while it is typed, although another page answers for it in the whole."""
    return age_refusals(answers, facts, page_key) if page_key in _PAGES_THAT_DECIDE_AGES else ()


def _address_can_stand_in_the_register(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    """A handle is read by the rules of its platform, so nothing is said before the platform is chosen."""
    typed = text_of(answers, "address")
    platform = text_of(answers, "platform") if is_third_party(answers) else ""
    if not typed or (is_third_party(answers) and platform not in {option.key for option in facts.platforms}):
        return
    read = canonicalise(typed, platform or None)
    for refusal in (read,) if isinstance(read, Refusal) else refusals_to_register(read):
        yield replace(refusal, clause="7.1", page="name")


def _platform_was_not_given_up(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    platform = text_of(answers, "platform")
    if is_third_party(answers) and platform in facts.retired:
        until = day_in_words(facts.retired[platform])
        sentence = f"The school gave this platform up; sites on it close by {until}. Choose another one."
        yield Refusal("platform_retired", sentence, "7.3", "platform")


def _ages_in_order(answers: Answers, _facts: ProposalFacts) -> Iterator[Refusal]:
    youngest, oldest = answers.get("age_from"), answers.get("age_to")
    if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
        sentence = f"The youngest cannot be {youngest} when the oldest is {oldest}. Swap the two ages."
        yield Refusal("ages_the_wrong_way_round", sentence, "A.2", "year_groups")


def _dates_in_order(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    start, end = as_date(answers.get("starts_on")), as_date(answers.get("ends_on"))
    if end is None or end.year > LATEST_YEAR:
        return
    if end < facts.today:
        yield Refusal("end_in_the_past", "The end is over already. Choose a day still to come.", "A.1.6", "lasting")
    if start is not None and end < start:
        sentence = "The site would end before it opens. Check the two dates."
        yield Refusal("end_before_start", sentence, "A.1.6", "lasting")
    if end > facts.today + timedelta(days=366 * _LONGEST_YEARS):
        sentence = f"That is more than {_LONGEST_YEARS} years away. Choose a nearer end; it can be continued then."
        yield Refusal("end_too_far_away", sentence, "A.1.6", "lasting")


def _enough_people(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    moderators, least = set(people_of(answers, "moderators")), facts.policy.moderators_there_each_day
    if not moderators:
        return
    if len(moderators) < least:
        sentence = f"Your school’s policy wants {least} moderators there every day. You have named {len(moderators)}."
        yield Refusal("too_few_moderators", sentence, "A.5", "moderators")
    people, least = moderators | set(people_of(answers, "administrators")), facts.policy.administrators_at_least
    if len(people) < least:
        sentence = (
            f"Administrators and moderators are {_people(len(people))} in all. Your school’s policy asks for at least "
            f"{least} different people, so that the site is looked after when one is away."
        )
        yield Refusal("too_few_people", sentence, "A.5", "moderators")


def _people(number: int) -> str:
    return "one person" if number == 1 else f"{number} people"


def _there_when_it_opens(key: str, page: str) -> Callable[[Answers, ProposalFacts], Iterator[Refusal]]:
    """Nobody is named whose last day, or whose authorisation, comes before the site opens."""

    def rule(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
        start = as_date(answers.get("starts_on"))
        if start is None or start <= facts.today:
            return
        for person in dict.fromkeys(people_of(answers, key)):
            known = facts.people.get(person)
            if known is None or known.has_left(facts.today):
                continue
            if known.has_left(start):
                sentence = f"{known.name} leaves before the site opens. Name somebody who stays."
                yield Refusal("person_leaves_before_start", sentence, "A.3.1", page)
            elif known.may_hold_duties(facts.today) and not known.may_hold_duties(start):
                sentence = f"{known.name}’s authorisation ends before the site opens. Ask the head to renew it."
                yield Refusal("authorisation_ends_before_start", sentence, "A.3.1", page)

    return rule


def _often_enough(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    weeks, most = text_of(answers, "update_every"), facts.policy.update_interval_weeks
    if is_year_group_blog(answers) and weeks.isascii() and weeks.isdecimal() and int(weeks) > most:
        often = "every week" if most == 1 else f"every {most} weeks"
        sentence = f"A year group’s blog is updated {often}. Choose that, or make it another kind of site."
        yield Refusal("updated_too_seldom", sentence, "A.1.5", "updates")


def _hours_for_everyone(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    promised = {row.get("person") for row in rows_of(answers, "hours") if row.get("hours") not in (None, "")}
    if not promised:
        return
    for person in running_people(answers):
        known = facts.people.get(person)
        if person not in promised and known is not None and not known.has_left(facts.today):
            sentence = f"Say how many hours a week {known.name} can give."
            yield Refusal("hours_missing_for_person", sentence, "A.1.4", "hours")


def _advice_not_from_the_future(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    advised = as_date(answers.get("vulnerable_advice_on"))
    if advised is not None and advised > facts.today:
        sentence = "The advice is dated in the future. Give the day on which you were advised."
        yield Refusal("advice_in_the_future", sentence, "A.2", "vulnerable")


def _report_links_lead_somewhere(answers: Answers, _facts: ProposalFacts) -> Iterator[Refusal]:
    links = text_of(answers, "report_links")
    if links and not _ADDRESS.search(links):
        sentence = "Give at least one address, such as the service’s page for reporting a post."
        yield Refusal("report_links_without_address", sentence, "A.5", "intervention")


def _looked_at_before_the_end(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    end = as_date(answers.get("ends_on"))
    if end is None or end < facts.today:
        return
    for number, row in enumerate(rows_of(answers, "measures"), start=1):
        review_on = as_date(row.get("review_on"))
        if review_on is not None and review_on > end:
            sentence = f"Measure {number} is looked at after the site has ended. Choose a day before the end."
            yield Refusal("review_after_the_end", sentence, "A.1.7", "measures")


def _old_enough(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    yield from age_refusals(answers, facts, "pupil_accounts")


def _ages_checked_by_today(answers: Answers, facts: ProposalFacts) -> Iterator[Refusal]:
    checked = as_date(answers.get("ages_confirmed_on"))
    if checked is not None and checked > facts.today:
        sentence = "The ages cannot have been checked on a day still to come."
        yield Refusal("ages_checked_in_the_future", sentence, "7.3", "pupil_accounts")


_RULES: dict[str, tuple[Callable[[Answers, ProposalFacts], Iterator[Refusal]], ...]] = {
    "name": (_address_can_stand_in_the_register,),
    "platform": (_platform_was_not_given_up,),
    "year_groups": (_ages_in_order,),
    "pupil_accounts": (_ages_checked_by_today, _old_enough),
    "administrators": (_there_when_it_opens("administrators", "administrators"),),
    "moderators": (_enough_people, _there_when_it_opens("moderators", "moderators")),
    "updates": (_often_enough, _there_when_it_opens("updaters", "updates")),
    "hours": (_hours_for_everyone,),
    "vulnerable": (_advice_not_from_the_future,),
    "intervention": (_report_links_lead_somewhere,),
    "lasting": (_dates_in_order,),
    "measures": (_looked_at_before_the_end,),
}
