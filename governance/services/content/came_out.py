"""What people say of a post that came out: which approved draft it is, or that it is approved afterwards (A.3.4).

It stays said that nobody had approved it before.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words
from governance.domain.content.life import refusals
from governance.domain.content.matching import Match, afterwards_refusals, out_at
from governance.domain.content.words import DraftAction, DraftState, MatchedBy
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.models import ContentDecision, ContentMatch, Site, SiteUpdate
from governance.services.actors import school_today
from governance.services.content.at_hand import DraftAtHand, approves_content, take_draft
from governance.services.content.matching import publish_by
from governance.services.content.publishing_people import publishers_of
from governance.services.content.shown_on_site import record_shown
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def tick_match(session: Session, actor: Actor, now: dt.datetime, *, match_id: int, seen: int, draft_id: int) -> None:
    """Say that a post without approval is an approved draft of its site; the yes must be older than the post."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, ContentMatch, school.id, match_id)
        case = take_draft(record, draft_id)
        if row.matched_by is MatchedBy.DRAFT and row.version_id == case.version.id:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "content_match", row.id, school.id)
        update = session.get_one(SiteUpdate, row.update_id)
        refuse_if(_tick_refusals(record, row, case, update))
        row.matched_by, row.version_id = MatchedBy.DRAFT, case.version.id
        row.said_by, row.said_at = actor.person_id, now
        publish_by(record, case.site, Match(MatchedBy.DRAFT, version_id=case.version.id), update)
        record.act(
            "content.matched",
            "content_match",
            row.id,
            site_id=row.site_id,
            update=update.id,
            version=case.version.id,
            texts=case.texts,
        )


def approve_afterwards(
    session: Session, actor: Actor, now: dt.datetime, *, match_id: int, seen: int, reason: str
) -> None:
    """Approve what came out without approval, with a reason; raises Refused, Stale and NotHere."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, ContentMatch, school.id, match_id)
        if row.matched_by is MatchedBy.AFTERWARDS and row.said_by == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "content_match", row.id, school.id)
        site = session.get_one(Site, row.site_id)
        publishers = publishers_of(session, site, school_today(school, now))
        refuse_if(
            afterwards_refusals(
                row.matched_by,
                is_leadership=approves_content(actor),
                posted_it=actor.person_id in {row.posted_by, *publishers},
                reason=reason_refusals(reason, "your reason", clause="A.3.4"),
            )
        )
        row.matched_by, row.reason = MatchedBy.AFTERWARDS, reason.strip()
        row.said_by, row.said_at, row.delegation_id = actor.person_id, now, actor.delegation_id
        record.act(
            "content.approved_afterwards",
            "content_match",
            row.id,
            site_id=site.id,
            update=row.update_id,
            delegation=actor.delegation_id,
            texts={"label": site.name, "reason": reason.strip()},
        )


def publish_draft(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    draft_id: int,
    seen: int,
    published_on: dt.date | None,
    address: str = "",
) -> None:
    """Say that an approved draft has come out, where the product cannot see it itself."""
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        draft = case.draft
        if draft.state is DraftState.PUBLISHED:
            record.repeat()
            return
        refuse_if_stale(session, draft, seen, "draft", draft.id, draft.school_id)
        wrong: tuple[Refusal, ...] = ()
        if published_on is None or published_on > case.today:
            sentence = "Enter the day on which it came out: today or before."
            wrong = (Refusal("published_in_future", sentence, "A.3.4"),)
        elif draft.decided_at is not None and published_on < (yes_on := school_today(case.school, draft.decided_at)):
            sentence = f"It was approved on {day_in_words(yes_on)}. What came out before is an update without approval."
            wrong = (Refusal("published_before_yes", sentence, "A.3.4"),)
        refuse_if((*refusals(DraftAction.PUBLISH, case.situation(actor)), *wrong))
        draft.state, draft.published_on, draft.address = DraftState.PUBLISHED, published_on, address.strip()
        record_shown(record, case.site, draft, case.version)
        record.act(
            "draft.published",
            "draft",
            draft.id,
            site_id=case.site.id,
            from_state=DraftState.APPROVED,
            to_state=DraftState.PUBLISHED,
            version=case.version.number,
            published_on=published_on,
            texts=case.texts,
        )


def _tick_refusals(record: Record, row: ContentMatch, case: DraftAtHand, update: SiteUpdate) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    is_author = case.draft.author_id == record.actor.person_id
    if not (is_author or approves_content(record.actor)):
        sentence = "Only its author or a member of the leadership team can say which draft a post is."
        found.append(Refusal("not_yours_to_do", sentence, "A.3.4"))
    if row.matched_by is not MatchedBy.NOTHING:
        found.append(Refusal("not_in_this_state", "This post is approved already.", "A.3.4"))
    said_yes_at = record.session.scalar(
        sa.select(ContentDecision.decided_at).where(
            ContentDecision.school_id == row.school_id, ContentDecision.version_id == case.version.id
        )
    )
    is_approved = case.draft.state in (DraftState.APPROVED, DraftState.PUBLISHED) and case.draft.site_id == row.site_id
    if not is_approved or said_yes_at is None:
        found.append(Refusal("not_approved", "Choose a draft of this site that was approved.", "A.3.4"))
    elif said_yes_at > out_at(update.said_at, update.first_seen_at):
        sentence = "That draft was approved after the post had come out. Approve the post afterwards, with a reason."
        found.append(Refusal("approved_later", sentence, "A.3.4"))
    return tuple(found)
