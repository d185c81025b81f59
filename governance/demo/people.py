"""The demo's people, all invented: one for each role, teachers for the year groups, and helpers who are no employees.

They come in as in a real school: the head first, then everybody by invitation, with training, the policy and, for the
helpers, the head's authorisation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.access import at_the_server
from governance.domain.invitation import PersonAsked, RoleAsked
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.words import PersonKind, Role
from governance.models import Account, Membership
from governance.services.people import invite_person, member_by_email
from governance.services.policy import NOT_SET, change_setting
from governance.services.policy_texts import acknowledge_policy, current_policy_text, publish_policy_text
from governance.services.standing import authorise_person, record_training
from governance.services.transaction import use_case

PASSWORD = "three quiet otters"  # noqa: S105 - the demo's one password, printed for whoever looks at the demo.
DOMAIN = "millbrook.example"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person; ``key`` is how other steps name them, and the first part of their address."""

    key: str
    name: str
    position: str
    roles: tuple[Role, ...] = ()
    kind: PersonKind = PersonKind.EMPLOYEE
    trained: bool = False

    @property
    def email(self) -> str:
        """Their sign-in."""
        return f"{self.key.replace('_', '.')}@{DOMAIN}"


PEOPLE = (
    DemoPerson("head", "Marian Okafor", "Headteacher", (Role.HEAD, Role.LEADERSHIP)),
    DemoPerson("ict_lead", "Tom Brannigan", "ICT lead and Year 6 teacher", (Role.ICT_LEAD, Role.TEACHER), trained=True),
    DemoPerson("dsl", "Priya Nair", "Designated safeguarding lead", (Role.DSL, Role.LEADERSHIP), trained=True),
    DemoPerson("assistant_head", "Gwen Pritchard", "Assistant head", (Role.LEADERSHIP, Role.TEACHER), trained=True),
    DemoPerson("teacher", "Aled Morgan", "Year 4 teacher", (Role.TEACHER,), trained=True),
    DemoPerson("teacher_year_3", "Hannah Reid", "Year 3 teacher", (Role.TEACHER,), trained=True),
    DemoPerson("teacher_year_5", "Samira Haddad", "Year 5 teacher", (Role.TEACHER,), trained=True),
    DemoPerson("teacher_year_2", "Jonas Weller", "Year 2 teacher", (Role.TEACHER,)),
    DemoPerson("assistant", "Bea Thornton", "Teaching assistant, Year 4", (Role.TEACHER,), trained=True),
    DemoPerson("office", "Derek Lyle", "School office", (Role.OFFICE,)),
    DemoPerson("governor", "Ruth Abara", "Governor", (Role.GOVERNOR,), PersonKind.GOVERNOR),
    DemoPerson("chair", "Colin Ashdown", "Chair of governors", (Role.CHAIR_OF_GOVERNORS,), PersonKind.GOVERNOR),
    DemoPerson("dpo", "Ingrid Sole", "Data protection officer", (Role.DPO,), PersonKind.OUTSIDE),
    DemoPerson("chess_club", "Victor Pellew", "Chess club volunteer", (), PersonKind.VOLUNTEER, trained=True),
    DemoPerson("contractor", "Nadia Frost", "Website contractor", (), PersonKind.CONTRACTOR),
)

SIGN_INS = ("head", "ict_lead", "dsl", "assistant_head", "teacher", "office", "governor", "chair", "dpo", "chess_club")
"""One sign-in for each role, in the order in which they are printed."""

NOT_ACKNOWLEDGED = frozenset({"teacher_year_2", "contractor", "office"})
"""Who has still to read the policy, so that the list of who has not shows something."""


def fill_people(demo: Demo) -> None:
    """Invite everybody who is not there, and give them what a real school would have given them by now."""
    for person in PEOPLE:
        _fill_person(demo, person)
    head = demo.actor("head")
    change_setting(demo.session, head, demo.now, key="roles_with_second_factor", value=[], seen=NOT_SET)
    if current_policy_text(demo.session, demo.school_id) is None:
        demo.session.rollback()
        publish_policy_text(demo.session, head, demo.now, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    demo.session.rollback()
    for person in PEOPLE:
        if person.key not in NOT_ACKNOWLEDGED and person.kind is not PersonKind.OUTSIDE:
            actor = demo.actor(person.key)
            signed = {"name": person.name, "job_title": person.position, "signature": person.name}
            acknowledge_policy(demo.session, actor, demo.now, number=1, **signed)


def _fill_person(demo: Demo, person: DemoPerson) -> None:
    known = member_by_email(demo.session, demo.school_id, person.email)
    known_id = known.person_id if known is not None else None
    demo.session.rollback()
    if known_id is not None:
        demo.people[person.key] = known_id
        return
    first_day = demo.today() - dt.timedelta(days=400)
    asked = PersonAsked(
        name=person.name,
        email=person.email,
        kind=person.kind,
        position=person.position,
        roles=tuple(RoleAsked(role, first_day) for role in person.roles),
        starts_on=first_day,
    )
    inviter = at_the_server(demo.school_id)
    membership_id = invite_person(demo.session, inviter, demo.now, asked=asked, link_for=demo.link_for)
    demo.people[person.key] = _choose_password(demo, membership_id)
    if person.trained:
        _train(demo, membership_id)
    if person.kind in (PersonKind.VOLUNTEER, PersonKind.CONTRACTOR):
        authorise_person(
            demo.session,
            demo.actor("head"),
            demo.now,
            membership_id=membership_id,
            starts_on=first_day,
            ends_on=demo.today() + dt.timedelta(days=200),
            reason=f"Works with us as {person.position.lower()}, and is known to the school.",
        )


def _choose_password(demo: Demo, membership_id: int) -> int:
    """Choose the demo’s password, as the person would by the link in the mail."""
    with use_case(demo.session, at_the_server(demo.school_id), demo.now) as record:
        person_id = demo.session.get_one(Membership, membership_id).person_id
        account = demo.session.scalars(sa.select(Account).where(Account.person_id == person_id)).one()
        account.password = demo.password_hash
        record.act("account.created", "account", account.id, account_id=account.id)
        return person_id


def _train(demo: Demo, membership_id: int) -> None:
    for topic in ("moderating", "safeguarding_online"):
        record_training(
            demo.session,
            demo.actor("head"),
            demo.now,
            membership_id=membership_id,
            topic=topic,
            trained_on=demo.today() - dt.timedelta(days=60),
            expires_on=demo.today() + dt.timedelta(days=305),
        )
