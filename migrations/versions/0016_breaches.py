"""Breaches of the policy, who reads them, letters that demand a removal, and leaks of data (9.1 to 9.3, 003-7)."""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("breaches",
    sa.Column("reference", sa.String(length=20), nullable=False),
    sa.Column("report", sa.String(length=20), nullable=False),
    sa.Column("read_by", sa.String(length=20), nullable=False),
    sa.Column("line_manager", sa.Integer(), nullable=True),
    sa.Column("by_kind", sa.String(length=20), nullable=False),
    sa.Column("about_person", sa.Integer(), nullable=True),
    sa.Column("about_shown", sa.String(length=200), nullable=False),
    sa.Column("kinds", sa.JSON(), nullable=False),
    sa.Column("is_leak", sa.Boolean(), nullable=False),
    sa.Column("clauses", sa.JSON(), nullable=False),
    sa.Column("severity", sa.String(length=20), nullable=False),
    sa.Column("site_id", sa.Integer(), nullable=True),
    sa.Column("address", sa.String(length=2000), nullable=False),
    sa.Column("facts", sa.Text(), nullable=False),
    sa.Column("provider", sa.String(length=200), nullable=False),
    sa.Column("provider_contact", sa.String(length=300), nullable=False),
    sa.Column("from_digest", sa.String(length=64), nullable=False),
    sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("opened_by", sa.Integer(), nullable=True),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("found", sa.Text(), nullable=False),
    sa.Column("found_by", sa.Integer(), nullable=True),
    sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("police_told_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("outcome", sa.String(length=30), nullable=False),
    sa.Column("outcome_reason", sa.Text(), nullable=False),
    sa.Column("closed_by", sa.Integer(), nullable=True),
    sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("officer_told_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("regulator_due_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("regulator_told", sa.Boolean(), nullable=True),
    sa.Column("people_told", sa.Boolean(), nullable=True),
    sa.Column("leak_reason", sa.Text(), nullable=False),
    sa.Column("leak_decided_by", sa.Integer(), nullable=True),
    sa.Column("leak_decided_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("(closed_at IS NULL) = (outcome = '')", name=op.f("ck_breaches_closed_with_an_outcome")),
    sa.CheckConstraint("read_by <> 'line_manager' OR line_manager IS NOT NULL", name=op.f("ck_breaches_line_manager_is_named")),
    sa.CheckConstraint("read_by IN ('head', 'chair', 'line_manager')", name=op.f("ck_breaches_reader_is_known")),
    sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_breaches_closed_by_somebody")),
    sa.CheckConstraint("(leak_decided_at IS NULL) = (regulator_told IS NULL)", name=op.f("ck_breaches_leak_is_decided_whole")),
    sa.CheckConstraint("closed_by IS NULL OR closed_by <> about_person", name=op.f("ck_breaches_nobody_judges_themselves")),
    sa.CheckConstraint("line_manager IS NULL OR line_manager <> about_person", name=op.f("ck_breaches_nobody_reads_of_themselves")),
    sa.ForeignKeyConstraint(["school_id", "about_person"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_about_person")),
    sa.ForeignKeyConstraint(["school_id", "closed_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_closed_by")),
    sa.ForeignKeyConstraint(["school_id", "found_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_found_by")),
    sa.ForeignKeyConstraint(["school_id", "leak_decided_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_leak_decided_by")),
    sa.ForeignKeyConstraint(["school_id", "line_manager"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_line_manager")),
    sa.ForeignKeyConstraint(["school_id", "opened_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breaches_school_id_opened_by")),
    sa.ForeignKeyConstraint(["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_breaches_school_id_site_id")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_breaches_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
    sa.UniqueConstraint("school_id", "id", name=op.f("uq_breaches_school_id_id")),
    sa.UniqueConstraint("school_id", "reference", name=op.f("uq_breaches_school_id_reference"))
    )
    op.create_index("ix_breaches_from_digest", "breaches", ["from_digest"], unique=False, sqlite_where=sa.text("from_digest <> ''"), postgresql_where=sa.text("from_digest <> ''"))
    op.create_index(op.f("ix_breaches_school_id"), "breaches", ["school_id"], unique=False)

    op.create_table("breach_notes",
    sa.Column("breach_id", sa.Integer(), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("written_by", sa.Integer(), nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["school_id", "breach_id"], ["breaches.school_id", "breaches.id"], name=op.f("fk_breach_notes_school_id_breach_id")),
    sa.ForeignKeyConstraint(["school_id", "written_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breach_notes_school_id_written_by")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_breach_notes_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_notes"))
    )
    op.create_index(op.f("ix_breach_notes_school_id"), "breach_notes", ["school_id"], unique=False)
    op.create_index(op.f("ix_breach_notes_school_id_breach_id"), "breach_notes", ["school_id", "breach_id"], unique=False)

    op.create_table("breach_readers",
    sa.Column("breach_id", sa.Integer(), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("added_by", sa.Integer(), nullable=False),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["school_id", "added_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breach_readers_school_id_added_by")),
    sa.ForeignKeyConstraint(["school_id", "breach_id"], ["breaches.school_id", "breaches.id"], name=op.f("fk_breach_readers_school_id_breach_id")),
    sa.ForeignKeyConstraint(["school_id", "person_id"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_breach_readers_school_id_person_id")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_breach_readers_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_readers")),
    sa.UniqueConstraint("school_id", "breach_id", "person_id", name=op.f("uq_breach_readers_school_id_breach_id_person_id"))
    )
    op.create_index(op.f("ix_breach_readers_school_id"), "breach_readers", ["school_id"], unique=False)

    op.create_table("removal_demands",
    sa.Column("breach_id", sa.Integer(), nullable=False),
    sa.Column("to_whom", sa.String(length=200), nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("address", sa.String(length=2000), nullable=False),
    sa.Column("grounds", sa.JSON(), nullable=False),
    sa.Column("sent_on", sa.Date(), nullable=False),
    sa.Column("sent_by", sa.Integer(), nullable=False),
    sa.Column("due_on", sa.Date(), nullable=False),
    sa.Column("result", sa.String(length=20), nullable=False),
    sa.Column("result_on", sa.Date(), nullable=True),
    sa.Column("result_words", sa.Text(), nullable=False),
    sa.Column("result_by", sa.Integer(), nullable=True),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("(result = '') = (result_on IS NULL)", name=op.f("ck_removal_demands_ended_on_a_day")),
    sa.CheckConstraint("due_on > sent_on", name=op.f("ck_removal_demands_due_after_sent")),
    sa.ForeignKeyConstraint(["school_id", "breach_id"], ["breaches.school_id", "breaches.id"], name=op.f("fk_removal_demands_school_id_breach_id")),
    sa.ForeignKeyConstraint(["school_id", "result_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_removal_demands_school_id_result_by")),
    sa.ForeignKeyConstraint(["school_id", "sent_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_removal_demands_school_id_sent_by")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_removal_demands_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_removal_demands")),
    sa.UniqueConstraint("school_id", "id", name=op.f("uq_removal_demands_school_id_id"))
    )
    op.create_index(op.f("ix_removal_demands_school_id"), "removal_demands", ["school_id"], unique=False)
    op.create_index(op.f("ix_removal_demands_school_id_breach_id"), "removal_demands", ["school_id", "breach_id"], unique=False)



def downgrade() -> None:
    op.drop_index(op.f("ix_removal_demands_school_id_breach_id"), table_name="removal_demands")
    op.drop_index(op.f("ix_removal_demands_school_id"), table_name="removal_demands")

    op.drop_table("removal_demands")
    op.drop_index(op.f("ix_breach_readers_school_id"), table_name="breach_readers")

    op.drop_table("breach_readers")
    op.drop_index(op.f("ix_breach_notes_school_id_breach_id"), table_name="breach_notes")
    op.drop_index(op.f("ix_breach_notes_school_id"), table_name="breach_notes")

    op.drop_table("breach_notes")
    op.drop_index(op.f("ix_breaches_school_id"), table_name="breaches")
    op.drop_index("ix_breaches_from_digest", table_name="breaches")

    op.drop_table("breaches")
