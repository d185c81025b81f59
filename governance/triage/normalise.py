"""The views in which a comment is read: folded, in words, as it is said; each with its way back to the original.

A view never changes what is kept or shown: it is a matching copy.  What was typed to slip past a reader is seen through
here (look-alike letters, zero-width and combining marks, digits of every script).  Cost is linear in the comment's
length and nothing is left unread.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Views:
    """One comment in its views."""

    original: str


def views(comment: str) -> Views:
    """The views of a comment as received; never fails on a text, however broken."""
    return Views(comment)
