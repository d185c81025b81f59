"""What a school adds to the machine's reading, and what it would have done to the last month's comments."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.words import Urgency
from governance.domain.reading_lists import WordTyped
from governance.models import AuditText, PupilName, ReadingWord
from governance.services.comments.reading import reader_of
from governance.services.reading_lists import (
    add_word,
    change_reading_settings,
    remove_names,
    remove_word,
    replace_names,
)
from governance.services.reading_trial import try_reading, with_settings, with_word
from governance.services.refused import Refused, Stale
from tests.factories import NOW
from tests.services.cast import audit_codes
from tests.services.comments.cast import Blog, arrive, make_blog, one
from tests.services.unchanged import refused, unchanged

KEYS = ("a key that is long enough to be one, for tests only",)
CONKER = WordTyped("conkerhead", "word", Urgency.ABUSIVE)
SHEET = b"Forename,Surname,Class\nZarina,Quillfeather,4B\nTo,Ng,4B\n"


def ict(session: Session, blog: Blog) -> Actor:
    actor = blog.actor(session, blog.cast.ict)
    session.rollback()
    return actor


def kinds(session: Session, blog: Blog, words: str, keys: tuple[str, ...] = KEYS) -> set[str]:
    school_id = blog.cast.school.id
    found = {reason.kind.value for reason in reader_of(session, school_id, keys)(words).reasons}
    session.rollback()
    return found


def test_a_word_of_the_school_is_seen_through_spacing_and_figures(session: Session) -> None:
    blog = make_blog(session)
    assert kinds(session, blog, "you c o n k e r h e a d") == set()
    add_word(session, ict(session, blog), NOW, word=CONKER)
    assert "school_word" in kinds(session, blog, "you are a conkerhead")
    for hidden in ("you are a c0nkerhead", "c o n k e r h e a d", "conkerrrrheaaad", "C0NK3RH3AD!"):
        assert "school_word" in kinds(session, blog, hidden)
    assert audit_codes(session)[-1] == "reading.word_added"


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        pytest.param(WordTyped("x", "word", Urgency.ABUSIVE), ["word_too_short"], id="one letter"),
        pytest.param(WordTyped("two words", "word", Urgency.ABUSIVE), ["word_has_spaces"], id="words are a phrase"),
        pytest.param(WordTyped("Conkerhead ", "word", Urgency.ABUSIVE), ["word_known"], id="on the list already"),
    ],
)
def test_an_entry_is_refused(session: Session, word: WordTyped, codes: list[str]) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    add_word(session, actor, NOW, word=CONKER)
    with refused(session, *codes):
        add_word(session, actor, NOW, word=word)


def test_a_teacher_does_not_change_the_list(session: Session) -> None:
    blog = make_blog(session)
    actor = blog.actor(session, blog.cast.teacher)
    session.rollback()
    with refused(session, "not_yours_to_do"):
        add_word(session, actor, NOW, word=CONKER)


def test_a_word_comes_off_the_list(session: Session) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    add_word(session, actor, NOW, word=CONKER)
    number = session.scalars(sa.select(ReadingWord.id)).one()
    session.rollback()
    remove_word(session, actor, NOW, word_id=number)
    assert kinds(session, blog, "you are a conkerhead") == set()


def test_what_protects_a_child_is_not_switched_off(session: Session) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    with refused(session, "not_a_switch"):
        change_reading_settings(session, actor, NOW, switched_off=["grooming"], contacts={}, seen=0)


def test_switches_and_contacts_count_for_the_next_comment(session: Session) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    assert "phone" in kinds(session, blog, "the office is on 01632 960123")
    change_reading_settings(session, actor, NOW, switched_off=["link"], contacts={"phones": ["01632 960123"]}, seen=0)
    assert kinds(session, blog, "the office is on 01632 960123") == set()
    with unchanged(session), pytest.raises(Stale):
        change_reading_settings(session, actor, NOW, switched_off=[], contacts={}, seen=0)


def test_a_pupils_name_is_known_and_never_kept(session: Session) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    assert replace_names(session, actor, NOW, data=SHEET, keys=KEYS) == 4
    assert kinds(session, blog, "well done zarina") == {"first_name"}
    kept = [*session.scalars(sa.select(PupilName.digest)), *session.scalars(sa.select(AuditText.text))]
    assert all("arina" not in text.casefold() and "quill" not in text.casefold() for text in kept)
    session.rollback()
    assert replace_names(session, actor, NOW, data=b"name\nOluwaseun\n", keys=KEYS) == 1
    assert kinds(session, blog, "well done zarina") == set()
    remove_names(session, actor, NOW)
    assert session.scalars(sa.select(PupilName)).all() == []


def test_where_the_key_is_not_at_hand_a_comment_says_that_it_could_not_be_checked(session: Session) -> None:
    blog = make_blog(session)
    replace_names(session, ict(session, blog), NOW, data=SHEET, keys=KEYS)
    reading = reader_of(session, blog.cast.school.id)("well done zarina")
    assert ("pupils’ names", "their key is not at hand") in {(one.check, one.why) for one in reading.not_checked}


def test_another_schools_names_are_not_ours(session: Session) -> None:
    blog, other = make_blog(session), make_blog(session, "elm")
    replace_names(session, ict(session, other), NOW, data=SHEET, keys=KEYS)
    assert kinds(session, blog, "well done zarina") == set()


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"first name,last name\n"], ids=["empty", "no names", "no rows"])
def test_a_file_without_names_is_refused_and_the_old_names_stay(session: Session, data: bytes) -> None:
    blog = make_blog(session)
    actor = ict(session, blog)
    replace_names(session, actor, NOW, data=SHEET, keys=KEYS)
    with unchanged(session), pytest.raises(Refused):
        replace_names(session, actor, NOW, data=data, keys=KEYS)
    assert kinds(session, blog, "well done zarina") == {"first_name"}


def test_a_change_is_tried_on_the_last_months_comments_before_it_is_saved(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one("7", "You conkerhead!"), one("8", "A fine castle."), one("9", "See www.shop.example now"))
    school_id = blog.cast.school.id
    trial = try_reading(session, school_id, NOW, KEYS, with_word(session, school_id, CONKER))
    assert (trial.looked_at, trial.existing, trial.sooner, trial.later) == (3, 3, 1, 0)
    assert [(hit.words, hit.site) for hit in trial.hits] == [("conkerhead", blog.site.name)]
    off = try_reading(session, school_id, NOW, KEYS, with_settings(session, school_id, ["link", "advert"], {}))
    assert (off.sooner, off.later) == (0, 1)
    session.rollback()
    assert kinds(session, blog, "You conkerhead!") == set(), "a trial saves nothing"
