"""Measures what the triage finds in comments that nobody who built it has read, and writes the figures down (A.5).

``python -m scripts.triage_figures`` prints every row of the table for both looks; ``--write`` puts the table into
``docs/triage.md``; ``--detail`` adds what is found of each kind and voice.  It prints no comment: whoever builds the
triage may see its figures and must not see the batches.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from governance.triage import Contacts, Reading, School, Urgency, read, read_again
from tests.triage.batches import Labelled, batch, vocabulary

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "triage.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

SCHOOL = School(
    contacts=Contacts(phones=("01632 960100",), domains=("oakfield.example",), names=("Oakfield",)),
)
"""The school for which the batches are read; a few harmless comments name its number and its domain."""

LOOKS: dict[str, Callable[[str, School], Reading]] = {"first look": read, "both looks": read_again}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; ``good`` and ``excellent`` are shares, least for what is found and most for false holds."""

    name: str
    batches: tuple[str, ...]
    good: float
    excellent: float
    holds: bool = False
    hidden: bool = False
    """The first look alone may be 0.15 lower here."""

    def good_for(self, look: str) -> float:
        """What is good for ``look``."""
        return round(self.good - 0.15, 2) if self.hidden and look == "first look" else self.good

    def mark(self, share: float, look: str) -> str:
        """How ``share`` does, in a word."""
        excellent = self.excellent - (0.15 if self.hidden and look == "first look" else 0)
        best, enough = (share - excellent, share - self.good_for(look))
        if self.holds:
            best, enough = -best, -enough
        return "excellent" if best > -1e-9 else "good" if enough > -1e-9 else "missed"


ROWS = (
    Row("severe, in words as anybody would write them", ("severe_like",), 0.85, 0.95),
    Row("severe, in other words", ("severe_other",), 0.60, 0.80, hidden=True),
    Row("distress, in words as anybody would write them", ("distress_like",), 0.85, 0.95),
    Row("distress, in other words", ("distress_other",), 0.60, 0.80, hidden=True),
    Row("abusive, in words as anybody would write them", ("abuse_like",), 0.85, 0.95),
    Row("abusive, in other words", ("abuse_other",), 0.60, 0.80, hidden=True),
    Row("inside a friendly comment, plain words", ("buried_like",), 0.40, 0.60, hidden=True),
    Row("inside a friendly comment, other words", ("buried_other", "buried_other_2"), 0.40, 0.60, hidden=True),
    Row("evasion, the usual disguises", ("evasion_like",), 0.80, 0.92),
    Row("evasion, other disguises", ("evasion_other",), 0.60, 0.80),
    Row("personal data, as anybody would write it", ("personal_like",), 0.85, 0.95),
    Row("personal data, in other words", ("personal_other",), 0.75, 0.85),
    Row("spam and adverts, as anybody would write them", ("spam_like",), 0.85, 0.95),
    Row("spam and adverts, in other words", ("spam_other",), 0.85, 0.95),
    Row("false holds, ordinary comments", ("ordinary",), 0.02, 0.015, holds=True),
    Row("false holds, hard comments", ("hard",), 0.12, 0.06, holds=True),
    Row("false holds, long friendly comments", ("long_friendly", "long_friendly_2"), 0.12, 0.06, holds=True),
)
"""Everything that is measured, with what is good and what is excellent."""

RIGHT_CLASS = Row("the reason names the right class, of what was found", (), 0.9, 0.97)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look said of one comment: whether it would hold it, and whether a reason names the right class."""

    comment: Labelled
    held: bool
    right: bool
    kinds: frozenset[str]


@functools.cache
def found_in(name: str, look: str) -> tuple[Found, ...]:
    """What ``look`` finds in the batch ``name``."""
    return tuple(_found(comment, LOOKS[look](comment.text, SCHOOL)) for comment in batch(name))


def _found(comment: Labelled, reading: Reading) -> Found:
    urgencies = {reason.urgency for reason in reading.reasons}
    kinds = frozenset(reason.kind.value for reason in reading.reasons if reason.urgency is not Urgency.NEW)
    return Found(comment, reading.urgency is not Urgency.NEW, comment.urgency in urgencies, kinds)


def row_found(row: Row, look: str) -> tuple[Found, ...]:
    """What ``look`` finds in all batches of ``row``."""
    return tuple(found for name in row.batches for found in found_in(name, look))


def share_held(row: Row, look: str) -> float:
    """Which share of a row's comments ``look`` would hold: what is found, or the false holds."""
    return _share(found.held for found in row_found(row, look))


