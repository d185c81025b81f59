"""A.5.2: a site for pupils has the strongest privacy settings, looked at again in time."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.consents import USES
from governance.domain.evidence import EvidenceKind
from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, NameShown, ShownKind
from governance.models import Evidence
from governance.services.consents import ConsentAsked, record_consent, withdraw_consent
from governance.services.content.writing import choose_images
from governance.services.evidence import record_evidence
from governance.services.image_register import ImageAsked, list_people_in, record_image
from governance.services.people_shown import record_person_shown
from governance.services.policy import change_setting
from tests.clauses.scene import change, on
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, TODAY
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import approve, seen_of, state_of, submit, write_draft
from tests.services.unchanged import refused

WEAKER = "Search engines find it, because families look for it."


def record(session: Session, cast: Cast, site_id: int, *, by: str, exception: str) -> None:
    record_evidence(
        session,
        cast.actor(session, getattr(cast, by)),
        NOW,
        site_id=site_id,
        kind=EvidenceKind.PRIVACY_SETTINGS,
        statement="Comments wait, and search engines are let in.",
        link="",
        seen_on=TODAY,
        exception=exception,
    )


def test_a_setting_weaker_than_the_strongest_needs_the_head_s_exception(session: Session) -> None:
    cast = make_cast(session)
    site_id = live_site(session, cast).id
    with refused(session, "exception_not_yours"):
        record(session, cast, site_id, by="ict", exception=WEAKER)
    record(session, cast, site_id, by="head", exception=WEAKER)
    (finding,) = found_at(session, cast.school, "A.5.2")
    assert (finding.standing, finding.said) == (
        Standing.KEPT,
        "The head allowed an exception, with its reason.",
    )


def test_an_expired_check_shows(session: Session) -> None:
    cast = make_cast(session)
    site_id = live_site(session, cast).id
    change(session, Evidence, {"kind": "privacy_settings"}, valid_until=dt.date(2026, 11, 20))
    assert stands(session, cast.school, "A.5.2", site_id, on(dt.date(2026, 11, 20))) is Standing.KEPT
    (finding,) = found_at(session, cast.school, "A.5.2", on(dt.date(2026, 11, 21)))
    assert finding.standing is Standing.DUE
    assert finding.said == (
        "The strongest privacy settings are on: what was recorded counted until Friday 20 November 2026."
    )
    assert session.scalar(sa.select(sa.func.count(Evidence.id))) == 4


def _pictured(session: Session, cast: Cast, rule: str, face: Face, name: NameShown) -> tuple[int, int]:
    """A draft with a picture of a pupil who agreed to everything, under a rule; its number and the pupil's."""
    site, head = live_site(session, cast), cast.actor(session, cast.head)
    change_setting(session, head, NOW, key="identity_rule", value=rule, seen=0)
    pupil = record_person_shown(session, head, NOW, asked=PersonAsked(ShownKind.PUPIL, "Ada", "Year 3"))
    agreed = ConsentAsked(
        Covers.NAME_WITH_IMAGE, tuple(use.key for use in USES), GivenBy.PARENT, "A parent", TODAY, None
    )
    record_consent(session, head, NOW, shown_id=pupil, asked=agreed)
    image = record_image(session, head, NOW, asked=ImageAsked(ImageKind.PICTURE, "Running", "Drive"))
    list_people_in(
        session, head, NOW, image_id=image, seen=1, shown_ids=(pupil,), face=face, name_shown=name, everybody_known=True
    )
    draft = write_draft(session, cast, site)
    teacher, revision = cast.actor(session, cast.teacher), seen_of(session, draft)
    choose_images(session, teacher, NOW, draft_id=draft, seen=revision, image_ids=[image])
    return draft, pupil


@pytest.mark.parametrize(
    ("rule", "face", "name", "codes"),
    [
        pytest.param(
            "strict",
            Face.RECOGNISABLE,
            NameShown.FIRST_NAME,
            ("identity_rule_face", "identity_rule_name"),
            id="strict: neither face nor name",
        ),
        pytest.param("no_names", Face.NONE, NameShown.FIRST_NAME, ("identity_rule_name",), id="no names"),
        pytest.param("first_name", Face.NONE, NameShown.FULL_NAME, ("identity_rule_full_name",), id="first name"),
        pytest.param(
            "no_name_with_photo",
            Face.NONE,
            NameShown.FIRST_NAME,
            ("identity_rule_name_with_image",),
            id="no name with photo",
        ),
        pytest.param("no_faces", Face.FACE_ON, NameShown.NONE, ("identity_rule_face",), id="no faces"),
    ],
)
def test_an_image_against_the_identity_rule_of_the_school_is_not_sent(
    session: Session, rule: str, face: Face, name: NameShown, codes: tuple[str, ...]
) -> None:
    cast = make_cast(session)
    draft, _ = _pictured(session, cast, rule, face, name)
    with refused(session, *codes):
        submit(session, cast, draft)


def test_a_consent_withdrawn_while_the_draft_waits_stops_its_approval(session: Session) -> None:
    cast = make_cast(session)
    draft, pupil = _pictured(session, cast, "first_name", Face.RECOGNISABLE, NameShown.NONE)
    submit(session, cast, draft)
    head = cast.actor(session, cast.head)
    withdraw_consent(
        session, head, NOW, shown_id=pupil, uses=("class_blog",), withdrawn_on=TODAY, withdrawn_by="A parent"
    )
    with refused(session, "pupil_consent_withdrawn"):
        approve(session, cast, draft)
    assert state_of(session, draft) == ("submitted", 1)
