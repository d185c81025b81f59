"""When what is typed about a breach is enough, what may follow from it, and when it ends (9.1 to 9.3, 001-6, 002-3).

Every function returns all its reasons; empty means allowed.  May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from governance.domain.breaches.words import BY_WORDS, GRAVEST, OUTCOME_WORDS, OUTCOMES, By, Kind, Outcome, Report
from governance.domain.clauses.catalogue import BY_NUMBER
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

LONGEST_WORDS = 4000
MOST_FROM_ONE_ADDRESS = 10
"""Reports of contracted providers from one address within an hour; no class of pupils stands behind one of these."""

CLOSED = Refusal("breach_closed", "This breach is closed. Open it again first if something new is known.", "9.1")
NO_LONGER_KEPT = Refusal(
    "words_disposed_of", "What this breach said is no longer kept. Report what is new as a breach of its own.", "003-7"
)


def report_refusals(
    report: Report, facts: str, kinds: Collection[Kind], learned_at: dt.datetime, now: dt.datetime, *, manager: bool
) -> tuple[Refusal, ...]:
    """Why a report cannot be taken; ``manager`` says that a line manager was chosen."""
    found = list(reason_refusals(facts, "what happened", clause="9.1", page="facts", longest=LONGEST_WORDS))
    if report is Report.BREACH and not kinds:
        found.append(Refusal("no_kind", "Choose what was breached; it can be more than one.", "9.2", "kinds"))
    if report is Report.MENTION and not manager:
        found.append(Refusal("no_line_manager", "Choose the line manager who should read it.", "002-3", "manager"))
    if learned_at > now:
        found.append(Refusal("learned_in_future", "Enter when you learned of it: now or before.", "9.3", "learned_on"))
    return tuple(found)


def provider_refusals(
    provider: str, contact: str, facts: str, learned_at: dt.datetime, now: dt.datetime, lately: int
) -> tuple[Refusal, ...]:
    """Why what a contracted provider tells cannot be taken; ``lately`` is how many came from the same address."""
    found = list(reason_refusals(facts, "what happened", clause="9.3", page="facts", longest=LONGEST_WORDS))
    if not provider.strip():
        found.append(Refusal("no_provider", "Say which company or service you are from.", "9.3", "provider"))
    if not contact.strip():
        found.append(Refusal("no_contact", "Say how the school can reach you.", "9.3", "contact"))
    if learned_at > now:
        found.append(Refusal("learned_in_future", "Enter when you learned of it: now or before.", "9.3", "learned_on"))
    if lately >= MOST_FROM_ONE_ADDRESS:
        sentence = "Many reports came from where you are in the last hour. Ring the school office, or try again later."
        found.append(Refusal("too_many_reports", sentence, "9.3"))
    return tuple(found)


def weighing_refusals(clauses: Collection[str], kinds: Collection[Kind]) -> tuple[Refusal, ...]:
    """Why a breach is not weighed like this: it names what was breached, in clauses that the policy has."""
    found = []
    if not kinds:
        found.append(Refusal("no_kind", "Choose what was breached; it can be more than one.", "9.2", "kinds"))
    if not clauses:
        found.append(Refusal("no_clause", "Choose the clause of the policy that it goes against.", "9.1", "clauses"))
    unknown = sorted(set(clauses) - BY_NUMBER.keys())
    if unknown:
        found.append(Refusal("clause_unknown", f"The policy has no clause {unknown[0][:20]}.", "9.1", "clauses"))
    return tuple(found)


def found_refusals(words: str) -> tuple[Refusal, ...]:
    """Why what looking into it found is not enough (001-6: breaches are looked into fully)."""
    return reason_refusals(words, "what you found", clause="001-6", page="found", longest=LONGEST_WORDS)


def outcome_refusals(
    by: By,
    kinds: Collection[Kind],
    outcome: Outcome,
    reason: str,
    *,
    is_looked_into: bool,
    police_told: bool,
    is_leak_undecided: bool,
) -> tuple[Refusal, ...]:
    """Why a breach cannot end like this: what may follow depends on the kind of person and of breach.

    ``is_leak_undecided``: personal details got out, and nobody has decided yet who is told of that (003-7).
    """
    found = []
    if not is_looked_into:
        found.append(Refusal("not_looked_into", "First write down what looking into it found.", "001-6", "found"))
    if outcome not in OUTCOMES[by]:
        sentence = f"“{OUTCOME_WORDS[outcome]}” cannot follow where it was {BY_WORDS[by]}."
        found.append(Refusal("not_for_this_person", sentence, "001-6", "outcome"))
    if outcome is Outcome.DISMISSAL and not GRAVEST & set(kinds):
        sentence = "The policy names dismissal only for confidence, defamation, the school’s name and illegal acts."
        found.append(Refusal("not_grave_enough", sentence, "9.2", "outcome"))
    if Kind.ILLEGAL in kinds and outcome is not Outcome.NO_BREACH and not police_told:
        sentence = "Something illegal goes to the police. Write down when they were told."
        found.append(Refusal("police_not_told", sentence, "001-6", "outcome"))
    if is_leak_undecided:
        sentence = "Personal details got out. First decide who is told of that, and write down why."
        found.append(Refusal("leak_not_decided", sentence, "003-7", "outcome"))
    found.extend(reason_refusals(reason, "the reason", clause="9.1", page="reason", longest=LONGEST_WORDS))
    return tuple(found)


def minutes_between(learned_at: dt.datetime, told_at: dt.datetime) -> int:
    """Return the whole minutes from when a provider learned of a breach to when the school was told (9.3)."""
    return int((told_at - learned_at).total_seconds() // 60)