def share_right(look: str, rows: Iterable[Row] = ROWS) -> float:
    """Of what ``look`` found, the share for which a reason names the right class."""
    found = [found for row in rows if not row.holds for found in row_found(row, look)]
    return _share(one.right for one in found if one.held)


@functools.cache
def vocabulary_held(look: str) -> tuple[str, ...]:
    """The words of lessons and names of places that ``look`` would hold, each read inside a plain sentence."""
    inside = "Today our class read about {} and wrote it down."
    held = (LOOKS[look](inside.format(word), SCHOOL).urgency is not Urgency.NEW for word in vocabulary())
    return tuple(word for word, is_held in zip(vocabulary(), held, strict=True) if is_held)


def first_look_runs() -> bool:
    """Whether every check of the first look runs here."""
    return not read("Hello", SCHOOL).not_checked


def second_look_runs() -> bool:
    """Whether the second look is there; where it is not, its column says what the first look found."""
    return all(check.check != "second look" for check in read_again("Hello", SCHOOL).not_checked)


def _share(held: Iterable[bool]) -> float:
    counted = list(held)
    return sum(counted) / len(counted) if counted else 0.0


def table() -> list[str]:
    """The figures as the lines of a table in Markdown."""
    lines = ["| what | comments | good / excellent | first look | both looks |", "|---|---|---|---|---|"]
    for row in ROWS:
        cells = [_cell(row, look, share_held(row, look)) for look in LOOKS]
        lines.append(_line(row, len(row_found(row, "first look")), cells))
    cells = [_cell(RIGHT_CLASS, look, share_right(look)) for look in LOOKS]
    lines.append(_line(RIGHT_CLASS, None, cells))
    words = len(vocabulary())
    held = " | ".join(f"{len(vocabulary_held(look)) / words:.1%}" for look in LOOKS)
    lines.append(f"| false holds, words of lessons and names of places | {words:,} | 2 % (our own) | {held} |")
    return lines


def _line(row: Row, comments: int | None, cells: list[str]) -> str:
    marks = f"{row.good:.1%} / {row.excellent:.1%}" if row.holds else f"{row.good:.2f} / {row.excellent:.2f}"
    return f"| {row.name} | {comments or ''} | {marks} | {' | '.join(cells)} |"


def _cell(row: Row, look: str, share: float) -> str:
    return f"{share:.1%} {row.mark(share, look)}" if row.holds else f"{share:.2f} {row.mark(share, look)}"


def detail(look: str) -> list[str]:
    """What is found of each class, kind and voice of each batch, as shares, without a comment."""
    lines = []
    for row in ROWS:
        lines.append(f"{row.name}: right class {share_right(look, (row,)):.2f}")
        for by in ("label", "kind", "voice"):
            groups: dict[str, list[Found]] = defaultdict(list)
            for found in row_found(row, look):
                groups[getattr(found.comment, by)].append(found)
            told = (f"{name} {sum(one.held for one in ones)}/{len(ones)}" for name, ones in groups.items() if name)
            lines.append(f"    by {by}: {', '.join(told)}")
        if row.holds:
            kinds = sorted(kind for found in row_found(row, look) for kind in found.kinds)
            lines.append("    held as: " + ", ".join(f"{kind} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)))
    return lines


def write(lines: list[str]) -> None:
    """Put the table between its two marks in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(before + "\n".join([BEGIN, *lines, END]) + after, encoding="utf-8")


def main() -> int:
    """Print the figures; status 1 when a row misses what is good for both looks."""
    wanted = argparse.ArgumentParser(description="Measure the triage on comments held back from who built it.")
    wanted.add_argument("--write", action="store_true", help="write the table into docs/triage.md")
    wanted.add_argument("--detail", action="store_true", help="say what is found of each kind and voice")
    chosen = wanted.parse_args()
    if not second_look_runs():
        print("The second look is not installed: its column repeats the first.", file=sys.stderr)
    lines = table()
    print("\n".join(lines))
    if chosen.detail:
        for look in LOOKS:
            print("\n".join(["", look, *detail(look)]))
    if chosen.write:
        write(lines)
    return int(any("missed" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
