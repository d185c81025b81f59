"""Pages about talk on the policy: discussions, and questions with their answers and the days they were open (002-2)."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.records.talk import MOST_PRESENT
from governance.queries.records import talk as reads
from governance.services.records.talk import answer_question, ask_about_policy, record_policy_discussion
from governance.services.school_days import calendar_of
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import DateField, ParagraphsField, ProductForm, VersionedForm, WholeNumberField, given
from governance.web.handed_out import sheet_handed_out
from governance.web.records.area import bp, form_page
from governance.web.refused import done

HEADINGS = ("asked_on", "question", "school_days_open", "answered_on", "answer")


class DiscussionForm(ProductForm):
    """One discussion."""

    held_on = DateField("Which day was it?", "Enter the day of the discussion")
    present = WholeNumberField(
        "How many people were there?", "Say how many people were there", least=1, most=MOST_PRESENT
    )
    points = ParagraphsField(
        "What was talked about?",
        "Say what was talked about",
        hint="The points and what was agreed. Leave names of pupils and of families out.",
    )


class QuestionForm(ProductForm):
    """A question about the policy."""

    words = ParagraphsField(
        "Your question",
        "Type your question",
        hint="The head or the leadership team answers it. Leave names of pupils and of families out.",
    )


class AnswerForm(VersionedForm):
    """An answer."""

    answer = ParagraphsField("Your answer", "Type the answer")


@bp.get("/policy/talk")
@requires(Permission.SEE_SCHOOL)
def talk() -> ResponseReturnValue:
    """List the discussions, and the questions: everybody's for who answers them, and one's own for everybody else."""
    answers = may(actor(), Permission.ANSWER_QUESTIONS)
    return render_template(
        "records/talk.html",
        discussions=reads.discussions(db.session, school().id),
        questions=_questions(only_own=not answers),
        answers=answers,
        target=policy().question_school_days,
        months=policy().discussion_months,
        me=actor().person_id,
    )


@bp.get("/policy/talk/questions.<any(csv, xlsx):as_file>")
@requires(Permission.ANSWER_QUESTIONS)
def questions_file(as_file: str) -> ResponseReturnValue:
    """Hand the questions out as a file, without who asked."""
    rows = [
        (
            one.row.asked_on.isoformat(),
            one.row.words,
            one.days_open,
            one.row.answered_on.isoformat() if one.row.answered_on else "",
            one.row.answer,
        )
        for one in _questions(only_own=False)
    ]
    return sheet_handed_out(f"policy-questions.{as_file}", "Questions", HEADINGS, rows)


@bp.route("/policy/talk/discussion", methods=["GET", "POST"])
@requires(Permission.ANSWER_QUESTIONS, writes=True)
def discussion() -> ResponseReturnValue:
    """Write a discussion down."""
    form = DiscussionForm()

    def use_case() -> None:
        record_policy_discussion(
            db.session,
            actor(),
            now(),
            held_on=given(form.held_on.data),
            points=form.points.data,
            present=int(form.present.data or 0),
        )

    fields = {"held_on": "held_on", "points": "points", "present": "present"}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("The discussion is written down.")
        return redirect(url_for(".talk"))
    return form_page(form, "Write down a discussion of the policy", "Write it down", _back())


@bp.route("/policy/talk/ask", methods=["GET", "POST"])
@requires(Permission.SEE_SCHOOL, writes=True)
def ask() -> ResponseReturnValue:
    """Ask about the policy."""
    form = QuestionForm()
    if form.validate_on_submit() and done(
        form, lambda: ask_about_policy(db.session, actor(), now(), words=form.words.data), {"words": "words"}
    ):
        flash("Your question is asked. The answer will stand here.")
        return redirect(url_for(".talk"))
    lead = "If it is about a child who may be in danger, do not wait for an answer: tell the safeguarding lead now."
    return form_page(form, "Ask about the policy", "Ask", _back(), lead=lead)


@bp.route("/policy/talk/questions/<int:question_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER_QUESTIONS, writes=True)
def answer(question_id: int) -> ResponseReturnValue:
    """Answer a question."""
    row = reads.question_of(db.session, school().id, question_id)
    if row is None:
        abort(404)
    form = AnswerForm(seen=row.revision, answer=row.answer)
    facts = [{"key": "Question", "value": row.words}]

    def use_case() -> None:
        answer_question(
            db.session, actor(), now(), question_id=question_id, seen=form.seen_version(), answer=form.answer.data
        )

    if form.validate_on_submit() and done(form, use_case, {"answer": "answer"}):
        flash("The answer is kept, and who asked can read it.")
        return redirect(url_for(".talk"))
    return form_page(form, "Answer a question", "Keep this answer", _back(), facts=facts)


def _questions(*, only_own: bool) -> list[reads.QuestionRow]:
    calendar = calendar_of(db.session, school())
    asked_by = actor().person_id if only_own else None
    return reads.questions(db.session, school().id, calendar, today(), asked_by=asked_by)


def _back() -> tuple[str, str]:
    return url_for(".talk"), "Talk about the policy"
