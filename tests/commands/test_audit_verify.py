"""What ``flask audit-verify`` says, and how it ends."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import AuditRow
from governance.services.transaction import use_case
from tests.factories import NOW, actor_of, make_person, make_school, start_writing


def _three_acts(store: Session, slug: str, name: str) -> int:
    school = make_school(store, slug, name=name)
    actor = actor_of(store, school, make_person(store, school, Role.HEAD))
    for _ in range(3):
        with use_case(store, actor, NOW) as record:
            record.act("school.changed", "school", school.id, changed="name")
    return school.id


def test_a_whole_audit_ends_well(app: Flask, store: Session) -> None:
    oak = _three_acts(store, "oak", "Oak Primary")
    answer = app.test_cli_runner().invoke(args=["audit-verify"])
    assert answer.exit_code == 0
    assert f"Chain {oak} (Oak Primary): 3 rows hold." in answer.output
    assert answer.output.endswith("The audit holds.\n")


def test_the_first_broken_row_of_each_chain_is_named(app: Flask, store: Session) -> None:
    oak, elm = _three_acts(store, "oak", "Oak Primary"), _three_acts(store, "elm", "Elm Primary")
    start_writing(store)
    store.execute(sa.text("DROP TRIGGER audit_rows_no_update"))
    store.execute(sa.update(AuditRow).where(AuditRow.chain == oak, AuditRow.sequence > 1).values(actor_name="x"))
    store.commit()
    answer = app.test_cli_runner().invoke(args=["audit-verify"])
    assert answer.exit_code == 1
    assert f"Chain {oak} (Oak Primary): broken at row 2. What it says is not" in answer.output
    assert f"Chain {elm} (Elm Primary): 3 rows hold." in answer.output
    assert "The audit does not hold." in answer.output


def test_a_text_without_its_row_is_said(app: Flask, store: Session) -> None:
    _three_acts(store, "oak", "Oak Primary")
    store.rollback()
    with store.get_bind().connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("INSERT INTO audit_texts (row_id, key, salt, text) VALUES (99, 'reason', 'a', 'b')")
        connection.commit()
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")
    answer = app.test_cli_runner().invoke(args=["audit-verify"])
    assert answer.exit_code == 1
    assert "1 kept texts belong to no row." in answer.output
