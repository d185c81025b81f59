"""What people do in the simulated year, and on which day: the clock does everything else.

Each is done through the use case that its page calls, before the school opens.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.vetting import ContributorTyped, VettingTyped
from governance.domain.registers.words import ContributorKind, VettingMethod
from governance.domain.words import Duty
from governance.models import Appointment, Contributor, ExitStep, Membership, Site
from governance.services.absences import record_absence
from governance.services.appointments import answer_appointment, decide_appointment, name_person
from governance.services.calendar_today import close_for_today
from governance.services.closing import close_site, sign_exit_step, start_closing
from governance.services.evidence import record_evaluation
from governance.services.leaving import set_last_day
from governance.services.registers.vetting import add_contributor, let_contribute, record_vetting
from governance.services.sites import extend_site, resume_site
from governance.services.standing import record_training
from tests.jobs.year.school import TheSchool

Done = Callable[[Session, TheSchool, dt.datetime], object]


def _away(name: str, first: str, last: str, *, starts_midday: bool = False, ends_midday: bool = False) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        record_absence(
            session,
            school.actor(session, name, now),
            now,
            person_id=school.people[name],
            starts_on=dt.date.fromisoformat(first),
            ends_on=dt.date.fromisoformat(last),
            starts_midday=starts_midday,
            ends_midday=ends_midday,
        )

    return do


def _snow(session: Session, school: TheSchool, now: dt.datetime) -> None:
    close_for_today(session, school.actor(session, "ICT lead", now), now, day=now.date(), word="snow")


def _leaves(name: str, last_day: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        number, seen = _membership(session, school, name)
        head = school.actor(session, "head", now)
        set_last_day(session, head, now, membership_id=number, seen=seen, last_day=dt.date.fromisoformat(last_day))

    return do


def _joins(name: str, site: str) -> Done:
    """Who owns the site's resourcing names a moderator, who says yes, and the head approves."""

    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        person_id, site_id = school.people[name], school.sites[site]
        name_person(
            session,
            school.actor(session, "assistant", now),
            now,
            site_id=site_id,
            person_id=person_id,
            duty=Duty.MODERATOR,
            starts_on=now.date(),
            ends_on=None,
        )
        session.rollback()
        number, _ = _newest_appointment(session, site_id, person_id)
        answer_appointment(session, school.actor(session, name, now), now, appointment_id=number, accepts=True)
        number, seen = _newest_appointment(session, site_id, person_id)
        head = school.actor(session, "head", now)
        decide_appointment(session, head, now, appointment_id=number, seen=seen, is_yes=True)

    return do


