"""The go-live gate: everything that must hold before a site may go live, and every day after (A.2 to A.5).

Each check says what it found and what to do; what is not known does not hold.  The same answer is the page's list and
the launch's guard.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.domain.ages import AgeCheck, AgeOutcome
from governance.domain.calendar import day_in_words
from governance.domain.comments.holding import SeenByConnection, shown_by
from governance.domain.cover import DayCover
from governance.domain.refusals import Refusal
from governance.domain.registers.vetting import outside_stands
from governance.domain.words import listed


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody recorded as seen on the site: until when it counts, and the head's exception where there is one."""

    valid_until: date | None = None
    has_link: bool = False
    excepted: bool = False

    def counts_on(self, day: date) -> bool:
        """Whether it still counts; the last day does."""
        return self.valid_until is None or self.valid_until >= day


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the gate reads of one site on one day.  None of a ``Seen`` means that nobody has recorded it.

    ``people`` are the distinct persons who count today, of ``people_at_least``; ``why_not`` says why others do not.
    ``cover`` holds the next school days, of which the policy asks for ``cover_days``.  ``connection`` is None where the
    site is not connected.  ``outside_vetted`` and ``outside_lapsed`` count the contributors from outside that were let
    onto the site, by whether their vetting counts today.
    """

    today: date
    has_approved_version: bool
    third_party: bool
    pupil_site: bool
    takes_contributions: bool
    uses_logo: bool
    brand_approved: bool
    logo_required: bool
    people: frozenset[int]
    administrators: frozenset[int]
    people_at_least: int
    why_not: tuple[str, ...]
    cover: tuple[DayCover, ...]
    cover_days: int
    has_house_rules: bool
    has_terms: bool
    has_intervention_plan: bool
    age: AgeCheck | None
    planned_end: date | None
    exit_steps: int
    measures: int
    cards: int
    rules_seen: Seen | None
    conformity_seen: Seen | None
    comments_held: Seen | None
    privacy_seen: Seen | None
    logo_seen: Seen | None
    connection: SeenByConnection | None = None
    names_outside_writers: bool = False
    outside_vetted: int = 0
    outside_lapsed: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the gate.  ``holds`` is None when nobody knows yet, which is not enough.

    ``evidence`` is the kind of evidence that settles it, for the page's button.
    """

    key: str
    clause: str
    title: str
    holds: bool | None
    found: str
    to_do: str = ""
    evidence: str = ""


def gate(facts: GateFacts) -> tuple[Check, ...]:
    """Return every check of the gate, in the order in which people work through them."""
    return tuple(check for part in (_approvals, _people, _rules, _children, _place, _end) for check in part(facts))


def gate_refusals(checks: tuple[Check, ...]) -> tuple[Refusal, ...]:
    """Return what the gate still asks for; empty means that the site may go live."""
    return tuple(
        Refusal(f"gate_{check.key}", f"{check.title}: {check.found} {check.to_do}".strip(), check.clause)
        for check in checks
        if not check.holds
    )


def _approvals(facts: GateFacts) -> Iterator[Check]:
    yield Check(
        "approval",
        "A.3.2",
        "The head approved the proposal",
        facts.has_approved_version,
        "An approved version stands." if facts.has_approved_version else "No version has been approved.",
        "" if facts.has_approved_version else "Submit the proposal and wait for the head’s decision.",
    )
    if facts.uses_logo:
        yield Check(
            "brand",
            "A.3.5",
            "The head approved the use of logo and brand",
            facts.brand_approved,
            "Approved." if facts.brand_approved else "The head has not said yes to the logo and brand.",
            "" if facts.brand_approved else "The head decides this on the proposal’s decision page.",
        )


def _people(facts: GateFacts) -> Iterator[Check]:
    count, least = len(facts.people), facts.people_at_least
    enough = count >= least and bool(facts.administrators)
    who = "person counts" if count == 1 else "people count"
    found = f"{count} {who} today; the policy asks for {least} different people."
    if count >= least and not facts.administrators:
        found = "Nobody counts as an administrator today."
    yield Check(
        "people",
        "A.5",
        "Enough approved people run the site",
        enough,
        " ".join((found, *facts.why_not)) if not enough else found,
        "" if enough else "Name people, let them accept, and see to their approval, training and acknowledgement.",
    )
    yield _cover(facts)


def _cover(facts: GateFacts) -> Check:
    title = f"A moderator is there on each of the next {facts.cover_days} school days"
    if len(facts.cover) < facts.cover_days:
        return Check(
            "cover",
            "A.5",
            title,
            None,
            f"The calendar knows only {len(facts.cover)} of the next {facts.cover_days} school days.",
            "The ICT lead or the head enters the term dates in the calendar.",
        )
    bare = [day_in_words(day.day) for day in facts.cover if not day.covered]
    if not bare:
        return Check("cover", "A.5", title, True, "Every one of these days is covered.")
    return Check(
        "cover",
        "A.5",
        title,
        False,
        f"Not enough moderators on {listed(bare)}.",
        "Name one more moderator for these days.",
    )


