"""Joining a site to its host, in the browser: how to make the account, testing it, replacing its password (A.5).

A password is typed in and never shown again.  No page asks a host anything: the worker does, and the page follows it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.config import Settings
from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.comments.connecting import FEED, KIND_NAMES, WORDPRESS, clean_address
from governance.domain.words import SiteState
from governance.models import Site
from governance.queries.host_connections import (
    ConnectionLine,
    connection_of,
    connections_of,
    count_failing,
    unconnected_sites,
)
from governance.services.host_connections import ask_for_look, close_connection, open_connection, replace_password
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import PasswordField, ProductForm, TextField, VersionedForm, WebAddressField
from governance.web.frame import WAYS, Count, Way
from governance.web.refused import done, done_or_said
from governance.web.sites.area import back_to_site, site_at_hand

bp = Blueprint("connections", __name__, url_prefix="/s/<school>")

OF_SITE = "/sites/<int:site_id>/connection"
NAME_ON_THE_BLOG = "Official sites"
"""The name that the application password gets on the blog, so that people there know whose it is."""


def _count(_: Actor) -> Count:
    return count_failing(school().id)


WAYS.append(Way("Hosts", "connections.hosts", Permission.LOOK_AFTER_HOSTS, _count))


class WordPressForm(ProductForm):
    """The blog, the account on it and its application password."""

    address = WebAddressField("Address of the blog’s front page", "Enter the address of the blog’s front page")
    account = TextField(
        "Name of the account on the blog",
        "Enter the name with which the account signs in on the blog",
        hint="The account that you made for this, such as moderation",
        autocomplete="off",
    )
    password = PasswordField(
        "Application password",
        "Enter the application password that the blog showed",
        hint="24 letters and digits, with or without spaces. It is kept sealed, and nobody is ever shown it again.",
        autocomplete="off",
    )


class AccountForm(VersionedForm):
    """The account on a blog that is connected already, and its application password."""

    account = WordPressForm.account
    password = WordPressForm.password


class FeedForm(ProductForm):
    """Where the comment feed is."""

    address = WebAddressField(
        "Address of the comment feed",
        "Enter the address of the comment feed",
        hint="On many blogs it is the address of the front page with /comments/feed/ after it.",
    )


class CloseForm(VersionedForm):
    """What is only confirmed: it carries the revision that was seen."""


FIELDS = {
    "bad_address": "address",
    "no_account": "account",
    "bad_account": "account",
    "no_password": "password",
    "bad_password": "password",
}


@bp.get("/hosts")
@requires(Permission.LOOK_AFTER_HOSTS)
def hosts() -> ResponseReturnValue:
    """List every host: when it was reached, what is wrong since when, the next try, and whom to ask."""
    return render_template(
        "connections/hosts.html",
        lines=connections_of(db.session, school().id, today()),
        unconnected=unconnected_sites(db.session, school().id),
        kinds=KIND_NAMES,
    )


@bp.get(OF_SITE)
@requires(Permission.LOOK_AFTER_HOSTS)
def connection(site_id: int) -> ResponseReturnValue:
    """Show how a site is connected and whether it works, or the ways to connect it."""
    site = site_at_hand(site_id).site
    line = connection_of(db.session, school().id, today(), site_id)
    if line is None:
        return _page("connections/ways.html", site, is_closed=site.state is SiteState.CLOSED)
    return _page("connections/connection.html", site, line=line, kinds=KIND_NAMES)


@bp.get(f"{OF_SITE}/holding")
@requires(Permission.LOOK_AFTER_HOSTS)
def holding(site_id: int) -> ResponseReturnValue:
    """Tell how to let the blog hold every comment until somebody has looked."""
    site = site_at_hand(site_id).site
    line = connection_of(db.session, school().id, today(), site_id)
    return _page("connections/holding.html", site, line=line, back=_back_to_connection(site))


@bp.route(f"{OF_SITE}/wordpress", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def wordpress(site_id: int) -> ResponseReturnValue:
    """Guide through making the account, and connect the blog."""
    site = site_at_hand(site_id).site
    form = WordPressForm(address=site.address)
    if form.validate_on_submit() and done(
        form,
        lambda: open_connection(
            db.session,
            actor(),
            now(),
            site_id=site_id,
            kind=WORDPRESS,
            address=form.address.data,
            account=form.account.data,
            password=form.password.data,
            keys=_keys(),
        ),
        FIELDS,
    ):
        return _to_connection(site_id)
    return _form_page("connections/wordpress.html", site, form, on_the_blog=_authorise_page(site.address))


@bp.route(f"{OF_SITE}/feed", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def feed(site_id: int) -> ResponseReturnValue:
    """Connect a site by its comment feed, which is only read."""
    site = site_at_hand(site_id).site
    form = FeedForm()
    if form.validate_on_submit() and done(
        form,
        lambda: open_connection(
            db.session, actor(), now(), site_id=site_id, kind=FEED, address=form.address.data, keys=_keys()
        ),
        FIELDS,
    ):
        return _to_connection(site_id)
    return _form_page("connections/feed.html", site, form)


@bp.route(f"{OF_SITE}/password", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def password(site_id: int) -> ResponseReturnValue:
    """Put in another password."""
    site, line = _connected(site_id)
    if line.kind != WORDPRESS:
        abort(404)
    form = AccountForm(seen=line.revision, account=line.account)
    if form.validate_on_submit() and done(
        form,
        lambda: replace_password(
            db.session,
            actor(),
            now(),
            connection_id=line.connection_id,
            seen=form.seen_version(),
            account=form.account.data,
            password=form.password.data,
            keys=_keys(),
        ),
        FIELDS,
    ):
        return _to_connection(site_id)
    return _form_page("connections/password.html", site, form, on_the_blog=_authorise_page(line.address))


@bp.route(f"{OF_SITE}/close", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def close(site_id: int) -> ResponseReturnValue:
    """Let go of the host and throw its password away."""
    site, line = _connected(site_id)
    form = CloseForm(seen=line.revision)
    if form.validate_on_submit() and done(
        form,
        lambda: close_connection(
            db.session, actor(), now(), connection_id=line.connection_id, seen=form.seen_version()
        ),
    ):
        flash("The connection is closed, and its password is thrown away.")
        return redirect(url_for("connections.connection", site_id=site_id), 303)
    return _form_page("connections/close.html", site, form, line=line)


@bp.post(f"{OF_SITE}/check")
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def check(site_id: int) -> ResponseReturnValue:
    """Ask the worker to look at once; the connection's page follows it."""
    _, line = _connected(site_id)
    done_or_said(
        lambda: ask_for_look(db.session, actor(), now(), connection_id=line.connection_id),
        "We are looking at the blog now.",
    )
    return redirect(url_for("connections.connection", site_id=site_id), 303)


