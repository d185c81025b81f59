"""No cell of any export ever runs as a formula, whatever was typed (the history's and the lists' alike)."""

from __future__ import annotations

import csv
import io

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import Membership, Person, Site
from tests.factories import start_writing
from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes

TYPED = ("=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "\u200b=1", "'=1", "=cmd|'/c calc'!A1")
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def exports(app: Flask, store: Session, oak: Filled) -> list[str]:
    """Every address of the map that answers with a spreadsheet's file, of every register."""
    found = [
        address
        for route in routes(app, "GET")
        if {"as_file", "register"} & route.rule.arguments or route.rule.rule.endswith(".csv")
        for address in addresses(app, store, oak.id, oak.slug, route, all_words=True)
    ]
    return [address for address in found if address.split("?")[0].endswith(".csv")]


def test_there_is_something_to_export(app: Flask, store: Session, oak: Filled) -> None:
    """The walk below looks at something."""
    found = exports(app, store, oak)
    assert "/s/oak/sites/export.csv" in found
    assert "/s/oak/registers/lists/permissions.csv" in found


@pytest.mark.parametrize("typed", TYPED)
def test_no_cell_of_an_export_ever_runs(app: Flask, store: Session, oak: Filled, typed: str) -> None:
    """Names, positions, addresses and reasons that begin as a formula does."""
    start_writing(store)
    for column in (Site.name, Site.address, Site.purpose, Person.name, Membership.position):
        store.execute(sa.update(column.class_).values({column.key: typed}))
    store.commit()
    client = client_of(app, store, oak.people["head"])
    for address in exports(app, store, oak):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.mimetype == "text/csv"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        for row in csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"), newline="")):
            for cell in row:
                assert not cell.lstrip(" \u200b").startswith(RUNS) or cell.lstrip("-").isdigit(), (address, cell)
