"""What a check of a connection says, on a real WordPress (A.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from governance.hosts.outside import Outside
from governance.hosts.protocol import Access, HostFailed
from governance.hosts.wordpress import WordPress, front_of
from tests.hosts.listener import answer, answering
from tests.plugins.wordpress import Blog


@pytest.fixture
def outside(wordpress: Blog) -> Iterator[Outside]:
    with Outside({wordpress.place}) as opened:
        yield opened


def check(outside: Outside, blog: Blog, login: str = "moderator", **others: str) -> Access:
    said = {"address": blog.url, "password": blog.passwords[login], **others}
    return WordPress(outside, said["address"], login, said["password"]).check()


def codes(access: Access) -> tuple[list[str], list[str]]:
    return [one.code for one in access.troubles], [one.code for one in access.warnings]


@pytest.mark.parametrize(
    ("login", "troubles", "warnings"),
    [
        pytest.param("moderator", [], ["more_than_moderate"], id="the least that moderating takes is more than that"),
        pytest.param("editor", [], ["more_than_moderate"], id="an editor could do more than moderate: a warning"),
        pytest.param("admin", [], ["too_much_power"], id="an administrator is a warning to be confirmed"),
        pytest.param("author", ["too_little_power"], [], id="an author has too little power"),
        pytest.param("contributor", ["too_little_power"], [], id="a contributor has too little power"),
        pytest.param("subscriber", ["too_little_power"], [], id="a subscriber has too little power"),
    ],
)
def test_the_power_of_the_account_is_said(
    wordpress: Blog, outside: Outside, login: str, troubles: list[str], warnings: list[str]
) -> None:
    access = check(outside, wordpress, login)
    assert codes(access) == (troubles, warnings)
    assert access.account == login


def test_what_works_says_which_blog_it_is(wordpress: Blog, outside: Outside) -> None:
    access = check(outside, wordpress, "editor")
    assert access.facts == {"name": "Class blog", "address": wordpress.url, "roles": "editor"}


def test_a_wrong_password_looks_anonymous_to_wordpress_and_is_said_as_what_it_is(
    wordpress: Blog, outside: Outside
) -> None:
    assert codes(check(outside, wordpress, password="abcd efgh ijkl mnop qrst uvwx")) == (["signed_out"], [])
    wrong = WordPress(outside, wordpress.url, "moderator", "abcd efgh")
    with pytest.raises(HostFailed) as failed:
        wrong.fetch({})
    assert failed.value.trouble.code == "signed_out"


def test_the_account_s_own_password_does_not_work(wordpress: Blog, outside: Outside) -> None:
    own = dict(line.split("=", 1) for line in (wordpress.folder / "env").read_text().splitlines())["WP_PASSWORD"]
    assert codes(check(outside, wordpress, "admin", password=own)) == (["signed_out"], [])


def test_a_password_works_with_and_without_its_spaces_and_a_mail_address_as_login(
    wordpress: Blog, outside: Outside
) -> None:
    password = wordpress.passwords["moderator"].replace(" ", "")
    spaced = " ".join(password[start : start + 4] for start in range(0, len(password), 4))
    assert check(outside, wordpress, password=f" {spaced}\n").troubles == ()
    by_mail = WordPress(outside, wordpress.url, "moderator@example.test", password).check()
    assert (by_mail.troubles, by_mail.account) == ((), "moderator")


def test_passwords_that_are_switched_off_are_said(wordpress: Blog, outside: Outside) -> None:
    with wordpress.trouble(passwords_off=True):
        assert codes(check(outside, wordpress)) == (["passwords_switched_off"], [])


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        pytest.param("forbidden", "blocked", id="a security plug-in turns us away"),
        pytest.param("closed", "blocked", id="a plug-in closes the interface in JSON"),
        pytest.param("challenge", "blocked", id="a page that only a browser gets past"),
        pytest.param("html", "not_wordpress", id="a page in place of the interface"),
        pytest.param("limited", "rate_limited", id="too many questions"),
        pytest.param("error", "server_error", id="an error of the blog's own"),
    ],
)
def test_what_stands_in_front_of_the_interface_is_said(wordpress: Blog, outside: Outside, rest: str, code: str) -> None:
    with wordpress.trouble(rest=rest):
        assert codes(check(outside, wordpress)) == ([code], [])


def test_a_blog_that_moved_is_said_with_its_new_address(wordpress: Blog, outside: Outside) -> None:
    with wordpress.trouble(rest="moved", target="https://blog.example.org/wp-json/?x=1"):
        access = check(outside, wordpress)
    assert [(one.code, one.detail) for one in access.troubles] == [("moved", "https://blog.example.org/wp-json/")]


def test_a_blog_that_is_down_is_not_reachable(wordpress: Blog, outside: Outside) -> None:
    with wordpress.down():
        assert codes(check(outside, wordpress)) == (["not_reachable"], [])
    assert check(outside, wordpress).troubles == ()


@pytest.mark.parametrize("path", ["/", "/wp-admin/edit-comments.php", "/wp-json/", "/wp-login.php", "/why-ice-floats/"])
def test_whatever_address_of_the_blog_is_copied_the_one_to_keep_is_found(
    wordpress: Blog, outside: Outside, path: str
) -> None:
    access = check(outside, wordpress, address=wordpress.url + path)
    assert (access.troubles, access.facts["address"]) == ((), wordpress.url)


def test_a_blog_whose_addresses_are_numbers_is_found(wordpress: Blog, outside: Outside) -> None:
    wordpress.option("permalink_structure", "")
    try:
        with wordpress.trouble(rest="html", times=1):
            access = check(outside, wordpress)
        assert access.troubles == ()
        blog = WordPress(outside, access.facts["address"], "moderator", wordpress.passwords["moderator"])
        assert blog.fetch({}).arrivals == ()
        assert access.facts["address"] == f"{wordpress.url}/?rest_route=/"
    finally:
        wordpress.option("permalink_structure", "/%postname%/")


def test_without_https_the_password_is_not_sent() -> None:
    with answering(answer("200 OK", b"{}")) as blog:
        place = ("blog.example.test", blog.port)
        with Outside({place}, resolve=lambda host, port: ["127.0.0.1"]) as outside:
            host = WordPress(outside, f"http://blog.example.test:{blog.port}", "editor", "secret")
            assert codes(host.check()) == (["not_https"], [])
            with pytest.raises(HostFailed) as failed:
                host.fetch({})
    assert failed.value.trouble.code == "not_https"
    assert blog.asked == []


def test_this_machine_needs_no_https_only_where_the_installation_names_it() -> None:
    with answering(answer("200 OK", b"{}")) as blog, Outside() as outside:
        assert codes(WordPress(outside, blog.url, "editor", "secret").check()) == (["not_https"], [])
    assert blog.asked == []


def test_what_is_not_a_wordpress_is_said_and_gets_no_password() -> None:
    with answering(answer("404 Not Found", b"<html>Nothing here</html>")) as page, Outside({page.place}) as outside:
        assert codes(WordPress(outside, page.url, "editor", "secret").check()) == (["not_wordpress"], [])
    assert all(b"authorization" not in asked.lower() for asked in page.asked)


@pytest.mark.parametrize(
    ("typed", "front"),
    [
        ("https://Blog.example.org/", "https://blog.example.org"),
        (" https://school.example.org/class5/wp-admin/index.php ", "https://school.example.org/class5"),
        ("https://blog.example.org/index.php", "https://blog.example.org"),
        ("https://blog.example.org/comments/feed/", "https://blog.example.org"),
        ("https://blog.example.org/?rest_route=/wp/v2", "https://blog.example.org/?rest_route=/"),
        ("blog.example.org", ""),
        ("https://me:secret@blog.example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://[::1/", ""),
    ],
)
def test_the_front_page_is_read_from_what_people_copy(typed: str, front: str) -> None:
    assert front_of(typed) == front
