"""Which personal details are found, and which are the school's own or nobody's (A.4.9, A.5.2)."""

from __future__ import annotations

import pytest

from governance.triage import Contacts, Kind, School
from governance.triage.pupil_names import digest_of, normal_form, pupil_test
from tests.triage.test_words import rules_of


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        pytest.param("ring 07700 900123", Kind.PHONE, id="a number reserved for drama"),
        pytest.param("oh seven seven double oh nine hundred one two three", Kind.PHONE, id="a number in words"),
        pytest.param("٠٧٧٠٠٩٠٠١٢٣", Kind.PHONE, id="digits of another script"),
        pytest.param("O77OO 9OO123", Kind.PHONE, id="letters for noughts"),
        pytest.param("jack at gmail dot com", Kind.MAIL, id="mail spelt out"),
        pytest.param("sam.j@mail.example.com", Kind.MAIL, id="mail"),
        pytest.param("my postcode is cv3 4ab", Kind.POSTCODE, id="a postcode in small letters"),
        pytest.param("i live at 14 maple drive", Kind.ADDRESS, id="an address"),
        pytest.param("add me on snap coolkid_99", Kind.HANDLE, id="a handle"),
        pytest.param("Well done Ella Robinson!", Kind.FULL_NAME, id="first and last name"),
        pytest.param("my name is Zyx Quandle", Kind.FULL_NAME, id="a name on no list, after my name is"),
        pytest.param("aisha khan is in my class", Kind.FULL_NAME, id="a name in small letters"),
        pytest.param("Ella in 4B is funny", Kind.CLASS, id="a name with a class"),
        pytest.param("I'm Tom and I go to Greenfield Primary", Kind.NAME_WITH_SCHOOL, id="a name with a school"),
        pytest.param("my birthday is 4th March 2016", Kind.BIRTH_DATE, id="a date of birth"),
        pytest.param("home alone until 6 every day", Kind.WHEREABOUTS, id="alone at home"),
        pytest.param("Mrs Patel lives on Elm Road", Kind.STAFF_HOME, id="a teacher's home"),
        pytest.param("look at www.shop.example.com", Kind.LINK, id="a link"),
    ],
)
def test_it_finds(comment: str, kind: Kind) -> None:
    assert kind in {reason.kind for reason in rules_of(comment).reasons}


@pytest.mark.parametrize(
    "comment",
    [
        "Marcus Rashford and Roald Dahl are my heroes",
        "Charles Darwin was born on 12 February 1809",
        "My times tables: 7 14 21 28 35 42 49 56 63 70",
        "The odd one out is 9 because its square is odd",
        "Mum let me stay up to see the fireworks",
        "Please stay behind with year 3 to paint the set",
        "The Egyptians used a reed pen. We tried it too",
        "Pi is 3.14159265358979",
        "Thanks Jack Great work",
        "Emma, Lily and Noah did well at Victoria Park",
        "Ring Childline on 0800 1111",
        "The Prime Minister lives at 10 Downing Street",
        "My name is Ella and I love this",
    ],
)
def test_it_leaves_alone(comment: str) -> None:
    assert rules_of(comment).reasons == ()


def test_the_schools_own_number_domain_and_postcode_pass() -> None:
    own = Contacts(phones=("024 7600 0000",), domains=("oak.example.com",), postcodes=("CV1 2AB",))
    comment = "Ring 02476 000000, write to office@oak.example.com, see https://www.oak.example.com/, CV1 2AB"
    assert rules_of(comment, School(contacts=own)).reasons == ()
    assert len({reason.kind for reason in rules_of(comment).reasons}) == 4


def test_a_pupils_first_name_is_a_reason_under_a_rule_without_names_only() -> None:
    test = pupil_test({digest_of("Zoë-Mae", b"k" * 32)}, b"k" * 32)
    found = rules_of("I like zoemae a lot", School(is_pupil=test)).reasons
    assert [reason.kind for reason in found] == [Kind.FIRST_NAME]
    assert rules_of("I like zoemae a lot", School(identity_rule="first_name", is_pupil=test)).reasons == ()


def test_a_names_normal_form_has_no_case_no_accent_and_no_mark() -> None:
    assert normal_form("  Zoë-Mae O’Neill ") == "zoemae oneill"
    assert normal_form("\ud800 \u200b") == ""
