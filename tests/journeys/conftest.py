"""What the journeys share: a school with its people, and the product served at an address of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from governance.services.platform_ages import copy_default_rows
from governance.web.interface import STATIC
from tests.factories import start_writing
from tests.journeys.stage import Stage, staged
from tests.services.cast import Cast, make_cast


@pytest.fixture
def cast(store: Session) -> Cast:
    """A school with everybody whom the life of a site needs, and its table of minimum ages."""
    cast = make_cast(store)
    start_writing(store)
    copy_default_rows(store, cast.school.id)
    store.commit()
    return cast


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The application at an address of its own until the test ends, with its forms protected as in real life."""
    assert (STATIC / "built" / "govuk-frontend.min.css").is_file(), "Build the interface's assets first: make assets"
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    protected = app.config["WTF_CSRF_ENABLED"]
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    app.config["WTF_CSRF_ENABLED"] = protected


@pytest.fixture
def stage(app: Flask, store: Session, cast: Cast, served: str, browser: Browser) -> Iterator[Stage]:
    """The served product with its people, each in a window of their own."""
    with staged(app, store, cast, served, browser) as opened:
        yield opened
