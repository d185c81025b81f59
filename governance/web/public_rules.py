"""House rules and terms of use as anybody reads and prints them, with what a site adds to them (A.4.1)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.rule_texts import RulesAudience, RulesKind, text_name
from governance.queries.register import PublicSite, public_site
from governance.queries.rules import rules_in_force
from governance.web.entry import public, school, today
from governance.web.register import grown_up_here, lasting

bp = Blueprint("public_rules", __name__)

KINDS = {"house-rules": RulesKind.HOUSE_RULES, "terms-of-use": RulesKind.TERMS_OF_USE}
ADDRESSES = {kind: address for address, kind in KINDS.items()}
"""How a kind of text stands in an address."""


@bp.app_template_filter("rules_address")
def rules_address(kind: RulesKind) -> str:
    """Return how ``kind`` stands in an address."""
    return ADDRESSES[kind]


@bp.get("/s/<school>/<any('house-rules', 'terms-of-use'):text>/<any('pupils', 'adults'):audience>")
@public()
def school_text(text: str, audience: str) -> ResponseReturnValue:
    """Show one of the school's own texts."""
    return _page(KINDS[text], RulesAudience(audience), None)


@bp.get(
    "/s/<school>/register/<int:site_id>/<any('house-rules', 'terms-of-use'):text>/<any('pupils', 'adults'):audience>"
)
@public()
def site_text(site_id: int, text: str, audience: str) -> ResponseReturnValue:
    """Show one text as it counts on one site: the school's rules, then what the site adds."""
    site = public_site(db.session, school(), site_id, today())
    if site is None:
        abort(404)
    return _page(KINDS[text], RulesAudience(audience), site)


def _page(kind: RulesKind, audience: RulesAudience, site: PublicSite | None) -> ResponseReturnValue:
    here = school()
    texts = rules_in_force(db.session, here.id, site.id if site else None)
    found = next((text for text in texts if (text.kind, text.audience) == (kind, audience)), None)
    if found is None:
        abort(404)
    words = {"text": ADDRESSES[kind], "audience": audience}
    return render_template(
        "rules/public.html",
        school=here,
        site=site,
        found=found,
        name=text_name(kind, audience),
        canonical=lasting(".site_text", site_id=site.id, **words) if site else lasting(".school_text", **words),
        grown_up=grown_up_here(),
    )
