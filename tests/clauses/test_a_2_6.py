"""A.2.6: unvetted contributor cannot be active; expiry drops them."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.clauses.finding import Standing
from governance.domain.registers.vetting import ContributorTyped, VettingTyped
from governance.domain.registers.words import ContributorKind, VettingMethod
from governance.domain.reminders import Matter, Rung
from governance.domain.words import SiteState
from governance.models import AuditRow, Contributor, ContributorSite, School, Site, Vetting
from governance.services.gate import checks_of
from governance.services.rechecks import recheck_site
from governance.services.refused import Refused
from governance.services.registers.sheets import (
    import_register_sheet,
    keep_register_sheet,
    preview_register_sheet,
)
from governance.services.registers.vetting import (
    add_contributor,
    end_contributor,
    let_contribute,
    record_lapses,
    record_vetting,
    take_off,
)
from governance.services.registers.vetting_sheet import CONTRIBUTORS
from governance.services.registers.withdrawn_vettings import withdraw_vetting
from governance.services.sites import launch_site
from tests.clauses.standing import found_at
from tests.factories import NOW, TODAY
from tests.services.cast import (
    Cast,
    approve,
    make_cast,
    ready_to_decide,
    see_what_the_gate_asks,
    submitted_site,
)
from tests.services.owed.scene import owed, scene

ELM = {"part": "writes", "name": "Elm Primary"}
LAST = dt.date(2026, 12, 1)
DAY_AFTER = dt.datetime(2026, 12, 2, 0, 10, tzinfo=dt.UTC)


@pytest.fixture
def year_three(session: Session) -> tuple[Cast, int]:
    """A live blog of Year 3's, and a school whose ICT lead keeps the register."""
    cast, site = scene(session)
    return cast, site.id


def class_of_elm(session: Session, cast: Cast) -> int:
    """Elm Primary's class is on the register; nobody has vetted it yet."""
    ict = cast.actor(session, cast.ict)
    typed = ContributorTyped(ContributorKind.GROUP, "Class 4", "Elm Primary")
    return add_contributor(session, ict, NOW, typed=typed)


def vet(session: Session, cast: Cast, contributor_id: int, *, until: dt.date | None = LAST) -> int:
    """The assistant head vetted them today."""
    return record_vetting(
        session,
        cast.actor(session, cast.ict),
        NOW,
        contributor_id=contributor_id,
        method=VettingMethod.OWN_SCHOOL,
        vetted_by=cast.assistant.id,
        typed=VettingTyped(TODAY, until, "Letter of the head of Elm, 12 November"),
    )


def standings(session: Session, cast: Cast, now: dt.datetime = NOW) -> list[Standing]:
    return [finding.standing for finding in found_at(session, cast.school, "A.2.6", now)]


def rows_and_acts(session: Session) -> tuple[int, ...]:
    counted = tuple(
        session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in (Contributor, Vetting, ContributorSite, AuditRow)
    )
    session.rollback()
    return counted


def test_an_unvetted_contributor_cannot_be_active(session: Session, year_three: tuple[Cast, int]) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    before = rows_and_acts(session)
    with pytest.raises(Refused) as refused:
        let_contribute(session, cast.actor(session, cast.ict), NOW, contributor_id=number, site_id=site_id)
    assert refused.value.codes == ("contributor_not_vetted",)
    assert rows_and_acts(session) == before


def test_a_vetted_one_contributes_until_the_last_day_and_expiry_drops_them(
    session: Session, year_three: tuple[Cast, int]
) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    vet(session, cast, number)
    let_contribute(session, cast.actor(session, cast.ict), NOW, contributor_id=number, site_id=site_id)
    assert standings(session, cast) == [Standing.KEPT]
    last_evening = dt.datetime(2026, 12, 1, 22, tzinfo=dt.UTC)
    assert standings(session, cast, last_evening) == [Standing.KEPT]
    # Nothing has run by itself, and the day after they are out all the same.
    assert standings(session, cast, DAY_AFTER) == [Standing.NOT_KEPT]
    assert _vetting_check(session, cast, site_id, TODAY) == (True, "The one contributor is vetted.")
    later = dt.date(2026, 12, 2)
    assert _vetting_check(session, cast, site_id, later) == (False, "The vetting of one contributor does not count.")


