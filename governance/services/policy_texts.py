"""Publishing versions of the policy's text, and each person's word that they know the current one (8.1, 8.2).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.policy_text import acknowledgement_refusals, text_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import PersonKind
from governance.models import Acknowledgement, Membership, PolicyText
from governance.services.actors import school_today
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Stale, refuse_if
from governance.services.transaction import use_case
from governance.services.within import people_locked, school_of

ASKED_TO_ACKNOWLEDGE = (PersonKind.EMPLOYEE, PersonKind.CONTRACTOR, PersonKind.VOLUNTEER, PersonKind.GOVERNOR)
"""Who works or speaks for the school (2.1); an outside authoriser has their own school's policy."""


def current_policy_text(session: Session, school_id: int) -> PolicyText | None:
    """Return the version that is in force, or None before the first."""
    return session.scalar(
        sa.select(PolicyText).where(PolicyText.school_id == school_id).order_by(PolicyText.number.desc()).limit(1)
    )


def asked_to_acknowledge(
    school_id: int | sa.ColumnElement[int], today: dt.date | sa.ColumnElement[dt.date]
) -> sa.Select[int]:
    """Return the persons who have to acknowledge the policy of a school today, as a select."""
    return sa.select(Membership.person_id).where(
        Membership.school_id == school_id,
        Membership.kind.in_(ASKED_TO_ACKNOWLEDGE),
        Membership.starts_on <= today,
        sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )


def publish_policy_text(session: Session, actor: Actor, now: dt.datetime, *, title: str, text: str, seen: int) -> int:
    """Publish a new version and return its number; everybody has to acknowledge anew.

    ``seen`` is the number of the version that was current when the text was written, 0 before the first.  The same
    text again changes nothing.  Raises Refused, Stale.
    """
    refuse_without(actor, Permission.LOOK_AFTER_POLICY)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        current = current_policy_text(session, school.id)
        number = current.number if current else 0
        if current is not None and (current.title, current.text) == (title.strip(), text.strip()):
            record.repeat()
            return number
        if number != seen:
            raise Stale((_published_meanwhile(number),))
        refuse_if(text_refusals(title, text))
        row = PolicyText(
            school_id=school.id,
            number=number + 1,
            title=title.strip(),
            text=text.strip(),
            published_at=now,
            published_by=actor.person_id or 0,
        )
        session.add(row)
        session.flush()
        record.act("policy.text_published", "policy_text", row.id, texts={"label": row.title}, number=row.number)
        due = session.scalars(asked_to_acknowledge(school.id, school_today(school, now))).all()
        notify(record, "policy_to_acknowledge", due, f"/s/{school.slug}/policy", label=row.title)
        return row.number


def acknowledge_policy(
    session: Session, actor: Actor, now: dt.datetime, *, number: int, name: str, job_title: str, signature: str
) -> None:
    """Keep the actor's word that they know version ``number``: name, job title, signature as typed, and the day.

    Raises Refused, Stale when a newer version is there, NotHere for a version that never was.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        text = session.scalar(
            sa.select(PolicyText).where(PolicyText.school_id == school.id, PolicyText.number == number)
        )
        current = current_policy_text(session, school.id)
        if text is None or current is None:
            raise NotHere("PolicyText")
        if number != current.number:
            raise Stale((_published_meanwhile(current.number),))
        known = session.scalar(
            sa.select(Acknowledgement.id).where(
                Acknowledgement.school_id == school.id,
                Acknowledgement.policy_text_id == text.id,
                Acknowledgement.person_id == actor.person_id,
            )
        )
        if known is not None:
            record.repeat()
            return
        refuse_if(acknowledgement_refusals(name, job_title, signature))
        session.add(
            Acknowledgement(
                school_id=school.id,
                policy_text_id=text.id,
                person_id=actor.person_id,
                name=name.strip(),
                job_title=job_title.strip(),
                signature=signature.strip(),
                acknowledged_on=school_today(school, now),
                at=now,
            )
        )
        record.act("policy.acknowledged", "policy_text", text.id, texts={"job_title": job_title.strip()}, number=number)


def _published_meanwhile(number: int) -> Refusal:
    sentence = f"Version {number} of the policy was published since you opened this page. Read it, then go on."
    return Refusal("stale", sentence)
