"""Says whether this installation works: the database answers and has had every migration."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from governance.db import db
from governance.migrations import is_at_head
from governance.web.entry import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public()
def healthz() -> ResponseReturnValue:
    """200 when all is well; 503 with what is wrong when not."""
    problem = ""
    try:
        if not is_at_head(db.session.connection()):
            problem = "The database has not had every migration. Run: flask --app app migrate"
    except SQLAlchemyError:
        problem = "The database does not answer."
    status = 503 if problem else 200
    return jsonify({"ok": not problem, "problem": problem} if problem else {"ok": True}), status
