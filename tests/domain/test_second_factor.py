"""Who has to sign in with a second step, and who may take it off for somebody who lost their phone."""

from __future__ import annotations

import pytest

from governance.domain.access import Actor
from governance.domain.second_factor import LockedOut, is_demanded_of, taking_off_refusals
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


ICT_LEAD = Actor(1, "The ICT lead", 1, roles=frozenset({Role.ICT_LEAD}))
HEAD = Actor(1, "The head", 1, roles=frozenset({Role.HEAD}))
ACTING = Actor(1, "A deputy", 1, roles=frozenset({Role.TEACHER}), delegation_id=7)
BY_THE_HEAD = "second_step_taken_off_by_the_head"


@pytest.mark.parametrize(
    ("role", "by_the_head_alone"),
    [
        (Role.TEACHER, False),
        (Role.OFFICE, False),
        (Role.GOVERNOR, False),
        (Role.DPO, False),
        (Role.ICT_LEAD, False),
        (Role.LEADERSHIP, True),
        (Role.DSL, True),
        (Role.CHAIR_OF_GOVERNORS, True),
        (Role.HEAD, True),
    ],
)
def test_the_ict_lead_helps_people_whose_roles_open_no_more_than_their_own(role: Role, by_the_head_alone: bool) -> None:
    person = LockedOut(2, frozenset({Role.TEACHER, role}))
    codes = tuple(refusal.code for refusal in taking_off_refusals(ICT_LEAD, person))
    assert codes == ((BY_THE_HEAD,) if by_the_head_alone else ())
    assert taking_off_refusals(HEAD, person) == ()
    assert taking_off_refusals(ACTING, person) == ()


@pytest.mark.parametrize(
    ("actor", "person", "codes"),
    [
        pytest.param(
            ICT_LEAD,
            LockedOut(2, frozenset(), acts_for_head=True),
            (BY_THE_HEAD,),
            id="a teacher who acts for the head",
        ),
        pytest.param(
            ICT_LEAD,
            LockedOut(2, frozenset({Role.HEAD}), somebody_else_heads=False),
            (),
            id="the head, and nobody acts for the head",
        ),
        pytest.param(
            ICT_LEAD, LockedOut(1, frozenset({Role.ICT_LEAD})), ("second_step_of_oneself",), id="never for oneself"
        ),
        pytest.param(
            HEAD,
            LockedOut(1, frozenset({Role.HEAD}), somebody_else_heads=False),
            ("second_step_of_oneself",),
            id="not the head either",
        ),
        pytest.param(
            HEAD, LockedOut(2, frozenset(), belongs_elsewhere=True), ("belongs_elsewhere",), id="of two schools"
        ),
        pytest.param(
            ICT_LEAD,
            LockedOut(2, frozenset({Role.DSL}), has_left=True, belongs_elsewhere=True),
            ("has_left", "belongs_elsewhere", BY_THE_HEAD),
            id="all the reasons are said",
        ),
    ],
)
def test_who_may_take_a_second_step_off(actor: Actor, person: LockedOut, codes: tuple[str, ...]) -> None:
    assert tuple(refusal.code for refusal in taking_off_refusals(actor, person)) == codes
