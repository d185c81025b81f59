"""What one act of the audit has to carry.  May import the standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """One code of the vocabulary.

    ``details`` are the keys of ids, codes and numbers that a row holds for ever; ``texts`` the keys of free text, which
    stands apart and can be disposed of.  ``sentence`` is how it reads, with {actor} and those keys.
    """

    code: str
    sentence: str
    details: tuple[str, ...] = ()
    texts: tuple[str, ...] = ("label",)
