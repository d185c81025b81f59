"""The policy as people read and acknowledge it, its versions, and who has still to read it (8.1, 8.2)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission, may
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE, LONGEST_TEXT, MONITORING, STANDARDS
from governance.models import PolicyText
from governance.queries import policies
from governance.services.actors import school_today
from governance.services.policy_texts import acknowledge_policy, current_policy_text, publish_policy_text
from governance.web.entry import actor, now, requires, school, today
from governance.web.entry import policy as school_policy
from governance.web.fields import ParagraphsField, TextField, TickField, VersionedForm
from governance.web.frame import WAYS, Count, Question, Way
from governance.web.handed_out import sheet_handed_out
from governance.web.refused import done

bp = Blueprint("policy_text", __name__)

NUMBER = "<int(max=2147483647):number>"


def _due(who: Actor) -> Count:
    told = {"school": who.school_id, "person": who.person_id, "today": today()}
    return Question(policies.acknowledgement_due(), told)


WAYS.append(Way("Policy", "policy_text.policy", Permission.SEE_SCHOOL, _due))


class AcknowledgeForm(VersionedForm):
    """Name and job title as somebody types them, for the version they saw."""

    name = TextField("Your name", "Type your name", autocomplete="name")
    job_title = TextField("Your job title", "Type your job title, or what you do at the school")
    signature = TextField(
        "Your signature",
        "Sign: type your full name as you would sign it on paper",
        hint="Type your full name as you would sign it on paper.",
        autocomplete="off",
    )
    agree = TickField("I have read this policy and I keep to it", "Tick the box once you have read the policy")


class PublishForm(VersionedForm):
    """A new version."""

    title = TextField("Title", "Give the policy a title")
    text = ParagraphsField(
        "Text",
        "Enter the text of the policy",
        longest=LONGEST_TEXT,
        hint="Everybody is asked to read and acknowledge it anew.",
    )


@bp.get("/s/<school>/policy")
@requires(Permission.SEE_SCHOOL)
def policy() -> ResponseReturnValue:
    """Show the policy, and ask who has not done so to acknowledge it."""
    text = current_policy_text(db.session, school().id)
    form = AcknowledgeForm(
        formdata=None, seen=text.number if text else 0, name=actor().name, job_title=actor().position
    )
    return _policy_page(form)


@bp.post("/s/<school>/policy")
@requires(Permission.SEE_SCHOOL, writes=True)
def acknowledge() -> ResponseReturnValue:
    """Keep somebody's word that they know the policy."""
    text = current_policy_text(db.session, school().id)
    if text is None:
        abort(404)
    if policies.acknowledgement_of(db.session, text, actor().person_id) is not None:
        return redirect(url_for("policy_text.policy"))
    form = AcknowledgeForm()

    def use_case() -> None:
        acknowledge_policy(
            db.session,
            actor(),
            now(),
            number=form.seen_version(),
            name=form.name.data,
            job_title=form.job_title.data,
            signature=form.signature.data,
        )

    if form.validate() and done(form, use_case, {key: key for key in ("name", "job_title", "signature")}):
        flash("Thank you. It is recorded that you have read the policy.")
        return redirect(url_for("policy_text.policy"))
    return _policy_page(form), 422


def _policy_page(form: AcknowledgeForm) -> str:
    text = current_policy_text(db.session, school().id)
    own = policies.acknowledgement_of(db.session, text, actor().person_id) if text else None
    return render_template(
        "policy_text/policy.html",
        form=form,
        text=text,
        own=own,
        monitoring=MONITORING,
        standards=STANDARDS,
        may_publish=may(actor(), Permission.LOOK_AFTER_POLICY),
        may_see_clauses=may(actor(), Permission.SEE_CLAUSES),
        may_see_review=may(actor(), Permission.SEE_REVIEW),
        may_see_who=may(actor(), Permission.FOLLOW_ACKNOWLEDGEMENTS),
        day=today(),
    )


@bp.get(f"/s/<school>/policy/versions/{NUMBER}")
@requires(Permission.SEE_SCHOOL)
def version(number: int) -> ResponseReturnValue:
    """Show one version as it was."""
    text = policies.text_number(db.session, school().id, number)
    if text is None:
        abort(404)
    return render_template("policy_text/version.html", text=text)


@bp.get("/s/<school>/policy/versions")
@requires(Permission.SEE_SCHOOL)
def versions() -> ResponseReturnValue:
    """List the versions."""
    return render_template("policy_text/versions.html", rows=policies.texts_of(db.session, school().id))


@bp.get("/s/<school>/policy/acknowledged")
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS)
def acknowledged() -> ResponseReturnValue:
    """List who has acknowledged the current version, and who has not; made to be printed."""
    text = current_policy_text(db.session, school().id)
    return render_template(
        "policy_text/acknowledged.html",
        text=text,
        missing=_missing(text) if text else [],
        rows=policies.acknowledged_rows(db.session, text) if text else [],
        days=school_policy().days_to_acknowledge,
        day=today(),
    )


@bp.get("/s/<school>/policy/acknowledged.<any(csv, xlsx):as_file>")
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS)
def acknowledged_file(as_file: str) -> ResponseReturnValue:
    """Hand the same list out as a file, who has not done so first."""
    text = current_policy_text(db.session, school().id)
    if text is None:
        abort(404)
    headings = ("name", "job_title", "signature", "version", "acknowledged_on", "due_by")
    missing = [(one.name, one.position, "", text.number, "", one.by.isoformat()) for one in _missing(text)]
    signed = [
        (row.name, row.job_title, row.signature, text.number, row.on.isoformat(), "")
        for row in policies.acknowledged_rows(db.session, text)
    ]
    return sheet_handed_out(f"policy-acknowledged.{as_file}", "Acknowledged", headings, [*missing, *signed])


def _missing(text: PolicyText) -> list[policies.Waiting]:
    published_on = school_today(school(), text.published_at)
    days = school_policy().days_to_acknowledge
    return policies.not_acknowledged(db.session, text, published_on, days, today())


@bp.route("/s/<school>/policy/publish", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_POLICY, writes=True)
def publish() -> ResponseReturnValue:
    """Publish a new version, starting from the current one or from the text that the product offers."""
    text = current_policy_text(db.session, school().id)
    form = PublishForm(
        seen=text.number if text else 0,
        title=text.title if text else FIRST_TITLE,
        text=text.text if text else FIRST_TEXT,
    )

    def use_case() -> None:
        publish_policy_text(
            db.session, actor(), now(), title=form.title.data, text=form.text.data, seen=form.seen_version()
        )

    if form.validate_on_submit() and done(form, use_case, {"title": "title", "text": "text"}):
        flash("The policy is published. Everybody is asked by mail to read it.")
        return redirect(url_for("policy_text.policy"))
    answer = render_template("policy_text/publish.html", form=form, is_first=text is None)
    return (answer, 422) if form.is_submitted() else answer
