"""Concerns as their readers have them: recorded by everybody, read by few, closed with a route or a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About, may_read
from governance.domain.words import Role
from governance.models import Alarm, Concern, ConcernReader, ConcernStep, Membership, Person, RoleHeld
from governance.services.concern_entries import write_entry
from governance.services.concern_readers import readable, readers_today
from governance.services.concern_record import (
    add_reader,
    close_concern,
    read_concern,
    say_about,
    take_concern,
    take_route,
)
from governance.services.concerns import record_concern
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import LONG_AGO, NOW, let_act_for_head, make_person
from tests.services.cast import Cast, make_cast
from tests.services.left_behind import leaving
from tests.services.unchanged import refused, unchanged

FACTS = "A comment asks pupils where they live."
WHY = "The family knows the person, and the school spoke with both."


def recorded(session: Session, cast: Cast, about: str, about_person: int | None = None) -> int:
    """A concern that the second teacher recorded."""
    actor = cast.actor(session, cast.second)
    session.rollback()
    reference = record_concern(session, actor, NOW, about=About(about), about_person=about_person, facts=FACTS)
    found = session.scalars(sa.select(Concern.id).where(Concern.reference == reference)).one()
    session.rollback()
    return found


def seen(session: Session, concern_id: int) -> int:
    revision = session.scalars(sa.select(Concern.revision).where(Concern.id == concern_id)).one()
    session.rollback()
    return revision


def actors(session: Session, cast: Cast) -> dict[str, Actor]:
    people = ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")
    return {name: cast.actor(session, getattr(cast, name)) for name in people}


@pytest.mark.parametrize(
    ("about", "told"),
    [
        pytest.param("child", ["designated safeguarding lead", "head"], id="about a child: the DSLs and the head"),
        pytest.param("adult", ["head"], id="about an adult: the head"),
        pytest.param("head", ["chair"], id="about the head: the chair of governors alone"),
        pytest.param("dsl", ["head"], id="about a DSL: the head"),
    ],
)
def test_everybody_records_and_only_its_readers_are_told(session: Session, about: str, told: list[str]) -> None:
    cast = make_cast(session)
    names = {cast.head.id: "head", cast.dsl.id: "designated safeguarding lead", cast.chair.id: "chair"}
    with leaving(session) as left:
        concern_id = recorded(session, cast, about)
    assert left.acts == ["concern.opened"]
    assert left.rows == {"concerns": 1, "alarms": 1}
    assert {kind for kind, _ in left.told} == {"concern_waits"}
    readers = readers_today(session, session.get_one(Concern, concern_id), NOW)
    assert sorted(names[person] for person in readers) == told
    assert len(left.told) == len(told)


def test_a_grown_up_with_the_heads_name_goes_to_the_chair_alone(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "adult", cast.head.id)
    assert readers_today(session, session.get_one(Concern, concern_id), NOW) == [cast.chair.id]
    assert session.get_one(Concern, concern_id).about == "head"


def test_what_is_about_the_safeguarding_lead_goes_to_the_chair_where_the_head_is_the_lead(session: Session) -> None:
    cast = make_cast(session)
    begin_writing(session)
    session.execute(sa.text("UPDATE roles_held SET ends_on = '2026-11-01' WHERE role = 'dsl'"))
    member = session.scalars(sa.select(Membership).where(Membership.person_id == cast.head.id)).one()
    session.add(RoleHeld(school_id=cast.school.id, membership_id=member.id, role=Role.DSL, starts_on=LONG_AGO))
    session.commit()
    concern_id = recorded(session, cast, "dsl")
    assert readers_today(session, session.get_one(Concern, concern_id), NOW) == [cast.chair.id]


def test_once_the_head_is_named_it_is_the_chairs(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl, revision = cast.actor(session, cast.dsl), seen(session, concern_id)
    say_about(session, dsl, NOW, concern_id=concern_id, seen=revision, about=About.ADULT, about_person=cast.head.id)
    assert readers_today(session, session.get_one(Concern, concern_id), NOW) == [cast.chair.id]


def test_what_nobody_would_read_is_not_taken(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    second, dsl = cast.actor(session, cast.second), cast.actor(session, cast.dsl)
    chair, revision = cast.chair.id, seen(session, concern_id)
    with refused(session, "nobody_would_read"):
        record_concern(session, second, NOW, about=About.HEAD, about_person=chair, facts=FACTS)
    with refused(session, "nobody_would_read"):
        say_about(session, dsl, NOW, concern_id=concern_id, seen=revision, about=About.HEAD, about_person=chair)


def test_who_has_it_and_is_named_then_reads_it_no_longer(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl, head = cast.actor(session, cast.dsl), cast.actor(session, cast.head)
    take_concern(session, dsl, NOW, concern_id=concern_id)
    revision, about_person = seen(session, concern_id), cast.dsl.id
    session.expunge_all()
    say_about(session, head, NOW, concern_id=concern_id, seen=revision, about=About.ADULT, about_person=about_person)
    concern = session.get_one(Concern, concern_id)
    assert (concern.taken_by, readers_today(session, concern, NOW)) == (None, [head.person_id])


def test_the_list_and_the_rule_never_disagree(session: Session) -> None:
    cast = make_cast(session)
    acting = make_person(session, cast.school, name="acting head")
    let_act_for_head(session, cast.school, acting, cast.head)
    everybody = {**actors(session, cast), "acting": cast.actor(session, acting)}
    for about in ("child", "adult", "head", "dsl"):
        for about_person in (None, cast.head.id, cast.dsl.id, cast.chair.id, acting.id):
            if (about, about_person) != ("head", cast.chair.id):
                recorded(session, cast, about, about_person)
    begin_writing(session)
    # The database takes nobody as a reader of what is about them, so there the rule has nothing to refuse.
    not_theirs = sa.or_(Concern.about_person.is_(None), Concern.about_person != cast.dsl.id)
    for concern in session.scalars(sa.select(Concern).where(Concern.about == "adult", not_theirs)):
        row = {"school_id": cast.school.id, "concern_id": concern.id, "added_by": cast.head.id, "added_at": NOW}
        session.add(ConcernReader(person_id=cast.dsl.id, **row))
    session.commit()
    for name, actor in everybody.items():
        listed = set(session.scalars(sa.select(Concern.id).where(readable(actor))))
        allowed = {
            concern.id
            for concern in session.scalars(sa.select(Concern))
            if may_read(About(concern.about), concern.about_person, {cast.dsl.id}, actor)
        }
        assert listed == allowed, name


ACTS: dict[str, Callable[[Session, Actor, int, int], Any]] = {
    "open it": lambda s, a, c, _: read_concern(s, a, NOW, concern_id=c),
    "take it": lambda s, a, c, _: take_concern(s, a, NOW, concern_id=c),
    "write a route down": lambda s, a, c, r: take_route(
        s, a, NOW, concern_id=c, seen=r, route=Route.POLICE, words="Rang them this morning."
    ),
    "close it": lambda s, a, c, r: close_concern(s, a, NOW, concern_id=c, seen=r, reason=WHY),
    "say whom it is about": lambda s, a, c, r: say_about(
        s, a, NOW, concern_id=c, seen=r, about=About.CHILD, about_person=None
    ),
    "add a reader": lambda s, a, c, r: add_reader(s, a, NOW, concern_id=c, seen=r, person_id=1),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("about", "who"),
    [
        pytest.param("child", "teacher", id="a teacher, about a child"),
        pytest.param("child", "ict", id="the ICT lead, about a child"),
        pytest.param("child", "chair", id="the chair, about a child"),
        pytest.param("adult", "dsl", id="a DSL who was not added, about an adult"),
        pytest.param("head", "head", id="the head, about the head"),
        pytest.param("head", "dsl", id="a DSL, about the head"),
        pytest.param("dsl", "dsl", id="a DSL, about a DSL"),
    ],
)
def test_who_is_no_reader_finds_nothing(session: Session, act: str, about: str, who: str) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, about)
    actor, revision = actors(session, cast)[who], seen(session, concern_id)
    with unchanged(session), pytest.raises(NotHere):
        ACTS[act](session, actor, concern_id, revision)


def test_another_schools_reader_finds_nothing(session: Session) -> None:
    cast = make_cast(session)
    other = make_cast(session, "elm")
    concern_id = recorded(session, cast, "child")
    actor, revision = actors(session, other)["dsl"], seen(session, concern_id)
    for act in ACTS.values():
        with unchanged(session), pytest.raises(NotHere):
            act(session, actor, concern_id, revision)


def test_opening_one_is_itself_recorded(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl = cast.actor(session, cast.dsl)
    with leaving(session) as left:
        read_concern(session, dsl, NOW, concern_id=concern_id)
    assert (left.acts, left.rows, left.told) == (["concern.read"], {}, [])


def test_one_person_has_it_and_the_alarm_is_over(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl = cast.actor(session, cast.dsl)
    take_concern(session, dsl, NOW, concern_id=concern_id)
    alarm = session.scalars(sa.select(Alarm)).one()
    assert (alarm.next_at, alarm.confirmed_by) == (None, cast.dsl.id)
    with unchanged(session):
        take_concern(session, dsl, NOW, concern_id=concern_id)


def test_it_is_not_closed_without_a_route_or_a_reason(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl = cast.actor(session, cast.dsl)
    with unchanged(session), pytest.raises(Refused) as caught:
        close_concern(session, dsl, NOW, concern_id=concern_id, seen=1)
    assert caught.value.codes == ("no_route_and_no_reason", "parents_not_said")
    begin_writing(session)
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Concern).values(closed_at=NOW, closed_by=cast.dsl.id))
    session.rollback()
    take_route(session, dsl, NOW, concern_id=concern_id, seen=1, route=Route.SOCIAL_CARE, words="Rang the duty desk.")
    revision = seen(session, concern_id)
    words = "Both know, and thanked us."
    write_entry(session, dsl, NOW, concern_id=concern_id, seen=revision, kind=Entry.PARENTS_TOLD, words=words)
    close_concern(session, dsl, NOW, concern_id=concern_id, seen=seen(session, concern_id))
    concern = session.get_one(Concern, concern_id)
    assert (concern.route, concern.closed_by, concern.taken_by) == ("social_care", cast.dsl.id, cast.dsl.id)
    revision = concern.revision
    session.rollback()
    with unchanged(session), pytest.raises(Refused) as caught:
        take_concern(session, dsl, NOW, concern_id=concern_id)
    assert caught.value.codes == ("concern_closed",)
    with unchanged(session), pytest.raises(Refused) as caught:
        close_concern(session, dsl, NOW, concern_id=concern_id, seen=revision, reason=WHY)
    assert caught.value.codes == ("concern_closed",)


def test_every_route_stays_on_record(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl = cast.actor(session, cast.dsl)
    for route in (Route.POLICE, Route.SOCIAL_CARE):
        revision = seen(session, concern_id)
        take_route(session, dsl, NOW, concern_id=concern_id, seen=revision, route=route, words="Rang the duty desk.")
    assert list(session.scalars(sa.select(ConcernStep.route).order_by(ConcernStep.id))) == [
        "police_101",
        "social_care",
    ]
    begin_writing(session)
    with pytest.raises(DBAPIError):
        session.execute(sa.update(ConcernStep).values(words="Something else."))
    session.rollback()


def test_a_concern_that_somebody_changed_meanwhile_is_looked_at_again(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "child")
    dsl, head = cast.actor(session, cast.dsl), cast.actor(session, cast.head)
    take_concern(session, head, NOW, concern_id=concern_id)
    with unchanged(session), pytest.raises(Stale):
        close_concern(session, dsl, NOW, concern_id=concern_id, seen=1, reason=WHY)


def test_the_head_adds_a_safeguarding_lead_to_a_concern_about_a_grown_up(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "adult", cast.teacher.id)
    head, dsl = cast.actor(session, cast.head), cast.actor(session, cast.dsl)
    for person, code in ((cast.ict, "not_a_safeguarding_lead"), (cast.teacher, "not_a_safeguarding_lead")):
        with unchanged(session), pytest.raises(Refused) as caught:
            add_reader(session, head, NOW, concern_id=concern_id, seen=1, person_id=person.id)
        assert caught.value.codes == (code,)
    with leaving(session) as left:
        add_reader(session, head, NOW, concern_id=concern_id, seen=1, person_id=cast.dsl.id)
    assert left.acts == ["concern.reader_added"]
    assert [kind for kind, _ in left.told] == ["concern_waits"]
    read_concern(session, dsl, NOW, concern_id=concern_id)
    with unchanged(session), pytest.raises(Refused) as caught:
        add_reader(session, dsl, NOW, concern_id=concern_id, seen=1, person_id=cast.dsl.id)
    assert "not_yours_to_do" in caught.value.codes


def test_nobody_knew_who_it_was_and_the_chair_passes_it_to_the_head(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, "head")
    chair, head = cast.actor(session, cast.chair), cast.actor(session, cast.head)
    with unchanged(session), pytest.raises(NotHere):
        read_concern(session, head, NOW, concern_id=concern_id)
    with leaving(session) as left:
        say_about(session, chair, NOW, concern_id=concern_id, seen=1, about=About.ADULT, about_person=cast.teacher.id)
    assert left.acts == ["concern.about_said"]
    assert left.told == [("concern_waits", "head")]
    read_concern(session, head, NOW, concern_id=concern_id)
    with unchanged(session), pytest.raises(NotHere):
        read_concern(session, chair, NOW, concern_id=concern_id)


def test_a_school_without_a_chair_keeps_what_is_about_the_head(session: Session) -> None:
    cast = make_cast(session)
    begin_writing(session)
    session.execute(sa.text("UPDATE roles_held SET ends_on = '2026-11-01' WHERE role = 'chair_of_governors'"))
    session.commit()
    with leaving(session) as left:
        concern_id = recorded(session, cast, "head")
    assert left.told == []
    assert session.scalars(sa.select(Alarm.next_at).where(Alarm.concern_id == concern_id)).one() is not None


def test_a_name_of_another_school_is_not_taken(session: Session) -> None:
    cast = make_cast(session)
    stranger: Person = make_cast(session, "elm").teacher
    concern_id = recorded(session, cast, "head")
    chair = cast.actor(session, cast.chair)
    with unchanged(session), pytest.raises(NotHere):
        say_about(session, chair, NOW, concern_id=concern_id, seen=1, about=About.ADULT, about_person=stranger.id)
