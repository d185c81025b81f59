"""Inviting people to a school and keeping what is known of them right.

One mail address is one person: who belongs to another school already is added as the same person, and nothing is said
of where else they belong.  The invitation goes out through the outbox with the way to choose a password.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.invitation import (
    PersonAsked,
    RoleAsked,
    details_refusals,
    is_email,
    person_refusals,
    plain_email,
)
from governance.domain.notices import notice_text
from governance.domain.refusals import Refusal
from governance.domain.roles import giving_refusals, role_date_refusals
from governance.domain.words import PersonKind
from governance.models import Account, Membership, Person, RoleHeld, School
from governance.services.actors import school_today
from governance.services.notices import leave
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.role_holders import has_head
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of, people_locked, school_of

LinkFor = Callable[[Account], str]
"""Answers the path by which an account's person chooses a password; the web layer knows how to sign it."""


def invite_person(session: Session, actor: Actor, now: dt.datetime, *, asked: PersonAsked, link_for: LinkFor) -> int:
    """Make somebody a member of the school and leave their invitation in the outbox; return the membership's id.

    Who left and comes back gets their old membership again.  Raises Refused.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        today = school_today(school, now)
        refuse_if(invitation_refusals(record, school, today, asked))
        return add_member(record, school, asked, link_for).id


def invitation_refusals(
    record: Record, school: School, today: dt.date, asked: PersonAsked, head: bool | None = None
) -> tuple[Refusal, ...]:
    """Every reason against an invitation.  ``head`` is whether the school has one, where the caller knows."""
    found = list(person_refusals(asked))
    membership = member_by_email(record.session, school.id, asked.email)
    if membership is not None and (membership.ends_on is None or membership.ends_on >= today):
        sentence = f"{membership.person.name} belongs to the school already. Open their page to change something."
        found.append(Refusal("already_a_member", sentence, None, "email"))
    person = membership.person_id if membership is not None else None
    if person is None and record.actor.person_id is not None:
        own = account_of(record.session, asked.email)
        person = own.person_id if own is not None else None
    known_head = has_head(record.session, school.id, today) if head is None else head
    for role in asked.roles:
        found += giving_refusals(record.actor, person, role.role, has_head=known_head)
        found += role_date_refusals(role.starts_on, role.ends_on, asked.starts_on)
    # The same sentence for several roles is said once.
    return tuple(dict.fromkeys(found))


def add_member(record: Record, school: School, asked: PersonAsked, link_for: LinkFor) -> Membership:
    """Make person, account and membership as far as they are missing, and leave the mail; nothing is checked here."""
    account = account_of(record.session, asked.email) or _new_account(record, asked)
    account.active = True
    membership = record.session.scalar(
        sa.select(Membership).where(Membership.school_id == school.id, Membership.person_id == account.person_id)
    )
    if membership is None:
        membership = Membership(school_id=school.id, person_id=account.person_id, starts_on=asked.starts_on)
        record.session.add(membership)
    membership.kind, membership.position = asked.kind, asked.position
    membership.ends_on, membership.access_ended_at, membership.invited_at = asked.ends_on, None, record.now
    record.session.flush()
    for role in asked.roles:
        hold_role(record, membership, role)
    record.act(
        "person.invited",
        "membership",
        membership.id,
        texts={"label": account.person.name},
        roles=sorted(role.role.value for role in asked.roles),
        kind=asked.kind.value,
    )
    _leave_invitation(record, school, account, link_for)
    return membership


def invite_again(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    membership_id: int,
    seen: int,
    email: str,
    link_for: LinkFor,
) -> None:
    """Send the invitation once more, to a corrected address if need be.

    The address can be corrected while nobody has chosen a password with it; afterwards it is the person's own.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        membership = membership_of(record, membership_id)
        refuse_if_stale(session, membership, seen, "membership", membership.id, school.id)
        account = _account_of_person(session, membership.person_id)
        refuse_if(_again_refusals(session, membership, account, email, school_today(school, now)))
        account.email = plain_email(email)
        membership.invited_at = now
        record.act("person.invited_again", "membership", membership.id, texts={"label": membership.person.name})
        _leave_invitation(record, school, account, link_for)


