"""Recording what somebody saw on a site, one form per kind, and the head's exceptions (A.4.1, A.4.7, A.5)."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.evidence import CLAUSES, MAY_BE_EXCEPTED, NEEDS_LINK, RECORDERS, EvidenceKind
from governance.domain.refusals import Refusal
from governance.domain.words import Capacity, SiteState
from governance.queries.site_records import evidence_of
from governance.services.evidence import record_evidence as record_what_was_seen
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import DateField, ParagraphsField, ProductForm, WebAddressField
from governance.web.sites.area import (
    SiteAtHand,
    acted,
    bp,
    reason_at,
    refuse_who,
    see_other,
    site_address,
    site_at_hand,
)

KIND_TITLES = {
    EvidenceKind.PRIVACY_SETTINGS: "Privacy settings",
    EvidenceKind.LOGO: "The school’s logo",
    EvidenceKind.COMMENTS_HELD: "Comments are held",
    EvidenceKind.RULES_PUBLISHED: "A link to the rules",
    EvidenceKind.CONFORMITY: "The host’s own rules",
}
ASKED = {
    EvidenceKind.PRIVACY_SETTINGS: (
        "Which privacy settings did you see?",
        "Open the settings on the host and go through them. Say which are on; never type a password here.",
    ),
    EvidenceKind.LOGO: (
        "Where does the logo stand?",
        "Say where on the site it is, and that it leads to the school’s own website.",
    ),
    EvidenceKind.COMMENTS_HELD: (
        "How are comments held until somebody has looked?",
        "Say which setting does it, and that you tried it.",
    ),
    EvidenceKind.RULES_PUBLISHED: (
        "Where on the site do the rules stand?",
        "Put the link to the school’s rules on the site, then say where it is.",
    ),
    EvidenceKind.CONFORMITY: (
        "How do the host’s terms and rules match the school’s?",
        "Say what the host’s own rules forbid, where they are weaker, and what the school does about that.",
    ),
}
LINKS = {
    EvidenceKind.LOGO: "The address that the logo leads to",
    EvidenceKind.RULES_PUBLISHED: "The address of the page where the link stands",
}


class EvidenceForm(ProductForm):
    """What somebody saw, where and when."""

    statement = ParagraphsField("What did you see?", "Say what you saw", longest=4000)
    link = WebAddressField("An address where it can be seen", say_optional=False)
    seen_on = DateField("When did you look?", "Enter the day on which you looked")
    exception = ParagraphsField(
        "Why is an exception right?",
        longest=4000,
        hint="Only the head can allow one. Leave it empty when the check holds.",
    )


@bp.get("/<int:site_id>/evidence/<kind>")
@requires(Permission.SEE_SITES)
def record_evidence(site_id: int, kind: str) -> ResponseReturnValue:
    """Ask what was seen."""
    case, asked = site_at_hand(site_id), _kind(kind)
    if not case.situation().capacities & RECORDERS:
        refuse_who((Refusal("not_yours_to_do", NOT_YOURS),))
    if case.site.state is SiteState.CLOSED:
        return see_other(site_address(site_id))
    return _page(case, asked, _form(case, asked, seen_on=today()))


NOT_YOURS = "Only the proposer, the resourcing owner, the ICT lead or the head can record this."


@bp.post("/<int:site_id>/evidence/<kind>")
@requires(Permission.SEE_SITES, writes=True)
def record_evidence_now(site_id: int, kind: str) -> ResponseReturnValue:
    """Record it."""
    case, asked = site_at_hand(site_id), _kind(kind)
    form = _form(case, asked)
    given = (db.session, actor(), now())
    fields = {"no_link": "link", "bad_link": "link", "seen_in_future": "seen_on", **reason_at("statement")}
    if form.validate() and acted(
        form,
        site_address(site_id),
        lambda: record_what_was_seen(
            *given,
            site_id=site_id,
            kind=asked,
            statement=form.statement.data,
            link=form.link.data or "",
            seen_on=form.seen_on.data or today(),
            exception=(form.exception.data or "") if "exception" in form else "",
        ),
        fields,
    ):
        flash(f"Recorded: {KIND_TITLES[asked][:1].lower()}{KIND_TITLES[asked][1:]}.")
        return see_other(url_for("sites.go_live", site_id=site_id))
    return _page(site_at_hand(site_id), asked, form), 422


def _kind(typed: str) -> EvidenceKind:
    if typed not in set(EvidenceKind):
        abort(404)
    return EvidenceKind(typed)


def _form(case: SiteAtHand, kind: EvidenceKind, **values: object) -> EvidenceForm:
    form = EvidenceForm(**values)
    form.statement.label.text, form.statement.description = ASKED[kind]
    label = LINKS.get(kind, form.link.label.text)
    form.link.label.text = label if kind in NEEDS_LINK else f"{label} (optional)"
    if kind not in MAY_BE_EXCEPTED or Capacity.HEAD not in case.situation().capacities:
        del form.exception
    return form


def _page(case: SiteAtHand, kind: EvidenceKind, form: EvidenceForm) -> str:
    earlier = [row for row in evidence_of(db.session, school().id, case.site.id) if row.kind == kind]
    return render_template(
        "sites/evidence.html",
        site=case.site,
        form=form,
        title=KIND_TITLES[kind],
        clause=CLAUSES[kind],
        valid_days=case.policy.privacy_evidence_valid_days if kind is EvidenceKind.PRIVACY_SETTINGS else None,
        earlier=earlier,
        back={"href": url_for("sites.go_live", site_id=case.site.id), "text": "Back to the checks"},
    )
