"""Whether an image may be used: consent of everybody in it for that use, and the identity rule; all reasons at once."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.consents import ConsentGiven, Standing, consent_on, is_in_force
from governance.domain.images import PersonInImage, Shown, given_after_use, image_refusals, lacks
from governance.domain.shown_words import Covers, Face, ImageKind, NameShown, ShownKind

TODAY = date(2026, 11, 18)
GIVEN = date(2026, 9, 7)
TO_BLOG = ConsentGiven("class_blog", Covers.IMAGE, GIVEN)
WITH_NAME = ConsentGiven("class_blog", Covers.NAME_WITH_IMAGE, GIVEN)


def person(
    *consents: ConsentGiven,
    kind: ShownKind = ShownKind.PUPIL,
    face: Face = Face.NONE,
    name: NameShown = NameShown.NONE,
    left_on: date | None = None,
) -> PersonInImage:
    return PersonInImage(1, kind, face, name, consents, left_on)


def codes(
    rule: str, *people: PersonInImage, kind: ImageKind = ImageKind.PICTURE, uses: str = "class_blog"
) -> list[str]:
    return [refusal.code for refusal in image_refusals(rule, Shown(kind, people), (uses,), TODAY)]


@pytest.mark.parametrize(
    ("consent", "on", "holds"),
    [
        pytest.param(TO_BLOG, date(2026, 9, 6), False, id="the day before it was given"),
        pytest.param(TO_BLOG, date(2026, 9, 7), True, id="the day on which it was given"),
        pytest.param(
            ConsentGiven("class_blog", Covers.IMAGE, GIVEN, until=TODAY), TODAY, True, id="its last day is inclusive"
        ),
        pytest.param(
            ConsentGiven("class_blog", Covers.IMAGE, GIVEN, until=date(2026, 11, 17)), TODAY, False, id="run out"
        ),
        pytest.param(
            ConsentGiven("class_blog", Covers.IMAGE, GIVEN, withdrawn_on=TODAY), TODAY, False, id="withdrawn today"
        ),
        pytest.param(
            ConsentGiven("class_blog", Covers.IMAGE, GIVEN, withdrawn_on=date(2026, 11, 19)),
            TODAY,
            True,
            id="withdrawn from tomorrow on",
        ),
    ],
)
def test_a_consent_in_force_on_a_day(consent: ConsentGiven, on: date, holds: bool) -> None:
    assert is_in_force(consent, on) is holds


@pytest.mark.parametrize(
    ("given", "asked", "standing"),
    [
        pytest.param(Covers.IMAGE, Covers.IMAGE, Standing.HOLDS, id="a picture for a picture"),
        pytest.param(Covers.IMAGE, Covers.NAME_WITH_IMAGE, Standing.NEVER, id="a picture is no name"),
        pytest.param(
            Covers.NAME_WITH_IMAGE, Covers.IMAGE, Standing.HOLDS, id="picture with name holds for the picture"
        ),
        pytest.param(Covers.NAME_WITH_IMAGE, Covers.NAME, Standing.HOLDS, id="and for the name"),
        pytest.param(Covers.NAME, Covers.IMAGE, Standing.NEVER, id="a name is no picture"),
        pytest.param(Covers.WORK, Covers.IMAGE, Standing.NEVER, id="work is no picture"),
    ],
)
def test_what_a_consent_covers(given: Covers, asked: Covers, standing: Standing) -> None:
    assert consent_on((ConsentGiven("class_blog", given, GIVEN),), "class_blog", asked, TODAY) is standing


def test_a_consent_given_again_after_a_withdrawal_holds() -> None:
    before = ConsentGiven("class_blog", Covers.IMAGE, GIVEN, withdrawn_on=date(2026, 10, 1))
    again = ConsentGiven("class_blog", Covers.IMAGE, date(2026, 11, 2))
    assert consent_on((before, again), "class_blog", Covers.IMAGE, date(2026, 10, 15)) is Standing.WITHDRAWN
    assert consent_on((before, again), "class_blog", Covers.IMAGE, TODAY) is Standing.HOLDS


@pytest.mark.parametrize(
    ("rule", "who", "expected"),
    [
        pytest.param("strict", person(TO_BLOG), [], id="strict: consent, no face, no name"),
        pytest.param("strict", person(), ["pupil_consent_never"], id="a pupil without consent blocks, faceless too"),
        pytest.param("strict", person(TO_BLOG, face=Face.RECOGNISABLE), ["identity_rule_face"], id="strict: a face"),
        pytest.param(
            "strict",
            person(WITH_NAME, face=Face.FACE_ON, name=NameShown.FIRST_NAME),
            ["identity_rule_face", "identity_rule_name"],
            id="strict: face and name, both said",
        ),
        pytest.param("no_names", person(TO_BLOG, face=Face.FACE_ON), [], id="no names: a face with consent"),
        pytest.param(
            "no_names",
            person(WITH_NAME, name=NameShown.FIRST_NAME),
            ["identity_rule_name"],
            id="no names: a first name",
        ),
        pytest.param("first_name", person(WITH_NAME, name=NameShown.FIRST_NAME), [], id="first name: a first name"),
        pytest.param(
            "first_name",
            person(WITH_NAME, name=NameShown.FULL_NAME),
            ["identity_rule_full_name"],
            id="first name: a full name",
        ),
        pytest.param(
            "no_name_with_photo",
            person(WITH_NAME, face=Face.FACE_ON, name=NameShown.FIRST_NAME),
            ["identity_rule_name_with_image"],
            id="no name with photo: a first name beside it",
        ),
        pytest.param("no_name_with_photo", person(TO_BLOG, face=Face.FACE_ON), [], id="no name with photo: no name"),
        pytest.param(
            "no_faces", person(TO_BLOG, face=Face.RECOGNISABLE), ["identity_rule_face"], id="no faces: a face"
        ),
        pytest.param("no_faces", person(WITH_NAME, name=NameShown.FIRST_NAME), [], id="no faces: a first name"),
        pytest.param(
            "strict",
            person(kind=ShownKind.VISITOR, face=Face.FACE_ON),
            ["adult_consent_never"],
            id="a visitor too: consent, and no rule about pupils",
        ),
        pytest.param(
            "strict",
            person(WITH_NAME, kind=ShownKind.EMPLOYEE, face=Face.FACE_ON, name=NameShown.FULL_NAME),
            [],
            id="a colleague who agreed may be named",
        ),
        pytest.param(
            "no_names",
            person(TO_BLOG, left_on=date(2026, 7, 21)),
            ["shown_person_left"],
            id="a leaver is not shown anew",
        ),
        pytest.param("no_names", person(TO_BLOG, left_on=TODAY), [], id="a leaver counts to the last day"),
    ],
)
def test_an_image_of_one_person(rule: str, who: PersonInImage, expected: list[str]) -> None:
    assert codes(rule, who) == expected


def test_all_reasons_at_once_and_nobody_is_named() -> None:
    withdrawn = ConsentGiven("class_blog", Covers.IMAGE, GIVEN, withdrawn_on=date(2026, 11, 2))
    people = (
        person(withdrawn),
        person(face=Face.FACE_ON),
        person(face=Face.FACE_ON),
        person(kind=ShownKind.EMPLOYEE),
    )
    found = image_refusals("strict", Shown(ImageKind.PICTURE, people, people_known=False), ("class_blog",), TODAY)
    assert [(refusal.code, refusal.clause) for refusal in found] == [
        ("people_not_known", "A.4.4"),
        ("pupil_consent_withdrawn", "A.4.4"),
        ("pupil_consent_never", "A.4.4"),
        ("adult_consent_never", "000-4"),
        ("identity_rule_face", "A.5.2"),
    ]
    assert found[2].sentence == "For 2 pupils in this image there is no consent to the picture on a class blog."


def test_a_consent_is_for_one_use() -> None:
    assert codes("no_names", person(TO_BLOG), uses="network_account") == ["pupil_consent_never"]
    assert codes("no_names", person(TO_BLOG), uses="club_blog") == ["pupil_consent_never"]


def test_work_is_asked_for_as_work_and_its_name_by_itself() -> None:
    work = ConsentGiven("class_blog", Covers.WORK, GIVEN)
    name = ConsentGiven("class_blog", Covers.NAME, GIVEN)
    named = NameShown.FIRST_NAME
    assert codes("first_name", person(work), kind=ImageKind.WORK) == []
    assert codes("first_name", person(work, name=named), kind=ImageKind.WORK) == ["pupil_consent_never"]
    assert codes("first_name", person(work, name, name=named), kind=ImageKind.WORK) == []
    assert codes("no_name_with_photo", person(work, name, name=named), kind=ImageKind.WORK) == []


def test_who_lacks_what_is_known_by_number() -> None:
    shown = Shown(ImageKind.PICTURE, (PersonInImage(7, ShownKind.PUPIL, Face.NONE, NameShown.FIRST_NAME, (TO_BLOG,)),))
    (lack,) = lacks(shown, ("class_blog",), TODAY)
    assert (lack.shown_id, lack.asked, lack.standing) == (7, Covers.NAME_WITH_IMAGE, Standing.NEVER)


def test_a_consent_dated_after_the_image_was_published_is_flagged() -> None:
    published = date(2026, 9, 6)
    late, never = person(TO_BLOG), PersonInImage(2, ShownKind.PUPIL, Face.NONE, NameShown.NONE)
    assert given_after_use(Shown(ImageKind.PICTURE, (late, never)), "class_blog", published) == (1,)
    assert given_after_use(Shown(ImageKind.PICTURE, (late,)), "class_blog", GIVEN) == ()
