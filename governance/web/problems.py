"""What a program reads when something could not be done: a problem document instead of a page (RFC 9457).

``code`` is stable and is what a program decides by; ``detail`` is the sentence for whoever reads its log.
May not import services, queries or models.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

MEDIA_TYPE = "application/problem+json"

_PROGRAMS = re.compile(r"/api/|/s/[^/]+/sites/[^/]+/ingest$")
"""The addresses that programs and no people open; also those where the method or the school is wrong."""

_CODES = {404: "not_here", 405: "wrong_method", 413: "too_large", 429: "too_many_requests", 500: "fault"}
_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The body is larger than what is taken at once. Send fewer items.",
    500: "Something went wrong here, and nothing was changed. Send it again later.",
}


class Problem(HTTPException):
    """An answer of the error kind that says by code and sentence what is wrong; ``headers_more`` go with it."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = status
        self.problem = code
        self.headers_more = dict(headers or {})


def asked_by_a_program() -> bool:
    """Return whether this request's address is one that programs open."""
    return _PROGRAMS.match(request.path) is not None


def problem_answer(error: HTTPException) -> Response:
    """Return the problem document of an error."""
    status = error.code or 500
    known = isinstance(error, Problem)
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES.get(status, "Error"),
        "status": status,
        "code": error.problem if isinstance(error, Problem) else _CODES.get(status, "refused"),
        "detail": error.description if known else _DETAILS.get(status, "This cannot be done."),
    }
    response = jsonify(said)
    response.status_code = status
    response.mimetype = MEDIA_TYPE
    if isinstance(error, Problem):
        response.headers.update(error.headers_more)
    return response
