"""Reads of connections to hosts for their pages; they never write and never read a password."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.comments.trouble import TROUBLES, Trouble
from governance.domain.words import SiteState
from governance.models import HostConnection, Membership, Person, Site

CONNECTED_STATES = (SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING, SiteState.APPROVED, SiteState.FOUND)
"""The sites that a connection serves; one that is only proposed may have one as well, and does not need it."""


@dataclass(frozen=True, slots=True)
class ConnectionLine:
    """One open connection.  ``put_in_by`` is who put the password in, ``left`` whether they have left the school.

    ``owner`` is who provides for the site; it is empty where nobody does.
    """

    connection_id: int
    site_id: int
    site: str
    site_state: SiteState
    kind: str
    address: str
    account: str
    opened_by: str
    opened_at: dt.datetime
    put_in_at: dt.datetime | None
    put_in_by: str
    left: bool
    owner: str
    asked_at: dt.datetime | None
    reached_at: dt.datetime | None
    next_look_at: dt.datetime | None
    tries: int
    failing_since: dt.datetime | None
    trouble_code: str
    trouble_detail: str
    warning_codes: tuple[str, ...]
    holds: bool | None
    holds_seen_at: dt.datetime | None
    revision: int

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong, None where nothing is."""
        code = self.trouble_code
        return Trouble(code if code in TROUBLES else "failed_here", self.trouble_detail) if code else None

    @property
    def warnings(self) -> tuple[Trouble, ...]:
        """What the check warns of."""
        return tuple(Trouble(code) for code in self.warning_codes if code in TROUBLES)

    @property
    def who_to_ask(self) -> str:
        """Who knows most about this host: who put the password in, as long as they are here."""
        here = "" if self.left else self.put_in_by or self.opened_by
        return here or self.owner


def connections_of(
    session: Session, school_id: int, today: dt.date, site_id: int | None = None
) -> list[ConnectionLine]:
    """Return the open connections of a school, or of one site: those in trouble first, then by the site's name."""
    setter, opener, owner, member = aliased(Person), aliased(Person), aliased(Person), aliased(Membership)
    query = (
        sa.select(HostConnection, Site, setter.name, opener.name, owner.name, member.ends_on)
        .join(Site, sa.and_(Site.school_id == HostConnection.school_id, Site.id == HostConnection.site_id))
        .join(opener, opener.id == HostConnection.opened_by)
        .outerjoin(setter, setter.id == HostConnection.secret_set_by)
        .outerjoin(
            member,
            sa.and_(
                member.school_id == HostConnection.school_id,
                member.person_id == sa.func.coalesce(HostConnection.secret_set_by, HostConnection.opened_by),
            ),
        )
        .outerjoin(owner, owner.id == Site.resourcing_owner_id)
        .where(HostConnection.school_id == school_id, HostConnection.closed_at.is_(None))
        .order_by(HostConnection.trouble == "", Site.name, HostConnection.id)
    )
    if site_id is not None:
        query = query.where(HostConnection.site_id == site_id)
    return [
        _line(row, site, set_by or "", opened_by, owned_by or "", ends_on is not None and ends_on < today)
        for row, site, set_by, opened_by, owned_by, ends_on in session.execute(query)
    ]


def _line(row: HostConnection, site: Site, set_by: str, opened_by: str, owner: str, left: bool) -> ConnectionLine:
    return ConnectionLine(
        connection_id=row.id,
        site_id=site.id,
        site=site.name,
        site_state=site.state,
        kind=row.kind,
        address=row.address,
        account=row.account,
        opened_by=opened_by,
        opened_at=row.opened_at,
        put_in_at=row.secret_set_at,
        put_in_by=set_by,
        left=left,
        owner=owner,
        asked_at=row.asked_at,
        reached_at=row.reached_at,
        next_look_at=row.next_look_at,
        tries=row.tries,
        failing_since=row.failing_since,
        trouble_code=row.trouble,
        trouble_detail=row.trouble_detail,
        warning_codes=tuple(row.warnings),
        holds=row.holds,
        holds_seen_at=row.holds_seen_at,
        revision=row.revision,
    )


def connection_of(session: Session, school_id: int, today: dt.date, site_id: int) -> ConnectionLine | None:
    """Return the open connection of a site, None where it has none."""
    found = connections_of(session, school_id, today, site_id)
    return found[0] if found else None


def count_failing(school_id: int) -> sa.ScalarSelect[int]:
    """Return what counts the open connections of a school that are in trouble; the same that the list shows first."""
    failing = (HostConnection.school_id == school_id, HostConnection.closed_at.is_(None), HostConnection.trouble != "")
    return sa.select(sa.func.count()).where(*failing).scalar_subquery()


def unconnected_sites(session: Session, school_id: int) -> list[Site]:
    """Return the sites that run, or soon will, and have no connection, by name."""
    connected = sa.exists().where(
        HostConnection.school_id == Site.school_id,
        HostConnection.site_id == Site.id,
        HostConnection.closed_at.is_(None),
    )
    return list(
        session.scalars(
            sa.select(Site)
            .where(Site.school_id == school_id, Site.state.in_(CONNECTED_STATES), ~connected)
            .order_by(Site.name, Site.id)
        )
    )
