"""Partner schools and organisations: who they are, who made sure of them, and on which of our sites (002-4)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.registers.partners import SUBJECT, PartnerTyped
from governance.domain.registers.words import PARTNER_KIND_WORDS, PartnerKind
from governance.queries.registers.acts import acts_on
from governance.queries.registers.choices import open_sites, people_here
from governance.queries.registers.partners import PartnerLine, partners_of
from governance.queries.registers.sheet_rows import partner_rows
from governance.services.registers.partner_sheet import PARTNERS
from governance.services.registers.partners import add_partner, change_partner, end_partner
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    given,
)
from governance.web.refused import done, done_or_said
from governance.web.registers.shapes import (
    Linked,
    Pressed,
    RegisterList,
    RegisterRecord,
    Shown,
    Tagged,
    day,
    show_form,
    show_list,
    show_record,
)
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("partners", __name__, url_prefix="/s/<school>/registers/partners")

RULE = "People of partner schools and organisations who act on our sites keep to our policy, and are known to us."
HERE = "Partner schools"


class PartnerForm(VersionedForm):
    """One partner."""

    kind = ChoiceField(
        "What is it?",
        "Choose what it is",
        choices=[SelectChoice(kind.value, word) for kind, word in PARTNER_KIND_WORDS.items()],
    )
    name = TextField("Name", "Say what it is called")
    contact = TextField("Who answers there?", longest=300, hint="A role and a work address, such as the office’s")
    starts_on = DateField("Since when?", "Enter the first day")
    ends_on = DateField("Until when?")
    vetted_by = SelectField("Who of us made sure that they are who they say?")
    vetted_on = DateField("On which day?")
    vetted_how = TextField("How?", longest=500, hint="Such as a call to the number on their official website")
    sites = ChoicesField("On which of our sites do they take part?")


@bp.get("")
@requires(Permission.LOOK_AFTER_VETTING)
def partners() -> ResponseReturnValue:
    """List the partners."""
    return show_list(
        RegisterList(
            h1=HERE,
            rule=RULE,
            clause="002-4",
            heads=("Who", "State", "Since", "Takes part on"),
            rows=[_listed(line) for line in partners_of(db.session, school().id)],
            nothing=("No partner is on the register.", "Add a school or organisation before its people take part."),
            links=(Linked("Add a partner", url_for(".add")),),
            files=files_of("partners"),
        )
    )


def _listed(line: PartnerLine) -> list[Shown]:
    sites = ", ".join(name for _, name in line.sites) or "No site yet"
    return [
        Linked(line.row.name, url_for(".partner", partner_id=line.row.id)),
        _state(line),
        day(line.row.starts_on),
        sites,
    ]


def _state(line: PartnerLine) -> Tagged:
    if line.row.ends_on is not None and line.row.ends_on < today():
        return Tagged("Over", "past")
    if line.row.vetted_by is None:
        return Tagged("Nobody made sure of them", "warn")
    return Tagged("Known", "good", f"by {line.vetter}")


@bp.get("/<int:partner_id>")
@requires(Permission.LOOK_AFTER_VETTING)
def partner(partner_id: int) -> ResponseReturnValue:
    """Show one partner."""
    line = _line_or_404(partner_id)
    row = line.row
    is_open = row.ends_on is None or row.ends_on > today()
    ending = Pressed("End the partnership", url_for(".end", partner_id=row.id), seen=row.revision)
    return show_record(
        RegisterRecord(
            h1=row.name,
            caption=PARTNER_KIND_WORDS[row.kind],
            back=Linked(HERE, url_for(".partners")),
            state=_state(line),
            facts=(
                ("Who answers there", row.contact),
                ("Since", day(row.starts_on)),
                ("Until", day(row.ends_on)),
                ("Made sure of by", f"{line.vetter}, {day(row.vetted_on)}" if line.vetter else ""),
                ("How", row.vetted_how),
                ("Takes part on", ", ".join(name for _, name in line.sites)),
            ),
            links=(Linked("Change", url_for(".change", partner_id=row.id)),),
            buttons=(ending,) if is_open else (),
            events=acts_on(db.session, school().id, SUBJECT, row.id),
        )
    )


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def add() -> ResponseReturnValue:
    """Add a partner."""
    form = _with_choices(PartnerForm(seen=0, starts_on=today()))
    made: list[int] = []

    def use_case() -> None:
        made.append(add_partner(db.session, actor(), now(), typed=_typed(form)))

    if form.validate_on_submit() and done(form, use_case, FIELDS):
        flash(f"{form.name.data} is on the register.")
        return redirect(url_for(".partner", partner_id=made[0]), 303)
    return show_form(form, "Add a partner", "Add", Linked(HERE, url_for(".partners")), rule=(RULE, "002-4"))


@bp.route("/<int:partner_id>/change", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def change(partner_id: int) -> ResponseReturnValue:
    """Change what is known of a partner."""
    line = _line_or_404(partner_id)
    row = line.row
    form = _with_choices(
        PartnerForm(
            seen=row.revision,
            kind=row.kind.value,
            name=row.name,
            contact=row.contact,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            vetted_by=row.vetted_by or "",
            vetted_on=row.vetted_on,
            vetted_how=row.vetted_how,
            sites=[str(site_id) for site_id, _ in line.sites],
        )
    )
    name = row.name

    def use_case() -> None:
        seen = form.seen_version()
        change_partner(db.session, actor(), now(), partner_id=partner_id, seen=seen, typed=_typed(form))

    if form.validate_on_submit() and done(form, use_case, FIELDS):
        flash("The change is saved.")
        return redirect(url_for(".partner", partner_id=partner_id), 303)
    return show_form(form, "Change a partner", "Save", Linked(name, url_for(".partner", partner_id=partner_id)))


@bp.post("/<int:partner_id>/end")
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def end(partner_id: int) -> ResponseReturnValue:
    """End a partnership."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: end_partner(db.session, actor(), now(), partner_id=partner_id, seen=seen),
        "The partnership ends today. Their contributors have to be ended by themselves.",
    )
    return redirect(url_for(".partner", partner_id=partner_id), 303)


FIELDS = {key: key for key in ("name", "contact", "ends_on", "vetted_on", "vetted_how", "sites")}


def _typed(form: PartnerForm) -> PartnerTyped:
    return PartnerTyped(
        PartnerKind(form.kind.data),
        form.name.data,
        form.contact.data,
        given(form.starts_on.data),
        form.ends_on.data,
        int(form.vetted_by.data) if form.vetted_by.data else None,
        form.vetted_on.data,
        form.vetted_how.data,
        frozenset(int(site_id) for site_id in form.sites.data or ()),
    )


def _with_choices(form: PartnerForm) -> PartnerForm:
    form.vetted_by.choices = [
        SelectChoice(str(key), name) for key, name in people_here(db.session, school().id, today())
    ]
    form.sites.choices = [SelectChoice(str(key), name) for key, name in open_sites(db.session, school().id)]
    return form


def _line_or_404(partner_id: int) -> PartnerLine:
    lines = partners_of(db.session, school().id, only=partner_id)
    if not lines:
        abort(404)
    return lines[0]


SHEETS["partners"] = SheetPages(PARTNERS, HERE, "partners.partners", lambda: partner_rows(db.session, school().id))
ENTRIES.append(
    RegisterEntry(
        HERE,
        "partners.partners",
        Permission.LOOK_AFTER_VETTING,
        "Schools and organisations whose people take part on our sites, and who made sure of them.",
    )
)
