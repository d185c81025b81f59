"""Schools that are alike and whose registers are empty, a list brought into one of them, and what goes out again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.cells import Cell, csv_text
from governance.domain.people_shown import PersonAsked
from governance.domain.shown_words import ShownKind
from governance.domain.words import Role, SiteState, VersionState
from governance.models import Person, School, Site
from governance.queries.registers.cards import card_rows
from governance.queries.registers.sheet_rows import (
    account_rows,
    compromised_rows,
    contributor_rows,
    declaration_rows,
    partner_rows,
    retired_rows,
    training_rows,
)
from governance.queries.registers.sheet_rows_of_images import consent_rows, pass_rows, permission_rows
from governance.services.people_shown import record_person_shown
from governance.services.registers.account_sheet import ACCOUNTS
from governance.services.registers.card_sheet import CARDS
from governance.services.registers.compromised_sheet import COMPROMISED
from governance.services.registers.consent_sheet import CONSENTS
from governance.services.registers.declaration_sheet import DECLARATIONS
from governance.services.registers.partner_sheet import PARTNERS
from governance.services.registers.pass_sheet import PASSES
from governance.services.registers.permission_sheet import PERMISSIONS
from governance.services.registers.retired_sheet import RETIRED
from governance.services.registers.sheets import (
    SheetPlan,
    SheetRegister,
    import_register_sheet,
    keep_register_sheet,
    preview_register_sheet,
)
from governance.services.registers.training_sheet import TRAINING
from governance.services.registers.vetting_sheet import CONTRIBUTORS
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, make_site

LONDON = ZoneInfo("Europe/London")
Taken = Callable[[Session, int, Actor], Iterable[Sequence[Cell]]]

REGISTERS: dict[str, tuple[SheetRegister, Taken]] = {
    "contributors": (CONTRIBUTORS, lambda session, school, _: contributor_rows(session, school, TODAY)),
    "partners": (PARTNERS, lambda session, school, _: partner_rows(session, school)),
    "accounts": (ACCOUNTS, lambda session, school, _: account_rows(session, school, TODAY)),
    "retired": (RETIRED, lambda session, school, _: retired_rows(session, school)),
    "declarations": (DECLARATIONS, lambda session, _, actor: declaration_rows(session, actor, LONDON)),
    "compromised": (COMPROMISED, lambda session, _, actor: compromised_rows(session, actor, LONDON)),
    "training": (TRAINING, lambda session, school, _: training_rows(session, school, TODAY)),
    "consents": (CONSENTS, lambda session, school, _: consent_rows(session, school)),
    "cards": (CARDS, lambda session, school, _: card_rows(session, school, TODAY)),
    "passes": (PASSES, lambda session, school, _: pass_rows(session, school)),
    "permissions": (PERMISSIONS, lambda session, school, _: permission_rows(session, school, TODAY)),
}


@dataclass(frozen=True)
class Alike:
    """A school with a head, an ICT lead, a teacher, the office, the chair, a live blog and two who can be shown."""

    school: School
    site: Site
    people: dict[str, Person]

    def actor(self, session: Session, who: str) -> Actor:
        """One of them today."""
        return actor_of(session, self.school, self.people[who])


def alike(session: Session, slug: str = "oak") -> Alike:
    """Make one; two of them differ in nothing but their numbers."""
    school = make_school(session, slug)
    people = {
        "head": make_person(session, school, Role.HEAD, name="Ms Head"),
        "lead": make_person(session, school, Role.ICT_LEAD, name="Mr Lead"),
        "teacher": make_person(session, school, Role.TEACHER, name="Ms Teach"),
        "office": make_person(session, school, Role.OFFICE, name="Mr Office"),
        "chair": make_person(session, school, Role.CHAIR_OF_GOVERNORS, name="Mrs Chair"),
    }
    site = make_site(
        session,
        school,
        people["teacher"],
        state=SiteState.LIVE,
        version=VersionState.APPROVED,
        resourcing_owner_id=people["lead"].id,
    )
    office = actor_of(session, school, people["office"])
    for kind, name in ((ShownKind.PUPIL, "Jo Hill"), (ShownKind.VISITOR, "Pat Lee")):
        record_person_shown(session, office, NOW, asked=PersonAsked(kind, name))
    return Alike(school, site, people)


def kept(session: Session, actor: Actor, word: str, text: str | bytes) -> int:
    """A file is uploaded for a register."""
    data = text if isinstance(text, bytes) else text.encode()
    return keep_register_sheet(session, actor, NOW, register=REGISTERS[word][0], name=f"{word}.csv", data=data)


def planned(session: Session, actor: Actor, word: str, text: str | bytes) -> SheetPlan:
    """What a file would do."""
    number = kept(session, actor, word, text)
    plan = preview_register_sheet(session, actor, NOW, register=REGISTERS[word][0], sheet_id=number)
    session.rollback()
    return plan


def brought_in(session: Session, actor: Actor, word: str, text: str | bytes) -> tuple[int, int]:
    """A file is uploaded, looked at and brought in."""
    number, register = kept(session, actor, word, text), REGISTERS[word][0]
    plan = preview_register_sheet(session, actor, NOW, register=register, sheet_id=number)
    session.rollback()
    return import_register_sheet(session, actor, NOW, register=register, sheet_id=number, seen=plan.digest)


def taken_away(session: Session, at: Alike, actor: Actor, word: str) -> str:
    """The register as a file."""
    register, lines = REGISTERS[word]
    text = csv_text([column.headings[0] for column in register.columns], lines(session, at.school.id, actor))
    session.rollback()
    return text


def cells(text: str) -> list[list[str]]:
    """The lines of a file without its headings."""
    return list(csv.reader(io.StringIO(text, newline="")))[1:]
