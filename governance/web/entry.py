"""Who may enter a route, and whether it writes: every route declares one of ``requires``, ``signed_in`` or ``public``.

Another school's address is 404, a missing permission 403 with who can do it.  A route that declares nothing is refused
aloud at the first request: guards fail closed.  The request, the clock and the signed-in account stop in this layer:
services get a session, an actor and a moment.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.routing import BaseConverter, IntegerConverter

from governance.db import begin_writing, db
from governance.domain.access import GRANTS, Actor, Permission, may
from governance.domain.policy import Policy
from governance.domain.second_factor import is_demanded_of
from governance.models import Account, School
from governance.services.actors import school_today
from governance.services.belongings import (
    Belongs,
    account_and_belongs,
    actor_among,
    actor_and_schools,
    actors_today,
    schools_of,
)
from governance.services.policy import policies_of, school_and_policy

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, slots=True)
class Entry:
    """What a route declares: the permission it needs, or that it is public or only needs a sign-in."""

    permission: Permission | None
    public: bool
    writes: bool


def requires(permission: Permission, *, writes: bool = False) -> Callable[[View], View]:
    """Declare that a route below ``/s/<school>/`` needs ``permission`` at that school."""
    return _declare(Entry(permission, public=False, writes=writes))


def signed_in(*, writes: bool = False) -> Callable[[View], View]:
    """Declare that a route needs a sign-in and no school."""
    return _declare(Entry(None, public=False, writes=writes))


def public(*, writes: bool = False) -> Callable[[View], View]:
    """Declare that a route needs no sign-in; below ``/s/<school>/`` the school still has to exist."""
    return _declare(Entry(None, public=True, writes=writes))


def _declare(entry: Entry) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.entry = entry  # type: ignore[attr-defined]  # A function carries its declaration with it.
        return view

    return mark


SECOND_STEP_PASSED = "second_step_passed"
"""What the browser's session says once the second step of signing in was shown in it."""


def entry_of(app: Flask, endpoint: str) -> Entry | None:
    """Return what the route of ``endpoint`` declares; None when it declares nothing."""
    if endpoint == "static":
        return Entry(None, public=True, writes=False)
    declared: Entry | None = getattr(app.view_functions[endpoint], "entry", None)
    return declared


def now() -> dt.datetime:
    """Return the moment of this request; the same one however often it is asked for."""
    if "now" not in g:
        g.now = current_app.extensions["clock"]()
    moment: dt.datetime = g.now
    return moment


def today() -> dt.date:
    """Return the day that it is at the school of this request."""
    return school_today(g.school, now())


def actor() -> Actor:
    """Return who acts in this request, at the school of its address."""
    found: Actor = g.actor
    return found


def school() -> School:
    """Return the school of the request's address."""
    found: School = g.school
    return found


def policy() -> Policy:
    """Return the policy in force at the school of this request; it was read along with the school."""
    found: Policy = g.policy
    return found


def own_schools() -> list[School]:
    """Return the schools to which the signed-in person belongs today, by name; read once for each request."""
    if "own_schools" not in g:
        g.own_schools = schools_of(db.session, current_user.person_id, now())
    found: list[School] = g.own_schools
    return found


def own_actors(permission: Permission) -> list[tuple[School, Actor]]:
    """Return the schools at which the signed-in person has ``permission`` today, by name, with who they are there.

    It is for a page of several schools, which declares ``signed_in``.  Such a page asks for what each of them asks:
    aborts with the way to the second step where one of them demands it and it was not shown, and with 403 where the
    person has the permission nowhere.
    """
    actors = actors_today(db.session, current_user.person_id, now(), g.request_id)
    held = [(school, actor) for school, actor in actors if may(actor, permission)]
    if not held:
        abort(403, GRANTS[permission].who)
    policies = policies_of(db.session, [school.id for school, _ in held])
    demands = (is_demanded_of(actor, policies[school.id].roles_with_second_factor) for school, actor in held)
    if not session.get(SECOND_STEP_PASSED) and any(demands):
        abort(current_app.make_response(ask_for_second_step()))
    return held


def guard_entry() -> ResponseReturnValue | None:
    """Let a request in, or answer it: runs before every view."""
    if request.endpoint is None:
        return None
    g.request_id = secrets.token_hex(8)
    entry = entry_of(current_app, request.endpoint)
    if entry is None:
        raise RuntimeError(f"The route {request.endpoint} does not say who may enter it.")
    if entry.writes and request.method == "HEAD":
        # Opening such a page is itself recorded, and who asks for its head alone has opened nothing.
        abort(405)
    if entry.writes:
        begin_writing(db.session)
    slug = (request.view_args or {}).pop("school", None)
    if slug is not None:
        g.school, g.policy = _school_or_404(slug)
    if entry.public:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=_back_to()))
    if entry.permission is None:
        return None
    found, g.own_schools = _actor_and_schools()
    if found is None:
        abort(404)
    if not session.get(SECOND_STEP_PASSED) and is_demanded_of(found, policy().roles_with_second_factor):
        return ask_for_second_step()
    g.actor = found
    if not may(found, entry.permission):
        abort(403, GRANTS[entry.permission].who)
    return None


def find_signed_in(uniquifier: str) -> Account | None:
    """Return the account that a browser's session names, and keep what its person is at every school for the guard.

    On a page of no school, nobody asks what somebody is there.
    """
    account, g.belongs = account_and_belongs(db.session, uniquifier, g.school, now())
    return account


def may_open(endpoint: str) -> bool:
    """Answer whether who acts in this request may enter the route of ``endpoint``, so that no link leads to a refusal.

    Only what the route declares is asked; what else a page asks of its row is known to that page.
    """
    entry = entry_of(current_app, endpoint)
    if entry is None or entry.public or entry.permission is None:
        return entry is not None
    return "actor" in g and may(actor(), entry.permission)


def _actor_and_schools() -> tuple[Actor | None, list[School]]:
    """Return who the signed-in person is here, from what was read with their account where it was."""
    belongs: list[Belongs] = [one for one in g.get("belongs", ()) if one.membership.person_id == current_user.person_id]
    if belongs:
        return actor_among(db.session, belongs, g.school, now(), g.request_id)
    return actor_and_schools(db.session, g.school, current_user.person_id, now(), g.request_id)


def _school_or_404(slug: str) -> tuple[School, Policy]:
    found = school_and_policy(db.session, slug)
    if found is None:
        abort(404)
    return found


def ask_for_second_step() -> ResponseReturnValue:
    """Send somebody to the second step that their school asks of their role: to show it, or to set it up."""
    if current_user.tf_totp_secret is not None:
        return redirect(url_for("security.second_step", next=_back_to()), 303)
    flash("Your school asks for a second step when you sign in. Set it up to go on; it takes two minutes.", "warning")
    return redirect(url_for("security.set_up_second_step", next=_back_to()), 303)


def _back_to() -> str | None:
    """Return where to go after the sign-in: only pages are gone back to, never a form's address."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


class RowNumber(IntegerConverter):
    """The number of a row in an address; a longer one than any row has is 404 and never reaches the database."""

    regex = r"\d{1,9}"


class Word(BaseConverter):
    """A word in an address; one with a control character names nothing here, and PostgreSQL fails at a NUL."""

    regex = r"[^/\x00-\x1f\x7f]+"


def install(app: Flask) -> None:
    """Guard every route of ``app``."""
    app.url_map.converters |= {"int": RowNumber, "default": Word, "string": Word}
    app.before_request(guard_entry)
    app.jinja_env.globals["may_open"] = may_open
