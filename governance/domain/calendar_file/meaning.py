"""What the words of a row mean: the first day of the autumn term, a half-term, INSET, or nothing that can be told.

Councils and schools write the same days in many ways, and other events in nearly the same words ("Half-term disco").
So a term and a half-term are recognised only where every word of the row is understood; what is left is asked.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from governance.domain.calendar_file.entries import RowKind

_BANK = re.compile(
    r"\b(bank|public) holidays?\b|^(good friday|easter monday|christmas day|boxing day|new years day|may day"
    r"|st andrews day|st patricks day)( observed| substitute day)?$"
)
_INSET = re.compile(
    r"\b(inset|inservice|baker day|pd day|non pupil day)\b|\b(staff|teacher|teachers|school) (training|development)\b"
    r"|\btraining day\b|\bprofessional development\b"
)
_BEGINS = re.compile(r"\b(begins?|starts?|starting|start of|beginning of|first day of|first day|opens|commences)\b")
_ENDS = re.compile(r"\b(ends?|ending|end of|last day of|last day|finish(?:es)?|closes|breaks? up)\b")
# "Closes" and "breaks up" say the day before a half-term, not the last of its days.
_BEFORE = re.compile(r"\b(closes|opens|commences|breaks? up|before|after|reopens?|returns?)\b")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SEASONS = "autumn|spring|summer|michaelmas|lent|trinity|winter|easter|christmas"
_SEASON = re.compile(rf"\b({_SEASONS})\b")
# "Autumn term", "Autumn term 1", "Autumn first half" and "Autumn 1"; in "Spring term 4 January" the 4 is of the date.
_NAMED_SEASON = re.compile(
    rf"\b({_SEASONS}) (?:term|(?:first|1st|second|2nd) half|(?=\d\b))(?: ?(\d)\b(?! (?:{_MONTHS})))?"
)
_NUMBERED = re.compile(r"\bterm (\d|one|two|three|four|five|six)\b")
_HALF_OF = re.compile(r"\b(first|1st|second|2nd) half\b")
_TERM = re.compile(r"\bterms?\b")
_HOLIDAY = re.compile(r"\b(christmas|xmas|easter|summer|winter|spring|school) (holidays?|break|vacation)\b|^holidays?$")
_MID_TERM = re.compile(r"\bmid term\b|\boctober (holidays?|break|week)\b|\bfebruary break\b")
_CLOSURE = re.compile(
    r"\bschools? (is |are )?clos(ed|ure)\b|\bclosure day\b|\boccasional (day|closure)\b|\bpolling (day|station)\b"
    r"|^closed$"
)
_BREAKS_UP = re.compile(r"\bbreaks? up\b|\bschools? closes? for\b")
_YEAR = re.compile(r"\b(20\d\d|\d\d)\b")
# Words that change nothing in what a row says of a term or a half-term.
_PADDING = frozenset(
    (
        *(
            "the",
            "of",
            "for",
            "to",
            "all",
            "and",
            "on",
            "day",
            "days",
            "week",
            "weeks",
            "pupils",
            "children",
            "students",
        ),
        *("staff", "school", "schools", "academic", "year", "only", "is", "are", "in", "out", "closed", "primary"),
        *("secondary", "groups", "half", *_MONTHS.split("|")),
    )
)
_OF_HOLIDAYS = frozenset(("xmas", "holiday", "holidays", "break", "before", *_SEASONS.split("|")))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words mean; ``name`` is a term's name, empty where the words give none."""

    kind: RowKind | None
    name: str = ""


