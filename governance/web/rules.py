"""Writing, previewing and publishing house rules and terms of use, the school's own and a site's additions (A.4.1)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.default_rules import DEFAULT_TEXTS
from governance.domain.rule_texts import (
    LONGEST_INTRODUCTION,
    LONGEST_RULE,
    MOST_RULES,
    RulesAudience,
    RulesKind,
    RulesText,
    difference,
    publish_refusals,
    rules_typed,
    text_name,
)
from governance.models import RuleSet, Site
from governance.queries.rules import TextOverview, overview_of, text_of_set, versions_of
from governance.services.rules import NO_DRAFT, discard_draft, publish_rules, save_draft
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ParagraphsField, VersionedForm, seen_from
from governance.web.frame import WAYS, Way
from governance.web.public_rules import ADDRESSES, KINDS
from governance.web.refused import done, done_or_said

bp = Blueprint("rules", __name__)

_TEXT = "<any('house-rules', 'terms-of-use'):text>/<any('pupils', 'adults'):audience>"
_EMPTY = RulesText("", ())


class RulesForm(VersionedForm):
    """One text: its introduction, and its rules one to a line."""

    introduction = ParagraphsField("Introduction", longest=LONGEST_INTRODUCTION, hint="A sentence or two before them.")
    rules = ParagraphsField(
        "The rules, each on a line of its own",
        longest=MOST_RULES * LONGEST_RULE,
        say_optional=False,
        hint="We number them. You can stop in the middle and come back: nobody sees a draft.",
    )

    def text(self) -> RulesText:
        """Return what was typed."""
        return RulesText(self.introduction.data, rules_typed(self.rules.data))


@bp.get("/s/<school>/rules")
@requires(Permission.LOOK_AFTER_RULES)
def rules() -> ResponseReturnValue:
    """Show the school's own four texts, and what there is of each."""
    return render_template("rules/rules.html", site=None, texts=_described(None))


@bp.get("/s/<school>/sites/<int:site_id>/rules")
@requires(Permission.LOOK_AFTER_RULES)
def site(site_id: int) -> ResponseReturnValue:
    """Show what a site adds to the school's rules."""
    return render_template("rules/rules.html", site=_site_or_404(site_id), texts=_described(site_id))


@bp.get(f"/s/<school>/rules/{_TEXT}", endpoint="edit")
@bp.get(f"/s/<school>/sites/<int:site_id>/rules/{_TEXT}", endpoint="edit")
@requires(Permission.LOOK_AFTER_RULES)
def edit(text: str, audience: str, site_id: int | None = None) -> ResponseReturnValue:
    """Ask for the next version of one text; it begins with the draft, the version in force, or the default."""
    overview = _overview(text, audience, site_id)
    start = _start(overview, site_id)
    form = RulesForm(
        formdata=None,
        data={
            "introduction": start.introduction,
            "rules": "\n".join(start.rules),
            "seen": overview.draft.revision if overview.draft else NO_DRAFT,
        },
    )
    return _form_page(form, overview, site_id)


@bp.post(f"/s/<school>/rules/{_TEXT}", endpoint="save")
@bp.post(f"/s/<school>/sites/<int:site_id>/rules/{_TEXT}", endpoint="save")
@requires(Permission.LOOK_AFTER_RULES, writes=True)
def save(text: str, audience: str, site_id: int | None = None) -> ResponseReturnValue:
    """Save the draft and go on to its preview."""
    form = RulesForm()
    overview = _overview(text, audience, site_id)
    seen = form.seen_version()
    if form.validate_on_submit() and done(
        form,
        lambda: save_draft(
            db.session,
            actor(),
            now(),
            kind=overview.kind,
            audience=overview.audience,
            site_id=site_id,
            text=form.text(),
            seen=seen,
        ),
        {"introduction": "introduction", "rules": "rules"},
    ):
        return redirect(url_for(".preview", **_where(text, audience, site_id)))
    return _form_page(form, overview, site_id), 422


@bp.get(f"/s/<school>/rules/{_TEXT}/preview", endpoint="preview")
@bp.get(f"/s/<school>/sites/<int:site_id>/rules/{_TEXT}/preview", endpoint="preview")
@requires(Permission.LOOK_AFTER_RULES)
def preview(text: str, audience: str, site_id: int | None = None) -> ResponseReturnValue:
    """Show the draft as it will read, what changes, and what still stands against publishing it."""
    overview = _overview(text, audience, site_id)
    if overview.draft is None:
        return redirect(url_for(".edit", **_where(text, audience, site_id)))
    after = text_of_set(overview.draft)
    before = text_of_set(overview.in_force) if overview.in_force else None
    return render_template(
        "rules/preview.html",
        name=text_name(overview.kind, overview.audience),
        site=_site_or_404(site_id) if site_id is not None else None,
        draft=overview.draft,
        pieces=[(piece.change.value, piece.text) for piece in difference(before, after)] if before else [],
        refusals=publish_refusals(after, before),
        where=_where(text, audience, site_id),
    )


