"""What kind of content a post is, as its title names it or somebody said (A.3.4)."""

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("content_matches", sa.Column("kind", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("content_matches", "kind")