def _connected(site_id: int) -> tuple[Site, ConnectionLine]:
    site = site_at_hand(site_id).site
    line = connection_of(db.session, school().id, today(), site_id)
    if line is None:
        abort(404)
    return site, line


def _to_connection(site_id: int) -> ResponseReturnValue:
    flash("The password is sealed and kept. We are testing the connection now.")
    return redirect(url_for("connections.connection", site_id=site_id), 303)


def _page(template: str, site: Site, **values: Any) -> str:
    return render_template(template, **{"site": site, "back": back_to_site(site), **values})


def _form_page(template: str, site: Site, form: ProductForm, **values: Any) -> ResponseReturnValue:
    answer = _page(template, site, form=form, back=_back_to_connection(site), **values)
    return (answer, 422) if form.is_submitted() else answer


def _back_to_connection(site: Site) -> dict[str, str]:
    return {"href": url_for("connections.connection", site_id=site.id), "text": "Back to the connection"}


def _authorise_page(address: str) -> str:
    """The page of the blog on which an application password is made, with its name filled in.

    It is not asked to send the password back to us: it would then stand in an address, and in every log of it.
    """
    if not address.startswith(("http://", "https://")):
        return ""
    return f"{clean_address(address)}/wp-admin/authorize-application.php?app_name={quote(NAME_ON_THE_BLOG)}"


def _keys() -> tuple[str, ...]:
    settings: Settings = current_app.extensions["governance"]
    return settings.sealing_keys
