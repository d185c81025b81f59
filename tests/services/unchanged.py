"""What a refused use case must leave: every row and every audit row as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Base
from governance.services.refused import Refused

# One question for every table together: one for each would take longer than most use cases.
_COUNT = sa.text(" UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in Base.metadata.tables))


def counts(session: Session) -> dict[str, int]:
    """How many rows every table holds."""
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(_COUNT)}
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
