"""No address leads into a private network, however it is written, resolved or redirected."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from governance.hosts.guard import Resolve, is_public
from governance.hosts.outside import Outside
from governance.hosts.protocol import HostFailed
from tests.hosts.listener import answer, answering


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="this machine"),
        pytest.param("127.8.8.8", id="this machine, by another of its numbers"),
        pytest.param("0.0.0.0", id="any address of this machine"),
        pytest.param("10.0.0.1", id="a private network"),
        pytest.param("172.16.4.4", id="a private network of the middle size"),
        pytest.param("192.168.1.1", id="a home network"),
        pytest.param("169.254.169.254", id="the address where clouds keep their secrets"),
        pytest.param("100.64.0.1", id="a provider's own network"),
        pytest.param("192.0.0.8", id="protocol assignments, which Python 3.11 calls global"),
        pytest.param("192.88.99.1", id="a 6to4 relay"),
        pytest.param("198.18.0.1", id="a range for measurements"),
        pytest.param("192.0.2.7", id="a range for examples"),
        pytest.param("224.0.0.1", id="a group of machines"),
        pytest.param("240.0.0.1", id="a range kept for later"),
        pytest.param("255.255.255.255", id="everybody nearby"),
        pytest.param("::1", id="this machine in IPv6"),
        pytest.param("::", id="any address in IPv6"),
        pytest.param("::ffff:127.0.0.1", id="this machine, written as IPv6"),
        pytest.param("::ffff:10.1.1.1", id="a private network, written as IPv6"),
        pytest.param("::127.0.0.1", id="this machine, in the old way of writing it as IPv6"),
        pytest.param("fe80::1", id="the same cable"),
        pytest.param("fe80::1%eth0", id="the same cable, with its name"),
        pytest.param("fc00::1", id="a private network in IPv6"),
        pytest.param("fec0::1", id="a private network in old IPv6"),
        pytest.param("ff02::1", id="a group of machines in IPv6"),
        pytest.param("64:ff9b::7f00:1", id="NAT64 to this machine"),
        pytest.param("64:ff9b:1::1", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="6to4 to this machine"),
        pytest.param("2001:0:5ef5:79fb::1", id="Teredo"),
        pytest.param("2001:db8::1", id="IPv6 for examples"),
        pytest.param("2606:4700::1%1", id="a public address that names a network card"),
        pytest.param("blog.example.org", id="not an address at all"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert is_public(address) is False


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_let_through(address: str) -> None:
    assert is_public(address) is True


def refusal(url: str, resolve: Resolve, *, method: str = "GET") -> str:
    with Outside(resolve=resolve) as outside, pytest.raises(HostFailed) as failed:
        outside.ask(method, url)
    return failed.value.trouble.code


def to(*addresses: str) -> Resolve:
    return lambda host, port: addresses


def never(host: str, port: int) -> Sequence[str]:
    raise AssertionError("The name was resolved, and nobody should have come this far.")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://127.0.0.1/", id="a number"),
        pytest.param("http://2130706433/", id="a number without dots"),
        pytest.param("http://0x7f.1/", id="a number in sixteens"),
        pytest.param("http://[::1]/", id="IPv6"),
        pytest.param("http://localhost/", id="the machine's own name"),
    ],
)
def test_this_machine_is_not_reached_however_it_is_written(url: str) -> None:
    with Outside() as outside, pytest.raises(HostFailed) as failed:
        outside.ask("GET", url)
    assert failed.value.trouble.code == "address_not_allowed"


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    assert refusal("http://blog.example.org/", to("1.1.1.1", "10.0.0.1")) == "address_not_allowed"


@pytest.mark.parametrize("port", [22, 25, 8080, 5432, 6379])
def test_only_the_ports_of_the_web_are_dialled(port: int) -> None:
    assert refusal(f"http://blog.example.org:{port}/", never) == "address_not_allowed"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://blog.example.org/", "gopher://blog.example.org/", "/blog"]
)
def test_only_web_addresses_are_asked(url: str) -> None:
    assert refusal(url, never) == "address_not_allowed"


def test_an_address_that_carries_a_password_is_refused() -> None:
    assert refusal("http://me:secret@blog.example.org/", never) == "address_not_allowed"


def test_a_name_that_nobody_knows_is_not_reachable() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError

    assert refusal("http://blog.example.org/", unknown) == "not_reachable"


def test_a_name_is_resolved_once_and_its_checked_address_is_dialled() -> None:
    asked: list[str] = []

    def first_public_then_private(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with answering(answer("200 OK", b"hello")) as blog:
        place = ("blog.example.test", blog.port)
        with Outside({place}, resolve=first_public_then_private) as outside:
            found = outside.ask("GET", f"http://blog.example.test:{blog.port}/")
    assert found.body == b"hello"
    assert asked == ["blog.example.test"]
    assert f"Host: blog.example.test:{blog.port}".encode() in blog.asked[0]


def test_a_place_on_the_list_is_reached_and_its_neighbour_is_not() -> None:
    with (
        answering(answer("200 OK")) as blog,
        answering(answer("200 OK")) as neighbour,
        Outside({blog.place}) as outside,
    ):
        assert outside.ask("GET", blog.url).status == 200
        with pytest.raises(HostFailed) as failed:
            outside.ask("GET", neighbour.url)
    assert failed.value.trouble.code == "address_not_allowed"
    assert neighbour.asked == []
