"""A.4.6: permission before citing or referencing others' work, partners, providers."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.shown_words import Matter, Party
from governance.models import WrittenPermission
from governance.services.written_permissions import YesAsked, ask_permission, end_yes, record_use, record_yes
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, TODAY
from tests.services.images_cast import Pictures
from tests.services.unchanged import counts, refused


class Letters:
    """Written permissions at one school."""

    def __init__(self, session: Session, slug: str = "oak") -> None:
        self.place = Pictures(session, slug)
        self.session = session

    def ask(self, matter: Matter = Matter.OTHERS_WORK, outside: Party = Party.AUTHOR, shown: int | None = None) -> int:
        return ask_permission(
            self.session,
            self.place.office,
            NOW,
            matter=matter,
            what="A poem about rain",
            scope="The whole poem, on the Year 4 blog.",
            outside=outside,
            shown_id=shown,
        )

    def yes(self, permission: int, party: Party, written: dt.date, *, by_head: bool = False) -> int:
        return record_yes(
            self.session,
            self.place.head if by_head else self.place.office,
            NOW,
            permission_id=permission,
            seen=self.seen(permission),
            asked=YesAsked(party, "The poet", written, kept_at="Office, folder 3"),
        )

    def use(self, permission: int, on: dt.date | None = None) -> int:
        return record_use(
            self.session,
            self.place.teacher,
            NOW,
            permission_id=permission,
            seen=self.seen(permission),
            place="https://oak.example/year-4/rain",
            used_on=on,
            site_id=self.place.blog_id,
        )

    def seen(self, permission: int) -> int:
        found = self.session.scalar(sa.select(WrittenPermission.revision).where(WrittenPermission.id == permission))
        self.session.rollback()
        return found or 0


@pytest.fixture
def letters(session: Session) -> Letters:
    return Letters(session)


@pytest.mark.parametrize("party", [Party.AUTHOR, Party.PARTNER, Party.PROVIDER], ids=lambda party: party.value)
def test_citing_an_item_without_permission_shows(letters: Letters, party: Party) -> None:
    permission = letters.ask(outside=party)
    with refused(letters.session, f"permission_missing_{party.value}"):
        letters.use(permission)
    letters.use(permission, dt.date(2026, 11, 2))
    (found,) = found_at(letters.session, letters.place.school, "A.4.6")
    assert (found.standing, found.said) == (
        Standing.NOT_KEPT,
        "1 piece of others’ work, partner or provider is used without written permission.",
    )


def test_with_permission_it_is_kept_and_a_permission_taken_back_shows(letters: Letters) -> None:
    assert stands(letters.session, letters.place.school, "A.4.6") is Standing.KEPT
    permission = letters.ask()
    given = letters.yes(permission, Party.AUTHOR, dt.date(2026, 10, 1))
    letters.use(permission)
    assert stands(letters.session, letters.place.school, "A.4.6") is Standing.KEPT
    end_yes(letters.session, letters.place.office, NOW, given_id=given)
    assert stands(letters.session, letters.place.school, "A.4.6") is Standing.NOT_KEPT


def test_a_permission_dated_after_its_use_is_flagged(letters: Letters) -> None:
    permission = letters.ask()
    letters.use(permission, dt.date(2026, 11, 2))
    letters.yes(permission, Party.AUTHOR, dt.date(2026, 11, 9))
    (found,) = found_at(letters.session, letters.place.school, "A.4.6")
    assert (found.standing, found.said) == (Standing.DUE, "1 permission is dated after its use.")


def test_what_cannot_be_recorded(letters: Letters) -> None:
    permission = letters.ask()
    with refused(letters.session, "party_not_asked"):
        letters.yes(permission, Party.PARTNER, TODAY)
    with refused(letters.session, "given_in_the_future"):
        letters.yes(permission, Party.AUTHOR, dt.date(2026, 11, 19))
    with refused(letters.session, "used_in_the_future"):
        letters.use(permission, dt.date(2026, 11, 19))
    given = letters.yes(permission, Party.AUTHOR, TODAY)
    end_yes(letters.session, letters.place.office, NOW, given_id=given)
    before = counts(letters.session)
    end_yes(letters.session, letters.place.office, NOW, given_id=given)
    assert counts(letters.session) == before
