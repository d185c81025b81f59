"""Asks the go-live gate of one site today (A.2 to A.5); what it rests on is read in ``gate_reads``."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.cover import cover_of, distinct_people, why_not_counted
from governance.domain.gate import Check, GateFacts, gate
from governance.domain.proposal.age_rules import age_check_of
from governance.domain.proposal.answers import (
    contributor_groups,
    exit_steps,
    is_third_party,
    named_outsiders_contribute,
    people_of,
    pupils_see_or_contribute,
    rows_of,
    text_of,
    uses_logo,
)
from governance.domain.words import Duty, VersionState
from governance.models import School, Site
from governance.services.gate_reads import SchoolAsked, school_asked
from governance.services.gate_site_reads import SiteAsked
from governance.services.situations import frees_suspended, planned_end_in


def checks_of(session: Session, school: School, site: Site, today: dt.date) -> tuple[Check, ...]:
    """Return every check of the gate for ``site`` today."""
    asked = school_asked(session, school, today, [site.id])
    return checks_at(asked, asked.sites[site.id])


def checks_at(at: SchoolAsked, site: SiteAsked) -> tuple[Check, ...]:
    """Return the same for one of the sites of a school that were read together."""
    policy, version, seen, today, rules = at.policy, site.version, site.seen, at.today, at.counting
    answers = version.answers if version else {}
    return gate(
        GateFacts(
            today=today,
            has_approved_version=version is not None and version.state is VersionState.APPROVED,
            third_party=is_third_party(answers),
            pupil_site=pupils_see_or_contribute(answers),
            takes_contributions=bool(contributor_groups(answers)),
            uses_logo=uses_logo(answers),
            brand_approved=version is not None and version.brand_approved,
            logo_required=policy.logo_required,
            people=distinct_people(site.counted, today, None, rules),
            administrators=distinct_people(site.counted, today, Duty.ADMINISTRATOR, rules),
            people_at_least=policy.administrators_at_least,
            why_not=_why_not(at, site),
            cover=cover_of(at.days_ahead, site.counted, policy.moderators_there_each_day, at.away, rules),
            cover_days=policy.cover_days_at_launch,
            has_house_rules="house_rules" in at.published,
            has_terms="terms_of_use" in at.published,
            has_intervention_plan=_has_intervention_plan(answers),
            age=age_check_of(answers, at.facts) if version else None,
            planned_end=_end(site, today),
            exit_steps=len(exit_steps(answers)),
            measures=len(rows_of(answers, "measures")),
            cards=site.cards,
            rules_seen=seen.get("rules_published"),
            conformity_seen=seen.get("conformity"),
            comments_held=seen.get("comments_held"),
            privacy_seen=seen.get("privacy_settings"),
            logo_seen=seen.get("logo"),
            connection=site.connection,
            names_outside_writers=named_outsiders_contribute(answers),
            outside_vetted=site.outside_vetted,
            outside_lapsed=site.outside - site.outside_vetted,
        )
    )


def _has_intervention_plan(answers: dict[str, object]) -> bool:
    texts = ("report_links", "intervention_hours", "intervention_safeguarding", "intervention_offensive")
    return all(text_of(answers, key).strip() for key in texts) and bool(people_of(answers, "intervention_people"))


def _end(site: SiteAsked, today: dt.date) -> dt.date | None:
    """The end that a live site promised; before launch, the one that its approved text promises."""
    approved = planned_end_in(site.version.answers) if site.version else None
    if site.launched_at is None or site.planned_end is None:
        return approved
    return approved if frees_suspended(site.state, site.planned_end, approved, today) else site.planned_end


def _why_not(at: SchoolAsked, site: SiteAsked) -> tuple[str, ...]:
    """Say for everybody who is named and does not count why not."""
    found: dict[int, list[str]] = {}
    for appointment in site.counted:
        reasons = [refusal.sentence for refusal in why_not_counted(appointment, at.today, at.counting)]
        found.setdefault(appointment.person_id, []).extend(reasons)
    return tuple(
        f"{at.names.get(person, 'Somebody')}: {' '.join(dict.fromkeys(reasons))}"
        for person, reasons in found.items()
        if reasons
    )
