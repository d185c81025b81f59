"""The demo's sites, in the states that a visitor should meet: waiting, returned, approved, live, closing and found."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.proposed_sites import DemoSite, approve, propose, record_what_goes_before, submit
from governance.demo.school import Demo
from governance.domain.evidence import EvidenceKind
from governance.models import ProposalVersion, Site
from governance.services.closing import start_closing
from governance.services.decisions import return_version
from governance.services.evidence import record_evidence
from governance.services.found_accounts import register_found
from governance.services.sites import launch_site

YEAR_FOUR = DemoSite(
    "Year 4 blog",
    "year_group_blog",
    "teacher",
    "assistant",
    40,
    {"address": "https://blogs.millbrook.example/year4", "shown_as": "Mr Morgan"},
    ("y4",),
)
YEAR_FIVE = DemoSite(
    "Year 5 blog",
    "year_group_blog",
    "teacher_year_5",
    "teacher",
    30,
    {"address": "https://blogs.millbrook.example/year5", "shown_as": "Mrs Haddad"},
    ("y5",),
)
YEAR_THREE = DemoSite(
    "Year 3 blog",
    "year_group_blog",
    "teacher_year_3",
    "assistant",
    4,
    {"address": "https://blogs.millbrook.example/year3", "shown_as": "Miss Reid"},
    ("y3",),
)
YEAR_TWO = DemoSite(
    "Year 2 blog",
    "year_group_blog",
    "teacher_year_3",
    "assistant",
    45,
    {"address": "https://blogs.millbrook.example/year2", "shown_as": "Miss Reid"},
    ("y2",),
)
"""Nobody has written down any moderation of it: no comment came, and nobody said so."""
LEAVERS = DemoSite(
    "Leavers’ blog",
    "year_group_blog",
    "ict_lead",
    "teacher",
    60,
    {"address": "https://blogs.millbrook.example/leavers", "shown_as": "Mr Brannigan"},
    ("y6",),
)
SCHOOL_PAGE = DemoSite(
    "Millbrook on Facebook",
    "network_account",
    "assistant_head",
    "ict_lead",
    6,
    {
        "platform": "facebook",
        "address": "https://www.facebook.com/millbrookprimary",
        "report_links": "https://www.facebook.com/help/reportlinks",
        "shown_as": "Mrs Pritchard",
    },
)
CHESS_CLUB = DemoSite(
    "Chess club blog",
    "club_blog",
    "teacher_year_5",
    "assistant",
    2,
    {"address": "https://blogs.millbrook.example/chess", "shown_as": "Mrs Haddad", "year_groups": ["y5", "y6"]},
)


RULES = "/rules"
"""Where the blogs of the demo show their rules."""


def fill_sites(demo: Demo) -> None:
    """Fill the register, unless it holds sites already."""
    there = demo.session.scalar(sa.select(Site.id).where(Site.school_id == demo.school_id).limit(1))
    demo.session.rollback()
    if there is not None:
        return
    for site in (YEAR_FOUR, YEAR_FIVE, LEAVERS, YEAR_TWO):
        go_live(demo, site)
    _close(demo, LEAVERS)
    _approved(demo, SCHOOL_PAGE)
    waiting = propose(demo, YEAR_THREE)
    submit(demo, YEAR_THREE, waiting)
    record_what_goes_before(demo, YEAR_THREE, waiting)
    _returned(demo, CHESS_CLUB)
    register_found(
        demo.session,
        demo.actor("ict_lead"),
        demo.now,
        cells={
            "name": "Millbrook football",
            "kind": "account on a network",
            "platform": "x",
            "address": "https://x.com/millbrookfootball",
            "notes": "Last post two years ago. Nobody knows who has the password.",
        },
    )


def _approved(demo: Demo, site: DemoSite) -> int:
    version_id = propose(demo, site)
    submit(demo, site, version_id)
    record_what_goes_before(demo, site, version_id)
    approve(demo, site, version_id)
    site_id = demo.session.get_one(ProposalVersion, version_id).site_id
    demo.session.rollback()
    return site_id


def go_live(demo: Demo, site: DemoSite) -> int:
    """Take a site from its first draft to live, and return its number."""
    site_id = _approved(demo, site)
    ict_lead, then = demo.actor("ict_lead"), demo.now - dt.timedelta(days=site.days_ago - 1)
    seen_on = (demo.now - dt.timedelta(days=site.days_ago)).date()
    for kind, statement in (
        (EvidenceKind.RULES_PUBLISHED, "The rules are linked at the foot of every page."),
        (EvidenceKind.COMMENTS_HELD, "Every comment waits for approval; tried with a comment of our own."),
        (EvidenceKind.PRIVACY_SETTINGS, "Hidden from search engines, no profiles, no messages."),
        (EvidenceKind.LOGO, "At the top of every page, and it leads to the school website."),
    ):
        record_evidence(
            demo.session,
            ict_lead,
            then,
            site_id=site_id,
            kind=kind,
            statement=statement,
            link=f"{site.own['address']}{RULES if kind is EvidenceKind.RULES_PUBLISHED else ''}",
            seen_on=seen_on,
        )
    seen = _seen(demo, site_id)
    launch_site(demo.session, ict_lead, then, site_id=site_id, seen=seen)
    return site_id


def _close(demo: Demo, site: DemoSite) -> None:
    site_id = demo.session.scalars(
        sa.select(Site.id).where(Site.school_id == demo.school_id, Site.name == site.name)
    ).one()
    reason = "The class has left, and its blog is read no more."
    seen = _seen(demo, site_id)
    start_closing(demo.session, demo.actor("ict_lead"), demo.now, site_id=site_id, seen=seen, reason=reason)


def _returned(demo: Demo, site: DemoSite) -> None:
    version_id = propose(demo, site)
    submit(demo, site, version_id)
    demo.session.expire_all()
    seen = demo.session.get_one(ProposalVersion, version_id).revision
    demo.session.rollback()
    reason = "Please say who looks after it when the club does not meet."
    return_version(demo.session, demo.actor("head"), demo.now, version_id=version_id, seen=seen, reason=reason)


def _seen(demo: Demo, site_id: int) -> int:
    demo.session.expire_all()
    seen = demo.session.get_one(Site, site_id).revision
    demo.session.rollback()
    return seen