def change_person(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    membership_id: int,
    seen: int,
    name: str,
    position: str,
    kind: PersonKind,
) -> None:
    """Correct somebody's name, position or kind.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = membership_of(record, membership_id)
        refuse_if_stale(session, membership, seen, "membership", membership.id, school.id)
        found = list(details_refusals(name, position))
        if name != membership.person.name and _belongs_elsewhere(session, membership):
            sentence = "This person uses the same sign-in elsewhere, so they change their name themselves."
            found.append(Refusal("name_is_theirs", sentence, None, "name"))
        if kind is not membership.kind and membership.person_id == actor.person_id:
            sentence = "Nobody changes how they themselves belong to the school. Ask the head or another ICT lead."
            found.append(Refusal("kind_of_oneself", sentence, "A.3.1", "kind"))
        refuse_if(found)
        changed = changed_words(membership, name, position, kind)
        if not changed:
            record.repeat()
            return
        membership.person.name, membership.position, membership.kind = name, position, kind
        record.act(
            "person.changed", "membership", membership.id, texts={"label": membership.person.name}, changed=changed
        )


def changed_words(membership: Membership, name: str, position: str, kind: PersonKind) -> list[str]:
    """Return what would change, as the audit's codes."""
    asked = {"name": name, "position": position, "kind": kind}
    known = {"name": membership.person.name, "position": membership.position, "kind": membership.kind}
    return [key for key in asked if asked[key] != known[key]]


def account_of(session: Session, email: str) -> Account | None:
    """Return the sign-in with this address, however it is typed."""
    return session.scalar(sa.select(Account).where(sa.func.lower(Account.email) == plain_email(email)))


def member_by_email(session: Session, school_id: int, email: str) -> Membership | None:
    """Return the membership of this school whose person signs in with this address."""
    return session.scalar(
        sa.select(Membership)
        .join(Account, Account.person_id == Membership.person_id)
        .where(Membership.school_id == school_id, sa.func.lower(Account.email) == plain_email(email))
    )


def _new_account(record: Record, asked: PersonAsked) -> Account:
    person = Person(name=asked.name, created_at=record.now)
    record.session.add(person)
    record.session.flush()
    account = Account(
        person_id=person.id,
        email=plain_email(asked.email),
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        created_at=record.now,
    )
    record.session.add(account)
    try:
        record.session.flush()
    except IntegrityError as taken:
        # Another school invited the same new address a moment ago; the second try finds their person.
        sentence = "Somebody invited this address at the same moment. Send it once more."
        raise Refused((Refusal("email_taken_meanwhile", sentence, None, "email"),)) from taken
    return account


def hold_role(record: Record, membership: Membership, role: RoleAsked) -> RoleHeld:
    """Let a member hold a role for these days; who held it from the same first day holds it on."""
    held = next((one for one in membership.roles if (one.role, one.starts_on) == (role.role, role.starts_on)), None)
    if held is None:
        held = RoleHeld(
            school_id=membership.school_id, membership_id=membership.id, role=role.role, starts_on=role.starts_on
        )
        membership.roles.append(held)
        record.session.add(held)
    held.ends_on = role.ends_on
    return held


def _leave_invitation(record: Record, school: School, account: Account, link_for: LinkFor) -> None:
    """Leave the mail; who has a password already is told where to sign in and gets no way to choose another."""
    kind, link = ("invited", link_for(account)) if account.password is None else ("added", f"/s/{school.slug}/")
    subject, body = notice_text(kind, {"person": record.actor.name, "label": school.name})
    leave(record, kind, account.email, subject, body, link, person_id=account.person_id)


def _account_of_person(session: Session, person_id: int) -> Account:
    return session.scalars(sa.select(Account).where(Account.person_id == person_id).order_by(Account.id)).one()


def _again_refusals(
    session: Session, membership: Membership, account: Account, email: str, today: dt.date
) -> list[Refusal]:
    found: list[Refusal] = []
    if membership.ends_on is not None and membership.ends_on < today:
        sentence = "This person has left the school. Invite them anew to let them back in."
        found.append(Refusal("has_left", sentence))
    if not is_email(email.strip()):
        sentence = "Enter a whole e-mail address, such as name@school.example."
        found.append(Refusal("email_not_one", sentence, None, "email"))
        return found
    if plain_email(email) == account.email:
        return found
    if account.password is not None or _belongs_elsewhere(session, membership):
        sentence = "This address is in use for signing in, so only the person changes it, under their account."
        found.append(Refusal("email_is_theirs", sentence, None, "email"))
    elif account_of(session, email) is not None:
        sentence = "Somebody signs in with this address already. Invite that address instead."
        found.append(Refusal("email_known", sentence, None, "email"))
    return found


def _belongs_elsewhere(session: Session, membership: Membership) -> bool:
    other = sa.select(Membership.id).where(
        Membership.person_id == membership.person_id, Membership.school_id != membership.school_id
    )
    return session.scalar(sa.select(other.exists())) is True
