"""What every answer forbids the browser, how a school's colour stays readable, and how things are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from flask import Flask, render_template_string, session
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from governance.web import words
from governance.web.colour import brand_of, contrast
from tests.web.gallery import make_gallery


@pytest.fixture(name="gallery")
def _gallery() -> Flask:
    app = make_gallery()

    @app.get("/enter")
    def enter() -> str:
        session["_user_id"] = "1"
        return "entered"

    return app


def test_no_page_lets_a_script_in_that_stands_in_it(gallery: Flask) -> None:
    response = gallery.test_client().get("/")
    policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["object-src"] == "'none'"
    nonce = policy["style-src"].removeprefix("'self' 'nonce-").removesuffix("'")
    assert f'<style nonce="{nonce}">' in response.text
    assert nonce not in gallery.test_client().get("/").text


def test_every_answer_carries_the_other_headers(gallery: Flask) -> None:
    for address in ("/", "/nowhere", "/boom", "/static/product.css"):
        headers = gallery.test_client().get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert "camera=()" in headers["Permissions-Policy"]


def test_only_an_encrypted_answer_asks_for_encryption(gallery: Flask) -> None:
    client = gallery.test_client()
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_signed_in_page_is_not_kept_by_the_browser(gallery: Flask) -> None:
    client = gallery.test_client()
    client.get("/enter")
    assert client.get("/register").headers["Cache-Control"] == "no-store"


def test_an_asset_with_its_digest_is_kept_for_a_year(gallery: Flask) -> None:
    client = gallery.test_client()
    assert client.get("/static/product.css?v=1").headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/product.css").headers["Cache-Control"] == "no-cache"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_whatever_colour_a_school_has_its_pages_can_be_read(colour: str) -> None:
    brand = brand_of(colour)
    assert brand.fill == colour
    assert contrast(brand.text, brand.fill) >= 4.5
    assert contrast(brand.link, "#ffffff") >= 5
    assert contrast(brand.deep, "#ffffff") >= 5


def test_contrast_is_what_the_guidelines_define() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#1234567", "#12345g", "#123456;}", "#１２３４５６"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        brand_of(colour)


@dataclass
class Row:
    name: str = "Year 4 blog"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ nmae }}", id="a name that is not there"),
        pytest.param("{% for one in nmaes %}{% endfor %}", id="a list that is not there"),
        pytest.param("{{ row.nmae }}", id="an attribute that is not there"),
        pytest.param("{% if row.nmae %}{% endif %}", id="a question about an attribute that is not there"),
    ],
)
def test_a_slip_in_a_template_is_an_error(gallery: Flask, source: str) -> None:
    with gallery.test_request_context(), pytest.raises(UndefinedError):
        render_template_string(source, row=Row())


def test_what_may_be_missing_may_be_asked_about(gallery: Flask) -> None:
    with gallery.test_request_context():
        assert (
            render_template_string("{% if note %}x{% endif %}{{ {}.a or 'y' }}{{ row.name }}", row=Row())
            == "yYear 4 blog"
        )


SUMMER = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("say", "given_", "said"),
    [
        pytest.param(words.date_words, (date(2026, 11, 27),), "Friday 27 November 2026", id="a date"),
        pytest.param(words.short_date_words, (date(2026, 1, 2),), "2 January 2026", id="a short date"),
        pytest.param(words.time_words, (time(9),), "9am", id="on the hour"),
        pytest.param(words.time_words, (time(15, 5),), "3:05pm", id="afternoon"),
        pytest.param(words.time_words, (time(12),), "midday", id="midday"),
        pytest.param(words.time_words, (time(0),), "midnight", id="midnight"),
        pytest.param(words.time_words, (time(0, 10),), "12:10am", id="after midnight"),
        pytest.param(words.duration_words, (timedelta(days=3, hours=5),), "3 days", id="days"),
        pytest.param(words.duration_words, (timedelta(hours=1, minutes=59),), "1 hour", id="one hour"),
        pytest.param(words.duration_words, (timedelta(seconds=30),), "less than a minute", id="a moment"),
        pytest.param(words.days_words, (date(2026, 11, 28), date(2026, 11, 27)), "tomorrow", id="tomorrow"),
        pytest.param(words.days_words, (date(2026, 12, 1), date(2026, 11, 27)), "in 4 days", id="soon"),
        pytest.param(words.days_words, (date(2026, 11, 20), date(2026, 11, 27)), "7 days ago", id="past"),
        pytest.param(words.hours_words, (Decimal("1.50"),), "1.5 hours", id="one and a half"),
        pytest.param(words.hours_words, (Decimal("10"),), "10 hours", id="ten, not 1E+1"),
        pytest.param(words.hours_words, (1,), "1 hour", id="one"),
        pytest.param(words.hours_words, (Decimal("0.5"),), "half an hour", id="half"),
        pytest.param(words.count_words, (0, "site"), "no sites", id="none"),
        pytest.param(words.count_words, (1, "site"), "1 site", id="one site"),
        pytest.param(words.count_words, (1200, "reply", "replies"), "1,200 replies", id="many"),
        pytest.param(words.list_words, (["text"],), "text", id="a list of one"),
        pytest.param(words.list_words, (["text", "images", "files"],), "text, images and files", id="a list of three"),
        pytest.param(words.size_words, (2_500_000,), "2.5 MB", id="a size"),
        pytest.param(words.yes_words, (None,), "Not answered", id="no answer"),
        pytest.param(words.state_word, ("suspended",), "Suspended", id="for staff"),
        pytest.param(words.state_word, ("suspended", "public"), "Paused", id="for the public"),
        pytest.param(words.state_word, ("superseded", "version"), "Replaced", id="a version"),
    ],
)
def test_things_are_said_as_people_say_them(say: Callable[..., str], given_: tuple[object, ...], said: str) -> None:
    assert say(*given_) == said


def test_a_moment_is_said_in_the_schools_own_time(gallery: Flask) -> None:
    with gallery.test_request_context():
        assert words.moment_words(SUMMER) == "Wednesday 1 July 2026 at 9:30am"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(datetime(2026, 7, 1, 4, 40, tzinfo=UTC), "today at 5:40am", id="today"),
        pytest.param(
            datetime(2026, 6, 30, 23, 10, tzinfo=UTC), "today at 12:10am", id="today by the school's own time"
        ),
        pytest.param(datetime(2026, 6, 30, 4, 40, tzinfo=UTC), "yesterday at 5:40am", id="yesterday"),
        pytest.param(datetime(2026, 6, 29, 4, 40, tzinfo=UTC), "on Monday 29 June 2026 at 5:40am", id="before that"),
    ],
)
def test_a_moment_not_long_past_is_said_by_its_day(gallery: Flask, moment: datetime, said: str) -> None:
    with gallery.test_request_context():
        assert words.lately_words(moment, SUMMER) == said


def test_a_moment_without_a_zone_is_not_guessed(gallery: Flask) -> None:
    with gallery.test_request_context(), pytest.raises(ValueError, match="time zone"):
        words.moment_words(SUMMER.replace(tzinfo=None))
