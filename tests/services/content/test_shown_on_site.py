"""A picture that came out with a draft stands on the register, so that a later withdrawal lists that place (A.4.4)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, NameShown, ShownKind
from governance.models import AuditRow, Image, ImagePerson, ImageUse, PersonShown, PolicySetting, Site, TakeDown
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.content.came_out import publish_draft
from governance.services.content.writing import choose_images
from governance.services.image_register import use_image
from governance.services.take_downs import finish_take_down
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import live_site, make_cast
from tests.services.content.cast import LATER, TITLE, approve, come_out, matched, seen_of, submit, write_draft

ADDRESS = "https://blog.example/our-trip/"


class Shown:
    """Year 3's blog, a pupil who may be shown there, and an approved draft with the pupil's picture."""

    def __init__(self, session: Session) -> None:
        self.session, self.cast = session, make_cast(session)
        site = live_site(session, self.cast)
        self.site_id = site.id
        self.pupil, self.image = self._picture()
        agreed = ConsentAsked(Covers.IMAGE, ("class_blog",), GivenBy.PARENT, "A parent", dt.date(2026, 9, 7), None)
        record_consent(session, self.cast.actor(session, self.cast.ict), NOW, shown_id=self.pupil, asked=agreed)
        self.draft = write_draft(session, self.cast, session.get_one(Site, self.site_id))
        teacher, seen = self.cast.actor(session, self.cast.teacher), seen_of(session, self.draft)
        choose_images(session, teacher, NOW, draft_id=self.draft, seen=seen, image_ids=[self.image])

    def _picture(self) -> tuple[int, int]:
        school, ict = self.cast.school.id, self.cast.ict.id
        start_writing(self.session)
        known = {"school_id": school, "recorded_by": ict, "recorded_at": NOW}
        image = Image(kind=ImageKind.PICTURE, description="The class at the museum", people_known=True, **known)
        pupil = PersonShown(kind=ShownKind.PUPIL, name="A pupil", **known)
        rule = PolicySetting(
            school_id=school, key="identity_rule", value={"is": "no_names"}, changed_at=NOW, changed_by=ict
        )
        self.session.add_all([image, pupil, rule])
        self.session.flush()
        them = {"face": Face.RECOGNISABLE, "name_shown": NameShown.NONE}
        self.session.add(ImagePerson(school_id=school, image_id=image.id, shown_id=pupil.id, **them))
        self.session.commit()
        return pupil.id, image.id

    def approve(self) -> None:
        submit(self.session, self.cast, self.draft)
        approve(self.session, self.cast, self.draft)

    def publish(self, address: str = ADDRESS) -> None:
        publish_draft(
            self.session,
            self.cast.actor(self.session, self.cast.teacher),
            NOW,
            draft_id=self.draft,
            seen=seen_of(self.session, self.draft),
            published_on=TODAY,
            address=address,
        )

    def withdraw(self) -> list[tuple[str, str, int | None]]:
        """The parent takes the consent back; answers what has to be taken down."""
        ict = self.cast.actor(self.session, self.cast.ict)
        withdraw_consent(
            self.session, ict, LATER, shown_id=self.pupil, uses=("class_blog",), withdrawn_on=LATER.date(),
            withdrawn_by="A parent",
        )  # fmt: skip
        tasks = self.session.scalars(sa.select(TakeDown).order_by(TakeDown.id)).all()
        found = [(task.place_kind, task.address, task.site_id) for task in tasks]
        self.session.rollback()
        return found

    def places(self) -> list[tuple[dt.date | None, str, dt.date | None]]:
        rows = self.session.scalars(sa.select(ImageUse).order_by(ImageUse.id)).all()
        found = [(row.used_on, row.address, row.removed_on) for row in rows]
        self.session.rollback()
        return found


@pytest.fixture
def shown(session: Session) -> Shown:
    return Shown(session)


def test_what_somebody_says_came_out_stands_on_the_register_and_is_taken_down_from_there(shown: Shown) -> None:
    shown.approve()
    assert shown.places() == []
    shown.publish()
    assert shown.places() == [(TODAY, ADDRESS, None)]
    assert shown.withdraw() == [("image_use", ADDRESS, shown.site_id)]
    task = shown.session.scalars(sa.select(TakeDown)).one()
    number, seen, teacher = task.id, task.revision, shown.cast.actor(shown.session, shown.cast.teacher)
    shown.session.rollback()
    finish_take_down(shown.session, teacher, LATER, take_down_id=number, seen=seen)
    assert shown.places() == [(TODAY, ADDRESS, LATER.date())]


def test_what_the_product_sees_itself_stands_there_too_in_the_authors_name(shown: Shown) -> None:
    shown.approve()
    come_out(shown.session, TITLE)
    assert matched(shown.session) == ["draft"]
    ((day, address, _),) = shown.places()
    assert (day, address) == (LATER.date(), "https://blog.example/our-trip-to-the-museum/")
    row = shown.session.scalars(sa.select(ImageUse)).one()
    acts = shown.session.scalars(sa.select(AuditRow.code).where(AuditRow.code == "image.used")).all()
    assert (row.recorded_by, row.use, len(acts)) == (shown.cast.teacher.id, "class_blog", 1)
    shown.session.rollback()
    assert shown.withdraw() == [("image_use", address, shown.site_id)]


def test_a_place_that_was_planned_becomes_that_place(shown: Shown) -> None:
    teacher = shown.cast.actor(shown.session, shown.cast.teacher)
    seen = shown.session.scalars(sa.select(Image.revision)).one()
    shown.session.rollback()
    use_image(
        shown.session, teacher, NOW, image_id=shown.image, seen=seen, site_id=shown.site_id, address="", used_on=None
    )
    shown.approve()
    shown.publish()
    assert shown.places() == [(TODAY, ADDRESS, None)]


def test_what_came_out_before_places_were_written_down_is_still_found_by_its_draft(shown: Shown) -> None:
    shown.approve()
    shown.publish()
    start_writing(shown.session)
    shown.session.execute(sa.delete(ImageUse))
    shown.session.commit()
    assert shown.withdraw() == [("draft", ADDRESS, shown.site_id)]


def test_a_draft_that_still_may_come_out_is_listed_as_a_draft(shown: Shown) -> None:
    shown.approve()
    assert shown.withdraw() == [("draft", "", shown.site_id)]
