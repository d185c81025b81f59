"""What the machine looks for: the school's own words, switches, contacts and its pupils' names (A.5.2, A.5.4).

A change is shown with what it would have done to the last month's comments before it is saved.  A pupil's name is never
shown again once it was handed in.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.words import URGENCY_WORDS, Urgency
from governance.domain.reading_lists import LONGEST_WORD, MATCH_WORDS, SWITCHES, WordTyped, lines_of
from governance.domain.sheets import LARGEST_FILE
from governance.models import PupilName, ReadingSettings, ReadingWord
from governance.services.reading_lists import (
    add_word,
    change_reading_settings,
    remove_names,
    remove_word,
    replace_names,
)
from governance.services.reading_trial import Trial, try_reading, with_settings, with_word
from governance.web.entry import actor, now, requires, school
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    TextField,
    UploadField,
    VersionedForm,
    given,
)
from governance.web.frame import WAYS, Way
from governance.web.refused import done, done_or_said

bp = Blueprint("reading_lists", __name__)

URGENCY_CHOICES = [
    SelectChoice(one.value, URGENCY_WORDS[one].capitalize()) for one in Urgency if one is not Urgency.NEW
]
FIELDS = {key: key for key in ("text", "match", "exceptions", "file", "switched_off")}


class WordForm(ProductForm):
    """One entry of the school's own list."""

    text = TextField("Word or phrase", "Write the word that is to be looked for", longest=LONGEST_WORD)
    match = ChoiceField(
        "How is it looked for?",
        "Choose how it is looked for",
        choices=[SelectChoice(key, words) for key, words in MATCH_WORDS.items()],
    )
    urgency = ChoiceField("How soon must somebody look?", "Choose how soon", choices=URGENCY_CHOICES)
    exceptions = ParagraphsField(
        "Except in these words", longest=1000, hint="One on each line, such as a place or a book that holds the word."
    )

    def typed(self) -> WordTyped:
        """Return the entry as it was typed."""
        return WordTyped(
            self.text.data or "", self.match.data, Urgency(self.urgency.data), lines_of(self.exceptions.data or "")
        )


class SettingsForm(VersionedForm):
    """What is switched off, and what is the school's own and may be written."""

    switched_off = ChoicesField(
        "Do not look for", choices=[SelectChoice(key, words) for key, words in SWITCHES.items()]
    )
    phones = ParagraphsField("The school’s own telephone numbers", longest=1000, hint="One on each line.")
    domains = ParagraphsField(
        "The school’s own web addresses",
        longest=1000,
        hint="One on each line. Your website and sites are known already.",
    )
    postcodes = ParagraphsField("The school’s own postcodes", longest=500, hint="One on each line.")

    def contacts(self) -> dict[str, Sequence[str]]:
        """Return the typed contacts by their kind."""
        typed = {"phones": self.phones, "domains": self.domains, "postcodes": self.postcodes}
        return {kind: lines_of(field.data or "") for kind, field in typed.items()}


class NamesForm(ProductForm):
    """The list of pupils."""

    file = UploadField(
        "List of pupils", "Choose the file with the pupils’ names", largest=LARGEST_FILE, endings=(".csv", ".txt")
    )


@bp.get("/s/<school>/reading")
@requires(Permission.LOOK_AFTER_READING)
def lists() -> ResponseReturnValue:
    """Show what is looked for beside what the product knows by itself."""
    school_id = school().id
    words = db.session.scalars(
        sa.select(ReadingWord).where(ReadingWord.school_id == school_id).order_by(ReadingWord.text)
    ).all()
    names = db.session.scalar(sa.select(sa.func.count()).select_from(PupilName).where(PupilName.school_id == school_id))
    kept = _settings()
    return render_template(
        "reading_lists/lists.html",
        words=words,
        urgencies=URGENCY_WORDS,
        matches=MATCH_WORDS,
        settings=kept,
        off=[SWITCHES[key] for key in (kept.switched_off if kept else ())],
        names=names,
    )


