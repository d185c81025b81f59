"""Who can be shown, what they agreed to, the images that show them, and what has to be taken down (A.4.4, A.5, 001-3).

No picture is kept here, only where it stands: a copy would be one more place to take it down from, and one more to
leak.  The names of children stand in these tables and in no other.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.shown_words import Covers, Face, GivenBy, ImageKind, NameShown, ShownKind


class PersonShown(OfSchool, Base):
    """Somebody who may appear in an image or by name: a pupil or an adult.

    ``group_name`` is the class or year; ``told_apart`` tells people of one name apart ("the older sister").
    ``left_on`` is the last day at the school.  ``person_id`` is the member of staff that they are, if they are one.
    """

    __tablename__ = "people_shown"
    kind: Mapped[ShownKind] = mapped_column(word(ShownKind))
    name: Mapped[str] = mapped_column(sa.String(200))
    group_name: Mapped[str] = mapped_column(sa.String(60), default="")
    told_apart: Mapped[str] = mapped_column(sa.String(200), default="")
    left_on: Mapped[dt.date | None]
    person_id: Mapped[int | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        one_of("kind", ShownKind),
        within_school("person_id", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        # A row whose name was disposed of is no longer anybody, so it stands in nobody's way.
        sa.Index(
            "uq_people_shown_told_apart",
            "school_id",
            "name",
            "told_apart",
            unique=True,
            sqlite_where=sa.text("name <> ''"),
            postgresql_where=sa.text("name <> ''"),
        ),
        sa.Index(None, "school_id", "group_name"),
    )


class ConsentWithdrawal(OfSchool, Base):
    """That consent was taken back for some uses, by whom and from which day; ``uses`` are keys of ``consents.USES``.

    ``withdrawn_at`` is when the school learned of it: the clock of what has to be taken down runs from then.
    """

    __tablename__ = "consent_withdrawals"
    shown_id: Mapped[int]
    uses: Mapped[list[str]]
    withdrawn_on: Mapped[dt.date]
    withdrawn_by: Mapped[str] = mapped_column(sa.String(200))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    withdrawn_at: Mapped[dt.datetime]
    recorded_by: Mapped[int]
    __table_args__ = (
        reachable(),
        within_school("shown_id", "people_shown"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.Index(None, "school_id", "shown_id"),
    )


class Consent(OfSchool, Base):
    """One consent, for one use, as it was given; it is never rewritten, only withdrawn.

    ``use`` is a key of ``consents.USES``; ``given_by`` is the name of the parent or of the person; ``kept_at`` says
    where the signed paper is.
    """

    __tablename__ = "consents"
    shown_id: Mapped[int]
    use: Mapped[str] = mapped_column(sa.String(30))
    covers: Mapped[Covers] = mapped_column(word(Covers))
    given_by_kind: Mapped[GivenBy] = mapped_column(word(GivenBy))
    given_by: Mapped[str] = mapped_column(sa.String(200))
    given_on: Mapped[dt.date]
    until: Mapped[dt.date | None]
    kept_at: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    withdrawal_id: Mapped[int | None]
    __table_args__ = (
        reachable(),
        one_of("covers", Covers),
        one_of("given_by_kind", GivenBy),
        within_school("shown_id", "people_shown"),
        within_school("withdrawal_id", "consent_withdrawals"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("until IS NULL OR until >= given_on", name="ends_after_start"),
        sa.Index(None, "school_id", "shown_id", "use"),
    )


class Image(OfSchool, Base):
    """One picture, film or piece of work: what it shows and where it is, never the file itself.

    ``kept_at`` is its place in the school's own store.  ``people_known`` says that everybody in it was named below, or
    that nobody is in it; until then it is not used.  ``audited_on`` is the last look at pupils who can be recognised.
    """

    __tablename__ = "images"
    kind: Mapped[ImageKind] = mapped_column(word(ImageKind))
    description: Mapped[str] = mapped_column(sa.String(300))
    kept_at: Mapped[str] = mapped_column(sa.String(500), default="")
    source: Mapped[str] = mapped_column(sa.String(300), default="")
    taken_on: Mapped[dt.date | None]
    people_known: Mapped[bool] = mapped_column(default=False)
    audited_on: Mapped[dt.date | None]
    audited_by: Mapped[int | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        one_of("kind", ImageKind),
        within_school("recorded_by", "memberships", "person_id"),
        within_school("audited_by", "memberships", "person_id"),
        sa.CheckConstraint("(audited_on IS NULL) = (audited_by IS NULL)", name="audited_by_somebody"),
    )


class ImagePerson(OfSchool, Base):
    """That somebody is in an image, whether they can be recognised, and which name of theirs stands with it."""

    __tablename__ = "image_people"
    image_id: Mapped[int]
    shown_id: Mapped[int]
    face: Mapped[Face] = mapped_column(word(Face))
    name_shown: Mapped[NameShown] = mapped_column(word(NameShown))
    __table_args__ = (
        reachable(),
        one_of("face", Face),
        one_of("name_shown", NameShown),
        within_school("image_id", "images"),
        within_school("shown_id", "people_shown"),
        sa.UniqueConstraint("school_id", "image_id", "shown_id"),
        sa.Index(None, "school_id", "shown_id"),
    )


class ImageUse(OfSchool, Base):
    """One place where an image is used: on a site, or somewhere else such as in print.

    ``used_on`` is the day on which it was published, None where it is only planned; ``removed_on`` is the day on which
    somebody took it down.
    """

    __tablename__ = "image_uses"
    image_id: Mapped[int]
    use: Mapped[str] = mapped_column(sa.String(30))
    site_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    used_on: Mapped[dt.date | None]
    removed_on: Mapped[dt.date | None]
    removed_by: Mapped[int | None]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("image_id", "images"),
        within_school("site_id", "sites"),
        within_school("removed_by", "memberships", "person_id"),
        within_school("recorded_by", "memberships", "person_id"),
        sa.CheckConstraint("(removed_on IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"),
        sa.Index(None, "school_id", "image_id"),
        sa.Index(None, "school_id", "site_id"),
    )


class TakeDown(OfSchool, Base):
    """One place from which somebody has to be taken down after a withdrawal, and who did it.

    ``place_kind`` is image_use or draft, ``place_id`` its row.  ``responsible_id`` sees to the site; None where it
    falls to the ICT lead.  ``due_at`` is the withdrawal's time and the policy's hours after it.
    """

    __tablename__ = "take_downs"
    withdrawal_id: Mapped[int]
    image_id: Mapped[int]
    place_kind: Mapped[str] = mapped_column(sa.String(20))
    place_id: Mapped[int]
    site_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    responsible_id: Mapped[int | None]
    opened_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    done_at: Mapped[dt.datetime | None]
    done_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("withdrawal_id", "consent_withdrawals"),
        within_school("image_id", "images"),
        within_school("site_id", "sites"),
        within_school("responsible_id", "memberships", "person_id"),
        within_school("done_by", "memberships", "person_id"),
        sa.CheckConstraint("place_kind IN ('image_use', 'draft')", name="place_kind_is_known"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        sa.CheckConstraint("due_at >= opened_at", name="due_after_opening"),
        sa.UniqueConstraint("school_id", "withdrawal_id", "place_kind", "place_id"),
        sa.Index(
            "ix_take_downs_open",
            "school_id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )
