"""Taking the second step off the sign-in of somebody who lost their phone, and what a person's page says of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.models import Membership
from governance.services.lost_phone import LONGEST_REASON, reasons_against_taking_off, take_second_step_off
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ParagraphsField, VersionedForm
from governance.web.people import MEMBER, bp, member_or_404
from governance.web.refused import done


class TakeOffForm(VersionedForm):
    """Why the second step goes."""

    reason = ParagraphsField(
        "Why are you taking it off?",
        "Say why you are taking it off",
        longest=LONGEST_REASON,
        hint="Say how you know that it is them: for example, that they came to see you. It stays on record.",
    )


def why_not(member: Membership) -> str:
    """Return why the signed-in person may not take a member's second step off; empty where they may."""
    found = reasons_against_taking_off(db.session, actor(), school(), member, now())
    return " ".join(refusal.sentence for refusal in found)


@bp.route(f"/s/<school>/people/{MEMBER}/second-step", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def second_step(member_id: int) -> ResponseReturnValue:
    """Take somebody's second step off."""
    member = member_or_404(member_id)
    form = TakeOffForm(seen=member.revision)

    def take_off() -> None:
        reason, seen = form.reason.data, form.seen_version()
        take_second_step_off(db.session, actor(), now(), membership_id=member_id, seen=seen, reason=reason)

    if form.validate_on_submit() and done(form, take_off, {"reason": "reason"}):
        flash("The second step is off. They sign in with their password, and are told by mail.")
        return redirect(url_for("people.person", member_id=member_id))
    answer = render_template("people/second_step.html", form=form, member=member, why_not=why_not(member))
    return (answer, 422) if form.is_submitted() else answer
