"""The acts that ask something first: which rule a removal cites, whom to ask, to whom it goes, what was seen.

Each is a page of its own, and the same questions stand in the comment's card where the page's script runs.
"""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.words import CommentAction
from governance.domain.concerns import About
from governance.domain.refusals import Refusal
from governance.domain.rule_texts import RulesAudience, RulesKind
from governance.queries.comments.cards import Card
from governance.queries.comments.told import open_flags_of
from governance.queries.people import people_on
from governance.services.comments.first_words import say_what_was_seen
from governance.services.comments.handing import colleagues
from governance.services.rules_in_force import InForce, rules_in_force
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import ChoiceField, ParagraphsField, ProductForm, SelectChoice, VersionedForm, given
from governance.web.queue.acting import ACTS, decided
from governance.web.queue.area import bp, card_or_404, is_in_place
from governance.web.queue.shown import against, show
from governance.web.refused import done

AUDIENCE_WORDS = {RulesAudience.PUPILS: "Rules for pupils", RulesAudience.ADULTS: "Rules for adults"}

# Which words of a rule fit what the machine saw: it only says that a rule may fit, the moderator chooses.
FITS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"full_name", "first_name", "name_with_school", "class"}), ("last name", "surname", "name a child")),
    (
        frozenset({"phone", "mail", "postcode", "address", "handle", "whereabouts", "birth_date", "staff_home"}),
        ("private", "telephone", "phone"),
    ),
    (frozenset({"slur", "swearing", "insult", "unkindness", "threat", "sexual"}), ("kind", "polite", "attack")),
    (frozenset({"link"}), ("link",)),
    (frozenset({"advert"}), ("advert", "money")),
)


class RemoveForm(VersionedForm):
    """Which rule it breaks, and a note for the school's own record."""

    note = ParagraphsField("Note for the record", longest=2000, hint="The author does not see it.")


class AskForm(VersionedForm):
    """Whom to ask, and what."""

    to_person = ChoiceField("Whom do you ask?", "Choose the colleague who should look at it.")
    note = ParagraphsField("What do you want to ask?", "Write what you want to ask.", longest=2000)


class HandOnForm(VersionedForm):
    """To whom it goes."""

    to_person = ChoiceField("Who looks at it instead of you?", "Choose the colleague who should look at it.")
    note = ParagraphsField("A word to them", longest=2000)


class SeenForm(ProductForm):
    """What was seen, after it was hidden."""

    about = ChoiceField(
        "Whom is it about?",
        "Say whom it is about.",
        choices=[
            SelectChoice(About.CHILD, "A child, or I am not sure"),
            SelectChoice(About.ADULT, "A grown-up at the school", {"hint": "The head reads it, nobody else."}),
            SelectChoice(About.HEAD, "The head", {"hint": "The chair of governors reads it, nobody else."}),
            SelectChoice(About.DSL, "The safeguarding lead", {"hint": "The head reads it, nobody else."}),
        ],
    )
    facts = ParagraphsField(
        "What did you see?", hint="Only what was there: who wrote it, to whom, when. In your own words.", longest=4000
    )
    opinion = ParagraphsField("What do you think it means?", hint="Your own view, kept apart from it.", longest=4000)


@bp.get("/comments/<int:comment_id>/remove")
@requires(Permission.MODERATE)
def remove(comment_id: int) -> ResponseReturnValue:
    """Ask which rule the comment breaks."""
    card, _ = card_or_404(comment_id)
    return _remove_page(card, RemoveForm(seen=card.revision))


@bp.post("/comments/<int:comment_id>/remove")
@requires(Permission.MODERATE, writes=True)
def remove_now(comment_id: int) -> ResponseReturnValue:
    """Remove it under the rule that was chosen."""
    form = RemoveForm()
    form.seen_version()
    rule = request.form.get("rule", "")
    if form.validate() and rule.isdecimal() and len(rule) <= 9:
        return decided(comment_id, CommentAction.REMOVE, rule_id=int(rule), note=form.note.data or "")
    card, _ = card_or_404(comment_id)
    problem = "" if rule.isdecimal() else "Choose the house rule that this comment breaks."
    return make_response(_remove_page(card, form, problem), 422)


