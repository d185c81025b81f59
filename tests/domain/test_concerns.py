"""Who reads a concern, written out from the design's own sentence, and how one is closed."""

from __future__ import annotations

import pytest

from governance.domain.access import Actor
from governance.domain.concerns import About, may_read, route_refusals
from governance.domain.words import Role

ME, OTHER = 1, 2


def somebody(*roles: Role, acting: bool = False, person_id: int | None = ME) -> Actor:
    return Actor(person_id, "Somebody", 1, frozenset(roles), delegation_id=9 if acting else None)


HEAD, DSL, CHAIR = somebody(Role.HEAD), somebody(Role.DSL), somebody(Role.CHAIR_OF_GOVERNORS)
ACTING, HEAD_AND_DSL = somebody(Role.TEACHER, acting=True), somebody(Role.HEAD, Role.DSL)
TEACHER, ICT, GOVERNOR = somebody(Role.TEACHER), somebody(Role.ICT_LEAD), somebody(Role.GOVERNOR)
EVERYBODY = {
    "the head": HEAD,
    "who acts for the head": ACTING,
    "a safeguarding lead": DSL,
    "the chair of governors": CHAIR,
    "a teacher": TEACHER,
    "the ICT lead": ICT,
    "a governor": GOVERNOR,
}


@pytest.mark.parametrize(
    ("about", "readers"),
    [
        pytest.param(
            About.CHILD,
            {"the head", "who acts for the head", "a safeguarding lead"},
            id="about a child: the DSLs and the head",
        ),
        pytest.param(
            About.ADULT, {"the head", "who acts for the head"}, id="about an adult at the school: the head"
        ),
        pytest.param(About.HEAD, {"the chair of governors"}, id="about the head: the chair of governors alone"),
        pytest.param(About.DSL, {"the head", "who acts for the head"}, id="about a DSL: the head"),
    ],
)  # fmt: skip
def test_readers_are_set_by_whom_it_is_about(about: About, readers: set[str]) -> None:
    assert {name for name, actor in EVERYBODY.items() if may_read(about, None, (), actor)} == readers


@pytest.mark.parametrize(
    ("about", "about_person", "added", "actor", "reads"),
    [
        pytest.param(About.ADULT, OTHER, {ME}, DSL, True, id="a DSL whom the head adds"),
        pytest.param(About.ADULT, OTHER, {3}, DSL, False, id="not another DSL"),
        pytest.param(About.ADULT, OTHER, {ME}, TEACHER, False, id="only a DSL can be added"),
        pytest.param(About.DSL, OTHER, {ME}, DSL, False, id="nobody is added where it is about a DSL"),
        pytest.param(About.HEAD, OTHER, {ME}, DSL, False, id="nobody is added where it is about the head"),
        pytest.param(About.ADULT, ME, {ME}, DSL, False, id="never the person it is about: the DSL"),
        pytest.param(About.CHILD, ME, (), DSL, False, id="never the person it is about, even of a child's"),
        pytest.param(About.ADULT, ME, (), HEAD, False, id="never the person it is about: the head"),
        pytest.param(About.HEAD, ME, (), CHAIR, False, id="never the person it is about: the chair"),
        pytest.param(About.ADULT, ME, (), ACTING, False, id="never the person it is about: who acts for the head"),
        pytest.param(About.ADULT, OTHER, (), ACTING, True, id="acting for the head counts as the head"),
        pytest.param(About.HEAD, None, (), ACTING, False, id="who acts for the head does not read of the head"),
        pytest.param(About.DSL, None, (), HEAD_AND_DSL, False, id="a head who is the DSL does not read of the DSL"),
        pytest.param(About.CHILD, None, (), HEAD_AND_DSL, True, id="a head who is the DSL reads of a child"),
        pytest.param(
            About.HEAD, None, (), somebody(Role.HEAD, Role.CHAIR_OF_GOVERNORS), False,
            id="a head who chairs the governors does not read of the head",
        ),
        pytest.param(
            About.CHILD, None, (), somebody(Role.DSL, person_id=None), False, id="who is nobody reads nothing"
        ),
    ],
)  # fmt: skip
def test_who_reads_it(about: About, about_person: int | None, added: set[int], actor: Actor, reads: bool) -> None:
    assert may_read(about, about_person, added, actor) is reads


def test_a_route_says_what_was_done() -> None:
    assert [refusal.code for refusal in route_refusals("")] == ["reason_blank"]
    assert route_refusals("Rang the duty worker, who takes it on.") == ()
