"""What every answer tells the browser it may not do.

One place sets the headers, so that no page can forget them: scripts and styles come from this product alone, nobody
frames it, no address leaks to another site, and a signed-in page is not kept where the next person could go back to it.
May not import services, queries or models.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request, session

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
_YEAR = 31_536_000
"""Seconds for which a file whose address carries its content's digest may be kept."""


def style_nonce() -> str:
    """Answer this request's one-time word that lets the school's colours into the page."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    nonce: str = g.style_nonce
    return nonce


def install(app: Flask) -> None:
    """Set the headers on every answer of ``app``."""
    app.after_request(_set_headers)


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _POLICY.format(nonce=style_nonce())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    # A page whose address is a key says so itself, and more strictly.
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Permissions-Policy"] = _PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if request.endpoint == "static" and response.status_code in (200, 304):
        if "v" in request.args:
            headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    elif _is_signed_in() or request.method == "POST" or response.status_code >= 400:
        headers["Cache-Control"] = "no-store"
    return response


def _is_signed_in() -> bool:
    # Flask-Login keeps the person here; asking the session alone means that a failing database cannot loosen the rule.
    return "_user_id" in session
