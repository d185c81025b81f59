"""Shows the clauses that the registers keep: vetting, declarations, compromised accounts, partners (A.2.6, 000-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.registers.vetting import Vetted, is_vetted
from governance.models import Contributor, ContributorSite, PartnerSchool, Vetting
from governance.queries.clauses.asked import Asked, Finder


def vetting_findings(asked: Asked) -> Iterator[Finding]:
    """Each running site with contributors from outside: every one of them vetted today, or not."""
    on_site = _let_on(asked)
    vettings = _vettings(asked)
    for site in asked.running:
        gate = asked.gates.get(site.id, {}).get("vetting")
        who = on_site[site.id]
        today = asked.schools[site.school_id].today
        lapsed = [one for one in who if not is_vetted(vettings[one], today)]
        if lapsed:
            said = f"Of {len(who)} who contribute from outside, {len(lapsed)} may not: their vetting does not count."
            yield Finding(site.school_id, "A.2.6", site.id, Standing.NOT_KEPT, said, RecordAt("contributor", lapsed[0]))
        elif who:
            said = "The one who contributes from outside is vetted." if len(who) == 1 else f"All {len(who)} are vetted."
            yield Finding(site.school_id, "A.2.6", site.id, Standing.KEPT, said, RecordAt("contributor", who[0]))
        elif gate is not None and not gate.holds:
            yield Finding(site.school_id, "A.2.6", site.id, Standing.DUE, gate.found, RecordAt("contributors"))


def _let_on(asked: Asked) -> dict[int, list[int]]:
    rows = asked.session.execute(
        sa.select(ContributorSite.site_id, ContributorSite.contributor_id)
        .join(
            Contributor,
            sa.and_(
                Contributor.school_id == ContributorSite.school_id, Contributor.id == ContributorSite.contributor_id
            ),
        )
        .where(
            ContributorSite.school_id.in_(asked.school_ids),
            ContributorSite.ended_on.is_(None),
            Contributor.ended_on.is_(None),
        )
        .order_by(ContributorSite.contributor_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for site_id, contributor_id in rows:
        found[site_id].append(contributor_id)
    return found


def _vettings(asked: Asked) -> dict[int, list[Vetted]]:
    rows = asked.session.execute(
        sa.select(Vetting.contributor_id, Vetting.vetted_on, Vetting.expires_on, Vetting.withdrawn_at).where(
            Vetting.school_id.in_(asked.school_ids)
        )
    )
    found: dict[int, list[Vetted]] = defaultdict(list)
    for contributor_id, vetted_on, expires_on, withdrawn_at in rows:
        found[contributor_id].append(Vetted(vetted_on, expires_on, withdrawn_at is not None))
    return found


def partner_findings(asked: Asked) -> Iterator[Finding]:
    """Each school with partners of today: somebody made sure of all of them, or of some not yet."""
    rows = asked.session.execute(
        sa.select(PartnerSchool.school_id, PartnerSchool.vetted_by, PartnerSchool.ends_on).where(
            PartnerSchool.school_id.in_(asked.school_ids)
        )
    )
    known: dict[int, list[bool]] = defaultdict(list)
    for school_id, vetted_by, ends_on in rows:
        if ends_on is None or ends_on >= asked.schools[school_id].today:
            known[school_id].append(vetted_by is not None)
    for school_id, those in known.items():
        missing = those.count(False)
        if missing:
            said = f"Of {len(those)} partners, nobody has made sure of {missing}."
            yield Finding(school_id, "002-4", None, Standing.DUE, said, RecordAt("partners"))
        else:
            said = "Somebody made sure of every partner."
            yield Finding(school_id, "002-4", None, Standing.KEPT, said, RecordAt("partners"))


FINDERS = (Finder(("A.2.6",), vetting_findings), Finder(("002-4",), partner_findings))
