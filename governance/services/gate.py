"""Reads what the go-live gate asks of one site today, and asks it (A.2 to A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import next_school_days
from governance.domain.comments.holding import SeenByConnection
from governance.domain.cover import Appointment as Counted
from governance.domain.cover import CountingRules, cover_of, distinct_people, why_not_counted
from governance.domain.evidence import EvidenceKind
from governance.domain.gate import Check, GateFacts, Seen, gate
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
from governance.domain.words import Answer, ApprovalKind, Duty, VersionState
from governance.models import (
    Decision,
    Evidence,
    HostConnection,
    IdentityCard,
    Person,
    ProposalVersion,
    RuleSet,
    School,
    Site,
)
from governance.services.absent import away_on
from governance.services.actors import school_today
from governance.services.counted import counted_appointments
from governance.services.policy import policy_of
from governance.services.proposals.known import proposal_facts
from governance.services.school_days import calendar_of
from governance.services.situations import planned_end_of, running_version


def checks_of(session: Session, school: School, site: Site, today: dt.date) -> tuple[Check, ...]:
    """Return every check of the gate for ``site`` today."""
    policy = policy_of(session, school.id)
    version = running_version(session, site)
    answers = version.answers if version else {}
    rules = CountingRules(policy.training_required, policy.acknowledgement_required)
    counted = counted_appointments(session, site, policy, today)
    days = next_school_days(calendar_of(session, school), today, policy.cover_days_at_launch)
    published, seen = _published(session, school.id), _last_seen(session, site)
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
            cover=cover_of(days, counted, policy.moderators_there_each_day, away_on(session, site, days), rules),
            cover_days=policy.cover_days_at_launch,
            has_house_rules="house_rules" in published,
            has_terms="terms_of_use" in published,
            has_intervention_plan=_has_intervention_plan(answers),
            age=age_check_of(answers, proposal_facts(session, school, today)) if version else None,
            planned_end=_end(site, version),
            exit_steps=len(exit_steps(answers)),
            measures=len(rows_of(answers, "measures")),
            cards=_cards(session, site, today),
            rules_seen=seen.get("rules_published"),
            conformity_seen=seen.get("conformity"),
            comments_held=seen.get("comments_held"),
            privacy_seen=seen.get("privacy_settings"),
            logo_seen=seen.get("logo"),
            connection=_seen_by_connection(session, school, site),
        )
    )


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


def _published(session: Session, school_id: int) -> frozenset[str]:
    """The kinds of the school's own rules that are published and in force."""
    return frozenset(
        session.scalars(
            sa.select(RuleSet.kind).where(
                RuleSet.school_id == school_id,
                RuleSet.site_id.is_(None),
                RuleSet.published_at.is_not(None),
                RuleSet.replaced_at.is_(None),
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


def _last_seen(session: Session, site: Site) -> dict[str, Seen]:
    """What was last recorded as seen on the site, by its kind."""
    rows = session.execute(
        sa.select(Evidence.kind, Evidence.valid_until, Evidence.link, Evidence.exception)
        .where(Evidence.school_id == site.school_id, Evidence.site_id == site.id)
        .order_by(Evidence.recorded_at, Evidence.id)
    )
    return {
        kind: Seen(valid_until=valid_until, has_link=bool(link), excepted=bool(exception))
        for kind, valid_until, link, exception in rows
    }


def _seen_by_connection(session: Session, school: School, site: Site) -> SeenByConnection | None:
    """What the open connection of the site saw of held comments; None where it is not connected."""
    recorded = (
        sa.select(sa.func.max(Evidence.recorded_at))
        .where(
            Evidence.school_id == site.school_id,
            Evidence.site_id == site.id,
            Evidence.kind == EvidenceKind.COMMENTS_HELD,
        )
        .scalar_subquery()
    )
    row = session.execute(
        sa.select(HostConnection.holds, HostConnection.holds_seen_at, recorded > HostConnection.holds_seen_at).where(
            HostConnection.school_id == site.school_id,
            HostConnection.site_id == site.id,
            HostConnection.closed_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    holds, seen_at, recorded_since = row
    return SeenByConnection(holds, school_today(school, seen_at) if seen_at else None, bool(recorded_since))


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