def _remove_page(card: Card, form: RemoveForm, problem: str = "") -> str:
    kinds = {flag.kind for flag in open_flags_of(db.session, school().id, [card.id]).get(card.id, ())}
    signs = tuple(sign for seen, words in FITS if kinds & seen for sign in words)
    if problem:
        form.add_refusals((Refusal("no_rule_chosen", problem),))
    return _asks(
        card, form, "remove", texts=house_rules(card.site_id), signs=signs, audience=AUDIENCE_WORDS, problem=problem
    )


def house_rules(site_id: int | None) -> list[InForce]:
    """Return the house rules in force on a site, or at the school, which a removal may cite."""
    return [text for text in rules_in_force(db.session, school().id, site_id) if text.kind is RulesKind.HOUSE_RULES]


@bp.get("/comments/<int:comment_id>/<any('ask', 'hand-on'):question>")
@requires(Permission.MODERATE)
def ask(comment_id: int, question: str) -> ResponseReturnValue:
    """Ask whom to ask, or to whom it goes."""
    card, _ = card_or_404(comment_id)
    return _asks(card, _colleague_form(card, question, seen=card.revision), question)


@bp.post("/comments/<int:comment_id>/<any('ask', 'hand-on'):question>")
@requires(Permission.MODERATE, writes=True)
def ask_now(comment_id: int, question: str) -> ResponseReturnValue:
    """Put the question, or hand the comment on."""
    card, _ = card_or_404(comment_id)
    form = _colleague_form(card, question)
    form.seen_version()
    if form.validate():
        return decided(comment_id, ACTS[question], to_person=int(given(form.to_person.data)), note=form.note.data or "")
    return make_response(_asks(card, form, question), 422)


def _colleague_form(card: Card, act: str, **values: int) -> AskForm | HandOnForm:
    form = AskForm(**values) if act == "ask" else HandOnForm(**values)
    ids = set(colleagues(db.session, school().id, card.site_id, today())) - {actor().person_id}
    people = [person for person in people_on(db.session, school().id, today()) if person.person_id in ids]
    form.to_person.choices = [SelectChoice(str(person.person_id), person.words) for person in people]
    return form


def _asks(card: Card, form: ProductForm, act: str, **more: object) -> str:
    """Show the question of an act, on its own page or in the card, with every reason why it is not possible now."""
    (shown,) = show([card])
    name = act.replace("-", "_")
    template = f"queue/{name}_in_place.html" if is_in_place() else f"queue/{name}.html"
    listed = request.args.get("list") or request.form.get("list") or ""
    return render_template(
        template,
        one=shown,
        card=card,
        form=form,
        act=act,
        against=against(ACTS[act], shown.situation),
        list=listed,
        **more,
    )


@bp.get("/comments/<int:comment_id>/hidden")
@requires(Permission.MODERATE)
def hidden(comment_id: int) -> ResponseReturnValue:
    """It is hidden; now ask what was seen."""
    card, _ = card_or_404(comment_id)
    return render_template("queue/hidden.html", card=card, form=SeenForm(about=About.CHILD))


@bp.post("/comments/<int:comment_id>/hidden")
@requires(Permission.MODERATE, writes=True)
def hidden_now(comment_id: int) -> ResponseReturnValue:
    """Write down what was seen, for the readers of the concern."""
    card, _ = card_or_404(comment_id)
    form = SeenForm()
    if form.validate() and done(
        form,
        lambda: say_what_was_seen(
            db.session,
            actor(),
            now(),
            comment_id=comment_id,
            about=About(given(form.about.data)),
            facts=form.facts.data or "",
            opinion=form.opinion.data or "",
        ),
    ):
        flash("Thank you. It is written down, and who has to read it will read it.")
        return redirect(url_for("queue.queue"), 303)
    return make_response(render_template("queue/hidden.html", card=card, form=form), 422)
