"""Saves one page of a proposal, for one class or for all the classes of its form (A.1.2 to A.1.7).

What is shared between the drafts of one form is written to each of them, so that each stays whole and is decided on its
own; a draft that was submitted, withdrawn or handed over meanwhile is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.proposal.answering import answering_refusals
from governance.domain.proposal.answers import keys_of, text_of
from governance.domain.proposal.completeness import page_refusals, wrong_on
from governance.domain.proposal.form import Page
from governance.domain.proposal.questions import page_with
from governance.domain.words import SiteKind, SiteState, VersionState
from governance.models import ProposalVersion, Site
from governance.services.at_hand import VersionAtHand, take_version
from governance.services.proposals.known import proposal_facts
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case

#: Pages on which one class's answer can be given to all classes of the form: people and hours, never name or year.
SHARED_ON_WISH = frozenset({"administrators", "moderators", "updates", "hours", "shown"})
UNNAMED = "Proposal without a name yet"


def save_page(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    version_id: int,
    page_key: str,
    typed: Mapping[str, Any],
    seen: int,
    half_done: bool = False,
    for_all: bool = False,
) -> None:
    """Save what was answered on one page.

    ``typed`` holds an answer for every question of the page.  ``half_done`` keeps a page on which something is still
    missing; what is wrong is refused all the same.  ``for_all`` gives the answer to every class of the form, where the
    page allows it.  Raises Refused, Stale or NotHere.  Saving the same answers again is harmless.
    """
    page = page_with(page_key)
    if page is None:
        raise NotHere("Page")
    with use_case(session, actor, now) as record:
        drafts = _drafts_to_write(record, version_id, shared=page.common or (for_all and page_key in SHARED_ON_WISH))
        at_hand = drafts[version_id]
        refuse_if(answering_refusals(at_hand.situation()))
        changed = [draft for draft in drafts.values() if _with(draft, typed) != draft.version.answers]
        if not changed:
            record.repeat()
            return
        refuse_if_stale(session, at_hand.version, seen, "proposal", version_id, at_hand.school_id)
        facts = proposal_facts(session, at_hand.school, at_hand.today)
        answers = _with(at_hand, typed)
        refuse_if(wrong_on(page, answers, facts) if half_done else page_refusals(page, answers, facts))
        for draft in changed:
            _write(record, draft, page, typed)


def siblings_of(session: Session, version: ProposalVersion) -> list[ProposalVersion]:
    """Return the drafts that are written together with this one: same form, same proposer, still drafts."""
    if version.batch is None:
        return [version]
    return list(
        session.scalars(
            sa.select(ProposalVersion)
            .where(
                ProposalVersion.school_id == version.school_id,
                ProposalVersion.batch == version.batch,
                ProposalVersion.proposer_id == version.proposer_id,
                ProposalVersion.state == VersionState.DRAFT,
            )
            .order_by(ProposalVersion.id)
        )
    )


def _drafts_to_write(record: Record, version_id: int, *, shared: bool) -> dict[int, VersionAtHand]:
    """The version, and with it the others of its form where the page is shared; all locked, the lowest first."""
    ids = {version_id}
    found = record.session.get(ProposalVersion, version_id)
    if shared and found is not None and found.state is VersionState.DRAFT:
        ids |= {sibling.id for sibling in siblings_of(record.session, found)}
    return {each: take_version(record, each) for each in sorted(ids)}


def _with(draft: VersionAtHand, typed: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**draft.version.answers, **typed}
    return {key: value for key, value in merged.items() if value not in (None, "", [], {})}


def _write(record: Record, draft: VersionAtHand, page: Page, typed: Mapping[str, Any]) -> None:
    draft.version.answers = _with(draft, typed)
    call_by_its_name(draft.site, draft.version)
    record.act(
        "proposal.answered",
        "proposal",
        draft.version.id,
        site_id=draft.site.id,
        version=draft.version.number,
        page=page.title,
        texts={"label": draft.site.name},
    )


def call_by_its_name(site: Site, version: ProposalVersion) -> None:
    """Let a site that was never approved be called what its draft calls it; an approved one keeps its approved name."""
    if site.state is not SiteState.PROPOSED or site.current_version_id is not None:
        return
    site.name = text_of(version.answers, "name") or site.name or UNNAMED
    kind = text_of(version.answers, "kind")
    site.kind = SiteKind(kind) if kind in set(SiteKind) else site.kind
    site.year_groups = list(keys_of(version.answers, "year_groups"))
