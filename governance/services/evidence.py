"""What people record about a running site: what they saw on it, and how its measures of success turned out."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.evidence import EvidenceKind, evaluation_refusals, evidence_refusals
from governance.domain.proposal.answers import rows_of
from governance.models import Evaluation, Evidence
from governance.services.at_hand import AtHand, take_site
from governance.services.refused import refuse_if
from governance.services.situations import running_version
from governance.services.transaction import use_case


def record_evidence(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    kind: EvidenceKind,
    statement: str,
    link: str,
    seen_on: dt.date,
    exception: str = "",
) -> None:
    """Record what somebody saw on a site on a day.  ``exception`` is the head's reason why something else is right."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        refuse_if(
            evidence_refusals(
                at_hand.situation(),
                kind,
                statement=statement,
                link=link,
                seen_on=seen_on,
                today=at_hand.today,
                exception=exception,
            )
        )
        if _said_last(session, at_hand, kind) == (statement, link, exception, seen_on):
            record.repeat()
            return
        valid_until = None
        if kind is EvidenceKind.PRIVACY_SETTINGS:
            valid_until = seen_on + dt.timedelta(days=at_hand.policy.privacy_evidence_valid_days)
        row = Evidence(
            school_id=at_hand.school_id,
            site_id=at_hand.site.id,
            kind=kind,
            statement=statement,
            link=link,
            exception=exception,
            exception_by=actor.person_id if exception else None,
            seen_on=seen_on,
            valid_until=valid_until,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "evidence.recorded",
            "evidence",
            row.id,
            site_id=at_hand.site.id,
            kind=kind,
            texts={"label": at_hand.site.name, "statement": statement},
        )


def _said_last(session: Session, at_hand: AtHand, kind: EvidenceKind) -> tuple[str, str, str, dt.date] | None:
    """What the last record of this kind says."""
    last = session.execute(
        sa.select(Evidence.statement, Evidence.link, Evidence.exception, Evidence.seen_on)
        .where(Evidence.school_id == at_hand.school_id, Evidence.site_id == at_hand.site.id, Evidence.kind == kind)
        .order_by(Evidence.id.desc())
        .limit(1)
    ).first()
    return (last[0], last[1], last[2], last[3]) if last else None


def record_evaluation(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    measure: int,
    met: bool,
    evidence: str,
    result: str,
) -> None:
    """Record how one measure, counted from 1, turned out: met or not, by what evidence, and what follows (A.1.7)."""
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        version = running_version(session, at_hand.site)
        measures = len(rows_of(version.answers, "measures")) if version else 0
        refuse_if(
            evaluation_refusals(
                at_hand.situation(), measure=measure, measures=measures, evidence=evidence, result=result
            )
        )
        version_id = version.id if version else 0
        done = session.scalar(
            sa.select(Evaluation)
            .where(
                Evaluation.school_id == at_hand.school_id,
                Evaluation.version_id == version_id,
                Evaluation.measure == measure,
            )
            .order_by(Evaluation.id.desc())
            .limit(1)
        )
        if done is not None and (done.met, done.evidence, done.outcome) == (met, evidence, result):
            record.repeat()
            return
        row = Evaluation(
            school_id=at_hand.school_id,
            site_id=at_hand.site.id,
            version_id=version_id,
            measure=measure,
            met=met,
            evidence=evidence,
            outcome=result,
            evaluated_by=actor.person_id,
            evaluated_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "evaluation.recorded",
            "evaluation",
            row.id,
            site_id=at_hand.site.id,
            measure=measure,
            met=met,
            outcome=result,
            texts={"label": at_hand.site.name, "evidence": evidence},
        )
