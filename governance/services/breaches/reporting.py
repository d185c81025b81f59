"""Somebody reports a breach of the policy: anybody at the school, or a provider without a sign-in (9.1, 9.3).

Whose it is follows from what is reported; who is no reader never sees it again.  From where a report without a sign-in
came is kept for a day as a keyed digest, and only to limit how many one address can send.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.breaches.leaks import due_at
from governance.domain.breaches.reading import read_by
from governance.domain.breaches.rules import provider_refusals, report_refusals
from governance.domain.breaches.words import By, Kind, Report
from governance.domain.pretenders import DIGEST_KEPT_FOR, WITHIN, address_digest
from governance.domain.refusals import Refusal
from governance.domain.words import Role
from governance.models import Breach, School
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.breaches.readers import readers_today
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.references import new_reference
from governance.services.refused import refuse_if
from governance.services.told_lately import told_lately
from governance.services.transaction import Record, use_case
from governance.services.uncounted import uncounted_number
from governance.services.within import membership_of_person, school_of


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody reports, as typed; ``about_person`` and ``line_manager`` are persons of the school."""

    report: Report
    by: By
    kinds: tuple[Kind, ...]
    facts: str
    learned_at: dt.datetime
    about_person: int | None = None
    about_shown: str = ""
    line_manager: int | None = None
    address: str = ""


def report_breach(session: Session, actor: Actor, now: dt.datetime, *, reported: Reported) -> str:
    """Keep a report as anybody at the school may make one, and return its reference; raises Refused.

    A mention of somebody goes to the line manager whom they chose, everything else to the head; what is about the head
    goes to the chair of governors alone (002-3).
    """
    refuse_without(actor, Permission.RECORD_CONCERNS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        manager = reported.line_manager if reported.report is Report.MENTION else None
        refuse_if(
            (
                *report_refusals(
                    reported.report,
                    reported.facts,
                    reported.kinds,
                    reported.learned_at,
                    now,
                    manager=manager is not None,
                ),
                *_choice_refusals(actor, reported, manager),
            )
        )
        for person in (reported.about_person, manager):
            if person is not None:
                membership_of_person(record, person)
        about_head = reported.about_person in heads_today(session, school.id, school_today(school, now))
        is_pupils = reported.report is Report.PUPILS_WORDS
        breach = _kept(
            record,
            school,
            replace(
                reported,
                by=By.PUPIL if is_pupils else reported.by,
                kinds=tuple(dict.fromkeys((*reported.kinds, Kind.INSULT))) if is_pupils else reported.kinds,
                line_manager=None if about_head else manager,
            ),
            about_head=about_head,
        )
        return breach.reference


def _choice_refusals(actor: Actor, reported: Reported, manager: int | None) -> tuple[Refusal, ...]:
    if manager is not None and manager in (actor.person_id, reported.about_person):
        sentence = "Choose a line manager who is neither you nor the person it is about."
        return (Refusal("manager_is_part", sentence, "002-3", "manager"),)
    return ()


def report_by_provider(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    school: School,
    provider: str,
    contact: str,
    facts: str,
    learned_at: dt.datetime,
    remote: str,
    salt: str,
) -> str:
    """Keep what a contracted provider tells the school without a sign-in, and return its reference (9.3).

    ``remote`` is the network address that it came from, ``salt`` the product's secret; raises Refused.
    """
    school_id = school.id
    with use_case(session, actor, now) as record:
        here = session.get_one(School, school_id)
        digest = address_digest(remote, salt, school_today(here, now))
        lately = told_lately(session, Breach.from_digest, Breach.opened_at, digest=digest, since=now - WITHIN)
        refuse_if(provider_refusals(provider, contact, facts, learned_at, now, lately))
        session.execute(
            sa.update(Breach)
            .where(Breach.opened_at < now - DIGEST_KEPT_FOR, Breach.from_digest != "")
            .values(from_digest="")
            .execution_options(synchronize_session=False)
        )
        reported = Reported(Report.BREACH, By.PROVIDER, (Kind.CONDUCT,), facts, learned_at)
        breach = _kept(record, here, reported, about_head=False)
        breach.provider, breach.provider_contact, breach.from_digest = provider.strip(), contact.strip(), digest
        return breach.reference


def _kept(record: Record, school: School, reported: Reported, *, about_head: bool) -> Breach:
    """Write a breach down and tell who reads it that something waits."""
    is_leak = Kind.PERSONAL_DATA in reported.kinds
    breach = Breach(
        id=uncounted_number(),
        school_id=school.id,
        reference=new_reference("B", record.now),
        report=reported.report,
        read_by=read_by(reported.report, about_head=about_head),
        line_manager=reported.line_manager,
        by_kind=reported.by,
        about_person=reported.about_person,
        about_shown=reported.about_shown[:200],
        kinds=[kind.value for kind in reported.kinds],
        is_leak=is_leak,
        address=reported.address[:2000],
        facts=reported.facts,
        learned_at=reported.learned_at,
        opened_by=record.actor.person_id,
        opened_at=record.now,
        regulator_due_at=leak_due_at(record, school, reported.learned_at) if is_leak else None,
    )
    record.session.add(breach)
    record.session.flush()
    record.act("breach.reported", "breach", breach.id, school_id=school.id, report=reported.report.value)
    tell_readers(record, school, breach)
    return breach


def leak_due_at(record: Record, school: School, learned_at: dt.datetime) -> dt.datetime:
    """Return until when the regulator can be told of a leak in time, by the school's policy (003-7)."""
    return due_at(learned_at, policy_of(record.session, school.id).leak_hours)


def tell_readers(record: Record, school: School, breach: Breach) -> None:
    """Tell who reads it that something waits, and nothing more."""
    readers = readers_today(record.session, breach, record.now)
    notify(record, "breach_waits", readers, f"/s/{school.slug}/breaches/{breach.id}")


def may_be_told_of_a_mention(session: Session, school: School, now: dt.datetime) -> list[int]:
    """Return whom somebody may choose as their line manager: the leadership team, the head and ICT lead of today."""
    today = school_today(school, now)
    return sorted(
        {
            *holders_of(session, school.id, Role.LEADERSHIP, today),
            *holders_of(session, school.id, Role.HEAD, today),
            *holders_of(session, school.id, Role.ICT_LEAD, today),
        }
    )
