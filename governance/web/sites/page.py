"""A site's own page: what it is, where it stands, what it waits for and on whom, and what can be done about it now."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.appointing import NAMERS
from governance.domain.approvals.words import RequestKind
from governance.domain.evidence import EVALUATORS, RECORDERS
from governance.domain.exit_plan import SIGNERS
from governance.domain.platforms import PLATFORM_NAMES
from governance.domain.public_register import public_standing
from governance.domain.waiting import Progress, waits_for
from governance.domain.words import KIND_WORDS, SiteState
from governance.queries.approvals import requests_on_site
from governance.queries.commenting import commenting_line
from governance.queries.content_posts import unapproved_on
from governance.queries.people import name_of
from governance.queries.registers.platform_accounts import closes_by
from governance.queries.site_records import (
    Happened,
    cards_of,
    evaluations_of,
    evidence_of,
    exit_steps_of,
    found_note_of,
    last_acts_of,
)
from governance.queries.sites import version_that_counts, versions_of
from governance.services.brand_reads import brand_said_on
from governance.services.situations import is_due_for_decision
from governance.web.approvals.area import tag_of
from governance.web.entry import actor, now, requires, school, today
from governance.web.sites.acts import offers
from governance.web.sites.area import SiteAtHand, address_if_there, bp, site_at_hand
from governance.web.sites.evidence import KIND_TITLES
from governance.web.sites.listing import year_group_words
from governance.web.sites.people import PersonLine, people_lines


@bp.get("/<int:site_id>")
@requires(Permission.SEE_SITES)
def site(site_id: int) -> ResponseReturnValue:
    """Show one site."""
    case = site_at_hand(site_id)
    site, school_id = case.site, school().id
    possible, blocked = offers(case)
    versions = versions_of(db.session, school_id, site.id)
    steps = exit_steps_of(db.session, school_id, site.id)
    held = case.situation().capacities
    people = people_lines(case)
    return render_template(
        "sites/site.html",
        site=site,
        facts=_facts(case),
        possible=possible,
        blocked=blocked,
        waiting=waits_for(
            Progress(
                site=site.state,
                version=counts.state if (counts := version_that_counts(versions)) else None,
                has_approved_version=site.current_version_id is not None,
                amber_until=site.amber_until,
                due_for_decision=site.state is SiteState.LIVE and is_due_for_decision(db.session, site, today()),
                steps_unsigned=sum(1 for step in steps if step.signed_at is None),
            )
        ),
        amber=_amber(case),
        why=_why_it_stands_so(case),
        platform_closes=_platform_closes(case),
        versions=versions,
        proposal_address=lambda version_id: address_if_there("proposals.overview", version_id=version_id),
        people=people,
        cards=cards_of(db.session, school_id, site.id, today()),
        evidence=evidence_of(db.session, school_id, site.id),
        kinds=KIND_TITLES,
        evaluations=evaluations_of(db.session, school_id, site.id),
        steps=steps,
        commenting=commenting_line(db.session, school_id, site.id),
        now=now(),
        happened=last_acts_of(db.session, school_id, site.id),
        may_name=bool(held & NAMERS) and site.state is not SiteState.CLOSED,
        may_record=bool(held & RECORDERS) and site.state is not SiteState.CLOSED,
        may_evaluate=bool(held & EVALUATORS) and case.running is not None,
        may_sign=bool(held & SIGNERS),
        **_asked_for(case),
        **_elsewhere(case, people),
    )


def _asked_for(case: SiteAtHand) -> dict[str, Any]:
    """What was asked for on the site beyond its creation, and whether its logo has the head's yes (A.3.5, A.5.7)."""
    kinds = {"ask_brand": RequestKind.BRAND, "ask_advert": RequestKind.ADVERTISING}
    return {
        "asked_for": requests_on_site(db.session, school().id, case.site.id),
        "brand_said": brand_said_on(db.session, case.site, case.running, today()),
        "request_words": lambda row: tag_of(row)[0],
        **{
            name: address_if_there("approvals.ask", request_kind=kind.value, site=case.site.id)
            for name, kind in kinds.items()
        },
    }


