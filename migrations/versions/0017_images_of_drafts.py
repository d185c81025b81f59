"""Which images of the register a version of a draft shows (A.4.4)."""

import sqlalchemy as sa
from alembic import op


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_images",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "draft_id"],
            ["drafts.school_id", "drafts.id"],
            name=op.f("fk_draft_images_school_id_draft_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "image_id"],
            ["images.school_id", "images.id"],
            name=op.f("fk_draft_images_school_id_image_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id"],
            ["draft_versions.school_id", "draft_versions.id"],
            name=op.f("fk_draft_images_school_id_version_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_draft_images_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_images")),
        sa.UniqueConstraint(
            "school_id", "version_id", "image_id", name=op.f("uq_draft_images_school_id_version_id_image_id")
        ),
    )
    op.create_index(op.f("ix_draft_images_school_id"), "draft_images", ["school_id"], unique=False)
    op.create_index(op.f("ix_draft_images_school_id_image_id"), "draft_images", ["school_id", "image_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_images_school_id_image_id"), table_name="draft_images")
    op.drop_index(op.f("ix_draft_images_school_id"), table_name="draft_images")
    op.drop_table("draft_images")
