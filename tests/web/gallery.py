"""A small application that shows every component in every state, for the tests alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, flash, render_template, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from governance.domain.refusals import Refusal
from governance.web import errors, interface
from governance.web.fields import (
    ChoiceField,
    ChoicesField,
    ColourField,
    DateField,
    EmailField,
    NumberField,
    ParagraphsField,
    PasswordField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TickField,
    TimeField,
    UploadField,
    VersionedForm,
    WebAddressField,
    WholeNumberField,
    YesNoField,
    refusal_lines,
)
from governance.web.pages import Link, PageFrame, PersonFrame, SchoolFrame, Worry, describe_pages_with, page_frame

SITE_STATES = ("found", "proposed", "approved", "live", "suspended", "closing", "closed")
VERSION_STATES = ("draft", "submitted", "returned", "declined", "withdrawn", "approved", "superseded")
KINDS = [
    SelectChoice("text", "Text", {"hint": "Posts and comments in words"}),
    SelectChoice("images", "Images"),
    SelectChoice("files", "Files"),
]
LONG = "https://blogs.example.org/" + "a-very-long-address-without-any-place-to-break" * 3


class EveryQuestion(VersionedForm):
    """One question of each sort."""

    name = TextField("What is the site called?", "Enter the name of the site")
    reason = ParagraphsField("Why does the school want it?", "Say why the school wants it", longest=300)
    start = DateField("When should it start?", "Enter the day on which it should start")
    meeting = TimeField("At what time did you talk about it?")
    hours = NumberField(
        "How many hours a week can you give?", "Say how many hours", least=0, most=40, hint="Such as 1.5"
    )
    people = WholeNumberField("How many people will look after it?", least=1, most=50)
    contact = EmailField("School e-mail address")
    address = WebAddressField("Where will it be?")
    colour = ColourField("The school's colour")
    audience = ChoiceField("Who is it for?", "Choose who it is for", choices=KINDS)
    contributions = ChoicesField("What may people add?", "Choose at least one", choices=KINDS)
    platform = SelectField("Where is it hosted?", "Choose where it is hosted", choices=KINDS)
    pupils = YesNoField("Will pupils see it?", "Say whether pupils will see it")
    logo = UploadField("The school's logo", largest=100_000, endings=(".png", ".jpg"))
    password = PasswordField("Your password", "Enter your password", autocomplete="current-password")
    agree = TickField("I have read the policy", "Tick the box once you have read the policy")


class Filter(ProductForm):
    """What a filter is made of."""

    person = TextField("Person", say_optional=False)
    state = SelectField("State", choices=KINDS, say_optional=False)


REFUSALS = (
    Refusal("reason.missing", "Say why the school wants this site.", "A.1.2", "reason"),
    Refusal("people.too_few", "Name a second person to look after the site.", "A.5"),
)


def frame() -> PageFrame:
    """What stands around the gallery: somebody who belongs to two schools, in a colour that the test may choose."""
    if request.args.get("public"):
        return PageFrame(
            school=SchoolFrame("Mill Lane Primary School", "/", colour=request.args.get("colour", "#ffd23f"))
        )
    return PageFrame(
        school=SchoolFrame(
            "Mill Lane Primary School", "/", colour=request.args.get("colour", "#1d4f73"), logo="/static/icon.svg"
        ),
        person=PersonFrame("A. Teacher", "Teacher and ICT lead", "/sign-out", "/account"),
        navigation=(
            Link("Home", "/", current=True),
            Link("Decisions", "/decisions", count=3),
            Link("Proposals", "/proposals", count=0),
            Link("Sites", "/sites"),
            Link("People", "/people"),
            Link("History", "/history"),
        ),
        schools=(Link("Hill Top Infant School", "/s/hill-top/"), Link("Mill Lane Primary School", "/", current=True)),
        foot=(Link("Is this page really the school’s?", "/check"), Link("Accessibility", "/accessibility")),
        worry=Worry("Worried about a child?", "Tell the safeguarding lead", "/worried"),
    )


def gallery_values() -> dict[str, Any]:
    """Everything that the gallery's template shows."""
    moment = datetime(2026, 11, 20, 15, 5, tzinfo=UTC)
    return {
        "site_states": SITE_STATES,
        "version_states": VERSION_STATES,
        "refusal_rows": REFUSALS,
        "answers": [
            {"key": "Name", "value": "Year 4 blog", "href": "/change/name"},
            {"key": "Address", "value": LONG, "href": "/change/address"},
            {"key": "Who may add to it", "value": ["Year 4 pupils", "Parents"], "href": "/change/who"},
            {"key": "Exit plan", "value": None, "href": "/change/exit"},
            {"key": "Started", "value": "Friday 20 November 2026"},
        ],
        "tasks": [
            {
                "text": "Year 4 blog waits for your decision",
                "reason": "The assistant head sent it 3 days ago.",
                "href": "/decide",
                "due": date(2026, 11, 27),
                "button": "Read and decide",
            },
            {
                "text": "Chess club blog lost its second person",
                "reason": "A moderator left the school.",
                "action": "/name",
                "seen": 4,
                "due": date(2026, 11, 13),
                "late": True,
                "button": "Name somebody",
            },
        ],
        "step_rows": [
            {"text": "Who it is for", "href": "/1", "status": "Done", "tone": "good"},
            {"text": "How it ends", "href": "/2", "status": "Something is missing", "tone": "warn", "hint": "A.1.6"},
            {"text": "Who looks after it", "href": "/3", "status": "Not started"},
        ],
        "events": [
            {"when": moment, "sentence": "The head sent the proposal back.", "reason": "Please name who closes it."},
            {"when": moment, "sentence": "A teacher sent version 2 of the proposal."},
        ],
        "checks": [
            {"outcome": "pass", "title": "Approved", "clause": "A.3.2", "found": "The head approved version 2."},
            {
                "outcome": "fail",
                "title": "House rules",
                "clause": "A.4.1",
                "found": "They have not been published.",
                "todo": "Publish the house rules",
                "href": "/rules",
            },
            {
                "outcome": "unknown",
                "title": "Comments are held",
                "found": "The host did not answer.",
                "todo": "Try again.",
            },
        ],
        "pieces": [
            ("same", "The blog is for "),
            ("removed", "everybody"),
            ("added", "the parents of Year 4"),
            ("same", ".\nIt ends in July."),
        ],
        "table_rows": [["Year 4 blog", "Live", "3"], ["Chess club, with a rather long name", "Paused", "12"]],
        "moment": moment,
    }


