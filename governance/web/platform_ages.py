"""The table of platforms' minimum ages, which the school corrects when it reads the terms (A.2, 7.3)."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.platforms import PLATFORM_NAMES, Floor, Standing
from governance.domain.school_details import NATION_NAMES
from governance.domain.year_groups import Nation
from governance.models import PlatformAge
from governance.services.platform_ages import TypedRow, save_platform_age
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    WholeNumberField,
)
from governance.web.refused import done

bp = Blueprint("platform_ages", __name__)

FLOOR_WORDS = {Floor.AGE: "A minimum age", Floor.NONE: "No minimum age", Floor.UNKNOWN: "Not known"}
STANDING_WORDS = {
    Standing.READ: "Read",
    Standing.ANNOUNCED: "Announced",
    Standing.UNCHECKED: "Unchecked",
}
FIELDS = {key: key for key in ("platform", "age", "source", "checked_on")} | {"to_on": "to_date"}


class PlatformForm(VersionedForm):
    """One row of the table."""

    platform = SelectField(
        "Platform", "Choose a platform", choices=[SelectChoice(key, name) for key, name in PLATFORM_NAMES.items()]
    )
    nation = SelectField(
        "Only in one nation", choices=[SelectChoice(nation.value, name) for nation, name in NATION_NAMES.items()]
    )
    rule = ChoiceField(
        "What do its terms say?",
        "Choose what its terms say",
        choices=[SelectChoice(floor.value, words) for floor, words in FLOOR_WORDS.items()],
    )
    age = WholeNumberField("Minimum age in years", least=1, most=25)
    from_date = DateField("Holds from")
    to_date = DateField("Holds until")
    source = TextField(
        "Where did you read it?", "Say where you read it", longest=300, hint="Such as the platform’s own terms of use"
    )
    checked_on = DateField("When did you last check it?")
    note = TextField("Note", longest=300)


@bp.get("/s/<school>/school/platforms")
@requires(Permission.LOOK_AFTER_SCHOOL)
def platforms() -> ResponseReturnValue:
    """Show the table."""
    rows = db.session.scalars(
        sa.select(PlatformAge)
        .where(PlatformAge.school_id == school().id)
        .order_by(PlatformAge.platform, PlatformAge.from_date, PlatformAge.id)
    ).all()
    return render_template(
        "platform_ages/platforms.html",
        rows=rows,
        names=PLATFORM_NAMES,
        floors=FLOOR_WORDS,
        standings=STANDING_WORDS,
        nations=NATION_NAMES,
        day=today(),
    )


@bp.route("/s/<school>/school/platforms/new", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def new_row() -> ResponseReturnValue:
    """Add a row."""
    return _ask(PlatformForm(seen=0, checked_on=today()), None, "Add a row")


@bp.route("/s/<school>/school/platforms/<int(max=2147483647):row_id>", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def row(row_id: int) -> ResponseReturnValue:
    """Correct a row."""
    found = db.session.scalar(
        sa.select(PlatformAge).where(PlatformAge.school_id == school().id, PlatformAge.id == row_id)
    )
    if found is None:
        abort(404)
    form = PlatformForm(
        seen=found.revision,
        platform=found.platform,
        nation=found.nation,
        rule=found.rule.value,
        age=found.age,
        from_date=found.from_date,
        to_date=found.to_date,
        source=found.source,
        checked_on=found.checked_on,
        note=found.note,
    )
    return _ask(form, row_id, f"Correct the row for {PLATFORM_NAMES.get(found.platform, found.platform)}")


def _ask(form: PlatformForm, row_id: int | None, h1: str) -> ResponseReturnValue:
    def use_case() -> None:
        typed = TypedRow(
            platform=form.platform.data,
            floor=Floor(form.rule.data),
            age=None if form.age.data is None else int(form.age.data),
            nation=Nation(form.nation.data) if form.nation.data else None,
            from_on=form.from_date.data,
            to_on=form.to_date.data,
            source=form.source.data,
            checked_on=form.checked_on.data,
            note=form.note.data,
        )
        save_platform_age(db.session, actor(), now(), typed=typed, row_id=row_id, seen=form.seen_version())

    if form.validate_on_submit() and done(form, use_case, FIELDS):
        flash("The row is saved.")
        return redirect(url_for("platform_ages.platforms"))
    answer = render_template("platform_ages/row.html", form=form, h1=h1)
    return (answer, 422) if form.is_submitted() else answer
