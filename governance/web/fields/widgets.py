"""How a field becomes HTML, over the GOV.UK macros.

The widgets of govuk-frontend-wtf are mended here where they fall over: a date that was not sent as three values, an
empty hint on radios and checkboxes, a choice with its own hint.  May not import services, queries or models.
"""

from __future__ import annotations

from typing import Any

from flask import current_app
from govuk_frontend_wtf import wtforms_widgets as upstream
from govuk_frontend_wtf.gov_form_base import GovFormBase
from markupsafe import Markup, escape
from wtforms import Field

Params = dict[str, Any]

LABEL = "govuk-label--s"
LEGEND = "govuk-fieldset__legend--s"


class _Widget(GovFormBase):
    """What all our widgets share: a strong label, and rendering that does not build the page's context per field."""

    template: str

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params: Params = super().map_gov_params(field, **kwargs)
        if isinstance(params.get("label"), dict):
            params["label"].setdefault("classes", LABEL)
        autocomplete = getattr(field, "autocomplete", None)
        if autocomplete:
            params.setdefault("autocomplete", autocomplete)
        if getattr(field, "short", False):
            params.setdefault("classes", "govuk-input--width-10")
        return params

    def render(self, params: Params) -> Markup:
        html = current_app.jinja_env.get_template(self.template).render(params=params)
        return Markup(html)  # noqa: S704 - it is the output of a template, which escapes what it is given.


class TextInput(_Widget, upstream.GovTextInput):
    """One line of text."""

    input_mode: str | None = None
    kind: str | None = None

    def __init__(self, kind: str = "text", input_mode: str | None = None, spell: bool = True) -> None:
        super().__init__()
        self.input_type = kind
        self.input_mode = input_mode
        self.spell = spell

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params = super().map_gov_params(field, **kwargs)
        if self.input_mode:
            params["inputmode"] = self.input_mode
        if not self.spell:
            params["spellcheck"] = False
        return params


class PasswordInput(_Widget, upstream.GovPasswordInput):
    """A password, with a button that shows it."""


class TextArea(_Widget, upstream.GovTextArea):
    """Several lines of text."""

    template = "govuk_frontend_wtf/textarea.html"

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params = super().map_gov_params(field, **kwargs)
        params["value"] = _unindentable(params.get("value") or "")
        return params


class CountedTextArea(_Widget, upstream.GovCharacterCount):
    """Several lines of text that say how many characters are left."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params = super().map_gov_params(field, **kwargs)
        params["value"] = _unindentable(params.get("value") or "")
        params.setdefault("maxlength", field.longest)
        params.setdefault("threshold", 60)
        return params


def _unindentable(typed: str) -> Markup:
    """Write line ends as entities: the macros indent what they enclose, and the text would grow at every save."""
    return escape(typed).replace("\n", Markup("&#10;"))


class FileInput(_Widget, upstream.GovFileInput):
    """A file chooser."""


class SelectInput(_Widget, upstream.GovSelect):
    """A drop-down list."""


class _Choices(_Widget):
    """Radios or checkboxes under one question."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        params = kwargs.get("params", {})
        return self.render(self._params(field, params))

    def _params(self, field: Field, given: Params) -> Params:
        params: Params = {
            "idPrefix": field.id,
            "name": field.name,
            "fieldset": {"legend": {"text": field.label.text, "classes": LEGEND}},
            "items": self._items(field, given.get("items", {})),
            "hint": {"text": field.description} if field.description else None,
        }
        rest = {key: value for key, value in given.items() if key != "items"}
        params = self.merge_params(params, rest)
        if field.errors:
            params["errorMessage"] = {"text": field.errors[0]}
        return params

    def _items(self, field: Field, given: dict[str, Params]) -> list[Params]:
        items: list[Params] = []
        for choice in field.iter_choices():
            item: Params = {"text": choice.label, "value": str(choice.value), "checked": choice.selected}
            hint = (choice.render_kw or {}).get("hint")
            if hint:
                item["hint"] = {"text": hint}
            items.append(item | given.get(str(choice.value), {}))
        return items


class RadioInput(_Choices):
    """Choose one.  ``params.items`` in a template adds to a choice by its value, such as a conditional question."""

    template = "govuk_frontend_wtf/radios.html"


class CheckboxesInput(_Choices):
    """Choose any number."""

    template = "govuk_frontend_wtf/checkboxes.html"


class TickInput(_Choices):
    """One box to tick, whose label is the sentence that is agreed to."""

    template = "govuk_frontend_wtf/checkboxes.html"

    def _params(self, field: Field, given: Params) -> Params:
        params = super()._params(field, given)
        params["fieldset"] = None
        return params

    def _items(self, field: Field, _given: dict[str, Params]) -> list[Params]:
        return [{"text": field.label.text, "value": "y", "checked": bool(field.data)}]


class DateInput(_Widget):
    """Day, month and year in three boxes of one name; whatever was sent, exactly three are shown."""

    template = "govuk_frontend_wtf/date.html"

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        kwargs.setdefault("id", field.id)
        return super().__call__(field, **kwargs)  # type: ignore[no-any-return]  # untyped upstream

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params = super().map_gov_params(field, **kwargs)
        params.setdefault("fieldset", {"legend": {"text": field.label.text, "classes": LEGEND}})
        error = " govuk-input--error" if field.errors else ""
        parts = zip(("day", "month", "year"), (2, 2, 4), field.typed_parts(), strict=True)
        params["items"] = [
            {
                "label": part.capitalize(),
                "id": f"{field.id}-{part}",
                "name": field.name,
                "classes": f"govuk-input--width-{width}{error}",
                "value": typed,
            }
            for part, width, typed in parts
        ]
        return params
