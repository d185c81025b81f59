"""What a school has switched on, as the documents to begin with say it (DOMAIN 3.6).  It never writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.policy import Policy, setting_of
from governance.domain.policy_kinds import Choice
from governance.domain.words import ROLE_WORDS, Role, SiteState
from governance.models import HostConnection, Membership, Person, RoleHeld, School, Site

HOST_WORDS = {"wordpress": "WordPress", "feed": "a feed of comments"}
NOBODY = "the school office (no data protection officer is named yet)"


@dataclass(frozen=True, slots=True)
class SwitchedOn:
    """The facts by the name that stands in the words, and the switches that are on."""

    facts: dict[str, str]
    switches: frozenset[str]


def switched_on(session: Session, school: School, policy: Policy, today: dt.date, *, second_look: bool) -> SwitchedOn:
    """Return what the documents say of a school today; ``second_look`` says whether it can run on this server."""
    sites, platforms = _sites(session, school.id)
    hosts = _hosts(session, school.id)
    roles = [ROLE_WORDS[Role(role)] for role in policy.roles_with_second_factor]
    months = policy.subject_access_months
    facts = {
        "school": school.name,
        "dpo": _dpo(session, school.id, today),
        "sites": str(sites),
        "hosts": ", ".join(hosts),
        "platforms": ", ".join(platforms),
        "comment_days": str(policy.comment_retention_days),
        "report_days": str(policy.report_retention_days),
        "copy_months": "one month" if months == 1 else f"{months} months",
        "identity": _identity(policy),
        "second_step": ", ".join(roles),
    }
    on = {
        "hosts": bool(hosts),
        "platforms": bool(platforms),
        "report_form": policy.report_form_open,
        "report_contact": policy.report_form_open and policy.report_form_asks_for_contact,
        "second_step": bool(roles),
        "second_look": second_look,
    }
    return SwitchedOn(facts, frozenset(name for name, is_on in on.items() if is_on))


def _sites(session: Session, school_id: int) -> tuple[int, list[str]]:
    rows = session.execute(
        sa.select(Site.platform).where(
            Site.school_id == school_id, Site.state.in_((SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING))
        )
    ).all()
    return len(rows), sorted({row.platform for row in rows if row.platform}, key=str.casefold)


def _hosts(session: Session, school_id: int) -> list[str]:
    kinds = session.scalars(
        sa.select(HostConnection.kind)
        .where(HostConnection.school_id == school_id, HostConnection.closed_at.is_(None))
        .distinct()
    )
    return sorted(HOST_WORDS.get(kind, kind) for kind in kinds)


def _dpo(session: Session, school_id: int, today: dt.date) -> str:
    """Name whoever is the officer today, also one whose contract has its last day still to come."""
    names = session.scalars(
        sa.select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(RoleHeld, sa.and_(RoleHeld.school_id == Membership.school_id, RoleHeld.membership_id == Membership.id))
        .where(
            Membership.school_id == school_id,
            RoleHeld.role == Role.DPO,
            *(held.starts_on <= today for held in (RoleHeld, Membership)),
            *(sa.or_(held.ends_on.is_(None), held.ends_on >= today) for held in (RoleHeld, Membership)),
        )
        .order_by(Person.name)
    ).all()
    return ", ".join(f"{name}, data protection officer" for name in names) or NOBODY


def _identity(policy: Policy) -> str:
    setting = setting_of("identity_rule")
    options = setting.kind.options if setting is not None and isinstance(setting.kind, Choice) else ()
    said = next((option.name for option in options if option.key == policy.identity_rule), policy.identity_rule)
    return said[0].lower() + said[1:]
