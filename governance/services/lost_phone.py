"""Takes the second step off the sign-in of somebody who has neither their phone nor a recovery code.

Who may is the domain's to say (``domain/second_factor.py``); the page asks the same question as the guard.  Secret,
counter and recovery codes go together, every session ends, the person is told by mail, and the reason stays on record.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, acts_as_head
from governance.domain.notices import notice_text
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.second_factor import LockedOut, decides_for_the_school, taking_off_refusals
from governance.domain.words import Role
from governance.models import Account, Delegation, Membership, School
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.notices import leave, notify
from governance.services.people import account_of
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.second_factor import has_second_factor
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of, people_locked

LONGEST_REASON = 1000


def take_second_step_off(
    session: Session, actor: Actor, now: dt.datetime, *, membership_id: int, seen: int, reason: str
) -> None:
    """Let a member sign in with the password alone until they set a second step up again.

    Raises Refused, Stale, NotHere.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = membership_of(record, membership_id)
        refuse_if_stale(session, membership, seen, "membership", membership.id, school.id)
        person = _locked_out(session, school, membership, now)
        refuse_if((*taking_off_refusals(actor, person), *_reason_refusals(reason)))
        accounts = _with_second_step(session, membership.person_id)
        if not accounts:
            record.repeat()
            return
        _take_off(record, accounts, actor.name)
        if decides_for_the_school(person) and not acts_as_head(actor):
            # Nobody above was there to do it, so somebody beside learns of it.
            chairs = set(holders_of(session, school.id, Role.CHAIR_OF_GOVERNORS, school_today(school, now)))
            others = chairs - {membership.person_id}
            kind, label = "second_step_taken_off_without_head", membership.person.name
            notify(record, kind, others, f"/s/{school.slug}/", label=label)
        _record(record, "membership", membership.id, accounts, reason)


def take_second_step_off_at_server(
    session: Session, actor: Actor, now: dt.datetime, *, email: str, reason: str
) -> None:
    """Take it off by a command where the product runs; each school that the person has not left has it in its history.

    It is the way for who belongs to several schools, and for a school where nobody else can help.  Raises Refused.
    """
    if actor.person_id is not None or actor.school_id is not None:
        raise Refused((Refusal("not_yours_to_do", "This is done by a command where the product runs."),))
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        refuse_if(_reason_refusals(reason))
        known = account_of(session, email)
        if known is None:
            raise Refused((Refusal("email_not_known", f"Nobody signs in with {email.strip()}.", None, "email"),))
        accounts = _with_second_step(session, known.person_id)
        if not accounts:
            raise Refused((Refusal("no_second_step", f"{known.person.name} has no second step.", None, "email"),))
        _take_off(record, accounts, "Whoever runs the server")
        belonging = _not_left(session, known.person_id, now)
        for membership in belonging:
            _record(record, "membership", membership.id, accounts, reason, membership.school_id)
        if not belonging:
            _record(record, "account", known.id, accounts, reason)


def reasons_against_taking_off(
    session: Session, actor: Actor, school: School, membership: Membership, now: dt.datetime
) -> tuple[Refusal, ...]:
    """Return every reason why ``actor`` may not do it now; a page asks before it offers it."""
    return taking_off_refusals(actor, _locked_out(session, school, membership, now))


def _reason_refusals(reason: str) -> tuple[Refusal, ...]:
    return reason_refusals(reason, "the reason for taking it off", page="reason", longest=LONGEST_REASON)


def _locked_out(session: Session, school: School, membership: Membership, now: dt.datetime) -> LockedOut:
    today = school_today(school, now)
    return LockedOut(
        person_id=membership.person_id,
        roles=frozenset(held.role for held in membership.roles if held.ends_on is None or held.ends_on >= today),
        acts_for_head=_acts_for_head(session, membership, today),
        has_left=membership.ends_on is not None and membership.ends_on < today,
        belongs_elsewhere=any(one.school_id != school.id for one in _not_left(session, membership.person_id, now)),
        somebody_else_heads=bool(set(heads_today(session, school.id, today)) - {membership.person_id}),
    )


def _acts_for_head(session: Session, membership: Membership, today: dt.date) -> bool:
    """Return whether somebody acts for the head today, or will."""
    found = sa.select(Delegation.id).where(
        Delegation.school_id == membership.school_id,
        Delegation.person_id == membership.person_id,
        Delegation.ends_on >= today,
        Delegation.ended_at.is_(None),
    )
    return session.scalar(sa.select(found.exists())) is True


def _not_left(session: Session, person_id: int, now: dt.datetime) -> list[Membership]:
    """Return the memberships of today and of days to come, by each school's own day."""
    rows = session.execute(
        sa.select(Membership, School)
        .join(School, School.id == Membership.school_id)
        .where(Membership.person_id == person_id)
        .order_by(School.id)
    )
    return [one for one, school in rows if one.ends_on is None or one.ends_on >= school_today(school, now)]


def _with_second_step(session: Session, person_id: int) -> Sequence[Account]:
    accounts = session.scalars(
        sa.select(Account)
        .where(Account.person_id == person_id)
        .order_by(Account.id)
        .with_for_update(of=Account)
        .execution_options(populate_existing=True)
    )
    return [account for account in accounts if has_second_factor(account)]


def _take_off(record: Record, accounts: Sequence[Account], by: str) -> None:
    for account in accounts:
        account.tf_totp_secret = account.tf_primary_method = account.totp_counter = account.mf_recovery_codes = None
        # Whoever found the phone may be signed in, or half; a new uniquifier ends every session and every mailed link.
        account.fs_uniquifier = secrets.token_hex(32)
        kind = "second_step_taken_off"
        subject, body = notice_text(kind, {"person": by})
        leave(record, kind, account.email, subject, body, "/account", person_id=account.person_id)


def _record(
    record: Record, kind: str, subject_id: int, accounts: Sequence[Account], reason: str, school_id: int | None = None
) -> None:
    record.act(
        "person.second_step_removed",
        kind,
        subject_id,
        school_id=school_id,
        texts={"label": accounts[0].person.name, "reason": reason},
        account_ids=[account.id for account in accounts],
    )