def meaning_of(words: str) -> Meaning:
    """What a row's words mean; the kind is None where they do not tell."""
    plain = _plain(words)
    if _BANK.search(plain):
        return Meaning(RowKind.BANK_HOLIDAY)
    if _INSET.search(plain):
        return Meaning(RowKind.INSET)
    if "half-term" in plain.split() or _MID_TERM.search(plain):
        return Meaning(_of_half_term(plain))
    if _TERM.search(plain) or _SEASON.search(plain) or _BREAKS_UP.search(plain):
        found = _of_term(plain)
        if found.kind is not None:
            return found
    if _HOLIDAY.search(plain):
        return Meaning(RowKind.HOLIDAY)
    if _CLOSURE.search(plain):
        return Meaning(RowKind.CLOSURE)
    return Meaning(None)


def term_name(words: str, first: date) -> str:
    """The name of a term: what its words call it, else the season in which it begins."""
    named = _name_in(_plain(words))
    if named:
        return named
    season = {8: "Autumn", 9: "Autumn", 10: "Autumn", 11: "Autumn", 1: "Spring", 2: "Spring", 3: "Spring", 12: "Spring"}
    return f"{season.get(first.month, 'Summer')} term"


def same_name(one: str, other: str) -> bool:
    """Whether two names of a term say the same: "Autumn", "Autumn term" and "AUTUMN TERM 2026" do."""
    return _bare(one) == _bare(other)


def _of_half_term(plain: str) -> RowKind | None:
    rest = _MID_TERM.sub(" ", plain).replace("half-term", " ")
    begins, ends = _BEGINS.search(rest), _ENDS.search(rest)
    if (begins and ends) or _BEFORE.search(rest):
        return None
    rest = _TERM.sub(" ", _ENDS.sub(" ", _BEGINS.sub(" ", rest)))
    if _left_over(_SEASON.sub(" ", rest)) - {"holiday", "holidays", "break"}:
        return None
    if begins:
        return RowKind.HALF_TERM_BEGINS
    return RowKind.HALF_TERM_ENDS if ends else RowKind.HALF_TERM


def _of_term(plain: str) -> Meaning:
    begins, ends = _BEGINS.search(plain), _ENDS.search(plain)
    name = _name_in(plain)
    breaks_up = _BREAKS_UP.search(plain)
    if (begins and ends) or not (name or _TERM.search(plain) or breaks_up):
        return Meaning(None)
    rest = _HALF_OF.sub(" ", _NUMBERED.sub(" ", _BREAKS_UP.sub(" ", _ENDS.sub(" ", _BEGINS.sub(" ", plain)))))
    rest = re.sub(r"\b(autumn|spring|summer) \d\b", " ", rest)
    left = _left_over(_TERM.sub(" ", _SEASON.sub(" ", rest)))
    if left - (_OF_HOLIDAYS if ends or breaks_up else frozenset()):
        return Meaning(None)
    if ends or breaks_up:
        # "Breaks up for Easter" names the holiday and not the term.
        return Meaning(RowKind.TERM_ENDS, name if not breaks_up else "")
    if begins:
        return Meaning(RowKind.TERM_BEGINS, name)
    return Meaning(RowKind.TERM, name) if name else Meaning(None)


def _name_in(plain: str) -> str:
    numbered = _NUMBERED.search(plain)
    season = _NAMED_SEASON.search(plain)
    half = _HALF_OF.search(plain)
    which = f", {'first' if half[1] in ('first', '1st') else 'second'} half" if half else ""
    if season:
        return f"{season[1].capitalize()} term{f' {season[2]}' if season[2] else ''}{which}"
    return f"Term {numbered[1]}{which}" if numbered else ""


def _left_over(rest: str) -> set[str]:
    return {word for word in _YEAR.sub(" ", rest).split() if word not in _PADDING}


def _bare(name: str) -> str:
    words = _YEAR.sub(" ", _plain(name)).split()
    return " ".join(word for word in words if word not in ("term", "the")) or " ".join(words)


def _plain(words: str) -> str:
    """Words without case, signs and the many ways to write half-term and in-service."""
    text = re.sub(r"['’`]", "", words.casefold())
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    text = re.sub(r"\bhalf ?terms?\b", "half-term", text)
    return re.sub(r"\bin service\b", "inservice", text)
