"""Every route says who may enter it, and what needs no sign-in stands on this list."""

from __future__ import annotations

from flask import Flask

from governance.web.entry import entry_of

# Addresses that anybody may read without a sign-in, and why.
PUBLIC = {
    "static": "the look",
    "health.healthz": "a machine asks whether the product runs",
    "home.accessibility": "who cannot use the sign-in has to be able to read it",
    "register.register": "the public register",
    "provider_reports.provider": "a contracted provider tells of a breach without a sign-in",
    "provider_reports.send": "the same",
    "provider_reports.sent": "the same",
    "register.site": "what a site is for, and who runs it by position",
    "register.rules": "the house rules of a site",
    "register.logo": "the school's logo on its public pages",
    "register.check": "is this page really the school's?",
    "register.answer_check": "the same, answered",
    "public_rules.school_text": "house rules and terms of use are read by whoever writes on a site",
    "public_rules.site_text": "the same of one site",
    "pretenders.report": "a parent tells of a pretending site",
    "pretenders.send_report": "the same form, sent",
    "pretenders.reported": "the thanks for it",
    "telling.tell": "a child tells a grown-up",
    "telling.send": "the same form, sent",
    "telling.told": "what became of it, for who has the private address",
    "appeals.removed": "why a comment was removed, for who was given the link",
    "appeals.appeal": "the appeal against it, sent",
    "appeals.appealed": "what became of it, for who has the private address",
    "ingest.take": "a program has no sign-in: it shows the key of the site, or is answered 401",
    "api.openapi": "whoever writes such a program reads it before there is a key",
}

# Forms that are sent by POST and change nothing, each with the reason.
ASKS_ONLY = {
    "register.answer_check": "a pasted address may hold what belongs in no address bar or log",
    "people_shown.search": "a child's name belongs in no address bar or log",
    "people_shown.look_at_list": "a list of children is looked at and not kept",
}

# Signing in happens before there is anybody signed in; these routes guard and throttle themselves.
SIGNING_IN = "security."


def test_every_route_declares_who_may_enter(app: Flask) -> None:
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if entry_of(app, rule.endpoint) is None]
    assert silent == [], "Put @requires(...), @signed_in() or @public() under the route of each of these."


def test_what_is_public_stands_on_the_list(app: Flask) -> None:
    declared = {rule.endpoint: entry_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    public = {name for name, entry in declared.items() if entry and entry.public and not name.startswith(SIGNING_IN)}
    assert public - set(PUBLIC) == set(), "Is it meant for everybody? Then write it on the list, with the reason."


def test_a_permission_belongs_to_a_school(app: Flask) -> None:
    homeless = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for entry in (entry_of(app, rule.endpoint),)
        if entry and entry.permission is not None and not rule.rule.startswith("/s/<school>/")
    ]
    assert homeless == [], "Roles are held at a school: begin the address with /s/<school>/."


def test_what_takes_a_form_declares_that_it_writes_or_changes_nothing(app: Flask) -> None:
    reading = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        for entry in (entry_of(app, rule.endpoint),)
        if entry and not entry.writes and "POST" in (rule.methods or ())
    }
    assert reading - set(ASKS_ONLY) == set(), (
        "A form that changes nothing is a GET; one that changes something declares writes=True."
    )
