"""003-5: who is asked by the press about a personal site consults the head; the same log, kind "personal"."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.media.life import Saying
from governance.domain.media.words import EnquiryKind
from governance.queries.media import Sought, enquiries_of
from governance.services.media.answering import advise, record_given, write_reply
from tests.clauses.standing import said, stands
from tests.factories import NOW
from tests.services.cast import Cast, make_cast
from tests.services.test_media import REPLY, seen, told, took
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def personal(session: Session, cast: Cast) -> int:
    """The press asked the second teacher about a page of their own."""
    return took(session, cast, by=cast.second, kind=EnquiryKind.PERSONAL, whose_id=cast.second.id)


def test_it_stands_in_the_same_log_as_personal_and_the_head_is_told(session: Session, cast: Cast) -> None:
    took(session, cast)
    enquiry_id = personal(session, cast)
    found = enquiries_of(
        session, cast.school.id, cast.head.id, reads_all=True, sought=Sought(kind=EnquiryKind.PERSONAL)
    )
    assert [one.enquiry.id for one in found] == [enquiry_id]
    session.rollback()
    assert told(session)[-1] == (cast.head.id, "media_enquiry_waits")


def test_the_head_advises_and_nobody_does_so_for_themselves(session: Session, cast: Cast) -> None:
    enquiry_id = personal(session, cast)
    second, head = cast.actor(session, cast.second), cast.actor(session, cast.head)
    with refused(session, "own_site"):
        advise(session, second, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), advice="I say it is mine.")
    advise(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), advice="Say that it is private.")
    write_reply(session, head, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), reply=REPLY)
    given = Saying(cast.second.id, NOW, as_approved=True)
    record_given(session, second, NOW, enquiry_id=enquiry_id, seen=seen(session, enquiry_id), saying=given)
    assert stands(session, cast.school, "003-5") is Standing.KEPT


def test_how_it_stands_counts_only_personal_ones(session: Session, cast: Cast) -> None:
    took(session, cast)
    assert said(session, cast.school, "003-5") == ["The media have asked nothing."]
    personal(session, cast)
    assert stands(session, cast.school, "003-5") is Standing.DUE
