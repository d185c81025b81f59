"""What every view of enquiries from the media shares: the blueprint, the enquiry of the address, its words."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Blueprint, abort

from governance.db import db
from governance.domain.access import Permission
from governance.domain.media.life import may_read, refusals
from governance.domain.media.words import EnquiryAction, EnquiryState
from governance.domain.refusals import Refusal
from governance.queries.media import EnquiryRow, enquiry_of
from governance.queries.people import people_on
from governance.services.media.answering import situation_of
from governance.web.entry import actor, now, school, today
from governance.web.fields import SelectChoice
from governance.web.frame import WAYS, Way
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("media", __name__, url_prefix="/s/<school>/media")

WAYS.append(Way("Enquiries from the media", "media.log", Permission.TAKE_MEDIA_ENQUIRIES))
ENTRIES.append(
    RegisterEntry(
        "Enquiries from the media",
        "media.log",
        Permission.TAKE_MEDIA_ENQUIRIES,
        "Who asked what, when the head had it, and what was answered with whose yes.",
    )
)

TONES: dict[EnquiryState, str] = {
    EnquiryState.WAITING: "wait",
    EnquiryState.ADVISED: "ready",
    EnquiryState.REPLY_WAITS: "wait",
    EnquiryState.REPLY_APPROVED: "good",
    EnquiryState.GIVEN: "past",
    EnquiryState.CLOSED: "past",
}


def enquiry_at_hand(enquiry_id: int) -> EnquiryRow:
    """Return an enquiry that this person may read, or answer 404: others do not learn that it exists."""
    found = enquiry_of(db.session, school().id, enquiry_id)
    if found is None:
        abort(404)
    row = found.enquiry
    if not may_read(actor(), frozenset({row.taken_by, row.recorded_by, row.whose_id})):
        abort(404)
    return found


def against(row: EnquiryRow, action: EnquiryAction) -> tuple[Refusal, ...]:
    """Return what stands against an action before anything is typed; the guard asks the same."""
    found = refusals(action, situation_of(actor(), row.enquiry))
    return tuple(refusal for refusal in found if refusal.code != "reason_blank")


def people_here() -> list[SelectChoice]:
    """Offer the people of the school by name."""
    return [SelectChoice(str(person.person_id), person.words) for person in people_on(db.session, school().id, today())]


def local_now() -> dt.datetime:
    """Return the moment of this request as a clock at the school shows it, to the minute."""
    return now().astimezone(ZoneInfo(school().time_zone)).replace(second=0, microsecond=0)


def at_school(day: dt.date, time: dt.time) -> dt.datetime:
    """Return the moment at which a clock at the school showed this; "now" to the minute is now."""
    moment = dt.datetime.combine(day, time, ZoneInfo(school().time_zone))
    return now() if moment == local_now() else moment.astimezone(dt.UTC)
