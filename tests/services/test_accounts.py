"""What the services of accounts keep, on SQLite and on PostgreSQL: tries counted alike, what was shown served once."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import Role
from governance.migrations import upgrade
from governance.models import Account, AuditRow, SignInFailure
from governance.services.accounts import account_actor, ask_for_reset, change_password, reset_password, sign_in
from governance.services.refused import Refused
from governance.services.second_factor import Proof, remove_second_factor, set_second_factor
from governance.services.throttling import MustWait, count_try
from tests.factories import NOW, make_person, make_school

SECRET = '{"enckey": "encrypted"}'


def an_account(session: Session) -> tuple[int, str, Actor]:
    """The id, the uniquifier and the actor of a teacher's account."""
    person = make_person(session, make_school(session), Role.TEACHER)
    account = session.scalars(sa.select(Account).where(Account.person_id == person.id)).one()
    found = (account.id, account.fs_uniquifier, account_actor(account, "test"))
    session.rollback()
    return found


def codes_of(session: Session) -> list[str]:
    found = list(session.scalars(sa.select(AuditRow.code).where(AuditRow.chain == 0).order_by(AuditRow.sequence)))
    session.rollback()
    return found


def with_second_factor(session: Session) -> tuple[int, str, Actor]:
    account_id, _, actor = an_account(session)
    set_second_factor(
        session, actor, NOW, account_id=account_id, secret=SECRET, counter=100, recovery_digests=["a", "b"], cleared="x"
    )
    seen = session.get_one(Account, account_id).fs_uniquifier
    session.rollback()
    return account_id, seen, actor


def enter(session: Session, who: tuple[int, str, Actor], proof: Proof | None) -> None:
    account_id, seen, actor = who
    sign_in(session, actor, NOW, account_id=account_id, seen=seen, cleared="x", proof=proof)


@pytest.mark.parametrize(
    ("counter", "code"),
    [
        pytest.param(99, "code_used", id="an earlier code is refused"),
        pytest.param(100, "code_used", id="the code that was used is refused"),
        pytest.param(101, None, id="a later code is taken"),
    ],
)
def test_a_counter_only_rises(session: Session, counter: int, code: str | None) -> None:
    who = with_second_factor(session)
    before = codes_of(session)
    if code is None:
        enter(session, who, Proof(counter=counter))
        assert session.get_one(Account, who[0]).totp_counter == counter
        return
    with pytest.raises(Refused) as refused:
        enter(session, who, Proof(counter=counter))
    assert refused.value.codes == (code,)
    assert session.get_one(Account, who[0]).totp_counter == 100
    session.rollback()
    assert codes_of(session) == before


def test_a_recovery_code_is_taken_out(session: Session) -> None:
    who = with_second_factor(session)
    enter(session, who, Proof(recovery_digest="a"))
    assert session.get_one(Account, who[0]).mf_recovery_codes == ["b"]
    session.rollback()
    with pytest.raises(Refused) as refused:
        enter(session, who, Proof(recovery_digest="a"))
    assert refused.value.codes == ("recovery_code_wrong",)


def test_a_sign_in_that_was_begun_before_a_new_password_is_refused(session: Session) -> None:
    who = an_account(session)
    account_id, seen, actor = who
    change_password(session, actor, NOW, account_id=account_id, seen=seen, password_hash="new", cleared="x")
    before = codes_of(session)
    with pytest.raises(Refused) as refused:
        enter(session, who, None)
    assert refused.value.codes == ("sign_in_wrong",)
    assert codes_of(session) == before


def test_a_link_that_was_used_changes_nothing(session: Session) -> None:
    account_id, seen, actor = an_account(session)
    reset_password(session, actor, NOW, account_id=account_id, seen=seen, password_hash="one", cleared=())
    with pytest.raises(Refused) as refused:
        reset_password(session, actor, NOW, account_id=account_id, seen=seen, password_hash="two", cleared=())
    assert refused.value.codes == ("link_used",)
    assert session.get_one(Account, account_id).password == "one"


def test_removing_what_is_not_there_is_harmless(session: Session) -> None:
    account_id, _, actor = an_account(session)
    remove_second_factor(session, actor, NOW, account_id=account_id)
    assert codes_of(session) == []


