"""What only few read at a school, by the role that must not know of it: concerns, breaches and declarations (DESIGN 9).

``hide`` records every kind that a role does not read, and takes each some way: read, weighed, packed, written about,
a letter sent whose day has passed, a declaration settled and another left open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.demands import Ground, Result
from governance.domain.breaches.words import By, Kind, Outcome, Report, Severity
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.disclosures import Source
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.words import DeclarationKind
from governance.models import Breach, Concern, Declaration, RemovalDemand, School
from governance.services.actors import load_actor
from governance.services.breaches.demands import demand_removal, end_demand
from governance.services.breaches.leaks import decide_leak, tell_officer
from governance.services.breaches.record import (
    close_breach,
    look_into_breach,
    note_breach,
    read_breach,
    tell_police,
    weigh_breach,
)
from governance.services.breaches.reporting import Reported, report_breach, report_by_provider
from governance.services.concern_entries import write_entry
from governance.services.concern_packs import make_pack
from governance.services.concern_record import read_concern, take_route
from governance.services.concerns import record_concern
from governance.services.pretenders import the_public
from governance.services.registers.declarations import answer_contact, declare, read_declaration
from tests.factories import NOW, TODAY
from tests.web.walks.filled import Filled

TELLTALE = "zebrafinch"
FACTS = f"Somebody wrote {TELLTALE} on the page of the class."
LONG_AGO = NOW - dt.timedelta(days=20)


class Case(StrEnum):
    """One breach, by what decides who reads it."""

    PLAIN = "plain"
    LEAK = "leak"
    PUPILS = "pupils"
    PROVIDER = "provider"
    MENTION = "mention"
    OF_HEAD = "of_head"
    OF_ROLE = "of_role"
    LEAK_OF_ROLE = "leak_of_role"


OVER = (Case.PUPILS, Case.OF_HEAD, Case.LEAK_OF_ROLE)
"""These are closed, and their letters have ended."""
OF_THE_HEAD = (Case.PLAIN, Case.LEAK, Case.PUPILS, Case.PROVIDER, Case.MENTION)


@dataclass(frozen=True)
class NotRead:
    """What a role does not read: concerns by whom they are about, breaches, and whose declarations."""

    concerns: tuple[About, ...]
    breaches: tuple[Case, ...]
    declared_by: tuple[str, ...]


ALL = NotRead(
    (About.CHILD, About.ADULT, About.HEAD, About.DSL), (*OF_THE_HEAD, Case.OF_HEAD), ("second", "deactivated")
)
NOT_READ: dict[str, NotRead] = {
    **dict.fromkeys(("teacher", "assistant", "ict", "governor", "office", "volunteer", "nobody"), ALL),
    "second": NotRead(ALL.concerns, ALL.breaches, ("assistant", "deactivated")),
    "dpo": NotRead(
        ALL.concerns,
        (Case.PLAIN, Case.PUPILS, Case.PROVIDER, Case.MENTION, Case.OF_HEAD, Case.LEAK_OF_ROLE),
        ALL.declared_by,
    ),
    "head": NotRead((About.HEAD,), (Case.MENTION, Case.OF_HEAD), ("deactivated",)),
    "acting": NotRead((About.HEAD,), (Case.MENTION, Case.OF_HEAD, Case.OF_ROLE), ("deactivated",)),
    "dsl": NotRead((About.ADULT, About.HEAD, About.DSL), ALL.breaches, ALL.declared_by),
    "chair": NotRead((About.CHILD, About.ADULT, About.DSL), OF_THE_HEAD, ("second",)),
}
"""The second teacher recorded every concern and reported every breach, and reads none of them; ``deactivated`` is a
head whose sign-in was switched off."""

CONCERN_READER = {About.CHILD: "dsl", About.ADULT: "head", About.HEAD: "chair", About.DSL: "head"}


@dataclass
class Hidden:
    """The first row of each table that was hidden, for addresses, and every reference, to be looked for in answers."""

    numbers: dict[type, int]
    references: list[str]


@dataclass(frozen=True)
class Hiding:
    """Records what one role does not read."""

    session: Session
    oak: Filled
    role: str

    def actor(self, name: str) -> Actor:
        """Whoever is called so at the school."""
        found = load_actor(self.session, self.session.get_one(School, self.oak.id), self.oak.people[name], NOW)
        self.session.rollback()
        assert found is not None
        return found

    def seen(self, table: Any, number: int) -> int:
        """The revision that a form would carry."""
        revision: int = self.session.scalars(sa.select(table.revision).where(table.id == number)).one()
        self.session.rollback()
        return revision

    def concern(self, about: About) -> tuple[int, str]:
        """Record a concern, take it outside the school, and pack it."""
        session, reader = self.session, self.actor(CONCERN_READER[about])
        reference = record_concern(
            session, self.actor("second"), NOW, about=about, about_person=None, facts=FACTS, source=Source.SEEN,
            address=TELLTALE,
        )  # fmt: skip
        number = self._numbered(Concern, reference)
        read_concern(session, reader, NOW, concern_id=number)
        words = f"Rang the duty desk about {TELLTALE}."
        take_route(session, reader, NOW, concern_id=number, seen=1, route=Route.SOCIAL_CARE, words=words)
        here = {"concern_id": number, "seen": self.seen(Concern, number)}
        write_entry(session, reader, NOW, **here, kind=Entry.ADVICE, words=words)
        make_pack(session, reader, NOW, concern_id=number, seen=self.seen(Concern, number))
        return number, reference

    def breach(self, case: Case) -> tuple[int, str]:
        """Report a breach, and let its reader weigh it, look into it, and ask for something to be taken down."""
        number, reference = self._reported(case)
        session, manager = self.session, self._manager()
        reader = self.actor({Case.MENTION: manager, Case.OF_HEAD: "chair", Case.OF_ROLE: "chair"}.get(case, "head"))
        read_breach(session, reader, NOW, breach_id=number)

        def here() -> dict[str, Any]:
            return {"breach_id": number, "seen": self.seen(Breach, number)}

        kinds = (Kind.ILLEGAL, Kind.PERSONAL_DATA) if "leak" in case else (Kind.ILLEGAL, Kind.REPUTATION)
        grave = {"kinds": kinds, "clauses": ("9.1", "000-5"), "severity": Severity.SERIOUS}
        weigh_breach(session, reader, NOW, **here(), by=By.UNKNOWN, **grave)
        note_breach(session, reader, NOW, **here(), words=f"Asked whoever keeps {TELLTALE}.")
        look_into_breach(session, reader, NOW, **here(), found=f"The page says {TELLTALE}.")
        tell_police(session, reader, NOW, **here(), told_at=LONG_AGO)
        letter = {"to_whom": TELLTALE, "what": f"The page about {TELLTALE}.", "address": "https://page.example"}
        due_on = LONG_AGO.date() + dt.timedelta(days=7)
        demand_removal(session, reader, LONG_AGO, **here(), **letter, grounds=(Ground.DEFAMATION,), due_on=due_on)
        if "leak" in case:
            tell_officer(session, reader, NOW, **here(), told_at=NOW)
            decided = {"regulator_told": True, "people_told": False, "reason": "Nobody can be harmed by it."}
            decide_leak(session, reader, NOW, **here(), **decided)
        if case in OVER:
            self._end(reader, number)
        return number, reference

    def _end(self, reader: Actor, number: int) -> None:
        """The letter has come to its end and so has the breach: years later it is due for disposal."""
        letter = self.session.scalars(sa.select(RemovalDemand.id).where(RemovalDemand.breach_id == number)).one()
        self.session.rollback()
        end_demand(
            self.session, reader, NOW, breach_id=number, demand_id=letter, seen=self.seen(RemovalDemand, letter),
            result=Result.REMOVED, ended_on=LONG_AGO.date(), words=f"{TELLTALE} took it down.",
        )  # fmt: skip
        close_breach(
            self.session, reader, NOW, breach_id=number, seen=self.seen(Breach, number), outcome=Outcome.LEFT_TO_POLICE,
            reason=f"The police ask {TELLTALE} now.",
        )  # fmt: skip

    def declared(self, name: str) -> int:
        """Declare something of each kind, and settle one; answers the first."""
        session, who = self.session, self.actor(name)
        decider = self.actor("chair" if name == "deactivated" else "head")
        numbers = {}
        # The leadership team reads every contact that somebody on the staff declares (000-3).
        left_out = {DeclarationKind.AGREED_CONTACT} if (self.role, name) == ("assistant", "second") else set()
        for kind in set(DeclarationKind) - left_out:
            named = kind is DeclarationKind.EMPLOYER_NAMED
            address, disclaimer = (f"https://{TELLTALE}.example", False) if named else ("", None)
            typed = DeclarationTyped(kind, f"It is about {TELLTALE}.", TODAY, address, disclaimer)
            numbers[kind] = declare(session, who, NOW, typed=typed)
        contact = numbers.get(DeclarationKind.AGREED_CONTACT)
        if contact is not None:
            answered = {"agreed": False, "answer": "It has to stop.", "review_on": None}
            answer_contact(session, decider, NOW, declaration_id=contact, seen=1, **answered)
        read = numbers[DeclarationKind.RELATED_PUPIL]
        read_declaration(session, decider, NOW, declaration_id=read, seen=1)
        return numbers[DeclarationKind.EMPLOYER_NAMED]

    def _manager(self) -> str:
        return "head" if self.role == "ict" else "ict"

    def _reported(self, case: Case) -> tuple[int, str]:
        school_id = self.oak.id
        if case is Case.PROVIDER:
            school = self.session.get_one(School, school_id)
            told = {"provider": TELLTALE, "contact": "020 7946 0000", "facts": FACTS, "learned_at": LONG_AGO}
            origin = {"remote": "203.0.113.9", "salt": "salt"}
            reference = report_by_provider(self.session, the_public(school_id), NOW, school=school, **told, **origin)
            return self._numbered(Breach, reference), reference
        report = {Case.PUPILS: Report.PUPILS_WORDS, Case.MENTION: Report.MENTION}.get(case, Report.BREACH)
        kinds = (Kind.PERSONAL_DATA,) if "leak" in case else (Kind.REPUTATION,)
        about = {Case.OF_HEAD: "head", Case.OF_ROLE: self.role, Case.LEAK_OF_ROLE: self.role}.get(case)
        reported = Reported(
            report, By.UNKNOWN, kinds, FACTS, LONG_AGO, self.oak.people[about] if about else None, TELLTALE,
            self.oak.people[self._manager()] if case is Case.MENTION else None, TELLTALE,
        )  # fmt: skip
        reference = report_breach(self.session, self.actor("second"), NOW, reported=reported)
        return self._numbered(Breach, reference), reference

    def _numbered(self, table: Any, reference: str) -> int:
        number: int = self.session.scalars(sa.select(table.id).where(table.reference == reference)).one()
        self.session.rollback()
        return number


def hide(session: Session, oak: Filled, role: str) -> Hidden:
    """Record everything that the role does not read."""
    hiding, not_read = Hiding(session, oak, role), NOT_READ[role]
    concerns = [hiding.concern(about) for about in not_read.concerns]
    breaches = [hiding.breach(case) for case in not_read.breaches]
    declarations = [hiding.declared(name) for name in not_read.declared_by]
    letter = session.scalars(sa.select(RemovalDemand.id).where(RemovalDemand.breach_id == breaches[0][0])).one()
    session.rollback()
    return Hidden(
        {Concern: concerns[0][0], Breach: breaches[0][0], RemovalDemand: letter, Declaration: declarations[0]},
        [reference for _, reference in (*concerns, *breaches)],
    )
