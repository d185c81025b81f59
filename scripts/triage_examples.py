"""The examples that the heads are learned from: read, misspelt as children do, and put among friendly words.

Everything is drawn from one seed, so that the same examples always make the same heads.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass
from pathlib import Path

from governance.triage.heads import CLASSES

EXAMPLES = Path(__file__).parents[1] / "governance" / "triage" / "examples"
FRIENDLY = len(CLASSES)
"""The column of what is friendly."""
FRIENDLY_KINDS = ("ordinary", "hard", "long", "sentences")
"""Of what kinds friendly examples are, as their files are named."""

BETWEEN = (". ", " ", "! ", ", ")
"""What people put between two sentences, or leave out."""

SPELLINGS = [
    (r"\byou\b", ("u", "yoo")),
    (r"\byour\b|\byou're\b", ("ur", "yor")),
    (r"\bare\b", ("r", "ar")),
    (r"\bto\b|\btoo\b", ("2", "too", "to")),
    (r"\bfor\b", ("4", "fer")),
    (r"\bbecause\b", ("becos", "cos", "cuz", "becoz")),
    (r"\bpeople\b", ("ppl", "peeple")),
    (r"\bplease\b", ("pls", "plz", "pleese")),
    (r"\bfriend", ("freind", "frend")),
    (r"\bschool", ("skool", "scool")),
    (r"\bmessage", ("msg",)),
    (r"\bpictures?\b", ("pic", "pikcher")),
    (r"\bwhat\b", ("wot", "wat")),
    (r"\bwhen\b", ("wen",)),
    (r"\bthey\b", ("thay", "they")),
    (r"\bevery", ("evry", "evrey")),
    (r"ight\b", ("ite", "iet")),
    (r"\bknow\b", ("no", "kno")),
    (r"\bdon'?t\b", ("dont", "dunt")),
    (r"\bwant\b", ("wont", "wonna", "wanna")),
    (r"\bgoing to\b", ("gonna", "gona", "gunna")),
    (r"\bhurt", ("hert", "hurrt")),
    (r"\bthe\b", ("da", "teh", "the")),
    (r"\bwith\b", ("wiv", "wif", "w")),
    (r"\btomorrow\b", ("tmrw", "tomoro", "2moro")),
    (r"\bsaid\b", ("sed", "sayd")),
    (r"\bhate", ("hat", "hayt")),
    (r"\bscared\b", ("scard", "skared", "scaird")),
    (r"\blove", ("luv", "lov")),
    (r"\blike", ("liek", "lik")),
    (r"\bnobody\b|\bno one\b", ("noone", "nobdy", "nobody")),
    (r"ing\b", ("in", "ing")),
    (r"ee", ("ea", "e")),
    (r"ck\b", ("k", "c")),
    (r"ll\b", ("l",)),
]


@dataclass(frozen=True, slots=True)
class Example:
    """A line of the examples: its words, its column, and of friendly ones of what kind it is."""

    text: str
    column: int
    what: str = "alone"


def lines(path: Path) -> list[str]:
    """The examples of a file: one a line, lines that begin with # are remarks."""
    found = (line.strip() for line in path.read_text("utf-8").splitlines())
    return list(dict.fromkeys(line for line in found if line and not line.startswith("#")))


def examples() -> list[Example]:
    """Every example, class after class, the friendly ones last."""
    found = [Example(line, at) for at, kind in enumerate(CLASSES) for line in lines(EXAMPLES / f"{kind}.txt")]
    for what in FRIENDLY_KINDS:
        found += [Example(line, FRIENDLY, what) for line in lines(EXAMPLES / f"friendly_{what}.txt")]
    return found


def digest() -> str:
    """What the examples amount to, by which shipped heads are known to be learned from these."""
    together = "\n".join(f"{example.column} {example.text}" for example in examples())
    return hashlib.sha256(together.encode()).hexdigest()


def misspelt(text: str, chance: random.Random, much: float) -> str:
    """A text as a child or somebody in a hurry types it; ``much`` is the share of what can change that does."""
    for pattern, others in SPELLINGS:
        text = re.sub(pattern, lambda found, o=others: chance.choice(o) if chance.random() < much else found[0], text)
    return " ".join(_slip(word, chance) if chance.random() < much * 0.3 else word for word in text.split())


def _slip(word: str, chance: random.Random) -> str:
    """One slip of the finger in a word: a letter lost, doubled or changed with its neighbour."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def unmarked(text: str) -> str:
    """A text without its marks and capitals, as many children write: where its sentences end is to be guessed."""
    return re.sub(r"[^\w'’]+", " ", text).lower().strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the marks at their ends."""
    return [part for part in re.split(r"[.!?]+\s+", text.rstrip(".!? ")) if part]


def joined(ordinary: list[str], hard: list[str], chance: random.Random) -> str:
    """A long friendly comment made of several; one in four of its parts is a hard one."""
    picked = [chance.choice(hard if chance.random() < 0.25 else ordinary) for _ in range(chance.randint(3, 7))]
    return chance.choice(BETWEEN).join(picked)


def buried(text: str, friendly: list[str], chance: random.Random) -> tuple[str, str]:
    """An example inside some sentences of a long friendly comment, and what stands in front of it there."""
    whole = sentences(chance.choice(friendly))
    count = min(chance.randint(2, 8), len(whole))
    start = chance.randint(0, len(whole) - count)
    parts = whole[start : start + count]
    at = chance.randint(0, len(parts))
    between = chance.choice(BETWEEN)
    return between.join([*parts[:at], text, *parts[at:]]), between.join(parts[:at])
