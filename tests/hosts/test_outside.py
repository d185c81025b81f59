"""Every call has an end, a largest size and a way that each redirect is checked on; nothing of ours leaks."""

from __future__ import annotations

import datetime as dt
import gzip
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.hosts.outside import AGENT, USUAL, Answer, Bounds, Outside
from governance.hosts.protocol import HostFailed
from tests.hosts.certificate import certificate_for
from tests.hosts.listener import Listener, answer, answering, listening

SECRET = "abcd EFGH ijkl MNOP"


def code_of(blog: Listener, bounds: Bounds = USUAL) -> str:
    with Outside({blog.place}) as outside, pytest.raises(HostFailed) as failed:
        outside.ask("GET", blog.url, bounds=bounds)
    return failed.value.trouble.code


def test_the_product_says_who_it_is() -> None:
    with answering(answer("200 OK")) as blog, Outside({blog.place}) as outside:
        outside.ask("GET", blog.url)
    assert b"User-Agent: OfficialSites/0.1.0\r\n" in blog.asked[0]
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"OfficialSites/{project['version']}" == AGENT


def test_a_redirect_is_not_followed_unless_asked_for() -> None:
    with answering(answer("301 Moved", b"", "Location: /new")) as blog, Outside({blog.place}) as outside:
        found = outside.ask("GET", blog.url)
        assert (found.status, found.redirected_to) == (301, f"{blog.url}new")


def test_a_redirect_into_the_private_network_is_refused() -> None:
    with answering(answer("200 OK")) as inside:
        leads = answer("302 Found", b"", f"Location: {inside.url}")
        with answering(leads) as blog:
            assert code_of(blog, Bounds(redirects=5)) == "address_not_allowed"
    assert inside.asked == []


@pytest.mark.parametrize("place", ["file:///etc/passwd", "http://169.254.169.254/latest/", "http://[::1]:22/"])
def test_a_redirect_passes_the_same_door(place: str) -> None:
    with answering(answer("302 Found", b"", f"Location: {place}")) as blog:
        assert code_of(blog, Bounds(redirects=5)) == "address_not_allowed"


def test_redirects_without_end_are_told_as_moved() -> None:
    with answering(answer("302 Found", b"", "Location: /again")) as blog:
        assert code_of(blog, Bounds(redirects=3)) == "moved"
    assert len(blog.asked) == 4


def test_a_redirect_to_another_server_leaves_the_account_behind() -> None:
    with answering(answer("200 OK")) as other:
        leads = answer("301 Moved Permanently", b"", f"Location: {other.url}")
        with answering(leads) as blog, Outside({blog.place, other.place}) as outside:
            found = outside.ask("GET", blog.url, account=("editor", SECRET), bounds=Bounds(redirects=2))
    assert found.moved_for_good
    assert b"authorization" in blog.asked[0].lower()
    assert b"authorization" not in other.asked[0].lower()


def test_cookies_are_not_kept() -> None:
    with answering(answer("200 OK", b"", "Set-Cookie: who=you; Path=/")) as blog, Outside({blog.place}) as outside:
        outside.ask("GET", blog.url)
        outside.ask("GET", blog.url)
    assert b"cookie" not in blog.asked[1].lower()


def test_proxies_and_passwords_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password mine")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with answering(answer("200 OK", b"here")) as blog, Outside({blog.place}) as outside:
        assert outside.ask("GET", blog.url).body == b"here"
    assert b"authorization" not in blog.asked[0].lower()


def test_a_packed_answer_is_unpacked() -> None:
    packed = answer("200 OK", gzip.compress(b"hello" * 100), "Content-Encoding: gzip")
    with answering(packed) as blog, Outside({blog.place}) as outside:
        assert outside.ask("GET", blog.url).body == b"hello" * 100


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(answer("200 OK", b"x" * 50_000), id="plain"),
        pytest.param(answer("200 OK", gzip.compress(b"x" * 5_000_000), "Content-Encoding: gzip"), id="packed"),
    ],
)
def test_the_size_is_counted_after_unpacking(reply: bytes) -> None:
    with answering(reply) as blog:
        assert code_of(blog, Bounds(most_bytes=40_000)) == "too_large"


def test_an_answer_packed_twice_is_refused() -> None:
    twice = answer("200 OK", gzip.compress(gzip.compress(b"x" * 1000)), "Content-Encoding: gzip, gzip")
    with answering(twice) as blog:
        assert code_of(blog) == "answer_not_understood"


