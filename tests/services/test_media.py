"""Enquiries from the media: to the head at once, nobody speaks without the head's yes, and what was said is marked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.domain.media.life import Saying, Taken
from governance.domain.media.words import EnquiryKind, EnquiryState
from governance.domain.words import Role
from governance.models import MediaEnquiry, Notice, Person
from governance.queries.media import count_for_head, enquiries_for_head, enquiries_of, enquiry_of
from governance.services.media.answering import advise, approve_reply, close_enquiry, record_given, write_reply
from governance.services.media.taking import take_enquiry
from governance.services.refused import NotHere
from tests.factories import NOW, actor_of, let_act_for_head, make_person, make_school, start_writing
from tests.services.cast import Cast, audit_codes, make_cast
from tests.services.unchanged import refused, unchanged

REPLY = "The fair is on Saturday, and everybody is welcome."
LATER = NOW + dt.timedelta(minutes=30)


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def taken(by: Person, **changed: Any) -> Taken:
    """A reporter rang ten minutes ago about the fair."""
    return Taken(
        **{
            "kind": EnquiryKind.SCHOOL,
            "outlet": "The Evening Post",
            "about": "When the fair is, and who may come.",
            "got_at": NOW - dt.timedelta(minutes=10),
            "taken_by": by.id,
            **changed,
        }
    )


def took(session: Session, cast: Cast, by: Person | None = None, **changed: Any) -> int:
    """The first teacher took a call; the number of the enquiry."""
    person = by or cast.teacher
    what = taken(person, **changed)
    return take_enquiry(session, cast.actor(session, person), NOW, taken=what)


def row(session: Session, enquiry_id: int) -> MediaEnquiry:
    """The enquiry as it stands in the database."""
    session.rollback()
    session.expire_all()
    return session.get_one(MediaEnquiry, enquiry_id)


def seen(session: Session, enquiry_id: int) -> int:
    """The revision that a page would carry."""
    revision = row(session, enquiry_id).revision
    session.rollback()
    return revision


def told(session: Session) -> list[tuple[int | None, str]]:
    """Whom a mail of which kind was left for."""
    rows = session.execute(sa.select(Notice.person_id, Notice.kind).order_by(Notice.id)).all()
    session.rollback()
    return [(person, kind) for person, kind in rows]


def without_yes(session: Session, enquiry_id: int) -> bool:
    """Whether every page marks what was said."""
    school_id = row(session, enquiry_id).school_id
    found = enquiry_of(session, school_id, enquiry_id)
    assert found is not None
    session.rollback()
    return found.without_yes


def test_the_head_is_told_in_the_moment_in_which_it_is_written_down(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    made = row(session, enquiry_id)
    assert (made.state, made.passed_at, made.taken_by) == (EnquiryState.WAITING, NOW, cast.teacher.id)
    assert told(session) == [(cast.head.id, "media_enquiry_waits")]
    (mail,) = session.scalars(sa.select(Notice)).all()
    assert "Post" not in mail.subject + mail.body
    assert "fair" not in mail.subject + mail.body
    session.rollback()
    found = enquiry_of(session, cast.school.id, enquiry_id)
    assert found is not None
    assert found.minutes == 10


def test_who_told_the_head_by_word_of_mouth_before_says_when(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast, told_at=NOW - dt.timedelta(minutes=8))
    found = enquiry_of(session, cast.school.id, enquiry_id)
    assert found is not None
    assert found.minutes == 2


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        pytest.param({"outlet": " "}, ("no_outlet",), id="who asked"),
        pytest.param({"about": ""}, ("reason_blank",), id="about what"),
        pytest.param({"got_at": LATER}, ("got_in_future",), id="not in the future"),
        pytest.param({"told_at": LATER}, ("told_at_another_time",), id="the head was not told later than now"),
        pytest.param({"kind": EnquiryKind.PERSONAL}, ("whose_site",), id="whose own site"),
    ],
)
def test_what_is_not_complete_is_not_taken(
    session: Session, cast: Cast, changed: dict[str, Any], codes: tuple[str, ...]
) -> None:
    what, teacher = taken(cast.teacher, **changed), cast.actor(session, cast.teacher)
    with refused(session, *codes):
        take_enquiry(session, teacher, NOW, taken=what)


def test_a_reply_waits_for_the_heads_yes_and_is_given_as_it_was_approved(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    teacher, head = cast.actor(session, cast.teacher), cast.actor(session, cast.head)
    write_reply(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    assert row(session, enquiry_id).state is EnquiryState.REPLY_WAITS
    with refused(session, "not_yours_to_do"):
        approve_reply(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id))
    approve_reply(session, head, LATER, enquiry_id=enquiry_id, seen=seen(session, enquiry_id))
    given = Saying(cast.teacher.id, LATER, as_approved=True)
    record_given(session, teacher, LATER, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=given)
    made = row(session, enquiry_id)
    assert (made.state, made.approved_by, made.given_by) == (EnquiryState.GIVEN, cast.head.id, cast.teacher.id)
    assert not without_yes(session, enquiry_id)
    assert audit_codes(session) == ["media.taken", "media.reply_written", "media.reply_approved", "media.reply_given"]
    assert told(session)[1:] == [(cast.head.id, "media_reply_waits"), (cast.teacher.id, "media_answered")]


def test_a_reply_that_was_given_without_the_heads_yes_is_marked_for_ever(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    teacher, head = cast.actor(session, cast.teacher), cast.actor(session, cast.head)
    as_approved = Saying(cast.teacher.id, NOW, as_approved=True)
    with refused(session, "reply_not_approved"):
        record_given(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=as_approved)
    said = Saying(cast.teacher.id, NOW, as_approved=False, said="I said that the fair is on Saturday.")
    record_given(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=said)
    assert without_yes(session, enquiry_id)
    assert audit_codes(session)[-1] == "media.said_without_yes"
    revision = seen(session, enquiry_id)
    with refused(session, "not_in_this_state"):
        approve_reply(session, head, LATER, enquiry_id=enquiry_id, seen=revision)
    with refused(session, "not_in_this_state"):
        write_reply(session, head, LATER, enquiry_id=enquiry_id, seen=revision, reply=REPLY)
    start_writing(session)
    with pytest.raises(DBAPIError, match="stands as it was recorded"):
        session.execute(sa.update(MediaEnquiry).values(said="I said nothing at all.", reply="x", reply_by=cast.head.id))
    session.rollback()


def test_a_yes_that_came_after_it_was_said_does_not_count(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    head, teacher = cast.actor(session, cast.head), cast.actor(session, cast.teacher)
    write_reply(session, head, LATER, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    said = Saying(cast.teacher.id, NOW, as_approved=True)
    record_given(session, teacher, LATER, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=said)
    assert without_yes(session, enquiry_id)


def test_the_head_may_write_the_reply_and_the_heads_own_words_need_no_second_yes(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    head = cast.actor(session, cast.head)
    write_reply(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    made = row(session, enquiry_id)
    assert (made.state, made.reply_by, made.approved_by) == (EnquiryState.REPLY_APPROVED, cast.head.id, cast.head.id)
    another = "The fair is on Sunday, and everybody is welcome."
    write_reply(session, head, LATER, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=another)
    assert row(session, enquiry_id).reply == another


def test_the_head_who_spoke_in_person_has_approved_it_by_that(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    spoke = Saying(cast.head.id, NOW, as_approved=False, said="I told them when the fair is.")
    head = cast.actor(session, cast.head)
    record_given(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=spoke)
    made = row(session, enquiry_id)
    assert (made.reply, made.approved_by, made.said) == ("I told them when the fair is.", cast.head.id, "")
    assert not without_yes(session, enquiry_id)


def test_another_reply_than_the_approved_one_waits_again(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    head, teacher = cast.actor(session, cast.head), cast.actor(session, cast.teacher)
    write_reply(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    other = "The fair is on Saturday, and it will rain."
    write_reply(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=other)
    made = row(session, enquiry_id)
    assert (made.state, made.approved_by) == (EnquiryState.REPLY_WAITS, None)


def test_the_heads_advice_and_a_close_without_a_reply(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    head, teacher = cast.actor(session, cast.head), cast.actor(session, cast.teacher)
    with refused(session, "not_yours_to_do"):
        advise(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), advice="I say nothing.")
    words = "Say nothing yet, I ring them myself."
    advise(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), advice=words)
    assert (row(session, enquiry_id).state, row(session, enquiry_id).advice) == (EnquiryState.ADVISED, words)
    close_enquiry(
        session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reason="They gave up on it."
    )
    assert row(session, enquiry_id).state is EnquiryState.CLOSED


def test_nobody_decides_on_an_enquiry_about_their_own_site(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast, kind=EnquiryKind.PERSONAL, whose_id=cast.head.id)
    assert told(session) == [(cast.chair.id, "media_nobody_decides")]
    head = cast.actor(session, cast.head)
    with refused(session, "own_site"):
        advise(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), advice="I answer it myself.")
    write_reply(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    assert row(session, enquiry_id).state is EnquiryState.REPLY_WAITS
    let_act_for_head(session, cast.school, cast.chair, cast.head)
    chair = cast.actor(session, cast.chair)
    approve_reply(session, chair, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id))
    assert row(session, enquiry_id).approved_by == cast.chair.id


def test_who_reads_which_enquiry(session: Session, cast: Cast) -> None:
    first = took(session, cast)
    took(session, cast, by=cast.second)
    school = cast.school.id
    assert [one.enquiry.id for one in enquiries_of(session, school, cast.teacher.id, reads_all=False)] == [first]
    assert len(enquiries_of(session, school, cast.head.id, reads_all=True)) == 2
    assert enquiries_of(session, school, cast.ict.id, reads_all=False) == []
    assert len(enquiries_for_head(session, school, cast.head.id)) == 2
    assert session.scalar(sa.select(count_for_head(school, cast.head.id))) == 2
    session.rollback()
    second = cast.actor(session, cast.second)
    with unchanged(session), pytest.raises(NotHere):
        write_reply(session, second, NOW, enquiry_id=first, seen=1, reply=REPLY)


def test_another_schools_enquiry_is_not_here(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    other = make_school(session, "elm")
    head = actor_of(session, other, make_person(session, other, Role.HEAD, name="other head"))
    with unchanged(session), pytest.raises(NotHere):
        approve_reply(session, head, NOW, enquiry_id=enquiry_id, seen=1)
