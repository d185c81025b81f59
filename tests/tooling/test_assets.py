"""What the interface takes from others comes without what is not ours, and the build stops when upstream changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.build_assets import CSS_CHANGES, JS_CHANGES, BuildStoppedError, at_least, build, changed, exactly
from tests.plugins.did_not_run import did_not_run

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "static" / "built"
UPSTREAM = (
    ":root{--govuk-breakpoint-mobile:20rem;--govuk-brand-colour:#1d70b8;--govuk-link-colour:#1a65a6;"
    "--govuk-link-hover-colour:#0f385c}"
    "/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. */"
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/b.woff2)}"
    + ".a{font-family:GDS Transport,arial,sans-serif}"
    * 40
    + ".b{background-color:#1d70b8}.c{background-color:#1d70b8}"
    ".govuk-header{color:#fff;background:var(--govuk-brand-colour,#1d70b8)}"
    ".govuk-button{color:#fff;background-color:#0f7a52;box-shadow:0 2px 0 #083d29}"
    ".govuk-button:hover{background-color:#0b5c3e}"
    ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg);width:1px}"
    "@supports (mask-position:initial){"
    ".govuk-footer__copyright-logo:before{mask-image:url(/assets/images/govuk-crest.svg)}"
    "@media screen and (forced-colors:active){.govuk-footer__copyright-logo:before{background:linktext}}}"
    "/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def test_everything_that_is_not_ours_goes() -> None:
    css = changed(UPSTREAM, CSS_CHANGES, "styles")
    for word in ("GDS Transport", "@font-face", "Calvert", "crest", "sourceMappingURL", "url("):
        assert word not in css
    assert css.startswith(":root{--font:system-ui,")
    assert "--govuk-brand-colour:var(--brand,#1d70b8)" in css
    assert ".govuk-button:hover{background-color:var(--button-hover,#0b5c3e)}" in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("change", CSS_CHANGES, ids=lambda change: change.what)
def test_the_build_stops_when_a_pattern_finds_nothing(change) -> None:
    without = re.sub(change.pattern, "", UPSTREAM)
    with pytest.raises(BuildStoppedError, match=r"styles has changed: .* occurred \d+ times\."):
        changed(without, CSS_CHANGES, "styles")


def test_the_build_stops_when_something_new_refers_to_the_font() -> None:
    with pytest.raises(BuildStoppedError, match="styles still holds GDS Transport"):
        changed(UPSTREAM + ".new{font-family:GDS Transport}", CSS_CHANGES, "styles")


def test_the_build_stops_when_a_script_lost_its_source_map() -> None:
    with pytest.raises(BuildStoppedError, match="the source map occurred 0 times"):
        changed("export{};", JS_CHANGES, "script")


def test_a_missing_upstream_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        build(tmp_path)


def test_counts() -> None:
    assert [exactly(2)(found) for found in (1, 2, 3)] == [False, True, False]
    assert [at_least(2)(found) for found in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize("name", ["govuk-frontend.min.css", "govuk-frontend.min.js", "htmx.min.js"])
def test_the_built_files_hold_nothing_that_is_not_ours(name: str) -> None:
    if not (BUILT / name).exists():
        did_not_run("the interface's assets are not built: run `make assets`.")
    text = (BUILT / name).read_text("utf-8")
    assert len(text) > 40_000
    for word in ("GDS Transport", "@font-face", "crest", "sourceMappingURL", "url("):
        assert word not in text
