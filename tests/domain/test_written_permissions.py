"""Who has to agree in writing, who has not, and what was used before anybody agreed (A.4.6, 001-2, 003-3)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.shown_words import Matter, Party
from governance.domain.written_permissions import Given, parties_asked, permission_refusals, used_before

TODAY = date(2026, 11, 18)
WRITTEN = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("matter", "parties"),
    [
        pytest.param(Matter.SCHOOL_NAME, (Party.SCHOOL,), id="001-2 the name: the head"),
        pytest.param(Matter.LOGO, (Party.SCHOOL,), id="001-2 the logo: the head"),
        pytest.param(Matter.PUBLISHED_MATERIAL, (Party.SCHOOL,), id="001-2 published material: the head"),
        pytest.param(Matter.OTHERS_WORK, (Party.AUTHOR,), id="A.4.6 others' work: its author"),
        pytest.param(Matter.PERSONAL_DATA, (Party.SCHOOL, Party.PERSON_SHOWN), id="003-3 the school and the person"),
    ],
)
def test_who_is_asked(matter: Matter, parties: tuple[Party, ...]) -> None:
    assert parties_asked(matter) == parties


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        pytest.param((), ["permission_missing_school", "permission_missing_person_shown"], id="nobody agreed"),
        pytest.param((Party.SCHOOL,), ["permission_missing_person_shown"], id="one missing blocks: the person"),
        pytest.param((Party.PERSON_SHOWN,), ["permission_missing_school"], id="one missing blocks: the school"),
        pytest.param((Party.SCHOOL, Party.PERSON_SHOWN), [], id="both agreed"),
    ],
)
def test_double_permission(given: tuple[Party, ...], codes: list[str]) -> None:
    asked = (Party.SCHOOL, Party.PERSON_SHOWN)
    rows = [Given(party, WRITTEN, WRITTEN) for party in given]
    assert [r.code for r in permission_refusals(Matter.PERSONAL_DATA, asked, rows, TODAY)] == codes


@pytest.mark.parametrize(
    ("one", "holds"),
    [
        pytest.param(Given(Party.AUTHOR, WRITTEN, WRITTEN, until=TODAY), True, id="the last day is inclusive"),
        pytest.param(Given(Party.AUTHOR, WRITTEN, WRITTEN, until=date(2026, 11, 17)), False, id="run out"),
        pytest.param(Given(Party.AUTHOR, WRITTEN, date(2026, 11, 19)), False, id="begins tomorrow"),
        pytest.param(
            Given(Party.AUTHOR, date(2026, 11, 19), WRITTEN), False, id="written only later, whatever it says"
        ),
        pytest.param(Given(Party.AUTHOR, WRITTEN, WRITTEN, ended_on=TODAY), False, id="taken back today"),
    ],
)
def test_the_days_of_a_permission(one: Given, holds: bool) -> None:
    found = permission_refusals(Matter.OTHERS_WORK, (Party.AUTHOR,), (one,), TODAY)
    assert [refusal.code for refusal in found] == ([] if holds else ["permission_missing_author"])


def test_a_permission_dated_after_its_use_is_flagged() -> None:
    given = (Given(Party.SCHOOL, WRITTEN, WRITTEN),)
    assert used_before((Party.SCHOOL,), given, date(2026, 10, 4)) == (Party.SCHOOL,)
    assert used_before((Party.SCHOOL,), given, WRITTEN) == ()
    assert used_before((Party.SCHOOL,), (), WRITTEN) == ()
