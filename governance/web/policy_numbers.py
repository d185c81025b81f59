"""The numbers and switches of a school's policy: what each does, its clause, its default, and who changed it when."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import GRANTS, Permission, may
from governance.domain.policy import checked_value
from governance.domain.policy_kinds import Choice, ListOf, Setting, Switch, Value, WholeNumber
from governance.domain.policy_settings import PARTS
from governance.domain.wording import content_hash
from governance.queries.clauses.changes import Worsened, worsened_by
from governance.queries.policies import SettingRow, changes_of, setting_row, settings_of
from governance.services.policy import change_setting
from governance.web.entry import actor, now, requires, school
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    SelectChoice,
    VersionedForm,
    WholeNumberField,
    YesNoField,
)
from governance.web.refused import done

bp = Blueprint("policy_numbers", __name__)


class SettingForm(VersionedForm):
    """One setting; its question ``value`` is of the setting's own sort."""


@bp.get("/s/<school>/policy/settings")
@requires(Permission.LOOK_AFTER_SCHOOL)
def settings() -> ResponseReturnValue:
    """List every setting as it stands, under what it is about."""
    rows = {row.setting.key: row for row in settings_of(db.session, school().id)}
    return render_template(
        "policy_numbers/settings.html",
        parts=[(heading, [rows[setting.key] for setting in settings]) for heading, settings in PARTS],
        may_change=may(actor(), Permission.LOOK_AFTER_POLICY),
        who=GRANTS[Permission.LOOK_AFTER_POLICY].who,
    )


@bp.route("/s/<school>/policy/settings/<key>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_POLICY, writes=True)
def setting(key: str) -> ResponseReturnValue:
    """Change one setting."""
    row = setting_row(db.session, school().id, key)
    if row is None:
        abort(404)
    form = _form_of(row)

    def use_case() -> None:
        value = _typed(row.setting, form)
        change_setting(db.session, actor(), now(), key=key, value=value, seen=form.seen_version())

    breaks: list[Worsened] = []
    if form.validate_on_submit():
        breaks = _breaks(row, form)
        shown = _digest(breaks)
        if (not breaks or request.form.get("shown") == shown) and done(form, use_case, {key: "value"}):
            flash(f"“{row.setting.name}” is saved.")
            return redirect(url_for("policy_numbers.settings"))
    answer = render_template(
        "policy_numbers/setting.html",
        form=form,
        row=row,
        breaks=breaks,
        shown=_digest(breaks),
        changes=changes_of(db.session, school().id, key),
    )
    return (answer, 422) if form.is_submitted() and not breaks else answer


def _breaks(row: SettingRow, form: SettingForm) -> list[Worsened]:
    """What the typed value would put in breach, for the person to see before it is saved."""
    value, fault = checked_value(row.setting, _typed(row.setting, form))
    if fault is not None or value == row.value:
        return []
    return worsened_by(db.session, school(), now(), row.setting.key, value)


def _digest(breaks: list[Worsened]) -> str:
    """Tell one list of breaches from another, so that nobody confirms what they have not seen."""
    return content_hash({"breaks": [list(one) for one in breaks]})


def _form_of(row: SettingRow) -> SettingForm:
    """Return a form whose one question is of the setting's own sort."""
    asked = row.setting
    form_class = type("OneSettingForm", (SettingForm,), {"value": _question(asked)})
    form: SettingForm = form_class(seen=row.seen, value=_shown(row.value))
    return form


def _question(asked: Setting) -> WholeNumberField | YesNoField | ChoiceField | ChoicesField:
    kind = asked.kind
    if isinstance(kind, WholeNumber):
        hint = f"In {kind.unit}, from {kind.least} to {kind.most}"
        return WholeNumberField(asked.name, "Enter a number", least=kind.least, most=kind.most, hint=hint)
    if isinstance(kind, Switch):
        return YesNoField(asked.name, "Choose yes or no")
    options = [SelectChoice(option.key, option.name) for option in kind.options]
    if isinstance(kind, Choice):
        return ChoiceField(asked.name, "Choose one", choices=options)
    needed = "Choose at least one" if kind.least else None
    return ChoicesField(asked.name, needed, choices=options, say_optional=False)


def _shown(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _typed(asked: Setting, form: SettingForm) -> object:
    field = form["value"]
    if isinstance(asked.kind, Switch):
        return field.data == "yes"
    return list(field.data) if isinstance(asked.kind, ListOf) else field.data
