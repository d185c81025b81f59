"""The demo's pictures: pupils with and without consent, one who was taken out, a permission, an event's passes."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, Matter, NameShown, Party, ShownKind
from governance.domain.words import SiteState
from governance.models import Image, PersonShown, Site, WrittenPermission
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.image_register import ImageAsked, list_people_in, record_image, use_image
from governance.services.people_shown import record_person_shown
from governance.services.photo_passes import issue_pass, record_event
from governance.services.written_permissions import YesAsked, ask_permission, record_use, record_yes

PUPILS = (
    ("Nia Calloway", "Year 4", ""),
    ("Theo Brandreth", "Year 4", ""),
    ("Sam Ottery", "Year 4", "the older brother"),
    ("Sam Ottery", "Reception", "the younger brother"),
    ("Iris Penhale", "Year 4", ""),
)
WITHOUT_CONSENT = 4
"""The last of them: nobody has answered for her yet."""
TITLES = ("Pond dipping, seen from behind", "The bread ovens of Year 4")


def fill_pictures(demo: Demo) -> None:
    """Let the office have kept its registers, unless they are there."""
    if demo.session.scalar(sa.select(PersonShown.id).where(PersonShown.school_id == demo.school_id).limit(1)):
        demo.session.rollback()
        return
    demo.session.rollback()
    _images(demo, _people(demo))
    _permission(demo)
    event = record_event(
        demo.session, demo.actor("head"), demo.now, name="Winter concert", held_on=demo.today() + dt.timedelta(days=18)
    )
    for name in ("Gwen Calloway", "Martin Brandreth"):
        issue_pass(demo.session, demo.actor("head"), demo.now, event_id=event, name=name)


def _people(demo: Demo) -> list[int]:
    head, given_on = demo.actor("head"), demo.today() - dt.timedelta(days=60)
    people = [
        record_person_shown(demo.session, head, demo.now, asked=PersonAsked(ShownKind.PUPIL, name, group, told_apart))
        for name, group, told_apart in PUPILS
    ]
    for shown_id in people[:WITHOUT_CONSENT]:
        asked = ConsentAsked(
            Covers.IMAGE, ["class_blog", "school_site"], GivenBy.PARENT, "A parent", given_on, None, "Pupil’s file"
        )
        record_consent(demo.session, head, demo.now, shown_id=shown_id, asked=asked)
    return people


def _images(demo: Demo, people: list[int]) -> None:
    """Two pictures on a live blog: one in order, one from which somebody has to be taken out."""
    head = demo.actor("head")
    live = (Site.school_id == demo.school_id, Site.state == SiteState.LIVE)
    site_id = demo.session.scalars(sa.select(Site.id).where(*live).order_by(Site.id)).first()
    demo.session.rollback()
    for title, shown in zip(TITLES, (people[:2], people[1:3]), strict=True):
        asked = ImageAsked(ImageKind.PICTURE, title, "Shared drive, pictures of the autumn term", "Class teacher")
        image_id = record_image(demo.session, head, demo.now, asked=asked)
        list_people_in(
            demo.session,
            head,
            demo.now,
            image_id=image_id,
            seen=_seen(demo, Image, image_id),
            shown_ids=shown,
            face=Face.NONE,
            name_shown=NameShown.NONE,
            everybody_known=True,
        )
        use_image(
            demo.session,
            head,
            demo.now,
            image_id=image_id,
            seen=_seen(demo, Image, image_id),
            site_id=site_id,
            use="" if site_id else "print",
            address="https://blogs.millbrook.example/pictures",
            used_on=demo.today() - dt.timedelta(days=14),
        )
    withdraw_consent(
        demo.session,
        head,
        demo.now - dt.timedelta(hours=5),
        shown_id=people[2],
        uses=["class_blog", "school_site", "print"],
        withdrawn_on=demo.today() - dt.timedelta(days=1),
        withdrawn_by="A parent",
    )


def _permission(demo: Demo) -> None:
    """A poem whose author has agreed, and the school's logo on a flyer, used a week before the head did."""
    head, today = demo.actor("head"), demo.today()
    for matter, what, party, day in (
        (Matter.OTHERS_WORK, "A poem about fog by a local author", Party.AUTHOR, today - dt.timedelta(days=30)),
        (Matter.LOGO, "The logo on the flyer of the parents’ association", Party.SCHOOL, today),
    ):
        scope = "On the class blogs and in print, until the end of the school year."
        permission_id = ask_permission(demo.session, head, demo.now, matter=matter, what=what, scope=scope)
        yes = YesAsked(party, "The author", day, kept_at="School office")
        seen = _seen(demo, WrittenPermission, permission_id)
        record_yes(demo.session, head, demo.now, permission_id=permission_id, seen=seen, asked=yes)
        seen = _seen(demo, WrittenPermission, permission_id)
        used_on = today - dt.timedelta(days=7)
        record_use(
            demo.session, head, demo.now, permission_id=permission_id, seen=seen, place="Year 4 blog", used_on=used_on
        )


def _seen(demo: Demo, kind: type[Image] | type[WrittenPermission], row_id: int) -> int:
    revision = demo.session.scalar(sa.select(kind.revision).where(kind.id == row_id)) or 0
    demo.session.rollback()
    return revision
