"""Saying who is in an image, and where it is used: what the register asks before anything is shown (A.4.4)."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.shown_words import Face, NameShown
from governance.queries.people_shown import GROWN_UPS, groups_of, people_of
from governance.queries.sites import sites_of
from governance.services.image_register import list_people_in, use_image
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TickField,
    VersionedForm,
)
from governance.web.image_pages import FACE_CHOICES, NAME_CHOICES, OFF_SITES, question_page
from governance.web.images import bp, line_or_404
from governance.web.refused import done


class ClassForm(ProductForm):
    """A class, in the address."""

    group = SelectField("Class or year", say_optional=False, blank="Choose a class")


class PeopleForm(VersionedForm):
    """Who of a class is in the image, and how they are shown."""

    shown = ChoicesField("Who is in it?", say_optional=False)
    face = ChoiceField(
        "How well can they be recognised?", "Choose how well they can be recognised", choices=FACE_CHOICES
    )
    name_shown = ChoiceField(
        "Does their name stand with it?", "Choose whether a name stands with it", choices=NAME_CHOICES
    )
    known = TickField("Everybody in the image is listed now")


class UseForm(VersionedForm):
    """One place where the image is used."""

    place = SelectField("Where is it used?", "Choose where it is used")
    address = TextField("The address of the page", longest=500, hint="Where it can be found again, to take it down.")
    used_on = DateField("Day on which it was published", hint="Leave it empty where it is only planned.")


@bp.route("/s/<school>/images/<int:image_id>/people", methods=["GET", "POST"])
@requires(Permission.CHOOSE_IMAGES, writes=True)
def people(image_id: int) -> ResponseReturnValue:
    """Say who of a class is in the image."""
    line = line_or_404(image_id)
    chooser = ClassForm(request.args, meta={"csrf": False})
    groups = [SelectChoice(group, group) for group in groups_of(db.session, school().id)]
    chooser.group.choices = [*groups, SelectChoice(GROWN_UPS, "Grown-ups")]
    group = chooser.group.data if chooser.group.data in chooser.group.listed() else ""
    form = PeopleForm(seen=line.image.revision, face=Face.NONE.value, name_shown=NameShown.NONE.value)
    found = people_of(db.session, school().id, today(), group=group) if group else ()
    form.shown.choices = [
        SelectChoice(str(one.id), f"{one.name} ({one.told_apart})" if one.told_apart else one.name) for one in found
    ]

    def listed() -> None:
        list_people_in(
            db.session,
            actor(),
            now(),
            image_id=image_id,
            seen=form.seen_version(),
            shown_ids=[int(one) for one in form.shown.data],
            face=Face(form.face.data),
            name_shown=NameShown(form.name_shown.data),
            everybody_known=bool(form.known.data) or None,
        )

    if form.validate_on_submit() and done(form, listed):
        flash("It is recorded who is in the image.")
        return redirect(url_for(".image", image_id=image_id))
    page = render_template("images/people.html", line=line, form=form, chooser=chooser, group=group)
    return (page, 422) if form.is_submitted() else page


@bp.route("/s/<school>/images/<int:image_id>/uses/new", methods=["GET", "POST"])
@requires(Permission.CHOOSE_IMAGES, writes=True)
def use(image_id: int) -> ResponseReturnValue:
    """Say where the image is used."""
    line = line_or_404(image_id)
    form = UseForm(seen=line.image.revision)
    sites = [SelectChoice(f"site-{site.id}", site.name) for site in sites_of(db.session, school().id)]
    form.place.choices = [*sites, *OFF_SITES, SelectChoice("school_site", "The school’s own website")]

    def record() -> None:
        place = form.place.data
        on_site = place.startswith("site-")
        use_image(
            db.session,
            actor(),
            now(),
            image_id=image_id,
            seen=form.seen_version(),
            use="" if on_site else place,
            site_id=int(place.removeprefix("site-")) if on_site else None,
            address=form.address.data,
            used_on=form.used_on.data,
        )

    if form.validate_on_submit() and done(form, record, {"use_missing": "place", "used_on": "used_on"}):
        flash("It is recorded where the image is used.")
        return redirect(url_for(".image", image_id=image_id))
    back = (url_for(".image", image_id=image_id), "Back to the image")
    rule = "A new use needs the consent of everybody in it. What was published before is recorded as it is."
    words = line.image.description
    return question_page(form, "Where is it used?", "Record it", back, rule=rule, clause="A.4.4", section=words)