def test_a_success_forgets_the_names_failures_and_nobody_elses(session: Session) -> None:
    who = an_account(session)
    for name in ("x", "y"):
        count_try(session, NOW, name_digest=name, address="192.0.2.1")
    enter(session, who, None)
    names = sa.select(SignInFailure.name_digest).where(SignInFailure.name_digest.in_(["x", "y"]))
    assert session.scalars(names).all() == ["y"]


def test_tries_are_counted_by_name_at_one_address_and_anywhere(session: Session) -> None:
    for _ in range(5):
        count_try(session, NOW, name_digest="x", address="192.0.2.1")
    with pytest.raises(MustWait) as wait:
        count_try(session, NOW, name_digest="x", address="192.0.2.1")
    assert (wait.value.codes, wait.value.wait) == (("too_many_tries",), dt.timedelta(seconds=30))
    for number in range(15):
        count_try(session, NOW, name_digest="x", address=f"198.51.100.{number}")
    with pytest.raises(MustWait):
        count_try(session, NOW, name_digest="x", address="203.0.113.1")
    count_try(session, NOW, name_digest="y", address="192.0.2.1")


def test_a_refused_reset_leaves_nothing(session: Session) -> None:
    account_id, _, actor = an_account(session)

    def ask() -> None:
        ask_for_reset(session, actor, NOW, account_id=account_id, link="/reset/x", name_digest="x", address="192.0.2.1")

    for _ in range(5):
        ask()
    with pytest.raises(MustWait):
        ask()
    assert codes_of(session) == ["account.reset_asked"] * 5


def test_what_is_a_day_old_no_longer_counts(session: Session) -> None:
    for _ in range(5):
        count_try(session, NOW - dt.timedelta(hours=25), name_digest="x", address="192.0.2.1")
    for _ in range(5):
        count_try(session, NOW, name_digest="x", address="192.0.2.1")
    with pytest.raises(MustWait):
        count_try(session, NOW, name_digest="x", address="192.0.2.1")


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request: pytest.FixtureRequest) -> Iterator[Callable[[], Session]]:
    """Sessions that commit for good, for what happens at once."""
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("sqlite_file")
        engine = sa.create_engine(f"sqlite:///{path}")
    else:
        # What commits for good would be there for every later test in the database that they share.
        address = request.getfixturevalue("postgres").fresh_database(f"accounts_{os.getpid()}_{time.monotonic_ns()}")
        upgrade(address)
        engine = sa.create_engine(address)
    yield lambda: Session(engine)
    engine.dispose()


def at_once(times: int, act: Callable[[], str]) -> list[str]:
    """What ``act`` returns in as many threads, which all begin together."""
    start = Barrier(times)

    def run(_: int) -> str:
        start.wait(10)
        return act()

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(run, range(times)))


def test_one_code_sent_twice_at_once_signs_in_once(
    sessions: Callable[[], Session], request: pytest.FixtureRequest
) -> None:
    slug = f"race-{request.node.callspec.id}"
    with sessions() as session:
        person = make_person(session, make_school(session, slug), Role.TEACHER, name=slug)
        account = session.scalars(sa.select(Account).where(Account.person_id == person.id)).one()
        account_id, actor = account.id, account_actor(account)
        session.rollback()
        set_second_factor(
            session, actor, NOW, account_id=account_id, secret=SECRET, counter=1, recovery_digests=[], cleared="x"
        )
        seen = session.get_one(Account, account_id).fs_uniquifier

    def try_code() -> str:
        with sessions() as session:
            try:
                enter(session, (account_id, seen, actor), Proof(counter=2))
            except Refused as refused:
                return refused.codes[0]
            return "signed in"

    assert at_once(4, try_code) == ["code_used", "code_used", "code_used", "signed in"]


def test_guesses_sent_at_once_are_counted_one_by_one(
    sessions: Callable[[], Session], request: pytest.FixtureRequest
) -> None:
    name = f"guesses-{request.node.callspec.id}"

    def guess() -> str:
        with sessions() as session:
            try:
                count_try(session, NOW, name_digest=name, address="192.0.2.200")
            except MustWait:
                return "waits"
            return "free"

    assert at_once(8, guess) == ["free"] * 5 + ["waits"] * 3
