"""Measures the first look at comments: comments a second, the worst 10 KB, the first call, the memory.

It counts the processor's time of one core and asserts nothing.  Each kind of comment that was written to be slow to
read is made several times, each time of other words, so that nothing is kept from the time before, and its quickest
reading counts: what else the machine does can only make it slower.  ``figures()`` is for others.
"""

from __future__ import annotations

import os
import random
import resource
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# One core is measured: a second thread of numpy's would wait busily, and its waiting be counted as work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SIZE = 10_000
TIMES, ROWS = 4, 25
"""How often each kind of 10 KB is read, and how many rows of ordinary comments are."""
PIECES = (
    *(
        "-_-_",
        "a",
        "a@",
        "a.",
        " ",
        "0",
        "0 ",
        "+0",
        "zero oh double ",
        "!",
        "f*",
        "1337 ",
        "@$!|",
        "k y s ",
        "a b c d ",
    ),
    *("you are so ", "kill ", "dont ", "http://a.", "www.", "a,", "Jack ", "Jack Thompson ", "i live at "),
    *("flat 1 12 a ", "born on the ", "cv1 2", "my name is ", "insta ", "go to st a ", "i wait at the park at 3 "),
    *("selling cheap £5 dm me ", "8 in may ", "😀", "a\u0301\u0302", "a\u200b", "\u202eab", "٠١٢", "\ud800a", "\x00a"),
    *("漢字", "ａ１", "𝓯𝓾", "ﷺ", "a_", "#1234", "/a", "((a)", "[a](b", "<a ", "a\n", "ѕhіt ", "at dot "),
)
"""What is repeated to fill a comment."""

LOOK_ALIKES = "абвгдежзαβγδε𝓯𝓾ｃｋáéñçüß"
COMMENTS = (
    "Wow, I love your volcano model! How did you make the lava?",
    "we went to the zoo and my favorite animal was the pengwin it was so funny when it fell in",
    "Well done Year 4, what a fantastic assembly. All that practice was worth it. From a proud mum in the audience.",
    "The Romans built long straight roads and some of them are still there. Did you know that one goes past our town?",
    "I think the wolf was not really bad, he was only hungry and nobody asked him what he wanted to eat",
    "can you put more pictures of the chicks on please, my little brother looks every morning before breakfast",
)

Chance = random.Random


def _same(piece: str) -> Callable[[Chance], str]:
    return lambda _: piece


def _of_letters(letters: str, shortest: int, longest: int, end: str = " ") -> Callable[[Chance], str]:
    return lambda chance: "".join(chance.choices(letters, k=chance.randint(shortest, longest))) + end


def _of_list(name: str, *, capital: bool = False, shouted: bool = False) -> Callable[[Chance], str]:
    from governance.triage.data_files import words

    known = sorted(words(name))

    def word(chance: Chance) -> str:
        picked = chance.choice(known)
        return (picked.upper() if shouted else picked.title() if capital else picked) + " "

    return word


def _of_examples(name: str) -> Callable[[Chance], str]:
    from scripts.triage_examples import EXAMPLES, lines

    known = lines(EXAMPLES / f"{name}.txt")
    return lambda chance: chance.choice(known) + ". "


def kinds() -> dict[str, Callable[[Chance], str]]:
    """What comments that are slow to read are made of, by name: each makes a part."""
    letters, first, last = string.ascii_lowercase, _of_list("first_names.txt", capital=True), _of_list("last_names.txt")
    return {repr(piece): _same(piece) for piece in PIECES} | {
        "any letter": lambda chance: chr(chance.randrange(0x20, 0x2FFFF)),
        "anything printed": _of_letters(string.printable, 1, 1, ""),
        "one long word": _of_letters(letters, 50, 50, ""),
        "one long word with digits": _of_letters(letters + string.digits, 50, 50, ""),
        "long words": _of_letters(letters, 30, 60),
        "words of no language": _of_letters(letters, 1, 9),
        "many short words": _of_letters(letters, 1, 3),
        "single letters": _of_letters(letters, 1, 1),
        "two letters": _of_letters(letters, 2, 2),
        "first names": first,
        "first and last names": lambda chance: first(chance) + last(chance).title() + ", ",
        "ordinary words": _of_list("ordinary_words.txt"),
        "ordinary words in capitals": _of_list("ordinary_words.txt", shouted=True),
        "digits": _of_letters(string.digits, 50, 50, ""),
        "groups of digits": lambda chance: str(chance.randint(0, 99_999)) + chance.choice(" -./,"),
        "digits in words": lambda chance: chance.choice(("one", "two", "oh", "seven", "nine", "double", "zero")) + " ",
        "digits for letters": _of_letters("a4e3i1o0s5t7$@!", 2, 9),
        "masked letters": _of_letters("fucksht*_-.", 2, 9),
        "look-alikes": lambda chance: chance.choice(LOOK_ALIKES) + chance.choice(("", " ")),
        "mixed scripts": _of_letters(letters + LOOK_ALIKES, 1, 8),
        "emoji": lambda chance: chr(chance.randint(0x1F300, 0x1F6FF)),
        "marks": _of_letters(string.punctuation, 1, 1, ""),
        **{f"examples of {name}": _of_examples(name) for name in ("adverts", "threat", "unkindness", "friendly_hard")},
    }


def nasty(seed: int = 1) -> dict[str, str]:
    """Comments of 10 KB that were written to be slow to read, those of one seed unlike those of another."""
    return {name: _filled(part, Chance(seed)) for name, part in kinds().items()}


def _filled(part: Callable[[Chance], str], chance: Chance) -> str:
    parts: list[str] = []
    length = 0
    while length < SIZE:
        parts.append(part(chance))
        length += len(parts[-1])
    return "".join(parts)[:SIZE]


def slowest() -> list[tuple[float, str]]:
    """Milliseconds of every kind of 10 KB, the slowest first."""
    least: dict[str, float] = {}
    for seed in range(TIMES):
        for name, comment in nasty(seed).items():
            least[name] = min(least.get(name, 1e9), _milliseconds(comment))
    return sorted(((taken, name) for name, taken in least.items()), reverse=True)


def figures() -> dict[str, float]:
    """Seconds of the first call, comments a second, milliseconds of the worst 10 KB, megabytes at the most."""
    started = time.perf_counter()
    from governance.triage import read
    from scripts.triage_examples import EXAMPLES, lines

    read("My first comment. I will tell my mum!")
    first = time.perf_counter() - started
    rate = max(_rate(turn) for turn in range(ROWS))
    # A process that has been at work for a while has made the expressions of its phrases.
    for name in ("adverts", "threat", "unkindness", "distress", "friendly_hard"):
        for line in lines(EXAMPLES / f"{name}.txt"):
            read(line)
    worst = slowest()[0][0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first call, s": first, "comments a second": rate, "worst 10 KB, ms": worst, "memory, MB": memory}


def _rate(turn: int, count: int = 60) -> float:
    from governance.triage import read

    started = time.process_time()
    for number in range(count):
        read(f"{COMMENTS[number % len(COMMENTS)]} {turn * count + number}")
    return count / (time.process_time() - started)


def _milliseconds(comment: str) -> float:
    from governance.triage import read

    started = time.process_time()
    read(comment)
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    for name, figure in figures().items():
        print(f"{name:>20}: {figure:,.2f}")
    print("the slowest kinds of 10 KB, in milliseconds:")
    for taken, name in slowest()[:8]:
        print(f"{taken:>20,.0f}: {name}")
