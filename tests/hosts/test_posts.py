"""What a site has published, over a real connection: feeds, pages that name one, a WordPress, and what is none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from governance.hosts.outside import Outside
from governance.hosts.posts import Looked, find_feed, items_of, look_at_feed, look_at_wordpress
from governance.hosts.protocol import HostFailed
from tests.hosts.listener import Listener, answer, answering

MONDAY = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
RSS_TYPE, HTML_TYPE = "Content-Type: application/rss+xml; charset=UTF-8", "Content-Type: text/html; charset=UTF-8"


def post(number: int, title: str = "Our week", date: str = "Mon, 16 Nov 2026 09:00:00 +0000") -> str:
    said = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>{title}</title><link>https://blog.example/week-{number}/</link>{said}"
        f'<guid isPermaLink="false">https://blog.example/?p={number}</guid></item>'
    )


def rss(*items: str) -> bytes:
    inside = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Year 4</title>{inside}</channel></rss>'.encode()


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Year 4</title>
<id>x</id><updated>2026-11-16T09:00:00Z</updated><entry><title>Our week</title><id>tag:blog.example,2026:1</id>
<link rel="alternate" href="week-1/"/><updated>2026-11-16T10:00:00+01:00</updated></entry></feed>"""
PAGE = b"""<!doctype html><html><head><title>Year 4</title>
<link rel="alternate" type="application/rss+xml" title="Year 4 &raquo; Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Year 4 &raquo; Feed" href="/feed/"></head></html>"""
COMMENTS = rss(
    "<item><title>By: Ava</title><link>https://blog.example/a/#comment-1</link>"
    "<guid>https://blog.example/?p=1#comment-1</guid></item>"
)


def looked(listener: Listener, **stamps: str) -> Looked:
    with Outside({listener.place}) as outside:
        return look_at_feed(outside, f"{listener.url}feed/", **stamps)


def trouble(do: Callable[[Outside, str], Any], *answers: bytes) -> str:
    with answering(*answers) as listener, Outside({listener.place}) as outside, pytest.raises(HostFailed) as failed:
        do(outside, listener.url)
    return failed.value.trouble.code


def test_a_feed_gives_its_posts_each_once_with_date_and_address() -> None:
    body = rss(post(2, "Volcanoes &amp;amp; &lt;b&gt;lava&lt;/b&gt;"), post(1), post(1), post(3, date=""))
    with answering(answer("200 OK", body, RSS_TYPE, 'ETag: "7"')) as listener:
        found = looked(listener)
    assert [(item.title, item.address, item.said_at) for item in found.items] == [
        ("Volcanoes & lava", "https://blog.example/week-2/", MONDAY),
        ("Our week", "https://blog.example/week-1/", MONDAY),
        ("Our week", "https://blog.example/week-3/", None),
    ]
    assert (found.etag, found.is_same, found.moved_to) == ('"7"', False, "")
    assert len({item.key for item in found.items}) == 3


def test_an_atom_feed_is_read_with_its_offset_and_its_relative_links() -> None:
    with answering(answer("200 OK", ATOM, "Content-Type: application/atom+xml")) as listener:
        (item,) = looked(listener).items
    assert (item.title, item.said_at) == ("Our week", MONDAY)
    assert item.address == f"{listener.url}feed/week-1/"


def test_a_feed_that_lists_everything_oldest_first_gives_its_newest_posts() -> None:
    days = [dt.datetime(2026, 1, 1, 9, 0, tzinfo=dt.UTC) + dt.timedelta(days=number) for number in range(320)]
    body = rss(*(post(number, date=f"{day:%d %b %Y %H:%M:%S} GMT") for number, day in enumerate(days)))
    with answering(answer("200 OK", body, RSS_TYPE)) as listener:
        found = looked(listener).items
    assert len(found) == 100
    assert found[0].said_at == MONDAY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "<guid>x</guid><link>https://a.example/1</link>", "<guid>x</guid><link>https://a.example/2</link>",
            id="one id for all its posts",
        ),
        pytest.param(
            "<guid>x</guid><link>https://a.example/</link><title>One</title>",
            "<guid>x</guid><link>https://a.example/</link><title>Two</title>",
            id="one id and one address for all its posts",
        ),
        pytest.param(
            "<link>https://a.example/</link><pubDate>Mon, 09 Nov 2026 09:00:00 GMT</pubDate>",
            "<link>https://a.example/</link><pubDate>Mon, 16 Nov 2026 09:00:00 GMT</pubDate>",
            id="no ids, and one address for all its posts",
        ),
    ],
)  # fmt: skip
def test_what_all_posts_of_a_feed_share_tells_none_of_them_from_another(first: str, second: str) -> None:
    items = items_of(
        rss(f"<item>{first}</item>", f"<item>{second}</item>"), "application/rss+xml", "https://a.example/"
    )
    assert len({item.key for item in items}) == 2


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>", id="year 1"),
        pytest.param("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", id="1970"),
        pytest.param("<pubDate>9999-12-31T23:59:59Z</pubDate>", id="the last day of 9999"),
        pytest.param("<pubDate>Sun, 30 Feb 2026 10:00:00 GMT</pubDate>", id="a day that is not there"),
    ],
)
def test_what_programs_write_where_nobody_gave_a_date_is_none(said: str) -> None:
    (item,) = items_of(rss(f"<item><title>Our week</title>{said}</item>"), "application/rss+xml", "https://a.example/")
    assert item.said_at is None


