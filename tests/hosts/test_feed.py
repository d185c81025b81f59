"""Comment feeds, over a real connection: what is new, edited and gone, and what is no feed at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pytest

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.feed import Feed
from governance.hosts.outside import Outside
from governance.hosts.protocol import Cursor, HostFailed
from tests.hosts.listener import Listener, answer, answering, listening

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)


def item(number: int, words: str = "", *, minutes: int | None = None, author: str = "Ava") -> str:
    """One comment of an RSS feed; a higher number was written later."""
    moment = NOON + dt.timedelta(minutes=number if minutes is None else minutes)
    said = escape(words or f"Comment {number}")
    return (
        f"<item><title>Comment on Castles by {escape(author)}</title>"
        f"<link>https://blog.example/castles/#comment-{number}</link><dc:creator>{escape(author)}</dc:creator>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f'<guid isPermaLink="false">https://blog.example/?p=1#comment-{number}</guid>'
        f"<content:encoded>{said}</content:encoded></item>"
    )


def rss(*items: str) -> bytes:
    """An RSS feed with these comments."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/">'
        "<channel><title>Comments for Oak</title><link>https://blog.example</link><description></description>"
        + "".join(items)
        + "</channel></rss>"
    ).encode()


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments</title><id>x</id><updated>2026-11-18T12:00:00Z</updated>
<entry><title>By: Ben</title><link rel="alternate" href="castles/#comment-2" type="text/html"/><author><name>Ben</name>
</author><id>tag:blog.example,2026:2</id><updated>2026-11-18T13:00:00+01:00</updated>
<content type="html">&lt;p&gt;Me too &lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</content>
<thr:in-reply-to ref="tag:blog.example,2026:1" href="https://blog.example/castles/#comment-1" type="text/html"/></entry>
</feed>"""


@dataclass
class Blog:
    """A host with a feed that changes, and that says "nothing new" by its stamp, whether that is true or not."""

    body: bytes
    stamp: str = '"1"'
    status: str = "200 OK"
    headers: tuple[str, ...] = ("Content-Type: application/rss+xml; charset=UTF-8",)
    conditions: list[bool] = field(default_factory=list)

    def says(self, request: bytes) -> Iterator[bytes]:
        asked = f"If-None-Match: {self.stamp}".lower().encode() in request.lower()
        self.conditions.append(b"if-none-match" in request.lower())
        if asked and self.stamp:
            yield answer("304 Not Modified", b"", f"ETag: {self.stamp}")
        else:
            stamp = (f"ETag: {self.stamp}",) if self.stamp else ()
            yield answer(self.status, self.body, *self.headers, *stamp)


@contextmanager
def looking_at(blog: Blog, **more: Any) -> Iterator[Feed]:
    with listening(blog.says) as listener, Outside({listener.place}) as outside:
        yield Feed(outside, f"{listener.url}comments/feed/", **more)


def looked(feed: Feed, cursor: Cursor, times: int = 1) -> tuple[list[tuple[str, str]], Cursor]:
    """Look so many times; return what came, as the number of each comment and its state, and the last cursor."""
    found = []
    for _ in range(times):
        fetched = feed.fetch(cursor)
        cursor = fetched.cursor
        found += [(arrival.host_id.rpartition("-")[2], arrival.host_state.value) for arrival in fetched.arrivals]
    return found, cursor


def only(body: bytes, content_type: str = "application/rss+xml", address: str = "") -> Arrival:
    """The one comment of a feed."""
    blog = Blog(body, headers=(f"Content-Type: {content_type}",))
    with looking_at(blog) as feed:
        (arrival,) = feed.fetch({}).arrivals
    return arrival


def test_a_comment_is_read_with_all_that_the_feed_says() -> None:
    arrival = only(rss(item(7, '<p>I <b>like</b> it</p><script>alert(1)</script><img src="a.png" onerror="x()">')))
    assert arrival == Arrival(
        host_id="https://blog.example/?p=1#comment-7",
        body='<p>I <b>like</b> it</p><script>alert(1)</script><img src="a.png" onerror="x()">',
        host_state=HostState.PUBLIC,
        author_name="Ava",
        posted_at=dt.datetime(2026, 11, 18, 12, 7, tzinfo=dt.UTC),
        address="https://blog.example/castles/#comment-7",
        post_address="https://blog.example/castles/",
    )


def test_atom_is_read_with_whom_it_answers_and_relative_links() -> None:
    arrival = only(ATOM, "application/atom+xml")
    assert arrival.body == "<p>Me too <script>x()</script></p>"
    assert (arrival.host_id, arrival.parent_host_id) == ("tag:blog.example,2026:2", "tag:blog.example,2026:1")
    assert arrival.posted_at == NOON
    assert arrival.author_name == "Ben"
    assert arrival.address.endswith("/comments/feed/castles/#comment-2")
    assert arrival.address.startswith("http://127.0.0.1:")
    assert arrival.post_address == arrival.address.partition("#")[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<description>Short</description>", "Short"),
        ("<title>Only a title</title>", "Only a title"),
        ("<description>Sh</description><content:encoded>Long</content:encoded>", "Long"),
    ],
)
def test_the_words_stand_where_the_feed_has_them(written: str, read: str) -> None:
    assert only(rss(f"<item>{written}<guid>1</guid></item>")).body == read


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("", None),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>Wed, 18 Nov 2099 10:30:00 +0000</pubDate>", dt.datetime(2099, 11, 18, 10, 30, tzinfo=dt.UTC)),
        ("<pubDate>Wed, 18 Nov 2026 10:30:00 +0200</pubDate>", dt.datetime(2026, 11, 18, 8, 30, tzinfo=dt.UTC)),
    ],
    ids=["undated", "a date that is none", "in the future", "in another zone"],
)
def test_dates_are_taken_as_they_come(date: str, read: dt.datetime | None) -> None:
    assert only(rss(f"<item><guid>1</guid><description>x</description>{date}</item>")).posted_at == read


def test_a_comment_without_a_name_of_its_own_has_one_that_lasts() -> None:
    bare = "<item><description>x</description><dc:creator>Ava</dc:creator></item>"
    assert only(rss(bare)).host_id == only(rss(bare)).host_id != ""
    linked = "<item><description>x</description><link>https://blog.example/1</link></item>"
    assert only(rss(linked)).host_id == "https://blog.example/1"
    assert len(only(rss(f"<item><guid>{'g' * 900}</guid><description>x</description></item>")).host_id) == 64


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[", "ftp://a.example/x"])
def test_a_link_that_is_no_web_address_is_none(link: str) -> None:
    assert only(rss(f"<item><guid>1</guid><link>{link}</link><description>x</description></item>")).address == ""


def test_new_comments_come_once_and_the_oldest_first() -> None:
    blog = Blog(rss(item(2), item(1)))
    with looking_at(blog) as feed:
        first, cursor = looked(feed, {})
        blog.body, blog.stamp = rss(item(3), item(2), item(1)), '"2"'
        second, cursor = looked(feed, cursor)
        again, _ = looked(feed, cursor)
    assert first == [("1", "public"), ("2", "public")]
    assert (second, again) == ([("3", "public")], [])


def test_an_edited_comment_comes_again() -> None:
    blog = Blog(rss(item(2), item(1)))
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body, blog.stamp = rss(item(2), item(1, "Edited")), '"2"'
        fetched = feed.fetch(cursor)
    assert [(one.body, one.host_state.value) for one in fetched.arrivals] == [("Edited", "public")]


def test_nothing_new_is_asked_for_but_not_believed_for_ever() -> None:
    """A WordPress keeps its stamp when an older comment is approved: the fifth look sees the whole feed."""
    blog = Blog(rss(item(9), item(2)))
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body = rss(item(9), item(5), item(2))
        found, cursor = looked(feed, cursor, 4)
        assert found == []
        found, _ = looked(feed, cursor)
    assert found == [("5", "public")]
    assert blog.conditions == [False, True, True, True, True, False]


def test_a_removed_comment_is_gone_when_two_looks_missed_it() -> None:
    blog = Blog(rss(item(3), item(2), item(1)))
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body, blog.stamp = rss(item(3), item(1)), '"2"'
        once, cursor = looked(feed, cursor)
        twice, cursor = looked(feed, cursor)
        after, _ = looked(feed, cursor, 6)
    assert (once, twice, after) == ([], [("2", "gone")], [])


def test_one_look_at_an_old_copy_of_the_feed_proves_nothing() -> None:
    old, new = rss(item(2), item(1)), rss(item(3), item(2), item(1))
    blog = Blog(new, stamp="")
    with looking_at(blog) as feed:
        found, cursor = looked(feed, {})
        for body in (old, new, old, new):
            blog.body = body
            again, cursor = looked(feed, cursor)
            found += again
    assert found == [("1", "public"), ("2", "public"), ("3", "public")]


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(rss(), id="an empty feed"),
        pytest.param(rss(item(12), item(11), item(10)), id="newer ones have pushed it out"),
        pytest.param(rss(item(12), item(1), item(11)), id="a feed out of order"),
        pytest.param(rss(item(12), "<item><guid>u</guid><description>x</description></item>"), id="an undated feed"),
    ],
)
def test_what_is_missing_is_not_gone_where_the_feed_does_not_reach_back(left: bytes) -> None:
    blog = Blog(rss(item(3), item(2)), stamp="")
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body = left
        found, _ = looked(feed, cursor, 4)
    assert [one for one in found if one[1] == "gone"] == []


def test_what_was_pushed_out_and_comes_back_is_no_news_and_what_stays_away_is_gone() -> None:
    blog = Blog(rss(item(3), item(2), item(1)), stamp="")
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body = rss(item(6), item(5), item(4))
        found, cursor = looked(feed, cursor, 2)
        assert found == [("4", "public"), ("5", "public"), ("6", "public")]
        blog.body = rss(item(6), item(3), item(1))
        found, cursor = looked(feed, cursor, 2)
    assert sorted(found) == [("2", "gone"), ("4", "gone"), ("5", "gone")]


def test_a_comment_that_is_shown_again_is_news() -> None:
    blog = Blog(rss(item(3), item(2), item(1)), stamp="")
    with looking_at(blog) as feed:
        _, cursor = looked(feed, {})
        blog.body = rss(item(3), item(1))
        found, cursor = looked(feed, cursor, 3)
        assert found == [("2", "gone")]
        blog.body = rss(item(3), item(2), item(1))
        found, _ = looked(feed, cursor)
    assert found == [("2", "public")]


def test_a_long_feed_comes_in_parts_and_nothing_of_it_is_lost() -> None:
    blog = Blog(rss(*(item(number) for number in range(700, 0, -1))))
    with looking_at(blog) as feed:
        sizes, cursor, numbers = [], {}, []
        while True:
            fetched = feed.fetch(cursor)
            cursor = fetched.cursor
            sizes.append(len(fetched.arrivals))
            numbers += [int(one.host_id.rpartition("-")[2]) for one in fetched.arrivals]
            if not fetched.more:
                break
    assert sizes == [300, 300, 100]
    assert numbers == list(range(1, 701))


def test_reading_back_says_what_still_stands_there() -> None:
    blog = Blog(rss(item(5), item(4), item(2)), stamp="")
    name = "https://blog.example/?p=1#comment-{}"
    moments = {name.format(number): NOON + dt.timedelta(minutes=number) for number in (1, 3)}
    with looking_at(blog, posted_at=moments) as feed:
        found = feed.read([name.format(4), name.format(3)])
        assert [(key.rpartition("-")[2], one.body) for key, one in found.items()] == [("4", "Comment 4")]
        for unproved in (1, 99):
            with pytest.raises(HostFailed) as failed:
                feed.read([name.format(unproved)])
            assert failed.value.trouble.code == "out_of_reach"


def test_a_feed_takes_no_decisions() -> None:
    with looking_at(Blog(rss())) as feed, pytest.raises(HostFailed) as failed:
        feed.push("1", HostState.REMOVED)
    assert failed.value.trouble.code == "read_only"
    assert Feed.abilities == frozenset()


NO_FEEDS = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"<!doctype html><html><head><title>Oak</title></head><body><p>Hello</p></body></html>", id="a page"),
    pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', id="JSON"),
    pytest.param(b"\x00\xff\xfe" * 100, id="no text"),
    pytest.param(b"/etc/passwd", id="a path is not opened"),
    pytest.param(b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", id="XHTML"),
    pytest.param(
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', id="a file asked for"
    ),
]


@pytest.mark.parametrize("body", NO_FEEDS)
def test_what_is_no_feed_is_said_so(body: bytes) -> None:
    with looking_at(Blog(body)) as feed:
        with pytest.raises(HostFailed) as failed:
            feed.fetch({})
        assert failed.value.trouble.code == "not_a_feed"
        assert [trouble.code for trouble in feed.check().troubles] == ["not_a_feed"]


def test_an_address_in_place_of_a_feed_is_never_opened() -> None:
    with answering(answer("200 OK", rss(item(1)))) as inside, looking_at(Blog(inside.url.encode())) as feed:
        with pytest.raises(HostFailed):
            feed.fetch({})
        assert inside.asked == []


def test_a_feed_never_shows_a_file_of_this_machine(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("only for this machine")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel>'
        "<title>&e;</title><item><guid>1</guid><description>a&e;b</description></item></channel></rss>"
    )
    with looking_at(Blog(body.encode())) as feed:
        assert "only for this machine" not in repr(feed.fetch({}))


def test_entities_in_entities_do_not_grow_without_end() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    body = f'<?xml version="1.0"?><!DOCTYPE l [{entities}]><rss version="2.0"><channel><item><guid>1</guid>'
    with looking_at(Blog(f"{body}<description>&j;</description></item></channel></rss>".encode())) as feed:
        assert len(repr(feed.fetch({}))) < 10_000


def test_a_broken_feed_gives_what_can_be_read() -> None:
    body = rss(item(2), item(1)).replace(b"</channel></rss>", b"<item><title>cut o")
    with looking_at(Blog(body)) as feed:
        found, _ = looked(feed, {})
    assert ("1", "public") in found
    assert ("2", "public") in found


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("404 Not Found", "not_a_feed"),
        ("410 Gone", "not_a_feed"),
        ("401 Unauthorized", "blocked"),
        ("403 Forbidden", "blocked"),
        ("429 Too Many Requests", "rate_limited"),
        ("500 Oh no", "server_error"),
        ("503 Later", "server_error"),
        ("304 Not Modified", "answer_not_understood"),
        ("204 No Content", "answer_not_understood"),
    ],
)
def test_every_refusal_has_its_words(status: str, code: str) -> None:
    refusing = Blog(b"", status=status, headers=("Retry-After: 120",))
    with looking_at(refusing) as feed, pytest.raises(HostFailed) as failed:
        feed.fetch({})
    assert failed.value.trouble.code == code
    assert failed.value.trouble.words
    assert failed.value.retry_after == dt.timedelta(minutes=2)


def test_a_feed_that_moved_is_followed_and_its_new_address_told() -> None:
    def says(request: bytes) -> Iterator[bytes]:
        moved = b"GET /new" not in request
        yield answer("301 Moved", b"", "Location: /new") if moved else answer("200 OK", rss(item(1)))

    with listening(says) as blog, Outside({blog.place}) as outside:
        feed = Feed(outside, blog.url)
        assert len(feed.fetch({}).arrivals) == 1
        assert feed.check().facts["address"] == f"{blog.url}new"


def test_the_check_finds_a_feed_of_comments() -> None:
    with looking_at(Blog(rss(item(2), item(1)))) as feed:
        access = feed.check()
    assert (access.troubles, access.warnings, access.holds, access.account) == ((), (), None, "")
    assert dict(access.facts) == {"title": "Comments for Oak", "comments": "2"}


@pytest.mark.parametrize(
    "mark", ["<slash:comments>3</slash:comments>", "<wfw:commentRss>https://b.example/feed/</wfw:commentRss>"]
)
def test_a_feed_of_posts_is_not_taken_for_one_of_comments(mark: str) -> None:
    with looking_at(Blog(rss(item(1).replace("</item>", f"{mark}</item>")))) as feed:
        assert [trouble.code for trouble in feed.check().troubles] == ["feed_of_posts"]


def test_a_private_address_is_not_asked() -> None:
    def asked(listener: Listener) -> int:
        return len(listener.asked)

    with answering(answer("200 OK", rss(item(1)))) as inside, Outside() as outside:
        with pytest.raises(HostFailed) as failed:
            Feed(outside, inside.url).fetch({})
        assert failed.value.trouble.code == "address_not_allowed"
        assert asked(inside) == 0
