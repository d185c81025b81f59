"""The school itself: name, logo, colour with its contrast, website, nation and time zone."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.school_details import NATION_NAMES, TIME_ZONES, SchoolDetails
from governance.domain.year_groups import Nation
from governance.services.logo import LARGEST_FILE
from governance.services.school import change_school, remove_logo, set_logo
from governance.web.colour import brand_of, contrast
from governance.web.entry import actor, now, requires, school
from governance.web.fields import (
    ChoiceField,
    ColourField,
    SelectChoice,
    SelectField,
    TextField,
    UploadField,
    VersionedForm,
    WebAddressField,
    given,
    seen_from,
)
from governance.web.frame import WAYS, Way
from governance.web.refused import done, done_or_said

bp = Blueprint("school_settings", __name__)
WAYS.append(Way("School", "school_settings.overview", Permission.LOOK_AFTER_SCHOOL))

WHITE = "#ffffff"
READABLE = 4.5


class SchoolForm(VersionedForm):
    """The school's details."""

    name = TextField("Name of the school", "Enter the school’s name")
    website = WebAddressField("The school’s website")
    colour = ColourField("The school’s colour", "Enter a colour", hint="# and six letters or digits, such as #1d4f73")
    nation = ChoiceField(
        "Nation",
        "Choose a nation",
        hint="Year groups and bank holidays follow it",
        choices=[SelectChoice(nation.value, name) for nation, name in NATION_NAMES.items()],
    )
    time_zone = SelectField(
        "Time zone",
        "Choose a time zone",
        hint="Days begin and end by it",
        choices=[SelectChoice(zone, name) for zone, name in TIME_ZONES.items()],
    )


class LogoForm(VersionedForm):
    """A new logo."""

    logo = UploadField("The school’s logo", "Choose the picture of your logo", largest=LARGEST_FILE)


@bp.get("/s/<school>/school")
@requires(Permission.LOOK_AFTER_SCHOOL)
def overview() -> ResponseReturnValue:
    """Show the school as it is set up, with the ways to its other settings."""
    found = school()
    return render_template(
        "school_settings/overview.html",
        found=found,
        nation=NATION_NAMES[Nation(found.nation)],
        time_zone=TIME_ZONES.get(found.time_zone, found.time_zone),
        colour_words=_colour_words(found.colour),
        may_change_policy=may(actor(), Permission.LOOK_AFTER_POLICY),
    )


@bp.route("/s/<school>/school/details", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def details() -> ResponseReturnValue:
    """Change the details."""
    found = school()
    form = SchoolForm(
        seen=found.revision,
        name=found.name,
        website=found.website,
        colour=found.colour,
        nation=found.nation,
        time_zone=found.time_zone,
    )

    def use_case() -> None:
        asked = SchoolDetails(
            form.name.data, form.website.data, form.colour.data, form.nation.data, form.time_zone.data
        )
        change_school(db.session, actor(), now(), seen=form.seen_version(), details=asked)

    if form.validate_on_submit() and done(form, use_case, {key: key for key in SchoolDetails.__slots__}):
        flash(f"The school’s details are saved. {_colour_words(form.colour.data)}")
        return redirect(url_for("school_settings.overview"))
    answer = render_template("school_settings/details.html", form=form)
    return (answer, 422) if form.is_submitted() else answer


@bp.route("/s/<school>/school/logo", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def logo() -> ResponseReturnValue:
    """Choose a logo."""
    found = school()
    form = LogoForm(seen=found.revision)

    def use_case() -> None:
        data = given(form.logo.data).read()
        set_logo(db.session, actor(), now(), seen=form.seen_version(), data=data)

    if form.validate_on_submit() and done(form, use_case, {"logo": "logo"}):
        flash("The logo is saved. It was drawn anew, without anything that was hidden in the file.")
        return redirect(url_for("school_settings.overview"))
    answer = render_template("school_settings/logo.html", form=form, largest=LARGEST_FILE, found=school())
    return (answer, 422) if form.is_submitted() else answer


@bp.post("/s/<school>/school/logo/remove")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def take_logo_away() -> ResponseReturnValue:
    """Take the logo away."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(lambda: remove_logo(db.session, actor(), now(), seen=seen), "The logo is taken away.")
    return redirect(url_for("school_settings.overview"))


def _colour_words(colour: str) -> str:
    """Say how readable a colour is, and what the pages do about it (WCAG 2.2, 1.4.3)."""
    on_white = contrast(colour, WHITE)
    if on_white >= READABLE:
        return f"The colour stands out well on white ({on_white:.1f} to 1)."
    return (
        f"The colour is hard to read on white ({on_white:.1f} to 1, and {READABLE} is the least), so links use "
        f"a darker shade of it ({brand_of(colour).link})."
    )
