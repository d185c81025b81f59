"""What a decision does on a real WordPress: it is there when we say so, and nothing else of the comment changes."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from governance.domain.comments.arrival import HostState
from governance.hosts.outside import Outside
from governance.hosts.protocol import HostFailed
from governance.hosts.wordpress import WordPress
from tests.hosts.listener import answer, answering
from tests.plugins.wordpress import Blog

BROWSER = "Mozilla/5.0 (class computer 7)"


@pytest.fixture
def host(wordpress: Blog) -> Iterator[WordPress]:
    with Outside({wordpress.place}) as outside:
        yield WordPress(outside, wordpress.url, "moderator", wordpress.passwords["moderator"])


def written(wordpress: Blog, words: str = "Hello there", status: str = "hold") -> int:
    """A comment from another address and browser than ours."""
    return wordpress.insert(
        wordpress.post(), words, status=status, author_name="Ana", author_ip="192.0.2.44", author_user_agent=BROWSER
    )


@pytest.mark.parametrize("before", ["hold", "approved", "spam", "trash"])
@pytest.mark.parametrize(
    ("wanted", "after"),
    [(HostState.PUBLIC, {"approved"}), (HostState.HELD, {"hold"}), (HostState.REMOVED, {"trash", "spam"})],
)
def test_a_decision_is_there_and_leaves_the_writer_s_address_and_browser_alone(
    wordpress: Blog, host: WordPress, before: str, wanted: HostState, after: set[str]
) -> None:
    number = written(wordpress)
    wordpress.sql(
        f"UPDATE wp_comments SET comment_approved = '{ {'hold': 0, 'approved': 1}.get(before, before) }'"
        f" WHERE comment_ID = {number}"
    )
    arrival = host.push(str(number), wanted)
    assert arrival is not None
    assert arrival.host_state is wanted
    stored = wordpress.stored(number)
    assert stored is not None
    assert stored["status"] in after
    assert (stored["address"], stored["browser"], stored["words"]) == ("192.0.2.44", BROWSER, "Hello there")


def test_what_is_published_is_on_the_public_page_and_what_is_removed_is_not(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    number = wordpress.comment(post, "A bean as tall as me")
    assert "A bean as tall as me" not in wordpress.page(post)
    host.push(str(number), HostState.PUBLIC)
    assert "A bean as tall as me" in wordpress.page(post)
    host.push(str(number), HostState.REMOVED)
    assert "A bean as tall as me" not in wordpress.page(post)


def test_a_repeat_changes_nothing_and_succeeds(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    first = host.push(str(number), HostState.REMOVED)
    again = host.push(str(number), HostState.REMOVED)
    assert first == again
    assert wordpress.status_of(number) == "trash"


def test_a_comment_whose_address_is_not_known_does_not_get_ours(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    wordpress.sql(f"UPDATE wp_comments SET comment_author_IP = '', comment_agent = '' WHERE comment_ID = {number}")
    host.push(str(number), HostState.PUBLIC)
    stored = wordpress.stored(number)
    assert stored is not None
    assert (stored["status"], stored["address"], stored["browser"]) == ("approved", "0.0.0.0", "-")


def test_the_comment_of_a_trashed_post_can_be_published_and_is_removed_already(
    wordpress: Blog, host: WordPress
) -> None:
    post = wordpress.post()
    number = wordpress.insert(post, "Hello", status="approved")
    wordpress.rest("DELETE", f"posts/{post.id}")
    removed = host.push(str(number), HostState.REMOVED)
    assert removed is not None
    assert (removed.host_state, wordpress.status_of(number)) == (HostState.REMOVED, "post-trashed")
    published = host.push(str(number), HostState.PUBLIC)
    assert published is not None
    assert (published.host_state, wordpress.status_of(number)) == (HostState.PUBLIC, "approved")


def test_a_comment_that_is_gone_is_none(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    wordpress.rest("DELETE", f"comments/{number}?force=true")
    assert host.push(str(number), HostState.PUBLIC) is None
    assert host.push("0", HostState.PUBLIC) is None
    assert host.push("../users/1", HostState.REMOVED) is None


@pytest.mark.parametrize("wanted", [HostState.PUBLIC, HostState.REMOVED])
def test_a_blog_that_says_yes_and_does_nothing_is_found_out(
    wordpress: Blog, host: WordPress, wanted: HostState
) -> None:
    number = written(wordpress)
    with wordpress.trouble(rest="lying"), pytest.raises(HostFailed) as failed:
        host.push(str(number), wanted)
    assert failed.value.trouble.code == "did_not_do_it"
    assert wordpress.status_of(number) == "hold"


def test_text_that_the_blog_filters_when_it_takes_the_decision_is_said_once(wordpress: Blog, host: WordPress) -> None:
    # Imported text was never filtered; the first change of its status takes the underlining away.
    number = written(wordpress)
    wordpress.sql(f"UPDATE wp_comments SET comment_content = 'I <u>mean</u> it' WHERE comment_ID = {number}")
    with pytest.raises(HostFailed) as failed:
        host.push(str(number), HostState.PUBLIC)
    assert failed.value.trouble.code == "text_changed"
    again = host.push(str(number), HostState.PUBLIC)
    assert again is not None
    assert (again.host_state, again.body) == (HostState.PUBLIC, "I mean it")


def test_a_removal_goes_to_the_trash_and_leaves_the_text_alone(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    wordpress.sql(f"UPDATE wp_comments SET comment_content = 'I <u>mean</u> it' WHERE comment_ID = {number}")
    removed = host.push(str(number), HostState.REMOVED)
    assert removed is not None
    assert (removed.body, wordpress.status_of(number)) == ("I <u>mean</u> it", "trash")


def test_a_blog_without_a_trash_loses_no_comment(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    plugin = wordpress.folder / "site" / "wp-content" / "mu-plugins" / "0-no-trash.php"
    plugin.write_text("<?php define('EMPTY_TRASH_DAYS', 0);")
    try:
        removed = host.push(str(number), HostState.REMOVED)
    finally:
        plugin.unlink()
    assert removed is not None
    assert (removed.host_state, wordpress.status_of(number)) == (HostState.REMOVED, "spam")


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ({"rest": "limited", "retry_after": 60}, "rate_limited"),
        ({"rest": "error"}, "server_error"),
        ({"rest": "forbidden"}, "blocked"),
        ({"rest": "forbidden", "methods": ["DELETE", "POST"]}, "blocked"),
    ],
)
def test_a_decision_that_the_blog_does_not_take_is_told(
    wordpress: Blog, host: WordPress, trouble: dict[str, object], code: str
) -> None:
    number = written(wordpress)
    with wordpress.trouble(**trouble), pytest.raises(HostFailed) as failed:
        host.push(str(number), HostState.REMOVED)
    assert failed.value.trouble.code == code
    assert wordpress.status_of(number) == "hold"


def test_a_decision_is_pushed_after_the_blog_returns(wordpress: Blog, host: WordPress) -> None:
    number = written(wordpress)
    with wordpress.down(), pytest.raises(HostFailed) as failed:
        host.push(str(number), HostState.REMOVED)
    assert failed.value.trouble.code == "not_reachable"
    assert host.push(str(number), HostState.REMOVED) is not None
    assert wordpress.status_of(number) == "trash"


def test_an_editor_decides_as_well_as_an_account_that_only_moderates(wordpress: Blog) -> None:
    number = written(wordpress)
    with Outside({wordpress.place}) as outside:
        editor = WordPress(outside, wordpress.url, "editor", wordpress.passwords["editor"])
        assert editor.push(str(number), HostState.PUBLIC) is not None
    assert wordpress.status_of(number) == "approved"


@pytest.mark.parametrize("login", ["contributor", "subscriber"])
def test_an_account_with_too_little_power_is_told_so(wordpress: Blog, login: str) -> None:
    number = written(wordpress)
    with Outside({wordpress.place}) as outside, pytest.raises(HostFailed) as failed:
        WordPress(outside, wordpress.url, login, wordpress.passwords[login]).push(str(number), HostState.PUBLIC)
    assert failed.value.trouble.code == "too_little_power"
    assert wordpress.status_of(number) == "hold"


SECRET = "wxyz 1234 abcd 5678 efgh 90ab"
BARE = SECRET.replace(" ", "")


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(answer("401 Unauthorized", f'{{"code":"{BARE}"}}'.encode()), id="its code is the password"),
        pytest.param(answer("500 Oops", f"you sent {SECRET}".encode()), id="its page repeats the password"),
        pytest.param(answer("301 Moved", b"", f"Location: /?password={BARE}"), id="it leads to the password"),
        pytest.param(answer("200 OK", f'{{"id": "{BARE}"}}'.encode()), id="its comment is the password"),
        pytest.param(b"nonsense\r\n", id="it is no web server"),
    ],
)
def test_the_password_is_in_no_exception_no_log_and_no_repr(reply: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with answering(reply) as blog, Outside({blog.place}) as outside:
        host = WordPress(outside, blog.url, "editor", SECRET)
        with pytest.raises(HostFailed) as failed:
            host.push("7", HostState.PUBLIC)
        access = host.check()
        shown = [repr(failed.value), str(failed.value), repr(failed.value.trouble), repr(access)]
        shown += [repr(host), repr(vars(host)), caplog.text]
        error: BaseException | None = failed.value.__cause__ or failed.value.__context__
        while error is not None:
            shown.append(repr(error))
            error = error.__cause__ or error.__context__
    assert [text for text in shown if SECRET in text or BARE in text] == []