def make_gallery() -> Flask:
    """Build the gallery's application."""
    app = Flask("governance")
    app.config.update(SECRET_KEY="gallery", MAX_CONTENT_LENGTH=200_000)
    CSRFProtect(app)
    interface.install(app)
    errors.install(app)
    assert app.jinja_loader is not None
    app.jinja_loader = ChoiceLoader([FileSystemLoader(Path(__file__).with_name("gallery_templates")), app.jinja_loader])
    describe_pages_with(app, frame)

    @app.route("/", methods=["GET", "POST"])
    def components() -> str:
        form = EveryQuestion(seen=7)
        wrong = form.validate_on_submit() is False and request.method == "POST"
        flash("The proposal has been sent to the head.")
        flash("One person has not acknowledged the policy.", "warning")
        problems = refusal_lines(REFUSALS, lambda page: f"/page/{page}") if wrong else ()
        return render_template("gallery.html", form=form, filter=Filter(), problems=problems, **gallery_values())

    @app.post("/seen")
    def seen() -> str:
        return str(VersionedForm().seen_version())

    @app.get("/register")
    def register() -> str:
        return render_template("open.html")

    @app.route("/broken/<int:code>", methods=["GET", "POST"])
    def broken(code: int) -> Response:
        if code == 409:
            raise errors.DecidedMeanwhile("The head approved this on Friday 20 November 2026 at 3:05pm.", "/site")
        if code == 403:
            raise errors.NotAllowed("Only the head decides on proposals.", "the head, or who acts for the head")
        abort(code)

    @app.get("/boom")
    def boom() -> str:
        page_frame()
        raise ZeroDivisionError("a secret detail")

    return app
