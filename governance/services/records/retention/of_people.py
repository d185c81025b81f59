"""How records of people are kept: training and signatures of who left, consents of who left, lists never imported.

A consent is in use while a picture of the person stands somewhere or has still to be taken down; whoever has no known
last day is not due, and that is said.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.records.kinds import RecordKind
from governance.domain.sheets import EMPTIED
from governance.models import (
    Acknowledgement,
    Consent,
    ConsentWithdrawal,
    ImagePerson,
    ImageUse,
    Import,
    Membership,
    Person,
    PersonShown,
    PolicyText,
    TakeDown,
    Training,
)
from governance.services.records.retention.keeper import GONE, Keeper, Until, forget_history, put


def _of_leavers(table: Any, words: Any, school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """Rows of ``table`` of who left, with their last day; ``words`` stand before the person's name."""
    return (
        sa.select(table.id, Membership.ends_on, words.concat(Person.name))
        .join(
            Membership,
            sa.and_(Membership.school_id == table.school_id, Membership.person_id == table.person_id),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(table.school_id == school_id, Membership.ends_on <= until.day)
    )


def _trainings(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return _of_leavers(Training, Training.topic.concat(", "), school_id, until)


def _dispose_trainings(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    put(session, Training, school_id, Training.id, ids, topic=GONE, given_by="")


def _acknowledgements(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    words = sa.literal("version ").concat(sa.cast(PolicyText.number, sa.String)).concat(", ")
    return _of_leavers(Acknowledgement, words, school_id, until).join(
        PolicyText,
        sa.and_(PolicyText.school_id == Acknowledgement.school_id, PolicyText.id == Acknowledgement.policy_text_id),
    )


def _dispose_acknowledgements(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    put(session, Acknowledgement, school_id, Acknowledgement.id, ids, name=GONE, job_title="", signature="")


def _shown(school_id: int) -> sa.Select[Any, Any, Any]:
    in_use = sa.exists().where(
        ImagePerson.school_id == PersonShown.school_id,
        ImagePerson.shown_id == PersonShown.id,
        ImageUse.school_id == ImagePerson.school_id,
        ImageUse.image_id == ImagePerson.image_id,
        ImageUse.removed_on.is_(None),
    )
    to_take_down = sa.exists().where(
        ConsentWithdrawal.school_id == PersonShown.school_id,
        ConsentWithdrawal.shown_id == PersonShown.id,
        TakeDown.school_id == ConsentWithdrawal.school_id,
        TakeDown.withdrawal_id == ConsentWithdrawal.id,
        TakeDown.done_at.is_(None),
    )
    return sa.select(PersonShown.id, PersonShown.left_on, PersonShown.name).where(
        PersonShown.school_id == school_id, PersonShown.name != "", ~in_use, ~to_take_down
    )


def _consents(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return _shown(school_id).where(PersonShown.left_on <= until.day)


def _consents_undated(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(_shown(school_id).where(PersonShown.left_on.is_(None)).subquery())


def _dispose_consents(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"name": "", "group_name": "", "told_apart": "", "revision": PersonShown.revision + 1}
    put(session, PersonShown, school_id, PersonShown.id, ids, **gone)
    put(session, Consent, school_id, Consent.shown_id, ids, given_by=GONE, kept_at="")
    put(session, ConsentWithdrawal, school_id, ConsentWithdrawal.shown_id, ids, withdrawn_by=GONE, note="")
    forget_history(session, school_id, "person_shown", ids)


def _lists(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return sa.select(Import.id, Import.uploaded_at, Import.kind).where(
        Import.school_id == school_id, Import.confirmed_at.is_(None), Import.uploaded_at < until.moment
    )


def _dispose_lists(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    put(session, Import, school_id, Import.id, ids, name=GONE, text=EMPTIED)


KEEPERS = (
    Keeper(RecordKind.UPLOADED_LIST, Import.id, _lists, _dispose_lists),
    Keeper(RecordKind.CONSENT, PersonShown.id, _consents, _dispose_consents, undated=_consents_undated),
    Keeper(RecordKind.TRAINING, Training.id, _trainings, _dispose_trainings),
    Keeper(RecordKind.ACKNOWLEDGEMENT, Acknowledgement.id, _acknowledgements, _dispose_acknowledgements),
)
