"""A site's page as a visitor sees it: where it leads, what it links to, the names that it gives itself (7.1, A.4)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from governance.hosts.markup import read_markup, text_of_page
from governance.hosts.outside import Bounds, Outside
from governance.hosts.page import look_at_page
from governance.hosts.protocol import HostFailed
from tests.hosts.listener import answer, answering, listening

PAGE = b"""<!doctype html><html><head><title>Frogs &#8211; Year 4 blog</title>
<meta property="og:site_name" content="Year 4 &amp; friends">
<link rel="alternate" type="application/rss+xml" title="Year 4 blog &raquo; Feed" href="/feed/">
<link rel="me" href="https://social.example/@year4"></head>
<body><a href="/rules/">Rules</a> <a class=x href='https://school.example'>Our school</a>
<script>document.write("<a href='/made-by-a-program'>x</a>")</script><!-- <a href="/said-by-nobody">x</a> -->
<a href="javascript:alert(1)">no</a></body></html>"""


def test_a_page_is_read_for_its_links_and_names_and_nothing_on_it_is_run() -> None:
    with answering(answer("200 OK", PAGE, "Content-Type: text/html; charset=utf-8")) as host:
        with Outside({host.place}) as outside:
            seen = look_at_page(outside, host.url)
        assert seen.links == {f"{host.url}rules/", "https://school.example"}
    assert seen.mark.splitlines() == [
        "site_name: Year 4 & friends",
        "feed: Year 4 blog",
        "title: Frogs – Year 4 blog",
        "me: https://social.example/@year4",
    ]
    assert (seen.led_to, seen.rules_answer, seen.school_links_here) == (host.url, None, None)
    assert len(host.asked) == 1
    assert b"User-Agent: OfficialSites/" in host.asked[0]


def test_the_rules_and_the_schools_website_are_asked_for_where_they_were_evidenced() -> None:
    def says(request: bytes) -> Iterator[bytes]:
        path = request.split()[1]
        if path == b"/school":
            yield answer("200 OK", b'<a href="/">Our blog</a>')
        else:
            yield answer("404 Not Found") if path == b"/rules" else answer("200 OK", PAGE)

    with listening(says) as host, Outside({host.place}) as outside:
        seen = look_at_page(outside, f"{host.url}year4", f"{host.url}rules", f"{host.url}school")
    assert (seen.rules_answer, seen.school_links_here) == (False, False)
    with listening(says) as host, Outside({host.place}) as outside:
        assert look_at_page(outside, host.url, "", f"{host.url}school").school_links_here is True


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        pytest.param(answer("404 Not Found"), "page_gone", id="the page is gone"),
        pytest.param(answer("410 Gone"), "page_gone", id="gone for good"),
        pytest.param(answer("500 Internal Server Error"), "server_error", id="the server is broken"),
        pytest.param(
            answer("503 Service Unavailable"), "server_error", id="it cannot answer and does not say until when"
        ),
        pytest.param(
            answer("503 Service Unavailable", b"", "Retry-After: 600"), "rate_limited", id="it is being looked after"
        ),
        pytest.param(answer("429 Too Many Requests", b"", "Retry-After: 600"), "rate_limited", id="too many requests"),
        pytest.param(answer("403 Forbidden"), "blocked", id="it turns us away"),
        pytest.param(answer("302 Found", b"", "Location: /again"), "moved", id="it leads round in a circle"),
        pytest.param(answer("302 Found", b"", "Location: http://10.0.0.1/"), "address_not_allowed", id="a private one"),
        pytest.param(answer("200 OK", b"x" * 4_000_001), "too_large", id="far too long"),
        pytest.param(b"", "answer_not_understood", id="no answer at all"),
    ],
)
def test_a_page_that_cannot_be_read_is_told_by_its_trouble(said: bytes, trouble: str) -> None:
    with answering(said) as host, Outside({host.place}) as outside, pytest.raises(HostFailed) as failed:
        look_at_page(outside, host.url)
    assert failed.value.trouble.code == trouble


def test_a_page_that_drips_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("governance.hosts.page.BOUNDS", Bounds(seconds=0.3))

    def drips(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x"

    with listening(drips) as host, Outside({host.place}) as outside, pytest.raises(HostFailed) as failed:
        look_at_page(outside, host.url)
    assert failed.value.trouble.code == "too_slow"


def test_a_server_that_nobody_runs_is_not_reachable() -> None:
    with answering(b"") as host:
        place, address = host.place, host.url
    with Outside({place}) as outside, pytest.raises(HostFailed) as failed:
        look_at_page(outside, address)
    assert failed.value.trouble.code == "not_reachable"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 200_000, id="two hundred thousand elements inside each other"),
        pytest.param('<a href="' * 200_000, id="tags that never end"),
        pytest.param("<a " + "x=1 " * 200_000 + ">", id="a tag of a million letters"),
        pytest.param("<!--" * 200_000, id="comments that never end"),
        pytest.param("<script>" * 200_000, id="programs that never end"),
        pytest.param("<a href=//[>x" * 50_000, id="addresses that are none"),
    ],
)
def test_a_page_made_to_be_slow_to_read_is_read_as_far_as_it_goes(page: str) -> None:
    assert read_markup(page, "https://blog.example/").links == set()


def test_no_page_brings_more_links_than_are_kept() -> None:
    page = "".join(f'<a href="/{number}">x</a>' for number in range(5_000))
    assert len(read_markup(page, "https://blog.example/").links) == 3_000


def test_the_characters_of_a_page_are_those_that_it_names_and_never_ones_that_take_hours() -> None:
    assert text_of_page("é".encode("latin-1"), "text/html; charset=ISO-8859-1") == "é"
    assert text_of_page("é".encode(), "text/html; charset=punycode") == "é"
    assert text_of_page(b"\xff", "text/html") == "�"
