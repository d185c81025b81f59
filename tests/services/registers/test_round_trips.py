"""Every register goes out as a file and comes in again: the same lines at a school like it, and nothing new here."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.services.registers.cases import CASES
from tests.services.registers.scene import REGISTERS, alike, brought_in, cells, planned, taken_away
from tests.services.unchanged import unchanged

BOOKS = frozenset({"register_sheets", "audit_rows", "audit_heads", "audit_texts"})


def test_there_is_a_case_for_every_register() -> None:
    assert set(CASES) == set(REGISTERS)


@pytest.mark.parametrize("word", list(CASES))
def test_what_goes_out_comes_in_at_a_school_like_it_with_the_same_lines(session: Session, word: str) -> None:
    who, sheet, lines = CASES[word]
    oak, elm = alike(session, "oak"), alike(session, "elm")
    actor = oak.actor(session, who)
    added, changed = brought_in(session, actor, word, sheet)
    assert (added + changed, added > 0) == (len(sheet.splitlines()) - 1, True)
    out = taken_away(session, oak, actor, word)
    assert cells(out) == lines
    there = elm.actor(session, who)
    assert brought_in(session, there, word, out) != (0, 0)
    assert cells(taken_away(session, elm, there, word)) == lines


@pytest.mark.parametrize("word", list(CASES))
def test_a_second_run_of_the_file_or_of_what_goes_out_changes_nothing(session: Session, word: str) -> None:
    who, sheet, lines = CASES[word]
    oak = alike(session)
    actor = oak.actor(session, who)
    brought_in(session, actor, word, sheet)
    out = taken_away(session, oak, actor, word)
    for text in (sheet, out):
        assert {line.outcome for line in planned(session, actor, word, text).lines} == {"same"}
        with unchanged(session, but=BOOKS):
            assert brought_in(session, actor, word, text) == (0, 0)
    assert cells(taken_away(session, oak, actor, word)) == lines
