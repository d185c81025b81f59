"""Who is shown as running a site, with position and without personal contacts (A.4.8, A.4.9)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.words import Role
from governance.models import IdentityCard, Site
from governance.services.identity_cards import show_card, withdraw_card
from governance.services.refused import NotHere
from tests.factories import NOW, actor_of, make_person, make_school, make_site
from tests.services.unchanged import counts, refused


class Place:
    """A school whose Year 4 blog is resourced by its teacher."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.school = make_school(session)
        session.rollback()
        begin_writing(session)
        self.school.website = "https://www.oak.example"
        session.commit()
        teacher = make_person(session, self.school, Role.TEACHER)
        self.teacher = actor_of(session, self.school, teacher)
        self.lead = actor_of(session, self.school, make_person(session, self.school, Role.ICT_LEAD))
        self.other = actor_of(session, self.school, make_person(session, self.school, Role.TEACHER, name="other"))
        owner = self.teacher.person_id
        self.site_id = make_site(session, self.school, teacher, resourcing_owner_id=owner).id
        session.rollback()

    def show(
        self, actor: Actor, name: str = "Mrs Hill", position: str = "Year 4 teacher", whose: Actor | None = None
    ) -> None:
        show_card(
            self.session,
            actor,
            NOW,
            site_id=self.site_id,
            person_id=(whose or self.teacher).person_id or 0,
            display_name=name,
            position=position,
        )

    def cards(self) -> list[tuple[str, dt.date | None]]:
        rows = self.session.scalars(sa.select(IdentityCard).order_by(IdentityCard.id)).all()
        found = [(card.position, card.ends_on) for card in rows]
        self.session.rollback()
        return found


@pytest.fixture
def place(session: Session) -> Place:
    return Place(session)


def test_a_person_shows_themself_and_the_ict_lead_changes_how(place: Place) -> None:
    place.show(place.teacher)
    place.show(place.lead, position="Leader of Year 4")
    assert place.cards() == [("Year 4 teacher", dt.date(2026, 11, 18)), ("Leader of Year 4", None)]
    before = counts(place.session)
    place.show(place.teacher, position="Leader of Year 4")
    assert counts(place.session) == before
    assert before["audit_rows"] == 2


@pytest.mark.parametrize(
    ("name", "position", "codes"),
    [
        pytest.param("Mrs Hill", "", ["position_missing"], id="person with no position"),
        pytest.param("", "Teacher", ["display_name_missing"], id="no name"),
        pytest.param("hill@mail.example", "Teacher", ["personal_detail"], id="a personal e-mail"),
        pytest.param("Mrs Hill", "Teacher, 07700 900123", ["personal_detail"], id="a telephone number"),
        pytest.param("Mrs Hill, M1 1AE", "Teacher", ["personal_detail"], id="a postcode"),
        pytest.param("x" * 121, "y" * 121, ["display_name_too_long", "position_too_long"], id="everything too long"),
    ],
)
def test_a_card_that_may_not_be_shown(place: Place, name: str, position: str, codes: list[str]) -> None:
    with refused(place.session, *codes):
        place.show(place.teacher, name, position)


def test_the_schools_own_address_is_not_personal(place: Place) -> None:
    place.show(place.teacher, position="Year 4 teacher, year4@oak.example")
    assert len(place.cards()) == 1


def test_nobody_shows_somebody_else_or_who_does_not_run_it(place: Place) -> None:
    with refused(place.session, "not_yours_to_do"):
        place.show(place.other)
    with refused(place.session, "does_not_run_it"):
        place.show(place.lead, whose=place.other)


def test_a_card_is_withdrawn_from_today(place: Place) -> None:
    place.show(place.teacher)
    card_id = place.session.scalar(sa.select(IdentityCard.id)) or 0
    place.session.rollback()
    with refused(place.session, "not_yours_to_do"):
        withdraw_card(place.session, place.other, NOW, card_id=card_id)
    withdraw_card(place.session, place.teacher, NOW, card_id=card_id)
    assert place.cards() == [("Year 4 teacher", dt.date(2026, 11, 18))]
    before = counts(place.session)
    withdraw_card(place.session, place.lead, NOW, card_id=card_id)
    assert counts(place.session) == before


def test_another_schools_site_person_and_card_are_not_there(place: Place, session: Session) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    place.show(place.teacher)
    card_id = session.scalar(sa.select(IdentityCard.id)) or 0
    session.rollback()
    with pytest.raises(NotHere):
        withdraw_card(session, stranger, NOW, card_id=card_id)
    with pytest.raises(NotHere):
        place.show(stranger)
    with pytest.raises(NotHere):
        place.show(place.lead, whose=stranger)
    assert session.scalar(sa.select(sa.func.count()).select_from(Site)) == 1
