"""Concerns as A.2.3, A.5.6, 001-7 and 001-8 ask: who told, routes with answers, packs, holds, disposal, contacts."""

import sqlalchemy as sa
from alembic import op

from governance.concern_triggers import CONCERN_GUARDS, CONCERN_TABLES
from governance.triggers import (
    REPLACED,
    postgresql_removals,
    postgresql_statements,
    sqlite_statements,
)

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in REPLACED:
        op.execute(f"DROP TRIGGER {guard.name}" if on_sqlite else f"DROP FUNCTION {guard.name}() CASCADE")
    op.add_column("concern_steps", sa.Column("contact", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("concern_steps", sa.Column("reference", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("concern_steps", sa.Column("awaited_on", sa.Date(), nullable=True))
    op.add_column("concern_steps", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("concern_steps", sa.Column("chased_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_concern_steps_awaited",
        "concern_steps",
        ["school_id", "awaited_on"],
        unique=False,
        sqlite_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
        postgresql_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
    )
    op.create_index("ux_concern_steps_of_concern", "concern_steps", ["school_id", "concern_id", "id"], unique=True)
    op.add_column("concerns", sa.Column("source", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("concerns", sa.Column("told_by", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("concerns", sa.Column("severity", sa.String(length=20), nullable=False, server_default=""))
    op.create_table(
        "route_contacts",
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "changed_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_route_contacts_school_id_changed_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_route_contacts_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_contacts")),
        sa.UniqueConstraint("school_id", "route", name=op.f("uq_route_contacts_school_id_route")),
    )
    op.create_index(op.f("ix_route_contacts_school_id"), "route_contacts", ["school_id"], unique=False)
    op.create_table(
        "concern_disposals",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("disposed_by", sa.Integer(), nullable=False),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts_removed", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id"],
            ["concerns.school_id", "concerns.id"],
            name=op.f("fk_concern_disposals_school_id_concern_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "disposed_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_disposals_school_id_disposed_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_concern_disposals_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_disposals")),
        sa.UniqueConstraint("school_id", "concern_id", name=op.f("uq_concern_disposals_school_id_concern_id")),
    )
    op.create_index(op.f("ix_concern_disposals_school_id"), "concern_disposals", ["school_id"], unique=False)
    op.create_table(
        "concern_holds",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("put_by", sa.Integer(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_concern_holds_lifted_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id"],
            ["concerns.school_id", "concerns.id"],
            name=op.f("fk_concern_holds_school_id_concern_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "lifted_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_holds_school_id_lifted_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "put_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_holds_school_id_put_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_concern_holds_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_holds")),
    )
    op.create_index(op.f("ix_concern_holds_school_id"), "concern_holds", ["school_id"], unique=False)
    op.create_index(
        "ux_concern_holds_of_concern",
        "concern_holds",
        ["school_id", "concern_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "concern_packs",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("of_revision", sa.Integer(), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_in", sa.String(length=200), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL) AND (confirmed_at IS NULL OR confirmed_in <> '')",
            name=op.f("ck_concern_packs_confirmed_by_somebody_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id"],
            ["concerns.school_id", "concerns.id"],
            name=op.f("fk_concern_packs_school_id_concern_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "confirmed_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_packs_school_id_confirmed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "made_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_packs_school_id_made_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_concern_packs_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_packs")),
        sa.UniqueConstraint(
            "school_id", "concern_id", "number", name=op.f("uq_concern_packs_school_id_concern_id_number")
        ),
    )
    op.create_index(op.f("ix_concern_packs_school_id"), "concern_packs", ["school_id"], unique=False)
    op.create_table(
        "concern_entries",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "happened_at <= written_at", name=op.f("ck_concern_entries_nothing_is_written_before_it_happened")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id", "step_id"],
            ["concern_steps.school_id", "concern_steps.concern_id", "concern_steps.id"],
            name=op.f("fk_concern_entries_school_id_concern_id_step_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "concern_id"],
            ["concerns.school_id", "concerns.id"],
            name=op.f("fk_concern_entries_school_id_concern_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "written_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_concern_entries_school_id_written_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_concern_entries_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_entries")),
    )
    op.create_index(op.f("ix_concern_entries_school_id"), "concern_entries", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_concern_entries_school_id_concern_id"), "concern_entries", ["school_id", "concern_id"], unique=False
    )
    made = sqlite_statements(CONCERN_GUARDS) if on_sqlite else postgresql_statements(CONCERN_GUARDS, CONCERN_TABLES)
    for statement in made:
        op.execute(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        for guard in CONCERN_GUARDS:
            op.execute(f"DROP TRIGGER {guard.name}")
    else:
        for statement in postgresql_removals(CONCERN_GUARDS, CONCERN_TABLES):
            op.execute(statement)
    op.drop_index(op.f("ix_concern_entries_school_id_concern_id"), table_name="concern_entries")
    op.drop_index(op.f("ix_concern_entries_school_id"), table_name="concern_entries")
    op.drop_table("concern_entries")
    op.drop_column("concerns", "severity")
    op.drop_column("concerns", "told_by")
    op.drop_column("concerns", "source")
    op.drop_index("ux_concern_steps_of_concern", table_name="concern_steps")
    op.drop_index(
        "ix_concern_steps_awaited",
        table_name="concern_steps",
        sqlite_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
        postgresql_where=sa.text("awaited_on IS NOT NULL AND answered_at IS NULL"),
    )
    op.drop_column("concern_steps", "chased_on")
    op.drop_column("concern_steps", "answered_at")
    op.drop_column("concern_steps", "awaited_on")
    op.drop_column("concern_steps", "reference")
    op.drop_column("concern_steps", "contact")
    op.drop_index(op.f("ix_concern_packs_school_id"), table_name="concern_packs")
    op.drop_table("concern_packs")
    op.drop_index(
        "ux_concern_holds_of_concern",
        table_name="concern_holds",
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.drop_index(op.f("ix_concern_holds_school_id"), table_name="concern_holds")
    op.drop_table("concern_holds")
    op.drop_index(op.f("ix_concern_disposals_school_id"), table_name="concern_disposals")
    op.drop_table("concern_disposals")
    op.drop_index(op.f("ix_route_contacts_school_id"), table_name="route_contacts")
    op.drop_table("route_contacts")
    for statement in sqlite_statements(REPLACED) if on_sqlite else postgresql_statements(REPLACED, ()):
        op.execute(statement)
