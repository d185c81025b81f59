"""What the machine reads in a comment before a person does: it sorts, holds and explains, and decides nothing (A.5).

``read`` is the first look: rules and the static table, fast enough to run where a comment arrives.  ``read_again`` is
the same and the second look, for the worker.  Neither raises, whatever is handed in: a check that fails is named in
``not_checked``, and the comment waits.  May import the standard library and its own modules only; no database, no web.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from functools import partial

from governance.triage.normalise import Views, views
from governance.triage.reading import (
    KINDS,
    URGENCIES,
    CannotTell,
    Contacts,
    Kind,
    NotChecked,
    Reading,
    Reason,
    RuleHint,
    School,
    SchoolWord,
    Source,
    Urgency,
)
from governance.triage.rules import CHECKS, in_order

__all__ = [
    "KINDS",
    "URGENCIES",
    "Contacts",
    "Kind",
    "NotChecked",
    "Reading",
    "Reason",
    "RuleHint",
    "School",
    "SchoolWord",
    "Source",
    "Urgency",
    "read",
    "read_again",
]

_Named = tuple[str, Callable[[], Iterable[Reason]]]

NOT_INSTALLED = "not installed"
FAILED = "it failed on this comment"
"""What is said of a check that broke: the comment's words are in no log."""


def read(comment: str, school: School | None = None) -> Reading:
    """The first look at a comment: every reason of the rules and of the static table, and what could not be checked."""
    return _reading(comment, school or School(), second=False)


def read_again(comment: str, school: School | None = None) -> Reading:
    """The first look and the second; where the second is not installed, ``not_checked`` says so."""
    return _reading(comment, school or School(), second=True)


def _reading(comment: str, school: School, *, second: bool) -> Reading:
    """Runs every check by itself, so that one which fails takes none of the others with it."""
    reasons: list[Reason] = []
    failed: list[NotChecked] = []
    for name, check in (*_rules(comment, school, failed), *_likeness(comment, second=second)):
        try:
            reasons.extend(check())
        except _NotInstalled:
            failed.append(NotChecked(name, NOT_INSTALLED))
        except CannotTell as why:
            failed.append(NotChecked(name, str(why)))
        except Exception:
            # Whatever goes wrong in a check is told to the moderator; a comment must never be lost by its own words.
            failed.append(NotChecked(name, FAILED))
    wanted = [reason for reason in reasons if reason.kind not in school.switches]
    return Reading(in_order(wanted), tuple(failed))


def _rules(comment: str, school: School, failed: list[NotChecked]) -> list[_Named]:
    try:
        seen = views(comment)
    except Exception:
        failed.append(NotChecked("words and patterns", FAILED))
        return []
    if not seen.all_heard:
        failed.append(NotChecked("disguised words", "there are too many of them"))
    rules: list[_Named] = [(name, partial(check, seen, school)) for name, check in CHECKS]
    return [*rules, ("adverts", partial(_by_module, "adverts", "adverts", seen))]


def _likeness(comment: str, *, second: bool) -> list[_Named]:
    first = ("likeness", partial(_by_module, "likeness", "likeness", comment))
    if not second:
        return [first]
    return [first, ("second look", partial(_by_module, "second_look", "second_look", comment))]


class _NotInstalled(Exception):
    """A part of the reading that may be absent is absent."""


def _by_module(module: str, name: str, comment: str | Views) -> Iterable[Reason]:
    """What a part says that may be absent, such as the second look, whose packages a school may leave out."""
    try:
        part = importlib.import_module(f"governance.triage.{module}")
        looking: Callable[[str | Views], Iterable[Reason]] = getattr(part, name)
    except ImportError as absent:
        raise _NotInstalled from absent
    try:
        return looking(comment)
    except getattr(part, "NotInstalled", _NotInstalled) as absent:
        raise _NotInstalled from absent
