"""Whether a name in a column is a name that somebody typed, however it is capitalised.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute


def is_called(column: InstrumentedAttribute[str], typed: str) -> sa.ColumnElement[bool]:
    """Return the condition that a column holds a name.

    SQLite knows the capitals of plain letters only, so a name with an accent is found as it was typed as well.
    """
    name = typed.strip()
    return sa.or_(column == name, sa.func.lower(column) == name.lower())
