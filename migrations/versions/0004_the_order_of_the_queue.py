"""The order of the queue, and who decided: two indexes that a school of a hundred thousand comments asks for."""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_comments_in_order",
        "comments",
        ["school_id", "urgency", "awaits_since", "id"],
        unique=False,
        sqlite_where=sa.text("awaits_since IS NOT NULL"),
        postgresql_where=sa.text("awaits_since IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_comment_decisions_school_id_decider_id"),
        "comment_decisions",
        ["school_id", "decider_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_comment_decisions_school_id_decider_id"), table_name="comment_decisions")
    op.drop_index("ix_comments_in_order", table_name="comments")
