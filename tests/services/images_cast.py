"""A school with a live class blog, a pupil who may be shown there, and an image of that pupil on it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, NameShown, ShownKind
from governance.domain.words import PersonKind, Role, SiteState, VersionState
from governance.models import Image, PolicySetting, School, Site, TakeDown
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.image_register import ImageAsked, list_people_in, record_image, use_image
from governance.services.people_shown import record_person_shown
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, make_site, start_writing

GIVEN = dt.date(2026, 9, 7)
PUBLISHED = dt.date(2026, 10, 5)

GOVERNS = {Role.GOVERNOR: PersonKind.GOVERNOR}


class Pictures:
    """Who keeps the registers of images at one school; ``blog`` is the live class blog, resourced by the teacher."""

    def __init__(self, session: Session, slug: str = "oak", rule: str = "no_names") -> None:
        self.session = session
        self.school: School = make_school(session, slug, name=f"{slug.title()} Primary")
        self.school_id = self.school.id
        people = {
            role: make_person(session, self.school, role, kind=GOVERNS.get(role, PersonKind.EMPLOYEE))
            for role in (Role.HEAD, Role.OFFICE, Role.ICT_LEAD, Role.TEACHER, Role.GOVERNOR)
        }
        self.head, self.office, self.ict, self.teacher, self.governor = (
            actor_of(session, self.school, person) for person in people.values()
        )
        self.people = people
        self.blog: Site = make_site(
            session,
            self.school,
            people[Role.TEACHER],
            state=SiteState.LIVE,
            version=VersionState.APPROVED,
            resourcing_owner_id=people[Role.TEACHER].id,
        )
        self.blog_id = self.blog.id
        start_writing(session)
        session.add(
            PolicySetting(
                school_id=self.school_id,
                key="identity_rule",
                value={"is": rule},
                changed_at=NOW,
                changed_by=people[Role.HEAD].id,
            )
        )
        session.commit()

    def person(self, name: str = "Ada", kind: ShownKind = ShownKind.PUPIL, told_apart: str = "") -> int:
        asked = PersonAsked(kind, name, "Year 4", told_apart)
        return record_person_shown(self.session, self.office, NOW, asked=asked)

    def consent(
        self,
        shown_id: int,
        *uses: str,
        covers: Covers = Covers.IMAGE,
        given_on: dt.date = GIVEN,
        by: GivenBy = GivenBy.PARENT,
        until: dt.date | None = None,
    ) -> tuple[int, ...]:
        asked = ConsentAsked(covers, uses or ("class_blog",), by, "Parent of Ada", given_on, until)
        return record_consent(self.session, self.office, NOW, shown_id=shown_id, asked=asked)

    def image(
        self, *shown_ids: int, face: Face = Face.RECOGNISABLE, name: NameShown = NameShown.NONE, known: bool = True
    ) -> int:
        asked = ImageAsked(ImageKind.PICTURE, "Running at the sports day", "Shared drive, sports day, 12")
        image_id = record_image(self.session, self.teacher, NOW, asked=asked)
        list_people_in(
            self.session,
            self.teacher,
            NOW,
            image_id=image_id,
            seen=self.seen(image_id),
            shown_ids=shown_ids,
            face=face,
            name_shown=name,
            everybody_known=known,
        )
        return image_id

    def use(self, image_id: int, used_on: dt.date | None = PUBLISHED, actor: Actor | None = None) -> int:
        return use_image(
            self.session,
            actor or self.teacher,
            NOW,
            image_id=image_id,
            seen=self.seen(image_id),
            site_id=self.blog_id,
            address="https://oak.example/year-4/sports",
            used_on=used_on,
        )

    def withdraw(self, shown_id: int, *uses: str, on: dt.date = TODAY) -> int:
        return withdraw_consent(
            self.session,
            self.office,
            NOW,
            shown_id=shown_id,
            uses=uses or ("class_blog",),
            withdrawn_on=on,
            withdrawn_by="Parent of Ada",
        )

    def seen(self, image_id: int) -> int:
        revision = self.session.scalar(sa.select(Image.revision).where(Image.id == image_id)) or 0
        self.session.rollback()
        return revision

    def tasks(self) -> list[TakeDown]:
        found = list(self.session.scalars(sa.select(TakeDown).order_by(TakeDown.id)))
        self.session.rollback()
        return found
