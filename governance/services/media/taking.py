"""Taking an enquiry from the media: whoever gets it writes it down, and the head is told in the same moment (A.3.6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, may
from governance.domain.media.life import Taken, minutes_to_head, taking_refusals
from governance.domain.media.words import CLAUSE, EnquiryState
from governance.domain.refusals import Refusal
from governance.domain.words import Role
from governance.models import MediaEnquiry, School
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.notices import notify
from governance.services.refused import Refused, refuse_if
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def take_enquiry(session: Session, actor: Actor, now: dt.datetime, *, taken: Taken) -> int:
    """Write an enquiry down and pass it to the head at once; return its id.

    Where the head was told before, by word of mouth, that moment counts.  Raises Refused, and NotHere for a person of
    another school.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        if actor.person_id is None or not may(actor, Permission.TAKE_MEDIA_ENQUIRIES):
            raise Refused((Refusal("not_yours_to_do", "Staff of the school write enquiries down.", CLAUSE),))
        refuse_if(taking_refusals(taken, now))
        for person_id in {taken.taken_by, taken.whose_id} - {None, actor.person_id}:
            membership_of_person(record, person_id or 0)
        enquiry = MediaEnquiry(
            school_id=school.id,
            kind=taken.kind,
            state=EnquiryState.WAITING,
            outlet=taken.outlet.strip()[:200],
            contact=taken.contact.strip()[:300],
            about=taken.about.strip(),
            wanted_by=taken.wanted_by.strip()[:120],
            whose_id=taken.whose_id if taken.kind.value == "personal" else None,
            got_at=taken.got_at,
            taken_by=taken.taken_by,
            recorded_by=actor.person_id,
            recorded_at=now,
            passed_at=taken.told_at or now,
        )
        session.add(enquiry)
        session.flush()
        record.act(
            "media.taken",
            "media_enquiry",
            enquiry.id,
            to_state=enquiry.state,
            minutes=minutes_to_head(enquiry.got_at, enquiry.passed_at),
            about=enquiry.kind,
            texts={"label": enquiry.outlet},
        )
        tell_the_head(record, school, enquiry, "media_enquiry_waits")
        return enquiry.id


def tell_the_head(record: Record, school: School, enquiry: MediaEnquiry, kind: str) -> None:
    """Tell who decides on an enquiry.

    Where only the person whose site it is about could, the chair of governors is asked to say who acts for the head:
    an enquiry about somebody's own site is not for the chair to read.
    """
    today = school_today(school, record.now)
    told = set(heads_today(record.session, school.id, today)) - {enquiry.whose_id}
    if told:
        notify(record, kind, sorted(told), f"/s/{school.slug}/media/{enquiry.id}")
        return
    chairs = holders_of(record.session, school.id, Role.CHAIR_OF_GOVERNORS, today)
    notify(record, "media_nobody_decides", chairs, f"/s/{school.slug}/acting-head/new")
