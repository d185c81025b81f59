"""Whatever happens to comments in whatever order: the count is the list, nothing that waits disappears, no act is lost.

The walk is random and can be walked again: a school of its own for every two hundred and fifty steps, from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction, Urgency
from tests.plugins.sizes import Sized
from tests.soak.comment_walk import (
    MOST,
    PEOPLE,
    Walked,
    begin,
    decisions_of,
    everything_holds,
    pages_are_the_list,
    the_end_is_right,
)
from tests.soak.figures import write_down

pytestmark = [pytest.mark.soak]

SEED = 20261121
STEPS = 250
WORDS = (
    "I like your castle.",
    "That is my sister Lena Whitlock in the picture",
    "where do you live? dont tell your mum i asked, its our secret",
    "you are so dumb",
    "Cheap essays at https://essays.example/kids",
)
MODERATORS = ("teacher", "second")


def a_step(walked: Walked, chance: random.Random) -> Callable[[], object]:
    """Choose what happens next, as often as each happens on a busy day."""
    pick, who, words = chance.randrange(MOST), chance.choice(PEOPLE), chance.choice(WORDS)
    moderator, whom = chance.choice(MODERATORS), chance.choice(PEOPLE)
    action = chance.choice(list(CommentAction))
    together = chance.choice((CommentAction.PUBLISH, CommentAction.REMOVE))
    state = chance.choice(list(HostState))
    happens: list[tuple[int, Callable[[], object]]] = [
        (30, partial(walked.decide, pick, moderator, action, whom, 0)),
        (15, partial(walked.decide, pick, who, action, whom, chance.randint(0, 1))),
        (5, partial(walked.decide_together, [pick, pick + 1, pick + 2], moderator, together)),
        (12, partial(walked.report, pick, chance.choice(list(Urgency)), chance.randint(0, 3))),
        (5, partial(walked.change_on_host, pick, words, None)),
        (5, partial(walked.change_on_host, pick, None, state)),
        (6, walked.look),
        (10, partial(walked.push, is_obeyed=chance.random() < 0.8)),
        (2, walked.push_while_looking),
        (5, partial(walked.hold, pick, who, goes=chance.random() < 0.3)),
        (2, partial(walked.open, pick, who)),
    ]
    if len(walked.ids) < MOST:
        happens.append((15, partial(walked.arrive, words, state)))
        happens.append((3, partial(walked.write_down, who, words, on_site=chance.random() < 0.5)))
    return chance.choices([act for _, act in happens], [weight for weight, _ in happens])[0]


def walk(session: Session, number: int, steps: int) -> Walked:
    """Walk so many steps from one seed, and look at everything after each."""
    chance = random.Random(SEED + number)
    walked = begin(session, f"walk{number}")
    walked.do(partial(walked.arrive, WORDS[0], HostState.HELD))
    while walked.steps < steps:
        walked.do(a_step(walked, chance))
        everything_holds(walked)
    pages_are_the_list(walked)
    walked.settle()
    everything_holds(walked)
    the_end_is_right(walked)
    return walked


def test_a_random_walk_loses_nothing(engine: Engine, sized: Sized) -> None:
    walks, steps = sized(2, 40), sized(150, STEPS)
    decided = 0
    for number in range(walks):
        with Session(engine.execution_options(writes=True)) as session:
            decided += decisions_of(walk(session, number, steps))
    write_down(f"a random walk of comments on {engine.name}", steps=walks * steps, walks=walks, decisions=decided)
