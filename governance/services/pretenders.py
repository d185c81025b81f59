"""Sites that pretend to be the school's: anybody reports one, the ICT lead and the head settle it (7.1).

No name is asked.  From where a report came is kept for a day as a keyed digest, and only to limit how many one address
can send.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.addresses import Canonical, canonicalise
from governance.domain.pretenders import (
    DIGEST_KEPT_FOR,
    OUTCOME_WORDS,
    WITHIN,
    PretenderOutcome,
    address_digest,
    report_refusals,
)
from governance.domain.reasons import reason_refusals
from governance.domain.words import Role
from governance.models import PretenderReport, School
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.told_lately import told_lately
from governance.services.transaction import use_case


def the_public(school_id: int, request_id: str = "") -> Actor:
    """Return the actor of what somebody does without a sign-in."""
    return Actor(None, "Somebody", school_id, position="without a sign-in", request_id=request_id)


def report_pretender(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    school: School,
    address: str,
    words: str,
    remote: str,
    salt: str,
) -> None:
    """Keep a report of an address that pretends to be the school's and tell who settles it.

    ``remote`` is the network address that it came from, ``salt`` the product's secret.  One mail goes out for each
    reported address that waits, however often it is reported.
    """
    today = school_today(school, now)
    with use_case(session, actor, now) as record:
        digest = address_digest(remote, salt, today)
        of_reports = PretenderReport.from_digest, PretenderReport.reported_at
        refuse_if(report_refusals(address, words, told_lately(session, *of_reports, digest=digest, since=now - WITHIN)))
        # The rule that this keeps is older than the report, so it does not count as a change of it.
        session.execute(
            sa.update(PretenderReport)
            .where(PretenderReport.reported_at < now - DIGEST_KEPT_FOR, PretenderReport.from_digest != "")
            .values(from_digest="")
            .execution_options(synchronize_session=False)
        )
        waits_already = _waits(session, school.id, address)
        report = PretenderReport(school_id=school.id, address=address, words=words, reported_at=now, from_digest=digest)
        session.add(report)
        session.flush()
        record.act("pretender.reported", "pretender_report", report.id, texts={"address": address})
        if not waits_already:
            notify(record, "pretender_reported", _who_settle(session, school.id, today), f"/s/{school.slug}/pretenders")


def settle_pretender(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    report_id: int,
    seen: int,
    outcome: PretenderOutcome,
    note: str,
) -> None:
    """Settle a report with an outcome and a note of what was done; raises Refused, Stale, NotHere.

    To settle it again in the same way is a repeat.
    """
    refuse_without(actor, Permission.SETTLE_PRETENDERS)
    said = f"{OUTCOME_WORDS[outcome]}. {note}"
    with use_case(session, actor, now) as record:
        report = locked(session, PretenderReport, actor.school_id or 0, report_id)
        if report.settled_at is not None and report.outcome == said:
            record.repeat()
            return
        refuse_if_stale(session, report, seen, "pretender_report", report.id, report.school_id)
        refuse_if(reason_refusals(note, "what you did", page="note", longest=2000))
        report.settled_at, report.settled_by, report.outcome = now, actor.person_id, said
        record.act(
            "pretender.settled", "pretender_report", report.id, texts={"address": report.address, "outcome": said}
        )


def _waits(session: Session, school_id: int, address: str) -> bool:
    waiting = session.scalars(
        sa.select(PretenderReport.address).where(
            PretenderReport.school_id == school_id, PretenderReport.settled_at.is_(None)
        )
    )
    wanted = same_address(address)
    return any(same_address(other) == wanted for other in waiting)


def same_address(address: str) -> str:
    """Return what is equal for two reports of one address; one that cannot be read is only equal to itself."""
    found = canonicalise(address)
    return found.key if isinstance(found, Canonical) else " ".join(address.casefold().split())


def _who_settle(session: Session, school_id: int, today: dt.date) -> list[int]:
    """The ICT leads, the heads and who acts for the head today."""
    return [*holders_of(session, school_id, Role.ICT_LEAD, today), *heads_today(session, school_id, today)]
