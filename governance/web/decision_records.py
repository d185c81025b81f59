"""What is recorded on a proposal beside its decision, one thing per page: the discussion with leadership, the head's
consultation, the safeguarding lead's signature, and the word on logo and brand (A.1.3, A.2, A.3.5).
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.proposal.answers import risk_digest
from governance.services.decisions import decide_brand
from governance.services.discussions import record_consultation, record_discussion, sign_risks
from governance.web.decisions import bp, submitted_once
from governance.web.entry import actor, now, requires, today
from governance.web.fields import (
    DateField,
    ParagraphsField,
    ProductForm,
    TextField,
    VersionedForm,
    YesNoField,
)
from governance.web.proposals.area import AtHand, at_hand
from governance.web.proposals.overview import answers_in_words
from governance.web.refused import done

PAGES_OF_RISK = ("risks", "under_age", "vulnerable", "audience", "contributors")


class DiscussionForm(ProductForm):
    """When the leadership team talked about audience and contributions, with whom, and what was said."""

    held_on = DateField("When did you talk about it?", "Enter the day, such as 27 11 2026.")
    who = TextField("Who took part?", "Enter who took part.", longest=500)
    points = ParagraphsField(
        "What was said about who sees the site and who may contribute?", "Enter the points.", longest=4000
    )


class ConsultationForm(ProductForm):
    """What the head said about purpose and content when asked."""

    held_on = DateField("When were you asked?", "Enter the day, such as 27 11 2026.")
    purpose = ParagraphsField("What did you say about what the site is for?", "Enter what you said.", longest=4000)
    content = ParagraphsField("What did you say about what goes on it?", "Enter what you said.", longest=4000)


class RisksForm(ProductForm):
    """The safeguarding lead's signature."""

    note = ParagraphsField("A note, if you want to add one", longest=4000)


class BrandForm(VersionedForm):
    """The head's word on logo and brand."""

    is_yes = YesNoField("May this site use the school’s logo and brand?", "Choose yes or no.")
    reason = ParagraphsField("Reason", "Enter your reason.", longest=4000)


def _back(version_id: int) -> str:
    return url_for("decisions.decision", version_id=version_id)


def _show(template: str, case: AtHand, form: ProductForm, **more: object) -> str:
    back = {"href": _back(case.version.id), "text": "Back to the proposal"}
    return render_template(f"decisions/{template}.html", case=case, form=form, back=back, **more)


@bp.route("/<int:version_id>/discussion", methods=["GET", "POST"])
@requires(Permission.SEE_DECISIONS, writes=True)
def discussion(version_id: int) -> ResponseReturnValue:
    """Record the discussion with the leadership team."""
    case = submitted_once(version_id)
    form = DiscussionForm()
    if request.method == "GET":
        return _show("discussion", case, form, today=today())

    def record() -> None:
        record_discussion(
            db.session,
            actor(),
            now(),
            version_id=version_id,
            held_on=form.held_on.data or today(),
            who=form.who.data or "",
            points=form.points.data or "",
        )

    if form.validate() and done(form, record, {"held_in_future": "held_on"}):
        flash("The discussion is recorded.")
        return redirect(_back(version_id))
    return _show("discussion", at_hand(version_id), form, today=today()), 422


@bp.route("/<int:version_id>/consultation", methods=["GET", "POST"])
@requires(Permission.SEE_DECISIONS, writes=True)
def consultation(version_id: int) -> ResponseReturnValue:
    """Record that the head was consulted on purpose and content."""
    case = submitted_once(version_id)
    form = ConsultationForm()
    if request.method == "GET":
        return _show("consultation", case, form, today=today())

    def record() -> None:
        record_consultation(
            db.session,
            actor(),
            now(),
            version_id=version_id,
            held_on=form.held_on.data or today(),
            purpose=form.purpose.data or "",
            content=form.content.data or "",
        )

    if form.validate() and done(form, record, {"held_in_future": "held_on"}):
        flash("The consultation is recorded.")
        return redirect(_back(version_id))
    return _show("consultation", at_hand(version_id), form, today=today()), 422


@bp.route("/<int:version_id>/risks", methods=["GET", "POST"])
@requires(Permission.SIGN_RISKS, writes=True)
def risks(version_id: int) -> ResponseReturnValue:
    """Show the risks as they read, and take the safeguarding lead's signature under just these."""
    case = submitted_once(version_id)
    form = RisksForm()
    if request.method == "GET":
        return _risks_page(case, form)

    def sign() -> None:
        sign_risks(
            db.session,
            actor(),
            now(),
            version_id=version_id,
            seen_digest=request.form.get("digest", "")[:64],
            note=form.note.data or "",
        )

    if form.validate() and done(form, sign):
        flash("Your signature under the risks is recorded.")
        return redirect(_back(version_id))
    return _risks_page(at_hand(version_id), form), 422


def _risks_page(case: AtHand, form: ProductForm) -> str:
    parts = answers_in_words(case, case.version.answers, with_links=False)
    return _show("risks", case, form, parts=parts, digest=risk_digest(case.version.answers))


@bp.route("/<int:version_id>/brand", methods=["GET", "POST"])
@requires(Permission.SEE_DECISIONS, writes=True)
def brand(version_id: int) -> ResponseReturnValue:
    """Take the head's separate word on logo and brand."""
    case = submitted_once(version_id)
    if request.method == "GET":
        return _show("brand", case, BrandForm(seen=case.version.revision))
    form = BrandForm()
    seen = form.seen_version()

    def decide() -> None:
        decide_brand(
            db.session,
            actor(),
            now(),
            version_id=version_id,
            seen=seen,
            reason=form.reason.data or "",
            is_yes=bool(form.is_yes.answer),
        )

    if form.validate() and done(form, decide):
        flash("Your word on logo and brand is recorded.")
        return redirect(_back(version_id))
    return _show("brand", at_hand(version_id), form), 422