def _facts(case: SiteAtHand) -> list[dict[str, Any]]:
    """What the site is, as a summary list shows it; what nobody knows of a found account is said so."""
    site = case.site
    owner = name_of(db.session, site.resourcing_owner_id) if site.resourcing_owner_id else None
    host = {True: "By another organisation", False: "By the school", None: "Not known"}[site.third_party]
    platform = PLATFORM_NAMES.get(site.platform, site.platform) or "Not known"
    rows = [
        ("Kind", KIND_WORDS[site.kind].capitalize()),
        ("For", year_group_words(site) or "Not said"),
        ("Purpose", site.purpose or "Not known"),
        ("Address", site.address or "Not known"),
        ("Hosted", host),
        *(() if site.third_party is False else [("Platform", platform)]),
        ("Provides for it", owner or "Not known"),
    ]
    if site.platform:
        rows.insert(4, ("Platform", PLATFORM_NAMES.get(site.platform, site.platform)))
    note = found_note_of(db.session, school().id, site.id)
    written = (
        (("Looked after by, as written down", note.owner), ("Since", note.since), ("Notes", note.notes)) if note else ()
    )
    rows += [(key, words) for key, words in written if words]
    return [{"key": key, "value": value} for key, value in rows]


def _amber(case: SiteAtHand) -> list[Any]:
    """The checks that turned the site amber, as they stand now."""
    if case.site.amber_until is None:
        return []
    return [check for check in case.checks if check.key in case.site.amber_why]


def _why_it_stands_so(case: SiteAtHand) -> list[Happened]:
    """Who paused the site and why; on an amber one that was given more time, who gave it and why."""
    site = case.site
    if site.state is SiteState.SUSPENDED:
        return last_acts_of(db.session, school().id, site.id, 1, "site.suspended")
    if site.state is SiteState.LIVE and site.amber_until and site.extended_at:
        return last_acts_of(db.session, school().id, site.id, 1, "site.extended")
    return []


def _platform_closes(case: SiteAtHand) -> dict[str, Any] | None:
    """That the school retired the platform of a site that still stands there, and by when the site closes (7.3)."""
    site = case.site
    still_there = bool(site.platform) and site.state is not SiteState.CLOSED
    day = closes_by(db.session, school().id, site.platform) if still_there else None
    name = PLATFORM_NAMES.get(site.platform, site.platform)
    return {"day": day, "platform": name, "is_past": day < today()} if day else None


def _cover_address(case: SiteAtHand, people: list[PersonLine]) -> str | None:
    """The page of a live site's cover, for those who look after it and for who sees every site."""
    theirs = {case.site.resourcing_owner_id, *(line.duty.person_id for line in people)}
    if case.version is not None:
        theirs.add(case.version.proposer_id)
    sees = actor().person_id in theirs or may(actor(), Permission.LOOK_AFTER_SITES)
    if case.site.state is not SiteState.LIVE or not sees:
        return None
    return address_if_there("cover.site_cover", site_id=case.site.id)


def _elsewhere(case: SiteAtHand, people: list[PersonLine]) -> dict[str, Any]:
    """The pages of other areas about this site, where they are installed."""
    site_id = case.site.id
    site = case.site
    is_public = public_standing(site.state, site.closing_from, site.launched_at is not None) is not None
    return {
        "history": address_if_there("history.site", site_id=site_id),
        "clauses": address_if_there("clauses.site", site_id=site_id),
        "cover": _cover_address(case, people),
        "rules": [
            (f"House rules for {audience}", address)
            for audience in ("pupils", "adults")
            if is_public and (address := _rules_address(site_id, audience))
        ],
        "edit_rules": address_if_there("rules.site", site_id=site_id),
        "ingest_keys": address_if_there("ingest_keys.keys", site_id=site_id),
        "content": address_if_there("content.of_site", site_id=site_id),
        "unapproved": unapproved_on(db.session, school().id, site_id),
        "page_check": address_if_there("page_checks.page", site_id=site_id) if site.state is SiteState.LIVE else None,
        "connection": address_if_there("connections.connection", site_id=site_id),
        "edit_cards": address_if_there("identity_cards.cards", site_id=site_id),
        "register": address_if_there("register.site", site_id=site_id) if is_public else None,
    }


def _rules_address(site_id: int, audience: str) -> str | None:
    return address_if_there("public_rules.site_text", site_id=site_id, text="house-rules", audience=audience)
