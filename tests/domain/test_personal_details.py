"""Personal contact details in public text: what is found, and what only looks like one (A.4.9; DOMAIN 7.11)."""

from __future__ import annotations

import pytest

from governance.domain.personal_details import SchoolContacts, personal_detail_refusals, personal_details

OAK = SchoolContacts(
    frozenset({"oak.example"}), frozenset({"01204 333 333", "+44 1204 555 555"}), frozenset({"BL0 9SZ"})
)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        pytest.param("Write to jo.hill@mail.example", "email", "jo.hill@mail.example", id="text with a personal email"),
        pytest.param("jo@notoak.example", "email", "jo@notoak.example", id="a host that only ends alike"),
        pytest.param("jo@oak.example.net", "email", "jo@oak.example.net", id="a host that only begins alike"),
        pytest.param("jo @ mail.example", "email", "jo @ mail.example", id="spaces around the sign"),
        pytest.param("jo＠mail.example", "email", "jo@mail.example", id="a wide sign"),
        pytest.param("Ring 07700 900123.", "phone", "07700 900123", id="a mobile number"),
        pytest.param("(01204) 696 789", "phone", "01204) 696 789", id="a number with its code in brackets"),
        pytest.param("+44 (0)7700 900 123", "phone", "+44 (0)7700 900 123", id="with the country's code"),
        pytest.param("0044 7700 900123", "phone", "0044 7700 900123", id="with noughts for the country's code"),
        pytest.param("+33 1 23 45 67 89", "phone", "+33 1 23 45 67 89", id="another country's number"),
        pytest.param("I live at SW1A 1AA", "postcode", "SW1A 1AA", id="a postcode"),
        pytest.param("m1 1ae", "postcode", "m1 1ae", id="a postcode in small letters"),
        pytest.param("BL09SY", "postcode", "BL09SY", id="a postcode without its space"),
    ],
)
def test_a_personal_detail_is_found(text: str, kind: str, found: str) -> None:
    assert [(detail.kind.value, detail.text) for detail in personal_details(text, OAK)] == [(kind, found)]
    assert [refusal.code for refusal in personal_detail_refusals(text, OAK)] == ["personal_detail"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Year 10 May ball", id="Year 10 May ball"),
        pytest.param("office@oak.example", id="the school's domain is not personal"),
        pytest.param("head@mail.oak.example", id="a name below the school's domain"),
        pytest.param("Ring the office on 01204 333333", id="the school's own number"),
        pytest.param("+44 1204 333 333 or 01204 555555", id="the same numbers written otherwise"),
        pytest.param("Oak Lane, bl0 9sz", id="the school's own postcode"),
        pytest.param("Childline 0800 1111, police 999 or 101", id="helplines are shorter"),
        pytest.param("Mr E4 and the S4 2nd team", id="a year and an ordinal"),
        pytest.param("Y4 4TH place", id="letters that are no postcode's area"),
        pytest.param("Since 01-09-2026, version 10.0.2026", id="dates and versions"),
        pytest.param("Mrs May, Mr Post and Miss Code", id="surnames equal to words"),
        pytest.param("Room 012, 30 pupils, 2026 to 2027", id="other numbers"),
        pytest.param("@oakprimary on X", id="a handle"),
        pytest.param("Teacher, Years 3/4 and 5/6", id="a position with years"),
    ],
)
def test_what_is_no_personal_detail_passes(text: str) -> None:
    assert personal_details(text, OAK) == ()
