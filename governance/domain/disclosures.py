"""What has to be done with a disclosure about an adult, by who told the school first (001-7, 001-8).

``STEPS`` is the one table: a parent has the process explained, a member of staff is kept in confidence as far as that
goes, and after a child's word nobody at the school talks with the adult or looks into it before the police have done
their part.  Every source ends with a referral to the local authority or the police, or with the reason for none.
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.refusals import Refusal


class Source(StrEnum):
    """Who told the school first."""

    CHILD = "child"
    PARENT = "parent"
    STAFF = "staff"
    SEEN = "seen"


SOURCE_WORDS: dict[Source, str] = {
    Source.CHILD: "a child",
    Source.PARENT: "a parent or carer",
    Source.STAFF: "a member of staff",
    Source.SEEN: "nobody: it was seen at the school",
}


class Step(StrEnum):
    """One step; but for the referral each is a line of the record by the same word."""

    REFERRED = "referred"
    PROCESS_EXPLAINED = "process_explained"
    CONFIDENCE_EXPLAINED = "confidence_explained"
    POLICE_STAGE_DONE = "police_stage_done"
    OWN_INQUIRY = "own_inquiry"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step as one source has it: whether the concern can end without it, and which steps come before it."""

    step: Step
    must: bool
    after: tuple[Step, ...] = ()


STEPS: dict[Source, tuple[StepRule, ...]] = {
    Source.CHILD: (
        StepRule(Step.REFERRED, must=True),
        StepRule(Step.POLICE_STAGE_DONE, must=True, after=(Step.REFERRED,)),
        StepRule(Step.OWN_INQUIRY, must=False, after=(Step.REFERRED, Step.POLICE_STAGE_DONE)),
    ),
    Source.PARENT: (
        StepRule(Step.PROCESS_EXPLAINED, must=True),
        StepRule(Step.REFERRED, must=True),
        StepRule(Step.OWN_INQUIRY, must=False, after=(Step.REFERRED,)),
    ),
    Source.STAFF: (
        StepRule(Step.CONFIDENCE_EXPLAINED, must=True),
        StepRule(Step.REFERRED, must=True),
        StepRule(Step.OWN_INQUIRY, must=False, after=(Step.REFERRED,)),
    ),
    Source.SEEN: (
        StepRule(Step.REFERRED, must=True),
        StepRule(Step.OWN_INQUIRY, must=False, after=(Step.REFERRED,)),
    ),
}

STEP_WORDS: dict[Step, str] = {
    Step.REFERRED: "Refer it to the local authority or the police, or write down why not",
    Step.PROCESS_EXPLAINED: "Explain to the parent what happens now, and write down the day",
    Step.CONFIDENCE_EXPLAINED: "Tell the member of staff that their name is kept back as far as that goes",
    Step.POLICE_STAGE_DONE: "Wait until the police have done their part, and write down that they have",
    Step.OWN_INQUIRY: "Talk with the adult, or look into it at the school",
}

_MISSING: dict[Step, Refusal] = {
    Step.REFERRED: Refusal(
        "not_referred_yet",
        "Refer it to the local authority or the police first, or write down the reason why not.",
        "001-7",
    ),
    Step.PROCESS_EXPLAINED: Refusal(
        "process_not_explained", "A parent told us: the day on which the process was explained is missing.", "001-8"
    ),
    Step.CONFIDENCE_EXPLAINED: Refusal(
        "confidence_not_explained",
        "A member of staff told us: write down that keeping their name back was talked over with them.",
        "001-8",
    ),
    Step.POLICE_STAGE_DONE: Refusal(
        "police_stage_not_done",
        "A child told us: do not talk with the adult or look into it before the police have done their part.",
        "001-8",
    ),
}
_NOT_SAID = Refusal("source_not_said", "Say first who told the school: what has to be done follows from that.", "001-8")
_ELSEWHERE = Refusal("no_such_step", "This step is not asked for where somebody else told the school.", "001-8")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is known: who told, the steps that are done, and whether not referring was decided with a reason."""

    source: Source | None
    done: frozenset[Step]
    reasoned_no: bool = False

    @property
    def fulfilled(self) -> frozenset[Step]:
        """The steps that nothing waits for any more; a reasoned no stands for the referral alone."""
        return self.done | ({Step.REFERRED} if self.reasoned_no else frozenset())


def step_refusals(step: Step, disclosure: Disclosure) -> tuple[Refusal, ...]:
    """Every reason why a step cannot be taken now; empty means that it can."""
    if disclosure.source is None:
        return (_NOT_SAID,)
    rule = next((rule for rule in STEPS[disclosure.source] if rule.step is step), None)
    if rule is None:
        return (_ELSEWHERE,)
    return tuple(_MISSING[earlier] for earlier in rule.after if earlier not in disclosure.fulfilled)


def ending_refusals(disclosure: Disclosure) -> tuple[Refusal, ...]:
    """Every step that is missing before the record can end.

    Where not referring was decided with a reason, the police have no part that anybody could wait for.
    """
    if disclosure.source is None:
        return (_NOT_SAID,)
    waived = {Step.POLICE_STAGE_DONE} if disclosure.reasoned_no and Step.REFERRED not in disclosure.done else set()
    return tuple(
        _MISSING[rule.step]
        for rule in STEPS[disclosure.source]
        if rule.must and rule.step not in disclosure.fulfilled | waived
    )


def source_is_masked(source: Source | None, reader_id: int | None, taken_by: int | None) -> bool:
    """Whether the reader is not shown who told: a colleague's name is for the one person who has the concern."""
    return source is Source.STAFF and (taken_by is None or reader_id != taken_by)


def line_names_source(source: Source | None, kind: str, person: str, told_by: Collection[str]) -> bool:
    """Whether the name beside a line of the record is that of the colleague who told.

    ``kind`` is the line's word, ``told_by`` are the names under which the colleague stands in the record.  With whom
    confidence was talked over is always that colleague.
    """
    if source is not Source.STAFF or not person.strip():
        return False
    plain = {" ".join(name.casefold().split()) for name in told_by}
    return kind == Step.CONFIDENCE_EXPLAINED or " ".join(person.casefold().split()) in plain
