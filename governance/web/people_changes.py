"""Changing what is known of one person: details, roles, the last day, the invitation, training, authorisation.

Every page is one question or a few; each keeps what was typed and says beside it what is wrong.
"""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.invitation import RoleAsked
from governance.domain.standing import TRAINING_TOPICS
from governance.domain.words import ROLE_WORDS, PersonKind, Role
from governance.models import Membership
from governance.password_links import password_link
from governance.queries.members import account_of_person
from governance.services.leaving import set_last_day
from governance.services.people import change_person, invite_again
from governance.services.roles import end_role, give_role
from governance.services.standing import authorise_person, end_authorisation, record_training
from governance.web.entry import actor, now, requires, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    EmailField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    given,
    seen_from,
)
from governance.web.people import KIND_CHOICES, MEMBER, ROLE_CHOICES, bp, member_or_404
from governance.web.refused import done, done_or_said

ROW = "<int(max=2147483647):row_id>"


class DetailsForm(VersionedForm):
    """Name, position and kind."""

    name = TextField("Name", "Enter the person’s name")
    position = TextField("Position or job title", hint="For example, Year 4 teacher", longest=120)
    kind = ChoiceField(
        "How do they belong to the school?", "Choose how they belong to the school", choices=KIND_CHOICES
    )


class RoleForm(VersionedForm):
    """One more role."""

    role = ChoiceField("Role", "Choose a role", choices=ROLE_CHOICES)
    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day, if it is known")


class LastDayOfRoleForm(VersionedForm):
    """When a role ends."""

    ends_on = DateField("Last day with this role", "Enter the last day with this role")


class LeavingForm(VersionedForm):
    """Somebody's last day."""

    last_day = DateField("Last day at the school", "Enter the last day at the school")


class InvitationForm(VersionedForm):
    """Where the invitation goes once more."""

    email = EmailField("E-mail address", "Enter the address to which the invitation goes", autocomplete="off")


class TrainingForm(ProductForm):
    """One training record."""

    topic = SelectField(
        "Topic", "Choose a topic", choices=[SelectChoice(key, name) for key, name in TRAINING_TOPICS.items()]
    )
    given_by = TextField("Who gave the training?", hint="Such as the name of the course or of the trainer.")
    trained_on = DateField("Day of the training", "Enter the day of the training")
    expires_on = DateField("Day on which it runs out")


class AuthorisationForm(ProductForm):
    """The head's word for somebody who is no employee."""

    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day", "Enter the last day")
    reason = ParagraphsField("Why may they look after a site?", "Say why they may look after a site", longest=1000)


def _page(form: ProductForm, member: Membership, h1: str, button: str, **words: str) -> ResponseReturnValue:
    values = {"lead": "", "rule": "", "clause": "", "kind": ""} | words
    answer = render_template("people/change.html", form=form, member=member, h1=h1, button_text=button, **values)
    return (answer, 422) if form.is_submitted() else answer


def _back(member_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("people.person", member_id=member_id))


