"""Counts what is asked of the database where something is done so often that it must stay cheap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


@contextmanager
def sent(session: Session) -> Iterator[list[str]]:
    """The statements of the block, each as what it does and the first table that it names.

    Writes that go together are one statement: ``together`` and the tables that they write.
    """
    found: list[str] = []

    def note(*given: Any) -> None:
        words = given[2].replace(".", " ").split()
        table = {"SELECT": 1, "INSERT": 2, "UPDATE": 1, "DELETE": 2}.get(words[0])
        # The transaction's own statements are the same for every act.
        if table is not None:
            found.append(f"{words[0]} {words[table]}")
        elif words[0] == "WITH":
            found.append(" ".join(["together", *re.findall(r"(?:INSERT INTO|UPDATE) (\w+)", given[2])]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
