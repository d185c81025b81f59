"""Keys of the ingest address: shown once, kept as a digest, good for one site, revoked at once."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, IngestKey, School, SignInFailure, Site
from governance.services.ingest_keys import TooManyItems, count_items, count_wrong_key, key_of, make_key, revoke_key
from governance.services.refused import NotHere, Refused
from governance.services.throttling import MustWait, count_try
from tests.factories import NOW, actor_of, make_person, make_school, make_site
from tests.services.cast import audit_codes


def a_site(session: Session, slug: str = "oak", *, state: SiteState = SiteState.LIVE) -> tuple[School, Site, Actor]:
    """A school with a site and its ICT lead."""
    school = make_school(session, slug)
    lead = make_person(session, school, Role.ICT_LEAD)
    site = make_site(session, school, lead, state=state, version=VersionState.APPROVED)
    return school, site, actor_of(session, school, lead)


def test_a_key_is_known_once_and_only_its_digest_is_kept(session: Session) -> None:
    school, site, lead = a_site(session)
    made = make_key(session, lead, NOW, site_id=site.id, program="Learning platform")
    assert made.token.startswith("ingest_")
    assert len(made.token) > 40
    row = session.get_one(IngestKey, made.key_id)
    assert (row.label, row.made_by, row.made_at) == ("Learning platform", lead.person_id, NOW)
    assert made.token not in repr([vars(row), *map(vars, session.scalars(sa.select(AuditRow)))])
    assert audit_codes(session) == ["ingest_key.made"]
    found = key_of(session, school.id, site.id, made.token)
    assert found is not None
    assert found.id == made.key_id


def test_two_keys_are_never_the_same(session: Session) -> None:
    _, site, lead = a_site(session)
    tokens = {make_key(session, lead, NOW, site_id=site.id, program="x").token for _ in range(5)}
    assert len(tokens) == 5


@pytest.mark.parametrize("wrong", ["", "ingest_", "x" * 5_000, "\x00", "\ud800", "ключ"])
def test_a_wrong_key_is_nobodys(session: Session, wrong: str) -> None:
    school, site, lead = a_site(session)
    token = make_key(session, lead, NOW, site_id=site.id, program="x").token
    assert key_of(session, school.id, site.id, wrong) is None
    assert key_of(session, school.id, site.id, token[:-1]) is None
    assert key_of(session, school.id, site.id, token.upper()) is None


def test_a_key_opens_no_other_site_and_no_other_school(session: Session) -> None:
    school, site, lead = a_site(session)
    other = make_site(session, school, make_person(session, school, Role.TEACHER), state=SiteState.FOUND, version=None)
    elm, elsewhere, _ = a_site(session, "elm")
    token = make_key(session, lead, NOW, site_id=site.id, program="x").token
    assert key_of(session, school.id, other.id, token) is None
    assert key_of(session, elm.id, elsewhere.id, token) is None
    assert key_of(session, elm.id, site.id, token) is None


def test_a_revoked_key_opens_nothing_and_revoking_again_is_a_repeat(session: Session) -> None:
    school, site, lead = a_site(session)
    made = make_key(session, lead, NOW, site_id=site.id, program="x")
    revoke_key(session, lead, NOW, site_id=site.id, key_id=made.key_id)
    assert key_of(session, school.id, site.id, made.token) is None
    revoke_key(session, lead, NOW, site_id=site.id, key_id=made.key_id)
    assert audit_codes(session) == ["ingest_key.made", "ingest_key.revoked"]
    assert session.get_one(IngestKey, made.key_id).revoked_by == lead.person_id


@pytest.mark.parametrize(
    ("program", "code"), [("", "program_blank"), ("  ", "program_blank"), ("x" * 121, "program_too_long")]
)
def test_a_key_says_for_which_program_it_is(session: Session, program: str, code: str) -> None:
    _, site, lead = a_site(session)
    with pytest.raises(Refused) as refused:
        make_key(session, lead, NOW, site_id=site.id, program=program)
    assert refused.value.codes == (code,)
    assert session.scalar(sa.select(IngestKey.id)) is None
    assert audit_codes(session) == []


def test_a_closed_site_gets_no_key(session: Session) -> None:
    _, site, lead = a_site(session, state=SiteState.CLOSED)
    with pytest.raises(Refused) as refused:
        make_key(session, lead, NOW, site_id=site.id, program="x")
    assert refused.value.codes == ("site_closed",)
    assert audit_codes(session) == []


def test_only_who_looks_after_hosts_makes_and_revokes_keys(session: Session) -> None:
    school, site, lead = a_site(session)
    made = make_key(session, lead, NOW, site_id=site.id, program="x")
    teacher = actor_of(session, school, make_person(session, school, Role.TEACHER))
    for attempt in (
        lambda: make_key(session, teacher, NOW, site_id=site.id, program="x"),
        lambda: revoke_key(session, teacher, NOW, site_id=site.id, key_id=made.key_id),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.codes == ("not_yours_to_do",)
    assert audit_codes(session) == ["ingest_key.made"]


def test_another_schools_site_and_key_are_not_here(session: Session) -> None:
    _, site, lead = a_site(session)
    made = make_key(session, lead, NOW, site_id=site.id, program="x")
    _, elsewhere, stranger = a_site(session, "elm")
    with pytest.raises(NotHere):
        make_key(session, stranger, NOW, site_id=site.id, program="x")
    with pytest.raises(NotHere):
        revoke_key(session, stranger, NOW, site_id=elsewhere.id, key_id=made.key_id)
    assert session.get_one(IngestKey, made.key_id).revoked_at is None


def test_a_key_of_another_site_of_the_school_is_not_revoked_here(session: Session) -> None:
    school, site, lead = a_site(session)
    other = make_site(session, school, make_person(session, school, Role.TEACHER), state=SiteState.FOUND, version=None)
    made = make_key(session, lead, NOW, site_id=site.id, program="x")
    with pytest.raises(NotHere):
        revoke_key(session, lead, NOW, site_id=other.id, key_id=made.key_id)
    assert session.get_one(IngestKey, made.key_id).revoked_at is None


def test_a_key_hands_in_six_thousand_items_a_minute_and_goes_on_after_it(session: Session) -> None:
    _, site, lead = a_site(session)
    key = make_key(session, lead, NOW, site_id=site.id, program="x").key_id
    for _ in range(12):
        count_items(session, NOW, key_id=key, items=500)
    late = NOW + dt.timedelta(seconds=50)
    with pytest.raises(TooManyItems) as refused:
        count_items(session, late, key_id=key, items=1)
    assert refused.value.wait == dt.timedelta(seconds=10)
    assert refused.value.codes == ("too_many_items_a_minute",)
    assert session.get_one(IngestKey, key).counted == 6_000
    later = NOW + dt.timedelta(seconds=60)
    count_items(session, later, key_id=key, items=1)
    row = session.get_one(IngestKey, key)
    assert (row.counted, row.counted_from, row.used_at) == (1, later, later)


def test_who_guesses_keys_waits_longer_and_longer_and_nobody_else_does(session: Session) -> None:
    school, site, _ = a_site(session)
    guess = {"school_id": school.id, "site_id": site.id, "network": "192.0.2.1"}
    session.rollback()
    for _ in range(5):
        count_wrong_key(session, NOW, **guess)
    with pytest.raises(MustWait) as refused:
        count_wrong_key(session, NOW, **guess)
    assert refused.value.codes == ("too_many_tries",)
    assert refused.value.wait == dt.timedelta(seconds=30)
    assert session.scalar(sa.select(sa.func.count()).select_from(SignInFailure)) == 5
    session.rollback()
    later = NOW + dt.timedelta(seconds=30)
    count_wrong_key(session, later, **guess)
    with pytest.raises(MustWait) as refused:
        count_wrong_key(session, later, **guess)
    assert refused.value.wait == dt.timedelta(seconds=60)
    count_wrong_key(session, later, **(guess | {"network": "192.0.2.2"}))
    count_wrong_key(session, later, **(guess | {"site_id": site.id + 1}))


def test_guesses_at_many_sites_do_not_slow_who_signs_in_beside_them(session: Session) -> None:
    school, _, _ = a_site(session)
    session.rollback()
    for site_id in range(100, 130):
        count_wrong_key(session, NOW, school_id=school.id, site_id=site_id, network="192.0.2.1")
    with pytest.raises(MustWait):
        count_wrong_key(session, NOW, school_id=school.id, site_id=130, network="192.0.2.1")
    count_try(session, NOW, name_digest="a typed name", address="192.0.2.1")
