"""What the weekly look at a site's page remembers, and who looked at a site and found nothing to moderate."""

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

def added() -> tuple[sa.Column, ...]:
    return (
        sa.Column("address", sa.String(length=500), nullable=False, server_default=""),
        sa.Column("led_to", sa.String(length=500), nullable=False, server_default=""),
        sa.Column("doubts", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("doubted_since", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("unchecked_since", MOMENT, nullable=True),
        sa.Column("seen_mark", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("settled", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
    )


def upgrade() -> None:
    for column in added():
        op.add_column("page_watches", column)
    op.create_table(
        "moderation_looks",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_moderation_looks_school_id_person_id_memberships"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_moderation_looks_school_id_site_id_sites"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_moderation_looks_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_looks")),
        sa.UniqueConstraint(
            "school_id",
            "site_id",
            "looked_on",
            "person_id",
            name=op.f("uq_moderation_looks_school_id_site_id_looked_on_person_id"),
        ),
    )
    op.create_index(op.f("ix_moderation_looks_school_id"), "moderation_looks", ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_moderation_looks_school_id"), table_name="moderation_looks")
    op.drop_table("moderation_looks")
    for column in reversed(added()):
        op.drop_column("page_watches", column.name)
