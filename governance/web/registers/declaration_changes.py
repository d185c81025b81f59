"""Declaring something about oneself, and what somebody else decides about it (000-3, 003-1, 003-2)."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.words import DECLARATION_KIND_WORDS, DeclarationKind
from governance.services.registers.declarations import (
    answer_contact,
    declare,
    end_declaration,
    read_declaration,
    report_to_committee,
    see_disclaimer,
)
from governance.web.entry import actor, now, requires, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    TextField,
    VersionedForm,
    YesNoField,
    given,
)
from governance.web.refused import done, done_or_said
from governance.web.registers.declarations import HERE, RULE, bp, line_or_404
from governance.web.registers.shapes import Linked, show_form


class DeclarationForm(ProductForm):
    """What somebody declares."""

    kind = ChoiceField(
        "What do you want to declare?",
        "Choose what you want to declare",
        choices=[SelectChoice(kind.value, word) for kind, word in DECLARATION_KIND_WORDS.items()],
    )
    words = ParagraphsField(
        "In a sentence or two",
        "Say it in a sentence or two",
        longest=2000,
        hint="Who is concerned, and why. Only who has to know reads it.",
    )
    happened_on = DateField("Since when, or on which day?", "Enter the day")
    address = TextField("The page’s address, if it says where you work", longest=500)
    disclaimer_seen = YesNoField("If it does: is there a line that the views on it are your own?")


class CommitteeForm(VersionedForm):
    """The committee's day."""

    committee_on = DateField("On which day did the committee have it?", "Enter the day of the committee’s meeting")


class AnswerForm(VersionedForm):
    """Whether the reason of a contact is agreed to."""

    agreed = YesNoField("Do you agree to this contact?", "Choose yes or no")
    answer = ParagraphsField("Why?", "Say why", longest=2000)
    review_on = DateField("If yes: when is it looked at again?")


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.DECLARE, writes=True)
def add() -> ResponseReturnValue:
    """Declare something about oneself."""
    kind = request.args.get("kind", "")
    form = DeclarationForm(kind=kind if kind in set(DeclarationKind) else "", happened_on=today())
    made: list[int] = []

    def use_case() -> None:
        typed = DeclarationTyped(
            DeclarationKind(form.kind.data),
            form.words.data,
            given(form.happened_on.data),
            form.address.data,
            form.disclaimer_seen.answer,
        )
        made.append(declare(db.session, actor(), now(), typed=typed))

    fields = {key: key for key in ("words", "happened_on", "address", "disclaimer_seen")}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("It is declared. Whoever decides about it has been told that something waits.")
        return redirect(url_for(".declaration", declaration_id=made[0]), 303)
    return show_form(form, "Declare something", "Declare it", Linked(HERE, url_for(".declarations")), rule=(RULE, ""))


@bp.post("/<int:declaration_id>/read")
@requires(Permission.DECLARE, writes=True)
def read(declaration_id: int) -> ResponseReturnValue:
    """Say that one has read it."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: read_declaration(db.session, actor(), now(), declaration_id=declaration_id, seen=seen),
        "It is noted that you have read it.",
    )
    return _back(declaration_id)


@bp.post("/<int:declaration_id>/disclaimer")
@requires(Permission.DECLARE, writes=True)
def disclaimer(declaration_id: int) -> ResponseReturnValue:
    """Say that the disclaimer is there now."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: see_disclaimer(db.session, actor(), now(), declaration_id=declaration_id, seen=seen),
        "It is noted that the disclaimer is there.",
    )
    return _back(declaration_id)


@bp.post("/<int:declaration_id>/end")
@requires(Permission.DECLARE, writes=True)
def end(declaration_id: int) -> ResponseReturnValue:
    """Say that it is over."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: end_declaration(db.session, actor(), now(), declaration_id=declaration_id, seen=seen, because=""),
        "It is noted that this is over. The line stays.",
    )
    return _back(declaration_id)


@bp.route("/<int:declaration_id>/committee", methods=["GET", "POST"])
@requires(Permission.DECLARE, writes=True)
def committee(declaration_id: int) -> ResponseReturnValue:
    """Record the day on which the committee had it."""
    row = line_or_404(declaration_id).row
    form = CommitteeForm(seen=row.revision)

    def use_case() -> None:
        report_to_committee(
            db.session,
            actor(),
            now(),
            declaration_id=declaration_id,
            seen=form.seen_version(),
            committee_on=given(form.committee_on.data),
        )

    if form.validate_on_submit() and done(form, use_case, {"committee_on": "committee_on"}):
        flash("The committee’s day is recorded.")
        return _back(declaration_id)
    rule = "A friendship with a pupil’s family is declared to the head, and then reported to the committee."
    return show_form(form, "Reported to the committee", "Record it", _to(declaration_id), rule=(rule, "003-2"))


@bp.route("/<int:declaration_id>/answer", methods=["GET", "POST"])
@requires(Permission.DECLARE, writes=True)
def answer(declaration_id: int) -> ResponseReturnValue:
    """Agree to the reason of a contact, or not."""
    row = line_or_404(declaration_id).row
    form, words = AnswerForm(seen=row.revision), row.words

    def use_case() -> None:
        answer_contact(
            db.session,
            actor(),
            now(),
            declaration_id=declaration_id,
            seen=form.seen_version(),
            agreed=bool(form.agreed.answer),
            answer=form.answer.data,
            review_on=form.review_on.data,
        )

    if form.validate_on_submit() and done(form, use_case, {"answer": "answer", "review_on": "review_on"}):
        flash("Your answer is recorded.")
        return _back(declaration_id)
    rule = "Contact with a pupil or a family has a reason that a senior manager agreed to."
    return show_form(form, "Agree to a contact", "Answer", _to(declaration_id), lead=words, rule=(rule, "000-3"))


def _to(declaration_id: int) -> Linked:
    return Linked("The declaration", url_for(".declaration", declaration_id=declaration_id))


def _back(declaration_id: int) -> ResponseReturnValue:
    return redirect(url_for(".declaration", declaration_id=declaration_id), 303)
