"""Whatever happens to comments in whatever order: the count is the list, nothing that waits disappears, no act is lost.

Each walk has a school of its own.  A walk that fails is cut down to the fewest steps that fail, and they are printed.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction as Do
from governance.domain.comments.words import Urgency
from tests.plugins.sizes import Sized
from tests.soak.comment_walk import MOST, PEOPLE, begin
from tests.soak.figures import write_down
from tests.soak.what_always_holds import Watched, decisions_of, pages_are_the_list, the_end_is_right

pytestmark = [pytest.mark.soak]

WORDS = st.sampled_from(
    (
        "I like your castle.",
        "That is my sister Lena Whitlock in the picture",
        "where do you live? dont tell your mum i asked, its our secret",
        "you are so dumb",
        "Cheap essays at https://essays.example/kids",
    )
)
ANYBODY = st.sampled_from(PEOPLE)
MODERATORS = st.sampled_from(("teacher", "second"))
PICKS = st.integers(0, MOST - 1)
STATES = st.sampled_from(HostState)
NOTHING = st.none()
TOGETHER = st.sampled_from((Do.PUBLISH, Do.REMOVE))
OFTEN = st.sampled_from((Do.PUBLISH, Do.REMOVE, Do.HIDE, Do.REOPEN))
THREE = st.lists(PICKS, min_size=3, max_size=3)
FIRST = 6
"""Comments that have come before anything else happens."""


def operation(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """One of the operations of a walk, with what it is asked to do."""
    return st.tuples(st.just(name), *arguments)


AS_OFTEN = (
    (14, operation("decide", PICKS, MODERATORS, OFTEN, ANYBODY, st.just(0))),
    (14, operation("decide", PICKS, MODERATORS, st.sampled_from(Do), ANYBODY, st.just(0))),
    (12, operation("decide", PICKS, ANYBODY, st.sampled_from(Do), ANYBODY, st.integers(0, 1))),
    (5, operation("decide_together", THREE, MODERATORS, TOGETHER)),
    (10, operation("arrive", WORDS, STATES)),
    (3, operation("write_down", ANYBODY, WORDS, st.booleans())),
    (12, operation("report", PICKS, st.sampled_from(Urgency), st.integers(0, 3))),
    (5, operation("change_on_host", PICKS, WORDS, NOTHING)),
    (5, operation("change_on_host", PICKS, NOTHING, STATES)),
    (6, operation("look")),
    (10, operation("push", st.sampled_from((True, True, True, True, False)))),
    (2, operation("push_while_looking")),
    (5, operation("hold", PICKS, ANYBODY, st.booleans())),
    (2, operation("open", PICKS, ANYBODY)),
)
"""What happens, as often as each happens on a busy day."""

HAPPENS = st.one_of([what for times, what in AS_OFTEN for _ in range(times)])


class CommentsOfASchool(RuleBasedStateMachine):
    """One walk; ``walks_on`` says on which database, and counts."""

    engine: Engine
    counted: Counter[str]
    numbers: count[int]

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.engine.execution_options(writes=True))
        self.walked = begin(self.session, f"walk{next(self.numbers)}")
        self.watched = Watched(self.walked)
        self.is_whole = True
        for number in range(FIRST):
            self.it_happens(("arrive", f"I like castle {number}.", HostState.HELD))

    @rule(what=HAPPENS)
    def it_happens(self, what: tuple[Any, ...]) -> None:
        name, *arguments = what
        self.is_whole = False
        self.walked.do(partial(getattr(self.walked, name), *arguments))

    @invariant()
    def everything_holds(self) -> None:
        self.is_whole = False
        self.watched.everything_holds()
        self.is_whole = True

    def teardown(self) -> None:
        """Let a walk come to its end, unless it has failed already."""
        try:
            if self.is_whole:
                self._settle()
        finally:
            self.session.close()

    def _settle(self) -> None:
        pages_are_the_list(self.walked)
        self.walked.settle()
        self.watched.everything_holds()
        the_end_is_right(self.walked)
        self.counted.update(steps=self.walked.steps, walks=1, decisions=decisions_of(self.walked))


def walks_on(engine: Engine) -> type[CommentsOfASchool]:
    """The walks on a database."""
    members = {"engine": engine, "counted": Counter[str](), "numbers": count(1)}
    return type("CommentsOfASchool", (CommentsOfASchool,), members)


def test_a_random_walk_loses_nothing(engine: Engine, sized: Sized) -> None:
    # The first tenth of the walks stays near the simplest one, which only decides one comment again and again.
    walks, steps = sized(3, 46), sized(150, 250)
    chosen = settings(
        max_examples=walks,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    machine = walks_on(engine)
    run_state_machine_as_test(machine, settings=chosen)
    assert machine.counted["steps"] >= sized(300, 10_000)
    write_down(f"a random walk of comments on {engine.name}", **machine.counted)
