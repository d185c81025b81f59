"""Contributors from outside: who they are, how and until when they were vetted, and on which sites (A.2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.registers.vetting import STANDING_WORDS, VettingStanding
from governance.domain.registers.words import (
    CONTRIBUTOR_KIND_WORDS,
    VETTING_METHOD_WORDS,
    VettingMethod,
)
from governance.queries.registers.acts import acts_on
from governance.queries.registers.sheet_rows import contributor_rows
from governance.queries.registers.vetting import ContributorLine, VettingLine, contributors_at
from governance.services.registers.vetting import (
    SUBJECT,
)
from governance.services.registers.vetting_sheet import CONTRIBUTORS
from governance.web.entry import policy, requires, school, today
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

bp = Blueprint("contributors", __name__, url_prefix="/s/<school>/registers/contributors")

RULE = "Whoever adds something to our sites from outside is vetted by somebody named, and only until a day."
TONES = {
    VettingStanding.VETTED: "good",
    VettingStanding.ENDS_SOON: "warn",
    VettingStanding.LAPSED: "stop",
    VettingStanding.NOT_VETTED: "stop",
    VettingStanding.ENDED: "past",
}


@bp.get("")
@requires(Permission.LOOK_AFTER_VETTING)
def contributors() -> ResponseReturnValue:
    """List everybody who contributes from outside."""
    return show_list(
        RegisterList(
            h1="Contributors from outside",
            rule=RULE,
            clause="A.2.6",
            heads=("Who", "Vetted", "Counts until", "Contributes to"),
            rows=[_listed(line) for line in lines()],
            nothing=(
                "Nobody from outside contributes.",
                "Add a partner school’s class or a volunteer here first.",
            ),
            links=(Linked("Add a contributor", url_for(".add")),),
            files=files_of("contributors"),
        )
    )


def _listed(line: ContributorLine) -> list[Shown]:
    last = line.last
    vetted = f"by {last.by}" if last else ""
    return [
        Linked(line.row.name, url_for(".contributor", contributor_id=line.row.id)),
        Tagged(STANDING_WORDS[line.standing], TONES[line.standing], vetted),
        day(last.expires_on if last else None, "Never vetted"),
        ", ".join(name for _, name in line.sites) or "No site yet",
    ]


@bp.get("/<int:contributor_id>")
@requires(Permission.LOOK_AFTER_VETTING)
def contributor(contributor_id: int) -> ResponseReturnValue:
    """Show one contributor."""
    line = line_or_404(contributor_id)
    row = line.row
    number = row.id
    is_open = line.standing is not VettingStanding.ENDED and row.ended_on is None
    links = (
        Linked("Record a vetting", url_for(".vet", contributor_id=number)),
        Linked("Let them onto a site", url_for(".let_on", contributor_id=number)),
        Linked("Change", url_for(".change", contributor_id=number)),
    )
    end = Pressed("They contribute no more", url_for(".end", contributor_id=number), seen=row.revision)
    return show_record(
        RegisterRecord(
            h1=row.name,
            caption="Contributor from outside",
            back=Linked("Contributors from outside", url_for(".contributors")),
            state=Tagged(STANDING_WORDS[line.standing], TONES[line.standing]),
            facts=(
                ("Who", CONTRIBUTOR_KIND_WORDS[row.kind]),
                ("Comes from", line.partner or row.belongs_to),
                ("Last day", day(row.ended_on)),
            ),
            parts=(_vettings(line), _sites(line)),
            links=links if is_open else (),
            buttons=(end,) if is_open else (),
            events=acts_on(db.session, school().id, SUBJECT, row.id),
            warning=_warning(line),
        )
    )


def _warning(line: ContributorLine) -> str:
    if line.standing in (VettingStanding.LAPSED, VettingStanding.NOT_VETTED) and line.sites:
        return "They may not contribute today. Vet them again, or take them off their sites."
    return ""


def _vettings(line: ContributorLine) -> Part:
    def said(one: VettingLine) -> tuple[Shown, str, Pressed | None]:
        words = f"{VETTING_METHOD_WORDS[VettingMethod(one.method)]}. Counts until {day(one.expires_on)}."
        words += f" Reference: {one.reference}." if one.reference else ""
        words += f" Withdrawn: {one.withdrawn_because}" if one.withdrawn else ""
        return f"Vetted by {one.by} on {day(one.vetted_on)}", words, None

    counts = next((one for one in line.vettings if not one.withdrawn), None)
    link = Linked("Withdraw the newest vetting", url_for(".withdraw", vetting_id=counts.id)) if counts else None
    return Part("How they were vetted", [said(one) for one in line.vettings], "Nobody has vetted them yet.", link)


def _sites(line: ContributorLine) -> Part:
    lines = [
        (
            Linked(name, url_for("sites.site", site_id=site_id)),
            "",
            Pressed("Take them off", url_for(".off", contributor_id=line.row.id, site_id=site_id), about=name),
        )
        for site_id, name in line.sites
    ]
    return Part("Where they contribute", lines, "Nowhere yet.")


def lines() -> tuple[ContributorLine, ...]:
    """Return everybody on the register, as they stand today."""
    return contributors_at(db.session, school().id, today(), policy().warn_days_before)


def line_or_404(contributor_id: int) -> ContributorLine:
    """Return one of them, or answer 404."""
    found = contributors_at(db.session, school().id, today(), policy().warn_days_before, only=contributor_id)
    if not found:
        abort(404)
    return found[0]


def _file_lines() -> Iterable[Sequence[Cell]]:
    return contributor_rows(db.session, school().id, today())


SHEETS["contributors"] = SheetPages(CONTRIBUTORS, "Contributors from outside", "contributors.contributors", _file_lines)
ENTRIES.append(
    RegisterEntry(
        "Contributors from outside",
        "contributors.contributors",
        Permission.LOOK_AFTER_VETTING,
        "Partner schools’ classes, volunteers and others who add something to a site, and until when they are vetted.",
    )
)
