"""Connections as tests start from them: one of a live site, opened by the ICT lead with the use case itself."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from governance.models import HostConnection, Site
from governance.services.host_connections import open_connection
from governance.services.host_looks import Look, take_look
from tests.factories import NOW
from tests.services.cast import Cast

KEYS = (base64.urlsafe_b64encode(b"k" * 32).decode(),)
PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"
LEASE = dt.timedelta(minutes=2)


def connect(session: Session, cast: Cast, site: Site, **changed: Any) -> HostConnection:
    """An open WordPress connection of ``site``."""
    asked: dict[str, Any] = {
        "kind": "wordpress",
        "address": "https://blogs.example/year-3",
        "account": "moderation",
        "password": PASSWORD,
        "keys": KEYS,
    }
    number = open_connection(session, cast.actor(session, cast.ict), NOW, site_id=site.id, **{**asked, **changed})
    row = session.get(HostConnection, number)
    assert row is not None
    return row


def taken_look(session: Session, connection_id: int, at: dt.datetime = NOW) -> Look:
    """A look at a connection that is due."""
    session.rollback()
    look = take_look(session, at, connection_id, LEASE)
    assert look is not None
    return look
