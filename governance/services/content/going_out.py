"""Whether an approved draft may still go out, and until when: what was agreed to ends by itself (A.4.4, A.4.6).

The rules that were asked before the yes are asked again, today and on the day after each agreement's last; nothing is
decided here twice.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa

from governance.domain.consents import use_of_site
from governance.domain.refusals import Refusal
from governance.models import ApprovalRequest, Consent, Image, ImagePerson, PermissionGiven, WrittenPermission
from governance.services.content.at_hand import DraftAtHand, number_in

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GoingOut:
    """Why a draft may not go out today; where it may, the last day of that and what ends then, if anything does."""

    against: tuple[Refusal, ...]
    last_day: dt.date | None = None
    ends: tuple[str, ...] = ()


def going_out(case: DraftAtHand) -> GoingOut:
    """Return whether a draft may go out on the day of ``case``, and until when as far as is known today."""
    against = case.lacking
    if against:
        return GoingOut(against)
    ends: dict[dt.date, set[str]] = defaultdict(set)
    for day, what in _ends(case):
        if day is not None and day >= case.today:
            ends[day].add(what)
    for day in sorted(ends):
        if replace(case, today=day + _ONE_DAY).lacking:
            return GoingOut((), day, tuple(sorted(ends[day])))
    return GoingOut(())


def _ends(case: DraftAtHand) -> Iterator[tuple[dt.date | None, str]]:
    """The last day of everything that was agreed to for it, with what that is."""
    session, school_id = case.session, case.school.id
    consents = (
        sa.select(Consent.until, Image.description)
        .join(
            ImagePerson,
            sa.and_(ImagePerson.school_id == Consent.school_id, ImagePerson.shown_id == Consent.shown_id),
        )
        .join(Image, sa.and_(Image.school_id == ImagePerson.school_id, Image.id == ImagePerson.image_id))
        .where(
            Consent.school_id == school_id,
            Image.id.in_(case.image_ids),
            Consent.use == use_of_site(case.site.kind),
            Consent.withdrawal_id.is_(None),
            Consent.until.is_not(None),
        )
    )
    for day, description in session.execute(consents):
        yield day, f"the consent for the picture “{description}”"
    permission, authorisation = number_in(case.content, "permission_of"), number_in(case.content, "authorisation")
    given = (
        sa.select(PermissionGiven.until, PermissionGiven.ended_on, WrittenPermission.what)
        .join(
            WrittenPermission,
            sa.and_(
                WrittenPermission.school_id == PermissionGiven.school_id,
                WrittenPermission.id == PermissionGiven.permission_id,
            ),
        )
        .where(PermissionGiven.school_id == school_id, PermissionGiven.permission_id == (permission or 0))
    )
    for until, ended_on, what in session.execute(given):
        # It holds no longer from that day on.
        last = ended_on - _ONE_DAY if ended_on is not None else until
        yield last, f"the written permission for “{what}”"
    asked = sa.select(ApprovalRequest.ends_on, ApprovalRequest.label).where(
        ApprovalRequest.school_id == school_id, ApprovalRequest.id == (authorisation or 0)
    )
    for day, label in session.execute(asked):
        yield day, f"the authorisation “{label}”"
