"""What a refused use case must leave: every row and every audit row as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Base
from governance.services.refused import Refused


def counts(session: Session) -> dict[str, int]:
    """How many rows every table holds."""
    found = {
        table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    session.rollback()
    return found


@contextmanager
def refused(session: Session, *codes: str) -> Iterator[None]:
    """The use case inside is refused for exactly these reasons, and no row and no audit row changed."""
    before = counts(session)
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.codes == codes
    assert counts(session) == before


@contextmanager
def unchanged(session: Session, but: Collection[str] = ()) -> Iterator[None]:
    """Whatever happens inside, no row and no audit row changed; ``but`` names tables that may."""
    before = counts(session)
    yield
    after = counts(session)
    assert {name: after[name] for name in before if name not in but} == {
        name: before[name] for name in before if name not in but
    }
