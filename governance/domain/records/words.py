"""The closed vocabularies of the records: other formats, units of time, how sure a rule is.

May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """One way to give a text to somebody who cannot use the page."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    READ_ALOUD = "read_aloud"
    BRAILLE = "braille"
    LANGUAGE = "language"
    OTHER = "other"


FORMAT_WORDS = {
    Format.LARGE_PRINT: "Large print",
    Format.EASY_READ: "Easy to read",
    Format.AUDIO: "Recorded sound",
    Format.READ_ALOUD: "Read aloud by somebody",
    Format.BRAILLE: "Braille",
    Format.LANGUAGE: "Another language",
    Format.OTHER: "Something else",
}


class Unit(StrEnum):
    """What a time is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Sure(StrEnum):
    """How sure the product is of a rule: read in a source, general knowledge, or checked by the school itself."""

    READ = "read"
    RECALLED = "recalled"
    CHECKED = "checked"


SURE_WORDS = {
    Sure.READ: "Read in a published schedule",
    Sure.RECALLED: "General knowledge; please check",
    Sure.CHECKED: "Checked by the school",
}