@bp.post("/s/<school>/rules/drafts/<int:rule_set_id>/publish")
@requires(Permission.LOOK_AFTER_RULES, writes=True)
def publish(rule_set_id: int) -> ResponseReturnValue:
    """Publish a draft."""
    seen = seen_from(request.form.getlist("seen"))
    published = done_or_said(
        lambda: publish_rules(db.session, actor(), now(), rule_set_id=rule_set_id, seen=seen),
        "The new version is published. Anybody can read it now.",
    )
    row = _set_or_404(rule_set_id)
    address = ".versions" if published else ".preview"
    return redirect(url_for(address, **_where(ADDRESSES[RulesKind(row.kind)], row.audience, row.site_id)))


@bp.post("/s/<school>/rules/drafts/<int:rule_set_id>/discard")
@requires(Permission.LOOK_AFTER_RULES, writes=True)
def discard(rule_set_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    seen = seen_from(request.form.getlist("seen"))
    site_id = _set_or_404(rule_set_id).site_id
    done_or_said(
        lambda: discard_draft(db.session, actor(), now(), rule_set_id=rule_set_id, seen=seen),
        "The draft is thrown away. What is published stays as it is.",
    )
    return redirect(url_for(".site", site_id=site_id) if site_id is not None else url_for(".rules"))


@bp.get(f"/s/<school>/rules/{_TEXT}/versions", endpoint="versions")
@bp.get(f"/s/<school>/sites/<int:site_id>/rules/{_TEXT}/versions", endpoint="versions")
@requires(Permission.LOOK_AFTER_RULES)
def versions(text: str, audience: str, site_id: int | None = None) -> ResponseReturnValue:
    """Show every published version with what it changed."""
    overview = _overview(text, audience, site_id)
    found = versions_of(db.session, school().id, site_id, overview.kind, overview.audience)
    older = [*(text_of_set(row) for row in found[1:]), None][: len(found)]
    return render_template(
        "rules/versions.html",
        name=text_name(overview.kind, overview.audience),
        site=_site_or_404(site_id) if site_id is not None else None,
        versions=[
            (row, [(piece.change.value, piece.text) for piece in difference(before, text_of_set(row))])
            for row, before in zip(found, older, strict=True)
        ],
        where=_where(text, audience, site_id),
    )


def _form_page(form: RulesForm, overview: TextOverview, site_id: int | None) -> str:
    return render_template(
        "rules/edit.html",
        form=form,
        name=text_name(overview.kind, overview.audience),
        overview=overview,
        site=_site_or_404(site_id) if site_id is not None else None,
        where=_where(ADDRESSES[overview.kind], overview.audience, site_id),
    )


def _start(overview: TextOverview, site_id: int | None) -> RulesText:
    """What the form begins with.  A site adds to the school's rules, so its own begin empty."""
    row = overview.draft or overview.in_force
    if row is not None:
        return text_of_set(row)
    return _EMPTY if site_id is not None else DEFAULT_TEXTS[overview.kind, overview.audience]


def _overview(text: str, audience: str, site_id: int | None) -> TextOverview:
    if site_id is not None:
        _site_or_404(site_id)
    wanted = (KINDS[text], RulesAudience(audience))
    texts = overview_of(db.session, school().id, site_id)
    return next(one for one in texts if (one.kind, one.audience) == wanted)


def _described(site_id: int | None) -> list[tuple[str, TextOverview, dict[str, Any]]]:
    return [
        (text_name(one.kind, one.audience), one, _where(ADDRESSES[one.kind], one.audience, site_id))
        for one in overview_of(db.session, school().id, site_id)
    ]


def _where(text: str, audience: str, site_id: int | None) -> dict[str, Any]:
    """What the addresses around one text carry."""
    return {"text": text, "audience": str(audience)} | ({"site_id": site_id} if site_id is not None else {})


def _site_or_404(site_id: int) -> Site:
    found = db.session.get(Site, site_id)
    if found is None or found.school_id != school().id:
        abort(404)
    return found


def _set_or_404(rule_set_id: int) -> RuleSet:
    found = db.session.get(RuleSet, rule_set_id)
    if found is None or found.school_id != school().id:
        abort(404)
    return found


WAYS.append(Way("Rules", "rules.rules", Permission.LOOK_AFTER_RULES))
