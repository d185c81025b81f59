"""Where somebody goes on after signing in: a page of this product, or its first page.

The address comes from the browser (``?next=``), so it is believed only as far as it is a page here: anything that a
browser could read as another site is dropped.  May not import services, queries or models.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LONGEST = 1_000
FIRST_PAGE = "/"


def way_back(asked: str | None) -> str:
    """Return the page that was asked for, or the first page when it is none of ours."""
    path = asked or ""
    # Browsers take a backslash for a slash, and drop control characters and spaces before they look.
    hidden = any(character <= " " or character == "\\" or not character.isprintable() for character in path)
    if not path.startswith("/") or path.startswith("//") or hidden or len(path) > LONGEST:
        return FIRST_PAGE
    try:
        parts = urlsplit(path)
        endpoint, _ = current_app.create_url_adapter(request).match(parts.path, "GET")  # type: ignore[union-attr]
    except (ValueError, HTTPException, RequestRedirect):
        return FIRST_PAGE
    # Signing in must not lead back to signing in, nor to a file.
    return FIRST_PAGE if endpoint == "static" or endpoint.startswith("security.") else path
