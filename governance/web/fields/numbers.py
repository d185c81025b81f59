"""The questions for a number.  Nothing but digits, a point and a minus is a number here: no "1e9", no "NaN".

May not import services, queries or models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import wtforms

from governance.web.fields import widgets
from governance.web.fields.question import Question
from governance.web.text import clean_line


class NumberField(Question, wtforms.Field):
    """A number from ``least`` to ``most`` with up to ``places`` decimals.  Its data is ``Decimal`` or ``None``."""

    widget = widgets.TextInput(input_mode="decimal", spell=False)
    _SHAPE = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)

    def __init__(
        self, label: str, needed: str | None = None, *, least: int, most: int, places: int = 2, **kwargs: Any
    ) -> None:
        self.least, self.most, self.places = least, most, places
        self.short = True
        super().__init__(label, needed, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])[:40]
        return "" if self.data is None else f"{self.data:f}" if isinstance(self.data, Decimal) else str(self.data)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        if not valuelist:
            return
        self.data = None
        typed = clean_line(self.one_text(valuelist)).text.replace(",", "")
        if not typed:
            return
        asked = f"Enter a number from {self.least:,} to {self.most:,}"
        asked += ", without decimals" if self.places == 0 else ", such as 1.5" if self.least <= 1 < self.most else ""
        if self._SHAPE.fullmatch(typed) is None:
            raise ValueError(asked)
        number = Decimal(typed)
        if not self.least <= number <= self.most or number != round(number, self.places):
            raise ValueError(asked)
        self.data = self._kept(number)

    def _kept(self, number: Decimal) -> Decimal | int:
        return number


class WholeNumberField(NumberField):
    """A whole number from ``least`` to ``most``.  Its data is ``int`` or ``None``."""

    widget = widgets.TextInput(input_mode="numeric", spell=False)

    def __init__(self, label: str, needed: str | None = None, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, needed, least=least, most=most, places=0, **kwargs)

    def _kept(self, number: Decimal) -> int:
        return int(number)
