"""What the words and phrases see through, and what they leave alone (A.5.6)."""

from __future__ import annotations

import pytest

from governance.triage import Kind, Reading, School, SchoolWord, Urgency, read


def rules_of(comment: str, school: School | None = None) -> Reading:
    """The reading without what was only judged by likeness."""
    said = read(comment, school)
    return Reading(tuple(reason for reason in said.reasons if reason.source != "likeness"), said.not_checked)


@pytest.mark.parametrize(
    ("comment", "kind", "marked"),
    [
        pytest.param("oh f u c k off", Kind.SWEARING, "f u c k", id="spaced letters"),
        pytest.param("what a sh1t day", Kind.SWEARING, "sh1t", id="digits for letters"),
        pytest.param("f**k this", Kind.SWEARING, "f**k", id="masked letters"),
        pytest.param("fuuuuuck", Kind.SWEARING, "fuuuuuck", id="letters drawn out"),
        pytest.param("fu ck you", Kind.SWEARING, "fu ck", id="a word broken in two"),
        pytest.param("ѕhіt", Kind.SWEARING, "ѕhіt", id="look-alike letters"),
        pytest.param("f\u200bu\u200bc\u200bk", Kind.SWEARING, "f\u200bu\u200bc\u200bk", id="zero-width marks"),
        pytest.param("🅵🆄🅲🅺", Kind.SWEARING, "🅵🆄🅲🅺", id="emoji letters"),
        pytest.param("just k y s", Kind.THREAT, "k y s", id="k y s"),
        pytest.param("go and killyourself", Kind.THREAT, "killyourself", id="words run together"),
        pytest.param("im gonna stab you", Kind.THREAT, "gonna stab you", id="a plain threat"),
        pytest.param("you are so stoopid", Kind.INSULT, "you are so stoopid", id="a child's spelling"),
        pytest.param("dont tell ur mum", Kind.SECRECY, "dont tell ur mum", id="a secret"),
        pytest.param("send me a pic of you", Kind.PICTURE_REQUEST, "send me a pic of you", id="a picture"),
        pytest.param("i want 2 die", Kind.DISTRESS, "want 2 die", id="distress in a text's spelling"),
        pytest.param("my dad hits me", Kind.HARM_AT_HOME, "dad hits me", id="harm at home"),
    ],
)
def test_it_sees_through(comment: str, kind: Kind, marked: str) -> None:
    seen = [(reason.kind, comment[reason.start : reason.end]) for reason in rules_of(comment).reasons]
    assert (kind, marked) in seen


@pytest.mark.parametrize(
    "comment",
    [
        "Boudicca killed the Romans and burned down London",
        "we shot hoops in PE",
        "My nan lives in Scunthorpe and my cousin in Sussex",
        "The Meridian is at Greenwich, said the specialist",
        "My baby sister had a nappy, a pasty and a cat called Sooty",
        "I am Muslim and my friend is Jewish",
        "My two mums are gay and they got married",
        "My brother is deaf, black and brilliant",
        "We saw a blue tit and a great tit",
        "Dick Whittington was the best panto ever",
        "Year 3 beat Year 4 at rounders",
        "The giant was ugly and stupid but kind",
        "Don't tell me the ending!",
        "Offa's Dyke is long",
    ],
)
def test_it_leaves_school_talk_alone(comment: str) -> None:
    assert rules_of(comment).reasons == ()


def test_a_schools_own_word_is_seen_through_as_ours_are_and_its_exception_passes() -> None:
    school = School(words=(SchoolWord("grotbag", "stem", Urgency.ABUSIVE, ("grotbagsville",)),))
    assert [reason.kind for reason in rules_of("what a GRÖTBAGS", school).reasons] == [Kind.SCHOOL_WORD]
    assert rules_of("we live in Grotbagsville", school).reasons == ()


def test_a_kind_that_the_school_switched_off_is_no_reason() -> None:
    assert rules_of("www.shop.example.com", School(switches=frozenset({Kind.LINK}))).reasons == ()


def test_the_most_urgent_reason_stands_first_and_names_its_clause() -> None:
    first = rules_of("shit, i will stab you").reasons[0]
    assert (first.urgency, first.clause) == (Urgency.CHILD_RISK, "A.5.6")
