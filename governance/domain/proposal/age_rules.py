"""Whether the pupils of a proposed site are old enough for its platform (7.3, A.2).

The age binds where pupils would hold accounts, follow or contribute on somebody else's service.  It is asked of the
day on which the site opens, because a row can begin before that.  What is not known is refused.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from governance.domain.ages import AgeCheck, AgeOutcome, Involvement, StatedAge, age_check
from governance.domain.platforms import PLATFORM_NAMES
from governance.domain.proposal.answers import (
    is_third_party,
    keys_of,
    pupils_contribute,
    pupils_hold_accounts_follow_or_contribute,
    text_of,
)
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Answers
from governance.domain.proposal.wrong import as_date
from governance.domain.refusals import Refusal


def involvement_of(answers: Answers) -> frozenset[Involvement]:
    """What pupils would do on the site."""
    found = set()
    if pupils_hold_accounts_follow_or_contribute(answers):
        if pupils_contribute(answers):
            found.add(Involvement.CONTRIBUTE)
        if text_of(answers, "pupil_accounts") == "accounts":
            found.add(Involvement.ACCOUNTS)
        if text_of(answers, "pupil_accounts") == "follow":
            found.add(Involvement.FOLLOW)
    return frozenset(found)


def stated_age(answers: Answers) -> StatedAge | None:
    """The youngest age that somebody confirmed pupil by pupil, or None."""
    youngest, stated_on = answers.get("youngest_confirmed"), as_date(answers.get("ages_confirmed_on"))
    if not isinstance(youngest, int) or isinstance(youngest, bool) or stated_on is None:
        return None
    return StatedAge(youngest, stated_on)


def age_check_of(answers: Answers, facts: ProposalFacts) -> AgeCheck | None:
    """The check of the platform's age, or None while there is no other company's platform to check."""
    platform = text_of(answers, "platform")
    if not is_third_party(answers) or not platform:
        return None
    day = max(facts.today, as_date(answers.get("starts_on")) or facts.today)
    return _checked(answers, facts, platform, day)


def _checked(answers: Answers, facts: ProposalFacts, platform: str, day: date) -> AgeCheck:
    year_groups, involvement = keys_of(answers, "year_groups"), involvement_of(answers)
    check = age_check(year_groups, facts.nation, platform, facts.platform_ages, day, involvement, stated_age(answers))
    youngest = answers.get("age_from")
    if year_groups or check.row is None or check.outcome is not AgeOutcome.UNKNOWN:
        return check
    if not isinstance(youngest, int) or check.row.age is None:
        return check
    return _compared_with_range(check, youngest, check.row.age, PLATFORM_NAMES.get(platform, platform))


def _compared_with_range(check: AgeCheck, youngest: int, floor: int, name: str) -> AgeCheck:
    """A site that follows no year groups is judged by the age of its youngest pupils."""
    sentence = f"{name} asks for {floor}, and the youngest pupils here are {youngest}."
    if youngest >= floor:
        return replace(check, outcome=AgeOutcome.PASS, code="age_reached", sentence=sentence)
    sentence += " Choose another place, or let staff alone run it."
    return replace(check, outcome=AgeOutcome.BLOCK, code="age_below", sentence=sentence)


def age_refusals(answers: Answers, facts: ProposalFacts, page: str) -> tuple[Refusal, ...]:
    """Why these pupils may not take part on this platform; empty when they may, or when nothing binds."""
    check = age_check_of(answers, facts)
    if check is None or check.outcome is AgeOutcome.PASS:
        return ()
    return (Refusal(check.code, check.sentence, "7.3", page),)
