"""An image from consent to use, to withdrawal, to taken down; nothing is overwritten, nobody is named in the audit."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import Covers, Face, GivenBy, NameShown, ShownKind
from governance.models import (
    AuditRow,
    AuditText,
    Consent,
    Draft,
    DraftImage,
    DraftVersion,
    ImageUse,
    Notice,
    PersonShown,
)
from governance.services.consents import withdraw_consent
from governance.services.image_register import audit_image, list_people_in
from governance.services.images import image_refusals_of
from governance.services.people_shown import change_person_shown, record_person_shown
from governance.services.people_shown_list import import_people_list, read_people_list
from governance.services.refused import NotHere, Stale
from governance.services.take_downs import finish_take_down
from tests.factories import NOW, TODAY, start_writing
from tests.services.images_cast import Pictures
from tests.services.unchanged import counts, refused


@pytest.fixture
def place(session: Session) -> Pictures:
    return Pictures(session)


def codes(place: Pictures, image_id: int, site_id: int | None = None) -> list[str]:
    found = image_refusals_of(place.session, place.school_id, [image_id], site_id or place.blog_id, TODAY)
    place.session.rollback()
    return [refusal.code for refusal in found]


def test_from_consent_to_withdrawal_to_taken_down(place: Pictures) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada)
    assert codes(place, image) == []
    use = place.use(image)
    withdrawal = place.withdraw(ada)
    assert codes(place, image) == ["pupil_consent_withdrawn"]
    (task,) = place.tasks()
    assert (task.withdrawal_id, task.place_kind, task.place_id) == (withdrawal, "image_use", use)
    assert task.address == "https://oak.example/year-4/sports"
    assert task.responsible_id == place.teacher.person_id
    assert task.due_at == dt.datetime(2026, 11, 19, 10, 30, tzinfo=dt.UTC)
    finish_take_down(place.session, place.teacher, NOW, take_down_id=task.id, seen=task.revision, note="Taken off.")
    (done,) = place.tasks()
    assert (done.done_by, done.done_at) == (place.teacher.person_id, NOW)
    assert place.session.get_one(ImageUse, use).removed_on == TODAY
    place.session.rollback()
    before = counts(place.session)
    finish_take_down(place.session, place.office, NOW, take_down_id=done.id, seen=done.revision)
    assert counts(place.session) == before


def test_withdrawing_lists_every_place_under_that_use_and_no_other(place: Pictures) -> None:
    ada, ben = place.person(), place.person("Ben")
    for one in (ada, ben):
        place.consent(one, "class_blog", "print")
    together, alone, of_ben = place.image(ada, ben), place.image(ada), place.image(ben)
    uses = [place.use(image) for image in (together, alone, of_ben)]
    planned = place.use(alone, used_on=None)
    place.withdraw(ada)
    assert [task.place_id for task in place.tasks()] == [uses[0], uses[1], planned]


def test_a_sibling_with_the_same_name_is_told_apart_and_keeps_their_own_consent(place: Pictures) -> None:
    older = place.person("Sam Hill")
    with refused(place.session, "name_not_told_apart"):
        place.person("sam  HILL")
    younger = place.person("Sam Hill", told_apart="the younger brother")
    place.consent(older)
    place.consent(younger)
    of_older, of_younger = place.image(older), place.image(younger)
    place.use(of_older)
    place.use(of_younger)
    place.withdraw(younger)
    assert [task.image_id for task in place.tasks()] == [of_younger]
    assert codes(place, of_older) == []
    assert codes(place, of_younger) == ["pupil_consent_withdrawn"]


def test_a_leaver_is_not_shown_anew_after_their_last_day(place: Pictures) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada)
    row = place.session.get_one(PersonShown, ada)
    seen = row.revision
    place.session.rollback()
    left = PersonAsked(ShownKind.PUPIL, "Ada", "Year 4", "", dt.date(2026, 11, 17))
    change_person_shown(place.session, place.office, NOW, shown_id=ada, seen=seen, asked=left)
    assert codes(place, image) == ["shown_person_left"]
    with pytest.raises(Stale):
        change_person_shown(place.session, place.office, NOW, shown_id=ada, seen=seen, asked=left)


def test_a_planned_use_without_consent_is_refused_and_one_in_the_past_is_recorded_as_it_is(place: Pictures) -> None:
    image = place.image(place.person())
    with refused(place.session, "pupil_consent_never"):
        place.use(image, used_on=None)
    with refused(place.session, "pupil_consent_never"):
        place.use(image, used_on=TODAY)
    assert place.use(image, used_on=dt.date(2026, 11, 17))


def test_an_image_is_not_used_until_somebody_said_who_is_in_it(place: Pictures) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada, known=False)
    with refused(place.session, "people_not_known"):
        place.use(image, used_on=None)
    list_people_in(place.session, place.teacher, NOW, image_id=image, seen=place.seen(image), everybody_known=True)
    assert place.use(image, used_on=None)


def test_all_reasons_of_all_images_at_once(place: Pictures) -> None:
    ada = place.person()
    visitor = place.person("An author", ShownKind.VISITOR)
    first = place.image(ada, visitor, name=NameShown.FIRST_NAME)
    second = place.image(known=False)
    found = image_refusals_of(place.session, place.school_id, [first, second], place.blog_id, TODAY)
    place.session.rollback()
    assert [refusal.code for refusal in found] == [
        "pupil_consent_never",
        "adult_consent_never",
        "identity_rule_name",
        "people_not_known",
    ]
    assert found[3].sentence.startswith(f"Image {second}: ")
    assert image_refusals_of(place.session, place.school_id, [], place.blog_id, TODAY) == ()


def test_a_consent_is_never_overwritten_and_history_stays(place: Pictures) -> None:
    ada = place.person()
    (consent,) = place.consent(ada)
    place.withdraw(ada)
    (again,) = place.consent(ada, given_on=TODAY)
    kept = place.session.execute(sa.select(Consent.id, Consent.withdrawal_id).order_by(Consent.id)).all()
    assert [(row.id, row.withdrawal_id is None) for row in kept] == [(consent, False), (again, True)]
    for change in ({"given_on": TODAY}, {"use": "print"}, {"withdrawal_id": None}, {"given_by": "Somebody else"}):
        start_writing(place.session)
        with pytest.raises(DBAPIError, match="A consent stands as it was given"):
            place.session.execute(sa.update(Consent).where(Consent.id == consent).values(**change))
        place.session.rollback()
    # What was agreed to may go under a rule of retention: the name of who gave it is emptied.
    start_writing(place.session)
    place.session.execute(sa.update(Consent).where(Consent.id == consent).values(given_by=""))
    place.session.commit()


def test_the_same_consent_twice_is_on_record_once(place: Pictures) -> None:
    ada = place.person()
    place.consent(ada, "class_blog", "print")
    before = counts(place.session)
    assert place.consent(ada, "class_blog", "print") == ()
    assert counts(place.session) == before


def test_what_cannot_be_recorded(place: Pictures) -> None:
    ada, visitor = place.person(), place.person("An author", ShownKind.VISITOR)
    with refused(place.session, "given_in_the_future"):
        place.consent(ada, given_on=dt.date(2026, 11, 19))
    with refused(place.session, "adult_speaks_for_themself"):
        place.consent(visitor)
    with refused(place.session, "uses_missing"):
        place.consent(ada, "billboards")
    with refused(place.session, "nothing_to_withdraw"):
        place.withdraw(ada)
    with refused(place.session, "withdrawn_in_the_future"):
        place.withdraw(ada, on=dt.date(2026, 11, 19))
    assert place.consent(visitor, by=GivenBy.SELF, covers=Covers.NAME_WITH_IMAGE)


def test_an_objection_without_a_consent_opens_the_tasks_too_and_once(place: Pictures) -> None:
    ada = place.person()
    place.use(place.image(ada))
    place.withdraw(ada)
    assert len(place.tasks()) == 1
    with refused(place.session, "nothing_to_withdraw"):
        place.withdraw(ada)


def test_the_regular_look_at_an_image(place: Pictures) -> None:
    image = place.image(place.person(), face=Face.FACE_ON)
    with refused(place.session, "not_yours_to_do"):
        audit_image(place.session, place.teacher, NOW, image_id=image, seen=place.seen(image))
    audit_image(place.session, place.ict, NOW, image_id=image, seen=place.seen(image))
    before = counts(place.session)
    audit_image(place.session, place.ict, NOW, image_id=image, seen=place.seen(image))
    assert counts(place.session) == before


def test_ordinary_staff_and_governors_keep_no_consents(place: Pictures) -> None:
    ada = place.person()
    asked = PersonAsked(ShownKind.PUPIL, "Ben")
    for who in (place.teacher, place.governor):
        with refused(place.session, "not_yours_to_do"):
            record_person_shown(place.session, who, NOW, asked=asked)
        with refused(place.session, "not_yours_to_do"):
            withdraw_consent(
                place.session, who, NOW, shown_id=ada, uses=["print"], withdrawn_on=TODAY, withdrawn_by="Somebody"
            )


def test_a_grown_up_is_linked_to_their_membership_and_a_pupil_is_not(place: Pictures) -> None:
    teacher = place.teacher.person_id
    asked = PersonAsked(ShownKind.PUPIL, "Ben")
    with refused(place.session, "pupil_is_no_staff"):
        record_person_shown(place.session, place.office, NOW, asked=asked, person_id=teacher)
    asked = PersonAsked(ShownKind.EMPLOYEE, "Mrs Hill")
    assert record_person_shown(place.session, place.office, NOW, asked=asked, person_id=teacher)


LIST = "Name;Kind;Class;Told apart by;Left on\nAda Lovell;Pupil;Year 4;;\nSam Hill;;Year 3;the older;\nSam Hill;;R;;\n"


def test_a_list_is_looked_at_first_and_twice_changes_nothing(place: Pictures) -> None:
    data = LIST.encode()
    before = counts(place.session)
    read = read_people_list(place.session, place.office, data=data)
    place.session.rollback()
    assert [(line.line, line.outcome) for line in read.lines] == [(2, "new"), (3, "new"), (4, "refused")]
    assert counts(place.session) == before
    assert import_people_list(place.session, place.office, NOW, data=data, seen=read.digest) == (2, 0)
    before = counts(place.session)
    assert import_people_list(place.session, place.office, NOW, data=data, seen=read.digest) == (0, 0)
    assert counts(place.session) == before
    moved = LIST.replace("Year 4", "Year 5").encode()
    with pytest.raises(Stale):
        import_people_list(place.session, place.office, NOW, data=moved, seen=read.digest)
    read = read_people_list(place.session, place.office, data=moved)
    place.session.rollback()
    assert import_people_list(place.session, place.office, NOW, data=moved, seen=read.digest) == (0, 1)


def test_no_name_of_a_child_stands_in_the_audit_or_in_a_mail(place: Pictures) -> None:
    ada = place.person("Ada Lovell-Hart", told_apart="the older sister")
    place.consent(ada)
    place.use(place.image(ada))
    place.withdraw(ada)
    (task,) = place.tasks()
    finish_take_down(place.session, place.teacher, NOW, take_down_id=task.id, seen=task.revision)
    data = b"Name\nZoe Quayle\n"
    digest = read_people_list(place.session, place.office, data=data).digest
    place.session.rollback()
    import_people_list(place.session, place.office, NOW, data=data, seen=digest)
    rows = place.session.scalars(sa.select(AuditRow)).all()
    said = " ".join(str(row.details) for row in rows)
    said += " ".join(place.session.scalars(sa.select(AuditText.text)))
    assert {row.code for row in rows} >= {"consent.recorded", "consent.withdrawn", "take_down.done"}
    for name in ("Lovell", "Quayle", "older sister", "Parent of Ada"):
        assert name not in said
    assert place.session.scalar(sa.select(sa.func.count()).select_from(Notice)) == 0


def test_another_schools_rows_are_not_there(place: Pictures, session: Session) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada)
    place.use(image)
    place.withdraw(ada)
    (task,) = place.tasks()
    elm = Pictures(session, "elm")
    with pytest.raises(NotHere):
        elm.consent(ada)
    with pytest.raises(NotHere):
        elm.image(ada)
    with pytest.raises(NotHere):
        elm.use(image)
    with pytest.raises(NotHere):
        image_refusals_of(session, elm.school_id, [image], elm.blog_id, TODAY)
    with pytest.raises(NotHere):
        image_refusals_of(session, elm.school_id, [], place.blog_id, TODAY)
    with pytest.raises(NotHere):
        finish_take_down(session, elm.teacher, NOW, take_down_id=task.id, seen=task.revision)


def test_a_withdrawal_lists_the_drafts_that_show_the_person_too(place: Pictures) -> None:
    ada = place.person()
    place.consent(ada)
    image = place.image(ada)
    start_writing(place.session)
    author = place.teacher.person_id or 0
    school, blog = place.school_id, place.blog_id
    for state in ("draft", "withdrawn"):
        draft = Draft(school_id=school, site_id=blog, author_id=author, state=state, number=1, started_at=NOW)
        place.session.add(draft)
        place.session.flush()
        version = DraftVersion(
            school_id=school, draft_id=draft.id, author_id=author, number=1, kind="pictures", answers={}
        )
        place.session.add(version)
        place.session.flush()
        place.session.add(DraftImage(school_id=school, draft_id=draft.id, version_id=version.id, image_id=image))
    place.session.commit()
    place.withdraw(ada)
    (task,) = place.tasks()
    assert (task.place_kind, task.image_id, task.site_id) == ("draft", image, blog)
    finish_take_down(place.session, place.teacher, NOW, take_down_id=task.id, seen=task.revision)
    assert [one.done_at for one in place.tasks()] == [NOW]
