"""Images that should be down by now climb the ladder: the site's people, then the ICT lead; nobody in them is named."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.reminder_words import line_of
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import School
from governance.services.owed import owed_at
from governance.services.take_downs import finish_take_down
from tests.factories import NOW
from tests.services.images_cast import Pictures


def owed(place: Pictures, now: dt.datetime) -> list[Owed]:
    school = place.session.get_one(School, place.school_id)
    found = [one for one in owed_at(place.session, school, now) if one.matter is Matter.TAKE_DOWN]
    place.session.rollback()
    return found


def test_a_take_down_is_owed_once_its_hours_are_over_and_until_it_is_ticked_off(session: Session) -> None:
    place = Pictures(session)
    ada = place.person("Ada Lovell")
    place.consent(ada)
    place.use(place.image(ada))
    place.withdraw(ada)
    assert owed(place, NOW + dt.timedelta(hours=24)) == []
    late = NOW + dt.timedelta(hours=24, minutes=1)
    (one,) = owed(place, late)
    assert (one.subject_kind, one.subject_id, one.label, one.count) == ("site", place.blog_id, "Year 4 blog", 1)
    assert one.since == dt.date(2026, 11, 19)
    assert one.starts_at is Rung.AUTHOR
    assert one.authors == (place.teacher.person_id,)
    assert line_of(one, ()) == "1 image of Year 4 blog should be taken down by now: consent for it was withdrawn."
    (task,) = place.tasks()
    finish_take_down(place.session, place.office, late, take_down_id=task.id, seen=task.revision)
    assert owed(place, late) == []
