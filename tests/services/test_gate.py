"""What the gate reads of a site: whose appointment counts today, and what lapses on which day (A.3.1, A.5, 8.2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind
from governance.models import (
    Appointment,
    Authorisation,
    Evidence,
    HostConnection,
    Membership,
    PolicyText,
    School,
    Site,
    Training,
)
from governance.services.gate import checks_at, checks_of
from governance.services.gate_reads import school_asked
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import Cast, live_site, make_cast, submitted_site
from tests.services.sent import sent

TOMORROW = dt.date(2026, 11, 19)


def found(session: Session, site: Site, on: dt.date = TODAY) -> dict[str, str]:
    """What the checks that do not hold on a day have found."""
    school = session.get_one(School, site.school_id)
    checks = checks_of(session, school, session.get_one(Site, site.id), on)
    session.rollback()
    return {check.key: check.found for check in checks if not check.holds}


def scene(session: Session) -> tuple[Cast, Site]:
    cast = make_cast(session)
    return cast, live_site(session, cast)


def change(session: Session, table: type[Any], person: int, **columns: Any) -> None:
    start_writing(session)
    for row in session.scalars(sa.select(table).filter_by(person_id=person)):
        for name, value in columns.items():
            setattr(row, name, value)
    session.commit()


def test_a_live_site_keeps_every_check(session: Session) -> None:
    _, site = scene(session)
    assert found(session, site) == {}


def test_training_counts_to_its_last_day(session: Session) -> None:
    cast, site = scene(session)
    change(session, Training, cast.second.id, expires_on=TODAY)
    assert found(session, site) == {}
    lapsed = found(session, site, TOMORROW)
    assert list(lapsed) == ["people"]
    assert "second teacher: The training ran out on Wednesday 18 November 2026." in lapsed["people"]


def test_a_leaver_counts_to_the_last_day(session: Session) -> None:
    cast, site = scene(session)
    change(session, Membership, cast.second.id, ends_on=TODAY)
    assert found(session, site) == {}
    assert "last day at the school was Wednesday 18 November 2026" in found(session, site, TOMORROW)["people"]


def test_a_contractor_counts_while_authorised(session: Session) -> None:
    cast, site = scene(session)
    change(session, Membership, cast.second.id, kind=PersonKind.CONTRACTOR)
    assert "no authorisation to act for it" in found(session, site)["people"]
    start_writing(session)
    session.add(
        Authorisation(
            school_id=cast.school.id,
            person_id=cast.second.id,
            granted_by=cast.head.id,
            granted_at=NOW,
            starts_on=dt.date(2026, 11, 1),
            ends_on=TODAY,
            reason="Helps with the blog.",
        )
    )
    session.commit()
    assert found(session, site) == {}
    assert "The authorisation ran out" in found(session, site, TOMORROW)["people"]


def test_a_new_policy_is_to_be_acknowledged_again(session: Session) -> None:
    cast, site = scene(session)
    start_writing(session)
    session.add(
        PolicyText(
            school_id=cast.school.id, number=2, title="Policy", text="New.", published_at=NOW, published_by=cast.head.id
        )
    )
    session.commit()
    missing = found(session, site)
    assert list(missing) == ["people", "cover"]
    assert missing["people"].startswith("0 people count today")


def test_without_term_dates_cover_is_not_known(session: Session) -> None:
    _, site = scene(session)
    after_the_terms = dt.date(2027, 3, 24)
    assert found(session, site, after_the_terms) == {"cover": "The calendar knows only 2 of the next 5 school days."}


def test_only_the_newest_record_of_a_kind_counts(session: Session) -> None:
    cast, site = scene(session)
    start_writing(session)
    session.add(
        Evidence(
            school_id=site.school_id,
            site_id=site.id,
            kind="logo",
            statement="The logo is gone again.",
            link="",
            seen_on=TODAY,
            recorded_by=cast.ict.id,
            recorded_at=NOW,
        )
    )
    session.commit()
    assert found(session, site) == {"logo": "It was recorded without an address."}


def test_sites_read_together_answer_what_each_answers_by_itself(session: Session) -> None:
    cast, keeps = scene(session)
    connected, loses, deserted = (live_site(session, cast, name=name) for name in ("b", "c", "d"))
    draft, _ = submitted_site(session, cast, name="e")
    ids = [site.id for site in (keeps, connected, loses, deserted, draft)]
    start_writing(session)
    session.execute(sa.delete(Evidence).where(Evidence.kind == "logo", Evidence.site_id == ids[2]))
    session.execute(sa.delete(Appointment).where(Appointment.site_id == ids[3]))
    session.execute(sa.update(Appointment).where(Appointment.site_id == ids[2]).values(confirmed_at=None))
    session.add(
        HostConnection(
            school_id=cast.school.id,
            site_id=ids[1],
            kind="wordpress",
            address="https://blog.example/",
            opened_by=cast.ict.id,
            opened_at=NOW,
            holds=False,
            holds_seen_at=NOW + dt.timedelta(hours=1),
        )
    )
    session.commit()
    school = session.get_one(School, cast.school.id)
    together = school_asked(session, school, TODAY, ids)
    with sent(session) as statements:
        alone = {site_id: checks_of(session, school, session.get_one(Site, site_id), TODAY) for site_id in ids[:1]}
    assert len(statements) <= 13
    alone |= {site_id: checks_of(session, school, session.get_one(Site, site_id), TODAY) for site_id in ids[1:]}
    assert {site_id: checks_at(together, site) for site_id, site in together.sites.items()} == alone
    missing = [[check.key for check in alone[site_id] if not check.holds] for site_id in ids]
    of_a_draft = ["rules_published", "logo", "identity", "exit_plan", "measures"]
    assert missing == [
        [],
        ["comments_held"],
        ["people", "cover", "logo"],
        ["people", "cover"],
        ["approval", "people", "cover", *of_a_draft],
    ]
