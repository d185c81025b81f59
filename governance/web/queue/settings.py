"""A moderator's own settings: single keys on or off, which, and whether the worst is covered (WCAG 2.1.4)."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.keys import DEFAULT_KEYS, KEY_WORDS
from governance.services.comments.choices import change_choices
from governance.web.entry import actor, now, requires
from governance.web.fields import ProductForm, TextField, TickField
from governance.web.queue.area import bp, choices
from governance.web.refused import done


class ChoicesForm(ProductForm):
    """How the queue works for one person."""

    keys_on = TickField("Use single keys in the queue", hint="They never work while you type.")
    blur = TickField(
        "Cover the words of what may put a child at risk, until I ask for them",
        hint="Somebody may be looking over your shoulder.",
    )


for _act, _words in KEY_WORDS.items():
    # One question for each key, from the one list of keys.
    setattr(ChoicesForm, f"key_{_act}", TextField(_words, f"Choose a key for “{_words}”.", longest=5, short=True))


@bp.get("/queue/settings")
@requires(Permission.MODERATE)
def settings() -> ResponseReturnValue:
    """Show how the queue works for this person."""
    chosen = choices()
    values: dict[str, Any] = {f"key_{act}": key for act, key in chosen.keys.items()}
    return _page(ChoicesForm(keys_on=chosen.keys_on, blur=chosen.blur, **values))


@bp.post("/queue/settings")
@requires(Permission.MODERATE, writes=True)
def change_settings() -> ResponseReturnValue:
    """Keep what was chosen."""
    form = ChoicesForm()
    keys = {act: str(form[f"key_{act}"].data or "") for act in DEFAULT_KEYS}
    if form.validate() and done(
        form,
        lambda: change_choices(
            db.session, actor(), now(), keys_on=bool(form.keys_on.data), keys=keys, blur=bool(form.blur.data)
        ),
        {act: f"key_{act}" for act in DEFAULT_KEYS},
    ):
        flash("The queue works as you chose.")
        return redirect(url_for("queue.queue"), 303)
    return make_response(_page(form), 422)


def _page(form: ChoicesForm) -> str:
    return render_template("queue/settings.html", form=form, acts=list(KEY_WORDS))
