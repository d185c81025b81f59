"""What is answered: the head's advice, the reply, what was said in the end, and an end without a reply (A.3.6)."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.media.life import Saying, decides_on
from governance.domain.media.words import EnquiryAction, EnquiryState
from governance.queries.media import EnquiryRow
from governance.services.media.answering import advise, close_enquiry, record_given, write_reply
from governance.web.entry import actor, now, requires
from governance.web.errors import NotAllowed
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    SelectChoice,
    SelectField,
    TimeField,
    VersionedForm,
    given,
)
from governance.web.media.area import against, at_school, bp, enquiry_at_hand, local_now, people_here
from governance.web.refused import done
from governance.web.sites.area import reason_at

AS_APPROVED, OTHERWISE = "as_approved", "otherwise"
NO_NAMES = "No pupil’s name, nor anything by which a child could be recognised."


class AdviceForm(VersionedForm):
    """The head's advice."""

    words = ParagraphsField("Your advice", "Type your advice", longest=4000, hint="Who took the enquiry reads it.")


class ReplyForm(VersionedForm):
    """What may be said."""

    words = ParagraphsField("The reply", "Type the reply", longest=4000, hint=NO_NAMES)


class CloseForm(VersionedForm):
    """Why no reply is given."""

    words = ParagraphsField("Why is no reply given?", "Say why no reply is given", longest=4000)


class SaidForm(VersionedForm):
    """What was said to the media in the end."""

    what = ChoiceField(
        "What was said?",
        "Choose what was said",
        choices=[
            SelectChoice(AS_APPROVED, "The reply as the head approved it, and nothing else"),
            SelectChoice(OTHERWISE, "Something else, or the head had approved nothing"),
        ],
    )
    words = ParagraphsField("If it was something else: what?", longest=4000, hint=NO_NAMES)
    given_by = SelectField("Who said it?", "Choose who said it")
    given_on = DateField("On which day?", "Enter the day")
    given_time = TimeField("At what time?", "Enter the time", hint="Such as 9:30am or 14:15")


@bp.route("/<int:enquiry_id>/advice", methods=["GET", "POST"])
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def advice(enquiry_id: int) -> ResponseReturnValue:
    """Take the head's advice."""
    row = _at_hand(enquiry_id, EnquiryAction.ADVISE)
    form = AdviceForm(seen=row.enquiry.revision, words=row.enquiry.advice)
    return _written(
        row,
        form,
        "advice",
        lambda seen, words: advise(db.session, actor(), now(), enquiry_id=enquiry_id, seen=seen, advice=words),
        "Your advice is recorded, and whoever took the enquiry is told.",
    )


@bp.route("/<int:enquiry_id>/reply", methods=["GET", "POST"])
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def reply(enquiry_id: int) -> ResponseReturnValue:
    """Take what may be said."""
    row = _at_hand(enquiry_id, EnquiryAction.WRITE_REPLY)
    own = decides_on(actor(), row.enquiry.whose_id)
    form = ReplyForm(seen=row.enquiry.revision, words=row.enquiry.reply)
    return _written(
        row,
        form,
        "reply",
        lambda seen, words: write_reply(db.session, actor(), now(), enquiry_id=enquiry_id, seen=seen, reply=words),
        "The reply may be given as you wrote it." if own else "The reply waits for the head’s yes. Say nothing yet.",
    )


@bp.route("/<int:enquiry_id>/close", methods=["GET", "POST"])
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def close(enquiry_id: int) -> ResponseReturnValue:
    """Close an enquiry without a reply."""
    row = _at_hand(enquiry_id, EnquiryAction.CLOSE)
    form = CloseForm(seen=row.enquiry.revision)
    return _written(
        row,
        form,
        "close",
        lambda seen, words: close_enquiry(db.session, actor(), now(), enquiry_id=enquiry_id, seen=seen, reason=words),
        "The enquiry is closed without a reply.",
    )


@bp.route("/<int:enquiry_id>/said", methods=["GET", "POST"])
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def said(enquiry_id: int) -> ResponseReturnValue:
    """Record what was said to the media."""
    row = _at_hand(enquiry_id, EnquiryAction.RECORD_GIVEN)
    clock = local_now()
    approved = row.enquiry.state is EnquiryState.REPLY_APPROVED
    form = SaidForm(
        seen=row.enquiry.revision,
        what=AS_APPROVED if approved else OTHERWISE,
        given_by=str(actor().person_id),
        given_on=clock.date(),
        given_time=f"{clock:%H:%M}",
    )
    form.given_by.choices = people_here()

    def use_case() -> None:
        saying = Saying(
            int(form.given_by.data),
            at_school(given(form.given_on.data), given(form.given_time.answer)),
            as_approved=form.what.data == AS_APPROVED,
            said=form.words.data or "",
        )
        seen = form.seen_version()
        record_given(db.session, actor(), now(), enquiry_id=enquiry_id, seen=seen, saying=saying)

    fields = {"reply_not_approved": "what", "given_at_another_time": "given_time"} | reason_at("words")
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("What was said is recorded.")
        return redirect(url_for(".one", enquiry_id=enquiry_id))
    page = render_template("media/said.html", form=form, row=row, approved=approved)
    return (page, 422) if form.is_submitted() else page


def _at_hand(enquiry_id: int, action: EnquiryAction) -> EnquiryRow:
    """Return the enquiry where this person may do this to it now; a form that was sent is judged by the guard."""
    row = enquiry_at_hand(enquiry_id)
    who = [refusal for refusal in against(row, action) if refusal.code != "not_in_this_state"]
    if who:
        raise NotAllowed(" ".join(refusal.sentence for refusal in who))
    return row


def _written(
    row: EnquiryRow,
    form: AdviceForm | ReplyForm | CloseForm,
    step: str,
    use_case: Callable[[int, str], None],
    said_then: str,
) -> ResponseReturnValue:
    """Show the form of one text, or take it."""

    def take() -> None:
        use_case(form.seen_version(), form.words.data or "")

    if form.validate_on_submit() and done(form, take, reason_at("words")):
        flash(said_then)
        return redirect(url_for(".one", enquiry_id=row.enquiry.id))
    page = render_template(
        "media/write.html", form=form, row=row, step=step, decides=decides_on(actor(), row.enquiry.whose_id)
    )
    return (page, 422) if form.is_submitted() else page
