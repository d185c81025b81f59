"""What closing comments does on a real WordPress: nobody can comment, nothing else changes, and it can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from governance.domain.comments.words import Commenting
from governance.hosts.feed import Feed
from governance.hosts.outside import Outside
from governance.hosts.protocol import Ability, HostFailed
from governance.hosts.wordpress import WordPress
from tests.hosts.listener import answer, answering
from tests.plugins.wordpress import Blog, Post

OPEN, CLOSED = Commenting.OPEN, Commenting.CLOSED
FILM = '<iframe src="https://films.example.test/our-play" width="560"></iframe><p>Our <em>play</em> & more</p>'

HostAs = Callable[[str], WordPress]


@pytest.fixture(name="host_as")
def _host_as(wordpress: Blog) -> Iterator[HostAs]:
    with Outside({wordpress.place}) as outside:
        yield lambda login: WordPress(outside, wordpress.url, login, wordpress.passwords[login])


def ref(post: Post, kind: str = "posts") -> str:
    return f"{kind}/{post.id}"


def open_refs(host: WordPress, *, newest_only: bool = False) -> set[str]:
    found, after = set(), ""
    while True:
        seen = host.posts(after, newest_only=newest_only)
        found |= {post.ref for post in seen.posts if post.commenting is OPEN}
        if not seen.next:
            return found
        after = seen.next


def test_a_visitor_can_no_longer_comment_and_then_can_again(wordpress: Blog, host_as: HostAs) -> None:
    post, host = wordpress.post(), host_as("editor")
    assert not wordpress.is_refused(post)
    assert 'name="comment"' in wordpress.page(post)
    assert host.set_commenting(ref(post), CLOSED) is CLOSED
    assert wordpress.is_refused(post)
    assert 'name="comment"' not in wordpress.page(post)
    assert host.set_commenting(ref(post), OPEN) is OPEN
    assert not wordpress.is_refused(post)


def test_nothing_else_of_a_post_changes(wordpress: Blog, host_as: HostAs) -> None:
    post = wordpress.post(content=FILM)
    columns = "post_title, post_content, post_excerpt, post_status, post_name, post_date_gmt, post_author, ping_status"
    before = wordpress.sql(f"SELECT {columns} FROM wp_posts WHERE ID = {post.id}")
    assert "iframe" in before
    host_as("editor").set_commenting(ref(post), CLOSED)
    assert wordpress.sql(f"SELECT {columns} FROM wp_posts WHERE ID = {post.id}") == before
    assert wordpress.commenting(post) == "closed"


def test_an_account_that_moderates_and_nothing_more_would_take_films_out_of_posts_and_is_not_used(
    wordpress: Blog, host_as: HostAs
) -> None:
    post = wordpress.post(content=FILM)
    with pytest.raises(HostFailed) as failed:
        host_as("moderator").set_commenting(ref(post), CLOSED)
    assert failed.value.trouble.code == "cannot_close_commenting"
    assert (wordpress.commenting(post), "<iframe" in wordpress.page(post)) == ("open", True)
    # What WordPress does when such an account is used all the same.
    wordpress.rest("POST", f"posts/{post.id}", login="moderator", comment_status="closed")
    assert "<iframe" not in wordpress.page(post)


def test_an_editor_whose_right_to_html_the_blog_took_away_is_not_used_either(wordpress: Blog, host_as: HostAs) -> None:
    post = wordpress.post(content=FILM)
    wordpress.php("get_role('editor')->remove_cap('unfiltered_html');")
    try:
        with pytest.raises(HostFailed) as failed:
            host_as("editor").set_commenting(ref(post), CLOSED)
    finally:
        wordpress.php("get_role('editor')->add_cap('unfiltered_html');")
    assert failed.value.trouble.code == "cannot_close_commenting"
    assert wordpress.commenting(post) == "open"


@pytest.mark.parametrize("login", ["author", "contributor", "subscriber"])
def test_an_account_with_too_little_power_says_so(wordpress: Blog, host_as: HostAs, login: str) -> None:
    post = wordpress.post()
    with pytest.raises(HostFailed) as failed:
        host_as(login).set_commenting(ref(post), CLOSED)
    assert failed.value.trouble.code == "cannot_close_commenting"
    assert wordpress.commenting(post) == "open"


def test_what_is_so_already_is_left_alone_even_without_power(wordpress: Blog, host_as: HostAs) -> None:
    post = wordpress.post(commenting="closed")
    before = wordpress.sql(f"SELECT post_modified FROM wp_posts WHERE ID = {post.id}")
    assert host_as("moderator").set_commenting(ref(post), CLOSED) is CLOSED
    assert wordpress.sql(f"SELECT post_modified FROM wp_posts WHERE ID = {post.id}") == before


def test_every_public_post_page_and_picture_is_seen_whatever_takes_comments(wordpress: Blog, host_as: HostAs) -> None:
    shut, draft = wordpress.post(commenting="closed"), wordpress.post()
    wordpress.rest("POST", f"posts/{draft.id}", status="draft")
    page = wordpress.rest("POST", "pages", title="About us", status="publish", comment_status="open")["id"]
    picture = int(
        wordpress.php(
            "echo wp_insert_attachment(['post_title' => 'Beans', 'post_mime_type' => 'image/png',"
            " 'post_status' => 'inherit', 'comment_status' => 'open', 'post_parent' => " + str(shut.id) + "]);"
        )
    )
    host = host_as("editor")
    found = open_refs(host)
    assert {f"pages/{page}", f"media/{picture}"} <= found
    assert len([one for one in found if one.startswith("posts/")]) == 12
    assert not found & {ref(shut), ref(draft)}
    assert found == open_refs(host, newest_only=True)
    for one in sorted(found):
        assert host.set_commenting(one, CLOSED) is CLOSED
    assert open_refs(host) == set()
    assert wordpress.is_refused(Post(page, "")), "a page"
    assert wordpress.is_refused(Post(picture, "")), "a picture"
    wordpress.rest("DELETE", f"pages/{page}?force=true")


def test_long_lists_are_read_in_pages_and_only_their_beginning_where_that_is_enough(
    wordpress: Blog, host_as: HostAs
) -> None:
    wordpress.php(
        "for ($n = 0; $n < 130; $n++) { wp_insert_post(['post_title' => \"Day $n\", 'post_status' => 'publish',"
        " 'post_content' => 'x', 'comment_status' => 'open']); }"
    )
    host = host_as("editor")
    assert [len(host.posts().posts), host.posts().next] == [100, "posts 2"]
    assert [len(host.posts("posts 2").posts), host.posts("posts 2").next] == [42, "pages 1"]
    assert host.posts(newest_only=True).next == "pages 1"
    assert host.posts("posts 3").posts == ()


def test_a_post_that_is_gone_is_none_and_nothing_but_posts_is_touched(wordpress: Blog, host_as: HostAs) -> None:
    post, host = wordpress.post(), host_as("editor")
    wordpress.rest("DELETE", f"posts/{post.id}?force=true")
    assert host.set_commenting(ref(post), OPEN) is None
    for foreign in ("users/1", "posts/../users/1", "posts/", "", "settings", "posts/1?status=draft"):
        assert host.set_commenting(foreign, CLOSED) is None


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        pytest.param({"rest": "forbidden"}, "blocked", id="a security plug-in"),
        pytest.param({"rest": "limited", "retry_after": 30}, "rate_limited", id="too many questions"),
        pytest.param({"rest": "error"}, "server_error", id="an error of the blog's own"),
    ],
)
def test_a_blog_in_trouble_is_said_as_what_it_is(
    wordpress: Blog, host_as: HostAs, trouble: dict[str, object], code: str
) -> None:
    post = wordpress.post()
    with wordpress.trouble(**trouble), pytest.raises(HostFailed) as failed:
        host_as("editor").set_commenting(ref(post), CLOSED)
    assert failed.value.trouble.code == code
    with wordpress.trouble(**trouble), pytest.raises(HostFailed) as failed:
        host_as("editor").posts()
    assert failed.value.trouble.code == code


def as_post(**changed: object) -> bytes:
    raw = {"raw": "What we did."}
    links: dict[str, object] = {"wp:action-unfiltered-html": [{}]}
    made = {"id": 7, "comment_status": "open", "title": raw, "content": raw, "_links": links, "link": "https://b/7"}
    return answer("200 OK", json.dumps({**made, **changed}).encode(), "Content-Type: application/json")


@pytest.mark.parametrize(
    ("after", "code"),
    [
        pytest.param({"comment_status": "open"}, "commenting_not_changed", id="it says yes and does nothing"),
        pytest.param(
            {"comment_status": "closed", "content": {"raw": "What we"}}, "post_text_changed", id="it alters the text"
        ),
        pytest.param({"id": 8, "comment_status": "closed"}, "answer_not_understood", id="it answers with another post"),
    ],
)
def test_a_blog_that_does_something_else_is_found_out(after: dict[str, object], code: str) -> None:
    with answering(as_post(), as_post(**after)) as told, Outside({told.place}) as outside:
        host = WordPress(outside, told.url, "editor", "abcd efgh")
        with pytest.raises(HostFailed) as failed:
            host.set_commenting("posts/7", CLOSED)
    assert failed.value.trouble.code == code


def test_a_blog_in_a_private_network_is_not_asked() -> None:
    with Outside() as outside:
        host = WordPress(outside, "https://127.0.0.1", "editor", "abcd efgh")
        for ask in (host.posts, lambda: host.set_commenting("posts/7", CLOSED)):
            with pytest.raises(HostFailed) as failed:
                ask()
            assert failed.value.trouble.code == "address_not_allowed"


def test_a_feed_says_that_it_cannot() -> None:
    with Outside() as outside:
        feed = Feed(outside, "https://blog.example.test/comments/feed/")
        assert Ability.CLOSE_COMMENTING not in feed.abilities
        for ask in (feed.posts, lambda: feed.set_commenting("posts/7", CLOSED)):
            with pytest.raises(HostFailed) as failed:
                ask()
            assert failed.value.trouble.code == "read_only"
