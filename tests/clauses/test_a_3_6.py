"""A.3.6: enquiries of the media go to the head immediately, and a reply without the head's approval is flagged."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.media.life import Saying
from governance.queries.media import enquiries_for_head
from governance.services.media.answering import approve_reply, record_given, write_reply
from tests.clauses.standing import said, stands
from tests.factories import NOW
from tests.services.cast import Cast, make_cast
from tests.services.test_media import REPLY, seen, took, without_yes
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def test_the_head_has_it_at_once_and_how_long_that_took_is_known(session: Session, cast: Cast) -> None:
    took(session, cast, got_at=NOW - dt.timedelta(minutes=4))
    (row,) = enquiries_for_head(session, cast.school.id, cast.head.id)
    assert (row.minutes, row.enquiry.passed_at) == (4, NOW)
    session.rollback()
    assert said(session, cast.school, "A.3.6") == ["1 enquiry with the head, and not answered yet."]
    assert stands(session, cast.school, "A.3.6") is Standing.DUE


def test_a_reply_with_the_heads_approval_keeps_the_clause(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    teacher, head = cast.actor(session, cast.teacher), cast.actor(session, cast.head)
    write_reply(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    with refused(session, "reply_not_approved"):
        given = Saying(cast.teacher.id, NOW, as_approved=True)
        record_given(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=given)
    approve_reply(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id))
    record_given(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=given)
    assert said(session, cast.school, "A.3.6") == ["1 enquiry; the longest until the head had it: 10 minutes."]
    assert stands(session, cast.school, "A.3.6") is Standing.KEPT


def test_a_reply_without_head_approval_is_flagged(session: Session, cast: Cast) -> None:
    enquiry_id = took(session, cast)
    teacher = cast.actor(session, cast.teacher)
    spoke = Saying(cast.teacher.id, NOW, as_approved=False, said="I told them about the fair.")
    record_given(session, teacher, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=spoke)
    assert without_yes(session, enquiry_id)
    assert said(session, cast.school, "A.3.6") == ["1 enquiry answered without the head’s yes before."]
    assert stands(session, cast.school, "A.3.6") is Standing.NOT_KEPT


def test_an_enquiry_that_reached_the_head_a_day_later_is_not_immediate(session: Session, cast: Cast) -> None:
    took(session, cast, got_at=NOW - dt.timedelta(days=1))
    assert said(session, cast.school, "A.3.6") == ["1 enquiry reached the head on a later day."]
    assert stands(session, cast.school, "A.3.6") is Standing.NOT_KEPT
