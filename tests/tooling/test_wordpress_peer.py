"""The tests' WordPress is lent to one test at a time, ends with the run, and is named where it cannot be had."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.tooling.conftest import NestedRun

pytestmark = pytest.mark.peer

WITHOUT_PACKAGES = """
import os, pathlib, tests.plugins.wordpress as plugin

# A start that finds no packages and may not install any, as on a machine where one is nobody in particular.
plugin.SCRIPTS = pathlib.Path(__file__).parent / "scripts"
plugin.SCRIPTS.mkdir(exist_ok=True)
start = plugin.SCRIPTS / "start"
start.write_text("#!/bin/sh\\necho 'error: missing packages; as root: apt-get install nginx' >&2; exit 1")
start.chmod(0o755)
"""
NAMED = "1 test did not run: WordPress could not be started (error: missing packages; as root: apt-get install nginx)."


@pytest.mark.parametrize(("ci", "ends_with"), [("", 0), ("true", 1)])
def test_a_blog_that_cannot_be_started_is_named_and_fails_the_run_under_ci(
    pytester: pytest.Pytester, nested_run: NestedRun, monkeypatch: pytest.MonkeyPatch, ci: str, ends_with: int
) -> None:
    monkeypatch.setenv("CI", ci)
    conftest = pytester.path / "conftest.py"
    conftest.write_text(conftest.read_text("utf-8") + WITHOUT_PACKAGES)
    pytester.makepyfile(test_blog="def test_blog(wordpress): pass")
    result = nested_run()
    result.assert_outcomes(skipped=1)
    assert result.ret == ends_with
    assert NAMED in result.outlines


def test_two_test_processes_share_one_blog_that_ends_with_the_run(
    pytester: pytest.Pytester, nested_run: NestedRun
) -> None:
    out = pytester.mkdir("out")
    body = """
        import pathlib
        def test_{name}(wordpress):
            post = wordpress.post()
            number = wordpress.comment(post, "Hello")
            kept = wordpress.sql("SELECT COUNT(*) FROM wp_comments")
            pathlib.Path({out!r}, "{name}").write_text(f"{{wordpress.url}}\\n{{wordpress.folder}}\\n{{kept}}")
    """
    pytester.makepyfile(test_one=body.format(name="one", out=str(out)), test_two=body.format(name="two", out=str(out)))
    result = nested_run("-n", "2", "--dist", "loadfile")
    result.assert_outcomes(passed=2)
    one, two = (Path(out, name).read_text().splitlines() for name in ("one", "two"))
    assert one == two
    assert one[2] == "1"
    folder = Path(one[1])
    assert not folder.exists()
    left = [
        process.info["name"]
        for process in psutil.process_iter(["name", "cmdline"])
        if any(str(folder) in word for word in process.info["cmdline"] or []) and process.info["name"] != "sh"
    ]
    assert left == []
