"""A request of every kind, one of them approved, and an enquiry from the media whose reply waits."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind
from governance.domain.media.life import Taken
from governance.domain.media.words import EnquiryKind
from governance.domain.words import SiteState
from governance.models import MediaEnquiry, Site
from governance.services.media.answering import write_reply
from governance.services.media.taking import take_enquiry
from tests.factories import NOW
from tests.services.approvals_cast import advert, approved, asked, brand, commitment, participation
from tests.services.cast import Cast


def ask_for_everything(session: Session, cast: Cast) -> None:
    """Ask for one of each kind; what is typed would run as a formula if anything let it."""
    site_id = session.scalars(
        sa.select(Site.id).where(Site.school_id == cast.school.id, Site.state == SiteState.LIVE).order_by(Site.id)
    ).first()
    session.rollback()
    approved(session, cast, RequestKind.PARTICIPATION, participation(label="=1+1"))
    asked(session, cast, RequestKind.BRAND, brand(site_id))
    asked(session, cast, RequestKind.ADVERTISING, advert(site_id))
    asked(session, cast, RequestKind.COMMITMENT, commitment())
    teacher = cast.actor(session, cast.teacher)
    got_at = NOW - dt.timedelta(minutes=10)
    taken = Taken(EnquiryKind.SCHOOL, "=HYPERLINK(1)", "When the fair is.", got_at, cast.teacher.id)
    enquiry_id = take_enquiry(session, teacher, NOW, taken=taken)
    revision = session.get_one(MediaEnquiry, enquiry_id).revision
    session.rollback()
    write_reply(session, teacher, NOW, enquiry_id=enquiry_id, seen=revision, reply="The fair is on Saturday.")
