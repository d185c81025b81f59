"""Rows of the registers of images at a filled school, so that every address of theirs names one."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, Matter, NameShown, Party, ShownKind
from governance.models import Image, Site, WrittenPermission
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.image_register import ImageAsked, list_people_in, record_image, use_image
from governance.services.people_shown import record_person_shown
from governance.services.photo_passes import issue_pass, record_event
from governance.services.written_permissions import YesAsked, ask_permission, record_use, record_yes
from tests.factories import NOW, TODAY

LAST_MONTH = dt.date(2026, 10, 5)


def fill_pictures(session: Session, head: Actor) -> None:
    """An image of two people on the first live site, one of whom withdrew; a permission, an event and a pass."""
    people = [
        record_person_shown(session, head, NOW, asked=PersonAsked(kind, name, "Year 4"))
        for kind, name in ((ShownKind.PUPIL, "=Ada Shown"), (ShownKind.VISITOR, "Shown Visitor"))
    ]
    for shown_id, speaker in zip(people, (GivenBy.PARENT, GivenBy.SELF), strict=True):
        asked = ConsentAsked(Covers.IMAGE, ["class_blog", "print"], speaker, "Whoever gave it", LAST_MONTH)
        record_consent(session, head, NOW, shown_id=shown_id, asked=asked)
    image_id = record_image(session, head, NOW, asked=ImageAsked(ImageKind.PICTURE, "=1+1 at the sports day"))
    site_id = session.scalars(
        sa.select(Site.id).where(Site.school_id == head.school_id, Site.state == "live").order_by(Site.id)
    ).first()
    list_people_in(
        session, head, NOW, image_id=image_id, seen=_seen(session, Image, image_id), shown_ids=people,
        face=Face.FACE_ON, name_shown=NameShown.NONE, everybody_known=True,
    )  # fmt: skip
    use_image(
        session, head, NOW, image_id=image_id, seen=_seen(session, Image, image_id), site_id=site_id,
        address="https://blog.example/sports", used_on=LAST_MONTH,
    )  # fmt: skip
    withdraw_consent(
        session, head, NOW, shown_id=people[0], uses=["class_blog"], withdrawn_on=TODAY, withdrawn_by="Whoever gave it"
    )
    permission_id = ask_permission(
        session, head, NOW, matter=Matter.PERSONAL_DATA, what="=A photograph", scope="In print.", shown_id=people[0]
    )
    asked_yes = YesAsked(Party.SCHOOL, "", TODAY)
    seen = _seen(session, WrittenPermission, permission_id)
    record_yes(session, head, NOW, permission_id=permission_id, seen=seen, asked=asked_yes)
    seen = _seen(session, WrittenPermission, permission_id)
    record_use(session, head, NOW, permission_id=permission_id, seen=seen, place="Prospectus", used_on=LAST_MONTH)
    event_id = record_event(session, head, NOW, name="Winter play", held_on=dt.date(2026, 12, 10))
    issue_pass(session, head, NOW, event_id=event_id, name="=Kit Holder")


def _seen(session: Session, kind: type[Image] | type[WrittenPermission], row_id: int) -> int:
    revision = session.scalar(sa.select(kind.revision).where(kind.id == row_id)) or 0
    session.rollback()
    return revision
