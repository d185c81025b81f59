"""002-1: the governors review the policy and its application every year, with figures that hold no personal data."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import Person, PolicyReview
from governance.queries.clauses.asked import asked_of
from governance.queries.policy_reviews import review_figures
from governance.services.owed import owed_at
from tests.clauses.reviewing import NEXT, review
from tests.clauses.scene import on
from tests.clauses.standing import found_at
from tests.factories import NOW
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_the_next_is_due_twelve_months_after_the_previous_one(session: Session) -> None:
    cast = make_cast(session)
    (before,) = found_at(session, cast.school, "002-1")
    assert (before.standing, before.record) == (Standing.DUE, RecordAt("policy_review"))
    assert before.said == (
        "The governors have not reviewed the policy yet; the review is due on Thursday 18 November 2027."
    )
    held = on(dt.date(2027, 6, 1))
    review(session, cast.actor(session, cast.chair), held, next_due_on=dt.date(2028, 6, 1))
    (kept,) = found_at(session, cast.school, "002-1", on(dt.date(2028, 6, 1)))
    assert (kept.standing, kept.said) == (
        Standing.KEPT,
        "The governors reviewed it on Tuesday 1 June 2027; the next review is due on Thursday 1 June 2028.",
    )
    (late,) = found_at(session, cast.school, "002-1", on(dt.date(2028, 6, 2)))
    assert late.standing is Standing.NOT_KEPT
    matters = [(owed.matter.value, owed.by) for owed in owed_at(session, cast.school, on(dt.date(2028, 6, 2)))]
    assert ("policy_review", dt.date(2028, 6, 1)) in matters


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"next_due_on": dt.date(2027, 11, 19)}, "next_review_too_late", id="later than twelve months"),
        pytest.param({"next_due_on": dt.date(2026, 11, 18)}, "next_review_too_late", id="not after the meeting"),
        pytest.param({"held_on": dt.date(2026, 11, 19)}, "review_in_future", id="a meeting to come"),
        pytest.param({"found_of_policy": ""}, "reason_blank", id="nothing found of the policy"),
        pytest.param({"found_of_application": ""}, "reason_blank", id="nothing found of its application"),
        pytest.param({"decision": "perhaps"}, "no_decision", id="no decision"),
    ],
)
def test_what_is_no_review_is_refused(session: Session, changed: dict[str, object], code: str) -> None:
    cast = make_cast(session)
    chair = cast.actor(session, cast.chair)
    with refused(session, code):
        review(session, chair, **changed)


def test_only_the_chair_and_the_head_record_it(session: Session) -> None:
    cast = make_cast(session)
    ict = cast.actor(session, cast.ict)
    with refused(session, "not_yours_to_do"):
        review(session, ict)
    review(session, cast.actor(session, cast.head))


def test_the_pack_holds_no_personal_data(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    school = cast.school
    session.refresh(school)
    figures = review_figures(asked_of(session, [school], NOW), school.id)
    session.rollback()
    assert {type(number) for number in figures.values()} == {int}
    assert (figures["sites_live"], figures["approved_in_year"], figures["people_asked"]) == (1, 1, 7)
    review(session, cast.actor(session, cast.chair), figures=figures)
    kept = session.scalars(sa.select(PolicyReview)).one()
    assert (kept.figures, kept.next_due_on) == (figures, NEXT)
    names = session.scalars(sa.select(Person.name)).all()
    assert [name for name in names if name in str(kept.figures)] == []


def test_nothing_but_the_numbers_can_be_kept_with_it(session: Session) -> None:
    cast = make_cast(session)
    chair = cast.actor(session, cast.chair)
    with pytest.raises(ValueError, match="exactly the numbers"):
        review(session, chair, figures={"who_was_late": 1})