def test_the_clock_writes_the_end_down_once_and_the_site_turns_amber(
    session: Session, year_three: tuple[Cast, int]
) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    vet(session, cast, number)
    let_contribute(session, cast.actor(session, cast.ict), NOW, contributor_id=number, site_id=site_id)
    clock = the_clock(cast.school.id)
    session.rollback()
    assert record_lapses(session, clock, dt.datetime(2026, 12, 1, 0, 10, tzinfo=dt.UTC)) == 0
    assert record_lapses(session, clock, DAY_AFTER) == 1
    assert record_lapses(session, clock, DAY_AFTER + dt.timedelta(days=1)) == 0
    recheck_site(session, clock, DAY_AFTER, site_id)
    assert session.get_one(Site, site_id).amber_why == ["vetting"]
    session.rollback()
    take_off(session, cast.actor(session, cast.ict), DAY_AFTER, contributor_id=number, site_id=site_id)
    recheck_site(session, clock, DAY_AFTER, site_id)
    assert session.get_one(Site, site_id).amber_why == []


def test_a_withdrawn_vetting_counts_no_more_at_once(session: Session, year_three: tuple[Cast, int]) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    vetting = vet(session, cast, number)
    ict = cast.actor(session, cast.ict)
    let_contribute(session, ict, NOW, contributor_id=number, site_id=site_id)
    withdraw_vetting(session, ict, NOW, vetting_id=vetting, reason="The school has another head now.")
    assert standings(session, cast) == [Standing.NOT_KEPT]


def test_whoever_ends_comes_off_every_site(session: Session, year_three: tuple[Cast, int]) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    vet(session, cast, number)
    ict = cast.actor(session, cast.ict)
    let_contribute(session, ict, NOW, contributor_id=number, site_id=site_id)
    seen = session.get_one(Contributor, number).revision
    session.rollback()
    end_contributor(session, ict, NOW, contributor_id=number, seen=seen)
    assert standings(session, cast) == []
    assert session.scalars(sa.select(ContributorSite.ended_on)).all() == [TODAY]


@pytest.mark.parametrize(
    ("vetted_on", "until", "codes"),
    [
        pytest.param(dt.date(2026, 11, 19), None, ("vetting_in_future",), id="nobody is vetted in advance"),
        pytest.param(TODAY, dt.date(2026, 11, 17), ("vetting_dates_reversed",), id="it ends after it began"),
        pytest.param(TODAY, dt.date(2027, 11, 19), ("vetting_too_long",), id="the policy's twelve months are the most"),
    ],
)
def test_a_vetting_that_cannot_be(
    session: Session, year_three: tuple[Cast, int], vetted_on: dt.date, until: dt.date | None, codes: tuple[str, ...]
) -> None:
    cast, _ = year_three
    number = class_of_elm(session, cast)
    before = rows_and_acts(session)
    with pytest.raises(Refused) as refused:
        record_vetting(
            session,
            cast.actor(session, cast.ict),
            NOW,
            contributor_id=number,
            method=VettingMethod.MET,
            vetted_by=cast.assistant.id,
            typed=VettingTyped(vetted_on, until),
        )
    assert refused.value.codes == codes
    assert rows_and_acts(session) == before


def test_a_teacher_keeps_no_register_of_contributors(session: Session, year_three: tuple[Cast, int]) -> None:
    cast, _ = year_three
    before = rows_and_acts(session)
    typed, teacher = ContributorTyped(ContributorKind.PERSON, "A grandparent"), cast.actor(session, cast.teacher)
    with pytest.raises(Refused) as refused:
        add_contributor(session, teacher, NOW, typed=typed)
    assert refused.value.codes == ("not_yours_to_do",)
    assert rows_and_acts(session) == before


