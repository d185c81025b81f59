"""Accounts on platforms: which there are, who holds access, what is wrong with each, and what was retired."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.found_accounts import PLATFORMS
from governance.domain.registers.platform_accounts import SUBJECT, due_again, wrong_with
from governance.domain.registers.words import ACCESS_WORDS
from governance.queries.registers.acts import acts_on
from governance.queries.registers.platform_accounts import AccountLine, accounts_of, retired_of
from governance.queries.registers.sheet_rows import account_rows, retired_rows
from governance.services.registers.account_sheet import ACCOUNTS
from governance.services.registers.retired_sheet import RETIRED
from governance.web.entry import actor, policy, requires, school, today
from governance.web.registers.shapes import (
    Linked,
    Part,
    Pressed,
    RegisterList,
    RegisterRecord,
    Shown,
    Tagged,
    day,
    show_list,
    show_record,
)
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("platform_accounts", __name__, url_prefix="/s/<school>/registers/accounts")

RULE = "Each account has two people here with full access, a shared mailbox to recover it, and a second step."
HERE = "Accounts on platforms"
GIVEN_UP = "Platforms that we gave up"


@bp.get("")
@requires(Permission.LOOK_AFTER_SITES)
def accounts() -> ResponseReturnValue:
    """List the accounts."""
    return show_list(
        RegisterList(
            h1=HERE,
            rule=RULE,
            clause="A.5.4",
            heads=("Site", "Platform", "Name there", "State"),
            rows=[_listed(line) for line in accounts_of(db.session, school().id, today())],
            nothing=("No account is on the register.", "Add one for each site that stands on a platform."),
            links=(
                Linked("Add an account", url_for(".add")),
                Linked(GIVEN_UP, url_for(".retired")),
            ),
            files=files_of("accounts"),
            note="No password is kept here, or anywhere in this product.",
        )
    )


def _listed(line: AccountLine) -> list[Shown]:
    row = line.row
    platform = PLATFORMS.get(row.platform, row.platform)
    return [
        Linked(line.site, url_for(".account", account_id=row.id)),
        platform,
        row.handle or row.permanent_id,
        _state(line),
    ]


def _wrong(line: AccountLine) -> tuple[str, ...]:
    if line.row.ended_on is not None:
        return ()
    asked = policy()
    return wrong_with(line.known, asked.account_holders_at_least, asked.account_checked_months, today())


def _state(line: AccountLine) -> Tagged:
    if line.row.ended_on is not None:
        return Tagged("No more", "past")
    wrong = _wrong(line)
    if not wrong:
        return Tagged("In order", "good")
    is_red = any(not one.is_here for one in line.holders)
    return Tagged("A leaver holds access" if is_red else "Look at it", "stop" if is_red else "warn", wrong[0])


@bp.get("/<int:account_id>")
@requires(Permission.LOOK_AFTER_SITES)
def account(account_id: int) -> ResponseReturnValue:
    """Show one account."""
    line = line_or_404(account_id)
    row, number = line.row, line.row.id
    is_open = row.ended_on is None
    second = {True: "On", False: "Off", None: "Not known"}[row.second_factor]
    due = day(due_again(row.checked_on, policy().account_checked_months))
    return show_record(
        RegisterRecord(
            h1=f"{line.site} on {PLATFORMS.get(row.platform, row.platform)}",
            caption=HERE,
            back=Linked(HERE, url_for(".accounts")),
            state=_state(line),
            facts=(
                ("Name there", row.handle),
                ("The platform’s number of it", row.permanent_id),
                ("Recovery address", row.recovery_address),
                ("Second step", second),
                ("Checked on", f"{day(row.checked_on)}, again by {due}" if row.checked_on else "Never yet"),
                ("Notes", row.notes),
                ("No more since", day(row.ended_on)),
            ),
            parts=(_wrong_part(line), _holders_part(line)) if is_open else (),
            links=(
                Linked("Give somebody access", url_for(".access", account_id=number)),
                Linked("Change", url_for(".change", account_id=number)),
            )
            if is_open
            else (),
            buttons=(
                Pressed("I checked it today", url_for(".check", account_id=number), seen=row.revision),
                Pressed("The account is no more", url_for(".end", account_id=number), seen=row.revision),
            )
            if is_open
            else (),
            events=acts_on(db.session, school().id, SUBJECT, number),
        )
    )


def _wrong_part(line: AccountLine) -> Part:
    return Part("What is not in order", [(one, "", None) for one in _wrong(line)], "Everything is in order.")


def _holders_part(line: AccountLine) -> Part:
    def said(name: str, access: str, since: str, is_here: bool) -> tuple[Shown, str]:
        shown: Shown = name if is_here else Tagged("Has left", "stop", name)
        return shown, f"{access}. Since {since}."

    lines = []
    for one in line.holders:
        shown, about = said(one.name, ACCESS_WORDS[one.access], day(one.since), one.is_here)
        off = url_for(".end_of_access", account_id=line.row.id, person_id=one.person_id)
        lines.append((shown, about, Pressed("Their access was taken away", off, about=one.name)))
    return Part("Who holds access", lines, "Nobody is listed yet.")


@bp.get("/retired")
@requires(Permission.LOOK_AFTER_SITES)
def retired() -> ResponseReturnValue:
    """List the platforms that the school gave up."""
    rows: list[list[Shown]] = []
    may_retire = may(actor(), Permission.AUTHORISE)
    heads = ("Platform", "Sites close by", "Why", "Sites")
    for line in retired_of(db.session, school().id):
        left = "No site stands on it" if not line.sites else f"{line.sites} still on it"
        tone = "good" if not line.sites else "stop" if line.row.close_by < today() else "warn"
        name = PLATFORMS.get(line.row.platform, line.row.platform)
        back = Pressed("Let it back", url_for(".let_back", retired_id=line.row.id), about=name)
        row: list[Shown] = [name, day(line.row.close_by), line.row.reason, Tagged(left, tone)]
        rows.append([*row, back] if may_retire else row)
    return show_list(
        RegisterList(
            h1=GIVEN_UP,
            rule="Nobody proposes a new site on a platform that the school gave up; existing ones close by its day.",
            clause="7.3",
            heads=(*heads, "Take it back") if may_retire else heads,
            rows=rows,
            nothing=("No platform was given up.", ""),
            links=(Linked("Give up a platform", url_for(".retire")),) if may_retire else (),
            files=files_of("retired"),
        )
    )


def line_or_404(account_id: int) -> AccountLine:
    """Return one account of the school, or answer 404."""
    lines = accounts_of(db.session, school().id, today(), only=account_id)
    if not lines:
        abort(404)
    return lines[0]


SHEETS["accounts"] = SheetPages(
    ACCOUNTS,
    HERE,
    "platform_accounts.accounts",
    lambda: account_rows(db.session, school().id, today()),
    note="A list with a column of passwords is not taken, and nothing of it is kept.",
)
SHEETS["retired"] = SheetPages(
    RETIRED,
    GIVEN_UP,
    "platform_accounts.retired",
    lambda: retired_rows(db.session, school().id),
    reading=Permission.LOOK_AFTER_SITES,
)
ENTRIES.append(
    RegisterEntry(
        HERE,
        "platform_accounts.accounts",
        Permission.LOOK_AFTER_SITES,
        "Which accounts our sites stand in, who holds access to them, and which platforms we gave up.",
    )
)
