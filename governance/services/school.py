"""Setting up a school and keeping its details: name, logo, colour, website, nation and time zone.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.school_details import SchoolDetails, details_refusals, slug_refusals
from governance.models import School
from governance.services.logo import logo_png
from governance.services.permitted import refuse_without
from governance.services.platform_ages import copy_default_rows
from governance.services.refused import refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

_WORDS = ("name", "website", "colour", "nation", "time_zone")


def create_school(session: Session, actor: Actor, now: dt.datetime, *, slug: str, details: SchoolDetails) -> int:
    """Set up a school with the table of minimum ages that everybody starts from; return its id.  Raises Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        found = [*slug_refusals(slug), *details_refusals(details)]
        if session.scalar(sa.select(School.id).where(School.slug == slug)) is not None:
            sentence = f"There is a school with the short name {slug} already. Choose another."
            found.append(Refusal("school_slug_taken", sentence, None, "slug"))
        refuse_if(found)
        school = School(slug=slug, created_at=now, **{word: getattr(details, word) for word in _WORDS})
        session.add(school)
        session.flush()
        copy_default_rows(session, school.id)
        record.act("school.created", "school", school.id, school_id=school.id, texts={"label": school.name}, slug=slug)
        return school.id


def change_school(session: Session, actor: Actor, now: dt.datetime, *, seen: int, details: SchoolDetails) -> None:
    """Change the school's details.  Raises Refused, Stale."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = _seen_school(record, seen)
        refuse_if(details_refusals(details))
        changed = [word for word in _WORDS if getattr(school, word) != getattr(details, word)]
        if not changed:
            record.repeat()
            return
        for word in changed:
            setattr(school, word, getattr(details, word))
        record.act("school.changed", "school", school.id, changed=changed)


def set_logo(session: Session, actor: Actor, now: dt.datetime, *, seen: int, data: bytes) -> None:
    """Keep a new logo, drawn anew from the uploaded file.  Raises Refused, Stale."""
    picture = logo_png(data)
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = _seen_school(record, seen)
        if school.logo is not None and _digest(school.logo) == _digest(picture):
            record.repeat()
            return
        school.logo, school.logo_kind = picture, "image/png"
        record.act("school.changed", "school", school.id, changed=["logo"])


def remove_logo(session: Session, actor: Actor, now: dt.datetime, *, seen: int) -> None:
    """Take the logo away.  Raises Stale."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        school = _seen_school(record, seen)
        if not school.logo_kind:
            record.repeat()
            return
        school.logo, school.logo_kind = None, ""
        record.act("school.changed", "school", school.id, changed=["logo_removed"])


def _seen_school(record: Record, seen: int) -> School:
    school = people_locked(record)
    refuse_if_stale(record.session, school, seen, "school", school.id, school.id)
    return school


def _digest(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()
