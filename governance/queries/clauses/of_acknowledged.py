"""What rests on everybody's word that they know the policy (8.1, 8.2, A.1.1).

Nothing can enforce 8.1 and A.1.1; the acknowledgement, which says both, is their evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.models import Acknowledgement, Membership, PolicyText
from governance.queries.clauses.asked import Asked, Finder, SchoolAt
from governance.services.policy_texts import ASKED_TO_ACKNOWLEDGE


@dataclass(frozen=True, slots=True)
class Known:
    """How far a school's current policy is known: the number of its version, who is asked and who has said so."""

    number: int
    asked: int
    acknowledged: int

    @property
    def said(self) -> str:
        """In words."""
        return f"{self.acknowledged} of {self.asked} people have acknowledged version {self.number} of the policy."


def known(asked: Asked) -> Mapping[int, Known]:
    """Return how far each school's current policy is known; a school without a policy text is left out."""
    current = (
        sa.select(PolicyText.school_id, sa.func.max(PolicyText.number).label("number"))
        .where(PolicyText.school_id.in_(asked.school_ids))
        .group_by(PolicyText.school_id)
        .subquery()
    )
    text = sa.and_(PolicyText.school_id == current.c.school_id, PolicyText.number == current.c.number)
    has_said = sa.and_(
        Acknowledgement.school_id == Membership.school_id,
        Acknowledgement.person_id == Membership.person_id,
        Acknowledgement.policy_text_id == PolicyText.id,
    )
    is_here = sa.or_(
        *(
            sa.and_(
                Membership.school_id.in_([school.id for school in asked.schools.values() if school.today == day]),
                Membership.starts_on <= day,
                sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
            )
            for day in {school.today for school in asked.schools.values()}
        )
    )
    rows = asked.session.execute(
        sa.select(PolicyText.school_id, PolicyText.number, sa.func.count(), sa.func.count(Acknowledgement.id))
        .join(current, text)
        .join(Membership, Membership.school_id == PolicyText.school_id)
        .outerjoin(Acknowledgement, has_said)
        .where(Membership.kind.in_(ASKED_TO_ACKNOWLEDGE), is_here)
        .group_by(PolicyText.school_id, PolicyText.number)
    )
    return {school_id: Known(number, people, said) for school_id, number, people, said in rows}


def acknowledged_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how these clauses stand at each school, shown by its policy and who acknowledged it."""
    by_school = asked.once(known)
    for school in asked.schools.values():
        yield from _at(school, by_school.get(school.id))


def _at(school: SchoolAt, is_known: Known | None) -> Iterator[Finding]:
    if is_known is None:
        for number in ("8.1", "8.2", "A.1.1"):
            said = "The school has published no policy that people could acknowledge."
            yield Finding(school.id, number, None, Standing.NOT_KEPT, said, RecordAt("policy_text"))
        return
    record = RecordAt("acknowledged")
    said = f"Whoever acknowledges the policy reads that use is looked at without notice. {is_known.said}"
    yield Finding(school.id, "8.1", None, Standing.ADVICE_ONLY, said, record)
    said = f"Whoever acknowledges the policy promises the same standards as in any public work. {is_known.said}"
    yield Finding(school.id, "A.1.1", None, Standing.ADVICE_ONLY, said, record)
    all_have = is_known.acknowledged >= is_known.asked
    yield Finding(school.id, "8.2", None, Standing.KEPT if all_have else Standing.DUE, is_known.said, record)


FINDERS = (Finder(("8.1", "8.2", "A.1.1"), acknowledged_findings),)
