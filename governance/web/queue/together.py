"""Several comments at once: ticked, looked at first, then decided each by itself with a result each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.life import outcome
from governance.domain.comments.words import STATE_WORDS, CommentAction
from governance.domain.refusals import Refusal
from governance.queries.comments.many import cards_of
from governance.services.comments.bulk import MOST, TOGETHER, Pick, Result, decide_together
from governance.services.refused import Refused
from governance.web.entry import actor, now, requires
from governance.web.queue.acting import DONE
from governance.web.queue.area import bp, scope
from governance.web.queue.asking import AUDIENCE_WORDS, house_rules
from governance.web.queue.shown import Shown, against, show


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of the preview or of the result: what it becomes, or why not."""

    one: Shown
    seen: int
    becomes: str
    refusals: tuple[Refusal, ...]


@bp.get("/queue/together")
@requires(Permission.MODERATE)
def together() -> ResponseReturnValue:
    """Show what each of the ticked comments would become, and which cannot and why."""
    picks, action = _picks(request.args.getlist("pick")), _action(request.args.get("action", ""))
    lines = [_preview(one, picks[one.card.id], action) for one in _shown(picks)]
    sites = {line.one.card.site_id for line in lines}
    return render_template(
        "queue/together.html",
        lines=lines,
        action=action,
        can=sum(not line.refusals for line in lines),
        texts=house_rules(sites.pop() if len(sites) == 1 else None) if action is CommentAction.REMOVE else [],
        audience=AUDIENCE_WORDS,
        signs=(),
        gone=len(picks) - len(lines),
        said=DONE[action],
        again={
            one.value: url_for("queue.together", pick=request.args.getlist("pick"), action=one.value)
            for one in TOGETHER
        },
    )


@bp.post("/queue/together")
@requires(Permission.MODERATE, writes=True)
def decide_ticked() -> ResponseReturnValue:
    """Decide each of them, and say of each what became of it."""
    picks, action = _picks(request.form.getlist("pick")), _action(request.form.get("action", ""))
    rule = request.form.get("rule", "")
    before = {one.card.id: one for one in _shown(picks)}
    problem = ""
    results: tuple[Result, ...] = ()
    if action is CommentAction.REMOVE and not (rule.isdecimal() and len(rule) <= 9):
        problem = "Choose the house rule that these comments break. Go back, and nothing is lost."
    else:
        try:
            results = decide_together(
                db.session,
                actor(),
                now(),
                picks=[Pick(comment_id, seen) for comment_id, seen in picks.items()],
                action=action,
                rule_id=int(rule) if rule.isdecimal() else None,
                note=request.form.get("note", "")[:2000],
            )
        except Refused as refused:
            problem = " ".join(refusal.sentence for refusal in refused.refusals)
    lines = [_result(before[result.comment_id], result, action) for result in results if result.comment_id in before]
    page = render_template(
        "queue/together_done.html",
        lines=lines,
        problem=problem,
        done=sum(not line.refusals for line in lines),
        action=action,
        said=DONE[action],
    )
    return make_response(page, 422 if problem else 200)


def _shown(picks: dict[int, int]) -> list[Shown]:
    return show(cards_of(db.session, scope(), list(picks)))


def _preview(one: Shown, seen: int, action: CommentAction) -> Line:
    refusals = tuple(against(action, one.situation))
    if one.card.revision != seen:
        refusals = (Refusal("stale", "It changed since you ticked it. Look at it again."), *refusals)
    return Line(one, seen, "" if refusals else STATE_WORDS[outcome(action, one.situation)], refusals)


def _result(one: Shown, result: Result, action: CommentAction) -> Line:
    becomes = f"{DONE[action]}{', as it was already' if result.repeat else ''}" if result.state else ""
    return Line(one, one.card.revision, becomes, result.refusals)


def _picks(sent: list[str]) -> dict[int, int]:
    """Read what was ticked: each comment with the revision that was seen; what is no such pair was not ticked."""
    picks: dict[int, int] = {}
    for text in sent[:MOST]:
        number, _, seen = text.partition(".")
        if all(part.isascii() and part.isdigit() and len(part) <= 9 for part in (number, seen)):
            picks[int(number)] = int(seen)
    return picks


def _action(text: str) -> CommentAction:
    return next((one for one in TOGETHER if one.value == text), CommentAction.PUBLISH)
