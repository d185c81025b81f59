"""Who publishes on a site, as far as its approved text and its duties tell (A.3.4: nobody approves their own).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.proposal.answers import people_of
from governance.domain.words import Duty
from governance.models import Appointment, ProposalVersion, Site
from governance.services.comments.scope import appointed_today


def publishers_of(session: Session, site: Site, today: dt.date) -> tuple[int, ...]:
    """Return the persons who write for a site, those whom its text names first, then its administrators today."""
    version = session.get(ProposalVersion, site.current_version_id) if site.current_version_id else None
    named = people_of(version.answers, "updaters") if version else ()
    proposer = (version.proposer_id,) if version and not named else ()
    appointed = session.scalars(
        sa.select(Appointment.person_id)
        .where(
            Appointment.school_id == site.school_id,
            Appointment.site_id == site.id,
            Appointment.duty == Duty.ADMINISTRATOR,
            *appointed_today(today),
        )
        .order_by(Appointment.id)
    )
    return tuple(dict.fromkeys((*named, *proposer, *appointed)))
