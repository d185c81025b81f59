"""Suspending, giving more time, continuing, closing and cancelling: one page each, all of the same shape.

The page says what happens next, asks for the reason where the decision is made, and carries the revision that was seen.
"""

from __future__ import annotations

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.web.entry import actor, now, requires
from governance.web.fields import ParagraphsField, VersionedForm
from governance.web.sites.acts import ACT_PAGES, ActPage
from governance.web.sites.area import (
    SiteAtHand,
    acted,
    back_to_site,
    bp,
    reason_at,
    reasons_against,
    refuse_who,
    see_other,
    site_address,
    site_at_hand,
)


class ConfirmForm(VersionedForm):
    """What is only confirmed: it carries the revision that was seen."""


class ReasonForm(VersionedForm):
    """Why it is done."""

    reason = ParagraphsField("Reason", "Say why, in a sentence that others understand", longest=4000)


_RULE = f"/<int:site_id>/<any({', '.join(repr(name) for name in ACT_PAGES)}):act>"


@bp.get(_RULE)
@requires(Permission.SEE_SITES)
def act(site_id: int, act: str) -> ResponseReturnValue:
    """Say what happens next and ask for the reason, or say why it is not possible now."""
    case, page = site_at_hand(site_id), ACT_PAGES[act]
    against = reasons_against(page.action, case.situation())
    refuse_who(against)
    return _page(case, page, None if against else _form(page, seen=case.site.revision), against)


@bp.post(_RULE)
@requires(Permission.SEE_SITES, writes=True)
def act_now(site_id: int, act: str) -> ResponseReturnValue:
    """Do it."""
    page, form = ACT_PAGES[act], _form(ACT_PAGES[act])
    seen = form.seen_version()
    site_at_hand(site_id)
    asked = {"site_id": site_id, "seen": seen}
    if page.asks:
        asked["reason"] = form.reason.data
    given = (db.session, actor(), now())
    if form.validate() and acted(
        form,
        site_address(site_id),
        lambda: page.use_case(*given, **asked),
        reason_at("reason"),
    ):
        flash(page.done)
        return see_other(site_address(site_id))
    return _page(site_at_hand(site_id), page, form), 422


def _form(page: ActPage, **values: int) -> VersionedForm:
    if not page.asks:
        return ConfirmForm(**values)
    form = ReasonForm(**values)
    form.reason.label.text = page.asks
    return form


def _page(case: SiteAtHand, page: ActPage, form: VersionedForm | None, against: tuple[object, ...] = ()) -> str:
    also = (page.also(case.site),) if page.also is not None and form is not None else ()
    return render_template(
        "sites/act.html",
        site=case.site,
        act=page,
        next=(*page.next, *also),
        form=form,
        against=against,
        back=back_to_site(case.site),
    )
