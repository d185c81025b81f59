"""The commands that set up an installation: a real school, its first person, and the demo."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Account, Appeal, AuditRow, CommentReport, Concern, Membership, Notice, School
from governance.services.policy import policy_of
from governance.services.role_holders import holders_of
from tests.factories import TODAY

SCHOOL = ["create-school", "--name", "Oak Primary", "--slug", "oak", "--nation", "england"]
USER = ["create-user", "--school", "oak", "--name", "A Head", "--email", "head@oak.example", "--role", "head"]


def test_a_school_and_its_first_head_are_set_up(app: Flask, store: Session) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=SCHOOL).exit_code == 0
    made = runner.invoke(args=USER)
    assert made.exit_code == 0
    assert "/welcome/" in made.output
    membership = store.scalars(sa.select(Membership)).one()
    assert [(held.role, held.starts_on) for held in membership.roles] == [(Role.HEAD, TODAY)]
    assert store.scalars(sa.select(Notice.to_address)).all() == ["head@oak.example"]
    assert store.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)).all() == ["school.created", "person.invited"]


def test_a_command_that_cannot_be_done_says_why_in_plain_words(app: Flask, store: Session) -> None:
    runner = app.test_cli_runner()
    nowhere = runner.invoke(args=USER)
    assert nowhere.exit_code == 1
    assert "There is no school 'oak'. There are: none yet." in nowhere.output
    runner.invoke(args=SCHOOL)
    again = runner.invoke(args=SCHOOL)
    assert again.exit_code == 1
    assert "There is a school with the short name oak already." in again.output
    bad = runner.invoke(args=[*USER[:6], "nobody", "--role", "head", "--name", "A"])
    assert bad.exit_code == 1
    assert "Enter a whole e-mail address" in bad.output
    assert store.scalar(sa.select(sa.func.count()).select_from(Account)) == 0


def test_the_demo_fills_an_empty_database_once(app: Flask, store: Session) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["demo"])
    assert first.exit_code == 0, first.output
    assert "head@millbrook.example" in first.output
    counts = [store.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (Account, AuditRow, Notice)]
    store.rollback()
    assert runner.invoke(args=["demo"]).exit_code == 0
    assert counts == [
        store.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (Account, AuditRow, Notice)
    ]
    school = store.scalars(sa.select(School)).one()
    for role in Role:
        assert holders_of(store, school.id, (role,), TODAY), role
    told = [store.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (CommentReport, Appeal, Concern)]
    assert told == [4, 2, 4]
    assert policy_of(store, school.id).roles_with_second_factor == ()


def test_the_demo_leaves_a_real_installation_alone(app: Flask, store: Session) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=SCHOOL)
    answer = runner.invoke(args=["demo"])
    assert answer.exit_code == 1
    assert "There is a real school here already (Oak Primary)." in answer.output
    assert store.scalar(sa.select(sa.func.count()).select_from(School)) == 1
