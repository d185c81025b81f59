"""Makes the rows that tests start from.  Dates are written out: the tests' today is Wednesday 18 November 2026."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.words import PersonKind, Role, SiteKind, SiteState, VersionState
from governance.models import (
    Account,
    Delegation,
    LiveSpell,
    Membership,
    Person,
    ProposalVersion,
    RoleHeld,
    School,
    Site,
    Term,
)
from governance.services.actors import load_actor

NOW = dt.datetime(2026, 11, 18, 10, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 18)
LONG_AGO = dt.date(2020, 9, 1)


def start_writing(session: Session) -> None:
    """Begin anew and to write, whatever a test has read before."""
    session.rollback()
    begin_writing(session)


def make_school(session: Session, slug: str = "oak", *, name: str = "Oak Primary", nation: str = "england") -> School:
    """A school with an autumn and a spring term."""
    start_writing(session)
    school = School(slug=slug, name=name, nation=nation, time_zone="Europe/London", website="", created_at=NOW)
    session.add(school)
    session.flush()
    session.add_all(
        [
            Term(school_id=school.id, name="Autumn", starts_on=dt.date(2026, 9, 3), ends_on=dt.date(2026, 12, 18)),
            Term(school_id=school.id, name="Spring", starts_on=dt.date(2027, 1, 4), ends_on=dt.date(2027, 3, 25)),
        ]
    )
    session.commit()
    return school


def make_person(
    session: Session,
    school: School,
    *roles: Role,
    name: str = "",
    kind: PersonKind = PersonKind.EMPLOYEE,
    position: str = "",
    ends_on: dt.date | None = None,
    person: Person | None = None,
) -> Person:
    """Somebody who belongs to ``school`` with these roles, and their sign-in."""
    start_writing(session)
    words = name or " ".join(role.value for role in roles) or kind.value
    if person is None:
        person = Person(name=words, created_at=NOW)
        session.add(person)
        session.flush()
        session.add(
            Account(
                person_id=person.id,
                email=f"person{person.id}@oak.example",
                active=True,
                fs_uniquifier=secrets.token_hex(16),
                created_at=NOW,
            )
        )
    membership = Membership(
        school_id=school.id,
        person_id=person.id,
        kind=kind,
        position=position or words.capitalize(),
        starts_on=LONG_AGO,
        ends_on=ends_on,
    )
    session.add(membership)
    session.flush()
    session.add_all(
        RoleHeld(school_id=school.id, membership_id=membership.id, role=role, starts_on=LONG_AGO) for role in roles
    )
    session.commit()
    return person


def let_act_for_head(session: Session, school: School, person: Person, granted_by: Person) -> Delegation:
    """``person`` acts for the head for the whole of November 2026."""
    start_writing(session)
    delegation = Delegation(
        school_id=school.id,
        person_id=person.id,
        granted_by=granted_by.id,
        granted_at=NOW,
        starts_on=dt.date(2026, 11, 1),
        ends_on=dt.date(2026, 11, 30),
        reason="The head is away at a conference.",
    )
    session.add(delegation)
    session.commit()
    return delegation


def actor_of(session: Session, school: School, person: Person) -> Actor:
    """The actor that ``person`` is at ``school`` on the tests' today."""
    actor = load_actor(session, school, person.id, NOW, "test")
    assert actor is not None
    session.rollback()
    return actor


def make_site(
    session: Session,
    school: School,
    proposer: Person,
    *,
    state: SiteState = SiteState.PROPOSED,
    version: VersionState | None = VersionState.DRAFT,
    answers: dict[str, Any] | None = None,
    name: str = "Year 4 blog",
    **columns: Any,
) -> Site:
    """A site in ``state`` with one version of its proposal in ``version``, as rows: no use case is run."""
    start_writing(session)
    base = SiteState.FOUND if version is None else SiteState.PROPOSED
    site = Site(
        school_id=school.id,
        name=name,
        kind=SiteKind.YEAR_GROUP_BLOG,
        state=base,
        created_at=NOW,
        year_groups=["Y4"],
        **columns,
    )
    session.add(site)
    session.flush()
    if version is not None:
        frozen = version not in (VersionState.DRAFT, VersionState.WITHDRAWN)
        row = ProposalVersion(
            school_id=school.id,
            site_id=site.id,
            number=1,
            state=version,
            proposer_id=proposer.id,
            answers=answers or {},
            started_at=NOW,
            content_hash="0" * 64 if frozen else None,
            submitted_at=NOW if frozen else None,
        )
        session.add(row)
        session.flush()
        if version is VersionState.APPROVED:
            site.current_version_id = row.id
    site.state = state
    if state in (SiteState.LIVE, SiteState.SUSPENDED):
        site.launched_at = NOW
    if state is SiteState.LIVE:
        session.add(LiveSpell(school_id=school.id, site_id=site.id, starts_on=NOW.date()))
    site.suspended_at = NOW if state is SiteState.SUSPENDED else None
    site.closing_from = SiteState.LIVE if state is SiteState.CLOSING else None
    site.closed_at = NOW if state is SiteState.CLOSED else None
    session.commit()
    return site


def sign_in(client: FlaskClient, session: Session, person: Person) -> FlaskClient:
    """Sign ``person`` in by writing the session: only the tests of signing in go through the form."""
    account = session.query(Account).filter_by(person_id=person.id).first()
    assert account is not None
    with client.session_transaction() as cookie:
        cookie["_user_id"] = account.fs_uniquifier
        cookie["_fresh"] = True
        cookie["fs_cc"] = "set"
        cookie["fs_paa"] = NOW.timestamp()
        cookie["second_step_passed"] = True
    session.rollback()
    return client
