"""Changing one contributor: who they are, a vetting more or less, a site more or less (A.2.6)."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.registers.vetting import ContributorTyped, VettingTyped, last_day_by_policy
from governance.domain.registers.words import (
    CONTRIBUTOR_KIND_WORDS,
    VETTING_METHOD_WORDS,
    ContributorKind,
    VettingMethod,
)
from governance.queries.registers.choices import open_sites, partners_here, people_here
from governance.services.registers.vetting import (
    add_contributor,
    change_contributor,
    end_contributor,
    let_contribute,
    record_vetting,
    take_off,
)
from governance.services.registers.withdrawn_vettings import withdraw_vetting
from governance.web.entry import actor, now, policy, requires, school, today
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
from governance.web.refused import done, done_or_said
from governance.web.registers.contributors import RULE, bp, line_or_404, lines
from governance.web.registers.shapes import Linked, day, show_form

NO_CERTIFICATE = "Never a copy of a certificate: a number, or where it can be looked up, is enough."


class ContributorForm(VersionedForm):
    """Who contributes."""

    kind = ChoiceField(
        "Who is it?",
        "Choose whether it is one person or a group",
        choices=[SelectChoice(kind.value, word) for kind, word in CONTRIBUTOR_KIND_WORDS.items()],
    )
    name = TextField(
        "Name", "Say who contributes", hint="Of a group, such as “Class 4 of Elm Primary”. No names of pupils."
    )
    belongs_to = TextField("Where do they come from?", hint="A school, a club, or “grandparent of the school”")
    partner = SelectField("Partner school or organisation")


class VettingForm(ProductForm):
    """How somebody made sure of them."""

    method = ChoiceField(
        "How were they vetted?",
        "Choose how they were vetted",
        choices=[SelectChoice(method.value, word) for method, word in VETTING_METHOD_WORDS.items()],
    )
    vetted_by = SelectField("Who vetted them?", "Choose who vetted them")
    vetted_on = DateField("On which day?", "Enter the day on which they were vetted")
    expires_on = DateField("Until when does it count?")
    reference = TextField("Reference", hint=NO_CERTIFICATE)


class SiteForm(ProductForm):
    """A site for them."""

    site = SelectField("On which site may they contribute?", "Choose a site")


class WithdrawForm(ProductForm):
    """Why a vetting counts no more."""

    reason = ParagraphsField("Why does it count no more?", "Say why it counts no more", longest=1000)


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def add() -> ResponseReturnValue:
    """Add a contributor."""
    form = _contributor_form(ContributorForm(seen=0))
    made: list[int] = []

    def use_case() -> None:
        made.append(add_contributor(db.session, actor(), now(), typed=_typed(form)))

    if form.validate_on_submit() and done(form, use_case, {"name": "name", "belongs_to": "belongs_to"}):
        flash(f"{form.name.data} is on the register. Now record how they were vetted.")
        return redirect(url_for(".contributor", contributor_id=made[0]), 303)
    back = Linked("Contributors from outside", url_for(".contributors"))
    return show_form(form, "Add a contributor", "Add", back, rule=(RULE, "A.2.6"))


@bp.route("/<int:contributor_id>/change", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def change(contributor_id: int) -> ResponseReturnValue:
    """Change what is known of a contributor."""
    row = line_or_404(contributor_id).row
    data = {"name": row.name, "belongs_to": row.belongs_to, "kind": row.kind.value, "partner": row.partner_id or ""}
    form = _contributor_form(ContributorForm(seen=row.revision, **data))
    name = row.name

    def use_case() -> None:
        seen, typed = form.seen_version(), _typed(form)
        change_contributor(db.session, actor(), now(), contributor_id=contributor_id, seen=seen, typed=typed)

    if form.validate_on_submit() and done(form, use_case, {"name": "name", "belongs_to": "belongs_to"}):
        return _back(contributor_id, "The change is saved.")
    return show_form(form, "Change a contributor", "Save", _to(contributor_id, name))


@bp.route("/<int:contributor_id>/vet", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def vet(contributor_id: int) -> ResponseReturnValue:
    """Record how somebody made sure of them."""
    name = line_or_404(contributor_id).row.name
    form = VettingForm(vetted_by=str(actor().person_id), vetted_on=today())
    form.vetted_by.choices = _choices(people_here(db.session, school().id, today()))

    def use_case() -> None:
        record_vetting(
            db.session,
            actor(),
            now(),
            contributor_id=contributor_id,
            method=VettingMethod(form.method.data),
            vetted_by=int(form.vetted_by.data),
            typed=VettingTyped(given(form.vetted_on.data), form.expires_on.data, form.reference.data),
        )

    fields = {key: key for key in ("vetted_on", "expires_on", "reference")}
    if form.validate_on_submit() and done(form, use_case, fields):
        return _back(contributor_id, "The vetting is recorded.")
    latest = day(last_day_by_policy(today(), policy().vetting_months))
    lead = f"Left empty, the last day is {policy().vetting_months} months after the vetting, {latest} from today."
    return show_form(form, "Record a vetting", "Record it", _to(contributor_id, name), lead=lead, rule=(RULE, "A.2.6"))


@bp.route("/<int:contributor_id>/sites", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def let_on(contributor_id: int) -> ResponseReturnValue:
    """Let a contributor onto a site."""
    name = line_or_404(contributor_id).row.name
    form = SiteForm()
    form.site.choices = _choices(open_sites(db.session, school().id))

    def use_case() -> None:
        let_contribute(db.session, actor(), now(), contributor_id=contributor_id, site_id=int(form.site.data))

    if form.validate_on_submit() and done(form, use_case, {"site": "site"}):
        return _back(contributor_id, "They may contribute there now.")
    return show_form(form, "Let them onto a site", "Let them on", _to(contributor_id, name), rule=(RULE, "A.2.6"))


@bp.post("/<int:contributor_id>/sites/<int:site_id>/off")
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def off(contributor_id: int, site_id: int) -> ResponseReturnValue:
    """Take a contributor off a site."""
    done_or_said(
        lambda: take_off(db.session, actor(), now(), contributor_id=contributor_id, site_id=site_id),
        "They are off that site. Close their sign-in on it as well.",
    )
    return redirect(url_for(".contributor", contributor_id=contributor_id), 303)


@bp.post("/<int:contributor_id>/end")
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def end(contributor_id: int) -> ResponseReturnValue:
    """Say that they contribute no more."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: end_contributor(db.session, actor(), now(), contributor_id=contributor_id, seen=seen),
        "They contribute no more. Close their sign-in on the sites as well.",
    )
    return redirect(url_for(".contributor", contributor_id=contributor_id), 303)


