"""The places that an installation names, as its settings read them."""

from __future__ import annotations

import pytest

from governance.config import BadSetting, read_settings


def test_no_place_is_named_unless_somebody_names_it() -> None:
    assert read_settings({"GOVERNANCE_DEMO": "yes"}).hosts_allowed == frozenset()


def test_places_are_read_with_their_ports() -> None:
    named = {"GOVERNANCE_DEMO": "yes", "GOVERNANCE_HOSTS_ALLOWED": "127.0.0.1:8091, Blog.Intranet:443 [::1]:8080"}
    assert read_settings(named).hosts_allowed == {("127.0.0.1", 8091), ("blog.intranet", 443), ("::1", 8080)}


@pytest.mark.parametrize(
    "text", ["blog.intranet", "http://blog.intranet:80", "blog.intranet:99999", ":80", "me@blog:80"]
)
def test_a_place_that_cannot_be_read_stops_the_start(text: str) -> None:
    with pytest.raises(BadSetting, match="GOVERNANCE_HOSTS_ALLOWED must be hosts with their ports"):
        read_settings({"GOVERNANCE_DEMO": "yes", "GOVERNANCE_HOSTS_ALLOWED": text})
