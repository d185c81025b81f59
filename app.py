"""The application for ``flask --app app`` and for the web server."""

from __future__ import annotations

from governance import create_app

app = create_app()