@bp.route(f"/s/<school>/people/{MEMBER}/details", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def details(member_id: int) -> ResponseReturnValue:
    """Change name, position or kind."""
    member = member_or_404(member_id)
    form = DetailsForm(seen=member.revision, name=member.person.name, position=member.position, kind=member.kind.value)

    def change() -> None:
        change_person(
            db.session,
            actor(),
            now(),
            membership_id=member_id,
            seen=form.seen_version(),
            name=form.name.data,
            position=form.position.data,
            kind=PersonKind(form.kind.data),
        )

    fields = {"name": "name", "position": "position", "kind": "kind"}
    if form.validate_on_submit() and done(form, change, fields):
        return _back(member_id, "The change is saved.")
    return _page(form, member, "Change details", "Save")


@bp.route(f"/s/<school>/people/{MEMBER}/roles/new", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def new_role(member_id: int) -> ResponseReturnValue:
    """Give a role."""
    member = member_or_404(member_id)
    form = RoleForm(seen=member.revision, starts_on=today())

    def give() -> None:
        asked = RoleAsked(Role(form.role.data), given(form.starts_on.data), form.ends_on.data)
        give_role(db.session, actor(), now(), membership_id=member_id, seen=form.seen_version(), asked=asked)

    if form.validate_on_submit() and done(form, give, {key: key for key in ("role", "starts_on", "ends_on")}):
        return _back(member_id, "The role is given.")
    rule = "The head gives the roles head, leadership team, safeguarding lead and chair of governors."
    return _page(form, member, "Give a role", "Give this role", rule=rule)


@bp.route(f"/s/<school>/people/{MEMBER}/roles/{ROW}", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def role(member_id: int, row_id: int) -> ResponseReturnValue:
    """End a role."""
    member = member_or_404(member_id)
    held = next((one for one in member.roles if one.id == row_id), None)
    if held is None:
        abort(404)
    form = LastDayOfRoleForm(seen=member.revision, ends_on=held.ends_on or today())
    words = ROLE_WORDS[held.role]

    def end() -> None:
        end_role(
            db.session,
            actor(),
            now(),
            membership_id=member_id,
            role_id=row_id,
            seen=form.seen_version(),
            last_day=given(form.ends_on.data),
        )

    fields = {"ends_on": "ends_on", "role": "ends_on"}
    if form.validate_on_submit() and done(form, end, fields):
        return _back(member_id, f"The role {words} ends on that day.")
    return _page(form, member, f"End the role {words}", "End this role")


@bp.route(f"/s/<school>/people/{MEMBER}/leaving", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def leaving(member_id: int) -> ResponseReturnValue:
    """Set somebody's last day."""
    member = member_or_404(member_id)
    form = LeavingForm(seen=member.revision, last_day=member.ends_on)

    def leave() -> None:
        set_last_day(
            db.session, actor(), now(), membership_id=member_id, seen=form.seen_version(), last_day=form.last_day.data
        )

    fields = {"ends_on": "last_day", "role": "last_day", "last_day": "last_day"}
    if form.validate_on_submit() and done(form, leave, fields):
        return _back(member_id, "The last day is set. Look below for what has to be handed over.")
    lead = "They can sign in until the end of that day. Roles and duties on sites end with it; nothing is deleted."
    return _page(form, member, "Last day at the school", "Set this last day", lead=lead, clause="A.5.4", kind="warning")


@bp.post(f"/s/<school>/people/{MEMBER}/stays")
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def stays(member_id: int) -> ResponseReturnValue:
    """Take a last day back."""
    seen = _seen()
    done_or_said(
        lambda: set_last_day(db.session, actor(), now(), membership_id=member_id, seen=seen, last_day=None),
        "They stay. Duties on sites that ended have to be approved again.",
    )
    return redirect(url_for("people.person", member_id=member_id))


@bp.route(f"/s/<school>/people/{MEMBER}/invitation", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def invitation(member_id: int) -> ResponseReturnValue:
    """Send the invitation once more."""
    member = member_or_404(member_id)
    account = account_of_person(db.session, member.person_id)
    form = InvitationForm(seen=member.revision, email=account.email if account else "")

    def send() -> None:
        invite_again(
            db.session,
            actor(),
            now(),
            membership_id=member_id,
            seen=form.seen_version(),
            email=form.email.data,
            link_for=password_link,
        )

    if form.validate_on_submit() and done(form, send, {"email": "email"}):
        return _back(member_id, "The invitation is on its way again.")
    lead = "The link in an earlier mail may have run out. A wrong address can be put right until it is first used."
    return _page(form, member, "Send the invitation again", "Send it again", lead=lead)


@bp.route(f"/s/<school>/people/{MEMBER}/training", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def training(member_id: int) -> ResponseReturnValue:
    """Record training."""
    member = member_or_404(member_id)
    form = TrainingForm()

    def record() -> None:
        record_training(
            db.session,
            actor(),
            now(),
            membership_id=member_id,
            topic=form.topic.data,
            trained_on=given(form.trained_on.data),
            expires_on=form.expires_on.data,
            given_by=form.given_by.data,
        )

    if form.validate_on_submit() and done(form, record, {key: key for key in ("topic", "trained_on", "expires_on")}):
        return _back(member_id, "The training is recorded.")
    rule = "Who looks after a site is trained to keep it going and to moderate it."
    return _page(form, member, "Record training", "Record this training", rule=rule, clause="A.1.5")


@bp.route(f"/s/<school>/people/{MEMBER}/authorisation", methods=["GET", "POST"])
@requires(Permission.AUTHORISE, writes=True)
def authorisation(member_id: int) -> ResponseReturnValue:
    """Authorise somebody who is no employee."""
    member = member_or_404(member_id)
    form = AuthorisationForm(starts_on=today())

    def authorise() -> None:
        authorise_person(
            db.session,
            actor(),
            now(),
            membership_id=member_id,
            starts_on=given(form.starts_on.data),
            ends_on=given(form.ends_on.data),
            reason=form.reason.data,
        )

    if form.validate_on_submit() and done(form, authorise, {key: key for key in ("starts_on", "ends_on", "reason")}):
        return _back(member_id, "They are authorised for these days.")
    rule = "Sites are looked after by employees, and by others whom the head has authorised."
    return _page(form, member, "Authorise for duties on sites", "Authorise", rule=rule, clause="A.3.1")


@bp.post(f"/s/<school>/people/{MEMBER}/authorisation/{ROW}/end")
@requires(Permission.AUTHORISE, writes=True)
def end_authorised(member_id: int, row_id: int) -> ResponseReturnValue:
    """End an authorisation today."""
    member_or_404(member_id)
    done_or_said(
        lambda: end_authorisation(db.session, actor(), now(), authorisation_id=row_id, last_day=today()),
        "The authorisation ends today.",
    )
    return redirect(url_for("people.person", member_id=member_id))


def _seen() -> int:
    return seen_from(request.form.getlist("seen"))
