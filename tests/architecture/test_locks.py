"""The locks pin everything by hash and name no registry, so that a school's own mirror serves as well as any."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-assets.txt")
LOCKS = (*PYTHON_LOCKS, "package-lock.json")


def pins(lock: str) -> set[str]:
    """The pinned packages of a lock, as ``name==version``."""
    return set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8"), f"{lock} names a host: write it with `make lock`."


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_package_is_pinned_by_hash(lock: str) -> None:
    entries = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_every_npm_package_is_pinned_by_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if not package["integrity"].startswith("sha512-")] == []


def test_the_tests_run_on_the_very_versions_that_are_deployed() -> None:
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_the_styles_are_of_the_version_that_the_macros_mirror() -> None:
    assert any(pin.startswith("govuk-frontend-jinja==4.1.") for pin in pins("requirements.txt"))
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages["node_modules/govuk-frontend"]["version"] == "6.3.0"


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml"])
def test_lock_formats_that_name_hosts_are_not_kept(name: str) -> None:
    assert not (ROOT / name).exists()
    assert name in (ROOT / ".gitignore").read_text("utf-8").splitlines()
