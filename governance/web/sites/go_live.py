"""The go-live checks, one by one, with what to do about each; launching and resuming through them (A.2 to A.5)."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.evidence import RECORDERS
from governance.domain.gate import Check, gate_refusals
from governance.domain.words import Action, SiteState
from governance.services.sites import launch_site, resume_site
from governance.web.entry import actor, now, requires, today
from governance.web.fields import VersionedForm
from governance.web.sites.area import (
    SiteAtHand,
    acted,
    address_if_there,
    back_to_site,
    bp,
    reasons_against,
    see_other,
    site_address,
    site_at_hand,
)

OUTCOMES = {True: "pass", False: "fail", None: "unknown"}


class GoLiveForm(VersionedForm):
    """Putting a site live carries the revision that was seen; the checks are asked again as it is pressed."""


@bp.get("/<int:site_id>/go-live")
@requires(Permission.SEE_SITES)
def go_live(site_id: int) -> ResponseReturnValue:
    """Show every check, what it found and what to do."""
    case = site_at_hand(site_id)
    return _page(case, GoLiveForm(seen=case.site.revision))


@bp.post("/<int:site_id>/launch")
@requires(Permission.SEE_SITES, writes=True)
def launch(site_id: int) -> ResponseReturnValue:
    """Put an approved site live."""
    form = GoLiveForm()
    seen = form.seen_version()
    site_at_hand(site_id)
    given = (db.session, actor(), now())
    if form.validate() and acted(form, site_address(site_id), lambda: launch_site(*given, site_id=site_id, seen=seen)):
        flash("The site is live. The register says so from now on, and its checks are asked again every day.")
        return see_other(site_address(site_id))
    return _page(site_at_hand(site_id), form), 422


@bp.post("/<int:site_id>/resume")
@requires(Permission.SEE_SITES, writes=True)
def resume(site_id: int) -> ResponseReturnValue:
    """Put a suspended site live again."""
    form = GoLiveForm()
    seen = form.seen_version()
    site_at_hand(site_id)
    given = (db.session, actor(), now())
    if form.validate() and acted(form, site_address(site_id), lambda: resume_site(*given, site_id=site_id, seen=seen)):
        flash("The site is live again. This page says how far commenting is open again.")
        return see_other(site_address(site_id))
    return _page(site_at_hand(site_id), form), 422


def _page(case: SiteAtHand, form: GoLiveForm) -> str:
    site = case.site
    action = Action.RESUME if site.state is SiteState.SUSPENDED else Action.LAUNCH
    gate = gate_refusals(case.checks)
    asked = site.state in (SiteState.APPROVED, SiteState.SUSPENDED, SiteState.FOUND)
    against = reasons_against(action, case.situation())
    form.seen.data = site.revision
    return render_template(
        "sites/go_live.html",
        site=site,
        form=form,
        resuming=action is Action.RESUME,
        checks=[_row(case, check) for check in case.checks],
        missing=len(gate),
        asked=asked,
        # What the checks ask for stands in the list; here is only what else stands in the way.
        against=tuple(refusal for refusal in against if refusal.code not in {check.code for check in gate}),
        address=url_for("sites.resume" if action is Action.RESUME else "sites.launch", site_id=site.id),
        back=back_to_site(site),
        today=today(),
    )


def _row(case: SiteAtHand, check: Check) -> dict[str, Any]:
    """One check as the page's list shows it, with the page where it is settled."""
    return {
        "outcome": OUTCOMES[check.holds],
        "title": check.title,
        "clause": check.clause,
        "found": check.found,
        "todo": check.to_do,
        "href": _settled_at(case, check),
    }


def _settled_at(case: SiteAtHand, check: Check) -> str | None:
    """The address of the page on which a check is settled, or None where the words have to do."""
    site_id = case.site.id
    if check.evidence:
        if not case.situation().capacities & RECORDERS:
            return None
        return url_for("sites.record_evidence", site_id=site_id, kind=check.evidence)
    version = case.version
    proposal = address_if_there("proposals.overview", version_id=version.id) if version else None
    decision = address_if_there("decisions.decision", version_id=version.id) if version else None
    if check.key == "cover" and check.holds is None:
        return address_if_there("calendar.calendar")
    places = {
        "people": url_for("sites.people", site_id=site_id),
        "cover": url_for("sites.people", site_id=site_id),
        "brand": decision,
        "rules": address_if_there("rules.rules"),
        "identity": address_if_there("identity_cards.cards", site_id=site_id),
    }
    return places.get(check.key, proposal)
