"""Written permissions: what they are for, who agreed, and where the thing is used (A.4.6, 001-2, 003-3)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.shown_words import MATTER_NAMES, PARTY_WORDS, Matter, Party
from governance.domain.written_permissions import CLAUSES, OUTSIDE_PARTIES, missing_in_words
from governance.queries.people_shown import people_of
from governance.queries.registers.sheet_rows_of_images import permission_rows
from governance.queries.written_permissions import PermissionLine, permission_of, permissions_of
from governance.services.registers.permission_sheet import PERMISSIONS
from governance.services.written_permissions import YesAsked, ask_permission, end_yes, record_use, record_yes
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    given,
)
from governance.web.image_pages import opened, question_page
from governance.web.refused import done, done_or_said
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("permissions", __name__)


class AskForm(ProductForm):
    """What permission is needed for."""

    matter = ChoiceField(
        "What is it about?",
        "Choose what it is about",
        choices=[SelectChoice(matter.value, opened(words)) for matter, words in MATTER_NAMES.items()],
    )
    what = TextField("What exactly?", "Say what exactly", longest=300, hint="Such as “the poem about rain by ...”.")
    scope = ParagraphsField("What may be done with it, and where?", "Say what may be done with it", longest=2000)
    outside = SelectField(
        "Where it is somebody else’s: who agrees?",
        choices=[SelectChoice(party.value, opened(PARTY_WORDS[party])) for party in OUTSIDE_PARTIES],
    )
    shown_id = SelectField("Where it is somebody’s data: who is it?")


class YesForm(VersionedForm):
    """One party's written yes."""

    party = ChoiceField("Who agreed?", "Choose who agreed")
    given_by = TextField("Name of whoever wrote it", hint="The head’s own name is taken where the school agrees.")
    given_on = DateField("Day on which it was written", "Enter the day on which it was written")
    until = DateField("Last day on which it holds, if it has one")
    kept_at = TextField("Where is the letter kept?")


class PlaceForm(VersionedForm):
    """One use."""

    place = TextField("Where is it used?", "Say where it is used", longest=500, hint="An address, or “prospectus”.")
    used_on = DateField("Since which day?", "Enter the day")


@bp.get("/s/<school>/permissions")
@requires(Permission.LOOK_AFTER_CONSENTS)
def permissions() -> ResponseReturnValue:
    """List the permissions, what lacks one and is used first."""
    return render_template(
        "permissions/permissions.html",
        lines=[(line, missing_in_words(line.missing)) for line in _all()],
        matters=MATTER_NAMES,
        clauses=CLAUSES,
        files=files_of("permissions"),
    )


@bp.route("/s/<school>/permissions/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def add() -> ResponseReturnValue:
    """Record what permission is needed for."""
    form = AskForm()
    form.shown_id.choices = [
        SelectChoice(str(one.id), f"{one.name} ({one.told_apart})" if one.told_apart else one.name)
        for one in people_of(db.session, school().id, today())
    ]
    added: list[int] = []

    def ask() -> None:
        added.append(
            ask_permission(
                db.session,
                actor(),
                now(),
                matter=Matter(form.matter.data),
                what=form.what.data,
                scope=form.scope.data,
                outside=Party(form.outside.data or Party.AUTHOR.value),
                shown_id=int(form.shown_id.data) if form.shown_id.data else None,
            )
        )

    if form.validate_on_submit() and done(form, ask, {key: key for key in ("what", "scope", "outside")}):
        flash("Now record who agreed in writing.")
        return redirect(url_for(".permission", permission_id=added[0]))
    back = (url_for(".permissions"), "Written permissions")
    return question_page(form, "Add a written permission", "Go on", back)


@bp.get("/s/<school>/permissions/<int:permission_id>")
@requires(Permission.LOOK_AFTER_CONSENTS)
def permission(permission_id: int) -> ResponseReturnValue:
    """Show who agreed, who has not, and where the thing is used."""
    line = _line_or_404(permission_id)
    return render_template(
        "permissions/permission.html",
        line=line,
        missing=missing_in_words(line.missing),
        matters=MATTER_NAMES,
        parties=PARTY_WORDS,
        clauses=CLAUSES,
        in_words=missing_in_words,
        day=today(),
    )


@bp.route("/s/<school>/permissions/<int:permission_id>/yes", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def agree(permission_id: int) -> ResponseReturnValue:
    """Record one party's written yes."""
    line = _line_or_404(permission_id)
    form = YesForm(seen=line.row.revision, given_on=today())
    form.party.choices = [SelectChoice(party.value, opened(PARTY_WORDS[party])) for party in line.parties]

    def record() -> None:
        party, written_on = Party(form.party.data), given(form.given_on.data)
        asked = YesAsked(party, form.given_by.data, written_on, None, form.until.data, form.kept_at.data)
        record_yes(db.session, actor(), now(), permission_id=permission_id, seen=form.seen_version(), asked=asked)

    fields = {key: key for key in ("party", "given_by", "given_on", "until")}
    if form.validate_on_submit() and done(form, record, fields):
        flash("The permission is recorded.")
        return redirect(url_for(".permission", permission_id=permission_id))
    back = (url_for(".permission", permission_id=permission_id), "Back to the permission")
    rule = "The school’s permission is given by the head, who records it here."
    return question_page(form, "Record a written permission", "Record it", back, rule=rule, clause="001-2")


@bp.post("/s/<school>/permissions/<int:permission_id>/yes/<int:given_id>/end")
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def end(permission_id: int, given_id: int) -> ResponseReturnValue:
    """Record that a party took its permission back."""
    _line_or_404(permission_id)
    done_or_said(lambda: end_yes(db.session, actor(), now(), given_id=given_id), "It is recorded as taken back today.")
    return redirect(url_for(".permission", permission_id=permission_id))


@bp.route("/s/<school>/permissions/<int:permission_id>/uses/new", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def use(permission_id: int) -> ResponseReturnValue:
    """Record where the thing is used."""
    line = _line_or_404(permission_id)
    form = PlaceForm(seen=line.row.revision, used_on=today())

    def record() -> None:
        place, seen = form.place.data, form.seen_version()
        record_use(
            db.session, actor(), now(), permission_id=permission_id, seen=seen, place=place, used_on=form.used_on.data
        )

    if form.validate_on_submit() and done(form, record, {"place": "place", "used_on": "used_on"}):
        flash("The use is recorded.")
        return redirect(url_for(".permission", permission_id=permission_id))
    back = (url_for(".permission", permission_id=permission_id), "Back to the permission")
    rule = "It is used only once everybody has agreed in writing. What was used before is recorded as it was."
    return question_page(form, "Where is it used?", "Record it", back, rule=rule, clause=CLAUSES[line.row.matter])


def _all() -> tuple[PermissionLine, ...]:
    return permissions_of(db.session, school().id, today())


def _line_or_404(permission_id: int) -> PermissionLine:
    line = permission_of(db.session, school().id, permission_id, today())
    if line is None:
        abort(404)
    return line


SHEETS["permissions"] = SheetPages(
    PERMISSIONS,
    "Written permissions",
    "permissions.permissions",
    lambda: permission_rows(db.session, school().id, today()),
    note="A line says what is asked for, and one yes and one use of it; a second yes stands on a line of its own. "
    "The school’s own yes is the head’s: only the head brings it in.",
)
ENTRIES.append(
    RegisterEntry(
        "Written permissions",
        "permissions.permissions",
        Permission.LOOK_AFTER_CONSENTS,
        "Who agreed in writing that a name, a logo, a work or somebody’s data is used, and who has not.",
    )
)
