"""A school with everybody whom the life of a site needs, and the rows that its clauses ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.proposal.answers import risk_digest
from governance.domain.words import Duty, Role, SiteState, VersionState
from governance.models import (
    Acknowledgement,
    Appointment,
    AuditRow,
    Evidence,
    HouseRule,
    Person,
    PolicyText,
    ProposalVersion,
    RuleSet,
    School,
    Site,
    Training,
)
from governance.services.decisions import approve_version, decide_brand
from governance.services.discussions import record_consultation, record_discussion, sign_risks
from governance.services.sites import launch_site
from tests.domain.proposal.samples import blog
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, make_site, start_writing
from tests.remembered import remembered

REASON = "It helps the class to write for readers."


@dataclass(frozen=True)
class Cast:
    """Everybody at the school.  ``second`` is the teacher who helps the proposer ``teacher``."""

    school: School
    head: Person
    teacher: Person
    second: Person
    assistant: Person
    ict: Person
    dsl: Person
    chair: Person

    def actor(self, session: Session, person: Person) -> Actor:
        return actor_of(session, self.school, person)


@remembered
def make_cast(session: Session, slug: str = "oak") -> Cast:
    """A school whose people are trained and have acknowledged its policy, and whose rules are published."""
    school = make_school(session, slug)
    cast = Cast(
        school,
        head=make_person(session, school, Role.HEAD),
        teacher=make_person(session, school, Role.TEACHER, name="first teacher"),
        second=make_person(session, school, Role.TEACHER, name="second teacher"),
        assistant=make_person(session, school, Role.LEADERSHIP, name="assistant head"),
        ict=make_person(session, school, Role.ICT_LEAD),
        dsl=make_person(session, school, Role.DSL),
        chair=make_person(session, school, Role.CHAIR_OF_GOVERNORS, name="chair"),
    )
    start_writing(session)
    policy = PolicyText(
        school_id=school.id, number=1, title="Policy", text="Words.", published_at=NOW, published_by=cast.head.id
    )
    session.add(policy)
    session.flush()
    for person in (cast.head, cast.teacher, cast.second, cast.assistant, cast.ict, cast.dsl):
        session.add(
            Acknowledgement(
                school_id=school.id,
                policy_text_id=policy.id,
                person_id=person.id,
                name=person.name,
                job_title="Teacher",
                acknowledged_on=TODAY,
                at=NOW,
            )
        )
        session.add_all(
            Training(
                school_id=school.id,
                person_id=person.id,
                topic=topic,
                trained_on=TODAY,
                recorded_by=cast.ict.id,
                recorded_at=NOW,
            )
            for topic in ("moderating", "safeguarding_online")
        )
    for kind in ("house_rules", "terms_of_use"):
        for audience in ("pupils", "adults"):
            rules = RuleSet(
                school_id=school.id,
                kind=kind,
                audience=audience,
                number=1,
                started_by=cast.ict.id,
                started_at=NOW,
                rules=[HouseRule(school_id=school.id, number=1, text="Be kind.")],
            )
            session.add(rules)
            session.flush()
            rules.published_by, rules.published_at = cast.ict.id, NOW
    session.commit()
    return cast


def answers_of(cast: Cast, **changed: Any) -> dict[str, Any]:
    """A complete proposal for Year 3's blog with this school's people in it."""
    step = {"what": "Taken down and deleted.", "who": cast.assistant.id, "final": True}
    return blog(
        **{
            "administrators": [cast.teacher.id],
            "moderators": [cast.teacher.id, cast.second.id],
            "updaters": [cast.teacher.id],
            "hours": [{"person": cast.teacher.id, "hours": 1}, {"person": cast.second.id, "hours": 0.5}],
            "resourcing_owner": cast.assistant.id,
            "shown_people": [{"person": cast.teacher.id, "shown_as": "Ms First", "position": "Class teacher"}],
            "vetter": cast.assistant.id,
            "starts_on": "2026-11-23",
            "exit_steps": {"content": step, "images": {**step, "final": False}},
            **changed,
        }
    )


@remembered
def submitted_site(session: Session, cast: Cast, **changed: Any) -> tuple[Site, ProposalVersion]:
    """A proposed site whose version waits for its decision, with nothing recorded on it yet."""
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        version=VersionState.SUBMITTED,
        answers=answers_of(cast, **changed),
        name="Year 3 blog",
    )
    version = session.scalar(sa.select(ProposalVersion).where(ProposalVersion.site_id == site.id))
    assert version is not None
    start_writing(session)
    for duty, people in (
        (Duty.ADMINISTRATOR, version.answers["administrators"]),
        (Duty.MODERATOR, version.answers["moderators"]),
    ):
        session.add_all(
            Appointment(
                school_id=site.school_id,
                site_id=site.id,
                person_id=person,
                duty=duty,
                version_id=version.id,
                named_by=cast.teacher.id,
                named_at=NOW,
                starts_on=TODAY,
                confirmed_at=NOW,
            )
            for person in people
        )
    session.commit()
    return site, version


def submitted_again(session: Session, version: ProposalVersion, **changed: Any) -> ProposalVersion:
    """The next version of the same proposal, submitted with some answers changed; one that was open is replaced."""
    session.refresh(version)
    answers = {**version.answers, **changed}
    start_writing(session)
    if version.state is VersionState.SUBMITTED:
        version.state = VersionState.SUPERSEDED
        session.flush()
    row = ProposalVersion(
        school_id=version.school_id,
        site_id=version.site_id,
        number=version.number + 1,
        state=VersionState.SUBMITTED,
        proposer_id=version.proposer_id,
        answers=answers,
        started_at=NOW,
        submitted_at=NOW,
        content_hash=f"{version.number + 1:064d}",
    )
    session.add(row)
    session.commit()
    return row


@remembered
def ready_to_decide(session: Session, cast: Cast, version: ProposalVersion) -> None:
    """Record everything that has to be recorded before a yes: discussion, consultation and signature."""
    version_id, digest = version.id, risk_digest(version.answers)
    assistant, head, dsl = (cast.actor(session, person) for person in (cast.assistant, cast.head, cast.dsl))
    record_discussion(
        session,
        assistant,
        NOW,
        version_id=version_id,
        held_on=TODAY,
        who="The leadership team and the class teacher",
        points="Parents may comment, and every comment waits.",
    )
    record_consultation(
        session,
        head,
        NOW,
        version_id=version_id,
        held_on=TODAY,
        purpose="Writing for readers is worth the hour.",
        content="Class work without names is fine.",
    )
    sign_risks(session, dsl, NOW, version_id=version_id, seen_digest=digest, note="The controls are in place.")


@remembered
def approve(session: Session, cast: Cast, version: ProposalVersion) -> None:
    """The head says yes to the site, and separately to logo and brand."""
    session.refresh(version)
    version_id, seen = version.id, version.revision
    head = cast.actor(session, cast.head)
    approve_version(session, head, NOW, version_id=version_id, seen=seen, reason=REASON)
    session.refresh(version)
    seen = version.revision
    session.rollback()
    decide_brand(session, head, NOW, version_id=version_id, seen=seen, reason=REASON, is_yes=True)


@remembered
def see_what_the_gate_asks(session: Session, cast: Cast, site: Site) -> None:
    """Record every kind of evidence as seen today."""
    start_writing(session)
    for kind in ("privacy_settings", "logo", "comments_held", "rules_published"):
        session.add(
            Evidence(
                school_id=site.school_id,
                site_id=site.id,
                kind=kind,
                statement="Seen on the blog.",
                link="https://school.example/blog",
                seen_on=TODAY,
                valid_until=dt.date(2027, 11, 18),
                recorded_by=cast.ict.id,
                recorded_at=NOW,
            )
        )
    session.commit()


@remembered
def live_site(session: Session, cast: Cast, **changed: Any) -> Site:
    """A site taken through decision and gate by the use cases themselves."""
    site, version = submitted_site(session, cast, **changed)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    see_what_the_gate_asks(session, cast, site)
    session.refresh(site)
    site_id, seen = site.id, site.revision
    launch_site(session, cast.actor(session, cast.ict), NOW, site_id=site_id, seen=seen)
    session.refresh(site)
    assert site.state is SiteState.LIVE
    return site


def audit_codes(session: Session) -> list[str]:
    """The codes of every act so far, in order."""
    return list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.chain, AuditRow.sequence)))
