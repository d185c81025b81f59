"""The clauses of several schools at once: the same statements as for one, and what each school's own page says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.clauses.finding import Finding, Standing
from governance.domain.words import PersonKind, Role
from governance.models import (
    AbsenceSpan,
    Appointment,
    Evidence,
    Membership,
    PlatformAge,
    PolicySetting,
    PolicyText,
    RuleSet,
    School,
)
from governance.queries.clauses.at_schools import clause_at, counts_at
from governance.queries.clauses.counted import Counted, counted_for, counted_now
from governance.queries.clauses.finders import findings_of
from governance.services.clause_counts import keep_counts
from governance.services.policy import packed
from tests.clauses.scene import change
from tests.factories import NOW, TODAY, make_person, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.sent import sent
from tests.services.trust import further_schools


@pytest.fixture
def three(session: Session) -> list[School]:
    """Three schools whose gates, people, calendars and policies differ, and one person who belongs to two of them.

    Oak: two live sites, one without its logo's evidence; the policy looks back further.  Elm: one site, run by a
    contractor without an authorisation, a moderator away, no rules.  Ash: another time zone, and no live site.
    """
    oak, elm, ash = (make_cast(session, slug) for slug in ("oak", "elm", "ash"))
    live_site(session, oak)
    without_logo = live_site(session, oak, name="Year 5 blog").id
    live_site(session, elm)
    make_person(session, ash.school, Role.TEACHER, person=oak.second)
    start_writing(session)
    session.execute(sa.delete(Evidence).where(Evidence.kind == "logo", Evidence.site_id == without_logo))
    session.execute(sa.update(RuleSet).where(RuleSet.school_id == elm.school.id).values(replaced_at=NOW))
    session.execute(sa.delete(PlatformAge).where(PlatformAge.school_id == elm.school.id))
    session.add(
        PolicySetting(
            school_id=oak.school.id,
            key="moderation_silence_days",
            value=packed(20),
            changed_at=NOW,
            changed_by=oak.head.id,
        )
    )
    session.commit()
    _is_away(session, elm)
    change(session, Membership, {"person_id": elm.second.id}, kind=PersonKind.CONTRACTOR)
    change(session, School, {"id": ash.school.id}, time_zone="Pacific/Auckland")
    session.rollback()
    return [session.get_one(School, cast.school.id) for cast in (oak, elm, ash)]


def _is_away(session: Session, cast: Cast) -> None:
    start_writing(session)
    person = session.scalars(sa.select(Appointment.person_id).where(Appointment.school_id == cast.school.id)).first()
    session.add(
        AbsenceSpan(
            school_id=cast.school.id,
            person_id=person,
            starts_on=TODAY,
            ends_on=TODAY + dt.timedelta(days=2),
            recorded_at=NOW,
            recorded_by=person,
        )
    )
    session.commit()


def findings_at(session: Session, schools: Sequence[School]) -> dict[int, list[Finding]]:
    """What is found of some schools asked together, each school's findings in an order of their own."""
    found = findings_of(session, schools, NOW)
    return {school_id: sorted(of_school, key=repr) for school_id, of_school in found.items()}


def test_three_schools_send_as_many_statements_as_one(session: Session, three: list[School]) -> None:
    change(session, School, {"slug": "ash"}, time_zone="Europe/London")
    schools = list(session.scalars(sa.select(School).order_by(School.id)))
    # Elm has people who do not count, whose names are asked for only where there are any.
    with sent(session) as of_one:
        findings_of(session, [school for school in schools if school.slug == "elm"], NOW)
    with sent(session) as of_three:
        findings_of(session, schools, NOW)
    assert len(schools) == 3
    assert sorted(of_three) == sorted(of_one)


def test_schools_asked_together_answer_what_each_answers_by_itself(session: Session, three: list[School]) -> None:
    alone = {school.id: findings_at(session, [school])[school.id] for school in three}
    assert findings_at(session, three) == alone
    oak, elm, ash = (school.id for school in three)
    assert {one.standing for one in alone[oak] if one.clause == "A.4.7"} == {Standing.KEPT, Standing.DUE}
    assert {one.standing for one in alone[elm] if one.clause == "A.3.1"} == {Standing.NOT_KEPT}
    assert [one for one in alone[ash] if one.site_id is not None] == []


def test_a_clause_at_several_schools_names_the_worst_first(session: Session, three: list[School]) -> None:
    found = clause_at(three, counted_now(session, three, NOW, "A.3.1"), "A.3.1")
    assert [(one.slug, one.standing, one.open_sites, one.asked_sites) for one in found] == [
        ("elm", Standing.NOT_KEPT, 1, 1),
        ("oak", Standing.KEPT, 0, 2),
        ("ash", Standing.NOT_ASKED, 0, 0),
    ]


def test_the_counts_of_a_school_are_of_all_clauses(session: Session, three: list[School]) -> None:
    found = counts_at(three, counted_now(session, three, NOW))
    assert {one.slug: sum(one.numbers.values()) for one in found} == {"oak": 77, "elm": 77, "ash": 77}
    kept = [one.numbers[Standing.NOT_KEPT] for one in found]
    assert kept == sorted(kept, reverse=True)


def test_one_clause_asked_by_itself_has_the_figures_that_it_has_among_all(
    session: Session, three: list[School]
) -> None:
    whole = counted_now(session, three, NOW)
    for number in ("A.3.1", "A.4.7", "8.2"):
        alone = counted_now(session, three, NOW, number)
        assert alone == {school.id: Counted(NOW, {number: whole[school.id].figures[number]}) for school in three}
    oak, elm, ash = (school.id for school in three)
    assert {at: tuple(found.figures["A.4.7"]) for at, found in whole.items()} == {
        oak: ("due", 1, 2),
        elm: ("kept", 0, 1),
        ash: ("not_asked", 0, 0),
    }


def test_a_school_that_was_not_counted_yet_is_asked_and_no_other(session: Session, three: list[School]) -> None:
    further = further_schools(session, count=18)
    morning = NOW - dt.timedelta(hours=5)
    schools = [session.get_one(School, school.id) for school in (*three, *further)]
    counted = {at: found.figures for at, found in counted_now(session, schools[1:], morning).items()}
    uncounted = schools[0].id
    session.rollback()
    keep_counts(session, [the_clock(at) for at in counted], morning, counted=counted)
    found = counted_for(session, schools, NOW)
    assert {at for at, one in found.items() if one.at == NOW} == {uncounted}
    assert {one.at for at, one in found.items() if at != uncounted} == {morning}


def test_a_person_counts_at_each_school_as_that_school_knows_them(session: Session, three: list[School]) -> None:
    """Who signed the policy of one school has not signed another's that has the same number."""
    oak, elm, _ = three
    start_writing(session)
    by = session.scalars(sa.select(PolicyText.published_by).where(PolicyText.school_id == oak.id)).one()
    later = PolicyText(school_id=oak.id, number=2, title="New", text="Words.", published_at=NOW, published_by=by)
    session.add(later)
    session.commit()
    found = findings_of(session, [session.get_one(School, one) for one in (oak.id, elm.id)], NOW, ["A.5.4"])
    assert {one.standing for one in found[oak.id]} == {Standing.NOT_KEPT}
    assert "0 people count" not in " ".join(one.named for one in found[elm.id])
