"""Tell a grown-up: the public form about a comment, and the private page that shows what became of it (A.5).

Words for a seven-year-old, whom to ring first, no account and no script.
"""

from __future__ import annotations

import secrets

import wtforms
from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.comments.reports import (
    GROWN_UPS,
    LONGEST_ADDRESS,
    LONGEST_WORDS,
    OUTCOME_WORDS,
    WITHIN,
    WRONG,
    GrownUp,
    Wrong,
)
from governance.queries.register import public_site
from governance.queries.reports import told_of
from governance.services.comments.reporting import Told, tell_grown_up
from governance.services.pretenders import the_public
from governance.services.refused import Refused
from governance.web.entry import now, policy, public, school, today
from governance.web.fields import ChoiceField, ParagraphsField, ProductForm, SelectChoice, TextField
from governance.web.private_pages import privately
from governance.web.register import grown_up_here
from governance.web.text import clean_line

bp = Blueprint("telling", __name__)

REPORTER = "reporter"
"""What the browser's session keeps, so that one browser is one reporter, and a class behind one address are many."""


class TellForm(ProductForm):
    """What somebody tells; no name is asked."""

    site = wtforms.HiddenField()
    address = TextField(
        "Where did you see it?",
        longest=LONGEST_ADDRESS,
        hint="Copy the address at the top of the page and paste it here. If you cannot, say below where it was.",
    )
    wrong = ChoiceField(
        "What is wrong with it?",
        "Choose what is wrong with it",
        choices=[SelectChoice(wrong.value, words.asked) for wrong, words in WRONG.items()],
    )
    words = ParagraphsField(
        "Do you want to say more?", longest=LONGEST_WORDS, hint="You do not have to say who you are."
    )
    grown_up = ChoiceField(
        "Is it about a grown-up at the school?",
        "Choose whether it is about a grown-up at the school",
        hint="If it is, only very few people get to read this, and never the person it is about.",
        choices=[SelectChoice(one.value, words) for one, words in GROWN_UPS.items()],
    )

    @property
    def site_id(self) -> int | None:
        """The number of the site from whose page somebody came; what is no number is none."""
        typed = str(self.site.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else None


@bp.get("/s/<school>/tell")
@public()
def tell() -> ResponseReturnValue:
    """Ask what is wrong, with whom to ring first."""
    pasted = clean_line(request.args.get("address", "")[:LONGEST_ADDRESS]).text
    form = TellForm(formdata=None, data={"address": pasted, "site": request.args.get("site", "")})
    return _page(form)


@bp.post("/s/<school>/tell")
@public(writes=True)
def send() -> ResponseReturnValue:
    """Take what is told and lead to its private page."""
    if not policy().report_form_open:
        abort(404)
    form = TellForm()
    if not form.validate_on_submit():
        return _page(form), 422
    if REPORTER not in session:
        session[REPORTER] = secrets.token_hex(16)
    here = school()
    told = Told(Wrong(form.wrong.data), GrownUp(form.grown_up.data), form.address.data, form.words.data, form.site_id)
    try:
        token = tell_grown_up(
            db.session,
            the_public(here.id, g.request_id),
            now(),
            school=here,
            told=told,
            remote=request.remote_addr or "",
            browser=session[REPORTER],
            salt=current_app.extensions["governance"].secret_key,
        )
    except Refused as refused:
        db.session.rollback()
        form.add_refusals(refused.refusals, {"address": "address", "words": "words"})
        if "slow_down" not in refused.codes:
            return _page(form), 422
        return _page(form), 429, {"Retry-After": str(int(WITHIN.total_seconds()))}
    return redirect(url_for(".told", token=token))


@bp.get("/s/<school>/told/<token>")
@public()
def told(token: str) -> Response:
    """Show what became of a report, without names."""
    found = told_of(db.session, school().id, token)
    words = {"grown_up": grown_up_here(), "school": school()}
    if found is None:
        return privately(render_template("telling/unknown.html", **words), 404)
    title, sentence = OUTCOME_WORDS[found.outcome]
    address = url_for(".told", token=token, _external=True)
    return privately(
        render_template("telling/told.html", found=found, title=title, sentence=sentence, address=address, **words)
    )


def _page(form: TellForm) -> str:
    here = school()
    site = public_site(db.session, here, form.site_id, today()) if form.site_id else None
    return render_template(
        "telling/tell.html",
        school=here,
        form=form,
        site=site,
        is_open=policy().report_form_open,
        grown_up=grown_up_here(),
    )
