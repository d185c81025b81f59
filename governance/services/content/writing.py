"""Writing a draft: begin it, save its pages, submit it, change it again, withdraw it (A.3.4).

A version is frozen when it is submitted; changing it afterwards begins the next one, and a yes to the one before no
longer holds.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head, is_staff
from governance.domain.content.checks import LONGEST_TITLE
from governance.domain.content.life import outcome, refusals
from governance.domain.content.questions import questions_of
from governance.domain.content.words import ContentKind, DraftAction, DraftState
from governance.domain.refusals import Refusal
from governance.models import Draft, DraftImage, DraftVersion, Image, Site
from governance.services.content.at_hand import DraftAtHand, take_draft
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.seen import locked, refuse_if_stale, touch
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def start_draft(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    kind: ContentKind,
    title: str,
    text: str = "",
    sources: str = "",
) -> int:
    """Begin a draft for a site and return its number; raises Refused, and NotHere for another school's site."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        site = locked(session, Site, school.id, site_id)
        if not (is_staff(actor) or acts_as_head(actor)):
            raise Refused((Refusal("not_yours_to_do", "Only staff of the school can write for its sites.", "A.3.4"),))
        draft = Draft(
            school_id=school.id,
            site_id=site.id,
            author_id=actor.person_id or 0,
            state=DraftState.DRAFT,
            number=1,
            started_at=now,
        )
        session.add(draft)
        session.flush()
        version = _version(draft, kind, title.strip()[:LONGEST_TITLE], text, sources, {})
        session.add(version)
        session.flush()
        texts = {"label": site.name, "title": version.title}
        record.act("draft.started", "draft", draft.id, site_id=site.id, to_state=draft.state, version=1, texts=texts)
        return draft.id


def write_text(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    draft_id: int,
    seen: int,
    kind: ContentKind,
    title: str,
    text: str,
    sources: str,
) -> None:
    """Save what the draft says; what is still wrong with it is said on its page and stops it from being submitted."""
    with use_case(session, actor, now) as record:
        case = _to_write(record, draft_id, seen)
        version = case.version
        wanted = (kind, title.strip()[:LONGEST_TITLE], text, sources)
        if (version.kind, version.title, version.text, version.sources) == wanted:
            record.repeat()
            return
        version.kind, version.title, version.text, version.sources = wanted
        _written(record, case, "text")


def answer_page(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    draft_id: int,
    seen: int,
    page: str,
    answers: Mapping[str, Any],
) -> None:
    """Save the answers of one page; what the page does not ask is left out."""
    with use_case(session, actor, now) as record:
        case = _to_write(record, draft_id, seen)
        asked = {question.key for question in questions_of(page)}
        wanted = {**case.version.answers, **{key: answers[key] for key in sorted(asked & set(answers))}}
        if wanted == case.version.answers:
            record.repeat()
            return
        case.version.answers = wanted
        _written(record, case, page)


def choose_images(
    session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int, image_ids: Collection[int]
) -> None:
    """Say which images of the register the draft shows; another school's raise NotHere.

    An image that may not be used is kept in the draft and stops it from being submitted, with the reason beside it.
    """
    with use_case(session, actor, now) as record:
        case = _to_write(record, draft_id, seen)
        wanted = tuple(sorted(set(image_ids)))
        if wanted == case.image_ids:
            record.repeat()
            return
        known = session.scalars(
            sa.select(Image.id).where(Image.school_id == case.school.id, Image.id.in_(wanted))
        ).all()
        if set(known) != set(wanted):
            raise NotHere("Image")
        session.execute(
            sa.delete(DraftImage).where(
                DraftImage.school_id == case.school.id, DraftImage.version_id == case.version.id
            )
        )
        _show(session, case.draft, case.version, wanted)
        _written(record, case, "pictures")


def submit_draft(session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int) -> None:
    """Freeze the draft and send it for approval.  Raises Refused, Stale and NotHere; once submitted it is a repeat."""
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        draft, version = case.draft, case.version
        if draft.state is DraftState.SUBMITTED and draft.author_id == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, draft, seen, "draft", draft.id, draft.school_id)
        situation = case.situation(actor)
        refuse_if(refusals(DraftAction.SUBMIT, situation))
        version.content_hash, version.submitted_at = case.content.digest, now
        draft.submitted_at, draft.decided_at = now, None
        _move(record, case, DraftAction.SUBMIT, actor, "draft.submitted", content_hash=version.content_hash)


def revise_draft(session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int) -> None:
    """Begin the next version of a text that was submitted; a yes to the one before no longer holds (A.3.4)."""
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        draft, before = case.draft, case.version
        if draft.state is DraftState.DRAFT and draft.author_id == actor.person_id:
            record.repeat()
            return
        refuse_if_stale(session, draft, seen, "draft", draft.id, draft.school_id)
        refuse_if(refusals(DraftAction.REVISE, case.situation(actor)))
        draft.number = before.number + 1
        version = _version(draft, before.kind, before.title, before.text, before.sources, dict(before.answers))
        session.add(version)
        session.flush()
        _show(session, draft, version, case.image_ids)
        _move(record, case, DraftAction.REVISE, actor, "draft.revised")


def withdraw_draft(session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int) -> None:
    """Say that nothing will come of it."""
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        if case.draft.state is DraftState.WITHDRAWN:
            record.repeat()
            return
        refuse_if_stale(session, case.draft, seen, "draft", case.draft.id, case.draft.school_id)
        refuse_if(refusals(DraftAction.WITHDRAW, case.situation(actor)))
        _move(record, case, DraftAction.WITHDRAW, actor, "draft.withdrawn")


def _move(record: Record, case: DraftAtHand, action: DraftAction, actor: Actor, code: str, **details: Any) -> None:
    draft, before = case.draft, case.draft.state
    draft.state = outcome(action, case.situation(actor))
    record.act(
        code,
        "draft",
        draft.id,
        site_id=case.site.id,
        from_state=before,
        to_state=draft.state,
        version=draft.number,
        texts=case.texts,
        **details,
    )


def _to_write(record: Record, draft_id: int, seen: int) -> DraftAtHand:
    case = take_draft(record, draft_id)
    refuse_if_stale(record.session, case.draft, seen, "draft", case.draft.id, case.draft.school_id)
    refuse_if(refusals(DraftAction.WRITE, case.situation(record.actor)))
    return case


def _written(record: Record, case: DraftAtHand, page: str) -> None:
    # The draft counts its changes, though what changed stands in its version.
    touch(case.draft)
    draft = case.draft
    record.act(
        "draft.written", "draft", draft.id, site_id=case.site.id, version=draft.number, page=page, texts=case.texts
    )


def _show(session: Session, draft: Draft, version: DraftVersion, image_ids: Collection[int]) -> None:
    session.add_all(
        DraftImage(school_id=draft.school_id, draft_id=draft.id, version_id=version.id, image_id=image_id)
        for image_id in image_ids
    )


def _version(
    draft: Draft, kind: ContentKind, title: str, text: str, sources: str, answers: dict[str, Any]
) -> DraftVersion:
    return DraftVersion(
        school_id=draft.school_id,
        draft_id=draft.id,
        author_id=draft.author_id,
        number=draft.number,
        kind=kind,
        title=title,
        text=text,
        sources=sources,
        answers=answers,
    )
