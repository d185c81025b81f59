"""The school day on which a reminder came to its rung, and an index that tells whether mails to an address arrive."""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminders", sa.Column("climbed_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_notices_to_address_sent_at"), "notices", ["to_address", "sent_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_notices_to_address_sent_at"), table_name="notices")
    op.drop_column("reminders", "climbed_on")
