"""Disclosures about an adult: who told drives what has to be done, and in which order (001-7, 001-8)."""

from __future__ import annotations

import pytest

from governance.domain.disclosures import Disclosure, Source, Step, ending_refusals, source_is_masked, step_refusals


def told(source: Source | None, *done: Step, no: bool = False) -> Disclosure:
    return Disclosure(source, frozenset(done), reasoned_no=no)


REFERRED, EXPLAINED, CONFIDENCE = Step.REFERRED, Step.PROCESS_EXPLAINED, Step.CONFIDENCE_EXPLAINED
POLICE, INQUIRY = Step.POLICE_STAGE_DONE, Step.OWN_INQUIRY


@pytest.mark.parametrize(
    ("step", "disclosure", "codes"),
    [
        pytest.param(INQUIRY, told(None), ["source_not_said"], id="nobody said who told"),
        pytest.param(
            INQUIRY, told(Source.CHILD), ["not_referred_yet", "police_stage_not_done"],
            id="child: nothing done, so the school's own inquiry is locked twice",
        ),
        pytest.param(
            INQUIRY, told(Source.CHILD, REFERRED), ["police_stage_not_done"],
            id="child: referred, and locked until the police stage is marked done",
        ),
        pytest.param(
            INQUIRY, told(Source.CHILD, no=True), ["police_stage_not_done"],
            id="child: a reasoned no does not unlock talking with the adult",
        ),
        pytest.param(INQUIRY, told(Source.CHILD, REFERRED, POLICE), [], id="child: the police have done their part"),
        pytest.param(POLICE, told(Source.CHILD), ["not_referred_yet"], id="child: no police stage before a referral"),
        pytest.param(INQUIRY, told(Source.PARENT), ["not_referred_yet"], id="parent: do not investigate first"),
        pytest.param(INQUIRY, told(Source.PARENT, REFERRED), [], id="parent: after the referral"),
        pytest.param(EXPLAINED, told(Source.PARENT), [], id="parent: the process is explained at any time"),
        pytest.param(EXPLAINED, told(Source.CHILD), ["no_such_step"], id="child: there is no parent to explain it to"),
        pytest.param(CONFIDENCE, told(Source.STAFF), [], id="staff: confidence is talked over at any time"),
        pytest.param(CONFIDENCE, told(Source.PARENT), ["no_such_step"], id="parent: no colleague to keep back"),
        pytest.param(POLICE, told(Source.SEEN), ["no_such_step"], id="seen at the school: no child's word to wait for"),
        pytest.param(INQUIRY, told(Source.SEEN, no=True), [], id="seen: after a reasoned no"),
    ],
)  # fmt: skip
def test_which_steps_are_open(step: Step, disclosure: Disclosure, codes: list[str]) -> None:
    assert [refusal.code for refusal in step_refusals(step, disclosure)] == codes


@pytest.mark.parametrize(
    ("disclosure", "codes"),
    [
        pytest.param(told(None), ["source_not_said"], id="nobody said who told"),
        pytest.param(
            told(Source.PARENT), ["process_not_explained", "not_referred_yet"],
            id="parent: the process explained and a referral",
        ),
        pytest.param(told(Source.PARENT, EXPLAINED, REFERRED), [], id="parent: both are there"),
        pytest.param(told(Source.PARENT, EXPLAINED, no=True), [], id="parent: a reason stands for the referral"),
        pytest.param(told(Source.PARENT, REFERRED), ["process_not_explained"], id="parent: the date is missing"),
        pytest.param(
            told(Source.STAFF), ["confidence_not_explained", "not_referred_yet"], id="staff: confidence and a referral"
        ),
        pytest.param(told(Source.STAFF, CONFIDENCE, REFERRED), [], id="staff: both are there"),
        pytest.param(
            told(Source.CHILD), ["not_referred_yet", "police_stage_not_done"], id="child: a referral and the police"
        ),
        pytest.param(told(Source.CHILD, REFERRED), ["police_stage_not_done"], id="child: until the police have"),
        pytest.param(told(Source.CHILD, REFERRED, POLICE), [], id="child: all is there"),
        pytest.param(told(Source.CHILD, no=True), [], id="child: a reasoned no leaves no police stage to wait for"),
        pytest.param(
            told(Source.CHILD, REFERRED, no=True), ["police_stage_not_done"],
            id="child: a no beside a referral waives nothing",
        ),
        pytest.param(told(Source.SEEN), ["not_referred_yet"], id="seen at the school: a referral or a reason"),
        pytest.param(told(Source.SEEN, REFERRED), [], id="seen at the school: referred"),
    ],
)  # fmt: skip
def test_it_does_not_end_without_its_steps(disclosure: Disclosure, codes: list[str]) -> None:
    assert [refusal.code for refusal in ending_refusals(disclosure)] == codes


@pytest.mark.parametrize(
    ("source", "reader", "taken_by", "masked"),
    [
        pytest.param(Source.STAFF, 1, None, True, id="staff: nobody has it yet, so nobody is shown the name"),
        pytest.param(Source.STAFF, 1, 2, True, id="staff: another reader has it"),
        pytest.param(Source.STAFF, 1, 1, False, id="staff: who has it is shown the name"),
        pytest.param(Source.STAFF, None, None, True, id="staff: nobody at all"),
        pytest.param(Source.PARENT, 1, None, False, id="a parent is not masked"),
        pytest.param(Source.CHILD, 1, 2, False, id="a child is not masked"),
        pytest.param(None, 1, 2, False, id="nobody said who told"),
    ],
)
def test_the_name_of_a_colleague_is_for_who_has_the_concern(
    source: Source | None, reader: int | None, taken_by: int | None, masked: bool
) -> None:
    assert source_is_masked(source, reader, taken_by) is masked
