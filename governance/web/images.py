"""The image register: what an image shows, where it is used, and the regular look at pupils' images (A.4.4, A.5.2).

No file is taken: a copy would be one more place from which a child has to be taken down.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.consents import USE_NAMES
from governance.domain.shown_words import FACE_WORDS, KIND_NAMES, NAME_WORDS, ImageKind
from governance.queries.images import (
    PAGE,
    ImageLine,
    count_images,
    image_line,
    page_of_images,
    people_in,
    to_look_at,
)
from governance.queries.people_shown import person_of
from governance.services.image_register import (
    ImageAsked,
    audit_image,
    change_image,
    end_use,
    list_people_in,
    record_image,
)
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import ChoiceField, DateField, TextField, VersionedForm, seen_from
from governance.web.image_pages import IMAGE_KIND_CHOICES, question_page
from governance.web.refused import done, done_or_said
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("images", __name__)


class ImageForm(VersionedForm):
    """What is known of an image."""

    kind = ChoiceField("What is it?", "Choose what it is", choices=IMAGE_KIND_CHOICES)
    description = TextField(
        "What does it show?",
        "Say what it shows",
        longest=300,
        hint="So that a colleague finds it: “Running at the sports day”. Never write a child’s name here.",
    )
    kept_at = TextField("Where is the file kept?", longest=500, hint="Its place in the school’s own store.")
    source = TextField("Who made it, and what credit does it need?", longest=300)
    taken_on = DateField("When was it taken?")


@bp.get("/s/<school>/images")
@requires(Permission.CHOOSE_IMAGES)
def images() -> ResponseReturnValue:
    """List the images, the newest first, each with what stands against its uses."""
    count = count_images(db.session, school().id)
    pages = max(1, -(-count // PAGE))
    asked = request.args.get("page", "1")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return render_template(
        "images/images.html",
        lines=page_of_images(db.session, school().id, today(), policy().image_audit_months, page),
        count=count,
        page=page,
        pages=pages,
        use_names=USE_NAMES,
        day=today(),
        looks_after=may(actor(), Permission.LOOK_AFTER_CONSENTS),
    )


@bp.route("/s/<school>/images/add", methods=["GET", "POST"])
@requires(Permission.CHOOSE_IMAGES, writes=True)
def add() -> ResponseReturnValue:
    """Put an image on the register."""
    form = ImageForm(seen=0, kind=ImageKind.PICTURE.value)
    added: list[int] = []

    def record() -> None:
        added.append(record_image(db.session, actor(), now(), asked=_asked(form)))

    if form.validate_on_submit() and done(form, record, _FIELDS):
        flash("The image is on the register. Now say who is in it.")
        return redirect(url_for("images.people", image_id=added[0]))
    lead = "Only what is known of the image is kept here, never the file: a copy would be one more to take down."
    return question_page(form, "Add an image", "Add it", (url_for(".images"), "Images"), lead=lead)


@bp.get("/s/<school>/images/<int:image_id>")
@requires(Permission.CHOOSE_IMAGES)
def image(image_id: int) -> ResponseReturnValue:
    """Show one image: who is in it, where it is used, and what stands against each use."""
    line = line_or_404(image_id)
    listed = people_in(db.session, school().id, image_id)
    return render_template(
        "images/image.html",
        line=line,
        kind=KIND_NAMES[line.image.kind],
        people=listed,
        names={person.id: person.name for _, person in listed},
        face_words=FACE_WORDS,
        name_words=NAME_WORDS,
        use_names=USE_NAMES,
        day=today(),
        looks_after=may(actor(), Permission.LOOK_AFTER_CONSENTS),
    )


@bp.route("/s/<school>/images/<int:image_id>/change", methods=["GET", "POST"])
@requires(Permission.CHOOSE_IMAGES, writes=True)
def change(image_id: int) -> ResponseReturnValue:
    """Change what is known of an image."""
    row = line_or_404(image_id).image
    kept = {key: getattr(row, key) for key in ("description", "kept_at", "source", "taken_on")}
    form = ImageForm(seen=row.revision, kind=row.kind.value, **kept)

    def save() -> None:
        change_image(db.session, actor(), now(), image_id=image_id, seen=form.seen_version(), asked=_asked(form))

    if form.validate_on_submit() and done(form, save, _FIELDS):
        flash("The change is saved.")
        return redirect(url_for(".image", image_id=image_id))
    back = (url_for(".image", image_id=image_id), "Back to the image")
    return question_page(form, "Change what is known of it", "Save", back)


@bp.post("/s/<school>/images/<int:image_id>/people-known")
@requires(Permission.CHOOSE_IMAGES, writes=True)
def everybody_listed(image_id: int) -> ResponseReturnValue:
    """Say that everybody in the image is listed, or that nobody is in it."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: list_people_in(db.session, actor(), now(), image_id=image_id, seen=seen, everybody_known=True),
        "It is recorded that everybody in it is listed.",
    )
    return redirect(url_for(".image", image_id=image_id))


