"""Governance of a school's official sites.

Imports the frameworks only when the application is built, so that the rules and the supervisor start without them.
"""

from __future__ import annotations

import datetime as dt
from inspect import iscoroutinefunction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from governance.config import Settings

ROOT = Path(__file__).resolve().parent.parent
LARGEST_REQUEST = 4 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application: configuration, database, accounts, entry guard, pages and commands."""
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from governance import commands, web
    from governance.config import read_settings
    from governance.db import db
    from governance.jobs import wake_ups

    settings = settings or read_settings()
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    app = Flask(__name__, static_folder=str(ROOT / "static"), template_folder=None)
    app.extensions["governance"] = settings
    app.extensions["clock"] = lambda: dt.datetime.now(dt.UTC)
    secure = settings.base_address.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_ENGINES={"default": settings.database_url},
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="__Host-governance" if secure else "governance",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=True,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way to wrap it.
    db.init_app(app)
    # The extension's half for async engines is not used, and would start an event loop at the end of every request.
    app.teardown_appcontext_funcs = [close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)]
    web.install(app)
    commands.install(app)
    wake_ups.install(app, settings)
    return app
