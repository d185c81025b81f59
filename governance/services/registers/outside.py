"""How many contributors from outside were let onto a site, and how many of those are vetted on a day (A.2.6).

Two columns for whoever reads sites: the gate, its recheck and the clauses count the same.  May not import Flask.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.models import Contributor, ContributorSite, Site, Vetting


def outside_on(today: dt.date) -> tuple[sa.Label[int], sa.Label[int]]:
    """Return the columns ``outside`` and ``outside_vetted`` of a query that reads ``Site``."""
    let_on = (
        sa.select(sa.func.count(ContributorSite.id))
        .join(
            Contributor,
            sa.and_(
                Contributor.school_id == ContributorSite.school_id, Contributor.id == ContributorSite.contributor_id
            ),
        )
        .where(
            ContributorSite.school_id == Site.school_id,
            ContributorSite.site_id == Site.id,
            ContributorSite.ended_on.is_(None),
            Contributor.ended_on.is_(None),
        )
        .correlate(Site)
    )
    counts = sa.exists().where(
        Vetting.school_id == ContributorSite.school_id,
        Vetting.contributor_id == ContributorSite.contributor_id,
        Vetting.withdrawn_at.is_(None),
        Vetting.vetted_on <= today,
        Vetting.expires_on >= today,
    )
    vetted = let_on.where(counts.correlate(ContributorSite))
    return let_on.scalar_subquery().label("outside"), vetted.scalar_subquery().label("outside_vetted")
