"""The checks of pages find what they are there to find."""

from __future__ import annotations

import pytest

from tests.web.page_checks import check_page

SOUND = (
    '<!doctype html><html lang="en-GB"><head><title>Sites – School</title></head><body>'
    '<main id="main"><h1>Sites</h1>{}</main></body></html>'
)


def test_a_sound_page_passes_and_answers_its_internal_links() -> None:
    links = '<a href="/a?b=1#c">A</a> <a href="https://example.org/">Out</a> <a href="#main">Here</a>'
    assert check_page(SOUND.format(links)).links == {"/a?b=1"}


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        pytest.param("<h1>Again</h1>", "there are 2 <h1>", id="two headings"),
        pytest.param('<p id="main"></p>', "'main' stands 2 times", id="an id twice"),
        pytest.param('<input id="x" name="x">', "has no label", id="no label"),
        pytest.param('<label for="y">Y</label>', "points at 'y'", id="a label for nothing"),
        pytest.param('<p aria-describedby="gone"></p>', "points at 'gone'", id="described by nothing"),
        pytest.param('<a href="/x"></a>', "says nothing", id="an empty link"),
        pytest.param('<a href="#gone">Go</a>', "leads to #gone", id="a fragment that is not there"),
        pytest.param('<a href="#">Go</a>', "leads nowhere", id="a dead link"),
        pytest.param('<a href="javascript:x()">Go</a>', "runs a script", id="a script in a link"),
        pytest.param('<img src="/x">', "has no alt", id="a picture without words"),
        pytest.param('<p onclick="x()">P</p>', "carries the script onclick", id="a handler"),
        pytest.param('<p style="color:red">P</p>', "carries a style", id="a style"),
        pytest.param("<script>x()</script>", "a script stands in the page", id="a script"),
        pytest.param("<style>p{}</style>", "a style without a nonce", id="a style without a nonce"),
        pytest.param('<form method="post"></form>', "has no token", id="no token"),
        pytest.param("<p>None</p>", "the page says 'None'", id="a leaked None"),
        pytest.param("<div>", "closes", id="not closed"),
        pytest.param('<button type="submit"></button>', "says nothing", id="an empty button"),
    ],
)
def test_what_is_wrong_is_found(html: str, problem: str) -> None:
    with pytest.raises(AssertionError) as raised:
        check_page(SOUND.format(html))
    assert problem in str(raised.value)


def test_the_title_starts_with_the_heading() -> None:
    with pytest.raises(AssertionError, match="does not start with"):
        check_page(SOUND.format("").replace("<h1>Sites", "<h1>Blogs"))


def test_the_language_is_said() -> None:
    with pytest.raises(AssertionError, match="language"):
        check_page(SOUND.format("").replace(' lang="en-GB"', ""))