def _rules(facts: GateFacts) -> Iterator[Check]:
    missing = [
        name
        for name, is_there in (("house rules", facts.has_house_rules), ("terms of use", facts.has_terms))
        if not is_there
    ]
    yield Check(
        "rules",
        "A.4.1",
        "Terms of use and house rules are published",
        not missing,
        f"The school has not published its {listed(missing)}." if missing else "Both are published.",
        "The ICT lead or the head publishes them under House rules." if missing else "",
    )
    if facts.third_party:
        yield _seen(
            facts, facts.conformity_seen, "conformity", "A.4.1", "The host’s own rules conform to the school’s",
            "State how the host’s terms and rules match the school’s standards.",
        )  # fmt: skip
    else:
        yield _seen(
            facts, facts.rules_seen, "rules_published", "A.4.1", "The site links to its rules",
            "Put the link to the rules on the site, and record where it stands.", needs_link=True,
        )  # fmt: skip


def _children(facts: GateFacts) -> Iterator[Check]:
    if facts.pupil_site and (facts.takes_contributions or facts.connection is not None):
        yield _comments_held(facts)
    if facts.pupil_site and (facts.names_outside_writers or facts.outside_vetted or facts.outside_lapsed):
        holds, found, to_do = outside_stands(facts.outside_vetted, facts.outside_lapsed)
        yield Check("vetting", "A.2.6", "Everybody who contributes from outside is vetted", holds, found, to_do)
    if facts.pupil_site:
        yield _seen(
            facts, facts.privacy_seen, "privacy_settings", "A.5", "The strongest privacy settings are on",
            "Set them on the host and record what you saw, or the head records why a weaker one is right.",
        )  # fmt: skip
    if facts.age is not None:
        fine = facts.age.outcome is AgeOutcome.PASS
        holds = None if facts.age.outcome is AgeOutcome.UNKNOWN else fine
        yield Check(
            "minimum_age",
            "A.2",
            "Pupils are old enough for the platform",
            holds,
            facts.age.sentence,
            "" if fine else "Change the proposal, or correct the platform’s row under Minimum ages.",
        )


def _comments_held(facts: GateFacts) -> Check:
    key, clause, title = "comments_held", "A.5", "Every comment is held until somebody has looked"
    shown = shown_by(facts.connection, is_recorded=facts.comments_held is not None)
    if shown is not None:
        return Check(key, clause, title, shown.holds, shown.found, shown.to_do, "" if shown.holds else key)
    to_do = "Switch on approval of every comment on the host, and record what you saw."
    return _seen(facts, facts.comments_held, key, clause, title, to_do)


def _place(facts: GateFacts) -> Iterator[Check]:
    if facts.third_party:
        yield Check(
            "intervention",
            "A.5",
            "There is a plan to step in beside the host",
            facts.has_intervention_plan,
            "The proposal has it." if facts.has_intervention_plan else "The proposal has no complete plan.",
            "" if facts.has_intervention_plan else "Change the proposal and say who steps in, when and how.",
        )
    if facts.logo_required:
        yield _seen(
            facts, facts.logo_seen, "logo", "A.4.7", "The school’s logo is on the site and links to the school",
            "Record where the logo stands and what it links to, or the reason why it does not.", needs_link=True,
        )  # fmt: skip
    yield Check(
        "identity",
        "A.4.8",
        "It is shown who runs the site, with their position",
        facts.cards > 0,
        f"{facts.cards} shown." if facts.cards else "Nobody is shown yet.",
        "" if facts.cards else "Show at least one person with their position on the site’s page.",
    )


def _end(facts: GateFacts) -> Iterator[Check]:
    end = facts.planned_end
    planned = end is not None and end >= facts.today and facts.exit_steps > 0
    if end is None:
        found = "The proposal has no planned end."
    elif end < facts.today:
        found = f"The planned end, {day_in_words(end)}, has passed."
    elif facts.exit_steps == 0:
        found = "The exit plan has no steps."
    else:
        found = f"It ends on {day_in_words(end)}, in {facts.exit_steps} steps."
    yield Check(
        "exit_plan", "A.1.6", "There is a planned end and an exit plan", planned, found,
        "" if planned else "Change the proposal and have it approved.",
    )  # fmt: skip
    yield Check(
        "measures",
        "A.1.7",
        "It is said how success will be seen",
        facts.measures > 0,
        _measures_found(facts.measures),
        "" if facts.measures else "Change the proposal and have it approved.",
    )


def _measures_found(count: int) -> str:
    if count == 0:
        return "The proposal has no measure of success."
    return "1 measure with its date." if count == 1 else f"{count} measures with their dates."


def _seen(
    facts: GateFacts, seen: Seen | None, kind: str, clause: str, title: str, to_do: str, *, needs_link: bool = False
) -> Check:
    """One check that somebody settles by looking at the site and recording what they saw."""
    if seen is None:
        return Check(kind, clause, title, None, "Nobody has recorded it yet.", to_do, kind)
    if not seen.counts_on(facts.today):
        until = day_in_words(seen.valid_until) if seen.valid_until else ""
        return Check(kind, clause, title, None, f"What was recorded counted until {until}.", to_do, kind)
    if seen.excepted:
        return Check(kind, clause, title, True, "The head allowed an exception, with its reason.", evidence=kind)
    if needs_link and not seen.has_link:
        return Check(kind, clause, title, False, "It was recorded without an address.", to_do, kind)
    return Check(kind, clause, title, True, "Seen and recorded.", evidence=kind)
