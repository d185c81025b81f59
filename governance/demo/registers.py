"""What stands in the demo's registers: a partner's class and a volunteer, an account, a platform that was given up.

One vetting ends soon, and one volunteer is not vetted yet: the pages show what they are for.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.registers.compromised import CompromisedTyped
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.partners import PartnerTyped
from governance.domain.registers.platform_accounts import AccountTyped
from governance.domain.registers.vetting import ContributorTyped, VettingTyped
from governance.domain.registers.words import Access, ContributorKind, DeclarationKind, PartnerKind, VettingMethod
from governance.models import Contributor, Site
from governance.services.registers.compromised import record_compromised
from governance.services.registers.declarations import declare
from governance.services.registers.partners import add_partner
from governance.services.registers.platform_accounts import give_access, keep_account
from governance.services.registers.retired_platforms import retire_platform
from governance.services.registers.vetting import add_contributor, let_contribute, record_vetting

BLOG = "Year 4 blog"
ENDS_IN = dt.timedelta(days=20)


def fill_registers(demo: Demo) -> None:
    """Fill the registers, unless somebody stands in them already."""
    session = demo.session
    there = session.scalar(sa.select(Contributor.id).where(Contributor.school_id == demo.school_id).limit(1))
    blog = session.scalar(sa.select(Site.id).where(Site.school_id == demo.school_id, Site.name == BLOG))
    session.rollback()
    if there is not None or blog is None:
        return
    _contributors(demo, blog)
    _declared(demo)
    _accounts(demo, blog)


def _contributors(demo: Demo, blog: int) -> None:
    session, ict, today = demo.session, demo.actor("ict_lead"), demo.today()
    sure = PartnerTyped(
        PartnerKind.SCHOOL,
        "Alderley Brook Primary",
        "The school office, office@alderleybrook.example",
        today,
        vetted_by=demo.people["assistant_head"],
        vetted_on=today,
        vetted_how="Rang the number on the council’s list of schools.",
        sites=frozenset({blog}),
    )
    partner = add_partner(session, ict, demo.now, typed=sure)
    group = ContributorTyped(ContributorKind.GROUP, "Class 4 of Alderley Brook", "Alderley Brook Primary", partner)
    typed = VettingTyped(today, today + ENDS_IN, "E-mail of their head, kept by the office")
    number = add_contributor(session, ict, demo.now, typed=group)
    record_vetting(
        session,
        ict,
        demo.now,
        contributor_id=number,
        method=VettingMethod.OWN_SCHOOL,
        vetted_by=demo.people["assistant_head"],
        typed=typed,
    )
    let_contribute(session, ict, demo.now, contributor_id=number, site_id=blog)
    reader = ContributorTyped(ContributorKind.PERSON, "Walter Finch", "Grandparent who reads with Year 4")
    add_contributor(session, ict, demo.now, typed=reader)


def _declared(demo: Demo) -> None:
    session, today = demo.session, demo.today()
    friend = DeclarationTyped(DeclarationKind.FAMILY_FRIEND, "Neighbours of a Year 2 family for years.", today)
    declare(session, demo.actor("teacher_year_5"), demo.now, typed=friend)
    named = DeclarationTyped(
        DeclarationKind.EMPLOYER_NAMED,
        "My cycling page says where I teach.",
        today,
        "https://rides.example/aled",
        disclaimer_seen=False,
    )
    declare(session, demo.actor("teacher"), demo.now, typed=named)
    noticed = demo.now - dt.timedelta(minutes=35)
    typed = CompromisedTyped("My own photo account", noticed, None, "I changed the password and told my friends.")
    record_compromised(session, demo.actor("teacher_year_3"), demo.now, typed=typed)


def _accounts(demo: Demo, blog: int) -> None:
    session, ict = demo.session, demo.actor("ict_lead")
    typed = AccountTyped(
        "wordpress_com", "48211907", "millbrookyear4", "accounts@millbrook.example", second_factor=True
    )
    number = keep_account(session, ict, demo.now, site_id=blog, typed=typed)
    for key in ("ict_lead", "teacher"):
        person_id = demo.people[key]
        give_access(session, ict, demo.now, account_id=number, person_id=person_id, access=Access.FULL)
    retire_platform(
        session,
        demo.actor("head"),
        demo.now,
        platform="x",
        close_by=demo.today() + dt.timedelta(days=120),
        reason="Our families have left it, and nobody here wants to answer there.",
    )