def dripping(head: bytes, drop: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield drop


def slowly(head: bytes, drop: bytes, listener: list[Listener]) -> Iterator[bytes]:
    yield head
    while not listener[0].stopped.wait(0.05):
        yield drop


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", b"x", id="a body that drips"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", id="headers that drip"),
        pytest.param(b"", b"", id="no word at all"),
    ],
)
def test_a_server_that_drips_does_not_outlive_the_deadline(head: bytes, drop: bytes) -> None:
    known: list[Listener] = []
    with listening(lambda _: slowly(head, drop, known)) as blog:
        known.append(blog)
        assert code_of(blog, Bounds(seconds=0.3)) == "too_slow"


def test_headers_without_end_are_refused() -> None:
    with listening(lambda _: dripping(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 9000 + b"\r\n")) as blog:
        assert code_of(blog) == "answer_not_understood"


def test_what_is_not_http_is_not_understood() -> None:
    with answering(b"220 mail.example.test ESMTP\r\n") as blog:
        assert code_of(blog) == "answer_not_understood"


def test_nobody_at_the_address_is_not_reachable() -> None:
    with answering(b"") as blog:
        gone = blog
    assert code_of(gone) == "not_reachable"


def test_the_certificate_is_asked_for_by_name_and_checked(tmp_path: Path) -> None:
    server, client = certificate_for("blog.example.test", tmp_path)
    with listening(lambda _: iter([answer("200 OK", b"safe")]), server) as blog:
        place = ("blog.example.test", blog.port)
        with Outside({place}, resolve=lambda host, port: ["127.0.0.1"], tls=client) as outside:
            assert outside.ask("GET", f"https://blog.example.test:{blog.port}/").body == b"safe"
    assert blog.names == ["blog.example.test"]
    assert f"Host: blog.example.test:{blog.port}".encode() in blog.asked[0]


@pytest.mark.parametrize("name", ["other.example.test", "127.0.0.1"])
def test_a_certificate_for_another_name_is_refused(name: str, tmp_path: Path) -> None:
    server, client = certificate_for("blog.example.test", tmp_path)
    with (
        listening(lambda _: iter([answer("200 OK")]), server) as blog,
        Outside({(name, blog.port)}, resolve=lambda host, port: ["127.0.0.1"], tls=client) as outside,
        pytest.raises(HostFailed) as failed,
    ):
        outside.ask("GET", f"https://{name}:{blog.port}/")
    assert (failed.value.trouble.code, failed.value.trouble.detail) == ("not_reachable", "certificate")
    assert blog.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    server, _ = certificate_for("blog.example.test", tmp_path)
    with (
        listening(lambda _: iter([answer("200 OK")]), server) as blog,
        Outside({("blog.example.test", blog.port)}, resolve=lambda host, port: ["127.0.0.1"]) as outside,
        pytest.raises(HostFailed) as failed,
    ):
        outside.ask("GET", f"https://blog.example.test:{blog.port}/")
    assert failed.value.trouble.detail == "certificate"


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        pytest.param("120", dt.timedelta(seconds=120), id="seconds"),
        pytest.param("Sat, 21 Nov 2026 12:05:00 GMT", dt.timedelta(minutes=5), id="a date"),
        pytest.param("Sat, 21 Nov 2026 11:00:00 GMT", dt.timedelta(), id="a date that has passed"),
        pytest.param("99999999999", dt.timedelta(days=1), id="never: we come back in a day"),
        pytest.param("soon", None, id="no date"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_when_to_come_back_is_read(said: str, wait: dt.timedelta | None) -> None:
    headers = {"retry-after": said, "date": "Sat, 21 Nov 2026 12:00:00 GMT"}
    assert Answer(429, "https://blog.example.test/", headers, b"").retry_after == wait


def test_what_was_sent_is_in_no_exception() -> None:
    with answering(b"nonsense\r\n") as blog, Outside({blog.place}) as outside, pytest.raises(HostFailed) as failed:
        outside.ask("POST", blog.url, sends={"word": SECRET}, account=("editor", SECRET))
    shown = f"{failed.value!r} {failed.value} {failed.value.trouble!r} {failed.value.__cause__!r}"
    assert SECRET not in shown
    assert failed.value.__suppress_context__


def test_parameters_are_added_to_those_of_the_address() -> None:
    with answering(answer("200 OK")) as blog, Outside({blog.place}) as outside:
        outside.ask("GET", f"{blog.url}?rest_route=/wp/v2", params={"page": "2"})
    assert blog.asked[0].startswith(b"GET /?rest_route=%2Fwp%2Fv2&page=2 ") or blog.asked[0].startswith(
        b"GET /?rest_route=/wp/v2&page=2 "
    )
