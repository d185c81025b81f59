"""Shows how the head's other approvals stand: others' sites, logo and brand, the media, adverts, authorisations.

A.3.3, A.3.5, A.3.6, A.5.7, A.4.2 and 003-5.  What is said counts and dates, and names nobody.
May import the domain and the models only, besides its neighbours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.media.life import minutes_to_head, said_without_yes
from governance.domain.media.words import EnquiryKind, EnquiryState
from governance.models import ApprovalRequest, Consultation, MediaEnquiry
from governance.queries.clauses.asked import Asked, Finder, SchoolAt

_OF_KIND: dict[RequestKind, tuple[str, str, str]] = {
    RequestKind.PARTICIPATION: (
        "A.3.3",
        "site of others’ on which we take part",
        "sites of others’ on which we take part",
    ),
    RequestKind.ADVERTISING: ("A.5.7", "advert for contributors", "adverts for contributors"),
    RequestKind.COMMITMENT: ("A.4.2", "authorisation to speak or act for the school", "authorisations"),
}


class _Asked(NamedTuple):
    """One request, as far as a finding needs it."""

    id: int
    state: RequestState
    ends_on: dt.date | None


def request_findings(asked: Asked) -> Iterator[Finding]:
    """Yield for each kind: what ran out and was not ended, what waits, or how many hold with whose yes."""
    rows = asked.session.execute(
        sa.select(
            ApprovalRequest.school_id,
            ApprovalRequest.id,
            ApprovalRequest.kind,
            ApprovalRequest.state,
            ApprovalRequest.ends_on,
        )
        .where(ApprovalRequest.school_id.in_(asked.school_ids), ApprovalRequest.kind.in_(_OF_KIND))
        .order_by(ApprovalRequest.id)
    ).all()
    by_kind: dict[tuple[int, RequestKind], list[_Asked]] = {}
    for row in rows:
        by_kind.setdefault((row.school_id, row.kind), []).append(_Asked(row.id, row.state, row.ends_on))
    for school in asked.schools.values():
        for kind in _OF_KIND:
            yield _of_kind(school, kind, by_kind.get((school.id, kind), []))


def _of_kind(
    school: SchoolAt,
    kind: RequestKind,
    rows: list[_Asked],
) -> Finding:
    number, one, many = _OF_KIND[kind]
    approved = [row for row in rows if row.state is RequestState.APPROVED]
    past = [row for row in approved if row.ends_on is not None and row.ends_on < school.today]
    waiting = [row for row in rows if row.state is RequestState.WAITING]
    if kind is RequestKind.PARTICIPATION and past:
        said = f"{_count(len(past), one, many)} past the approved last day, and nobody said that it ended."
        return Finding(school.id, number, None, Standing.DUE, said, RecordAt("approval_request", past[0].id))
    if waiting:
        said = f"{_count(len(waiting), 'request waits', 'requests wait')} for a decision."
        return Finding(school.id, number, None, Standing.DUE, said, RecordAt("approval_request", waiting[0].id))
    holding = len(approved) - len(past)
    said = f"{_count(holding, one, many)} approved and in force." if rows else "Nobody has asked for any."
    return Finding(school.id, number, None, Standing.KEPT, said, RecordAt("approvals"))


def brand_findings(asked: Asked) -> Iterator[Finding]:
    """Yield for each running site whether the head was consulted, and whether the logo has a yes of its own."""
    running = [site for site in asked.running if site.version_id is not None]
    if not running:
        return
    consulted = set(
        asked.session.scalars(
            sa.select(Consultation.site_id).where(Consultation.site_id.in_([site.id for site in running])).distinct()
        )
    )
    for site in running:
        check = asked.gates.get(site.id, {}).get("brand")
        if site.id not in consulted:
            said, standing = "Nothing shows that the head was consulted on its purpose and content.", Standing.NOT_KEPT
        elif check is not None and check.holds is False:
            said = "Logo evidence is missing: the head has not said yes to logo and brand on it."
            standing = Standing.NOT_KEPT
        else:
            said = "The head was consulted on purpose and content"
            said += ", and approved logo and brand." if check is not None else "."
            standing = Standing.KEPT
        yield Finding(site.school_id, "A.3.5", site.id, standing, said, RecordAt("site", site.id, site.id))


def media_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how enquiries were passed on and answered: all (A.3.6), and those about somebody's page (003-5)."""
    rows = asked.session.scalars(
        sa.select(MediaEnquiry).where(MediaEnquiry.school_id.in_(asked.school_ids)).order_by(MediaEnquiry.id)
    ).all()
    for school in asked.schools.values():
        own = [row for row in rows if row.school_id == school.id]
        yield _of_media(school, "A.3.6", own)
        yield _of_media(school, "003-5", [row for row in own if row.kind is EnquiryKind.PERSONAL])


def _of_media(school: SchoolAt, number: str, rows: list[MediaEnquiry]) -> Finding:
    without = [row for row in rows if said_without_yes(row.given_at, row.approved_at, row.said)]
    late = [row for row in rows if _day(school, row.got_at) < _day(school, row.passed_at)]
    waiting = [row for row in rows if row.state in (EnquiryState.WAITING, EnquiryState.REPLY_WAITS)]
    many = ("enquiry", "enquiries")
    if without:
        said = f"{_count(len(without), *many)} answered without the head’s yes before."
        return Finding(school.id, number, None, Standing.NOT_KEPT, said, RecordAt("media"))
    if late:
        said = f"{_count(len(late), *many)} reached the head on a later day."
        return Finding(school.id, number, None, Standing.NOT_KEPT, said, RecordAt("media"))
    if waiting:
        said = f"{_count(len(waiting), *many)} with the head, and not answered yet."
        return Finding(school.id, number, None, Standing.DUE, said, RecordAt("media"))
    if not rows:
        return Finding(school.id, number, None, Standing.KEPT, "The media have asked nothing.", RecordAt("media"))
    longest = max(minutes_to_head(row.got_at, row.passed_at) for row in rows)
    said = f"{_count(len(rows), *many)}; the longest until the head had it: {_count(longest, 'minute', 'minutes')}."
    return Finding(school.id, number, None, Standing.KEPT, said, RecordAt("media"))


def _day(school: SchoolAt, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(school.time_zone)).date()


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


FINDERS = (
    Finder(("A.3.3", "A.5.7", "A.4.2"), request_findings),
    Finder(("A.3.5",), brand_findings),
    Finder(("A.3.6", "003-5"), media_findings),
)
