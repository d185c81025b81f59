"""An approved draft says until when it may go out, and that it may not once an agreement has ended (A.4.4, A.4.6)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.shown_words import Covers, GivenBy
from governance.models import Consent, PermissionGiven, Person
from governance.queries.needs.facts import facts_of
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.content.at_hand import draft_at_hand
from governance.services.content.going_out import GoingOut, going_out
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import EVERYTHING, LATER, approve, submitted_draft
from tests.services.content.test_others_work import permission
from tests.services.content.test_shown_on_site import Shown

NOVEMBER_27 = dt.date(2026, 11, 27)
NOVEMBER_28 = dt.date(2026, 11, 28)


def goes(session: Session, cast: Cast, draft_id: int, today: dt.date = TODAY) -> GoingOut:
    """Whether the draft may go out on a day."""
    found = going_out(draft_at_hand(session, cast.school, today, draft_id))
    session.rollback()
    return found


def line_of(
    session: Session, cast: Cast, who: Person, today: dt.date = TODAY
) -> list[tuple[str | None, dt.date | None]]:
    """What somebody's home page is told of it."""
    facts = facts_of(session, cast.actor(session, who), today).of("content_ends")
    session.rollback()
    return [(fact.key, fact.on if fact.key == "soon" else None) for fact in facts]


def poem(session: Session, until: dt.date | None) -> tuple[Cast, int]:
    """An approved draft with a poem that may be used until a day."""
    cast = make_cast(session)
    site = live_site(session, cast)
    number = permission(session, cast, until)
    draft_id = submitted_draft(session, cast, site, others_work="yes", permission_of=str(number))
    approve(session, cast, draft_id, confirmed=(*EVERYTHING, "permitted"))
    return cast, draft_id


def test_it_says_until_when_a_permission_holds_and_then_that_it_may_not(session: Session) -> None:
    cast, draft_id = poem(session, NOVEMBER_27)
    ends = ("the written permission for “A poem about rain”",)
    assert goes(session, cast, draft_id) == GoingOut((), NOVEMBER_27, ends)
    assert goes(session, cast, draft_id, NOVEMBER_27) == GoingOut((), NOVEMBER_27, ends)
    assert [one.code for one in goes(session, cast, draft_id, NOVEMBER_28).against] == ["no_permission"]
    for who in (cast.teacher, cast.assistant):
        assert line_of(session, cast, who) == [("soon", NOVEMBER_27)]
        assert line_of(session, cast, who, NOVEMBER_27) == [("soon", NOVEMBER_27)]
        assert line_of(session, cast, who, NOVEMBER_28) == [("gone", None)]
    assert line_of(session, cast, cast.second) == []


def test_what_holds_for_good_ends_on_no_day(session: Session) -> None:
    cast, draft_id = poem(session, None)
    assert goes(session, cast, draft_id) == GoingOut(())
    assert line_of(session, cast, cast.teacher) == []


def test_a_permission_that_was_taken_back_shows_at_once(session: Session) -> None:
    cast, draft_id = poem(session, None)
    start_writing(session)
    session.execute(sa.update(PermissionGiven).values(ended_on=TODAY, ended_by=cast.head.id))
    session.commit()
    assert [one.code for one in goes(session, cast, draft_id).against] == ["no_permission"]
    assert line_of(session, cast, cast.teacher) == [("gone", None)]


def test_a_consent_that_runs_out_is_said_before_and_after(session: Session) -> None:
    shown = Shown(session)
    cast = shown.cast
    start_writing(session)
    session.execute(sa.delete(Consent))
    session.commit()
    agreed = ConsentAsked(
        Covers.IMAGE, ("class_blog",), GivenBy.PARENT, "A parent", dt.date(2026, 9, 7), until=NOVEMBER_27
    )
    record_consent(session, cast.actor(session, cast.ict), NOW, shown_id=shown.pupil, asked=agreed)
    shown.approve()
    ends = ("the consent for the picture “The class at the museum”",)
    assert goes(session, cast, shown.draft) == GoingOut((), NOVEMBER_27, ends)
    assert goes(session, cast, shown.draft, NOVEMBER_28).against != ()
    for who in (cast.teacher, cast.assistant):
        assert line_of(session, cast, who) == [("soon", NOVEMBER_27)]
        assert line_of(session, cast, who, NOVEMBER_28) == [("gone", None)]
    anew = ConsentAsked(Covers.IMAGE, ("class_blog",), GivenBy.PARENT, "A parent", TODAY, None)
    record_consent(session, cast.actor(session, cast.ict), NOW, shown_id=shown.pupil, asked=anew)
    assert goes(session, cast, shown.draft) == GoingOut(())
    assert line_of(session, cast, cast.teacher) == []


def test_a_consent_withdrawn_after_the_yes_stops_it(session: Session) -> None:
    shown = Shown(session)
    cast = shown.cast
    shown.approve()
    assert goes(session, cast, shown.draft) == GoingOut(())
    withdrawn = {"uses": ["class_blog"], "withdrawn_on": TODAY, "withdrawn_by": "A parent"}
    withdraw_consent(session, cast.actor(session, cast.ict), LATER, shown_id=shown.pupil, **withdrawn)
    assert goes(session, cast, shown.draft).against != ()
    assert line_of(session, cast, cast.teacher) == [("gone", None)]
    assert line_of(session, cast, cast.assistant) == [("gone", None)]
    assert line_of(session, cast, cast.second) == []


@pytest.mark.parametrize("use", ["press"])
def test_a_consent_for_another_use_says_nothing_of_it(session: Session, use: str) -> None:
    shown = Shown(session)
    shown.approve()
    other = ConsentAsked(Covers.IMAGE, (use,), GivenBy.PARENT, "A parent", TODAY, NOVEMBER_27)
    record_consent(session, shown.cast.actor(session, shown.cast.ict), NOW, shown_id=shown.pupil, asked=other)
    assert goes(session, shown.cast, shown.draft) == GoingOut(())
    assert line_of(session, shown.cast, shown.cast.teacher) == []
