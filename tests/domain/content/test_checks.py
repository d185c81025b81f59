"""What a draft lacks, and what its approver confirms: every expectation is written out (A.4.2 to A.4.10, 003-6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from governance.domain.content.checks import Content, confirmations_of, content_refusals, is_sensitive, unconfirmed
from governance.domain.personal_details import SchoolContacts
from tests.domain.content.samples import content

OWN = SchoolContacts(
    hosts=frozenset({"oak.example"}), phones=frozenset({"01632 960001"}), postcodes=frozenset({"MK9 1AB"})
)


def codes(draft: Content, **known: bool) -> list[str]:
    return [refusal.code for refusal in content_refusals(draft, OWN, **known)]


def test_a_complete_draft_lacks_nothing() -> None:
    assert codes(content()) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"accurate": "no"}, ["not_accurate"], id="A.4.3: information is accurate"),
        pytest.param({"accurate": ""}, ["accurate_missing"], id="A.4.3: nobody said whether it was checked"),
        pytest.param({"law": ["privacy", "libel"]}, ["law_missing"], id="A.4.4: each of the six laws is looked at"),
        pytest.param({"law": "all"}, ["law_missing"], id="A.4.4: an answer of another shape is none"),
        pytest.param({"party_political": "yes"}, ["party_political"], id="003-6: no party-political use"),
        pytest.param({"others_work": "yes"}, ["permission_missing"], id="A.4.6: whose work, and how they allowed it"),
        pytest.param({"logo": "without"}, ["logo_reason_missing"], id="A.4.7: no logo needs a reason"),
        pytest.param({"logo": "elsewhere"}, ["logo_missing"], id="A.4.7: an answer that is not in the list"),
        pytest.param({"speaks": "yes"}, ["speaks_as_missing"], id="A.4.8: who speaks says the position"),
        pytest.param(
            {"speaks": "yes", "speaks_as": "Ms Hill, 07700 900123"},
            ["personal_detail"],
            id="A.4.9: no telephone number beside a name",
        ),
        pytest.param({"commits": "yes"}, ["authorisation_missing"], id="A.4.2: a commitment without an authorisation"),
        pytest.param({"law": None, "sensitive": None}, ["sensitive_missing", "law_missing"], id="everything is said"),
    ],
)
def test_what_an_answer_lacks(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(content(**changed)) == expected


def test_a_commitment_without_an_authorisation_is_refused() -> None:
    assert codes(content(commits="yes"), is_authorised=False) == ["authorisation_missing"]
    assert codes(content(commits="yes", authorisation="7"), is_authorised=False) == ["no_authorisation"]
    assert codes(content(commits="yes", authorisation="7"), is_authorised=True) == []
    assert codes(content(commits="no"), is_authorised=False) == []


def test_a_permission_that_does_not_cover_it_is_refused() -> None:
    typed = content(others_work="yes", permission="The zoo, by e-mail.")
    assert codes(typed, is_permitted=True) == []
    named = content(others_work="yes", permission_of="3")
    assert codes(named, is_permitted=True) == []
    assert codes(named, is_permitted=False) == ["no_permission"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Write to sam.hill@mail.example.", ["personal_detail"], id="a personal e-mail address"),
        pytest.param("Ring me on 01632 960999.", ["personal_detail"], id="a home telephone number"),
        pytest.param("I live at MK9 3QA.", ["personal_detail"], id="a postcode"),
        pytest.param("Write to office@oak.example.", [], id="an address at the school's own domain"),
        pytest.param("Write to year4@blogs.oak.example.", [], id="an address below the school's own domain"),
        pytest.param("Ring the office on 01632 960001.", [], id="the school's own telephone number"),
        pytest.param("We are at MK9 1AB.", [], id="the school's own postcode"),
        pytest.param("The Year 10 May ball is on 5 May.", [], id="Year 10 May ball"),
        pytest.param("Mr Baker and Miss Cook read with Year 4.", [], id="surnames equal to words"),
    ],
)
def test_personal_contact_details_are_found_and_the_schools_own_are_not(text: str, expected: list[str]) -> None:
    assert codes(content(text=text)) == expected


def test_a_draft_without_words_or_sources() -> None:
    assert codes(replace(content(), title=" ", text="", sources="")) == [
        "title_missing",
        "text_missing",
        "sources_missing",
    ]
    assert codes(replace(content(), text="x" * 20_001)) == ["text_too_long"]


def test_a_sensitive_topic_asks_for_a_second_reader() -> None:
    assert is_sensitive(content(sensitive="yes"))
    assert not is_sensitive(content())


def test_what_is_confirmed_depends_on_the_answers() -> None:
    always = ["worthwhile", "law", "no_politics", "no_contacts", "no_opinions"]
    assert [one.key for one in confirmations_of(content())] == always
    everything = content(commits="yes", sensitive="yes", others_work="yes", logo="without", speaks="yes")
    assert [one.key for one in confirmations_of(everything)] == [
        *always,
        "authorised",
        "tone",
        "permitted",
        "logo",
        "position",
    ]


def test_whatever_was_not_confirmed_is_refused_with_its_clause() -> None:
    missing = unconfirmed(content(), ["worthwhile", "law", "no_politics", "no_contacts"])
    assert [(refusal.code, refusal.clause) for refusal in missing] == [("not_confirmed", "A.4.10")]


def test_the_digest_is_of_every_word_and_answer() -> None:
    first = content().digest
    assert first == content().digest
    others = [content(title="Other"), content(text="Other"), content(speaks="yes"), replace(content(), sources="Other")]
    assert len({first, *(one.digest for one in others)}) == 5
