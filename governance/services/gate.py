"""Reads what the go-live gate asks of one site today, and asks it (A.2 to A.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import next_school_days
from governance.domain.cover import Appointment as Counted
from governance.domain.cover import CountingRules, cover_of, distinct_people, why_not_counted
from governance.domain.gate import Check, GateFacts, Seen, gate
from governance.domain.policy import Policy
from governance.domain.proposal.age_rules import age_check_of
from governance.domain.proposal.answers import (
    brand_asked,
    contributor_groups,
    exit_steps,
    is_third_party,
    people_of,
    pupils_see_or_contribute,
    rows_of,
    text_of,
    uses_logo,
)
from governance.domain.words import Answer, ApprovalKind, Duty, PersonKind, VersionState
from governance.models import (
    Acknowledgement,
    Appointment,
    Authorisation,
    Decision,
    Evidence,
    IdentityCard,
    Membership,
    Person,
    PolicyText,
    ProposalVersion,
    RuleSet,
    School,
    Site,
    Training,
)
from governance.services.policy import policy_of
from governance.services.proposals.known import proposal_facts
from governance.services.school_days import calendar_of
from governance.services.situations import planned_end_of, running_version


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something was given to a person, and the last day on which it counts; None when it has no end."""

    given: bool
    until: dt.date | None = None


def checks_of(session: Session, school: School, site: Site, today: dt.date) -> tuple[Check, ...]:
    """Return every check of the gate for ``site`` today."""
    policy = policy_of(session, school.id)
    version = running_version(session, site)
    answers = version.answers if version else {}
    rules = CountingRules(policy.training_required, policy.acknowledgement_required)
    counted = counted_appointments(session, site, policy, today)
    days = next_school_days(calendar_of(session, school), today, policy.cover_days_at_launch)
    return gate(
        GateFacts(
            today=today,
            has_approved_version=version is not None and version.state is VersionState.APPROVED,
            third_party=is_third_party(answers),
            pupil_site=pupils_see_or_contribute(answers),
            takes_contributions=bool(contributor_groups(answers)),
            uses_logo=uses_logo(answers),
            brand_approved=version is not None and is_brand_approved(session, version),
            logo_required=policy.logo_required,
            people=distinct_people(counted, today, None, rules),
            administrators=distinct_people(counted, today, Duty.ADMINISTRATOR, rules),
            people_at_least=policy.administrators_at_least,
            why_not=_why_not(session, counted, today, rules),
            cover=cover_of(days, counted, policy.moderators_there_each_day, (), rules),
            cover_days=policy.cover_days_at_launch,
            has_house_rules=_is_published(session, school.id, "house_rules"),
            has_terms=_is_published(session, school.id, "terms_of_use"),
            has_intervention_plan=_has_intervention_plan(answers),
            age=age_check_of(answers, proposal_facts(session, school, today)) if version else None,
            planned_end=_end(site, version),
            exit_steps=len(exit_steps(answers)),
            measures=len(rows_of(answers, "measures")),
            cards=_cards(session, site, today),
            rules_seen=_seen(session, site, "rules_published"),
            conformity_seen=_seen(session, site, "conformity"),
            comments_held=_seen(session, site, "comments_held"),
            privacy_seen=_seen(session, site, "privacy_settings"),
            logo_seen=_seen(session, site, "logo"),
        )
    )


def counted_appointments(session: Session, site: Site, policy: Policy, today: dt.date) -> tuple[Counted, ...]:
    """Return the standing appointments of a site, with everything that decides whether each of them counts."""
    rows = session.execute(
        sa.select(Appointment, Membership)
        .join(
            Membership,
            sa.and_(Membership.school_id == Appointment.school_id, Membership.person_id == Appointment.person_id),
        )
        .where(
            Appointment.school_id == site.school_id,
            Appointment.site_id == site.id,
            Appointment.refused_at.is_(None),
            Appointment.declined_at.is_(None),
            Appointment.ended_at.is_(None),
        )
        .order_by(Appointment.id)
    )
    return tuple(
        Counted(
            person_id=appointment.person_id,
            duty=appointment.duty,
            starts_on=appointment.starts_on,
            ends_on=appointment.ends_on,
            approved=appointment.approved_at is not None,
            confirmed=appointment.confirmed_at is not None,
            membership_starts_on=membership.starts_on,
            membership_ends_on=membership.ends_on,
            acknowledged=has_acknowledged(session, site.school_id, appointment.person_id),
            authorised=authorised.given,
            authorised_until=authorised.until,
            trained=trained.given,
            trained_until=trained.until,
        )
        for appointment, membership in rows
        for authorised in (_authorised(session, membership, today),)
        for trained in (_trained(session, site.school_id, appointment.person_id, policy, today),)
    )


