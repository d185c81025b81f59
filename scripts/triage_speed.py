"""Measures the first look at comments: comments a second, the worst 10 KB, the first call, the memory.

Run on a quiet machine: it counts the processor's time of one core and asserts nothing.  ``figures()`` is for others.
"""

from __future__ import annotations

import random
import resource
import string
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SIZE = 10_000
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
    *(
        "you are so ",
        "kill ",
        "dont ",
        "http://a.",
        "www.",
        "a,",
        "Jack ",
        "Jack Thompson ",
        "i live at ",
        "flat 1 12 a ",
    ),
    *(
        "born on the ",
        "cv1 2",
        "my name is ",
        "insta ",
        "go to st a ",
        "😀",
        "a\u0301\u0302",
        "a\u200b",
        "\u202eab",
        "٠١٢",
    ),
    *(
        "\ud800a",
        "\x00a",
        "漢字",
        "ａ１",
        "𝓯𝓾",
        "ﷺ",
        "a_",
        "#1234",
        "/a",
        "((a)",
        "[a](b",
        "<a ",
        "a\n",
        "ѕhіt ",
        "at dot ",
    ),
)
COMMENTS = (
    "Wow, I love your volcano model! How did you make the lava?",
    "we went to the zoo and my favorite animal was the pengwin it was so funny when it fell in",
    "Well done Year 4, what a fantastic assembly. All that practice was worth it. From a proud mum in the audience.",
    "The Romans built long straight roads and some of them are still there. Did you know that one goes past our town?",
    "I think the wolf was not really bad, he was only hungry and nobody asked him what he wanted to eat",
    "can you put more pictures of the chicks on please, my little brother looks every morning before breakfast",
)


def nasty() -> dict[str, str]:
    """Comments of 10 KB that were written to be slow to read."""
    chance = random.Random(1)
    made = {repr(piece): (piece * (SIZE // len(piece) + 1))[:SIZE] for piece in PIECES}
    made["any letter"] = "".join(chr(chance.randrange(0x20, 0x2FFFF)) for _ in range(SIZE))
    made["anything printed"] = "".join(chance.choice(string.printable) for _ in range(SIZE))
    return made


def figures() -> dict[str, float]:
    """Seconds of the first call, comments a second, milliseconds of the worst 10 KB, megabytes at the most."""
    started = time.perf_counter()
    from governance.triage import read

    read("My first comment. I will tell my mum!")
    first = time.perf_counter() - started
    for comment in COMMENTS:
        read(comment)
    started, count = time.process_time(), 600
    for turn in range(count):
        read(f"{COMMENTS[turn % len(COMMENTS)]} {turn}")
    rate = count / (time.process_time() - started)
    worst = max(_milliseconds(comment) for comment in nasty().values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first call, s": first, "comments a second": rate, "worst 10 KB, ms": worst, "memory, MB": memory}


def _milliseconds(comment: str) -> float:
    from governance.triage import read

    read(comment)
    started = time.process_time()
    read(comment)
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    for name, figure in figures().items():
        print(f"{name:>20}: {figure:,.2f}")
