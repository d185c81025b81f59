"""The catalogue is whole, and every clause of it has a finder, a record with a page, and a file of tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from flask import Flask

from governance.domain.clauses.catalogue import BY_NUMBER, CATALOGUE
from governance.domain.clauses.clause import AskedOf, Source
from governance.domain.clauses.finding import Standing, worst
from governance.queries.clauses.finders import finders
from governance.web.record_pages import RECORD_PAGES
from tests.architecture.source import modules
from tests.clauses.outstanding import OUTSTANDING

HERE = Path(__file__).parent

_MODEL = """
7.1 7.2 7.3 7.4 8.1 8.2 9.1 9.2 9.3
A.1.1 A.1.2 A.1.3 A.1.4 A.1.5 A.1.6 A.1.7
A.2.1 A.2.2 A.2.3 A.2.4 A.2.5 A.2.6 A.2.7
A.3.1 A.3.2 A.3.3 A.3.4 A.3.5 A.3.6
A.4.1 A.4.2 A.4.3 A.4.4 A.4.5 A.4.6 A.4.7 A.4.8 A.4.9 A.4.10
A.5.1 A.5.2 A.5.3 A.5.4 A.5.5 A.5.6 A.5.7
"""

_OTHERS = """
000-1 000-2 000-3 000-4 000-5 000-6 000-7
001-1 001-2 001-3 001-4 001-5 001-6 001-7 001-8 001-9
002-1 002-2 002-3 002-4 002-5 002-6
003-1 003-2 003-3 003-4 003-5 003-6 003-7 003-8 003-9
"""

MODEL, OTHERS = _MODEL.split(), _OTHERS.split()


def test_the_catalogue_holds_the_forty_six_clauses_and_the_duties_of_the_other_four_policies() -> None:
    assert [clause.number for clause in CATALOGUE] == [*MODEL, *OTHERS]
    assert len(MODEL) == 46


def test_what_is_advice_only_says_so() -> None:
    advice = [clause.number for clause in CATALOGUE if clause.advice_only]
    assert advice == ["8.1", "A.1.1", "A.2.1", "A.4.3", "A.4.5", "A.4.10", "003-9"]


def test_every_duty_is_one_short_sentence_of_its_own() -> None:
    duties = [clause.duty for clause in CATALOGUE]
    assert len(set(duties)) == len(duties)
    assert [duty for duty in duties if not re.fullmatch(r"[A-Z][^.!?]{15,118}\.", duty)] == []


def test_a_clause_comes_from_the_policy_that_its_number_says() -> None:
    sources = {"000": Source.PERSONAL_USE, "001": Source.COMMUNITY, "002": Source.STAFF_NETWORKS}
    sources["003"] = Source.PERSONAL_PAGES
    for number in OTHERS:
        assert BY_NUMBER[number].source is sources[number[:3]], number
    assert BY_NUMBER["001-1"].asked_of is AskedOf.SITES


def test_what_needs_somebody_most_is_how_the_whole_stands() -> None:
    assert worst([]) is Standing.NOT_ASKED
    assert worst([Standing.KEPT, Standing.NOT_ASKED]) is Standing.KEPT
    assert worst([Standing.ADVICE_ONLY, Standing.KEPT]) is Standing.KEPT
    assert worst([Standing.KEPT, Standing.DUE]) is Standing.DUE
    assert worst([Standing.DUE, Standing.NOT_KEPT, Standing.KEPT]) is Standing.NOT_KEPT


def test_every_clause_has_its_finder_and_its_tests_but_for_those_that_are_outstanding() -> None:
    found = {number for finder in finders() for number in finder.clauses}
    tested = {number for number in BY_NUMBER if (HERE / file_of(number)).exists()}
    assert set(BY_NUMBER) - (found & tested) == OUTSTANDING


def test_every_file_of_this_folder_is_named_after_a_clause() -> None:
    named = {file_of(number) for number in BY_NUMBER} | {Path(__file__).name}
    files = {path.name for path in HERE.glob("test_*.py")}
    assert sorted(file for file in files - named if not file.startswith("test_the_")) == []


def test_every_record_that_a_finder_names_has_its_page(app: Flask) -> None:
    named = {
        node.args[0].value
        for module in modules("governance/queries/clauses")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "RecordAt"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert sorted(str(kind) for kind in named - set(RECORD_PAGES)) == []
    assert [page.endpoint for page in RECORD_PAGES.values() if page.endpoint not in app.view_functions] == []


def file_of(number: str) -> str:
    return f"test_{re.sub(r'[.-]', '_', number).lower()}.py"
