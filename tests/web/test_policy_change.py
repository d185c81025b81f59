"""A change of the policy that puts live sites in breach says which before it is saved."""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import AuditRow, PolicySetting
from tests.factories import sign_in
from tests.services.cast import live_site, make_cast
from tests.web.page_checks import CheckedClient

ADDRESS = "/s/oak/policy/settings/administrators_at_least"


def counts(store: Session) -> tuple[int, int]:
    found = [store.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in (PolicySetting, AuditRow)]
    store.rollback()
    return found[0], found[1]


def test_it_is_said_which_sites_would_break_and_nothing_is_saved_until_that_is_confirmed(
    app: Flask, store: Session
) -> None:
    cast = make_cast(store)
    site_id = live_site(store, cast).id
    client = sign_in(CheckedClient(app), store, cast.head)
    before = counts(store)
    page = client.post(ADDRESS, data={"seen": "0", "value": "3"}).get_data(as_text=True)
    assert "This change puts live sites in breach." in page
    assert f'href="/s/oak/sites/{site_id}"' in page
    assert "A.5.4: Too few approved people count today" in page
    assert "second teacher" not in page
    assert counts(store) == before
    shown = re.search(r'name="shown" value="(\w+)"', page)
    assert shown is not None
    # What somebody has not seen, they do not confirm.
    client.post(ADDRESS, data={"seen": "0", "value": "4", "shown": "something else"})
    assert counts(store) == before
    answer = client.post(ADDRESS, data={"seen": "0", "value": "3", "shown": shown[1]})
    assert answer.status_code == 302
    assert counts(store) == (before[0] + 1, before[1] + 1)
    assert "from 2 to 3" in client.get(ADDRESS).get_data(as_text=True)


def test_a_change_that_breaks_nothing_is_saved_at_once(app: Flask, store: Session) -> None:
    cast = make_cast(store)
    live_site(store, cast)
    client = sign_in(CheckedClient(app), store, cast.head)
    answer = client.post("/s/oak/policy/settings/cover_days_at_launch", data={"seen": "0", "value": "4"})
    assert answer.status_code == 302
