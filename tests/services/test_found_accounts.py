"""Today's reality: accounts become found sites by form and by sheet (7.1; DESIGN 5; DOMAIN 7.12)."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import Role, SiteState
from governance.models import AuditRow, FoundNote, Import, School, Site
from governance.services.found_accounts import import_found, keep_sheet, preview_of, register_found
from governance.services.refused import NotHere
from tests.factories import NOW, actor_of, make_person, make_school, make_site
from tests.services.unchanged import counts, refused

SHEET = b"""Account,Address,Owner,Since,Notes,Password
Year 4 blog,https://blogs.example/year4,,2019,Nobody posts,hunter2
School on X,https://twitter.com/OakPrimary,pat,,,
Chess club,,,,,
,https://blogs.example/year5,,,,
"""


def _lead(session: Session, slug: str = "oak") -> tuple[School, Actor]:
    school = make_school(session, slug, name=f"{slug.capitalize()} Primary")
    return school, actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def test_a_sheet_with_gaps_becomes_found_sites_with_a_list_of_what_is_unknown(session: Session) -> None:
    school, lead = _lead(session)
    pat = make_person(session, school, Role.TEACHER, name="Pat").id
    session.rollback()
    import_id = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    assert counts(session)["sites"] == 0
    assert import_found(session, lead, NOW, import_id=import_id) == 3
    sites = session.scalars(sa.select(Site).order_by(Site.id)).all()
    assert {site.state for site in sites} == {SiteState.FOUND}
    assert [(site.name, site.platform, site.unknowns, site.resourcing_owner_id) for site in sites] == [
        ("Year 4 blog", "", ["kind", "platform", "owner"], None),
        ("School on X", "x", ["since"], pat),
        ("Chess club", "", ["kind", "platform", "address", "owner", "since"], None),
    ]
    note = session.scalars(sa.select(FoundNote).order_by(FoundNote.id)).first()
    assert note is not None
    assert (note.since, note.notes, note.import_id) == ("2019", "Nobody posts", import_id)
    codes = list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)))
    assert codes == ["found.uploaded", *["site.registered_as_found"] * 3, "found.imported"]


def test_only_the_columns_that_are_understood_are_kept(session: Session) -> None:
    _, lead = _lead(session)
    keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    kept = session.scalars(sa.select(Import)).one()
    assert "hunter2" not in kept.text
    assert json.loads(kept.text)["left_out"] == ["Password"]
    rows, faults, left_out = preview_of(session, kept)
    assert [row.line for row in rows if row.refusals] == [5]
    assert (faults, left_out) == ((), ("Password",))


def test_a_sheet_run_twice_changes_nothing_the_second_time(session: Session) -> None:
    _, lead = _lead(session)
    first = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    import_found(session, lead, NOW, import_id=first)
    before = counts(session)
    assert import_found(session, lead, NOW, import_id=first) == 0
    assert counts(session) == before
    second = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    before = counts(session)
    assert import_found(session, lead, NOW, import_id=second) == 0
    assert counts(session) == before


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"canonical": "web:blogs.example:/year4"}, id="by its canonical address"),
        pytest.param({"address": "http://www.blogs.example/year4/"}, id="by its address in another spelling"),
    ],
)
def test_an_official_site_in_the_sheet_stays_as_it_is(session: Session, columns: dict[str, str]) -> None:
    school, lead = _lead(session)
    make_site(session, school, make_person(session, school, Role.TEACHER), **columns)
    session.rollback()
    import_id = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    assert import_found(session, lead, NOW, import_id=import_id) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="an empty file"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "file_not_text", id="a picture"),
        pytest.param(b"Address\nhttps://a.example\n", "column_missing", id="no column of names"),
        pytest.param(b"Name\n", "file_without_rows", id="headings and nothing below"),
    ],
)
def test_a_file_that_is_no_list_is_refused(session: Session, data: bytes, code: str) -> None:
    _, lead = _lead(session)
    with refused(session, code):
        keep_sheet(session, lead, NOW, name="x.csv", data=data)


def test_the_ict_lead_registers_one_account_by_form_once(session: Session) -> None:
    _, lead = _lead(session)
    cells = {"name": "School on X", "platform": "x", "address": "@oak"}
    site_id = register_found(session, lead, NOW, cells=cells)
    site = session.get(Site, site_id)
    assert site is not None
    assert (site.canonical, site.state) == ("handle:x::oak", SiteState.FOUND)
    session.rollback()
    with refused(session, "not_in_this_state"):
        register_found(session, lead, NOW, cells=cells | {"address": "https://x.com/OAK"})
    with refused(session, "name_missing"):
        register_found(session, lead, NOW, cells={})


@pytest.mark.parametrize("role", [Role.TEACHER, Role.HEAD, Role.GOVERNOR])
def test_only_the_ict_lead_registers_found_accounts(session: Session, role: Role) -> None:
    school, lead = _lead(session)
    actor = actor_of(session, school, make_person(session, school, role))
    import_id = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    with refused(session, "not_yours_to_do"):
        register_found(session, actor, NOW, cells={"name": "Chess"})
    with refused(session, "not_yours_to_do"):
        keep_sheet(session, actor, NOW, name="accounts.csv", data=SHEET)
    with refused(session, "not_yours_to_do"):
        import_found(session, actor, NOW, import_id=import_id)


def test_another_schools_sheet_is_not_there(session: Session) -> None:
    _, lead = _lead(session)
    _, stranger = _lead(session, "elm")
    import_id = keep_sheet(session, lead, NOW, name="accounts.csv", data=SHEET)
    with pytest.raises(NotHere):
        import_found(session, stranger, NOW, import_id=import_id)