def test_a_smiley_in_two_halves_leaves_its_feed_readable() -> None:
    body = rss(post(1, "Lava &#55357;&#56832; and &#xD83D; &#8217;"))
    assert [item.title for item in items_of(body, "application/rss+xml", "https://a.example/")] == ["Lava �� and � ’"]


def test_a_date_that_cannot_be_read_leaves_room_for_the_other_one() -> None:
    said = "<pubDate>last week</pubDate><dc:date>2026-11-16T09:00:00Z</dc:date>"
    body = rss(f"<item><title>Our week</title>{said}</item>").replace(
        b"<rss ", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
    )
    assert [item.said_at for item in items_of(body, "application/rss+xml", "https://a.example/")] == [MONDAY]


def test_an_edited_post_keeps_its_key() -> None:
    with answering(answer("200 OK", rss(post(1)), RSS_TYPE)) as listener:
        before = looked(listener).items[0].key
    edited = rss(post(1, "Our whole week", "Tue, 17 Nov 2026 09:00:00 +0000"))
    with answering(answer("200 OK", edited, RSS_TYPE)) as listener:
        assert looked(listener).items[0].key == before


def test_a_look_asks_with_the_stamps_of_the_last_one_and_believes_nothing_new() -> None:
    with answering(answer("304 Not Modified")) as listener:
        found = looked(listener, etag='"7"', modified="Mon, 16 Nov 2026 09:00:00 GMT")
    assert found.is_same
    assert (found.items, found.etag) == ((), '"7"')
    asked = listener.asked[0].decode().lower()
    assert 'if-none-match: "7"' in asked
    assert "if-modified-since: mon, 16 nov 2026 09:00:00 gmt" in asked
    assert "user-agent: officialsites/" in asked


@pytest.mark.parametrize(
    ("status", "proposed"),
    [
        pytest.param("301 Moved Permanently", True, id="a permanent redirect is proposed"),
        pytest.param("302 Found", False, id="a passing one is only followed"),
    ],
)
def test_an_address_that_moved(status: str, proposed: bool) -> None:
    feed = answer("200 OK", rss(post(1)), RSS_TYPE)
    with answering(answer(status, b"", "Location: /new/feed/"), feed) as listener:
        found = looked(listener)
    assert len(found.items) == 1
    assert found.moved_to == (f"{listener.url}new/feed/" if proposed else "")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        pytest.param(answer("200 OK", b"", RSS_TYPE), "not_a_feed", id="an empty answer"),
        pytest.param(answer("200 OK", PAGE, HTML_TYPE), "not_a_feed", id="a page for people"),
        pytest.param(answer("200 OK", COMMENTS, RSS_TYPE), "feed_of_comments", id="the feed of the comments"),
        pytest.param(answer("404 Not Found", b""), "not_a_feed", id="nothing there"),
        pytest.param(answer("500 Oops", b""), "server_error", id="an error of the blog"),
        pytest.param(answer("429 Too Many", b"", "Retry-After: 90"), "rate_limited", id="come back later"),
        pytest.param(answer("403 Forbidden", b""), "blocked", id="turned away"),
        pytest.param(answer("200 OK", b"x" * 4_100_000, RSS_TYPE), "too_large", id="an answer without end"),
        pytest.param(answer("200 OK", b"<a " * 1_000_000, RSS_TYPE), "too_large", id="a megabyte of open brackets"),
    ],
)
def test_what_cannot_be_read_says_why(reply: bytes, code: str) -> None:
    assert trouble(lambda outside, url: look_at_feed(outside, url), reply) == code


def test_a_feed_inside_a_page_is_left_to_the_library() -> None:
    inside = b"<!DOCTYPE html>" + rss(post(1)).partition(b"?>")[2] + b"</body></html>"
    with answering(answer("200 OK", inside, RSS_TYPE)) as listener:
        assert [item.title for item in looked(listener).items] == ["Our week"]


def test_a_private_address_is_not_asked() -> None:
    with answering(answer("200 OK", rss(post(1)), RSS_TYPE)) as listener:
        with Outside() as outside, pytest.raises(HostFailed) as failed:
            look_at_feed(outside, listener.url)
        assert listener.asked == []
    assert failed.value.trouble.code == "address_not_allowed"


