"""Who has to sign in with a second step."""

from __future__ import annotations

import pytest

from governance.domain.access import Actor
from governance.domain.second_factor import is_demanded_of
from governance.domain.words import Role

NAMED = ("head", "ict_lead", "dsl")


@pytest.mark.parametrize(
    ("roles", "delegation", "demanded"),
    [
        pytest.param({Role.HEAD}, None, True, id="the head"),
        pytest.param({Role.DSL, Role.TEACHER}, None, True, id="a safeguarding lead who teaches"),
        pytest.param({Role.ICT_LEAD}, None, True, id="the ICT lead"),
        pytest.param({Role.TEACHER}, None, False, id="a teacher"),
        pytest.param({Role.TEACHER}, 7, True, id="a teacher who acts for the head"),
        pytest.param(set(), None, False, id="nobody in particular"),
    ],
)
def test_the_school_names_roles(roles: set[Role], delegation: int | None, demanded: bool) -> None:
    actor = Actor(1, "Somebody", 1, roles=frozenset(roles), delegation_id=delegation)
    assert is_demanded_of(actor, NAMED) is demanded


def test_a_school_may_ask_nobody() -> None:
    assert is_demanded_of(Actor(1, "Somebody", 1, roles=frozenset({Role.HEAD})), ()) is False
