"""The questions whose answer is typed: text, passwords, e-mail and web addresses, colours.

May not import services, queries or models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import wtforms

from governance.web.fields import widgets
from governance.web.fields.question import Question
from governance.web.text import HIDDEN_SENTENCE, Cleaned, clean_line, clean_paragraphs

LINE = 200
"""Characters in an answer of one line."""
PARAGRAPHS = 4_000
"""Characters in an answer of several lines."""


class TextField(Question, wtforms.StringField):
    """One line of text, cleaned; ``longest`` in characters.  Its data is ``str``, empty when nothing was typed."""

    widget = widgets.TextInput()
    clean: Callable[[str], Cleaned] = staticmethod(clean_line)

    def __init__(
        self,
        label: str,
        needed: str | None = None,
        *,
        longest: int = LINE,
        autocomplete: str | None = None,
        short: bool = False,
        **kwargs: Any,
    ) -> None:
        self.longest = longest
        self.autocomplete = autocomplete
        self.short = short
        super().__init__(label, needed, **kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        if not valuelist:
            return
        self.data = ""
        first = next((one for one in valuelist if isinstance(one, str)), "")
        cleaned = self.clean(first)
        self.data = cleaned.text
        self.one_text(valuelist)
        if cleaned.lost_hidden:
            raise ValueError(HIDDEN_SENTENCE)
        if len(cleaned.text) > self.longest:
            raise ValueError(f"This is {len(cleaned.text):,} characters long. Shorten it to {self.longest:,} or fewer.")

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)


class ParagraphsField(TextField):
    """Several lines of text with a count of the characters that are left."""

    widget = widgets.CountedTextArea()
    clean = staticmethod(clean_paragraphs)

    def __init__(self, label: str, needed: str | None = None, *, longest: int = PARAGRAPHS, **kwargs: Any) -> None:
        super().__init__(label, needed, longest=longest, **kwargs)


class PasswordField(TextField):
    """A password, taken exactly as typed apart from hidden characters, and never shown again."""

    widget = widgets.PasswordInput()
    clean = staticmethod(lambda typed: Cleaned(typed.replace("\x00", ""), "\x00" in typed))


class EmailField(TextField):
    """An e-mail address, as far as its shape can be judged without writing to it."""

    widget = widgets.TextInput("email", spell=False)
    _SHAPE = re.compile(r"[^\s@<>(),;:\"\\]{1,64}@[^\s@.<>(),;:\"\\]+(\.[^\s@.<>(),;:\"\\]+)+")

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, needed, longest=254, **{"autocomplete": "email"} | kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        super().process_formdata(valuelist)
        if self.data and self._SHAPE.fullmatch(self.data) is None:
            raise ValueError("Enter an e-mail address, such as name@example.org")


class WebAddressField(TextField):
    """A web address as text; it is not opened here.  ``school.example/blog`` is taken as ``https://``."""

    widget = widgets.TextInput("text", "url", spell=False)
    _SHAPE = re.compile(
        r"https?://[^\s/@:?#\\\"<>]+(\.[^\s/@:?#\\\"<>]+)+(:\d{1,5})?([/?#][^\s\"<>\\]*)?", re.IGNORECASE
    )
    _SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, needed, longest=2_000, **kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        super().process_formdata(valuelist)
        if not self.data:
            return
        address = self.data if self._SCHEME.match(self.data) else f"https://{self.data}"
        if self._SHAPE.fullmatch(address) is None:
            raise ValueError("Enter a web address, such as https://blogs.example.org/year-4")
        self.data = address


class ColourField(TextField):
    """A colour as ``#`` and six hexadecimal digits; the digits alone are taken too."""

    widget = widgets.TextInput(spell=False)

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, needed, **{"longest": 7, "short": True} | kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        super().process_formdata(valuelist)
        if not self.data:
            return
        digits = self.data.removeprefix("#").lower()
        if re.fullmatch(r"[0-9a-f]{6}", digits, re.ASCII) is None:
            raise ValueError("Enter a colour as # and six letters or digits, such as #1d4f73")
        self.data = f"#{digits}"
