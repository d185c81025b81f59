"""Anybody tells a grown-up of a comment, without an account; nothing that is told is lost (A.5, DESIGN 6 and 9).

A known comment comes back to its moderators; any other address is written down and goes to whoever looks after it.
What is about a grown-up at the school goes past every moderator.  No name is asked, and where a report came from is
kept for a day as a keyed digest.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.hosting import OFF_THE_PAGE
from governance.domain.comments.reports import ABOUT, WITHIN, WRONG, GrownUp, Wrong, report_refusals
from governance.domain.comments.words import URGENCIES, CommentState, Delivery, FlagSource, Source, Urgency
from governance.domain.pretenders import DIGEST_KEPT_FOR, address_digest
from governance.domain.words import Role
from governance.models import Comment, CommentOnHost, CommentReport, Concern, School, Site
from governance.services.actors import holders_of, school_today
from governance.services.comments import alarms
from governance.services.comments.alarm_circles import ELSEWHERE
from governance.services.comments.flagging import flag
from governance.services.comments.places import Place, place_of
from governance.services.comments.reading import reader_of
from governance.services.comments.revisions import revision_of
from governance.services.comments.scope import lookers
from governance.services.comments.wishes import first_word
from governance.services.concerns import open_first_record
from governance.services.notices import notify
from governance.services.policy import policy_of
from governance.services.refused import refuse_if
from governance.services.told_lately import told_lately
from governance.services.transaction import Record, use_case


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told: ``address`` and ``words`` as typed, ``site_id`` of the page they came from, if any."""

    wrong: Wrong
    grown_up: GrownUp
    address: str = ""
    words: str = ""
    site_id: int | None = None


def tell_grown_up(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    school: School,
    told: Told,
    remote: str,
    browser: str,
    salt: str,
) -> str:
    """Keep a report and return the token of its private page; raises Refused.

    ``remote`` is the network address, ``browser`` a word that this browser keeps, ``salt`` the product's secret.
    """
    school_id, slug = school.id, school.slug
    with use_case(session, actor, now) as record:
        here = session.get_one(School, school_id)
        digest = address_digest(remote, salt, school_today(here, now))
        refuse_if(
            report_refusals(
                told.address,
                told.words,
                site_known=told.site_id is not None,
                wrong=told.wrong,
                grown_up=told.grown_up,
                lately=told_lately(
                    session, CommentReport.from_digest, CommentReport.reported_at, digest=digest, since=now - WITHIN
                ),
            )
        )
        _forget_places(session, now)
        place = place_of(session, school_id, told.site_id, told.address)
        token = secrets.token_urlsafe(24)
        keep_for = dt.timedelta(days=policy_of(session, school_id).report_retention_days)
        report = CommentReport(
            school_id=school_id,
            wrong=told.wrong,
            reported_at=now,
            from_digest=digest,
            token_digest=token_digest(token),
            keep_until=(now + keep_for).date(),
        )
        if told.grown_up is not GrownUp.NO:
            _past_every_moderator(record, report, told, place)
        else:
            reporter = hmac.new(salt.encode(), browser.encode(), hashlib.sha256).hexdigest()
            _to_moderators(record, report, told, place, reporter, slug)
        session.add(report)
        session.flush()
        if not report.about_grown_up:
            texts = {"label": _label(session, report.site_id)}
            record.act(
                "report.made", "comment_report", report.id, site_id=report.site_id, wrong=told.wrong.value, texts=texts
            )
        return token