def _resumed(site: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        number, seen = _site(session, school, site)
        resume_site(session, school.actor(session, "ICT lead", now), now, site_id=number, seen=seen)

    return do


def _extended(site: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        number, seen = _site(session, school, site)
        reason = "The residential trip ends on Friday, then they are back."
        extend_site(session, school.actor(session, "head", now), now, site_id=number, seen=seen, reason=reason)

    return do


def _evaluated(site: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        record_evaluation(
            session,
            school.actor(session, "assistant", now),
            now,
            site_id=school.sites[site],
            measure=1,
            met=True,
            evidence="Every child has written at least one text.",
            result="continue",
        )

    return do


def _closing(site: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        number, seen = _site(session, school, site)
        head = school.actor(session, "head", now)
        start_closing(session, head, now, site_id=number, seen=seen, reason="The club has ended as it was planned.")

    return do


def _closed(site: str) -> Done:
    """The assistant head and the ICT lead sign every step, and the ICT lead closes the site."""

    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        site_id = school.sites[site]
        steps = list(session.scalars(sa.select(ExitStep.id).where(ExitStep.site_id == site_id).order_by(ExitStep.id)))
        session.rollback()
        ict = school.actor(session, "ICT lead", now)
        for step in steps:
            sign_exit_step(session, ict, now, site_id=site_id, step_id=step, note="Done and looked at.")
        number, seen = _site(session, school, site)
        close_site(session, ict, now, site_id=number, seen=seen)

    return do


def _trained(name: str) -> Done:
    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        number, _ = _membership(session, school, name)
        for topic in ("moderating", "safeguarding_online"):
            record_training(
                session,
                school.actor(session, "ICT lead", now),
                now,
                membership_id=number,
                topic=topic,
                trained_on=now.date(),
                expires_on=None,
            )

    return do


def _membership(session: Session, school: TheSchool, name: str) -> tuple[int, int]:
    row = session.execute(
        sa.select(Membership.id, Membership.revision).where(
            Membership.school_id == school.school_id, Membership.person_id == school.people[name]
        )
    ).one()
    session.rollback()
    return row.id, row.revision


def _newest_appointment(session: Session, site_id: int, person_id: int) -> tuple[int, int]:
    row = session.execute(
        sa.select(Appointment.id, Appointment.revision)
        .where(Appointment.site_id == site_id, Appointment.person_id == person_id)
        .order_by(Appointment.id.desc())
        .limit(1)
    ).one()
    session.rollback()
    return row.id, row.revision


def _site(session: Session, school: TheSchool, name: str) -> tuple[int, int]:
    row = session.execute(sa.select(Site.id, Site.revision).where(Site.id == school.sites[name])).one()
    session.rollback()
    return row.id, row.revision


def _lets_volunteer_on(site: str, until: str) -> Done:
    """The assistant head vets a volunteer for a few days and lets them onto the site."""

    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        assistant = school.actor(session, "assistant", now)
        typed = ContributorTyped(ContributorKind.PERSON, "A singing volunteer")
        number = add_contributor(session, assistant, now, typed=typed)
        _vetted(until)(session, school, now)
        let_contribute(session, assistant, now, contributor_id=number, site_id=school.sites[site])

    return do


def _vetted(until: str) -> Done:
    """The assistant head vets the volunteer, again or for the first time."""

    def do(session: Session, school: TheSchool, now: dt.datetime) -> None:
        assistant = school.actor(session, "assistant", now)
        number = session.scalars(sa.select(Contributor.id)).one()
        session.rollback()
        record_vetting(
            session,
            assistant,
            now,
            contributor_id=number,
            method=VettingMethod.MET,
            vetted_by=school.people["assistant"],
            typed=VettingTyped(now.date(), dt.date.fromisoformat(until)),
        )

    return do


WHAT_PEOPLE_DO: dict[str, tuple[Done, ...]] = {
    # Half a day each, at opposite halves: the Year 5 blog is covered all day.
    "2026-11-09": (
        _away("Cedar", "2026-11-10", "2026-11-10", ends_midday=True),
        _away("Dogwood", "2026-11-10", "2026-11-10", starts_midday=True),
    ),
    # A week of snow, said each morning.
    **dict.fromkeys(("2027-01-11", "2027-01-12", "2027-01-13", "2027-01-14", "2027-01-15"), (_snow,)),
    # A leaver: the Year 6 blog loses its second person with the end of January, and nobody sees to it until March.
    "2027-01-20": (_leaves("Elm", "2027-01-31"),),
    "2027-03-03": (_joins("Cedar", "Year 6 blog"),),
    "2027-03-04": (_resumed("Year 6 blog"),),
    # A long absence, and the other moderator away for two of its weeks.
    "2027-02-22": (_away("Gorse", "2027-02-24", "2027-03-25"),),
    "2027-03-05": (_away("Fir", "2027-03-08", "2027-03-19"),),
    "2027-03-17": (_extended("Choir"),),
    # The football club comes to its planned end with the spring term; nothing closes by itself.
    "2027-04-20": (_closing("Football club"),),
    "2027-04-22": (_evaluated("Year 3 blog"),),
    "2027-04-29": (_closed("Football club"),),
    # A volunteer whose vetting runs out: on Saturday they are out, and on Monday somebody vets them again.
    "2027-06-09": (_lets_volunteer_on("Choir", "2027-06-11"),),
    "2027-06-14": (_vetted("2028-06-13"),),
    "2027-07-05": (_trained("Cedar"),),
}
