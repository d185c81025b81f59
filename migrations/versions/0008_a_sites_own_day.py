"""The day of the week by which a site is updated, where its proposal agreed one of its own (A.1.5)."""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sites", sa.Column("update_weekday", sa.String(length=10), nullable=True))


def downgrade() -> None:
    op.drop_column("sites", "update_weekday")
