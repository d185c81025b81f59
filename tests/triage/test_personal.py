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
        pytest.param("I walk home past the chip shop every day at half three", Kind.WHEREABOUTS, id="a way home"),
        pytest.param("she's alone at the house on Tuesdays", Kind.WHEREABOUTS, id="alone on a certain day"),
        pytest.param("On Wednesdays I wait by the bandstand until five", Kind.WHEREABOUTS, id="a place and an hour"),
        pytest.param("our car is AB12 CDE", Kind.WHEREABOUTS, id="a number plate"),
        pytest.param("our house is the one with the red door opposite the Co-op", Kind.ADDRESS, id="which house it is"),
        pytest.param("my nan's is two doors down from the post office", Kind.ADDRESS, id="a house beside another"),
        pytest.param("number twelve, Orchard Close", Kind.ADDRESS, id="an address in words"),
        pytest.param("the old mill cottage, Church Street", Kind.ADDRESS, id="a house with a name"),
        pytest.param("she turns seven this Friday the 12th", Kind.BIRTH_DATE, id="an age and a day"),
        pytest.param("born on Christmas Day 2016", Kind.BIRTH_DATE, id="born on a feast"),
        pytest.param("my birthday is the third of May and I'll be nine", Kind.BIRTH_DATE, id="a birthday in words"),
        pytest.param("on insta I'm jojo.xo", Kind.HANDLE, id="a name on a network, the other way round"),
        pytest.param("find me under sunnybear7", Kind.HANDLE, id="a name to search for"),
        pytest.param("email me its tomsmith gmail", Kind.MAIL, id="mail without any mark"),
        pytest.param("He's in 4B with Mrs Lowe, Jake is", Kind.CLASS, id="a class, and the name after it"),
        pytest.param("My grandson Alfie is in Mr Dunn's class", Kind.CLASS, id="a name with a teacher's class"),
        pytest.param("G. Lawson from St Mary's was best", Kind.NAME_WITH_SCHOOL, id="initial, last name and school"),
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
        "We walked past the chip shop on our local walk",
        "The bus to the museum leaves at nine, please wait by the gate",
        "The Spitfire was number R9612",
        "The house in the story has a red door",
        "The library is two doors down from the hall",
        "The old mill burned down on Sunday",
        "She turned seven shades of green",
        "Christmas Day is on a Thursday this year",
        "My birthday was the best day ever",
        "Find me a partner please",
        "My email is not working",
        "4B was the best class, said Mr Dunn",
        "St Mary's choir sang well",
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
