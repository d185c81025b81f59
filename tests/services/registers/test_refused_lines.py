"""A line of a list is refused for what the register's form refuses, and the lines beside it go in all the same."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.sheet_cells import plain
from governance.models import AuditRow, Declaration, PartnerSchool, RegisterSheet, Training
from governance.services.refused import NotHere
from governance.services.registers.sheets import import_register_sheet, preview_register_sheet
from governance.services.sweeping import sweep_book_keeping
from tests.factories import NOW
from tests.services.registers.scene import REGISTERS, alike, brought_in, kept, planned
from tests.services.unchanged import refused

DECLARED = "What,Who,In words,Since,The committee had it on,Agreed,Answer,Looked at again on,The page\n"
CONSENTED = "Name,Use,Covers,Parent or self,Given by,Given on,Withdrawn on,Withdrawn by\n"
ASKED = "What,About,What may be done with it,Who agreed,Name of whoever wrote it,Written on,Used in,Used since\n"

REFUSED = [
    pytest.param("lead", "partners", "Name,Since\nElm,\n", ("cell_missing",), id="a partner since no day"),
    pytest.param(
        "lead",
        "partners",
        "Name,Since,Sites\nElm,01/09/2026,Year 4 blog\n",
        ("partner_not_vetted",),
        id="a partner whom nobody made sure of takes part on no site (002-4)",
    ),
    pytest.param(
        "lead",
        "partners",
        "Name,Since,Made sure of by,Made sure of on\nElm,31/02/2026,Nobody,\n",
        ("day_not_one", "person_unknown"),
        id="every fault of a line is named",
    ),
    pytest.param(
        "lead", "contributors", "Name,Sites\nMr Ash,Year 4 blog\n", ("contributor_not_vetted",), id="not vetted (A.2.6)"
    ),
    pytest.param(
        "lead",
        "contributors",
        "Name,How vetted,Vetted by,Vetted on\nMr Ash,met,Ms Head,19/11/2026\n",
        ("vetting_in_future",),
        id="nobody is vetted in advance",
    ),
    pytest.param(
        "lead", "accounts", "Site,Platform\nYear 4 blog,Facebook\n", ("account_without_name",), id="an account unnamed"
    ),
    pytest.param(
        "lead",
        "accounts",
        "Site,Platform,Name there,Checked on\nYear 4 blog,Facebook,@oak,19/11/2026\n",
        ("checked_in_future",),
        id="nobody has checked an account tomorrow",
    ),
    pytest.param(
        "lead",
        "accounts",
        "Site,Platform,Name there\nYear 5 blog,Facebook,@oak\n",
        ("site_unknown",),
        id="no such site",
    ),
    pytest.param(
        "head",
        "retired",
        "Platform,Sites close by,Why\nSnapchat,17/11/2026,Nobody of ours reads it any more.\n",
        ("retired_in_past",),
        id="sites close by a day to come (7.3)",
    ),
    pytest.param(
        "head",
        "declarations",
        DECLARED + "family_friend,Ms Head,We are neighbours.,01/09/2026,12/10/2026,,,,\n",
        ("declaration_own",),
        id="the head decides about none of their own (003-2)",
    ),
    pytest.param(
        "teacher",
        "declarations",
        DECLARED + "family_friend,Mr Lead,We are neighbours.,01/09/2026,,,,,\n",
        ("declaration_not_yours",),
        id="a teacher brings in nobody else's",
    ),
    pytest.param(
        "lead",
        "declarations",
        DECLARED + "family_friend,Ms Head,We are neighbours.,01/09/2026,,,,,\n",
        ("declaration_not_yours",),
        id="nobody but the chair decides about a head's",
    ),
    pytest.param(
        "teacher",
        "declarations",
        DECLARED + "agreed_contact,,I coach their team.,01/09/2026,,yes,It is known to all.,01/09/2027,\n",
        ("declaration_own",),
        id="nobody agrees to their own contact (000-3)",
    ),
    pytest.param(
        "head",
        "declarations",
        DECLARED + "employer_named,Ms Teach,A page of mine.,01/09/2026,12/10/2026,,,,\n",
        (
            "declaration_without_address",
            "declaration_without_disclaimer_answer",
            "declaration_not_so",
        ),
        id="a page without its address goes to no committee (003-1)",
    ),
    pytest.param(
        "teacher",
        "compromised",
        "Account,Whose,Noticed at\nA page,Mr Lead,17/11/2026 17:30\n",
        ("compromised_not_yours",),
        id="a teacher records nobody else's account",
    ),
    pytest.param(
        "lead",
        "compromised",
        "Account,Noticed at,Told at\nMy page,17/11/2026 17:30,17/11/2026 16:00\n",
        ("compromised_told_before",),
        id="told before it was noticed (000-2)",
    ),
    pytest.param(
        "lead",
        "compromised",
        "Account,Noticed at\nMy page,17/11/0026 17:30\n",
        ("moment_not_one",),
        id="a year that a form would refuse",
    ),
    pytest.param("lead", "partners", "Name,Since\nElm,01/09/9999\n", ("day_not_one",), id="and one to come never"),
    pytest.param(
        "lead", "compromised", "Account,Noticed at\nMy page,17/11/2026\n", ("moment_not_one",), id="a day has no time"
    ),
    pytest.param(
        "head",
        "training",
        "Name,Topic,On\nMs Teach,Publishing and updating,19/11/2026\n",
        ("training_in_future",),
        id="training to come (A.1.5)",
    ),
    pytest.param(
        "head", "training", "Name,Topic,On\nMs Teach,Swimming,01/09/2026\n", ("word_unknown",), id="an unknown topic"
    ),
    pytest.param(
        "office",
        "consents",
        CONSENTED + "Jo Moss,a class blog,name,parent,Sam,01/09/2026,,\n",
        ("person_not_on_list",),
        id="a consent of nobody on the list",
    ),
    pytest.param(
        "office",
        "consents",
        CONSENTED + "Pat Lee,a class blog,name,parent,Sam,01/09/2026,,\n",
        ("adult_speaks_for_themself",),
        id="a grown-up speaks for themself (000-4)",
    ),
    pytest.param(
        "office",
        "consents",
        CONSENTED + "Jo Hill,a class blog,name,parent,Sam,02/09/2026,01/09/2026,\n",
        ("withdrawn_by_missing", "withdrawn_before_given"),
        id="withdrawn before it was given, by nobody",
    ),
    pytest.param(
        "lead",
        "cards",
        "Site,Who,Shown as,Position\nYear 4 blog,Ms Teach,Ms Teach,Teacher\n",
        ("does_not_run_it",),
        id="only who runs a site is shown as running it (A.4.8)",
    ),
    pytest.param(
        "office",
        "passes",
        "Event,Day,Holder\nSummer fair,01/07/2026,Kim Ray\n",
        ("event_is_over",),
        id="no pass for an event that is over (001-4)",
    ),
    pytest.param(
        "office",
        "passes",
        "Event,Day,Holder,State\nCarols,17/12/2026,Kim Ray,taken away\n",
        ("reason_blank",),
        id="a right is taken away for a reason (001-4)",
    ),
    pytest.param(
        "office",
        "permissions",
        ASKED + "The logo,logo,On a banner,school,Ms Head,01/09/2026,,\n",
        ("the_head_gives_it",),
        id="the school's permission is the head's to give (001-2)",
    ),
    pytest.param(
        "head",
        "permissions",
        ASKED + "The logo,logo,On a banner,,,,A banner,18/11/2026\n",
        ("permission_missing_school",),
        id="it is used only once everybody has agreed (A.4.6)",
    ),
]


@pytest.mark.parametrize(("who", "word", "text", "codes"), REFUSED)
def test_a_line_is_refused_as_the_form_refuses(
    session: Session, who: str, word: str, text: str, codes: tuple[str, ...]
) -> None:
    oak = alike(session)
    plan = planned(session, oak.actor(session, who), word, text)
    assert [(line.outcome, line.codes) for line in plan.lines] == [("refused", codes)]
    assert all(line.says for line in plan.lines)
    assert brought_in(session, oak.actor(session, who), word, text) == (0, 0)


def test_the_lines_beside_a_refused_one_go_in_and_a_line_that_stands_twice_goes_in_once(session: Session) -> None:
    oak = alike(session)
    text = "Name,Since\nElm,01/09/2026\nAsh,soon\nelm,02/09/2026\n"
    plan = planned(session, oak.actor(session, "lead"), "partners", text)
    assert [(line.line, line.outcome, line.codes) for line in plan.lines] == [
        (2, "new", ()),
        (3, "refused", ("day_not_one",)),
        (4, "refused", ("line_twice",)),
    ]
    assert plan.lines[1].says == ("Since: “soon” is no day. Write it as 27/11/2026.",)
    assert brought_in(session, oak.actor(session, "lead"), "partners", text) == (1, 0)
    assert session.scalars(sa.select(PartnerSchool.name)).all() == ["Elm"]


def test_what_was_withdrawn_is_not_given_again_by_an_old_list(session: Session) -> None:
    oak = alike(session)
    office = oak.actor(session, "office")
    given = "Jo Hill,a class blog,name,parent,Sam Hill,01/09/2026"
    assert brought_in(session, office, "consents", f"{CONSENTED}{given},,\n") == (1, 0)
    assert brought_in(session, office, "consents", f"{CONSENTED}{given},01/11/2026,Sam Hill\n") == (0, 1)
    (line,) = planned(session, office, "consents", f"{CONSENTED}{given},,\n").lines
    assert (line.outcome, line.codes) == ("refused", ("consent_was_withdrawn",))


def test_whose_right_was_taken_away_gets_no_pass_by_a_list(session: Session) -> None:
    oak = alike(session)
    office = oak.actor(session, "office")
    heading = "Event,Day,Holder,State,Why\n"
    brought_in(session, office, "passes", f"{heading}Carols,17/12/2026,Kim Ray,taken away,They put it online.\n")
    (line,) = planned(session, office, "passes", f"{heading}Winter play,16/12/2026,Kim Ray,,\n").lines
    assert line.codes == ("photo_right_revoked",)


@pytest.mark.parametrize("heading", ["Password", "pass word", "PWD", "PIN", "Passcode", "Log-in code"])
def test_a_file_with_a_column_of_passwords_is_refused_and_nothing_of_it_is_kept(session: Session, heading: str) -> None:
    oak = alike(session)
    lead = oak.actor(session, "lead")
    with refused(session, "sheet_has_passwords"):
        kept(session, lead, "accounts", f"Site,Platform,Name there,{heading}\nYear 4 blog,Facebook,@oak,swordfish\n")


def test_who_may_not_write_in_a_register_brings_nothing_in(session: Session) -> None:
    oak = alike(session)
    for who, word in (("teacher", "partners"), ("office", "training"), ("lead", "retired"), ("chair", "consents")):
        with refused(session, "not_yours_to_do"):
            kept(session, oak.actor(session, who), word, "Name\nElm\n")


def test_nobody_else_sees_or_brings_in_what_somebody_uploaded(session: Session) -> None:
    oak = alike(session)
    register = REGISTERS["declarations"][0]
    text = DECLARED + "related_pupil,,My son is in Year 4.,01/09/2026,,,,,\n"
    number = kept(session, oak.actor(session, "teacher"), "declarations", text)
    for who in ("lead", "head"):
        with pytest.raises(NotHere):
            preview_register_sheet(session, oak.actor(session, who), NOW, register=register, sheet_id=number)
        with pytest.raises(NotHere):
            import_register_sheet(session, oak.actor(session, who), NOW, register=register, sheet_id=number, seen="")
    kept(session, oak.actor(session, "teacher"), "declarations", text)
    assert "Year 4" not in session.scalars(sa.select(RegisterSheet.text).where(RegisterSheet.id == number)).one()
    assert session.scalars(sa.select(Declaration.id)).all() == []


def test_a_declaration_that_somebody_does_not_read_answers_as_if_it_were_not_there(session: Session) -> None:
    oak = alike(session)
    text = DECLARED + "related_pupil,Mr Lead,My son is in Year 4.,01/09/2026,,,,,\n"
    before = planned(session, oak.actor(session, "teacher"), "declarations", text)
    brought_in(session, oak.actor(session, "head"), "declarations", text)
    after = planned(session, oak.actor(session, "teacher"), "declarations", text)
    assert [(line.outcome, line.says) for line in before.lines] == [(line.outcome, line.says) for line in after.lines]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            "Name;Topic;Given by;On\r\nMs Teach;Publishing and updating;René;01/09/2026\r\n".encode("cp1252"),
            id="Windows-1252",
        ),
        pytest.param(
            "\ufeffName,Topic,Given by,On\nMs Teach,Publishing and updating,René,2026-09-01\n".encode(),
            id="UTF-8 with a mark",
        ),
        pytest.param(
            "Name\tTopic\tGiven by\tOn\nMs Teach\tPublishing and updating\tRené\t1 Sep 2026\n".encode("utf-16"),
            id="UTF-16",
        ),
    ],
)
def test_a_file_is_read_as_spreadsheets_save_it(session: Session, data: bytes) -> None:
    oak = alike(session)
    assert brought_in(session, oak.actor(session, "head"), "training", data) == (1, 0)
    assert session.scalars(sa.select(Training.given_by)).all() == ["René"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "file_empty", id="nothing"),
        pytest.param(b"PK\x03\x04", "file_not_text", id="a spreadsheet's own file"),
        pytest.param(b"Name,Since\n" + b"x" * (2 * 1024 * 1024), "file_too_large", id="more than two megabytes"),
        pytest.param(b"Who,When\nElm,now\n", "column_missing", id="no heading that is needed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(session: Session, data: bytes, code: str) -> None:
    oak = alike(session)
    with refused(session, *([code] * (2 if code == "column_missing" else 1))):
        kept(session, oak.actor(session, "lead"), "partners", data)


def test_names_stand_in_no_detail_of_an_act(session: Session) -> None:
    oak = alike(session)
    brought_in(
        session,
        oak.actor(session, "head"),
        "declarations",
        DECLARED + "family_friend,Ms Teach,We know the Hills.,01/09/2026,,,,,\n",
    )
    rows = session.execute(sa.select(AuditRow.code, AuditRow.details).order_by(AuditRow.id.desc()).limit(3)).all()
    assert [tuple(row) for row in rows] == [
        ("register.imported", {"register": "declarations", "added": 1, "changed": 0}),
        ("declaration.brought_in", {}),
        ("register.uploaded", {"register": "declarations", "lines": 1}),
    ]


def test_no_two_columns_of_a_register_go_by_one_heading() -> None:
    for word, (register, _) in REGISTERS.items():
        said = [name for column in register.columns for name in {plain(column.key), *map(plain, column.headings)}]
        assert len(said) == len(set(said)), word


def test_a_list_that_nobody_confirms_is_emptied_after_thirty_days(session: Session) -> None:
    """It may hold children's names, and who left it there does not come back to throw it away."""
    school = alike(session)
    number = kept(
        session,
        school.actor(session, "office"),
        "consents",
        CONSENTED + "Jo Hill,site,yes,parent,Mx Hill,01/09/2026,,\n",
    )
    seen = sa.select(RegisterSheet.text, RegisterSheet.name).where(RegisterSheet.id == number)
    sweep_book_keeping(session, NOW + dt.timedelta(days=30))
    text, name = session.execute(seen).one()
    assert "Jo Hill" in text
    assert name == "consents.csv"
    sweep_book_keeping(session, NOW + dt.timedelta(days=31))
    assert tuple(session.execute(seen).one()) == ('{"rows": [], "faults": [], "left_out": []}', "")
