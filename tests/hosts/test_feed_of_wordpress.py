"""The comment feed of a real WordPress: only what everybody can read, and what somebody takes off it."""

from __future__ import annotations

from governance.domain.comments.arrival import HostState
from governance.hosts.feed import Feed
from governance.hosts.outside import Outside
from tests.plugins.wordpress import Blog


def test_the_feed_gives_what_is_shown_and_says_what_is_taken_down(wordpress: Blog) -> None:
    post = wordpress.post()
    dates = [f"2026-11-10T10:0{minute}:00" for minute in range(3)]
    first, second, third = (
        wordpress.insert(post, f"<b>Comment</b> {number}", status="approve", date_gmt=date, author_name="Ava")
        for number, date in enumerate(dates)
    )
    held = wordpress.comment(post, "Nobody has looked at this yet")
    with Outside({wordpress.place}) as outside:
        feed = Feed(outside, f"{wordpress.url}/comments/feed/")
        assert feed.check().troubles == ()
        assert [one.code for one in Feed(outside, f"{wordpress.url}/feed/").check().troubles] == ["feed_of_posts"]
        fetched = feed.fetch({})
        numbers = [int(one.host_id.rpartition("-")[2]) for one in fetched.arrivals]
        assert numbers == [first, second, third]
        assert held not in numbers
        arrival = fetched.arrivals[1]
        assert arrival.body.strip() == "<p><b>Comment</b> 1</p>"
        assert (arrival.author_name, arrival.host_state) == ("Ava", HostState.PUBLIC)
        assert arrival.posted_at is not None
        assert arrival.posted_at.isoformat() == "2026-11-10T10:01:00+00:00"
        assert arrival.address.endswith(f"#comment-{second}")
        assert feed.fetch(fetched.cursor).arrivals == ()
        wordpress.rest("POST", f"comments/{second}", status="trash")
        cursor, gone = fetched.cursor, []
        # The stamp may not move with a removal, so the host may say "nothing new" a few times before.
        for _ in range(7):
            looked = feed.fetch(cursor)
            cursor = looked.cursor
            gone += [(one.host_id, one.host_state) for one in looked.arrivals]
        assert gone == [(arrival.host_id, HostState.GONE)]
