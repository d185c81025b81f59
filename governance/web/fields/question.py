"""What every question shares: whether it must be answered, and what may not be sent for it at all.

A field takes whatever was sent under its name, however often, of whatever type and length, and answers with a value or
with one plain sentence; what was typed stays on the page.  Rules about what an answer *means* are the domain's.
May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import wtforms
from wtforms.validators import StopValidation

ONCE = "This question was answered more than once. Check the answer and send it again."
NOT_TEXT = "This has to be typed, not sent as a file."

Validator = Callable[[Any, Any], object]


class Needed:
    """An answer that has to be given.

    WTForms' own validators also set the browser's ``required``, whose pop-up hides our error summary; this does not.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: wtforms.Form, field: wtforms.Field) -> None:
        if field.errors:
            raise StopValidation
        if field.data is None or field.data == "" or field.data is False or field.data == []:
            raise StopValidation(self.sentence)


class NotNeeded:
    """An answer that may be left out: its other checks run only when there is one."""

    def __call__(self, _form: wtforms.Form, field: wtforms.Field) -> None:
        if field.errors or field.data in (None, "", []):
            raise StopValidation


class Question(wtforms.Field):
    """What every field here shares.

    ``needed`` is the sentence that asks for the answer ("Say why the school wants this site"); without it the answer
    may be left out and the label says so, unless ``say_optional`` is false because another answer decides.
    """

    def __init__(
        self,
        label: str,
        needed: str | None = None,
        *,
        hint: str = "",
        validators: Sequence[Validator] = (),
        say_optional: bool = True,
        **kwargs: Any,
    ) -> None:
        said = label if needed or not say_optional else f"{label} (optional)"
        first: Validator = Needed(needed) if needed else NotNeeded()
        super().__init__(said, [first, *validators], description=hint, **kwargs)

    def one_text(self, sent: Sequence[object]) -> str:
        """Answer the one text that was sent; raises ``ValueError`` with a sentence for anything else."""
        texts = [one for one in sent if isinstance(one, str)]
        self.raw_data = texts[:1]
        if len(texts) != len(sent):
            raise ValueError(NOT_TEXT)
        if len(texts) > 1:
            raise ValueError(ONCE)
        return texts[0] if texts else ""
