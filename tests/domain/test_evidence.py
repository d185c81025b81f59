"""What is enough as evidence, and who records, excepts and evaluates (A.1.7, A.4.1, A.4.7, A.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.domain.evidence import EvidenceKind, evaluation_refusals, evidence_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

TODAY = date(2026, 11, 18)
WORDS = "Seen at the top of the page."
LINK = "https://school.example/blog"


def codes(found: tuple[Refusal, ...]) -> list[str]:
    return [refusal.code for refusal in found]


def by(capacity: Capacity, site: SiteState = SiteState.LIVE) -> Situation:
    return Situation(capacities=frozenset({capacity}), site=site)


def evidence(kind: EvidenceKind, who: Situation | None = None, **changed: Any) -> list[str]:
    asked = {"statement": WORDS, "link": LINK, "seen_on": TODAY, "today": TODAY, "exception": "", **changed}
    return codes(evidence_refusals(who or by(Capacity.ICT_LEAD), kind, **asked))


@pytest.mark.parametrize("capacity", list(Capacity))
def test_who_records_and_who_evaluates(capacity: Capacity) -> None:
    records = capacity.value in {"resourcing_owner", "proposer", "ict_lead", "head"}
    assert evidence(EvidenceKind.LOGO, by(capacity)) == ([] if records else ["not_yours_to_do"])
    asked = {"measure": 1, "measures": 1, "evidence": WORDS, "result": "continue"}
    evaluates = records or capacity is Capacity.LEADERSHIP
    assert codes(evaluation_refusals(by(capacity), **asked)) == ([] if evaluates else ["not_yours_to_do"])


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_every_kind_needs_words_and_a_day_that_has_come(kind: EvidenceKind) -> None:
    assert evidence(kind) == []
    assert evidence(kind, statement="") == ["reason_blank"]
    assert evidence(kind, seen_on=date(2026, 11, 19)) == ["seen_in_future"]
    assert evidence(kind, link="no address") == ["bad_link"]
    assert evidence(kind, by(Capacity.HEAD, SiteState.CLOSED)) == ["not_in_this_state"]
    needs_link = kind.value in {"logo", "rules_published"}
    assert evidence(kind, link="") == (["no_link"] if needs_link else [])


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_an_exception_is_the_heads_and_only_from_two_checks(kind: EvidenceKind) -> None:
    why = "The host crops every logo beyond recognition."
    possible = kind.value in {"logo", "privacy_settings"}
    assert evidence(kind, by(Capacity.HEAD), exception=why, link="") == ([] if possible else ["no_exception"])
    assert evidence(kind, exception=why, link="")[-1] == "exception_not_yours"
    assert "reason_one_word" in evidence(kind, by(Capacity.HEAD), exception="Cropped", link="")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"measure": 2}, "no_such_measure", id="a measure that the proposal has not"),
        pytest.param({"measure": 0}, "no_such_measure", id="measures count from one"),
        pytest.param({"result": "perhaps"}, "no_result", id="continue, change or close"),
        pytest.param({"evidence": ""}, "reason_blank", id="what shows it"),
    ],
)
def test_each_reason_against_an_evaluation(changed: dict[str, Any], code: str) -> None:
    asked = {"measure": 1, "measures": 1, "evidence": WORDS, "result": "change", **changed}
    assert codes(evaluation_refusals(by(Capacity.HEAD), **asked)) == [code]


@pytest.mark.parametrize("state", list(SiteState))
def test_a_site_is_evaluated_while_it_runs_or_is_being_closed(state: SiteState) -> None:
    asked = {"measure": 1, "measures": 1, "evidence": WORDS, "result": "close"}
    runs = state.value in {"live", "suspended", "closing"}
    assert codes(evaluation_refusals(by(Capacity.HEAD, state), **asked)) == ([] if runs else ["not_in_this_state"])
