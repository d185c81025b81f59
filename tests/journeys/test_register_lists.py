"""A list of partner schools, also without JavaScript: the file, a line that is left out, the yes, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.pressing import headed
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

LIST = (
    "Name;Who answers there;Since;Made sure of by;Made sure of on\r\n"
    "Elm Primary;Its office;01/09/2026;;\r\n"
    "École du Lac;Its head;soon;;\r\n"
)


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with axe and on a phone"])
def test_a_list_is_brought_in_and_taken_away(stage: Stage, tmp_path: Path, scripts: bool) -> None:
    file = tmp_path / "partners.csv"
    # As a spreadsheet program on Windows saves it.
    file.write_bytes(LIST.encode("cp1252"))
    stage.scripts = scripts
    page = stage.as_(stage.cast.ict)
    page.goto("/s/oak/registers/partners")
    page.get_by_role("button", name="Bring in a list").click()
    headed(page, "Bring in a list")
    stage.look(page, "registers, bring in a list")
    page.get_by_label("The list").set_input_files(file)
    page.get_by_role("button", name="Look at this list").click()
    headed(page, "What this list would do")
    expect(page.get_by_text("Nothing has happened yet.")).to_be_visible()
    expect(page.get_by_text("École du Lac")).to_be_visible()
    expect(page.get_by_text("Since: “soon” is no day. Write it as 27/11/2026.")).to_be_visible()
    stage.look(page, "registers, what a list would do")
    page.get_by_role("button", name="Bring this list in").click()
    headed(page, "Partner schools")
    expect(page.get_by_role("link", name="Elm Primary")).to_be_visible()
    expect(page.get_by_text("École du Lac")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="a CSV file").click()
    out = Path(download.value.path()).read_text()
    assert '"Elm Primary","A school","Its office","2026-09-01"' in out
    page.goto("/s/oak/registers/cards")
    stage.look(page, "registers, who readers see")
