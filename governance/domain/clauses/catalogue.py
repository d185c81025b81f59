"""The whole catalogue in the order in which it is read: the model policy's clauses, then the other policies' duties.

May import the standard library and its neighbours only.
"""

from __future__ import annotations

from governance.domain.clauses.clause import Clause
from governance.domain.clauses.of_the_model import MODEL_POLICY
from governance.domain.clauses.of_the_others import OTHER_POLICIES

CATALOGUE: tuple[Clause, ...] = (*MODEL_POLICY, *OTHER_POLICIES)

BY_NUMBER: dict[str, Clause] = {clause.number: clause for clause in CATALOGUE}
