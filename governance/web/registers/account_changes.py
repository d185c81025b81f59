"""Changing an account on a platform, who holds access to it, and giving a platform up.

No form here asks for a password, and each says so.
"""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.found_accounts import PLATFORMS
from governance.domain.registers.platform_accounts import AccountTyped, is_personal
from governance.domain.registers.words import ACCESS_WORDS, Access
from governance.queries.registers.choices import open_sites, people_here
from governance.services.registers.platform_accounts import (
    change_account,
    check_account,
    end_access,
    end_account,
    give_access,
    keep_account,
)
from governance.services.registers.retired_platforms import let_platform_back, retire_platform
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    ChoiceField,
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    VersionedForm,
    YesNoField,
    given,
)
from governance.web.refused import done, done_or_said
from governance.web.registers.accounts import HERE, RULE, bp, line_or_404
from governance.web.registers.shapes import Linked, show_form

NO_PASSWORD = "Never type a password here. Passwords belong in the school’s password manager."  # noqa: S105 - it says so.
CHOICES = [SelectChoice(key, name) for key, name in PLATFORMS.items() if key != "own_site"]


class AccountForm(VersionedForm):
    """What is known of an account."""

    platform = SelectField("Which platform?", "Choose the platform", choices=CHOICES)
    handle = TextField("Its name there", hint="Such as @oakprimary")
    permanent_id = TextField("The platform’s own number of it", hint="It stays when the name changes")
    recovery_address = TextField("Recovery address", longest=254, hint="A shared mailbox, not one person’s own")
    second_factor = YesNoField("Is the second step switched on?")
    notes = ParagraphsField("Anything else", longest=2000, hint="Never a password.")


class NewAccountForm(AccountForm):
    """An account, and the site that stands in it."""

    site = SelectField("Which site stands in it?", "Choose the site")


class AccessForm(ProductForm):
    """Somebody's access."""

    person = SelectField("Who holds access?", "Choose who holds access")
    access = ChoiceField(
        "What may they do there?",
        "Choose what they may do",
        choices=[SelectChoice(access.value, word) for access, word in ACCESS_WORDS.items()],
    )


class RetireForm(ProductForm):
    """A platform that the school gives up."""

    platform = SelectField("Which platform?", "Choose the platform", choices=CHOICES)
    close_by = DateField("By which day do our sites on it close?", "Enter the day")
    reason = ParagraphsField("Why is it given up?", "Say why it is given up", longest=2000)


FIELDS = {key: key for key in ("platform", "handle", "permanent_id", "recovery_address", "notes")}


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def add() -> ResponseReturnValue:
    """Add an account."""
    form = NewAccountForm(seen=0)
    form.site.choices = [SelectChoice(str(key), name) for key, name in open_sites(db.session, school().id)]
    made: list[int] = []

    def use_case() -> None:
        site_id, typed = int(form.site.data), _typed(form)
        made.append(keep_account(db.session, actor(), now(), site_id=site_id, typed=typed))

    if form.validate_on_submit() and done(form, use_case, FIELDS):
        _warn_of_personal(form)
        flash("The account is on the register. Now say who holds access.")
        return redirect(url_for(".account", account_id=made[0]), 303)
    back = Linked(HERE, url_for(".accounts"))
    return show_form(form, "Add an account", "Add", back, warning=NO_PASSWORD, rule=(RULE, "A.5.4"))


