"""A contracted provider tells the school of a breach without a sign-in (9.3)."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.breaches.rules import LONGEST_WORDS
from governance.services.breaches.reporting import report_by_provider
from governance.services.pretenders import the_public
from governance.web.entry import now, public, school, today
from governance.web.fields import DateField, ParagraphsField, ProductForm, TextField, TimeField, given
from governance.web.moments import moment_of
from governance.web.refused import done
from governance.web.register import grown_up_here

bp = Blueprint("provider_reports", __name__)


class ProviderForm(ProductForm):
    """What a provider tells."""

    provider = TextField("Which company or service are you from?", "Say which company or service", longest=200)
    contact = TextField(
        "How can the school reach you?",
        "Say how the school can reach you",
        longest=300,
        hint="Your name with an email address or a telephone number.",
    )
    facts = ParagraphsField(
        "What happened?",
        "Say what happened",
        longest=LONGEST_WORDS,
        hint="Do not put in a child’s name, and do not send pictures.",
    )
    learned_on = DateField("On which day did you learn of it?", "Enter the day")
    learned_time = TimeField("At what time, if you know?", hint="For example, 9:30am or 14:15.")


@bp.get("/s/<school>/register/provider")
@public()
def provider() -> ResponseReturnValue:
    """Ask what happened."""
    return _page(ProviderForm(formdata=None, data={"learned_on": today()}))


@bp.post("/s/<school>/register/provider")
@public(writes=True)
def send() -> ResponseReturnValue:
    """Take the report."""
    form = ProviderForm()
    here = school()

    def keep() -> None:
        report_by_provider(
            db.session,
            the_public(here.id, g.request_id),
            now(),
            school=here,
            provider=form.provider.data,
            contact=form.contact.data,
            facts=form.facts.data,
            learned_at=moment_of(given(form.learned_on.data), form.learned_time.answer),
            remote=request.remote_addr or "",
            salt=current_app.extensions["governance"].secret_key,
        )

    if form.validate_on_submit() and done(form, keep, {"facts": "facts", "learned_on": "learned_on"}):
        return redirect(url_for(".sent"))
    return _page(form), 422


@bp.get("/s/<school>/register/provider/sent")
@public()
def sent() -> ResponseReturnValue:
    """Say that it has arrived and what the provider does next."""
    return render_template("breaches/provider_sent.html", school=school(), grown_up=grown_up_here())


def _page(form: ProviderForm) -> str:
    return render_template("breaches/provider.html", school=school(), form=form, grown_up=grown_up_here())
