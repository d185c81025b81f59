"""What a setting of a school's policy can be: a number within bounds, yes or no, one or several of a list.

May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen, and its name on the screen."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number from least to most, both allowed, in a unit."""

    least: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the options."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any of the options, each once, and at least so many."""

    options: tuple[Option, ...]
    least: int = 0


Kind: TypeAlias = WholeNumber | Switch | Choice | ListOf
Value: TypeAlias = int | bool | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.  ``sentence`` says what the product does with it; ``clause`` is None where no duty names it."""

    key: str
    name: str
    clause: str | None
    sentence: str
    default: Value
    kind: Kind