@bp.route("/vettings/<int:vetting_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_VETTING, writes=True)
def withdraw(vetting_id: int) -> ResponseReturnValue:
    """Withdraw a vetting that should not count."""
    found = [line for line in lines() if any(one.id == vetting_id for one in line.vettings)]
    if not found:
        abort(404)
    form, row = WithdrawForm(), found[0].row
    number, name = row.id, row.name

    def use_case() -> None:
        withdraw_vetting(db.session, actor(), now(), vetting_id=vetting_id, reason=form.reason.data)

    if form.validate_on_submit() and done(form, use_case, {"reason": "reason"}):
        return _back(number, "The vetting is withdrawn.")
    lead = "From that moment on they may contribute nowhere, unless another vetting counts."
    return show_form(form, "Withdraw a vetting", "Withdraw it", _to(number, name), lead=lead)


def _contributor_form(form: ContributorForm) -> ContributorForm:
    form.partner.choices = _choices(partners_here(db.session, school().id, today()))
    return form


def _typed(form: ContributorForm) -> ContributorTyped:
    partner = int(form.partner.data) if form.partner.data else None
    return ContributorTyped(ContributorKind(form.kind.data), form.name.data, form.belongs_to.data, partner)


def _choices(rows: list[tuple[int, str]]) -> list[SelectChoice]:
    return [SelectChoice(str(number), name) for number, name in rows]


def _to(contributor_id: int, name: str) -> Linked:
    return Linked(name, url_for(".contributor", contributor_id=contributor_id))


def _back(contributor_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for(".contributor", contributor_id=contributor_id), 303)