def test_the_feed_of_posts_is_found_on_a_page_and_that_of_comments_passed_over() -> None:
    with answering(answer("200 OK", PAGE, HTML_TYPE)) as listener, Outside({listener.place}) as outside:
        assert find_feed(outside, listener.url) == f"{listener.url}feed/"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        pytest.param(
            '<link rel="alternate" type="application/rss+xml" href="/feed/">'
            '<link rel="alternate" type="application/rss+xml" href="/class/year-4/feed/">',
            "class/year-4/feed/",
            id="the feed of the class comes before that of the whole blog on which it stands",
        ),
        pytest.param(
            '<link rel="alternate" type="application/rss+xml" title="Ein blog » Ffrwd" href="/feed/">'
            '<link rel="alternate" type="application/rss+xml" title="Ein blog » Ffrwd Sylwadau" '
            'href="/class/year-4/feed/">',
            "feed/",
            id="comments have their own feed in Welsh as well",
        ),
        pytest.param(
            '<link rel="Alternate home" type="application/atom+xml; charset=utf-8" href="news.xml">',
            "class/year-4/news.xml",
            id="several words say what a link is",
        ),
        pytest.param(
            f"<style>{'a { color: red }' * 10_000}</style><link rel=alternate type=application/rss+xml href=/feed/>",
            "feed/",
            id="a feed that is named behind 160,000 letters of style",
        ),
        pytest.param(
            '<link rel="alternate" type="application/rss+xml" title="Sports commentary" href="/feed/">',
            "feed/",
            id="a commentary is no comment",
        ),
    ],
)
def test_which_feed_of_a_page_is_its_own(head: str, found: str) -> None:
    page = answer("200 OK", f"<html><head>{head}</head></html>".encode(), HTML_TYPE)
    with answering(page) as listener, Outside({listener.place}) as outside:
        assert find_feed(outside, f"{listener.url}class/year-4/") == f"{listener.url}{found}"


def test_an_address_that_is_a_feed_itself_is_its_own_feed() -> None:
    reply = answer("200 OK", rss(post(1)), RSS_TYPE)
    with answering(reply) as listener, Outside({listener.place}) as outside:
        assert find_feed(outside, listener.url) == listener.url


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<html><head></head><body>Hello</body></html>", id="a page without a feed"),
        pytest.param(
            b'<link rel=alternate type="application/rss+xml" href="javascript:x()">', id="a feed that leads nowhere"
        ),
        pytest.param(b"<a " * 70_000, id="a page of nothing but open brackets"),
    ],
)
def test_a_page_without_a_feed_says_so(page: bytes) -> None:
    assert trouble(find_feed, answer("200 OK", page, HTML_TYPE)) == "no_feed_found"


def test_a_wordpress_is_asked_without_a_password() -> None:
    posts = [
        {"id": 7, "date_gmt": "2026-11-16T09:00:00", "link": "https://blog.example/week-7/",
         "title": {"rendered": "We &amp; <em>you</em>"}},
        {"id": 8, "date_gmt": "never", "link": "javascript:x()", "title": {"rendered": ""}},
    ]  # fmt: skip
    reply = answer("200 OK", json.dumps(posts).encode(), "Content-Type: application/json")
    with answering(reply) as listener, Outside({listener.place}) as outside:
        found = look_at_wordpress(outside, listener.url)
    assert [(item.title, item.address, item.said_at) for item in found.items] == [
        ("We & you", "https://blog.example/week-7/", MONDAY),
        ("", "", None),
    ]
    assert b"authorization" not in listener.asked[0].lower()


@pytest.mark.parametrize(
    ("status", "path", "moved_to"),
    [
        pytest.param("301 Moved Permanently", "/new/wp-json/wp/v2/posts?per_page=30", "{}new", id="for good"),
        pytest.param(
            "308 Permanent Redirect", "/new/?rest_route=/wp/v2/posts", "{}new/?rest_route=/", id="and plainly"
        ),
        pytest.param("302 Found", "/new/wp-json/wp/v2/posts", "", id="for now"),
        pytest.param("301 Moved Permanently", "/wp-json/wp/v2/posts/", "", id="within the blog"),
    ],
)
def test_a_wordpress_that_moved_for_good_is_proposed_at_its_new_front(status: str, path: str, moved_to: str) -> None:
    posts = answer("200 OK", b"[]", "Content-Type: application/json")
    with answering(answer(status, b"", f"Location: {path}"), posts) as listener, Outside({listener.place}) as outside:
        found = look_at_wordpress(outside, listener.url)
    assert found.moved_to == moved_to.format(listener.url)


def test_a_title_of_half_a_megabyte_of_nested_markup_keeps_nobody_waiting() -> None:
    """Cleaned whole it would take a worker four minutes; the look that reads it has to come to an end at once."""
    posts = [
        {"id": 7, "date_gmt": "2026-11-16T09:00:00", "link": "/", "title": {"rendered": "Week" + "<div>" * 100_000}}
    ]
    reply = answer("200 OK", json.dumps(posts).encode(), "Content-Type: application/json")
    with answering(reply) as listener, Outside({listener.place}) as outside:
        found = look_at_wordpress(outside, listener.url)
    assert [item.title for item in found.items] == ["Week"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{}", id="no list"),
        pytest.param(b"<p>Hello", id="no JSON"),
        pytest.param(b"[1]", id="no posts"),
    ],
)
def test_what_is_no_wordpress_says_so(body: bytes) -> None:
    assert trouble(look_at_wordpress, answer("200 OK", body)) == "not_wordpress"
