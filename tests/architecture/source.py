"""Reads the project's own code for the tests of this folder."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One file of Python: its dotted name, its path in the project, its text and its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    def imports(self) -> Iterator[str]:
        """The dotted names that it imports, wherever in the file; ``from a import b`` gives ``a.b`` too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below ``folders``, in order."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            relative = path.relative_to(ROOT)
            name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
            found.append(Module(name, str(relative), text, ast.parse(text)))
    return tuple(found)


@cache
def kept_files() -> tuple[str, ...]:
    """The path of every file that the project keeps; where there is no git, of every file of its folders."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return tuple(name for name in listed.splitlines() if (ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        folders = ("governance", "templates", "scripts", "tests", "migrations", "docs")
        files = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
        return tuple(str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts)