@bp.route("/<int:account_id>/change", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def change(account_id: int) -> ResponseReturnValue:
    """Change what is known of an account."""
    row = line_or_404(account_id).row
    form = AccountForm(
        seen=row.revision,
        platform=row.platform,
        handle=row.handle,
        permanent_id=row.permanent_id,
        recovery_address=row.recovery_address,
        second_factor=row.second_factor,
        notes=row.notes,
    )

    def use_case() -> None:
        seen, typed = form.seen_version(), _typed(form)
        change_account(db.session, actor(), now(), account_id=account_id, seen=seen, typed=typed)

    if form.validate_on_submit() and done(form, use_case, FIELDS):
        _warn_of_personal(form)
        return _back(account_id, "The change is saved.")
    return show_form(form, "Change an account", "Save", _to(account_id), warning=NO_PASSWORD)


@bp.route("/<int:account_id>/access", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def access(account_id: int) -> ResponseReturnValue:
    """Record that somebody holds access."""
    line_or_404(account_id)
    form = AccessForm()
    people = people_here(db.session, school().id, today())
    form.person.choices = [SelectChoice(str(key), name) for key, name in people]

    def use_case() -> None:
        person_id, kind = int(form.person.data), Access(form.access.data)
        give_access(db.session, actor(), now(), account_id=account_id, person_id=person_id, access=kind)

    if form.validate_on_submit() and done(form, use_case, {"person": "person"}):
        return _back(account_id, "Their access is recorded.")
    return show_form(form, "Give somebody access", "Record it", _to(account_id), warning=NO_PASSWORD)


@bp.post("/<int:account_id>/access/<int:person_id>/end")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def end_of_access(account_id: int, person_id: int) -> ResponseReturnValue:
    """Record that somebody's access was taken away."""
    done_or_said(
        lambda: end_access(db.session, actor(), now(), account_id=account_id, person_id=person_id),
        "It is recorded that they hold no access any more.",
    )
    return redirect(url_for(".account", account_id=account_id), 303)


@bp.post("/<int:account_id>/check")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def check(account_id: int) -> ResponseReturnValue:
    """Record that somebody looked at the account today."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: check_account(db.session, actor(), now(), account_id=account_id, seen=seen),
        "It is recorded that you checked it today.",
    )
    return redirect(url_for(".account", account_id=account_id), 303)


@bp.post("/<int:account_id>/end")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def end(account_id: int) -> ResponseReturnValue:
    """Record that the account is no more."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: end_account(db.session, actor(), now(), account_id=account_id, seen=seen),
        "It is recorded that the account is no more.",
    )
    return redirect(url_for(".account", account_id=account_id), 303)


@bp.route("/retired/add", methods=["GET", "POST"])
@requires(Permission.AUTHORISE, writes=True)
def retire() -> ResponseReturnValue:
    """Give a platform up."""
    form = RetireForm()

    def use_case() -> None:
        retire_platform(
            db.session,
            actor(),
            now(),
            platform=form.platform.data,
            close_by=given(form.close_by.data),
            reason=form.reason.data,
        )

    fields = {key: key for key in ("platform", "close_by", "reason")}
    if form.validate_on_submit() and done(form, use_case, fields):
        flash("The platform is given up. Nobody proposes a site on it any more.")
        return redirect(url_for(".retired"), 303)
    rule = "No new sites on it from today; the ones that stand there close by the day that you say."
    back = Linked("Platforms that we gave up", url_for(".retired"))
    return show_form(form, "Give up a platform", "Give it up", back, rule=(rule, "7.3"))


@bp.post("/retired/<int:retired_id>/back")
@requires(Permission.AUTHORISE, writes=True)
def let_back(retired_id: int) -> ResponseReturnValue:
    """Let sites be proposed on a platform again."""
    done_or_said(
        lambda: let_platform_back(db.session, actor(), now(), retired_id=retired_id),
        "Sites can be proposed on it again.",
    )
    return redirect(url_for(".retired"), 303)


def _typed(form: AccountForm) -> AccountTyped:
    return AccountTyped(
        form.platform.data,
        form.permanent_id.data,
        form.handle.data,
        form.recovery_address.data,
        form.second_factor.answer,
        form.notes.data,
    )


def _warn_of_personal(form: AccountForm) -> None:
    if is_personal(form.recovery_address.data):
        flash("The recovery address looks like one person’s own. Use a shared mailbox of the school’s.", "warning")


def _to(account_id: int) -> Linked:
    return Linked("The account", url_for(".account", account_id=account_id))


def _back(account_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for(".account", account_id=account_id), 303)
