"""One spelling for the name of a host, and a refusal for every name that only looks like another (7.1).

Letters of other alphabets become their ASCII form ("xn--").  A name is refused when its letters could deceive: mixed
alphabets, a whole name of look-alike letters, accents set loosely, and the few letters that programs read differently.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata

from governance.domain.refusals import Refusal

LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")
# Old and new programs turn these into different names, so one written address can lead to two places.
_READ_DIFFERENTLY = frozenset("ßẞς")
_LAST_PLAIN_LATIN = "\u024f"
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})

# Letters of other alphabets (and of phonetic Latin) that print as the letter on the right.
_LOOK_ALIKE_PAIRS = (
    "а=a е=e о=o р=p с=c х=x у=y і=i ѕ=s ј=j ԁ=d һ=h ԛ=q ԝ=w ӏ=l к=k м=m т=t в=b н=h г=r п=n ь=b ё=e ї=i ү=y "
    "α=a ο=o ν=v ρ=p ι=i κ=k τ=t υ=u ε=e η=n χ=x γ=y ω=w β=b σ=o օ=o ս=u հ=h ո=n ց=g ı=i ɡ=g ɑ=a"
)
_LOOK_ALIKES = {ord(letter): shown for letter, _, shown in (p.partition("=") for p in _LOOK_ALIKE_PAIRS.split())}
_LOOK_ALIKE_LETTERS = frozenset(chr(code) for code in _LOOK_ALIKES)
_ALIKE_IN_PRINT = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))

LOOK_ALIKE = Refusal(
    "address_look_alike",
    "This address is written with letters that look like others and are not. Do not trust it.",
    "7.1",
)
NOT_A_HOST = Refusal(
    "address_incomplete",
    "This is not a whole address. Copy all of it from the address bar of the browser.",
    "7.1",
)
A_NUMBER = Refusal(
    "address_is_a_number",
    "This address has numbers in place of a name, as no school's address has. Do not trust it.",
    "7.1",
)


def canonical_host(typed: str) -> str | Refusal:
    """The host in lower-case ASCII without "www." and the last dot, or why it cannot be one."""
    if typed.startswith("[") or typed.count(":") > 1:
        return A_NUMBER
    if any(letter in _READ_DIFFERENTLY for letter in typed):
        return LOOK_ALIKE
    folded = unicodedata.normalize("NFKC", _OTHER_DOTS.sub(".", typed)).casefold()
    labels = unicodedata.normalize("NFC", folded).removesuffix(".").split(".")
    if len(labels) < 2:
        return A_NUMBER if _NUMBER.match(labels[0]) else NOT_A_HOST
    found = []
    for label in labels:
        ascii_label = _ascii_label(label)
        if isinstance(ascii_label, Refusal):
            # A sign that folds into a slash or a dot was drawn to hide one.
            return ascii_label if typed.isascii() else LOOK_ALIKE
        found.append(ascii_label)
    if _NUMBER.match(found[-1]):
        return A_NUMBER
    if found[0] == "www" and len(found) > 2:
        found = found[1:]
    host = ".".join(found)
    return host if len(host) <= LONGEST_HOST else NOT_A_HOST


def host_in_letters(host: str) -> str:
    """A canonical host with its "xn--" names as people read them."""
    return ".".join(_letters_of(label) or label for label in host.split("."))


def skeleton(host: str) -> str:
    """A host with everything that looks alike made one: two hosts with equal skeletons can be confused."""
    letters = unicodedata.normalize("NFKD", host_in_letters(host).translate(_LOOK_ALIKES))
    plain = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    for shown, read_as in _ALIKE_IN_PRINT:
        plain = plain.replace(shown, read_as)
    return plain


def _ascii_label(label: str) -> str | Refusal:
    letters = label
    if label.startswith("xn--"):
        decoded = _letters_of(label)
        if decoded is None:
            return LOOK_ALIKE
        letters = decoded
    if letters.isascii():
        return letters if _LABEL.match(letters) else NOT_A_HOST
    if _deceives(letters):
        return LOOK_ALIKE
    try:
        return letters.encode("idna").decode("ascii")
    except UnicodeError:
        return NOT_A_HOST


def _letters_of(label: str) -> str | None:
    """The letters behind an "xn--" name; None when it does not lead back to itself, as only made-up ones do not."""
    try:
        letters = label.encode("ascii").decode("idna")
        return letters if letters.encode("idna").decode("ascii") == label else None
    except UnicodeError:
        return None


def _deceives(letters: str) -> bool:
    alphabets: set[str] = set()
    for letter in letters:
        kind = unicodedata.category(letter)
        if kind.startswith("L"):
            alphabets.add(unicodedata.name(letter, "").split(" ")[0].split("-")[0])
        elif not (letter.isascii() or (kind.startswith("M") and "LATIN" not in alphabets)):
            # Signs, digits of other alphabets, and loose accents on Latin letters have no honest place in a name.
            return True
    if "LATIN" in alphabets:
        return len(alphabets) > 1 or any(letter > _LAST_PLAIN_LATIN for letter in letters)
    mixed = len(alphabets) > 1 and not alphabets <= _EAST_ASIAN
    return mixed or all(letter in _LOOK_ALIKE_LETTERS or letter.isascii() for letter in letters)
