"""The facts of the registers on which a line of the home page can rest: a vetting that ends or ran out (A.2.6)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from governance.db import SCHOOL, TODAY
from governance.domain.words import SiteState
from governance.models import Contributor, ContributorSite, Site, Vetting
from governance.queries.needs.fact import part


def ending_vettings(by: sa.BindParameter[dt.date]) -> sa.Select[Any]:
    """Who contributes to a site and whose vetting has ended or ends ``by`` a day, with that day and a site's name."""
    lasts = (
        sa.select(Vetting.contributor_id, sa.func.max(Vetting.expires_on).label("last"))
        .where(Vetting.school_id == SCHOOL, Vetting.withdrawn_at.is_(None), Vetting.vetted_on <= TODAY)
        .group_by(Vetting.contributor_id)
        .subquery()
    )
    place = sa.and_(
        ContributorSite.school_id == Contributor.school_id,
        ContributorSite.contributor_id == Contributor.id,
        ContributorSite.ended_on.is_(None),
    )
    columns = {"subject_id": Contributor.id, "person": Contributor.name, "on": lasts.c.last}
    return (
        part("vetting", label=sa.func.min(Site.name), **columns)
        .select_from(Contributor)
        .join(lasts, lasts.c.contributor_id == Contributor.id)
        .join(ContributorSite, place)
        .join(Site, sa.and_(Site.school_id == ContributorSite.school_id, Site.id == ContributorSite.site_id))
        .where(
            Contributor.school_id == SCHOOL,
            Contributor.ended_on.is_(None),
            Site.state != SiteState.CLOSED,
            lasts.c.last <= by,
        )
        .group_by(Contributor.id, Contributor.name, lasts.c.last)
    )