def test_a_pupil_site_on_which_another_school_writes_goes_live_only_with_a_vetted_contributor(session: Session) -> None:
    cast = make_cast(session)
    writers = {"staff": ["text", "images"], "pupils_elsewhere": ["comments"]}
    site, version = submitted_site(session, cast, contributors=writers, organisations=[ELM])
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    see_what_the_gate_asks(session, cast, site)
    session.refresh(site)
    site_id, seen, ict = site.id, site.revision, cast.actor(session, cast.ict)
    with pytest.raises(Refused) as refused:
        launch_site(session, ict, NOW, site_id=site_id, seen=seen)
    assert refused.value.codes == ("gate_vetting",)
    number = class_of_elm(session, cast)
    vet(session, cast, number)
    let_contribute(session, ict, NOW, contributor_id=number, site_id=site_id)
    launch_site(session, ict, NOW, site_id=site_id, seen=seen)
    assert session.get_one(Site, site_id).state is SiteState.LIVE


def test_its_end_is_owed_by_who_vetted_them_a_month_ahead(session: Session, year_three: tuple[Cast, int]) -> None:
    cast, site_id = year_three
    number = class_of_elm(session, cast)
    vet(session, cast, number, until=dt.date(2027, 1, 20))
    assert owed(session, cast, "2026-12-22", Matter.VETTING_ENDS) == []
    let_contribute(session, cast.actor(session, cast.ict), NOW, contributor_id=number, site_id=site_id)
    assert owed(session, cast, "2026-12-20", Matter.VETTING_ENDS) == []
    (one,) = owed(session, cast, "2026-12-21", Matter.VETTING_ENDS)
    assert (one.by, one.authors, one.starts_at) == (dt.date(2027, 1, 20), (cast.assistant.id,), Rung.AUTHOR)
    # No mail names a child's class: the site is what it is about.
    assert one.label == "Year 3 blog"
    (past,) = owed(session, cast, "2027-01-25", Matter.VETTING_ENDS)
    assert past.by == dt.date(2027, 1, 20)


def test_a_list_that_is_brought_in_twice_changes_nothing_the_second_time(
    session: Session, year_three: tuple[Cast, int]
) -> None:
    cast, _ = year_three
    sheet = (
        b"Name,Kind,From,How vetted,Vetted by,Vetted on,Until,Site\n"
        b"Class 4,A group,Elm Primary,Met in person at the school,assistant head,17/11/2026,,Year 3 blog\n"
        b"Mr Ash,One person,Volunteer,,,,,\n"
        b"Ms Birch,One person,,,,,,Year 3 blog\n"
        b"Ms Cedar pw: Xyz12345,One person,,,,,,\n"
    )
    assert _brought_in(session, cast, sheet) == (2, 0)
    assert standings(session, cast) == [Standing.KEPT]
    before = rows_and_acts(session)
    assert _brought_in(session, cast, sheet) == (0, 0)
    # The second upload is itself an act; nothing else changed.
    assert rows_and_acts(session) == (*before[:3], before[3] + 1)


def _brought_in(session: Session, cast: Cast, sheet: bytes) -> tuple[int, int]:
    ict = cast.actor(session, cast.ict)
    kept = keep_register_sheet(session, ict, NOW, register=CONTRIBUTORS, name="list.csv", data=sheet)
    plan = preview_register_sheet(session, ict, NOW, register=CONTRIBUTORS, sheet_id=kept)
    assert [fault.code for fault in plan.faults] == ["typed_password"]
    assert [line.codes for line in plan.of("refused")] == [("contributor_not_vetted",)]
    session.rollback()
    return import_register_sheet(session, ict, NOW, register=CONTRIBUTORS, sheet_id=kept, seen=plan.digest)


def _vetting_check(session: Session, cast: Cast, site_id: int, day: dt.date) -> tuple[bool | None, str] | None:
    school, site = session.get_one(School, cast.school.id), session.get_one(Site, site_id)
    checks = {check.key: check for check in checks_of(session, school, site, day)}
    session.rollback()
    found = checks.get("vetting")
    return None if found is None else (found.holds, found.found)