@bp.route("/s/<school>/reading/words/new", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_READING, writes=True)
def new_word() -> ResponseReturnValue:
    """Ask for a word, show what it would have done, and keep it."""
    form = WordForm(match="word", urgency=Urgency.ABUSIVE.value)
    trial: Trial | None = None
    if form.validate_on_submit():
        word = form.typed()
        if request.form.get("act") == "save":
            if done(form, lambda: add_word(db.session, actor(), now(), word=word), FIELDS):
                flash("The word is on the list. It counts for every comment that comes from now on.")
                return redirect(url_for(".lists"), 303)
        else:
            trial = try_reading(db.session, school().id, now(), _keys(), with_word(db.session, school().id, word))
    answer = render_template("reading_lists/word.html", form=form, trial=trial)
    return (answer, 422) if form.is_submitted() and trial is None else answer


@bp.post("/s/<school>/reading/words/<int:word_id>/remove")
@requires(Permission.LOOK_AFTER_READING, writes=True)
def take_word_off(word_id: int) -> ResponseReturnValue:
    """Take a word off the list."""
    done_or_said(lambda: remove_word(db.session, actor(), now(), word_id=word_id), "The word is off the list.")
    return redirect(url_for(".lists"), 303)


@bp.route("/s/<school>/reading/settings", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_READING, writes=True)
def settings() -> ResponseReturnValue:
    """Ask for switches and contacts, show what they would have done, and keep them."""
    row = _settings()
    kept = row.contacts if row else {}
    form = SettingsForm(
        seen=row.revision if row else 0,
        switched_off=row.switched_off if row else [],
        **{kind: "\n".join(kept.get(kind, ())) for kind in ("phones", "domains", "postcodes")},
    )
    trial: Trial | None = None
    if form.validate_on_submit():
        switched_off, contacts, seen = form.switched_off.data or [], form.contacts(), form.seen_version()
        if request.form.get("act") == "save":
            if done(
                form,
                lambda: change_reading_settings(
                    db.session, actor(), now(), switched_off=switched_off, contacts=contacts, seen=seen
                ),
                FIELDS,
            ):
                flash("It is saved, and counts for every comment that comes from now on.")
                return redirect(url_for(".lists"), 303)
        else:
            changed = with_settings(db.session, school().id, switched_off, contacts)
            trial = try_reading(db.session, school().id, now(), _keys(), changed)
    answer = render_template("reading_lists/settings.html", form=form, trial=trial)
    return (answer, 422) if form.is_submitted() and trial is None else answer


@bp.route("/s/<school>/reading/names", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_READING, writes=True)
def names() -> ResponseReturnValue:
    """Ask for the list of pupils, and keep of it what tells a name and never shows one."""
    form = NamesForm()
    count: list[int] = []
    if form.validate_on_submit():
        data = given(form.file.data).read()

        def keep() -> None:
            count.append(replace_names(db.session, actor(), now(), data=data, keys=_keys()))

        if done(form, keep, FIELDS):
            flash(f"{count[0]} parts of names are known now. The file itself was not kept.")
            return redirect(url_for(".lists"), 303)
    answer = render_template("reading_lists/names.html", form=form, largest=LARGEST_FILE)
    return (answer, 422) if form.is_submitted() else answer


@bp.post("/s/<school>/reading/names/remove")
@requires(Permission.LOOK_AFTER_READING, writes=True)
def take_names_out() -> ResponseReturnValue:
    """Take every pupil's name out."""
    done_or_said(lambda: remove_names(db.session, actor(), now()), "The pupils’ names are out.")
    return redirect(url_for(".lists"), 303)


def _settings() -> ReadingSettings | None:
    return db.session.scalar(sa.select(ReadingSettings).where(ReadingSettings.school_id == school().id))


def _keys() -> tuple[str, ...]:
    keys: tuple[str, ...] = current_app.extensions["governance"].sealing_keys
    return keys


WAYS.append(Way("Words that are looked for", "reading_lists.lists", Permission.LOOK_AFTER_READING))
