"""What a fetch brings from a real WordPress: everything new, every change, nothing twice and nothing missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.outside import Outside
from governance.hosts.protocol import Cursor, HostFailed
from governance.hosts.wordpress import WordPress
from tests.plugins.wordpress import Blog


@pytest.fixture
def host(wordpress: Blog) -> Iterator[WordPress]:
    with Outside({wordpress.place}) as outside:
        yield WordPress(outside, wordpress.url, "moderator", wordpress.passwords["moderator"])


def one(host: WordPress, cursor: Cursor | None = None) -> Arrival:
    arrivals = host.fetch(cursor or {}).arrivals
    assert len(arrivals) == 1
    return arrivals[0]


def states(host: WordPress, cursor: Cursor) -> dict[int, str]:
    return {int(arrival.host_id): arrival.host_state.value for arrival in host.fetch(cursor).arrivals}


def test_a_comment_arrives_with_everything_a_moderator_needs(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post("Beans & <em>peas</em>")
    number = wordpress.comment(post, "Ours <strong>grew</strong> & grew", name="Tom & Ana")
    arrived = one(host)
    assert arrived.host_id == str(number)
    assert arrived.host_state is HostState.HELD
    assert arrived.author_name == "Tom & Ana"
    assert arrived.post_title == "Beans & peas"
    assert arrived.post_address == post.address
    assert arrived.address == f"{post.address}#comment-{number}"
    assert (arrived.kind, arrived.parent_host_id, arrived.author_ref) == ("comment", "", "")


def test_the_words_are_the_stored_ones_not_those_made_up_for_the_page(wordpress: Blog, host: WordPress) -> None:
    wordpress.comment(wordpress.post(), "Look <b>here</b>\n\n:-) www.example.test")
    assert one(host).body == "Look <b>here</b>\n\n:-) www.example.test"


def test_a_reply_names_the_comment_that_it_answers(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    first = wordpress.insert(post, "First")
    cursor = host.fetch({}).cursor
    wordpress.insert(post, "An answer", parent=first)
    assert one(host, cursor).parent_host_id == str(first)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("approved", HostState.PUBLIC),
        ("hold", HostState.HELD),
        ("spam", HostState.REMOVED),
        ("trash", HostState.REMOVED),
    ],
)
def test_every_status_is_fetched(wordpress: Blog, host: WordPress, status: str, state: HostState) -> None:
    number = wordpress.insert(wordpress.post(), "Hello")
    wordpress.rest("POST", f"comments/{number}", status=status)
    assert one(host).host_state is state


def test_comments_of_a_trashed_post_are_off_the_page(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    number = wordpress.insert(post, "Hello", status="approved")
    cursor = host.fetch({}).cursor
    wordpress.rest("DELETE", f"posts/{post.id}")
    assert wordpress.status_of(number) == "post-trashed"
    assert states(host, cursor) == {number: "removed"}


def test_a_pingback_on_hold_is_not_left_out(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    wordpress.sql(
        "INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_url, comment_content,"
        f" comment_approved, comment_type, comment_date, comment_date_gmt) VALUES ({post.id}, 'Another blog',"
        " 'http://blog.example.test/', '[...] they ask [...]', '0', 'pingback', NOW(), NOW())"
    )
    arrived = one(host)
    assert (arrived.kind, arrived.host_state) == ("pingback", HostState.HELD)


def test_a_forged_name_and_date_are_only_what_was_typed(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    wordpress.insert(post, "I am the head", login="subscriber", author_name="The head", date_gmt="2001-01-01T00:00:00")
    forged = one(host)
    assert (forged.author_name, forged.author_ref) == ("The head", "")
    assert forged.posted_at == dt.datetime(2001, 1, 1, tzinfo=dt.UTC)


def test_an_account_that_the_blog_vouches_for_is_named_by_its_number(wordpress: Blog, host: WordPress) -> None:
    wordpress.insert(wordpress.post(), "Signed in", login="subscriber")
    me = wordpress.rest("GET", "users/me", login="subscriber")["id"]
    assert one(host).author_ref == str(me)


def test_a_comment_that_is_dated_back_is_fetched_all_the_same(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    wordpress.insert(post, "Now")
    cursor = host.fetch({}).cursor
    back = wordpress.insert(post, "Then", login="subscriber", author_name="Me", date_gmt="2001-01-01T00:00:00")
    assert states(host, cursor) == {back: "held"}


def test_both_hours_of_the_night_on_which_the_clocks_go_back_are_told_apart(wordpress: Blog, host: WordPress) -> None:
    # 00:30 and 01:30 UTC on 26 October 2025 are both 02:30 in Madrid, where the blog stands.
    post = wordpress.post()
    first = wordpress.insert(post, "Summer", date_gmt="2025-10-26T00:30:00")
    cursor = host.fetch({}).cursor
    second = wordpress.insert(post, "Winter", date_gmt="2025-10-26T01:30:00")
    found = host.read([str(first), str(second)])
    assert found[str(first)].posted_at == dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC)
    assert found[str(second)].posted_at == dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)
    assert states(host, cursor) == {second: "held" if wordpress.status_of(second) == "hold" else "public"}


def test_what_did_not_change_does_not_come_twice(wordpress: Blog, host: WordPress) -> None:
    wordpress.comment(wordpress.post(), "Hello")
    cursor = host.fetch({}).cursor
    again = host.fetch(cursor)
    assert (again.arrivals, again.more) == ((), False)


@pytest.mark.parametrize(("status", "state"), [("approved", "public"), ("spam", "removed"), ("trash", "removed")])
def test_a_decision_made_on_the_blog_is_noticed(wordpress: Blog, host: WordPress, status: str, state: str) -> None:
    number = wordpress.comment(wordpress.post(), "Hello")
    cursor = host.fetch({}).cursor
    wordpress.rest("POST", f"comments/{number}", login="editor", status=status)
    assert states(host, cursor) == {number: state}


def test_an_edit_on_the_blog_is_noticed(wordpress: Blog, host: WordPress) -> None:
    number = wordpress.comment(wordpress.post(), "Hello")
    before = host.fetch({})
    wordpress.rest("POST", f"comments/{number}", login="editor", content="Hello you")
    after = one(host, before.cursor)
    assert after.body == "Hello you"
    assert after.digest != before.arrivals[0].digest


def test_a_deletion_for_good_is_noticed_once(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    number = wordpress.comment(post, "Hello")
    wordpress.comment(post, "And hello")
    cursor = host.fetch({}).cursor
    wordpress.rest("DELETE", f"comments/{number}?force=true", login="editor")
    found = host.fetch(cursor)
    assert [(one.host_id, one.host_state, one.body) for one in found.arrivals] == [(str(number), HostState.GONE, "")]
    assert host.fetch(found.cursor).arrivals == ()


def test_the_newest_being_deleted_hides_no_later_one(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    number = wordpress.comment(post, "Hello")
    cursor = host.fetch({}).cursor
    wordpress.rest("DELETE", f"comments/{number}?force=true", login="editor")
    later = wordpress.comment(post, "Later")
    assert states(host, cursor) == {number: "gone", later: "held"}


def test_a_long_history_is_read_in_bounded_pieces_and_nothing_is_missed(wordpress: Blog, host: WordPress) -> None:
    wordpress.seed(1234)
    newest = int(wordpress.sql("SELECT MAX(comment_ID) FROM wp_comments"))
    cursor: Cursor = {}
    seen: list[int] = []
    more, fetches = True, 0
    while more:
        found = host.fetch(cursor)
        assert len(found.arrivals) <= 500
        seen += [int(arrival.host_id) for arrival in found.arrivals]
        cursor, more, fetches = found.cursor, found.more, fetches + 1
        assert fetches < 20
    assert sorted(seen) == list(range(newest - 1233, newest + 1))
    assert fetches >= 4


def test_what_comes_in_and_goes_away_meanwhile_hides_nothing(wordpress: Blog, host: WordPress) -> None:
    wordpress.seed(900)
    last = int(wordpress.sql("SELECT MAX(comment_ID) FROM wp_comments"))
    first = last - 899
    start = host.fetch({})
    seen = {int(arrival.host_id) for arrival in start.arrivals}
    # 150 of those that were read go away, and so does the edge of what was read; three come in.
    edge = min(seen)
    wordpress.sql(f"DELETE FROM wp_comments WHERE comment_ID > {last - 150} OR comment_ID = {edge}")
    post = wordpress.post()
    new = {wordpress.comment(post, f"New {number}") for number in range(3)}
    cursor, more, fetches = start.cursor, start.more, 0
    while more:
        found = host.fetch(cursor)
        seen |= {int(arrival.host_id) for arrival in found.arrivals if arrival.host_state is not HostState.GONE}
        cursor, more, fetches = found.cursor, found.more, fetches + 1
        assert fetches < 30
    assert seen == set(range(first, last + 1)) | new


def test_a_busy_day_between_two_fetches_is_read_to_its_end(wordpress: Blog, host: WordPress) -> None:
    wordpress.comment(wordpress.post(), "The last one we knew")
    cursor = host.fetch({}).cursor
    wordpress.seed(450)
    seen: set[str] = set()
    more = True
    while more:
        found = host.fetch(cursor)
        seen |= {arrival.host_id for arrival in found.arrivals}
        cursor, more = found.cursor, found.more
    assert len(seen) == 450


def test_comments_are_read_back_by_number_in_batches(wordpress: Blog, host: WordPress) -> None:
    wordpress.seed(250)
    newest = int(wordpress.sql("SELECT MAX(comment_ID) FROM wp_comments"))
    asked = [str(number) for number in range(newest - 249, newest + 1)]
    found = host.read([*asked, "999999999", "no number", "1 OR 1=1", ""])
    assert sorted(found, key=int) == asked


def test_an_account_that_lost_its_power_is_noticed_at_the_next_fetch(wordpress: Blog) -> None:
    with Outside({wordpress.place}) as outside:
        wordpress.comment(wordpress.post(), "Hello")
        for login in ("author", "contributor", "subscriber"):
            weak = WordPress(outside, wordpress.url, login, wordpress.passwords[login])
            with pytest.raises(HostFailed) as failed:
                weak.fetch({})
            assert failed.value.trouble.code == "too_little_power"


@pytest.mark.parametrize(
    ("trouble", "code", "seconds"),
    [
        pytest.param({"rest": "limited", "retry_after": 90}, "rate_limited", 90, id="too many questions"),
        pytest.param({"rest": "error", "retry_after": 30}, "server_error", 30, id="an error with a time to come back"),
        pytest.param({"rest": "error"}, "server_error", None, id="an error"),
        pytest.param({"rest": "forbidden"}, "blocked", None, id="a security plug-in"),
        pytest.param({"rest": "challenge"}, "blocked", None, id="a page for browsers"),
        pytest.param({"rest": "html"}, "answer_not_understood", None, id="a page in place of an answer"),
        pytest.param({"rest": "moved", "target": "https://x.example.org/"}, "moved", None, id="moved"),
        pytest.param({"passwords_off": True}, "signed_out", None, id="passwords switched off later"),
    ],
)
def test_trouble_is_told_in_a_code_with_the_time_to_come_back(
    wordpress: Blog, host: WordPress, trouble: dict[str, object], code: str, seconds: int | None
) -> None:
    with wordpress.trouble(**trouble), pytest.raises(HostFailed) as failed:
        host.fetch({})
    assert failed.value.trouble.code == code
    assert failed.value.retry_after == (None if seconds is None else dt.timedelta(seconds=seconds))


def test_trouble_in_the_middle_keeps_what_was_read_and_goes_on_from_there(wordpress: Blog, host: WordPress) -> None:
    wordpress.seed(250)
    real = host._rest.comments
    asked: list[int] = []

    def second_question_fails(**params: str) -> object:
        asked.append(1)
        if len(asked) == 2:
            with wordpress.trouble(rest="limited", retry_after=60):
                return real(**params)
        return real(**params)

    host._rest.comments = second_question_fails  # type: ignore[method-assign,assignment]
    half = host.fetch({})
    assert (len(half.arrivals), half.more) == (100, True)
    rest = host.fetch(half.cursor)
    assert len(rest.arrivals) == 150


def test_a_new_comment_by_somebody_approved_before_that_waits_proves_that_all_are_held(
    wordpress: Blog, host: WordPress
) -> None:
    post = wordpress.post()
    wordpress.rest("POST", f"comments/{wordpress.comment(post, 'First')}", status="approved")
    first = host.fetch({})
    assert first.holds is None
    wordpress.comment(post, "Second")
    assert host.fetch(first.cursor).holds is True


def test_a_first_comment_that_waits_proves_nothing(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    wordpress.comment(post, "By Ana")
    cursor = host.fetch({}).cursor
    wordpress.comment(post, "By Bram", name="Bram", mail="bram@example.test")
    assert host.fetch(cursor).holds is None


def test_a_new_comment_that_is_public_at_once_shows_that_the_blog_does_not_hold(
    wordpress: Blog, host: WordPress
) -> None:
    post = wordpress.post()
    wordpress.rest("POST", f"comments/{wordpress.comment(post, 'First')}", status="approved")
    cursor = host.fetch({}).cursor
    wordpress.option("comment_moderation", 0)
    wordpress.comment(post, "Second")
    found = host.fetch(cursor)
    assert (found.arrivals[0].host_state, found.holds) == (HostState.PUBLIC, False)


def test_a_public_comment_by_somebody_who_moderates_shows_nothing(wordpress: Blog, host: WordPress) -> None:
    post = wordpress.post()
    wordpress.comment(post, "First")
    cursor = host.fetch({}).cursor
    wordpress.insert(post, "From your teacher", login="editor")
    assert host.fetch(cursor).holds is None


def test_a_list_with_holes_is_never_taken_for_deletions(wordpress: Blog, host: WordPress) -> None:
    wordpress.comment(wordpress.post(), "Hello")
    wordpress.insert(wordpress.post(), "And hello", status="approved")
    cursor = host.fetch({}).cursor
    wordpress.php("get_role('moderator')->remove_cap('edit_others_posts');")
    try:
        with pytest.raises(HostFailed) as failed:
            host.fetch(cursor)
        assert [one.code for one in host.check().troubles] == ["too_little_power"]
    finally:
        wordpress.php("get_role('moderator')->add_cap('edit_others_posts');")
    assert (failed.value.trouble.code, failed.value.trouble.detail) == ("too_little_power", "1 of 2")
    assert host.fetch(cursor).arrivals == ()
