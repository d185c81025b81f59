"""Reads of the public register: the sites that it lists, who runs them, and whom a child tells (7.1, A.4.8).

What is not listed is not here for anybody: proposed, approved and found sites never are.  They never write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.approvals.words import RequestKind
from governance.domain.public_register import link_to, public_standing
from governance.domain.recognition import RegisterEntry, Standing
from governance.domain.words import KIND_WORDS, Role, SiteState
from governance.domain.year_groups import Nation, year_group
from governance.models import (
    ApprovalRequest,
    FormerAddress,
    IdentityCard,
    Membership,
    PageWatch,
    RoleHeld,
    School,
    Site,
)
from governance.queries.approvals import of_kind_in_force

STATES = {Standing.OFFICIAL: SiteState.LIVE, Standing.PAUSED: SiteState.SUSPENDED, Standing.CLOSED: SiteState.CLOSED}
"""As which state a standing is shown; the tags of the public register have words for these."""


@dataclass(frozen=True, slots=True)
class PublicCard:
    """Who is shown as running a site."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class PublicSite:
    """One site as anybody may see it.

    ``href`` is a link to it, "" for an account of which only the name is known, and while its page is being checked:
    nobody is led to a page that may be somebody else's.  ``ending`` says that it is being closed.
    """

    id: int
    name: str
    kind: str
    standing: Standing
    year_groups: tuple[str, ...]
    purpose: str
    address: str
    href: str
    ending: bool
    closed_at: dt.datetime | None
    cards: tuple[PublicCard, ...]
    being_checked: bool = False

    @property
    def state(self) -> SiteState:
        """As which state its tag shows it."""
        return STATES[self.standing]

    @property
    def is_open(self) -> bool:
        """Whether it is the school's today, paused or not."""
        return self.standing is not Standing.CLOSED


def public_sites(session: Session, school: School, today: dt.date) -> tuple[PublicSite, ...]:
    """Return every site that the register lists: those of today by name, then the closed ones by name."""
    sites = session.scalars(_once_live(school.id)).all()
    cards = _cards(session, school.id, [site.id for site in sites], today)
    checked = _being_checked(session, school.id)
    shown = [_shown(site, school, cards, checked) for site in sites]
    return tuple(sorted((site for site in shown if site), key=lambda site: (not site.is_open, site.name.casefold())))


def public_site(session: Session, school: School, site_id: int, today: dt.date) -> PublicSite | None:
    """Return one site as the register shows it; None where it lists none of that number."""
    site = session.scalar(_once_live(school.id).where(Site.id == site_id))
    if site is None:
        return None
    return _shown(site, school, _cards(session, school.id, [site_id], today), _being_checked(session, school.id))


def register_entries(session: Session, school_id: int) -> tuple[RegisterEntry, ...]:
    """Return every address that is or was official, for the answer whether a pasted one is."""
    found: list[RegisterEntry] = []
    sites = {site.id: site for site in session.scalars(_once_live(school_id))}
    checked = _being_checked(session, school_id)
    for site in sites.values():
        standing = public_standing(site.state, site.closing_from, site.launched_at is not None)
        address = canonicalise(site.address, site.platform or None) if site.address else None
        if standing is not None and isinstance(address, Canonical):
            found.append(RegisterEntry(site.id, site.name, address, standing, site.id in checked))
    for former in session.scalars(sa.select(FormerAddress).where(FormerAddress.school_id == school_id)):
        left = sites.get(former.site_id)
        address = canonicalise(former.address, left.platform or None) if left else None
        if left is not None and isinstance(address, Canonical):
            found.append(RegisterEntry(left.id, left.name, address, Standing.MOVED))
    return tuple(found)


def takes_part_at(session: Session, school_id: int, today: dt.date) -> tuple[Canonical, ...]:
    """Return the addresses of others' sites on which the school takes part today: none of them is the school's."""
    rows = session.scalars(
        sa.select(ApprovalRequest.address).where(
            *of_kind_in_force(school_id, RequestKind.PARTICIPATION, today), ApprovalRequest.address != ""
        )
    )
    return tuple(found for address in rows if isinstance(found := canonicalise(address), Canonical))


def positions_to_tell(session: Session, school_id: int, today: dt.date) -> tuple[str, ...]:
    """Return whom a child tells at school, by position: the safeguarding leads first, then the head."""
    rows = session.execute(
        sa.select(RoleHeld.role, Membership.position)
        .join(Membership, sa.and_(Membership.school_id == RoleHeld.school_id, Membership.id == RoleHeld.membership_id))
        .where(
            RoleHeld.school_id == school_id,
            RoleHeld.role.in_((Role.DSL, Role.HEAD)),
            *(
                sa.and_(row.starts_on <= today, sa.or_(row.ends_on.is_(None), row.ends_on >= today))
                for row in (RoleHeld, Membership)
            ),
        )
        .order_by(Membership.id)
    ).all()
    leads = [position for role, position in rows if role is Role.DSL]
    heads = [position for role, position in rows if role is Role.HEAD]
    return tuple(dict.fromkeys([*leads, *heads]))


def _once_live(school_id: int) -> sa.Select[Site]:
    return sa.select(Site).where(Site.school_id == school_id, Site.launched_at.is_not(None))


def _cards(
    session: Session, school_id: int, site_ids: Sequence[int], today: dt.date
) -> dict[int, tuple[PublicCard, ...]]:
    rows = session.execute(
        sa.select(IdentityCard.site_id, IdentityCard.display_name, IdentityCard.position)
        .join(
            Membership,
            sa.and_(Membership.school_id == IdentityCard.school_id, Membership.person_id == IdentityCard.person_id),
        )
        .where(
            IdentityCard.school_id == school_id,
            IdentityCard.site_id.in_(site_ids),
            IdentityCard.starts_on <= today,
            # A card that was withdrawn today is not shown any more; a leaver's card goes with their last day.
            sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today),
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(IdentityCard.id)
    )
    found: dict[int, tuple[PublicCard, ...]] = {}
    for site_id, name, position in rows:
        found[site_id] = (*found.get(site_id, ()), PublicCard(name, position))
    return found


def _being_checked(session: Session, school_id: int) -> frozenset[int]:
    """Return the live sites of which something is said against their page now."""
    of_site = sa.and_(Site.school_id == PageWatch.school_id, Site.id == PageWatch.site_id)
    return frozenset(
        session.scalars(
            sa.select(PageWatch.site_id)
            .join(Site, of_site)
            .where(
                PageWatch.school_id == school_id,
                PageWatch.failing_since.is_not(None),
                Site.state == SiteState.LIVE,
            )
        )
    )


def _shown(
    site: Site, school: School, cards: Mapping[int, tuple[PublicCard, ...]], checked: frozenset[int]
) -> PublicSite | None:
    standing = public_standing(site.state, site.closing_from, site.launched_at is not None)
    if standing is None:
        return None
    nation = Nation(school.nation)
    groups = [(key, year_group(nation, key)) for key in site.year_groups]
    is_open = standing is not Standing.CLOSED
    return PublicSite(
        id=site.id,
        name=site.name,
        kind=KIND_WORDS[site.kind],
        standing=standing,
        year_groups=tuple(group.name if group else key for key, group in groups),
        purpose=site.purpose,
        address=site.address,
        href=link_to(site.address, site.platform) if is_open and site.id not in checked else "",
        ending=site.state is SiteState.CLOSING,
        closed_at=site.closed_at,
        cards=cards.get(site.id, ()) if is_open else (),
        being_checked=site.id in checked,
    )
