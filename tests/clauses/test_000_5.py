"""000-5: a letter names the rights infringed and asks for removal; overdue demands are listed."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.demands import Ground, Result, letter
from governance.models import RemovalDemand
from governance.queries.breaches import overdue_demands
from governance.services.breaches.demands import demand_removal, end_demand
from governance.services.refused import NotHere, Refused
from tests.clauses.breach_scene import reported, seen
from tests.factories import NOW, TODAY
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import unchanged

DUE = TODAY + dt.timedelta(days=7)


def demanded(session: Session, cast: Cast, who: str = "head", *grounds: Ground, due_on: dt.date = DUE) -> int:
    breach_id = reported(session, cast, about=cast.teacher)
    actor = cast.actor(session, getattr(cast, who))
    session.rollback()
    demand_removal(
        session,
        actor,
        NOW,
        breach_id=breach_id,
        seen=seen(session, breach_id),
        to_whom="the page’s owner",
        what="The post that calls a teacher lazy.",
        address="https://page.example/post",
        grounds=grounds,
        due_on=due_on,
    )
    return breach_id


@pytest.mark.parametrize(
    ("grounds", "named", "left_out"),
    [
        pytest.param((Ground.DEFAMATION,), ["defamation"], ["contract", "Article 8"], id="defamation alone"),
        pytest.param((Ground.CONTRACT,), ["contract"], ["defamation", "Article 8"], id="breach of contract alone"),
        pytest.param((Ground.PRIVATE_LIFE,), ["Article 8"], ["defamation", "contract"], id="private life alone"),
        pytest.param(
            (Ground.PRIVATE_LIFE, Ground.DEFAMATION), ["Article 8", "defamation"], ["contract"], id="two of the three"
        ),
    ],
)
def test_the_letter_carries_only_the_chosen_grounds(
    grounds: tuple[Ground, ...], named: list[str], left_out: list[str]
) -> None:
    words = " ".join(letter("Sam", "The post.", "https://page.example", grounds, "Friday 27 November 2026", "Oak"))
    assert [word for word in named if word in words] == named
    assert [word for word in left_out if word in words] == []
    assert "Friday 27 November 2026" in words


@pytest.mark.parametrize(
    ("what", "said"),
    [
        pytest.param("the post of 3 May", "published: the post of 3 May. It stands at", id="typed without a full stop"),
        pytest.param("The post of 3 May.", "published: The post of 3 May. It stands at", id="typed with one"),
        pytest.param("“Is he mad?”", "published: “Is he mad?”. It stands at", id="typed as a quotation"),
    ],
)
def test_the_letter_names_what_has_to_come_down_in_a_whole_sentence(what: str, said: str) -> None:
    assert said in letter("Sam", what, "https://page.example", (Ground.POLICY,), "Friday", "Oak")[1]


def test_a_demand_past_its_day_is_listed_until_it_ends(session: Session) -> None:
    cast = make_cast(session)
    breach_id = demanded(session, cast, "head", Ground.DEFAMATION)
    head, teacher = cast.actor(session, cast.head), cast.actor(session, cast.teacher)
    assert overdue_demands(session, head, DUE) == []
    late = DUE + dt.timedelta(days=1)
    assert [one.breach_id for one in overdue_demands(session, head, late)] == [breach_id]
    assert overdue_demands(session, teacher, late) == []
    demand_id, revision = session.execute(sa.select(RemovalDemand.id, RemovalDemand.revision)).one()
    session.rollback()
    end_demand(
        session,
        head,
        NOW + dt.timedelta(days=8),
        breach_id=breach_id,
        demand_id=demand_id,
        seen=revision,
        result=Result.REMOVED,
        ended_on=late,
    )
    assert overdue_demands(session, head, late + dt.timedelta(days=9)) == []


def test_a_letter_needs_a_ground_and_a_day_to_come(session: Session) -> None:
    cast = make_cast(session)
    session.rollback()
    with pytest.raises(Refused) as refused:
        demanded(session, cast, "head", due_on=TODAY)
    assert refused.value.codes == ("no_ground", "due_too_soon")
    assert session.scalar(sa.select(sa.func.count()).select_from(RemovalDemand)) == 0


def test_who_does_not_read_the_breach_sends_no_letter(session: Session) -> None:
    cast = make_cast(session)
    breach_id = reported(session, cast, about=cast.teacher)
    actor = cast.actor(session, cast.ict)
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        demand_removal(
            session,
            actor,
            NOW,
            breach_id=breach_id,
            seen=seen(session, breach_id),
            to_whom="Sam",
            what="The post that names a class.",
            address="",
            grounds=(Ground.DEFAMATION,),
            due_on=DUE,
        )
