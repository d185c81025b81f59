"""What was taken back goes into a list and comes out of it: withdrawn vettings, and objections without a consent."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Consent, ConsentWithdrawal, Vetting
from tests.services.registers.scene import alike, brought_in, cells, planned, taken_away
from tests.services.unchanged import unchanged

BOOKS = frozenset({"register_sheets", "audit_rows", "audit_heads", "audit_texts"})
VETTED = "Name,How vetted,Vetted by,Vetted on,Withdrawn because\n"
CONSENTED = "Name,Use,Covers,Parent or self,Given by,Given on,Withdrawn on,Withdrawn by\n"


def test_a_vetting_that_still_counts_is_withdrawn_by_a_list(session: Session) -> None:
    oak = alike(session)
    lead = oak.actor(session, "lead")
    brought_in(session, lead, "contributors", VETTED + "Mr Ash,met,Ms Head,01/09/2026,\n")
    gone = VETTED + "Mr Ash,met,Ms Head,01/09/2026,It was somebody else.\n"
    assert [line.outcome for line in planned(session, lead, "contributors", gone).lines] == ["changed"]
    assert brought_in(session, lead, "contributors", gone) == (0, 1)
    assert list(session.scalars(sa.select(Vetting.withdrawn_because))) == ["It was somebody else."]
    session.rollback()
    out = taken_away(session, oak, lead, "contributors")
    assert [row[0] + ": " + row[-1] for row in cells(out)] == ["Mr Ash: ", "Mr Ash: It was somebody else."]


def test_an_old_list_does_not_bring_a_withdrawn_vetting_back(session: Session) -> None:
    oak = alike(session)
    lead = oak.actor(session, "lead")
    old = VETTED + "Mr Ash,met,Ms Head,01/09/2026,\n"
    brought_in(session, lead, "contributors", old)
    brought_in(session, lead, "contributors", VETTED + "Mr Ash,met,Ms Head,01/09/2026,It was somebody else.\n")
    (line,) = planned(session, lead, "contributors", old).lines
    assert (line.outcome, line.codes) == ("refused", ("vetting_was_withdrawn",))
    with unchanged(session, but=BOOKS):
        assert brought_in(session, lead, "contributors", old) == (0, 0)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        pytest.param("Mr Ash,met,Ms Head,,It was somebody else.\n", ("cell_missing",), id="withdrawn, but which day?"),
        pytest.param("Mr Ash,met,Ms Head,01/09/2026,x\n", ("reason_one_word",), id="no reason in words"),
        pytest.param("Mr Ash,met,Ms Head,19/11/2026,Not him.\n", ("vetting_in_future",), id="vetted in advance"),
    ],
)
def test_a_withdrawn_vetting_is_refused_for_what_its_form_refuses(
    session: Session, line: str, codes: tuple[str, ...]
) -> None:
    oak = alike(session)
    lead = oak.actor(session, "lead")
    (found,) = planned(session, lead, "contributors", VETTED + line).lines
    assert (found.outcome, found.codes) == ("refused", codes)
    with unchanged(session, but=BOOKS):
        assert brought_in(session, lead, "contributors", VETTED + line) == (0, 0)


def test_an_objection_comes_in_where_nothing_was_agreed_to(session: Session) -> None:
    oak = alike(session)
    office = oak.actor(session, "office")
    sheet = CONSENTED + "Jo Hill,press,,,,,01/09/2026,Sam Hill\n"
    assert brought_in(session, office, "consents", sheet) == (1, 0)
    assert session.execute(sa.select(ConsentWithdrawal.uses, ConsentWithdrawal.withdrawn_by)).one() == (
        ["press"],
        "Sam Hill",
    )
    assert session.scalar(sa.select(sa.func.count(Consent.id))) == 0


def test_an_objection_takes_back_nothing_that_was_agreed_to_after_it(session: Session) -> None:
    oak = alike(session)
    office = oak.actor(session, "office")
    later = "Jo Hill,press,name,parent,Sam Hill,01/10/2026,,\n"
    # In one list the objection stands behind what was agreed to after it, and still comes in before it.
    brought_in(session, office, "consents", CONSENTED + later + "Jo Hill,press,,,,,01/09/2026,Sam Hill\n")
    assert list(session.scalars(sa.select(Consent.withdrawal_id))) == [None]
    session.rollback()
    for line, code in (
        ("Jo Hill,press,,,,,02/09/2026,Sam Hill\n", "consent_is_newer"),
        ("Jo Hill,a class blog,,,,,01/09/2026,\n", "withdrawn_by_missing"),
    ):
        (found,) = planned(session, office, "consents", CONSENTED + line).lines
        assert (found.outcome, found.codes) == ("refused", (code,))
