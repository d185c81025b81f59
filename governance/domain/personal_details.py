"""Whether a text that is shown in public holds somebody's personal contact details (A.4.9).

It finds e-mail addresses, telephone numbers and postcodes of the United Kingdom by their shape.  What belongs to the
school (an address at its own host, its office's number, its postcode) is not personal.  It cannot find a detail that is
spelt out in words, and says so nowhere.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.refusals import Refusal


class DetailKind(StrEnum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Detail:
    """One personal detail, as it was typed."""

    kind: DetailKind
    text: str


@dataclass(frozen=True, slots=True)
class SchoolContacts:
    """What is the school's own: its hosts ("oak.example", with everything below them), numbers and postcodes."""

    hosts: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()


NOBODY = SchoolContacts()
SHORTEST_NUMBER = 10
"""Digits of the shortest number of a person in the United Kingdom; helplines such as 0800 1111 are shorter."""
LONGEST_NUMBER = 11

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}\s?@\s?((?:[\w-]+\.)+[\w-]{2,})")
_PHONE = re.compile(r"(?<![\w.])(?:\+\s?44|0044|0)(?:[\s().\-]{0,2}\d){8,13}(?!\w)")
_INTERNATIONAL = re.compile(r"(?<!\w)\+(?!\s?44)(?:[\s().\-]{0,2}\d){8,14}(?!\w)")
_POSTCODE = re.compile(
    r"(?<![^\W_])([A-Za-z]{1,2})(\d[A-Za-z\d]?)[ \t]?(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![^\W_])"
)
_AREA_NAMES = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH "
    "EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M "
    "ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST "
    "SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_AREAS = frozenset(_AREA_NAMES.split())
_ORDINALS = ("st", "nd", "rd", "th")
_SENTENCES = {
    DetailKind.EMAIL: "“{text}” is an e-mail address that is not the school's. Take it out.",
    DetailKind.PHONE: "“{text}” looks like a telephone number. Take it out.",
    DetailKind.POSTCODE: "“{text}” looks like a postcode. Take it out.",
}


def personal_details(text: str, own: SchoolContacts = NOBODY) -> tuple[Detail, ...]:
    """Every personal detail in ``text``, in the order in which kinds are looked for; empty when there is none."""
    plain = unicodedata.normalize("NFKC", text)
    return (*_emails(plain, own), *_phones(plain, own), *_postcodes(plain, own))


def personal_detail_refusals(text: str, own: SchoolContacts = NOBODY, page: str | None = None) -> tuple[Refusal, ...]:
    """Why ``text`` may not be shown in public: one refusal for each personal detail in it."""
    return tuple(
        Refusal("personal_detail", _SENTENCES[detail.kind].format(text=detail.text[:80]), "A.4.9", page)
        for detail in personal_details(text, own)
    )


def _emails(text: str, own: SchoolContacts) -> Iterator[Detail]:
    for found in _EMAIL.finditer(text):
        if not _is_below(found[1].lower().rstrip("."), own.hosts):
            yield Detail(DetailKind.EMAIL, found[0].strip())


def _is_below(host: str, hosts: Iterable[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts if one)


def _phones(text: str, own: SchoolContacts) -> Iterator[Detail]:
    allowed = {_national(phone) for phone in own.phones}
    for found in _PHONE.finditer(text):
        number = _national(found[0])
        if SHORTEST_NUMBER <= len(number) <= LONGEST_NUMBER and number not in allowed:
            yield Detail(DetailKind.PHONE, found[0].strip())
    for found in _INTERNATIONAL.finditer(text):
        yield Detail(DetailKind.PHONE, found[0].strip())


def _national(phone: str) -> str:
    """A number's digits with one leading nought and without the country's code."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    if phone.strip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix("44")
        return f"0{digits.lstrip('0')}"
    return digits


def _postcodes(text: str, own: SchoolContacts) -> Iterator[Detail]:
    allowed = {_joined(postcode) for postcode in own.postcodes}
    for found in _POSTCODE.finditer(text):
        letters = "".join(letter for letter in found[0] if letter.isalpha())
        one_case = letters.isupper() or letters.islower()
        # "S4 2nd" is a year and an ordinal: people write a postcode in one case, and in small letters seldom.
        ordinal = found[3][1:].islower() and found[3][1:] in _ORDINALS
        known_area = found[1].upper() in _AREAS
        if known_area and one_case and not ordinal and _joined(found[0]) not in allowed:
            yield Detail(DetailKind.POSTCODE, found[0])


def _joined(postcode: str) -> str:
    return "".join(postcode.split()).upper()
