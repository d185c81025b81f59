"""Two moderators at the same comment at once: one decision, and the other reads who decided what and keeps the note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.db import db
from governance.domain.access import Actor
from governance.domain.comments.words import CommentAction as Do
from governance.domain.comments.words import CommentState
from governance.models import Comment, CommentClaim, CommentDecision
from governance.services.comments.bulk import Pick, Result, decide_together
from governance.services.comments.claims import Claim, hold
from governance.services.comments.deciding import Decided, decide
from governance.services.refused import NotHere
from tests.factories import sign_in
from tests.plugins.sizes import Sized
from tests.services.comments.cast import LATER, Blog, arrive, fresh, make_blog, one
from tests.soak.arena import Outcome, at_once, chain_is_whole
from tests.soak.figures import write_down
from tests.web.page_checks import CheckedClient

pytestmark = [pytest.mark.race, pytest.mark.soak]

STANDS = {Do.PUBLISH: "published", Do.REMOVE: "removed", Do.HIDE: "hidden", Do.UNDO: "waiting", Do.REOPEN: "waiting"}
SAID = {
    Do.PUBLISH: "published a comment on Year 3 blog.",
    Do.REMOVE: "removed a comment from Year 3 blog under rule 1.",
    Do.HIDE: "hid a comment on Year 3 blog and passed it to the safeguarding lead.",
    Do.UNDO: "took back their decision on a comment on Year 3 blog.",
    Do.REOPEN: "reopened a comment on Year 3 blog.",
}
NAMES = ("first teacher", "second teacher")


@dataclass
class Contest:
    """A blog with its two moderators, and comments that never run out."""

    engine: Engine
    session: Session
    blog: Blog
    actors: tuple[Actor, Actor]
    rule_id: int
    waiting: Iterator[int]

    def act(self, who: int, comment_id: int, seen: int, action: Do) -> Callable[[Session], Decided]:
        """What one of the two does, as a use case on whatever session it gets."""
        more: dict[str, Any] = {"rule_id": self.rule_id} if action is Do.REMOVE else {}
        asked = {"comment_id": comment_id, "seen": seen, "action": action, **more}
        return lambda session: decide(session, self.actors[who], LATER, **asked)

    def seen(self, comment_id: int) -> int:
        """The revision as it is now."""
        revision = fresh(self.session, comment_id).revision
        self.session.rollback()
        return revision

    def decisions(self, comment_id: int) -> list[CommentDecision]:
        """Every decision on a comment, in order."""
        self.session.rollback()
        return list(
            self.session.scalars(
                sa.select(CommentDecision)
                .where(CommentDecision.comment_id == comment_id)
                .order_by(CommentDecision.number)
            )
        )

    def state(self, comment_id: int) -> CommentState:
        """Where it stands now."""
        return fresh(self.session, comment_id).state

    def claims(self) -> int:
        """How many claims there are."""
        self.session.rollback()
        return self.session.scalar(sa.select(sa.func.count()).select_from(CommentClaim)) or 0


@pytest.fixture
def contest(engine: Engine) -> Iterator[Contest]:
    with Session(engine) as session:
        blog = make_blog(session)
        actors = (blog.actor(session, blog.cast.teacher), blog.actor(session, blog.cast.second))
        rule_id = blog.rule(session)
        session.rollback()
        yield Contest(engine, session, blog, actors, rule_id, _comments(session, blog))
        assert chain_is_whole(session, blog.cast.school.id)


def _comments(session: Session, blog: Blog) -> Iterator[int]:
    for batch in count():
        taken = arrive(session, blog, *(one(f"{batch}-{number}") for number in range(50)))
        session.rollback()
        yield from (found.comment_id for found in taken)


def told(winner: int, action: Do, loser: Outcome) -> None:
    """The loser reads who decided what."""
    assert loser.codes == ("stale",)
    assert f"{NAMES[winner]} {SAID[action]}" in loser.sentences[0], loser.sentences
    assert "Nothing was changed by you" in loser.sentences[0]


PAIRS = [
    (Do.PUBLISH, Do.REMOVE),
    (Do.REMOVE, Do.HIDE),
    (Do.HIDE, Do.PUBLISH),
    (Do.PUBLISH, Do.PUBLISH),
    (Do.REMOVE, Do.REMOVE),
]


def test_two_moderators_decide_at_once(contest: Contest, sized: Sized) -> None:
    rounds, ends = sized(50, 1000), Counter[str]()
    for number in range(rounds):
        pair, comment_id = PAIRS[number % len(PAIRS)], next(contest.waiting)
        seen = contest.seen(comment_id)
        outcomes = at_once(contest.engine, [contest.act(who, comment_id, seen, pair[who]) for who in (0, 1)])
        assert [outcome.error for outcome in outcomes] == [None, None]
        (decision,) = contest.decisions(comment_id)
        winner = 0 if decision.decider_id == contest.actors[0].person_id else 1
        assert decision.action is pair[winner]
        assert contest.state(comment_id).value == STANDS[decision.action]
        loser = outcomes[1 - winner]
        if pair[0] is pair[1]:
            assert isinstance(loser.answer, Decided)
            assert (loser.answer.repeat, loser.answer.number) == (True, 1)
            ends["harmless_repeats"] += 1
        else:
            told(winner, decision.action, loser)
            ends["losers_told"] += 1
    write_down(f"two moderators decide at once on {contest.engine.name}", rounds=rounds, decisions=rounds, **ends)


def test_bulk_against_single(contest: Contest, sized: Sized) -> None:
    rounds, ends = sized(50, 1000), Counter[str]()
    for _ in range(rounds):
        ids = [next(contest.waiting) for _ in range(3)]
        picks = [Pick(comment_id, contest.seen(comment_id)) for comment_id in ids]

        def together(session: Session, picks: list[Pick] = picks) -> tuple[Result, ...]:
            return decide_together(session, contest.actors[0], LATER, picks=picks, action=Do.PUBLISH)

        single = contest.act(1, ids[1], picks[1].seen, Do.REMOVE)
        many, alone = at_once(contest.engine, [together, single])
        assert (many.error, alone.error) == (None, None)
        assert isinstance(many.answer, tuple)
        decided = [contest.decisions(comment_id) for comment_id in ids]
        assert [len(decisions) for decisions in decided] == [1, 1, 1]
        assert [result.refusals for result in many.answer[::2]] == [(), ()]
        if decided[1][0].action is Do.PUBLISH:
            told(0, Do.PUBLISH, alone)
            ends["won_by_bulk"] += 1
        else:
            assert alone.is_done
            assert [refusal.code for refusal in many.answer[1].refusals] == ["stale"]
            assert f"{NAMES[1]} {SAID[Do.REMOVE]}" in many.answer[1].refusals[0].sentence
            ends["won_by_single"] += 1
    write_down(f"bulk against single on {contest.engine.name}", rounds=rounds, decisions=3 * rounds, **ends)


def test_undo_against_a_second_decision(contest: Contest, sized: Sized) -> None:
    rounds, ends = sized(50, 1000), Counter[str]()
    for number in range(rounds):
        comment_id, against = next(contest.waiting), (Do.REMOVE, Do.HIDE, Do.REOPEN)[number % 3]
        contest.act(0, comment_id, contest.seen(comment_id), Do.PUBLISH)(contest.session)
        seen = contest.seen(comment_id)
        undo, other = contest.act(0, comment_id, seen, Do.UNDO), contest.act(1, comment_id, seen, against)
        outcomes = at_once(contest.engine, [undo, other])
        assert [outcome.error for outcome in outcomes] == [None, None]
        assert sorted(outcome.is_done for outcome in outcomes) == [False, True]
        published, last = contest.decisions(comment_id)
        winner = 0 if outcomes[0].is_done else 1
        assert (published.action, last.action) == (Do.PUBLISH, (Do.UNDO, against)[winner])
        assert contest.state(comment_id).value == STANDS[last.action]
        told(winner, last.action, outcomes[1 - winner])
        ends["undone" if winner == 0 else "decided_instead"] += 1
    write_down(f"undo against a second decision on {contest.engine.name}", rounds=rounds, **ends)


def test_a_claim_is_a_courtesy_that_two_cannot_hold_and_a_decision_ends(contest: Contest, sized: Sized) -> None:
    rounds, ends = sized(50, 1000), Counter[str]()
    for _ in range(rounds):
        comment_id = next(contest.waiting)
        held = at_once(contest.engine, [_hold(contest.actors[who], comment_id) for who in (0, 1)])
        claims = [outcome.answer for outcome in held]
        assert all(isinstance(claim, Claim) for claim in claims), [outcome.error for outcome in held]
        mine = [claim.mine for claim in claims if isinstance(claim, Claim)]
        assert sorted(mine) == [False, True]
        holder = mine.index(True)
        assert {claim.name for claim in claims if isinstance(claim, Claim)} == {NAMES[holder]}
        other = contest.act(1 - holder, comment_id, contest.seen(comment_id), Do.PUBLISH)
        again, decided = at_once(contest.engine, [_hold(contest.actors[holder], comment_id), other])
        assert decided.is_done, decided
        assert isinstance(again.answer, Claim) or isinstance(again.error, NotHere), again
        assert contest.claims() == 0
        ends["held_on_before" if again.error is None else "lost_with_the_decision"] += 1
    write_down(f"claims on {contest.engine.name}", rounds=rounds, claims_left=0, **ends)


def _hold(actor: Actor, comment_id: int) -> Callable[[Session], Claim]:
    return lambda session: hold(session, actor, LATER, comment_id=comment_id)


def test_the_slower_of_two_browsers_reads_who_was_quicker_and_keeps_the_note(
    app: Flask, contest: Contest, sized: Sized
) -> None:
    with app.app_context():
        db.engines["default"] = contest.engine
        db.sessionmaker.configure(bind=contest.engine, binds=None)
    cast = contest.blog.cast
    clients = [sign_in(CheckedClient(app), contest.session, person) for person in (cast.teacher, cast.second)]
    rounds = sized(15, 300)
    for number in range(rounds):
        comment_id = next(contest.waiting)
        seen = contest.seen(comment_id)
        notes = [f"Seen in lesson {number} by the {ordinal}." for ordinal in ("first", "second")]
        form = {"seen": str(seen), "rule": str(contest.rule_id)}
        page = f"/s/oak/comments/{comment_id}"
        acts: list[Callable[[Session], object]] = [
            lambda _, data={**form, "note": notes[0]}, to=f"{page}/remove": clients[0].post(to, data=data),
            lambda _, data={**form, "note": notes[1]}, to=f"{page}/hide": clients[1].post(to, data=data),
        ]
        removed, hidden = at_once(contest.engine, acts)
        assert (removed.error, hidden.error) == (None, None)
        (decision,) = contest.decisions(comment_id)
        answers = {Do.REMOVE: removed.answer, Do.HIDE: hidden.answer}
        assert answers.pop(decision.action).status_code == 303  # type: ignore[attr-defined]  # It is an answer.
        ((action, lost),) = answers.items()
        assert lost.status_code == 409  # type: ignore[attr-defined]  # As above.
        text = lost.text  # type: ignore[attr-defined]  # As above.
        winner = 0 if decision.action is Do.REMOVE else 1
        assert f"{NAMES[winner]} {SAID[decision.action]}" in text
        if action is Do.REMOVE:
            assert notes[0] in text
    stands = contest.session.scalars(sa.select(Comment.state).distinct()).all()
    assert set(stands) <= {CommentState.REMOVED, CommentState.HIDDEN, CommentState.WAITING}
    write_down(f"two browsers at once on {contest.engine.name}", rounds=rounds, losers_told=rounds)
