"""The people of a school: the list, one person's page, and inviting somebody."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.invitation import KIND_OF_PERSON, PersonAsked, RoleAsked
from governance.domain.standing import TRAINING_TOPICS
from governance.domain.words import ROLE_WORDS, PersonKind, Role
from governance.models import Membership
from governance.password_links import password_link
from governance.queries import members
from governance.queries.registers.platform_accounts import accounts_held_by
from governance.services.people import invite_person
from governance.services.second_factor import has_second_factor
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    ProductForm,
    SelectChoice,
    TextField,
    given,
)
from governance.web.frame import WAYS, Way
from governance.web.refused import done

bp = Blueprint("people", __name__)
"""The pages of people_changes.py and staff_list.py stand on it too."""
WAYS.append(Way("People", "people.people", Permission.LOOK_AFTER_PEOPLE))

MEMBER = "<int(max=2147483647):member_id>"
"""Membership ids in addresses; a larger number than a row can have is no address here."""

ROLE_CHOICES = [SelectChoice(role.value, word.capitalize().replace("Ict", "ICT")) for role, word in ROLE_WORDS.items()]
KIND_CHOICES = [
    SelectChoice(
        kind.value,
        word,
        {"hint": "Needs the head’s authorisation to look after a site"}
        if kind in (PersonKind.CONTRACTOR, PersonKind.VOLUNTEER)
        else {},
    )
    for kind, word in KIND_OF_PERSON.items()
]


class InviteForm(ProductForm):
    """Somebody who is to belong to the school."""

    name = TextField("Name", "Enter the person’s name")
    email = EmailField(
        "E-mail address",
        "Enter the address to which the invitation goes",
        autocomplete="off",
        hint="They sign in with it. One address is one person, at every school.",
    )
    kind = ChoiceField(
        "How do they belong to the school?", "Choose how they belong to the school", choices=KIND_CHOICES
    )
    position = TextField("Position or job title", hint="For example, Year 4 teacher", longest=120)
    roles = ChoicesField(
        "Roles",
        choices=ROLE_CHOICES,
        say_optional=False,
        hint="A role decides what somebody can open. The head gives head, leadership, safeguarding lead and chair.",
    )
    starts_on = DateField("First day", "Enter the first day")
    ends_on = DateField("Last day, if it is known")


@bp.get("/s/<school>/people")
@requires(Permission.LOOK_AFTER_PEOPLE)
def people() -> ResponseReturnValue:
    """List the people of the school, or those who have left."""
    gone = request.args.get("show") == "left"
    rows = members.members_of(db.session, school().id, today(), gone=gone)
    return render_template("people/people.html", rows=rows, gone=gone, day=today())


@bp.get("/s/<school>/people/invite")
@requires(Permission.LOOK_AFTER_PEOPLE)
def invite() -> ResponseReturnValue:
    """Ask whom to invite."""
    form = InviteForm(formdata=None, kind=PersonKind.EMPLOYEE.value, starts_on=today())
    return render_template("people/invite.html", form=form)


@bp.post("/s/<school>/people/invite")
@requires(Permission.LOOK_AFTER_PEOPLE, writes=True)
def send_invitation() -> ResponseReturnValue:
    """Invite somebody."""
    form = InviteForm()
    if form.validate():
        starts_on, ends_on = given(form.starts_on.data), form.ends_on.data
        asked = PersonAsked(
            name=form.name.data,
            email=form.email.data,
            kind=PersonKind(form.kind.data),
            position=form.position.data,
            roles=tuple(RoleAsked(Role(role), starts_on, ends_on) for role in form.roles.data),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        fields = {"name": "name", "email": "email", "roles": "roles", "role": "roles", "ends_on": "ends_on"}
        fields |= {"position": "position", "starts_on": "starts_on"}

        def use_case() -> object:
            return invite_person(db.session, actor(), now(), asked=asked, link_for=password_link)

        if done(form, use_case, fields):
            flash(f"An invitation to {asked.name} is on its way to {asked.email}.")
            return redirect(url_for("people.people"))
    return render_template("people/invite.html", form=form), 422


@bp.get(f"/s/<school>/people/{MEMBER}")
@requires(Permission.LOOK_AFTER_PEOPLE)
def person(member_id: int) -> ResponseReturnValue:
    """Show everything about one person."""
    found = member_or_404(member_id)
    school_id, person_id = school().id, found.person_id
    known = members.acknowledged_by(db.session, school_id)
    account = members.account_of_person(db.session, person_id)
    has_second_step = account is not None and has_second_factor(account)
    return render_template(
        "people/person.html",
        member=found,
        account=account,
        has_second_step=has_second_step,
        keeps_second_step=people_second_step.why_not(found) if has_second_step else "",
        kind=KIND_OF_PERSON[found.kind],
        role_words=ROLE_WORDS,
        topics=TRAINING_TOPICS,
        acknowledged=None if known is None or found.kind is PersonKind.OUTSIDE else person_id in known,
        duties=members.duties_of(db.session, school_id, person_id, today()),
        trainings=members.trainings_of(db.session, school_id, person_id),
        authorisations=members.authorisations_of(db.session, school_id, person_id),
        left=members.left_to_hand_over(db.session, school_id, person_id),
        holds=accounts_held_by(db.session, school_id, person_id),
        needs_authorisation=found.kind is not PersonKind.EMPLOYEE,
        may_authorise=may(actor(), Permission.AUTHORISE),
        has_left=found.ends_on is not None and found.ends_on < today(),
        day=today(),
    )


def member_or_404(member_id: int) -> Membership:
    """Return a membership of this school; another school's is not there."""
    found = members.member(db.session, school().id, member_id)
    if found is None:
        abort(404)
    return found


# The other pages of this blueprint stand in modules of their own; they are made before it is registered.
from governance.web import people_changes, people_second_step, staff_list  # noqa: E402, F401