def token_digest(token: str) -> str:
    """Return what is kept of a private page's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _past_every_moderator(record: Record, report: CommentReport, told: Told, place: Place) -> None:
    """Open a concern for its few readers; the report itself keeps nothing that a moderator could come across."""
    concern = open_first_record(
        record,
        about=ABOUT[told.grown_up],
        site_id=place.site_id,
        comment_id=place.comment.id if place.comment else None,
        address=told.address,
        words=told.words,
        facts=f"Told by somebody without a sign-in: “{WRONG[told.wrong].asked}.”",
        done="Nothing yet. No moderator was told.",
    )
    report.about_grown_up, report.concern_id = True, concern.id


def _to_moderators(record: Record, report: CommentReport, told: Told, place: Place, reporter: str, slug: str) -> None:
    comment = place.comment or _unknown(record, report.school_id, place.site_id, told.address, report.keep_until)
    report.comment_id, report.site_id = comment.id, comment.site_id
    report.address, report.words = told.address, told.words
    urgency = _urgency(record, report.school_id, told)
    if comment.state is CommentState.REMOVED and _is_off_the_page(record.session, comment):
        if urgency is Urgency.CHILD_RISK:
            # The comment is dealt with and stays so; the person who is scared of it is a new matter.
            report.concern_id = _concern_of_child(record, told, comment).id
        return
    kind = WRONG[told.wrong]
    said = f"{kind.said}: “{told.words.strip()}”" if told.words.strip() else kind.said
    is_new = flag(
        record,
        comment,
        source=FlagSource.PUBLIC,
        kind=f"reported_{told.wrong}",
        urgency=urgency,
        words=said,
        clause=kind.clause,
        reporter=reporter,
    )
    record.session.flush()
    if urgency is Urgency.CHILD_RISK and is_new and comment.state is not CommentState.HIDDEN:
        _tell_at_once(record, comment, slug)


def _urgency(record: Record, school_id: int, told: Told) -> Urgency:
    """The worse of what was chosen and of what the machine reads in the teller's own words."""
    read = reader_of(record.session, school_id)(told.words)
    found = [WRONG[told.wrong].urgency, *(Urgency(one.urgency.value) for one in read.reasons)]
    return min(found, key=URGENCIES.index)


def _unknown(record: Record, school_id: int, site_id: int | None, address: str, keep_until: dt.date) -> Comment:
    """Write down that something stands at an address; its words are nobody's to copy, so they are left out."""
    comment = Comment(
        school_id=school_id,
        site_id=site_id,
        source=Source.REPORT,
        address=address[:2000],
        state=CommentState.PUBLISHED,
        urgency=Urgency.NEW,
        arrived_at=record.now,
        keep_until=keep_until,
    )
    record.session.add(comment)
    record.session.flush()
    revision_of(record, comment, Arrival(host_id="", body="", host_state=HostState.PUBLIC))
    first_word(record, comment, HostState.PUBLIC)
    return comment


def _concern_of_child(record: Record, told: Told, comment: Comment) -> Concern:
    return open_first_record(
        record,
        about="child",
        site_id=comment.site_id,
        comment_id=comment.id,
        address=told.address or comment.address,
        words=told.words,
        facts=f"Told by somebody without a sign-in: “{WRONG[told.wrong].asked}.”",
        done="The comment had been taken off the page before.",
    )


def _tell_at_once(record: Record, comment: Comment, slug: str) -> None:
    """Tell who looks after it and the safeguarding leads, once for as long as it is watched."""
    session, school_id = record.session, comment.school_id
    if not alarms.start(record, school_id=school_id, comment_id=comment.id):
        return
    today = school_today(session.get_one(School, school_id), record.now)
    people = lookers(session, school_id, comment.site_id, today) or holders_of(session, school_id, Role.ICT_LEAD, today)
    leads = holders_of(session, school_id, Role.DSL, today)
    label = _label(session, comment.site_id)
    notify(record, "child_risk_reported", {*people, *leads}, f"/s/{slug}/comments/{comment.id}", label=label)


def _is_off_the_page(session: Session, comment: Comment) -> bool:
    """Whether it is gone, or on its way: what is still shown although it was removed has to be looked at."""
    row = session.scalar(
        sa.select(CommentOnHost).where(
            CommentOnHost.school_id == comment.school_id, CommentOnHost.comment_id == comment.id
        )
    )
    return row is None or row.says in OFF_THE_PAGE or row.delivery is Delivery.WAITING


def _label(session: Session, site_id: int | None) -> str:
    return session.get_one(Site, site_id).name if site_id is not None else ELSEWHERE


def _forget_places(session: Session, now: dt.datetime) -> None:
    # The rule that this keeps is older than the report, so it does not count as a change of it.
    session.execute(
        sa.update(CommentReport)
        .where(CommentReport.reported_at < now - DIGEST_KEPT_FOR, CommentReport.from_digest != "")
        .values(from_digest="")
        .execution_options(synchronize_session=False)
    )
