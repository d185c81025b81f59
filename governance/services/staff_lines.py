"""What one line of a staff list would do, and doing it: a new person, a change, or nothing.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.invitation import KIND_OF_PERSON, PersonAsked, RoleAsked, person_refusals
from governance.domain.refusals import Refusal
from governance.domain.roles import giving_refusals
from governance.domain.staff_list import ReadPerson
from governance.domain.words import ROLE_WORDS, PersonKind, Role, listed
from governance.models import Account, Membership, School
from governance.services.leaving import apply_last_day, leaving_refusals
from governance.services.people import LinkFor, add_member, hold_role
from governance.services.role_holders import has_head
from governance.services.transaction import Record


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What a line comes to: outcome new, changed, same or refused; ``says`` are its sentences."""

    line: int
    name: str
    email: str
    outcome: str
    says: tuple[str, ...] = ()
    asked: PersonAsked | None = None
    membership_id: int | None = None
    position: str = ""
    kind: PersonKind | None = None
    roles: tuple[RoleAsked, ...] = ()
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """What all lines are judged by: the members by address, and whether the school had a head before the file."""

    record: Record
    today: dt.date
    members: Mapping[str, Membership]
    persons: Mapping[str, int]
    has_head: bool


def planning(record: Record, school: School, today: dt.date) -> Planning:
    """Return what the lines of one list are judged by, read once."""
    session = record.session
    rows = session.execute(
        sa.select(sa.func.lower(Account.email), Membership)
        .join(Membership, Membership.person_id == Account.person_id)
        .where(Membership.school_id == school.id)
    ).all()
    members = {email: membership for email, membership in rows}  # noqa: C416 - rows are named tuples, not pairs
    persons = {email: membership.person_id for email, membership in members.items()}
    return Planning(record, today, members, persons, has_head(session, school.id, today))


def plan_line(basis: Planning, line: int, cells: Mapping[str, str], read: ReadPerson | tuple[Refusal, ...]) -> LinePlan:
    """Return what a line would do, with a sentence for everything that it would change or that is wrong."""
    if not isinstance(read, ReadPerson):
        says = tuple(refusal.sentence for refusal in read)
        return LinePlan(line, cells.get("name", "")[:200], cells.get("email", "")[:254], "refused", says)
    member = basis.members.get(read.email)
    if member is None or _comes_back(member, read, basis.today):
        return _new(basis, read)
    return _existing(basis, read, member)


def _comes_back(member: Membership, read: ReadPerson, today: dt.date) -> bool:
    return member.ends_on is not None and member.ends_on < today and read.ends_on != member.ends_on


def _new(basis: Planning, read: ReadPerson) -> LinePlan:
    starts_on = read.starts_on or basis.today
    asked = PersonAsked(
        name=read.name,
        email=read.email,
        kind=read.kind or PersonKind.EMPLOYEE,
        position=read.position,
        roles=tuple(RoleAsked(role, starts_on, read.ends_on) for role in read.roles),
        starts_on=starts_on,
        ends_on=read.ends_on,
    )
    found = list(person_refusals(asked))
    if read.ends_on is not None and read.ends_on < basis.today:
        found.append(Refusal("left_already", "Their last day has passed, so there is nobody to invite.", None, "ends"))
    found += _giving(basis, basis.persons.get(read.email), read.roles)
    if found:
        return _refused(read, found)
    said = listed([ROLE_WORDS[role] for role in read.roles]) or KIND_OF_PERSON[asked.kind].lower()
    return LinePlan(read.line, read.name, read.email, "new", (f"Is invited as {said}.",), asked)


def _existing(basis: Planning, read: ReadPerson, member: Membership) -> LinePlan:
    running = {held.role for held in member.roles if held.ends_on is None or held.ends_on >= basis.today}
    roles = tuple(role for role in read.roles if role not in running)
    position = read.position if read.position and read.position != member.position else ""
    kind = read.kind if read.kind is not None and read.kind is not member.kind else None
    last_day = read.ends_on if read.ends_on != member.ends_on else None
    found = _giving(basis, member.person_id, roles)
    if kind is not None and member.person_id == basis.record.actor.person_id:
        sentence = "Nobody changes how they themselves belong to the school."
        found.append(Refusal("kind_of_oneself", sentence, "A.3.1", "kind"))
    if last_day is not None:
        found += leaving_refusals(basis.record, member, last_day, basis.today)
    if found:
        return _refused(read, found)
    says = [f"Becomes {ROLE_WORDS[role]} too." for role in roles]
    says += [f"The position becomes “{position}”."] if position else []
    says += [f"Belongs to the school as {KIND_OF_PERSON[kind].lower()} from now on."] if kind else []
    says += [f"The last day becomes {last_day.day} {last_day:%B %Y}."] if last_day else []
    name = member.person.name
    if not says:
        return LinePlan(read.line, name, read.email, "same", ("Is here as the file says.",))
    asked = tuple(RoleAsked(role, basis.today, read.ends_on or member.ends_on) for role in roles)
    return LinePlan(
        read.line, name, read.email, "changed", tuple(says), None, member.id, position, kind, asked, last_day
    )


def _giving(basis: Planning, person_id: int | None, roles: tuple[Role, ...]) -> list[Refusal]:
    actor = basis.record.actor
    found = [refusal for role in roles for refusal in giving_refusals(actor, person_id, role, has_head=basis.has_head)]
    return list(dict.fromkeys(found))


def _refused(read: ReadPerson, found: list[Refusal]) -> LinePlan:
    return LinePlan(read.line, read.name, read.email, "refused", tuple(refusal.sentence for refusal in found))


def apply_line(record: Record, school: School, plan: LinePlan, link_for: LinkFor) -> None:
    """Do what a line was planned to do, each change with its own audit row."""
    if plan.outcome == "new" and plan.asked is not None:
        add_member(record, school, plan.asked, link_for)
        return
    if plan.outcome != "changed":
        return
    member = record.session.get_one(Membership, plan.membership_id)
    label = {"label": member.person.name}
    changed = [key for key, given in (("position", plan.position), ("kind", plan.kind)) if given]
    member.position = plan.position or member.position
    member.kind = plan.kind or member.kind
    if changed:
        record.act("person.changed", "membership", member.id, texts=label, changed=changed)
    for role in plan.roles:
        hold_role(record, member, role)
        code = role.role.value
        record.act("role.given", "membership", member.id, texts=label, role=code, starts_on=role.starts_on)
    if plan.last_day is not None:
        apply_last_day(record, member, plan.last_day)
