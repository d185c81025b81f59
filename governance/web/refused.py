"""How a use case's no becomes an answer: beside the questions of a form, as a notice, or as a page of its own.

Views wrap their one call of a service in ``done`` or ``done_or_said``; what nobody caught is answered here too, so that
no refusal ever becomes a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, flash
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.services.refused import NotHere, Refused, Stale
from governance.web.errors import DecidedMeanwhile
from governance.web.fields import ProductForm

MEANWHILE = "Somebody else changed this at the same moment. Nothing was changed by you; look at it again."


def done(form: ProductForm, use_case: Callable[[], object], fields: Mapping[str, str] | None = None) -> bool:
    """Run a use case; show its refusals on ``form`` and answer False where it said no.

    ``fields`` says at which field a refusal is shown, by its code or page.  A stale form becomes a page of its own.
    """
    try:
        use_case()
    except Stale:
        raise
    except Refused as refused:
        db.session.rollback()
        form.add_refusals(refused.refusals, fields)
        return False
    return True


def done_or_said(use_case: Callable[[], object], said: str) -> bool:
    """Run the use case of a single button; say ``said`` when it is done, or each reason why not."""
    try:
        use_case()
    except Stale:
        raise
    except Refused as refused:
        db.session.rollback()
        for refusal in refused.refusals:
            flash(refusal.sentence, "warning")
        return False
    flash(said)
    return True


def install(app: Flask) -> None:
    """Answer what no view caught: another school's row is 404, what changed meanwhile 409."""

    @app.errorhandler(NotHere)
    def _not_here(_: NotHere) -> ResponseReturnValue:
        return app.handle_http_exception(NotFound())

    @app.errorhandler(Refused)
    def _refused(refused: Refused) -> ResponseReturnValue:
        sentence = " ".join(refusal.sentence for refusal in refused.refusals)
        return app.handle_http_exception(DecidedMeanwhile(sentence))

    @app.errorhandler(StaleDataError)
    def _meanwhile(_: StaleDataError) -> ResponseReturnValue:
        return app.handle_http_exception(DecidedMeanwhile(MEANWHILE))
