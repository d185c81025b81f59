"""The governors' evening: the pack in figures, the dates of the policy, what asks for a review, and what came of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.policy_review import DECISIONS, FIGURES, WHY
from governance.domain.records.keeping import months_after
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.of_review import upkeeps
from governance.queries.policy_reviews import dates_of, open_calls, review_figures, reviews_of
from governance.services.policy_reviews import NOT_SAID, call_review, record_review, review_due, say_policy_dates
from governance.services.policy_texts import current_policy_text
from governance.services.school_days import calendar_of
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    SelectChoice,
    TextField,
    VersionedForm,
    given,
)
from governance.web.refused import done

bp = Blueprint("policy_review", __name__)


class ReviewForm(VersionedForm):
    """What the governors found and decided."""

    held_on = DateField("When did the governors meet?", "Enter the day of the meeting", hint="For example, 18 11 2026")
    minute = TextField("Number of the minute", hint="You can leave this empty.")
    found_of_policy = ParagraphsField(
        "What did they find of the policy?",
        "Write what was found of the policy",
        hint="Name nobody here.",
        longest=4000,
    )
    found_of_application = ParagraphsField(
        "What did they find of how it is applied?",
        "Write what was found of how it is applied",
        hint="The numbers beside this form are kept with it. Name nobody here.",
        longest=4000,
    )
    decision = ChoiceField(
        "What did they decide?",
        "Choose what was decided",
        choices=[SelectChoice(key, words) for key, words in DECISIONS.items()],
    )
    decision_words = ParagraphsField("What is to be done, if anything?", longest=4000)
    next_due_on = DateField("When is the next review?", "Enter the day by which the next review is held")


class DatesForm(VersionedForm):
    """What is printed on the policy."""

    approved = TextField(
        "Approved",
        hint="As it stands on the policy: a day, “July 2018” or “Spring 2024”. Leave it empty if it is blank.",
    )
    approved_by = TextField("Approved or signed by", hint="The body or position, such as “the governing body”.")
    review = TextField("Review", hint="As it stands there: a day, “Spring 2025” or “as required”.")


class CallForm(VersionedForm):
    """Why a review is asked for before its date."""

    why = ChoiceField(
        "What asks for a review?",
        "Choose what asks for a review",
        choices=[SelectChoice(key, words) for key, words in WHY.items()],
    )
    words = ParagraphsField("What changed?", "Say what changed", hint="Name nobody here.", longest=2000)


@bp.get("/s/<school>/policy/review")
@requires(Permission.SEE_REVIEW)
def review() -> ResponseReturnValue:
    """Show the pack, the dates, what asks for a review, and the reviews so far."""
    found = review_due(db.session, school())
    text, due = found if found else (None, None)
    return render_template(
        "policy_review/review.html",
        text=text,
        due=due,
        is_overdue=bool(due and due.is_overdue(today())),
        figures=_figures(),
        dates=dates_of(db.session, school().id, text.id) if text else None,
        flags=_flags() if text else (),
        calls=open_calls(db.session, school().id),
        reviews=reviews_of(db.session, school().id),
        why=WHY,
        decisions=DECISIONS,
        may_record=may(actor(), Permission.RECORD_REVIEW),
        sees_clauses=may(actor(), Permission.SEE_CLAUSES),
        words=FIGURES,
        day=today(),
    )


@bp.route("/s/<school>/policy/review/record", methods=["GET", "POST"])
@requires(Permission.RECORD_REVIEW, writes=True)
def record() -> ResponseReturnValue:
    """Record a review that the governors held."""
    form = ReviewForm(held_on=today(), next_due_on=months_after(today(), policy().review_interval_months))
    figures = _figures()

    def use_case() -> None:
        record_review(
            db.session,
            actor(),
            now(),
            held_on=given(form.held_on.data),
            minute=form.minute.data or "",
            found_of_policy=form.found_of_policy.data or "",
            found_of_application=form.found_of_application.data or "",
            decision=form.decision.data or "",
            decision_words=form.decision_words.data or "",
            next_due_on=given(form.next_due_on.data),
            figures=figures,
        )

    fields = ("held_on", "found_of_policy", "found_of_application", "decision", "next_due_on")
    if form.validate_on_submit() and done(form, use_case, {name: name for name in fields}):
        flash("The review is recorded.")
        return redirect(url_for("policy_review.review"))
    answer = render_template("policy_review/record.html", form=form, figures=figures, words=FIGURES)
    return (answer, 422) if form.is_submitted() else answer


@bp.route("/s/<school>/policy/review/dates", methods=["GET", "POST"])
@requires(Permission.RECORD_REVIEW, writes=True)
def dates() -> ResponseReturnValue:
    """Write down which dates stand on the policy."""
    text = current_policy_text(db.session, school().id)
    said = dates_of(db.session, school().id, text.id) if text else None
    form = DatesForm(
        seen=said.revision if said else NOT_SAID,
        approved=said.approved_said if said else "",
        approved_by=said.approved_by if said else "",
        review=said.review_said if said else "",
    )

    def use_case() -> None:
        say_policy_dates(
            db.session,
            actor(),
            now(),
            approved=(form.approved.data or "")[:60],
            approved_by=(form.approved_by.data or "")[:120],
            review=(form.review.data or "")[:60],
            seen=form.seen_version(),
        )

    if form.validate_on_submit() and done(form, use_case, {}):
        flash("The dates are saved.")
        return redirect(url_for("policy_review.review"))
    answer = render_template("policy_review/dates.html", form=form, text=text)
    return (answer, 422) if form.is_submitted() else answer


@bp.route("/s/<school>/policy/review/ask", methods=["GET", "POST"])
@requires(Permission.SEE_REVIEW, writes=True)
def ask() -> ResponseReturnValue:
    """Ask for a review before its date."""
    form = CallForm()

    def use_case() -> None:
        call_review(db.session, actor(), now(), why=form.why.data or "", words=form.words.data or "")

    if form.validate_on_submit() and done(form, use_case, {"why": "why", "words": "words"}):
        flash("A review is asked for. It is due today.")
        return redirect(url_for("policy_review.review"))
    answer = render_template("policy_review/ask.html", form=form)
    return (answer, 422) if form.is_submitted() else answer


def _figures() -> dict[str, int]:
    return review_figures(asked_of(db.session, [school()], now()), school().id)


def _flags() -> tuple[str, ...]:
    """What somebody should look at about the dates, in the words of the findings."""
    asked = asked_of(db.session, [school()], now())
    upkeep = upkeeps(asked)[school().id]
    calendar = calendar_of(db.session, school())
    return tuple(flag.sentence for flag in upkeep.flags(asked.schools[school().id], calendar))
