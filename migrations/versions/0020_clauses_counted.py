"""How the clauses stood at each school when they were last counted: numbers only (ADR 20)."""

import sqlalchemy as sa
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("clause_counts",
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_clause_counts_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_counts")),
    sa.UniqueConstraint("school_id", name=op.f("uq_clause_counts_school_id"))
    )
    op.create_index(op.f("ix_clause_counts_school_id"), "clause_counts", ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_clause_counts_school_id"), table_name="clause_counts")
    op.drop_table("clause_counts")
