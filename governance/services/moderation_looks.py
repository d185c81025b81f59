"""Says that somebody looked at a site and found nothing to moderate: the log of moderation where no comment tells it.

Which sites are asked for it is decided in ``domain/moderation_silence.py`` (A.5).  May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.moderation_silence import saying_refusals
from governance.domain.words import Duty
from governance.models import Appointment, Comment, ModerationLook
from governance.services.at_hand import AtHand, take_site
from governance.services.comments.scope import appointed_today
from governance.services.refused import refuse_if
from governance.services.transaction import use_case


def say_nothing_to_moderate(session: Session, actor: Actor, now: dt.datetime, *, site_id: int) -> None:
    """Say that the actor looked at a site today and found nothing to moderate; a second time on a day is a repeat."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        refuse_if(
            saying_refusals(
                at_hand.site.state,
                is_moderator=acts_as_head(actor) or is_ict_lead(actor) or _moderates(at_hand, actor),
                waits=_waits(at_hand),
            )
        )
        said = sa.exists().where(
            ModerationLook.school_id == at_hand.school_id,
            ModerationLook.site_id == site_id,
            ModerationLook.looked_on == at_hand.today,
            ModerationLook.person_id == actor.person_id,
        )
        if session.scalar(sa.select(said)):
            record.repeat()
            return
        look = ModerationLook(
            school_id=at_hand.school_id,
            site_id=site_id,
            person_id=actor.person_id,
            looked_on=at_hand.today,
            looked_at=now,
        )
        session.add(look)
        label = {"label": at_hand.site.name}
        record.act("moderation.nothing_to_do", "site", site_id, looked_on=at_hand.today, texts=label)


def _moderates(at_hand: AtHand, actor: Actor) -> bool:
    query = sa.exists().where(
        Appointment.school_id == at_hand.school_id,
        Appointment.site_id == at_hand.site.id,
        Appointment.person_id == actor.person_id,
        Appointment.duty == Duty.MODERATOR,
        *appointed_today(at_hand.today),
    )
    return at_hand.record.session.scalar(sa.select(query)) is True


def _waits(at_hand: AtHand) -> bool:
    query = sa.exists().where(
        Comment.school_id == at_hand.school_id,
        Comment.site_id == at_hand.site.id,
        Comment.awaits_since.is_not(None),
    )
    return at_hand.record.session.scalar(sa.select(query)) is True
