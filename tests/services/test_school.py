"""A school's details and its logo: judged by content, drawn anew, and never more than it should be."""

from __future__ import annotations

import dataclasses
import io
import struct
import zlib

import pytest
import sqlalchemy as sa
from PIL import Image, PngImagePlugin
from sqlalchemy.orm import Session

from governance.domain.access import Actor, at_the_server
from governance.domain.school_details import SchoolDetails
from governance.domain.words import Role
from governance.models import AuditRow, PlatformAge, School
from governance.services.logo import logo_png
from governance.services.refused import Refused, Stale
from governance.services.school import change_school, create_school, remove_logo, set_logo
from tests.factories import NOW, actor_of, make_person, make_school

DETAILS = SchoolDetails("Oak Primary", "", "#1d4f76", "england", "Europe/London")
INSTALLER = at_the_server(None)


@pytest.fixture(name="head")
def _head(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.HEAD))


def _picture(width: int = 64, height: int = 64, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#225533").save(out, kind)
    return out.getvalue()


def _bomb(side: int) -> bytes:
    """A PNG that says it is ``side`` pixels square and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _rows(session: Session) -> int:
    found = session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) or 0
    session.rollback()
    return found


def test_a_new_school_has_its_table_of_minimum_ages(session: Session) -> None:
    school_id = create_school(session, INSTALLER, NOW, slug="elm-primary", details=DETAILS)
    school = session.get_one(School, school_id)
    assert (school.slug, school.nation, school.time_zone) == ("elm-primary", "england", "Europe/London")
    assert session.scalar(sa.select(sa.func.count()).select_from(PlatformAge)) == 22
    row = session.scalars(sa.select(AuditRow)).one()
    assert (row.code, row.chain, row.details) == ("school.created", school_id, {"slug": "elm-primary"})


@pytest.mark.parametrize("slug", ["", "a", "Oak", "oak primary", "oak--p", "-oak", "oak/..", "o" * 61, "oak\n"])
def test_a_short_name_that_is_no_address_is_refused(session: Session, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        create_school(session, INSTALLER, NOW, slug=slug, details=DETAILS)
    assert refused.value.codes == ("school_slug_not_one",)
    assert _rows(session) == 0


def test_a_short_name_is_given_once(session: Session, head: Actor) -> None:
    with pytest.raises(Refused) as refused:
        create_school(session, INSTALLER, NOW, slug="oak", details=DETAILS)
    assert refused.value.codes == ("school_slug_taken",)


def test_a_change_names_what_changed(session: Session, head: Actor) -> None:
    changed = dataclasses.replace(DETAILS, name="Oak Academy", colour="#ffd23f")
    change_school(session, head, NOW, seen=1, details=changed)
    assert session.scalars(sa.select(AuditRow)).one().details == {"changed": ["name", "colour"]}
    session.rollback()
    with pytest.raises(Stale):
        change_school(session, head, NOW, seen=1, details=DETAILS)
    assert _rows(session) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"name": " "}, "school_name_missing", id="no name"),
        pytest.param({"website": "javascript:alert(1)"}, "school_website_not_one", id="a script for a website"),
        pytest.param({"website": "https://me@evil.example"}, "school_website_not_one", id="a website with a user"),
        pytest.param({"colour": "red;}"}, "school_colour_not_one", id="a colour that is none"),
        pytest.param({"nation": "france"}, "school_nation_unknown", id="another nation"),
        pytest.param({"time_zone": "../etc"}, "school_time_zone_unknown", id="no time zone"),
    ],
)
def test_details_that_are_none_change_nothing(
    session: Session, head: Actor, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        change_school(session, head, NOW, seen=1, details=dataclasses.replace(DETAILS, **changes))
    assert refused.value.codes == (code,)
    assert _rows(session) == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_logo_becomes_a_png_of_at_most_400_pixels(kind: str) -> None:
    kept = Image.open(io.BytesIO(logo_png(_picture(1000, 500, kind))))
    assert (kept.format, kept.size) == ("PNG", (400, 200))


def test_nothing_that_hides_in_a_picture_is_kept() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "PNG", pnginfo=notes)
    kept = logo_png(out.getvalue() + b"<script>alert(2)</script>")
    assert b"script" not in kept


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "logo_empty", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_not_a_picture", id="an SVG"),
        pytest.param(b"%PDF-1.7 not a picture", "logo_not_a_picture", id="a PDF"),
        pytest.param(_picture()[:60], "logo_damaged", id="a picture cut short"),
        pytest.param(_picture(16, 16), "logo_too_small", id="too small to be read"),
        pytest.param(_picture(4001, 40), "logo_too_many_pixels", id="too wide"),
        pytest.param(_bomb(12_000), "logo_too_many_pixels", id="a small file that unpacks to a wall of pixels"),
        pytest.param(_bomb(60_000), "logo_too_many_pixels", id="a file that unpacks to more than the memory"),
        pytest.param(_bomb(3_000), "logo_damaged", id="a file that holds less than it says"),
        pytest.param(_picture() + b"\0" * 1_000_000, "logo_too_large", id="more than a megabyte"),
        pytest.param(_picture(kind="BMP"), "logo_not_a_picture", id="a picture of a kind that is not taken"),
    ],
)
def test_what_is_no_logo_changes_nothing(session: Session, head: Actor, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_logo(session, head, NOW, seen=1, data=data)
    assert refused.value.codes == (code,)
    assert _rows(session) == 0
    assert session.scalars(sa.select(School.logo_kind)).all() == [""]


def test_a_logo_is_kept_once_and_taken_away_once(session: Session, head: Actor) -> None:
    set_logo(session, head, NOW, seen=1, data=_picture())
    set_logo(session, head, NOW, seen=2, data=_picture())
    assert session.scalars(sa.select(School.logo_kind)).all() == ["image/png"]
    session.rollback()
    remove_logo(session, head, NOW, seen=2)
    remove_logo(session, head, NOW, seen=3)
    assert _rows(session) == 2
