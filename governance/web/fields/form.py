"""What every form of the product has: the token, the version that was seen, and one list of what is wrong.

May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import wtforms
from flask import request
from flask_wtf import FlaskForm
from werkzeug.exceptions import UnprocessableEntity

from governance.domain.refusals import Refusal

NOT_SEEN = (
    "We could not tell which version of this page you were looking at, so nothing was changed. "
    "Go back, load the page again, and repeat what you did."
)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the summary at the head of a page: what is wrong, the clause that asks, and where to put it right."""

    text: str
    href: str | None = None
    clause: str | None = None


Answer = TypeVar("Answer")


def given(answer: Answer | None) -> Answer:
    """Return an answer of which a validated form has made sure that it is there."""
    if answer is None:
        raise RuntimeError("This answer is used before its form has been validated.")
    return answer


class ProductForm(FlaskForm):
    """The base of all forms: protected by the session's token, bound to the request's form and files."""

    class Meta(FlaskForm.Meta):
        """Takes what a form can send, and nothing else: Flask-WTF would read any JSON, of any shape."""

        def wrap_formdata(self, form: wtforms.Form, formdata: Any) -> Any:
            return None if request.is_json else super().wrap_formdata(form, formdata)

    def add_refusals(self, refusals: Iterable[Refusal], fields: Mapping[str, str] | None = None) -> None:
        """Show the domain's refusals on this form.

        ``fields`` says at which field a refusal is shown, by its code or else its page; the others head the page.
        """
        places = fields or {}
        for refusal in refusals:
            name = places.get(refusal.code) or places.get(refusal.page or "")
            if name is None:
                self.form_errors.append(refusal.sentence)
            else:
                self[name].errors = [*self[name].errors, refusal.sentence]


class VersionedForm(ProductForm):
    """A form that decides or changes something of which the person saw a version."""

    seen = wtforms.HiddenField()

    def seen_version(self) -> int:
        """Answer the version that was seen; raises 422 with a sentence when it is missing or garbled."""
        return seen_from(self.seen.raw_data or [self.seen.data])


def seen_from(sent: Iterable[object]) -> int:
    """Read the ``seen`` of a form from all the values sent under that name; raises 422 with a sentence."""
    values = list(sent)
    text = str(values[0]) if len(values) == 1 and isinstance(values[0], str | int) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise UnprocessableEntity(NOT_SEEN)
    return int(text)


def refusal_lines(refusals: Iterable[Refusal], address: Callable[[str], str] | None = None) -> list[ErrorLine]:
    """Turn refusals into lines of the summary; ``address`` answers the page that puts a refusal right, by its key."""
    return [
        ErrorLine(refusal.sentence, address(refusal.page) if address and refusal.page else None, refusal.clause)
        for refusal in refusals
    ]


def error_lines(form: wtforms.Form | None = None, more: Iterable[ErrorLine] = ()) -> list[ErrorLine]:
    """Answer everything that is wrong with a page: the form's own, each field's first, and ``more``."""
    lines: list[ErrorLine] = []
    if form is not None:
        lines += [ErrorLine(str(sentence)) for sentence in form.form_errors]
        for field in form:
            lines += _lines_of(field)
    return [*lines, *more]


def _lines_of(field: wtforms.Field) -> list[ErrorLine]:
    if isinstance(field, wtforms.FormField):
        return error_lines(field.form)
    if isinstance(field, wtforms.FieldList):
        return [line for entry in field.entries for line in _lines_of(entry)]
    target: Any = getattr(field, "summary_target", field.id)
    return [ErrorLine(str(field.errors[0]), f"#{target}")] if field.errors else []
