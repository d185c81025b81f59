"""Who can be shown: the list, one person with every consent, and where they appear (A.4.4, 001-3).

Addresses carry numbers and never a name, so a name that is looked for is sent as a form.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.consents import USE_NAMES
from governance.domain.people_shown import LONGEST_GROUP, LONGEST_NAME, LONGEST_NOTE, PersonAsked
from governance.domain.shown_words import COVERS_WORDS, NAME_WORDS, SHOWN_WORDS, Covers, ShownKind
from governance.models import PersonShown
from governance.queries.people import people_on
from governance.queries.people_shown import (
    GROWN_UPS,
    agreed_to,
    appearances_of,
    consent_lines,
    groups_of,
    people_of,
    person_of,
)
from governance.services.people_shown import change_person_shown, record_person_shown
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
)
from governance.web.image_pages import KIND_CHOICES, USE_CHOICES, question_page
from governance.web.refused import done
from governance.web.registers.sheets import files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("people_shown", __name__)

NOT_STAFF = "Nobody who signs in"


class PersonForm(VersionedForm):
    """Somebody who can be shown."""

    kind = ChoiceField("Who are they?", "Choose who they are", choices=KIND_CHOICES)
    name = TextField("Name", "Enter the name", longest=LONGEST_NAME, autocomplete="off")
    group_name = TextField("Class or year", longest=LONGEST_GROUP, hint="For a pupil, such as Year 4.")
    told_apart = TextField(
        "What tells them apart from others of the same name",
        longest=LONGEST_NOTE,
        hint="Such as “the older sister”. Leave it empty where nobody has the same name.",
    )
    left_on = DateField("Last day at the school, if it is known")
    person_id = SelectField("Do they sign in here as a member of staff?", blank=NOT_STAFF)


class SearchForm(ProductForm):
    """A name that is looked for."""

    name = TextField("Find somebody by name", "Enter a part of the name", longest=LONGEST_NAME, autocomplete="off")


class GroupForm(ProductForm):
    """A class, in the address: it names nobody."""

    group = SelectField("Class or year", say_optional=False, blank="Everybody")


class LookUpForm(GroupForm):
    """A class and a use."""

    group = SelectField("Class or year", say_optional=False, blank="Choose a class")
    use = SelectField(
        "Where would they be shown?",
        say_optional=False,
        choices=USE_CHOICES,
    )


@bp.get("/s/<school>/people-shown")
@requires(Permission.LOOK_AFTER_CONSENTS)
def people_shown() -> ResponseReturnValue:
    """List who can be shown, a class of them, or those who have left."""
    left = request.args.get("show") == "left"
    form = _group_form(GroupForm(request.args, meta={"csrf": False}))
    group = form.group.data if form.group.data in form.group.listed() else ""
    rows = people_of(db.session, school().id, today(), group=group, left=left)
    return _list_page(rows, SearchForm(formdata=None), form, left=left, group=group)


@bp.post("/s/<school>/people-shown/search")
@requires(Permission.LOOK_AFTER_CONSENTS)
def search() -> ResponseReturnValue:
    """Show everybody whose name holds what was typed, leavers too."""
    form = SearchForm()
    found: tuple[PersonShown, ...] = ()
    if form.validate_on_submit():
        found = people_of(db.session, school().id, today(), sought=form.name.data)
    return _list_page(found, form, _group_form(GroupForm(None, meta={"csrf": False})), sought=True)


@bp.get("/s/<school>/may-be-shown")
@requires(Permission.CHOOSE_IMAGES)
def look_up() -> ResponseReturnValue:
    """Show who of a class may be shown where, and nothing else about anybody."""
    form = _group_form(LookUpForm(request.args, meta={"csrf": False}))
    use = form.use.data if form.use.data in USE_NAMES else ""
    group = form.group.data if form.group.data in form.group.listed() else ""
    people = people_of(db.session, school().id, today(), group=group) if group and use else ()
    return render_template(
        "people_shown/look_up.html",
        form=form,
        use=USE_NAMES.get(use, ""),
        rows=agreed_to(db.session, school().id, people, use, today()),
        chosen=bool(group and use),
        covers=tuple(Covers),
        covers_words=COVERS_WORDS,
    )


@bp.route("/s/<school>/people-shown/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def add() -> ResponseReturnValue:
    """Put somebody on the list."""
    form = _person_form(PersonForm(seen=0, kind=ShownKind.PUPIL.value))
    added: list[int] = []

    def record() -> None:
        asked, person_id = _asked(form)
        added.append(record_person_shown(db.session, actor(), now(), asked=asked, person_id=person_id))

    if form.validate_on_submit() and done(form, record, _FIELDS):
        flash("They are on the list. Record what they agreed to next.")
        return redirect(url_for(".person", shown_id=added[0]))
    back = (url_for(".people_shown"), "Who can be shown")
    return question_page(form, "Add somebody who can be shown", "Add to the list", back)


@bp.get("/s/<school>/people-shown/<int:shown_id>")
@requires(Permission.LOOK_AFTER_CONSENTS)
def person(shown_id: int) -> ResponseReturnValue:
    """Show one person: every consent as it was given, and where they appear."""
    row = person_or_404(shown_id)
    return render_template(
        "people_shown/person.html",
        person=row,
        kind=SHOWN_WORDS[row.kind],
        lines=consent_lines(db.session, row.school_id, row.id, today()),
        appearances=appearances_of(db.session, row.school_id, row.id),
        use_names=USE_NAMES,
        covers_words=COVERS_WORDS,
        name_words=NAME_WORDS,
        has_left=row.left_on is not None and row.left_on < today(),
    )


@bp.route("/s/<school>/people-shown/<int:shown_id>/change", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def change(shown_id: int) -> ResponseReturnValue:
    """Change what is known of somebody, their last day among it."""
    row = person_or_404(shown_id)
    kept = {key: getattr(row, key) for key in ("name", "group_name", "told_apart", "left_on", "person_id")}
    form = _person_form(PersonForm(seen=row.revision, kind=row.kind.value, **kept))

    def save() -> None:
        asked, person_id = _asked(form)
        seen = form.seen_version()
        change_person_shown(db.session, actor(), now(), shown_id=shown_id, seen=seen, asked=asked, person_id=person_id)

    if form.validate_on_submit() and done(form, save, _FIELDS):
        flash("The change is saved.")
        return redirect(url_for(".person", shown_id=shown_id))
    back = (url_for(".person", shown_id=shown_id), "Back to what they agreed to")
    return question_page(form, "Change what is known of them", "Save", back)


_FIELDS = {key: key for key in ("kind", "name", "group_name", "told_apart", "left_on", "person_id")}


def _person_form(form: PersonForm) -> PersonForm:
    staff = people_on(db.session, school().id, today())
    form.person_id.choices = [SelectChoice(str(one.person_id), one.words) for one in staff]
    return form


def _asked(form: PersonForm) -> tuple[PersonAsked, int | None]:
    asked = PersonAsked(
        ShownKind(form.kind.data),
        form.name.data,
        form.group_name.data,
        form.told_apart.data,
        form.left_on.data,
    )
    return asked, int(form.person_id.data) if form.person_id.data else None


def _group_form(form: GroupForm) -> GroupForm:
    groups = [SelectChoice(group, group) for group in groups_of(db.session, school().id)]
    form.group.choices = [*groups, SelectChoice(GROWN_UPS, "Grown-ups")]
    return form


def _list_page(
    rows: tuple[PersonShown, ...],
    form: SearchForm,
    group_form: GroupForm,
    *,
    left: bool = False,
    sought: bool = False,
    group: str = "",
) -> ResponseReturnValue:
    kept = {"show": "left"} if left else {"group": group} if group else {}
    page = render_template(
        "people_shown/list.html",
        rows=[(row, SHOWN_WORDS[row.kind]) for row in rows],
        form=form,
        group_form=group_form,
        left=left,
        sought=sought,
        kept=kept,
        consents=files_of("consents", **kept),
    )
    return (page, 422) if form.errors else page


def person_or_404(shown_id: int) -> PersonShown:
    """Return somebody on this school's list; another school's is not there."""
    row = person_of(db.session, school().id, shown_id)
    if row is None:
        abort(404)
    return row


ENTRIES.append(
    RegisterEntry(
        "Who can be shown",
        "people_shown.people_shown",
        Permission.LOOK_AFTER_CONSENTS,
        "Pupils and grown-ups, what they agreed to be shown in, and what they withdrew.",
    )
)
ENTRIES.append(
    RegisterEntry(
        "May I show this pupil?",
        "people_shown.look_up",
        Permission.CHOOSE_IMAGES,
        "Look up who of a class may be shown where, before you choose a picture.",
    )
)

from governance.web import people_consents, people_shown_list  # noqa: E402, F401 - their pages belong to it.
