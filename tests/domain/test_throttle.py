"""How long one waits after tries that failed."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.throttle import (
    NAME_AT_ADDRESS,
    NAMES_AT_ADDRESS,
    Failures,
    longest_wait,
    network_of,
    too_many_tries,
    wait_left,
)

NOW = dt.datetime(2026, 11, 18, 10, 30, tzinfo=dt.UTC)
NONE = Failures(0, None)


@pytest.mark.parametrize(
    ("count", "ago", "seconds"),
    [
        pytest.param(0, 0, 0, id="nobody waits before the first try"),
        pytest.param(4, 0, 0, id="five tries are free"),
        pytest.param(5, 0, 30, id="the sixth waits half a minute"),
        pytest.param(5, 10, 20, id="the wait runs from the last failure"),
        pytest.param(5, 30, 0, id="when it is over the next try is free"),
        pytest.param(6, 0, 60, id="the wait doubles"),
        pytest.param(8, 0, 240, id="and doubles again"),
        pytest.param(10, 0, 900, id="a quarter of an hour is the longest"),
        pytest.param(1_000_000, 0, 900, id="a million tries lock nobody out for longer"),
        pytest.param(10, -3600, 900, id="a clock that was set back locks nobody out for longer"),
    ],
)
def test_the_wait_grows_and_has_an_end(count: int, ago: int, seconds: int) -> None:
    failures = Failures(count, NOW - dt.timedelta(seconds=ago))
    assert wait_left(failures, NAME_AT_ADDRESS, NOW) == dt.timedelta(seconds=seconds)


def test_one_persons_typos_do_not_slow_the_address() -> None:
    assert longest_wait(NONE, NONE, Failures(1, NOW), NOW) == dt.timedelta(0)


def test_a_list_of_names_slows_the_address() -> None:
    assert longest_wait(NONE, NONE, Failures(30, NOW), NOW) == dt.timedelta(seconds=5)
    assert wait_left(Failures(500, NOW), NAMES_AT_ADDRESS, NOW) == dt.timedelta(minutes=1)


def test_a_name_tried_from_elsewhere_is_slowed_later_than_from_one_address() -> None:
    assert longest_wait(NONE, Failures(19, NOW), NONE, NOW) == dt.timedelta(0)
    assert longest_wait(NONE, Failures(20, NOW), NONE, NOW) == dt.timedelta(seconds=30)


@pytest.mark.parametrize(
    ("wait", "sentence"),
    [
        (dt.timedelta(milliseconds=200), "There were too many tries. Wait 1 second, then try again."),
        (dt.timedelta(seconds=30), "There were too many tries. Wait 30 seconds, then try again."),
        (dt.timedelta(seconds=60), "There were too many tries. Wait 1 minute, then try again."),
        (dt.timedelta(seconds=61), "There were too many tries. Wait 2 minutes, then try again."),
        (dt.timedelta(minutes=15), "There were too many tries. Wait 15 minutes, then try again."),
    ],
)
def test_the_wait_is_said_in_words(wait: dt.timedelta, sentence: str) -> None:
    refusal = too_many_tries(wait)
    assert (refusal.code, refusal.sentence) == ("too_many_tries", sentence)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        pytest.param("192.0.2.7", "192.0.2.7", id="an IPv4 address is itself"),
        pytest.param("::ffff:192.0.2.7", "192.0.2.7", id="also when written as IPv6"),
        pytest.param("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64", id="a school has a whole /64"),
        pytest.param("fe80::1%eth0", "fe80::/64", id="a zone does not count"),
        pytest.param(None, "unknown", id="no address"),
        pytest.param("not an address", "unknown", id="no address at all"),
    ],
)
def test_what_counts_as_one_address(address: str | None, counted_as: str) -> None:
    assert network_of(address) == counted_as
