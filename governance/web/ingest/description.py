"""The description of what programs may ask, in OpenAPI 3.1; a test holds every real answer to it."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from governance.web.entry import public

bp = Blueprint("api", __name__)

DESCRIPTION = Path(__file__).with_name("openapi.json")


@bp.get("/api/openapi.json")
@public()
def openapi() -> ResponseReturnValue:
    """Give the description."""
    return Response(DESCRIPTION.read_text("utf-8"), mimetype="application/json")
