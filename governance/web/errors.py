"""What a person reads when something could not be done: what happened, what was kept, and what to do now.

No answer here shows a trace or a library's own words.  What was typed and could not be taken is shown again, so that it
can be copied.  Views raise ``NotAllowed`` and ``DecidedMeanwhile``; everything else that werkzeug raises has its page.
May not import services, queries or models.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, Conflict, Forbidden, HTTPException, InternalServerError, SecurityError

from governance.web.pages import page_frame, use_bare_frame
from governance.web.problems import asked_by_a_program, problem_answer
from governance.web.text import clean_paragraphs

PAGES = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500})
"""The codes with a page of their own; others are shown as 400 or 500."""

SHORTEST_KEPT = 20
"""Characters from which a typed text is worth showing again; a name or a number is quickly typed."""

_SECRET = ("password", "token", "secret", "code", "otp", "passcode")
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class NotAllowed(Forbidden):
    """The person may not do this here.  ``sentence`` says what; ``who`` says in words who can ("the head")."""

    def __init__(self, sentence: str | None = None, who: str | None = None) -> None:
        super().__init__(sentence)
        self.who = who


class DecidedMeanwhile(Conflict):
    """What the person saw has changed.  ``sentence`` says who did what, and when; ``back`` is where it stands now."""

    def __init__(self, sentence: str, back: str | None = None) -> None:
        super().__init__(sentence)
        self.back = back


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was typed: the question's name as it was sent, in words, and the text."""

    label: str
    text: str


def install(app: Flask) -> None:
    """Let ``app`` answer every error with a page, or with JSON where that was asked for."""
    app.register_error_handler(HTTPException, _answer)


def request_reference() -> str:
    """Answer the reference by which this request can be found in the log, made when nobody made one before."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    reference: str = g.request_id
    return reference


def _answer(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if isinstance(error, BadHost | SecurityError):
        # Without a host that can be read no address can be made, and so no page.
        return Response("The address of this request cannot be read.", 400, mimetype="text/plain")
    response = problem_answer(error) if asked_by_a_program() else _answer_somebody(error, code)
    response.status_code = code
    given = error.get_response().headers
    for name in _KEPT_HEADERS:
        if name in given:
            response.headers[name] = given[name]
    return response


def _answer_somebody(error: HTTPException, code: int) -> Response:
    _settle_frame(error)
    sentence = _own_sentence(error)
    if _wants_json():
        return jsonify(code=code, error=error.name, sentence=sentence, reference=request_reference())
    return make_response(_page(error, code, sentence))


def _settle_frame(error: HTTPException) -> None:
    """Make sure that the frame of the error's page cannot fail in its turn."""
    if isinstance(error, InternalServerError):
        # What failed may be what tells who is there, so this page asks nobody.
        use_bare_frame()
        return
    try:
        page_frame()
    except Exception:
        current_app.logger.exception("The frame of an error page could not be described.")
        use_bare_frame()


def _page(error: HTTPException, code: int, sentence: str | None) -> str:
    page = code if code in PAGES else 400 if code < 500 else 500
    return render_template(
        f"errors/{page}.html",
        sentence=sentence,
        who=getattr(error, "who", None),
        back_to=getattr(error, "back", None),
        expired=isinstance(error, CSRFError),
        wait=_wait(error),
        kept=_kept(),
        sign_in=url_for("security.login") if "security.login" in current_app.view_functions else None,
        home=_home(),
        reference=request_reference(),
    )


def _own_sentence(error: HTTPException) -> str | None:
    """Answer the sentence that our own code gave, never werkzeug's or a library's standard one."""
    if isinstance(error, CSRFError | InternalServerError):
        return None
    return error.description if error.description != type(error).description else None


def _wants_json() -> bool:
    if request.path == "/healthz":
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _wait(error: HTTPException) -> timedelta | None:
    after = getattr(error, "retry_after", None)
    if isinstance(after, datetime):
        return max(after - datetime.now(UTC), timedelta(0))
    return timedelta(seconds=after) if isinstance(after, int) else None


def _kept() -> list[Kept]:
    if request.method != "POST":
        return []
    try:
        sent = [pair for pair in request.form.items(multi=True) if not _is_secret(pair[0])]
    except HTTPException:
        # The body was too large or could not be read, so there is nothing to show.
        return []
    texts = [(name, clean_paragraphs(value).text) for name, value in sent]
    worth = [(name, text) for name, text in texts if len(text) >= SHORTEST_KEPT and any(map(str.isspace, text))]
    return [Kept(_label(name), text) for name, text in worth[:10]]


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET)


def _label(name: str) -> str:
    words = clean_paragraphs(name).text.replace("_", " ").replace("-", " ")[:60].strip()
    return words.capitalize() or "Your text"


def _home() -> str:
    school = page_frame().school
    return school.home if school is not None else "/"
