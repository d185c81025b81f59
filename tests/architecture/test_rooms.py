"""Rooms are small and named after what they decide, and nothing in them says where the project was made."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import ROOT, kept_files, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 45
LONGEST_TEST = 700
"""Expectations are written out in the tests, so their files may be longer."""

# Functions that decide one thing in more lines, each with the reason why it is not split.
LONG_FUNCTIONS = {
    "governance/services/evidence.py:record_evaluation": "one row and its act, each with all their columns",
    "governance/services/situations.py:situation_of": "one row for each field of the situation",
    "governance/web/__init__.py:install": "one line for each area",
}

OURS = ("governance", "scripts")

# Words that say nothing about what stands in a room.
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|managers?|misc)($|_)|^handle_|(Manager|Helper|Utils?)$")

# A handle is the name of an account on a network, which is a word of the field.
# The client of the outside world asks its transport under a name that is not ours to choose.
FIELD_WORDS = {"handle_typed", "handle_request"}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function takes to do its work: what it is called with and its docstring do not count."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_no_file_of_the_product_is_too_long() -> None:
    long = [module.path for module in modules(*OURS) if len(module.text.splitlines()) > LONGEST_FILE]
    assert long == [], "A room is missing: split each by what it decides."


def test_no_file_of_tests_is_too_long() -> None:
    long = [module.path for module in modules("tests") if len(module.text.splitlines()) > LONGEST_TEST]
    assert long == [], "Split each by what it shows."


def test_no_function_is_too_long() -> None:
    long = {
        f"{module.path}:{function.name}"
        for module in modules(*OURS)
        for function in module.functions()
        if lines_of(function) > LONGEST_FUNCTION
    }
    assert long - set(LONG_FUNCTIONS) == set(), "Split each by what it decides."


def test_what_is_excused_is_still_there() -> None:
    known = {f"{module.path}:{function.name}" for module in modules(*OURS) for function in module.functions()}
    assert set(LONG_FUNCTIONS) <= known


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        module.path
        for module in modules("governance", "scripts", "tests", "migrations")
        if not ast.get_docstring(module.tree) and module.text.strip()
    ]
    assert silent == [], "Begin each with a docstring: what it decides, by which clause, and what it may not import."


def test_every_public_name_says_what_it_is() -> None:
    silent = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules("governance/domain", "governance/services", "governance/queries", "governance/models")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_room_is_named_after_nothing() -> None:
    names = {name: path for path in kept_files() for name in (path.rsplit("/", 1)[-1].split(".")[0],)}
    empty = [path for name, path in names.items() if EMPTY_WORDS.search(name)]
    for module in modules(*OURS):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and EMPTY_WORDS.search(node.name):
                empty += [] if node.name in FIELD_WORDS else [f"{module.path}:{node.name}"]
    assert empty == [], "Name each after what it decides."


PLACES = re.compile(r"(?<![\w.])/(work|root|home|Users|tmp|mnt)/\w")
# Said in two halves, so that this file names none either.
REGISTRIES = re.compile("|".join((r"\bregistry\.[a-z]+", "py" + r"pi\.\w+", "python" + "hosted", "npm" + r"js\.\w+")))
TEXT = (".py", ".md", ".html", ".css", ".js", ".toml", ".in", ".txt", ".json", ".sh", ".mako", ".npmrc", ".ini")


@pytest.mark.parametrize("pattern", [PLACES, REGISTRIES], ids=["a machine", "a registry"])
def test_no_file_names_a_place_where_it_was_made(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}: {match.group()}"
        for path in kept_files()
        if path.endswith(TEXT) or path in ("Makefile", ".ci/run")
        if not path.startswith("tests/architecture/")
        for match in [pattern.search((ROOT / path).read_text("utf-8"))]
        if match
    ]
    assert found == []
