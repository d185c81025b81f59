"""What every view of sites shares: the blueprint, the site of the address, and how a service's no is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import Blueprint, abort, current_app, url_for
from werkzeug.wrappers import Response

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.gate import Check
from governance.domain.lifecycle import refusals
from governance.domain.policy import Policy
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Action
from governance.models import ProposalVersion, Site
from governance.queries.sites import site_of
from governance.services.gate import checks_of
from governance.services.refused import Refused, Stale
from governance.services.situations import running_version, situation_of, version_at_hand
from governance.web.entry import actor, entry_of, policy, school, today
from governance.web.errors import DecidedMeanwhile, NotAllowed
from governance.web.fields import ProductForm
from governance.web.frame import WAYS, Way

bp = Blueprint("sites", __name__, url_prefix="/s/<school>/sites")

WAYS.append(Way("Sites", "sites.sites", Permission.SEE_SITES))

WHO = frozenset({"not_yours_to_do"})
"""Codes that say who may, not what is wrong."""

TYPED_LATER = frozenset({"reason_blank"})
"""A reason that is still to be typed is no reason against a button."""

LARGEST_ID = 2**31 - 1
"""No row has a larger number, and a database refuses to be asked for one."""


@dataclass(frozen=True)
class SiteAtHand:
    """The site of the address, with what the rules judge it by."""

    site: Site

    @cached_property
    def version(self) -> ProposalVersion | None:
        """The open version, or else the last one."""
        return version_at_hand(db.session, self.site)

    @cached_property
    def running(self) -> ProposalVersion | None:
        """The approved version that the site runs on."""
        return running_version(db.session, self.site)

    @cached_property
    def policy(self) -> Policy:
        """The policy in force at the school."""
        return policy()

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The go-live checks as they stand today."""
        return checks_of(db.session, school(), self.site, today())

    @cached_property
    def _as_it_stands(self) -> Situation:
        """What one page asks for many times costs its reads once."""
        return situation_of(db.session, actor(), today(), self.policy, self.site, self.version)

    def situation(self, **known: Any) -> Situation:
        """What the lifecycle is asked about for the signed-in person; ``known`` as situation_of takes it."""
        return replace(self._as_it_stands, **known)


def site_at_hand(site_id: int) -> SiteAtHand:
    """Return the site of this school, or answer 404."""
    found = site_of(db.session, school().id, site_id) if site_id <= LARGEST_ID else None
    if found is None:
        abort(404)
    return SiteAtHand(found)


def reasons_against(action: Action, situation: Situation) -> tuple[Refusal, ...]:
    """Return what stands against an action before anything is typed."""
    return tuple(refusal for refusal in refusals(action, situation) if refusal.code not in TYPED_LATER)


def refuse_who(found: tuple[Refusal, ...]) -> None:
    """Answer 403 where the person may not, with who can."""
    who = [refusal.sentence for refusal in found if refusal.code in WHO]
    if who:
        raise NotAllowed(" ".join(who))


def acted(
    form: ProductForm, back: str, use_case: Callable[[], object], fields: Mapping[str, str] | None = None
) -> bool:
    """Run the use case of a form; show its refusals on the form and answer False where it said no.

    A stale form is answered with who did what, what was typed, and the way to ``back``; 403 with who can.
    """
    try:
        use_case()
    except Stale as stale:
        raise DecidedMeanwhile(sentences(stale.refusals), back) from stale
    except Refused as refused:
        db.session.rollback()
        refuse_who(refused.refusals)
        form.add_refusals(refused.refusals, fields)
        return False
    return True


def reason_at(field: str) -> dict[str, str]:
    """Say that what is wrong with a typed reason is shown at ``field``."""
    faults = ("blank", "too_long", "without_words", "repeats_one_word", "one_word")
    return {f"reason_{fault}": field for fault in faults}


def sentences(found: tuple[Refusal, ...]) -> str:
    """Return the sentences of refusals, one after the other."""
    return " ".join(refusal.sentence for refusal in found)


def site_address(site_id: int) -> str:
    """The address of a site's own page."""
    return url_for("sites.site", site_id=site_id)


def back_to_site(site: Site) -> dict[str, str]:
    """The link back that stands at the head of the pages around a site."""
    return {"href": site_address(site.id), "text": f"Back to {site.name}"}


def address_if_there(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another area, or None where it is not installed or the person may not open it."""
    entry = entry_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    if entry is None or (entry.permission is not None and not may(actor(), entry.permission)):
        return None
    return url_for(endpoint, **values)


def see_other(address: str) -> Response:
    """Lead the browser to ``address`` after something was done."""
    return Response(status=303, headers={"Location": address})
