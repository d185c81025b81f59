"""The question for a file.  What the file holds is judged by whoever reads it, never by its name or its stated type.

May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import SEEK_END
from typing import Any

import wtforms
from werkzeug.datastructures import FileStorage

from governance.web.fields import widgets
from governance.web.fields.question import ONCE, Question
from governance.web.words import size_words


class UploadField(Question, wtforms.FileField):
    """One file of at most ``largest`` bytes whose name ends in one of ``endings`` (such as ``.csv``).

    Its data is a ``FileStorage`` at its beginning, or ``None``.
    """

    widget = widgets.FileInput()

    def __init__(
        self, label: str, needed: str | None = None, *, largest: int, endings: Sequence[str] = (), **kwargs: Any
    ) -> None:
        self.largest = largest
        self.endings = tuple(endings)
        if endings:
            kwargs.setdefault("render_kw", {"accept": ",".join(endings)})
        super().__init__(label, needed, **kwargs)

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        files = [one for one in valuelist if isinstance(one, FileStorage) and one.filename]
        self.data = None
        self.raw_data = []
        if any(isinstance(one, str) and one.strip() for one in valuelist):
            raise ValueError("Choose a file; this was sent as text.")
        if len(files) > 1:
            raise ValueError(ONCE)
        if not files:
            return
        length = files[0].stream.seek(0, SEEK_END)
        files[0].stream.seek(0)
        if length == 0:
            raise ValueError("The file is empty. Choose another.")
        if length > self.largest:
            raise ValueError(
                f"The file is too large ({size_words(length)}). Choose one of at most {size_words(self.largest)}."
            )
        if self.endings and not (files[0].filename or "").lower().endswith(self.endings):
            raise ValueError(f"Choose a file whose name ends in {' or '.join(self.endings)}.")
        self.data = files[0]
