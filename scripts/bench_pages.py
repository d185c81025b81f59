"""How pages are opened to be measured, and the emptiest signed-in page, beside which every other stands."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context

from flask import Flask, render_template
from flask.testing import FlaskClient

from governance.domain.access import Permission
from governance.web.entry import requires


def add_empty_page(app: Flask) -> None:
    """Let ``app`` answer a heading with what stands around every page and nothing else: no own page is as empty."""
    page = app.jinja_env.from_string('{% extends "layout.html" %}{% set h1 = "Empty" %}')

    @app.get(empty_page("<school>"))
    @requires(Permission.SEE_SCHOOL)
    def empty() -> str:
        return render_template(page)


def empty_page(slug: str) -> str:
    """Return the address of a school's empty page."""
    return f"/s/{slug}/empty"


def opens(client: FlaskClient, address: str) -> Callable[[], object]:
    """Return what opens a page as a browser does and insists that it is one.

    The request has a context of its own: within the application's, it would find what the request before it had read.
    """

    def open_it() -> None:
        assert Context().run(client.get, address).status_code == 200

    return open_it
