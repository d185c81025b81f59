"""Several people at the same thing at once: one decision, one sentence for the other, and a chain that never forks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import VersionState
from governance.models import AuditRow, Decision, ProposalVersion
from governance.services.decisions import approve_version, decline_version, return_version
from governance.services.transaction import use_case
from tests.factories import NOW, let_act_for_head, start_writing
from tests.plugins.sizes import Sized
from tests.services.cast import REASON, Cast, make_cast, ready_to_decide, submitted_site
from tests.soak.arena import at_once, chain_is_whole
from tests.soak.figures import write_down

pytestmark = [pytest.mark.race, pytest.mark.soak]


def next_version(session: Session, version: ProposalVersion, number: int) -> ProposalVersion:
    """Another version of the same site waits for its decision."""
    school_id, site_id, proposer, answers = version.school_id, version.site_id, version.proposer_id, version.answers
    start_writing(session)
    row = ProposalVersion(
        school_id=school_id,
        site_id=site_id,
        number=number,
        state=VersionState.SUBMITTED,
        proposer_id=proposer,
        answers=answers,
        started_at=NOW,
        submitted_at=NOW,
        content_hash=f"{number:064d}",
    )
    session.add(row)
    session.commit()
    return row


def settle(session: Session, version_id: int) -> None:
    """A returned version would stay open; it gives way to the next round."""
    start_writing(session)
    session.execute(
        sa.update(ProposalVersion)
        .where(ProposalVersion.id == version_id, ProposalVersion.state == VersionState.RETURNED)
        .values(state=VersionState.SUPERSEDED)
    )
    session.commit()


Decide = Callable[..., None]
PAIRS: list[tuple[Decide, Decide]] = [
    (approve_version, decline_version),
    (approve_version, return_version),
    (decline_version, return_version),
    (approve_version, approve_version),
]


def contest(
    cast: Cast, head: Actor, acting: Actor, version: ProposalVersion, pair: tuple[Decide, Decide]
) -> list[Callable[[Session], None]]:
    asked = {"version_id": version.id, "seen": version.revision, "reason": REASON}
    first, second = pair
    return [lambda s: first(s, head, NOW, **asked), lambda s: second(s, acting, NOW, **asked)]


def test_two_people_decide_at_once(engine: Engine, sized: Sized) -> None:
    with Session(engine) as session:
        cast = make_cast(session)
        _, version = submitted_site(session, cast)
        ready_to_decide(session, cast, version)
        let_act_for_head(session, cast.school, cast.assistant, cast.head)
        head, acting = cast.actor(session, cast.head), cast.actor(session, cast.assistant)
        ends: Counter[str] = Counter()
        rounds = sized(50, 1000)
        for number in range(1, rounds + 1):
            if number > 1:
                version = next_version(session, version, number)
            version_id = version.id
            acts = contest(cast, head, acting, version, PAIRS[number % len(PAIRS)])
            session.rollback()
            outcomes = at_once(engine, acts)
            assert [outcome.error for outcome in outcomes] == [None, None]
            assert sorted(outcome.is_done for outcome in outcomes) == [False, True]
            loser = next(outcome for outcome in outcomes if not outcome.is_done)
            assert loser.codes == ("stale",)
            assert "version" in loser.sentences[0]
            assert "of the proposal for Year 3 blog" in loser.sentences[0]
            decided = session.scalars(sa.select(Decision).where(Decision.version_id == version_id)).all()
            assert len(decided) == 1
            ends[decided[0].answer.value] += 1
            settle(session, version_id)
        assert sum(ends.values()) == rounds
        assert chain_is_whole(session, cast.school.id)
    write_down(f"two people decide at once on {engine.name}", rounds=rounds, decisions=rounds, losers_told=rounds)


def test_the_audit_chain_never_forks_under_eight_writers(engine: Engine, sized: Sized) -> None:
    with Session(engine) as session:
        cast = make_cast(session)
        head = cast.actor(session, cast.head)
        school_id = cast.school.id
        session.rollback()
        each = sized(15, 250)

        def write(writer: Session) -> None:
            for _ in range(each):
                with use_case(writer, head, NOW) as record:
                    record.act("school.changed", "school", school_id, changed="name")

        outcomes = at_once(engine, [write] * 8)
        assert [outcome.error for outcome in outcomes] == [None] * 8
        session.rollback()
        assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 8 * each
        assert chain_is_whole(session, school_id)
    write_down(f"eight writers of one audit chain on {engine.name}", writers=8, rows=8 * each, forks=0)
