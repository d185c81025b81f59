"""Something of every register, so that every address of theirs has a row."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.compromised import CompromisedTyped
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.partners import PartnerTyped
from governance.domain.registers.platform_accounts import AccountTyped
from governance.domain.registers.vetting import ContributorTyped, VettingTyped
from governance.domain.registers.words import Access, ContributorKind, DeclarationKind, PartnerKind, VettingMethod
from governance.domain.words import SiteState
from governance.models import Site
from governance.services.registers.compromised import record_compromised
from governance.services.registers.declarations import declare
from governance.services.registers.partners import add_partner
from governance.services.registers.platform_accounts import give_access, keep_account
from governance.services.registers.retired_platforms import retire_platform
from governance.services.registers.sheets import keep_register_sheet
from governance.services.registers.vetting import add_contributor, let_contribute, record_vetting
from governance.services.registers.vetting_sheet import CONTRIBUTORS
from tests.factories import NOW, TODAY
from tests.services.cast import Cast

SHEET = b"Name,Kind\nClass 5,A group\n"


def fill_registers(session: Session, cast: Cast) -> None:
    """A vetted contributor on a live site, and a list that waits."""
    ict = cast.actor(session, cast.ict)
    live = sa.select(Site.id).where(Site.school_id == cast.school.id, Site.state == SiteState.LIVE).order_by(Site.id)
    site_id = session.scalars(live).all()[0]
    session.rollback()
    typed = ContributorTyped(ContributorKind.GROUP, "Class 4", "Elm Primary")
    number = add_contributor(session, ict, NOW, typed=typed)
    record_vetting(
        session,
        ict,
        NOW,
        contributor_id=number,
        method=VettingMethod.MET,
        vetted_by=cast.assistant.id,
        typed=VettingTyped(TODAY, None),
    )
    let_contribute(session, ict, NOW, contributor_id=number, site_id=site_id)
    friend = DeclarationTyped(DeclarationKind.FAMILY_FRIEND, "I know the family of a pupil.", TODAY)
    declare(session, cast.actor(session, cast.teacher), NOW, typed=friend)
    record_compromised(session, ict, NOW, typed=CompromisedTyped("My page", NOW, None, "Changed it."))
    elm = PartnerTyped(PartnerKind.SCHOOL, "Elm Primary", "Its office", TODAY, vetted_by=cast.ict.id, vetted_on=TODAY)
    add_partner(session, ict, NOW, typed=elm)
    account = AccountTyped("facebook", handle="@oak", recovery_address="office@oak.example")
    account_id = keep_account(session, ict, NOW, site_id=site_id, typed=account)
    give_access(session, ict, NOW, account_id=account_id, person_id=cast.second.id, access=Access.FULL)
    head, last, why = cast.actor(session, cast.head), dt.date(2027, 3, 25), "Nobody of ours reads it any more."
    retire_platform(session, head, NOW, platform="snapchat", close_by=last, reason=why)
    keep_register_sheet(session, ict, NOW, register=CONTRIBUTORS, name="contributors.csv", data=SHEET)
