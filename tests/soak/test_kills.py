"""Kill -9 at any moment of people's work: the database is whole, the audit holds, and nothing answered as done is lost.

The product runs as it is started by ``make run``; the people sign in through its form and press its buttons.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState
from governance.models import AuditRow, AuditText, ProposalVersion, Site
from tests.plugins.sizes import Sized
from tests.soak.arena import engine_on
from tests.soak.figures import write_down
from tests.soak.killing import PARTS, Killing, is_whole
from tests.soak.product import Product
from tests.soak.visitor import Answer, Visitor

pytestmark = [pytest.mark.kill, pytest.mark.soak]

SCHOOL = "/s/millbrook"


@pytest.fixture
def product(address: str, tmp_path: Path) -> Iterator[Product]:
    """The product on that database; nothing of it is left when the test ends."""
    running = Product(tmp_path / "data", address)
    yield running
    running.remove()


@dataclass
class Work(Killing):
    """People at work on a product that is being killed, and what they were told is done."""

    reasons: list[str] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)

    def propose_and_withdraw(self, number: int) -> None:
        """A teacher starts a proposal, gives it a name, and takes it back."""
        teacher, form = self.people["teacher"], str(uuid.uuid4())
        start = f"{SCHOOL}/proposals/start"
        typed = {"from": "empty", "form": form}
        answer = self.do(lambda: teacher.fill(f"{start}?kind=other", typed, start))
        version = _number(answer.location, "proposals")
        page, name = f"{SCHOOL}/proposals/{version}/name", f"Page {number}"
        self.do(lambda: teacher.fill(page, {"name": name, "address": f"https://sites.example/{number}"}))
        self.named[version] = name
        reason = f"It was only tried out, in round {number}."
        self.do(lambda: teacher.fill(f"{SCHOOL}/proposals/{version}/withdraw", {"reason": reason}))
        self.withdrawn.append(version)
        self.reasons.append(reason)

    def suspend_and_resume(self, site: int, number: int) -> None:
        """The safeguarding lead suspends a live site, and the ICT lead puts it live again."""
        reason = f"Somebody unknown wrote there, in round {number}."
        address = f"{SCHOOL}/sites/{site}"
        self.do(lambda: self._unless_so("dsl", address, "suspend", {"reason": reason}))
        self.reasons.append(reason)
        self.do(lambda: self._unless_so("ict_lead", address, "resume", {}))

    def _unless_so(self, key: str, address: str, act: str, typed: Mapping[str, str]) -> Answer:
        """Do it, unless the try before was done and only its answer was lost: then the button is gone."""
        visitor = self.people[key]
        if f"{address}/{'go-live' if act == 'resume' else act}" not in _buttons(visitor.get(address).page):
            return Answer(303, address, "")
        if act == "resume":
            return visitor.fill(f"{address}/go-live", typed, f"{address}/resume")
        return visitor.fill(f"{address}/{act}", typed)


def _buttons(page: str) -> set[str]:
    return set(re.findall(r'<a class="govuk-button[^"]*" href="([^"]+)"', page))


def _number(address: str, area: str) -> int:
    found = re.search(rf"/{area}/(\d+)", address)
    assert found, address
    return int(found[1])


def _live_site(visitor: Visitor) -> int:
    return _number(visitor.get(f"{SCHOOL}/sites?state=live").page, "sites")


def test_killed_at_random_nothing_that_was_answered_is_lost(product: Product, address: str, sized: Sized) -> None:
    work = Work(product, random.Random(20261118), kills=sized(5, 100))
    work.sign_in("teacher", "dsl", "ict_lead")
    site = _live_site(work.people["ict_lead"])
    rounds = 0
    while not work.is_over:
        rounds += 1
        work.propose_and_withdraw(rounds)
        work.suspend_and_resume(site, rounds)
    assert product.stop() == 0, "\n".join(product.lines)
    with engine_on(address) as engine, Session(engine) as session:
        is_whole(session)
        _nothing_is_half_done(session)
        _everything_answered_is_there(session, work)
    killed = {part.replace(" ", "_") + "_kills": product.killed.count(part) for part in PARTS}
    write_down(
        f"kills on {address.split(':')[0].split('+')[0]}",
        **killed,
        rounds=rounds,
        forms_answered=work.answered,
        sent_again=work.repeated,
        restarts=sum(product.has_been_ready(half) - 1 for half in ("web server", "worker")),
    )


def _nothing_is_half_done(session: Session) -> None:
    """Every version and every site stands where the last act about it says, and none is there without an act."""
    versions = session.execute(sa.select(ProposalVersion.id, ProposalVersion.state)).all()
    assert {number: state.value for number, state in versions} == _last_said(session, "proposal", "draft")
    sites = session.execute(sa.select(Site.id, Site.state, Site.current_version_id)).all()
    # Its approval is an act about the proposal, so that the last act about such a site itself is still its start.
    stand = {
        number: "proposed" if state is SiteState.APPROVED and approved else state.value
        for number, state, approved in sites
    }
    assert stand == _last_said(session, "site", "proposed")


def _last_said(session: Session, kind: str, at_first: str) -> dict[int | None, str]:
    """The state that the newest act about each subject names; ``at_first`` where none has named one yet."""
    said: dict[int | None, str] = {}
    acts = sa.select(AuditRow.subject_id, AuditRow.to_state).where(AuditRow.subject_kind == kind)
    for subject, state in session.execute(acts.order_by(AuditRow.sequence)):
        said[subject] = state or said.get(subject, at_first)
    return said


def _everything_answered_is_there(session: Session, work: Work) -> None:
    versions = {row.id: row for row in session.scalars(sa.select(ProposalVersion))}
    assert [versions[number].answers.get("name") for number in work.named] == list(work.named.values())
    assert {versions[number].state.value for number in work.withdrawn} == {"withdrawn"}
    told = set(session.scalars(sa.select(AuditText.text).where(AuditText.key == "reason")))
    assert [reason for reason in work.reasons if reason not in told] == []
