"""Drafts of content with their decisions, standing approvals, and by what an update was approved (A.3.4, A.4)."""

import sqlalchemy as sa
from alembic import op

from governance.triggers import (
    CONTENT_GUARDS,
    postgresql_removals,
    postgresql_statements,
    sqlite_statements,
)


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "approved",
                "declined",
                "published",
                "withdrawn",
                name="draftstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_on IS NOT NULL)", name=op.f("ck_drafts_published_has_its_day")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'declined', 'published', 'withdrawn')",
            name=op.f("ck_drafts_state_is_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL",
            name=op.f("ck_drafts_submitted_has_its_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "author_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_drafts_school_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_drafts_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_drafts_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("school_id", "id", "author_id", name=op.f("uq_drafts_school_id_id_author_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_drafts_school_id_id")),
    )
    op.create_index(op.f("ix_drafts_school_id"), "drafts", ["school_id"], unique=False)
    op.create_index(op.f("ix_drafts_school_id_author_id"), "drafts", ["school_id", "author_id"], unique=False)
    op.create_index(op.f("ix_drafts_school_id_site_id"), "drafts", ["school_id", "site_id"], unique=False)
    op.create_index(
        op.f("ix_drafts_school_id_state_submitted_at"), "drafts", ["school_id", "state", "submitted_at"], unique=False
    )
    op.create_table(
        "standing_approvals",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_by IS NULL)", name=op.f("ck_standing_approvals_ended_by_somebody")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_standing_approvals_ends_after_start")),
        sa.CheckConstraint(
            "publisher_id IS NULL OR publisher_id <> given_by", name=op.f("ck_standing_approvals_not_given_to_oneself")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "delegation_id"],
            ["delegations.school_id", "delegations.id"],
            name=op.f("fk_standing_approvals_school_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "ended_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_standing_approvals_school_id_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "given_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_standing_approvals_school_id_given_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "publisher_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_standing_approvals_school_id_publisher_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_standing_approvals_school_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_standing_approvals_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_approvals")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_standing_approvals_school_id_id")),
    )
    op.create_index(op.f("ix_standing_approvals_school_id"), "standing_approvals", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_standing_approvals_school_id_site_id_ends_on"),
        "standing_approvals",
        ["school_id", "site_id", "ends_on"],
        unique=False,
    )
    op.create_table(
        "draft_versions",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "class_work",
                "news",
                "dates",
                "homework",
                "pictures",
                "pupils_work",
                "other",
                name="contentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('class_work', 'news', 'dates', 'homework', 'pictures', 'pupils_work', 'other')",
            name=op.f("ck_draft_versions_kind_is_known"),
        ),
        sa.CheckConstraint(
            "(content_hash IS NULL) = (submitted_at IS NULL)", name=op.f("ck_draft_versions_submitted_is_frozen")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "draft_id", "author_id"],
            ["drafts.school_id", "drafts.id", "drafts.author_id"],
            name="fk_draft_versions_draft_and_author",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_draft_versions_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_versions")),
        sa.UniqueConstraint(
            "school_id", "draft_id", "number", name=op.f("uq_draft_versions_school_id_draft_id_number")
        ),
        sa.UniqueConstraint("school_id", "id", "author_id", name=op.f("uq_draft_versions_school_id_id_author_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_draft_versions_school_id_id")),
    )
    op.create_index(op.f("ix_draft_versions_school_id"), "draft_versions", ["school_id"], unique=False)
    op.create_table(
        "content_matches",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column(
            "matched_by",
            sa.Enum("draft", "standing", "afterwards", "nothing", name="matchedby", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("standing_id", sa.Integer(), nullable=True),
        sa.Column("posted_by", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(matched_by = 'draft') = (version_id IS NOT NULL)", name=op.f("ck_content_matches_a_draft_is_named")
        ),
        sa.CheckConstraint(
            "(matched_by = 'standing') = (standing_id IS NOT NULL)",
            name=op.f("ck_content_matches_a_standing_one_is_named"),
        ),
        sa.CheckConstraint(
            "matched_by <> 'afterwards' OR (said_by IS NOT NULL AND reason <> '')",
            name=op.f("ck_content_matches_afterwards_has_its_reason"),
        ),
        sa.CheckConstraint(
            "matched_by <> 'afterwards' OR posted_by IS NULL OR posted_by <> said_by",
            name=op.f("ck_content_matches_not_of_ones_own_post"),
        ),
        sa.CheckConstraint(
            "matched_by <> 'nothing' OR said_by IS NULL", name=op.f("ck_content_matches_nothing_is_said_by_nobody")
        ),
        sa.CheckConstraint(
            "matched_by IN ('draft', 'standing', 'afterwards', 'nothing')",
            name=op.f("ck_content_matches_matched_by_is_known"),
        ),
        sa.CheckConstraint(
            "(said_by IS NULL) = (said_at IS NULL)", name=op.f("ck_content_matches_said_has_its_moment")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "delegation_id"],
            ["delegations.school_id", "delegations.id"],
            name=op.f("fk_content_matches_school_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "posted_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_content_matches_school_id_posted_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "said_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_content_matches_school_id_said_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_content_matches_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "standing_id"],
            ["standing_approvals.school_id", "standing_approvals.id"],
            name=op.f("fk_content_matches_school_id_standing_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "update_id"],
            ["site_updates.school_id", "site_updates.id"],
            name=op.f("fk_content_matches_school_id_update_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id"],
            ["draft_versions.school_id", "draft_versions.id"],
            name=op.f("fk_content_matches_school_id_version_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_content_matches_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_matches")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_content_matches_school_id_id")),
        sa.UniqueConstraint("school_id", "update_id", name=op.f("uq_content_matches_school_id_update_id")),
    )
    op.create_index(op.f("ix_content_matches_school_id"), "content_matches", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_content_matches_school_id_matched_by_site_id"),
        "content_matches",
        ["school_id", "matched_by", "site_id"],
        unique=False,
    )
    op.create_table(
        "second_readings",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("is_fine", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reader_id <> author_id", name=op.f("ck_second_readings_nobody_reads_their_own")),
        sa.ForeignKeyConstraint(
            ["school_id", "reader_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_second_readings_school_id_reader_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id", "author_id"],
            ["draft_versions.school_id", "draft_versions.id", "draft_versions.author_id"],
            name="fk_second_readings_version_and_author",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_second_readings_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_readings")),
        sa.UniqueConstraint(
            "school_id", "version_id", "reader_id", name=op.f("uq_second_readings_school_id_version_id_reader_id")
        ),
        sa.UniqueConstraint("school_id", "version_id", name=op.f("uq_second_readings_school_id_version_id")),
    )
    op.create_index(op.f("ix_second_readings_school_id"), "second_readings", ["school_id"], unique=False)
    op.create_table(
        "content_decisions",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=False),
        sa.Column("second_reader_id", sa.Integer(), nullable=True),
        sa.Column(
            "answer", sa.Enum("yes", "no", "returned", name="answer", native_enum=False, length=40), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer <> 'yes' OR discussed_on IS NOT NULL", name=op.f("ck_content_decisions_approved_was_discussed")
        ),
        sa.CheckConstraint("answer IN ('yes', 'no', 'returned')", name=op.f("ck_content_decisions_answer_is_known")),
        sa.CheckConstraint("decider_id <> author_id", name=op.f("ck_content_decisions_nobody_decides_their_own")),
        sa.CheckConstraint(
            "second_reader_id IS NULL OR second_reader_id <> decider_id",
            name=op.f("ck_content_decisions_second_reader_does_not_decide"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "decider_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_content_decisions_school_id_decider_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "delegation_id"],
            ["delegations.school_id", "delegations.id"],
            name=op.f("fk_content_decisions_school_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id", "author_id"],
            ["draft_versions.school_id", "draft_versions.id", "draft_versions.author_id"],
            name="fk_content_decisions_version_and_author",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id", "second_reader_id"],
            ["second_readings.school_id", "second_readings.version_id", "second_readings.reader_id"],
            name="fk_content_decisions_second_reading",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_content_decisions_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_decisions")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_content_decisions_school_id_id")),
        sa.UniqueConstraint("school_id", "version_id", name=op.f("uq_content_decisions_school_id_version_id")),
    )
    op.create_index(op.f("ix_content_decisions_school_id"), "content_decisions", ["school_id"], unique=False)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite_statements(CONTENT_GUARDS) if is_sqlite else postgresql_statements(CONTENT_GUARDS, ()):
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for statement in postgresql_removals(CONTENT_GUARDS, ()):
            op.execute(sa.text(statement))
    op.drop_index(op.f("ix_content_decisions_school_id"), table_name="content_decisions")
    op.drop_table("content_decisions")
    op.drop_index(op.f("ix_second_readings_school_id"), table_name="second_readings")
    op.drop_table("second_readings")
    op.drop_index(op.f("ix_content_matches_school_id_matched_by_site_id"), table_name="content_matches")
    op.drop_index(op.f("ix_content_matches_school_id"), table_name="content_matches")
    op.drop_table("content_matches")
    op.drop_index(op.f("ix_draft_versions_school_id"), table_name="draft_versions")
    op.drop_table("draft_versions")
    op.drop_index(op.f("ix_standing_approvals_school_id_site_id_ends_on"), table_name="standing_approvals")
    op.drop_index(op.f("ix_standing_approvals_school_id"), table_name="standing_approvals")
    op.drop_table("standing_approvals")
    op.drop_index(op.f("ix_drafts_school_id_state_submitted_at"), table_name="drafts")
    op.drop_index(op.f("ix_drafts_school_id_site_id"), table_name="drafts")
    op.drop_index(op.f("ix_drafts_school_id_author_id"), table_name="drafts")
    op.drop_index(op.f("ix_drafts_school_id"), table_name="drafts")
    op.drop_table("drafts")
