"""What is new on the school's sites: the year's grid for everybody, and one site's updates (A.1.5, A.1.6, DESIGN 7)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.freshness import Freshness
from governance.queries.content_posts import unapproved_updates
from governance.queries.freshness import UpdateRow, updates_of
from governance.services.update_settings import ask_for_look, set_watch, take_over_move
from governance.services.updates import say_updated, withdraw_update
from governance.web.content.area import kind_words, kinds_asked_of, site_or_404
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import ChoiceField, DateField, SelectChoice, TextField, VersionedForm
from governance.web.frame import WAYS, Way
from governance.web.freshness_grid import HEADINGS, grid_of, rows_of_file, site_row, year_asked
from governance.web.freshness_words import KIND_WORDS, STATE_WORDS, WHY_WORDS
from governance.web.handed_out import sheet_handed_out
from governance.web.refused import done, done_or_said

bp = Blueprint("freshness", __name__, url_prefix="/s/<school>")


class SaidForm(VersionedForm):
    """Something new that a person saw on the site."""

    said_on = DateField("When was it posted?", "Enter the day on which it was posted", hint="For example, 16 11 2026")
    address = TextField(
        "Address of the new post",
        "Enter the address of the new post",
        longest=2000,
        hint="Copy it from the browser. Others can look at it then.",
    )
    title = TextField("What it is about", longest=200, hint="You can leave this empty. Write no pupil’s name.")


class WatchForm(VersionedForm):
    """How something new is noticed."""

    kind = ChoiceField(
        "How is something new noticed?",
        "Choose how something new is noticed",
        choices=[
            SelectChoice("feed", KIND_WORDS["feed"], {"hint": "Leave the address empty, and we look for the feed."}),
            SelectChoice("wordpress", KIND_WORDS["wordpress"]),
            SelectChoice("hand", KIND_WORDS["hand"], {"hint": "For networks, and for sites without a feed."}),
        ],
    )
    address = TextField("Address of the feed or the WordPress", longest=2000)


@bp.get("/freshness")
@requires(Permission.SEE_SITES)
def freshness() -> ResponseReturnValue:
    """Show how every site stands, the worst first, and the school year week by week."""
    show = request.args.get("show", "")
    if show and show not in set(Freshness):
        raise NotFound
    grid = grid_of(year_asked(request.args.get("year", "")))
    return render_template(
        "freshness/freshness.html",
        grid=grid,
        rows=[row for row in grid.rows if not show or row.standing.state == show],
        show=show,
        states=STATE_WORDS,
        asleep_after=policy().asleep_after_missed_updates,
        expected_by=policy().update_weekday.capitalize(),
    )


@bp.get("/freshness.<any(csv, xlsx):as_file>")
@requires(Permission.SEE_SITES)
def freshness_file(as_file: str) -> ResponseReturnValue:
    """Hand the year out, one line for each site and week."""
    grid = grid_of(year_asked(request.args.get("year", "")))
    lines = rows_of_file(grid)
    name = f"freshness-{grid.year}-{today().isoformat()}.{as_file}"
    return sheet_handed_out(name, "Freshness", HEADINGS, lines)


@bp.get("/sites/<int:site_id>/updates")
@requires(Permission.SEE_SITES)
def updates(site_id: int) -> ResponseReturnValue:
    """Show what one site published, how that is noticed, and the form for saying it by hand."""
    return _updates_page(site_id, SaidForm(formdata=None, data={"said_on": today()}))


@bp.post("/sites/<int:site_id>/updates")
@requires(Permission.SEE_SITES, writes=True)
def say(site_id: int) -> ResponseReturnValue:
    """Say by hand that something new was posted."""
    form = SaidForm()
    if form.validate() and done(
        form,
        lambda: say_updated(
            db.session,
            actor(),
            now(),
            site_id=site_id,
            said_on=form.said_on.data or today(),
            address=form.address.data,
            title=form.title.data,
        ),
        {"said_in_future": "said_on", "said_too_late": "said_on", "no_address": "address"},
    ):
        return redirect(url_for(".updates", site_id=site_id), 303)
    return _updates_page(site_id, form), 422


@bp.post("/sites/<int:site_id>/updates/<int:update_id>/withdraw")
@requires(Permission.SEE_SITES, writes=True)
def withdraw(site_id: int, update_id: int) -> ResponseReturnValue:
    """Take back what was said by hand."""
    done_or_said(
        lambda: withdraw_update(db.session, actor(), now(), site_id=site_id, update_id=update_id),
        "It is taken back and no longer counts.",
    )
    return redirect(url_for(".updates", site_id=site_id), 303)


@bp.post("/sites/<int:site_id>/updates/look")
@requires(Permission.SEE_SITES, writes=True)
def look(site_id: int) -> ResponseReturnValue:
    """Ask for a look at once."""
    done_or_said(
        lambda: ask_for_look(db.session, actor(), now(), site_id=site_id),
        "We look now. Open this page again in a minute.",
    )
    return redirect(url_for(".updates", site_id=site_id), 303)


@bp.post("/sites/<int:site_id>/updates/moved")
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def moved(site_id: int) -> ResponseReturnValue:
    """Take over the address to which the feed has moved."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: take_over_move(db.session, actor(), now(), site_id=site_id, seen=seen),
        "From now on we look at the new address.",
    )
    return redirect(url_for(".updates", site_id=site_id), 303)


@bp.route("/sites/<int:site_id>/updates/watch", methods=["GET", "POST"])
@requires(Permission.LOOK_AFTER_HOSTS, writes=True)
def watch(site_id: int) -> ResponseReturnValue:
    """Choose how something new on a site is noticed."""
    row = site_row(site_id)
    if row is None or row.site.watch is None:
        raise NotFound
    known = row.site.watch
    form = WatchForm(data={"kind": known.kind.value, "address": known.address, "seen": known.revision})
    if (
        request.method == "POST"
        and form.validate()
        and done(
            form,
            lambda: set_watch(
                db.session,
                actor(),
                now(),
                site_id=site_id,
                seen=form.seen_version(),
                kind=form.kind.data,
                address=form.address.data,
            ),
            {"bad_address": "address", "kind_unknown": "kind"},
        )
    ):
        return redirect(url_for(".updates", site_id=site_id), 303)
    return render_template("freshness/watch.html", form=form, row=row), 422 if request.method == "POST" else 200


def _updates_page(site_id: int, form: SaidForm) -> str:
    row = site_row(site_id)
    if row is None:
        raise NotFound
    found = updates_of(db.session, school().id, site_id)
    unapproved = unapproved_updates(db.session, school().id, site_id)
    return render_template(
        "freshness/updates.html",
        row=row,
        updates=found,
        by_hand=[one.id for one in found if _is_said(one)],
        form=form,
        why=WHY_WORDS,
        kinds=KIND_WORDS,
        states=STATE_WORDS,
        expected_by=policy().update_weekday.capitalize(),
        may_look_after=may(actor(), Permission.LOOK_AFTER_HOSTS),
        unapproved=unapproved,
        kinds_asked=kinds_asked_of(site_or_404(site_id), list(unapproved.values())) if unapproved else {},
        kind_words=kind_words,
    )


def _is_said(one: UpdateRow) -> bool:
    return bool(one.person) and one.withdrawn_at is None


WAYS.append(Way("What is new on our sites", "freshness.freshness", Permission.SEE_SITES))
