"""Takes in what a host says: new comments, edited ones, and what its own editors decided (A.5, DESIGN 6).

Every comment is read by the machine before a person does, and waits; what was public before anyone looked is said so,
and held where the machine saw something that may hurt, or where nobody is there to look (``nobody_there``).
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from governance.domain.comments.arrival import Arrival, HostState, as_kept, words_of_what_was_shown
from governance.domain.comments.words import CommentState, FlagSource, Source, Urgency
from governance.models import Comment, CommentFlag, CommentOnHost, CommentRevision, Site, is_shown
from governance.services.comments import alarms
from governance.services.comments.editing import take_edit
from governance.services.comments.flagging import worst
from governance.services.comments.host_words import host_said
from governance.services.comments.nobody_there import is_held_unseen
from governance.services.comments.reading import Reader, write_reading
from governance.services.comments.revisions import revision_of
from governance.services.comments.wishes import first_word, write_wish
from governance.services.policy import policy_of
from governance.services.transaction import Record

HOLD = frozenset({Urgency.CHILD_RISK, Urgency.NAMES_CHILD, Urgency.ABUSIVE})
"""What is taken off the page again where it was shown before anybody looked."""


class What(StrEnum):
    """What an arrival turned out to be."""

    NEW = "new"
    EDITED = "edited"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Taken:
    """One arrival, in the order in which they were handed in.

    ``was_public`` is set where nobody had looked yet, ``held`` where it comes off the page because nobody is there.
    """

    comment_id: int
    what: What
    was_public: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """How a batch comes: whether its host takes decisions, and whether what it shows is held for want of people."""

    pushed: bool
    unseen: bool
    first_look: bool
    asked_at: dt.datetime | None


def take_in(
    record: Record,
    site: Site | None,
    source: Source,
    arrivals: Sequence[Arrival],
    read: Reader,
    *,
    pushed: bool,
    first_look: bool = False,
    asked_at: dt.datetime | None = None,
) -> tuple[Taken, ...]:
    """Take in what came, within the caller's use case; nothing of it is lost and nothing comes twice.

    ``pushed`` says whether the site's host takes our decisions.  ``first_look`` says that the host was only just
    connected: what it has shown for years is looked at by a person only where the machine sees something in it.
    ``asked_at`` is when the host was asked: what it was read back as after that is newer than what came.
    An arrival without a host's own id is always new.
    """
    arrivals = [as_kept(arrival) for arrival in arrivals]
    # What a blog has shown for years is not new, whoever is there on the day on which it is connected.
    unseen = not first_look and is_held_unseen(record, site, source, arrivals)
    way = _Way(pushed, unseen, first_look, asked_at)
    known = _known(record, site, source, arrivals)
    taken: dict[int, Taken] = {}
    fresh: list[tuple[int, Arrival]] = []
    first_place: dict[str, int] = {}
    for place, arrival in enumerate(arrivals):
        host_id = arrival.host_id
        if host_id and host_id in known:
            taken[place] = _take_again(record, *known[host_id], arrival, read, way)
        elif host_id and host_id in first_place:
            # The same comment twice in one batch: the first one is taken, the second finds it at the next look.
            continue
        else:
            if host_id:
                first_place[host_id] = place
            fresh.append((place, arrival))
    new = _take_new(record, site, source, [arrival for _, arrival in fresh], read, way)
    taken.update(dict(zip((place for place, _ in fresh), new, strict=True)))
    for place, arrival in enumerate(arrivals):
        if place not in taken:
            taken[place] = Taken(taken[first_place[arrival.host_id]].comment_id, What.SAME)
    _record(record, site, taken.values())
    return tuple(taken[place] for place in range(len(arrivals)))


def _known(
    record: Record, site: Site | None, source: Source, arrivals: Sequence[Arrival]
) -> dict[str, tuple[Comment, CommentRevision, CommentOnHost]]:
    """Return the comments that are here already, locked, by their host's id."""
    ids = sorted({arrival.host_id for arrival in arrivals if arrival.host_id})
    if not ids or site is None:
        return {}
    rows = record.session.execute(
        sa.select(Comment, CommentRevision, CommentOnHost)
        .join(
            CommentRevision,
            is_shown(),
        )
        .join(
            CommentOnHost,
            sa.and_(CommentOnHost.school_id == Comment.school_id, CommentOnHost.comment_id == Comment.id),
        )
        .where(
            Comment.school_id == site.school_id,
            Comment.site_id == site.id,
            Comment.source == source,
            Comment.host_id.in_(ids),
        )
        .order_by(Comment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {comment.host_id or "": (comment, revision, on_host) for comment, revision, on_host in rows}


def _take_again(
    record: Record,
    comment: Comment,
    revision: CommentRevision,
    on_host: CommentOnHost,
    arrival: Arrival,
    read: Reader,
    way: _Way,
) -> Taken:
    what = What.SAME
    # While the answer was on its way, a decision of ours may have reached the host: the answer is then of before it,
    # and taken for the host's own word it would undo what was just done.
    is_newest = way.asked_at is None or on_host.said_at <= way.asked_at
    if is_newest and host_said(record, comment, on_host, arrival.host_state):
        what = What.CHANGED
    # A comment that was deleted on its host comes without words; the ones that were read stay.
    if arrival.host_state is not HostState.GONE and arrival.digest != revision.digest:
        take_edit(record, comment, on_host, arrival, read, pushed=way.pushed, unseen=way.unseen)
        what = What.EDITED
    return Taken(comment.id, what)


def _take_new(
    record: Record,
    site: Site | None,
    source: Source,
    arrivals: Sequence[Arrival],
    read: Reader,
    way: _Way,
) -> list[Taken]:
    """Write new comments down, all at once: the rows, their words, what the machine saw, what their host says."""
    school_id = site.school_id if site else record.actor.school_id
    if not arrivals or school_id is None:
        return []
    policy = policy_of(record.session, school_id)
    keep_until = (record.now + dt.timedelta(days=policy.comment_retention_days)).date()
    readings = [read(arrival.body) for arrival in arrivals]
    urgencies = [worst(Urgency(one.urgency.value) for one in reading.reasons) for reading in readings]
    comments = [
        _row(record, site, source, school_id, arrival, urgency, keep_until, way)
        for arrival, urgency in zip(arrivals, urgencies, strict=True)
    ]
    record.session.add_all(comments)
    record.session.flush()
    taken = []
    for comment, arrival, reading, urgency in zip(comments, arrivals, readings, urgencies, strict=True):
        revision = revision_of(record, comment, arrival)
        flags = write_reading(record, comment, revision, reading)
        if comment.state is CommentState.REMOVED:
            _settle_what_is_off_the_page(record, flags)
        on_host = first_word(record, comment, arrival.host_state)
        if comment.was_public and way.first_look and not reading.reasons and not reading.not_checked:
            comment.awaits_since = None
        elif comment.was_public:
            record.session.add(_shown_before_anybody_looked(record, comment, way))
            if comment.state is CommentState.WAITING:
                # A task that nobody is there to do is no reason to wake people, unless the words are.
                write_wish(record, on_host, HostState.HELD, urgent=way.pushed or urgency in HOLD, pushed=way.pushed)
        if urgency is Urgency.CHILD_RISK:
            alarms.start(record, school_id=school_id, comment_id=comment.id)
        held = comment.was_public and way.unseen
        taken.append(Taken(comment.id, What.NEW, was_public=comment.was_public, held=held))
    record.session.flush()
    return taken


def _row(
    record: Record,
    site: Site | None,
    source: Source,
    school_id: int,
    arrival: Arrival,
    urgency: Urgency,
    keep_until: dt.date,
    way: _Way,
) -> Comment:
    public = arrival.host_state is HostState.PUBLIC
    state = CommentState.WAITING
    awaits_since: dt.datetime | None = record.now
    if public and not (way.unseen or (way.pushed and urgency in HOLD)):
        state = CommentState.PUBLISHED
    elif arrival.host_state in (HostState.REMOVED, HostState.GONE):
        # The host's own filter or editor removed it before we looked; what may put a child at risk is still looked at.
        state = CommentState.REMOVED
        awaits_since = record.now if urgency is Urgency.CHILD_RISK else None
    return Comment(
        school_id=school_id,
        site_id=site.id if site else None,
        source=source,
        host_id=arrival.host_id or None,
        kind=arrival.kind[:20],
        address=arrival.address[:2000],
        post_address=arrival.post_address[:2000],
        post_title=arrival.post_title[:300],
        parent_host_id=arrival.parent_host_id[:200],
        state=state,
        urgency=urgency,
        awaits_since=awaits_since,
        arrived_at=record.now,
        was_public=public,
        keep_until=keep_until,
    )


def _settle_what_is_off_the_page(record: Record, flags: Iterable[CommentFlag]) -> None:
    """What the host removed before we looked needs nobody any more, but where a child may be at risk."""
    for flag in flags:
        if flag.urgency is not Urgency.CHILD_RISK:
            flag.settled_at = record.now


def _shown_before_anybody_looked(record: Record, comment: Comment, way: _Way) -> CommentFlag:
    return CommentFlag(
        school_id=comment.school_id,
        comment_id=comment.id,
        on_revision=1,
        source=FlagSource.HOST,
        kind="arrived_public",
        urgency=Urgency.NEW,
        words=words_of_what_was_shown(unseen=way.unseen, pushed=way.pushed),
        clause="A.5.4",
        opened_at=record.now,
    )


def _record(record: Record, site: Site | None, taken: Iterable[Taken]) -> None:
    """One audit row for each batch that brought something; decisions made on the host have rows of their own."""
    record.keep_books()
    taken = tuple(taken)
    counted = Counter(one.what for one in taken)
    if not counted[What.NEW] + counted[What.EDITED] + counted[What.CHANGED]:
        return
    record.act(
        "comments.arrived",
        "site",
        site.id if site else None,
        new=counted[What.NEW],
        edited=counted[What.EDITED],
        changed=counted[What.CHANGED],
        texts={"label": site.name if site else "an address that is no site of the school"},
    )
    held = sum(one.held for one in taken)
    if held and site is not None:
        record.act("comments.held_unseen", "site", site.id, count=held, texts={"label": site.name})
