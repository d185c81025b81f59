"""The list of a school's sites, closed ones too, on the screen, on paper and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.waiting import Progress, Waiting, waits_for
from governance.domain.words import KIND_WORDS, SiteKind, SiteState
from governance.domain.year_groups import Nation, year_group
from governance.models import ProposalVersion, Site
from governance.queries.site_records import evaluated
from governance.queries.sites import (
    VersionLine,
    approved_versions,
    duties_of,
    sites_of,
    steps_unsigned,
    version_that_counts,
    versions_of,
)
from governance.services.situations import review_dates
from governance.web.entry import requires, school, today
from governance.web.fields import ProductForm, SelectChoice, SelectField
from governance.web.handed_out import sheet_handed_out
from governance.web.sites.area import address_if_there, bp
from governance.web.words import list_words, state_word

HEADINGS = ("Name", "State", "Kind", "Year groups", "Address", "Who runs it", "Waits for", "Waits on", "Planned end")


class SitesFilter(ProductForm):
    """Which sites are shown."""

    state = SelectField(
        "State",
        choices=[SelectChoice(state.value, state_word(state)) for state in SiteState],
        say_optional=False,
    )
    kind = SelectField(
        "Kind",
        choices=[SelectChoice(kind.value, words.capitalize()) for kind, words in KIND_WORDS.items()],
        say_optional=False,
    )


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site of the list, in words."""

    site: Site
    year_groups: str
    people: str
    waiting: Waiting | None


@bp.get("")
@requires(Permission.SEE_SITES)
def sites() -> ResponseReturnValue:
    """Show the school's sites, of one state or kind where that is asked for."""
    form, lines = _asked_for()
    return render_template(
        "sites/sites.html",
        form=form,
        lines=lines,
        kinds=KIND_WORDS,
        filtered=bool(form.state.data or form.kind.data),
        export=_export_address(form),
        propose=address_if_there("proposals.start"),
        found=address_if_there("found.found"),
    )


@bp.get("/export.csv")
@requires(Permission.SEE_SITES)
def export() -> ResponseReturnValue:
    """Answer the same list as a file for a spreadsheet, in which no cell can run."""
    _, lines = _asked_for()
    rows = [
        (
            line.site.name,
            state_word(line.site.state),
            KIND_WORDS[line.site.kind],
            line.year_groups,
            line.site.address,
            line.people,
            line.waiting.what if line.waiting else "",
            line.waiting.whom if line.waiting else "",
            line.site.planned_end,
        )
        for line in lines
    ]
    return sheet_handed_out(f"sites-{school().slug}-{today().isoformat()}.csv", "Sites", HEADINGS, rows)


def _asked_for() -> tuple[SitesFilter, list[SiteLine]]:
    form = SitesFilter(request.args, meta={"csrf": False})
    form.validate()
    state = SiteState(form.state.data) if form.state.data and not form.state.errors else None
    kind = SiteKind(form.kind.data) if form.kind.data and not form.kind.errors else None
    return form, lines_of(sites_of(db.session, school().id, state, kind))


def _export_address(form: SitesFilter) -> str | None:
    asked = {name: form[name].data for name in ("state", "kind") if form[name].data and not form[name].errors}
    return address_if_there("sites.export", **asked)


def lines_of(found: Sequence[Site]) -> list[SiteLine]:
    """Say of each site who runs it and what it waits for, with as few reads as for one."""
    school_id = school().id
    versions: dict[int, list[VersionLine]] = {}
    for version in versions_of(db.session, school_id):
        versions.setdefault(version.site_id, []).append(version)
    people: dict[int, list[str]] = {}
    for duty in duties_of(db.session, school_id, today()):
        if duty.approved and duty.person not in people.setdefault(duty.site_id, []):
            people[duty.site_id].append(duty.person)
    unsigned = steps_unsigned(db.session, school_id)
    due = _due_sites(found)
    lines = []
    for site in found:
        counts = version_that_counts(versions.get(site.id, ()))
        progress = Progress(
            site=site.state,
            version=counts.state if counts else None,
            has_approved_version=site.current_version_id is not None,
            amber_until=site.amber_until,
            due_for_decision=site.id in due,
            steps_unsigned=unsigned.get(site.id, 0),
        )
        lines.append(SiteLine(site, year_group_words(site), list_words(people.get(site.id, ())), waits_for(progress)))
    return lines


def _due_sites(found: Sequence[Site]) -> set[int]:
    """The live sites whose planned end or promised evaluation has come."""
    live = {site.current_version_id: site for site in found if site.state is SiteState.LIVE}
    done = evaluated(db.session, school().id)
    due = {site.id for site in live.values() if site.planned_end is not None and site.planned_end <= today()}
    for version in approved_versions(db.session, school().id):
        if version.id in live and _evaluation_due(version, done):
            due.add(live[version.id].id)
    return due


def _evaluation_due(version: ProposalVersion, done: set[tuple[int, int]]) -> bool:
    return any(day <= today() and (version.id, measure) not in done for measure, day in review_dates(version))


def year_group_words(site: Site) -> str:
    """Say the year groups of a site as the school's nation calls them; an unknown one is said as it was typed."""
    nation = Nation(school().nation)
    return list_words(group.name if (group := year_group(nation, key)) else key for key in site.year_groups)
