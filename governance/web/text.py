"""What typed text may hold, before any rule asks what it means.

Text that people paste carries marks that nobody sees.  The harmless ones are taken out in silence; those that end a
string early, move a terminal's cursor or turn the reading direction round are taken out aloud, because what the head
reads must be what was written.  May import the standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Word's line break and the two Unicode ones are line ends to whoever typed them.
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Zero-width space, word joiner, soft hyphen and byte order mark come with nearly everything that is pasted.
_SILENT = re.compile("[\u200b\u2060\u00ad\ufeff]")
# Controls, overrides and embeddings of direction, lone surrogates, tag characters and the non-characters.  The plain
# direction marks and the joiners stay: Arabic, Hebrew, Persian and many emoji need them, as the flags of England,
# Scotland and Wales need their tags.
_HIDDEN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|"
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)

HIDDEN_SENTENCE = "This text held hidden characters, which we have taken out. Check that it still reads as you meant."


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text as it may be stored, and whether something was taken out that its writer has to know of."""

    text: str
    lost_hidden: bool


def clean_line(typed: str) -> Cleaned:
    """Clean an answer of one line: line ends and runs of space become one space, and the ends are trimmed."""
    cleaned = clean_paragraphs(typed)
    return Cleaned(" ".join(cleaned.text.split()), cleaned.lost_hidden)


def clean_paragraphs(typed: str) -> Cleaned:
    """Clean an answer of several lines: line ends become ``\\n``, tabs stay, and both ends are trimmed."""
    text = _SILENT.sub("", _LINE_ENDS.sub("\n", typed))
    kept = _HIDDEN.sub(lambda found: found["flag"] or "", text)
    return Cleaned(unicodedata.normalize("NFC", kept).strip(), kept != text)
