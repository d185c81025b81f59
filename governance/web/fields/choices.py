"""The questions whose answer is chosen from a list: radio buttons, checkboxes, a drop-down, one box to tick.

May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import wtforms
from wtforms import SelectChoice, ValidationError

from governance.web.fields import widgets
from governance.web.fields.question import NOT_TEXT, Question

NOT_LISTED = "Choose one of the answers in the list."


class _Choices(Question):
    """What the fields with a list of answers share; ``choices`` are ``SelectChoice(value, label, {"hint": ...})``."""

    def __init__(
        self, label: str, needed: str | None = None, *, choices: Iterable[SelectChoice] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, needed, choices=list(choices), validate_choice=False, **kwargs)

    def listed(self) -> set[str]:
        """Answer the values that may be chosen."""
        return {str(choice.value) for choice in self.choices or ()}

    def check_listed(self, chosen: Iterable[str]) -> None:
        """Raise ``ValidationError`` when something was sent that is not in the list."""
        if not set(chosen) <= self.listed():
            raise ValidationError(NOT_LISTED)


class ChoiceField(_Choices, wtforms.RadioField):
    """Choose one, by radio buttons.  Its data is the value, or an empty string."""

    widget = widgets.RadioInput()

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        if valuelist:
            self.data = ""
            self.data = self.one_text(valuelist)

    def pre_validate(self, _form: wtforms.Form) -> None:
        if self.data:
            self.check_listed([self.data])


class SelectField(ChoiceField):
    """Choose one from a long list, by a drop-down.

    ``blank`` is the first line, which chooses nothing: "Any" in a filter, which says of no question that it is
    optional, and "Choose" elsewhere.
    """

    widget = widgets.SelectInput()

    def __init__(self, label: str, needed: str | None = None, *, blank: str = "", **kwargs: Any) -> None:
        is_filter = needed is None and not kwargs.get("say_optional", True)
        self.blank = blank or ("Any" if is_filter else "Choose")
        super().__init__(label, needed, **kwargs)

    def iter_choices(self) -> Any:
        yield wtforms.fields.choices.Choice("", self.blank, not self.data, {})
        yield from super().iter_choices()


class YesNoField(ChoiceField):
    """A question with two answers.  Its data is "yes" or "no"; ``answer`` is ``bool | None``."""

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [SelectChoice("yes", "Yes"), SelectChoice("no", "No")])
        super().__init__(label, needed, **kwargs)

    def process_data(self, value: object) -> None:
        super().process_data({True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value)

    @property
    def answer(self) -> bool | None:
        """Answer what was chosen."""
        return {"yes": True, "no": False}.get(self.data)


class ChoicesField(_Choices, wtforms.SelectMultipleField):
    """Choose any number, by checkboxes.  Its data is the list of values, each once, as the list has them."""

    widget = widgets.CheckboxesInput()

    def process_data(self, value: Iterable[object] | None) -> None:
        self.data = [str(one) for one in value or ()]

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        if any(not isinstance(one, str) for one in valuelist):
            self.data = []
            raise ValueError(NOT_TEXT)
        self.data = list(dict.fromkeys(str(one) for one in valuelist))

    def pre_validate(self, _form: wtforms.Form) -> None:
        self.check_listed(self.data)


class TickField(Question, wtforms.BooleanField):
    """One box to tick.  With ``needed`` it must be ticked.  Its data is ``bool``."""

    widget = widgets.TickInput()

    def __init__(self, label: str, needed: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, needed, **{"say_optional": False} | kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        self.raw_data = [one for one in valuelist if isinstance(one, str)][:1]
        self.data = bool(self.raw_data) and self.raw_data[0] not in ("", "false", "no")
