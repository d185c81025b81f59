"""The schools, people and live sites around the measured one, as rows: the least that their comments point at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from governance.domain.chain import FIRST_HASH
from governance.domain.words import Duty, PersonKind, Role, SiteKind, SiteState, VersionState
from governance.models import (
    Appointment,
    AuditHead,
    Membership,
    Person,
    ProposalVersion,
    RoleHeld,
    School,
    Site,
)
from tests.factories import LONG_AGO, NOW

LAUNCHED = NOW - dt.timedelta(days=3 * 365)
PEOPLE = (Role.TEACHER, Role.TEACHER, Role.HEAD)
NUMBERED_SCHOOLS = ("schools", "persons", "memberships", "sites", "proposal_versions")


class Place(NamedTuple):
    """One site, its school, its two moderators and who approved them, by their numbers."""

    school_id: int
    site_id: int
    first_id: int
    second_id: int
    head_id: int


def add_schools(connection: Connection, count: int) -> list[Place]:
    """Make schools of two teachers and a head; a site of each is still to come (0)."""
    school, person = (_next(connection, name) for name in ("schools", "persons"))
    places = [
        Place(school + number, 0, *(person + len(PEOPLE) * number + turn for turn in range(len(PEOPLE))))
        for number in range(count)
    ]
    same: dict[str, Any] = {"nation": "england", "time_zone": "Europe/London", "created_at": LAUNCHED, "revision": 1}
    named = [
        {"id": one.school_id, "slug": f"school-{one.school_id}", "name": f"School {one.school_id}"} for one in places
    ]
    _insert(connection, School, [school | same for school in named])
    _add_people(connection, places)
    heads = [{"chain": place.school_id, "sequence": 0, "hash": FIRST_HASH} for place in places]
    _insert(connection, AuditHead, heads)
    return places


def _add_people(connection: Connection, places: Sequence[Place]) -> None:
    membership = _next(connection, "memberships")
    people = [(place.school_id, place[2 + turn], role) for place in places for turn, role in enumerate(PEOPLE)]
    same: dict[str, Any] = {"position": "Class teacher", "starts_on": LONG_AGO, "revision": 1}
    _insert(connection, Person, [{"id": who, "name": f"Teacher {who}", "created_at": LAUNCHED} for _, who, _ in people])
    _insert(
        connection,
        Membership,
        [
            same | {"id": membership + number, "school_id": school, "person_id": who, "kind": PersonKind.EMPLOYEE}
            for number, (school, who, _) in enumerate(people)
        ],
    )
    _insert(
        connection,
        RoleHeld,
        [
            {"school_id": school, "membership_id": membership + number, "role": role, "starts_on": LONG_AGO}
            for number, (school, _, role) in enumerate(people)
        ],
    )


def add_sites(connection: Connection, schools: Sequence[Place], count: int) -> list[Place]:
    """Make ``count`` live blogs at each school, with an approved version and two moderators each."""
    site, version = _next(connection, "sites"), _next(connection, "proposal_versions")
    ordered = [school for school in schools for _ in range(count)]
    places = [school._replace(site_id=site + number) for number, school in enumerate(ordered)]
    same: dict[str, Any] = {
        "kind": SiteKind.YEAR_GROUP_BLOG,
        "state": SiteState.LIVE,
        "platform": "wordpress",
        "year_groups": ["Y4"],
        "created_at": LAUNCHED,
        "launched_at": LAUNCHED,
        "revision": 1,
    }
    rows = [
        {
            "id": place.site_id,
            "school_id": place.school_id,
            "name": f"Class {1 + number % count} blog",
            "current_version_id": version + number,
        }
        for number, place in enumerate(places)
    ]
    _insert(connection, Site, [row | same for row in rows])
    _add_versions(connection, places, version)
    _add_moderators(connection, places, version)
    return places


def _add_versions(connection: Connection, places: Sequence[Place], first: int) -> None:
    same: dict[str, Any] = {
        "number": 1,
        "state": VersionState.APPROVED,
        "answers": {},
        "content_hash": FIRST_HASH,
        "started_at": LAUNCHED,
        "submitted_at": LAUNCHED,
        "decided_at": LAUNCHED,
        "revision": 1,
    }
    rows = [
        {"id": first + number, "school_id": place.school_id, "site_id": place.site_id, "proposer_id": place.first_id}
        for number, place in enumerate(places)
    ]
    _insert(connection, ProposalVersion, [row | same for row in rows])


def _add_moderators(connection: Connection, places: Sequence[Place], first_version: int) -> None:
    same: dict[str, Any] = {
        "duty": Duty.MODERATOR,
        "named_at": LAUNCHED,
        "starts_on": LONG_AGO,
        "confirmed_at": LAUNCHED,
        "approved_at": LAUNCHED,
        "revision": 1,
    }
    rows = [
        {
            "school_id": place.school_id,
            "site_id": place.site_id,
            "person_id": person_id,
            "version_id": first_version + number,
            "named_by": place.first_id,
            "approved_by": place.head_id,
        }
        for number, place in enumerate(places)
        for person_id in (place.first_id, place.second_id)
    ]
    _insert(connection, Appointment, [row | same for row in rows])


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _next(connection: Connection, table: str) -> int:
    return (connection.scalar(sa.text(f"SELECT max(id) FROM {table}")) or 0) + 1