def has_acknowledged(session: Session, school_id: int, person_id: int) -> bool:
    """Return whether a person acknowledged the policy's current version; without any version nobody can (8.2)."""
    current = sa.select(sa.func.max(PolicyText.number)).where(PolicyText.school_id == school_id).scalar_subquery()
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Acknowledgement.school_id == school_id,
                    Acknowledgement.person_id == person_id,
                    Acknowledgement.policy_text_id == PolicyText.id,
                    PolicyText.school_id == school_id,
                    PolicyText.number == current,
                )
            )
        )
    )


def _authorised(session: Session, membership: Membership, today: dt.date) -> Standing:
    if membership.kind is PersonKind.EMPLOYEE:
        return Standing(True)
    ends = session.scalars(
        sa.select(Authorisation.ends_on).where(
            Authorisation.school_id == membership.school_id,
            Authorisation.person_id == membership.person_id,
            Authorisation.starts_on <= today,
        )
    ).all()
    open_ended = None in ends
    latest = max((end for end in ends if end is not None), default=None)
    return Standing(bool(ends), None if open_ended else latest)


def _trained(session: Session, school_id: int, person_id: int, policy: Policy, today: dt.date) -> Standing:
    """Training is complete when every topic of the policy is recorded; it lapses with the first that expires."""
    until: list[dt.date] = []
    for topic in policy.training_topics:
        expiries = session.scalars(
            sa.select(Training.expires_on).where(
                Training.school_id == school_id,
                Training.person_id == person_id,
                Training.topic == topic,
                Training.trained_on <= today,
            )
        ).all()
        if not expiries:
            return Standing(False)
        if None not in expiries:
            until.append(max(expiry for expiry in expiries if expiry is not None))
    return Standing(True, min(until, default=None))


def is_brand_approved(session: Session, version: ProposalVersion) -> bool:
    """Return whether the head said yes to logo and brand, on this version or on one that asked for the same (A.3.5)."""
    asked = brand_asked(version.answers)
    rows = session.execute(
        sa.select(ProposalVersion.answers, Decision.answer)
        .join(
            Decision,
            sa.and_(Decision.school_id == ProposalVersion.school_id, Decision.version_id == ProposalVersion.id),
        )
        .where(
            ProposalVersion.school_id == version.school_id,
            ProposalVersion.site_id == version.site_id,
            ProposalVersion.number <= version.number,
            Decision.kind == ApprovalKind.BRAND,
        )
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    for answers, answer in rows:
        if brand_asked(answers) == asked:
            return answer is Answer.YES
    return False


def _is_published(session: Session, school_id: int, kind: str) -> bool:
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    RuleSet.school_id == school_id,
                    RuleSet.site_id.is_(None),
                    RuleSet.kind == kind,
                    RuleSet.published_at.is_not(None),
                    RuleSet.replaced_at.is_(None),
                )
            )
        )
    )


def _has_intervention_plan(answers: dict[str, object]) -> bool:
    texts = ("report_links", "intervention_hours", "intervention_safeguarding", "intervention_offensive")
    return all(text_of(answers, key).strip() for key in texts) and bool(people_of(answers, "intervention_people"))


def _end(site: Site, version: ProposalVersion | None) -> dt.date | None:
    """The end that a live site promised; before launch, the one that its approved text promises."""
    if site.launched_at is not None and site.planned_end is not None:
        return site.planned_end
    return planned_end_of(version) if version else None


def _cards(session: Session, site: Site, today: dt.date) -> int:
    return session.scalar(
        sa.select(sa.func.count()).where(
            IdentityCard.school_id == site.school_id,
            IdentityCard.site_id == site.id,
            sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today),
        )
    ) or 0  # fmt: skip


def _seen(session: Session, site: Site, kind: str) -> Seen | None:
    last = session.scalar(
        sa.select(Evidence)
        .where(Evidence.school_id == site.school_id, Evidence.site_id == site.id, Evidence.kind == kind)
        .order_by(Evidence.recorded_at.desc(), Evidence.id.desc())
        .limit(1)
    )
    if last is None:
        return None
    return Seen(valid_until=last.valid_until, has_link=bool(last.link), excepted=bool(last.exception))


def _why_not(session: Session, counted: tuple[Counted, ...], today: dt.date, rules: CountingRules) -> tuple[str, ...]:
    """Say for everybody who is named and does not count why not."""
    found: dict[int, list[str]] = {}
    for appointment in counted:
        reasons = [refusal.sentence for refusal in why_not_counted(appointment, today, rules)]
        found.setdefault(appointment.person_id, []).extend(reason for reason in reasons)
    names = dict(session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(found))).all())
    return tuple(
        f"{names.get(person, 'Somebody')}: {' '.join(dict.fromkeys(reasons))}"
        for person, reasons in found.items()
        if reasons
    )