@bp.post("/s/<school>/images/<int:image_id>/people/<int:shown_id>/remove")
@requires(Permission.CHOOSE_IMAGES, writes=True)
def take_off(image_id: int, shown_id: int) -> ResponseReturnValue:
    """Say that somebody is not in the image after all."""
    line_or_404(image_id)
    if person_of(db.session, school().id, shown_id) is None:
        abort(404)
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: list_people_in(db.session, actor(), now(), image_id=image_id, seen=seen, taken_off=[shown_id]),
        "They are no longer listed in this image.",
    )
    return redirect(url_for(".image", image_id=image_id))


@bp.post("/s/<school>/images/<int:image_id>/uses/<int:use_id>/end")
@requires(Permission.CHOOSE_IMAGES, writes=True)
def end(image_id: int, use_id: int) -> ResponseReturnValue:
    """Say that the image was taken down from one place."""
    line_or_404(image_id)
    done_or_said(lambda: end_use(db.session, actor(), now(), use_id=use_id), "It is recorded as taken down there.")
    return redirect(url_for(".image", image_id=image_id))


@bp.get("/s/<school>/images/to-look-at")
@requires(Permission.LOOK_AFTER_CONSENTS)
def look_again() -> ResponseReturnValue:
    """List every image in use in which a pupil can be recognised, whichever is due first."""
    return render_template(
        "images/look_again.html",
        lines=to_look_at(db.session, school().id, today(), policy().image_audit_months),
        months=policy().image_audit_months,
        use_names=USE_NAMES,
        day=today(),
    )


@bp.post("/s/<school>/images/<int:image_id>/looked-at")
@requires(Permission.LOOK_AFTER_CONSENTS, writes=True)
def looked_at(image_id: int) -> ResponseReturnValue:
    """Record that somebody looked at an image again and that it can stay."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: audit_image(db.session, actor(), now(), image_id=image_id, seen=seen),
        "It is recorded that it can stay.",
    )
    return redirect(url_for(".look_again"))


_FIELDS = {key: key for key in ("kind", "description", "taken_on")}


def _asked(form: ImageForm) -> ImageAsked:
    return ImageAsked(
        ImageKind(form.kind.data), form.description.data, form.kept_at.data, form.source.data, form.taken_on.data
    )


def line_or_404(image_id: int) -> ImageLine:
    """Return an image of this school with everything about it; another school's is not there."""
    line = image_line(db.session, school().id, image_id, today(), policy().image_audit_months)
    if line is None:
        abort(404)
    return line


ENTRIES.append(
    RegisterEntry(
        "Images",
        "images.images",
        Permission.CHOOSE_IMAGES,
        "Which pictures the school uses, who is in them, where they stand, and which have to come down.",
    )
)

from governance.web import image_uses  # noqa: E402, F401 - its pages belong to this blueprint.
