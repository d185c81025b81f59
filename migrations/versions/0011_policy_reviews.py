"""The policy's dates as they are printed on it, the governors' reviews, and what asked for one (002-1, 002-5, 000-7)."""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table("policy_dates",
    sa.Column("policy_text_id", sa.Integer(), nullable=False),
    sa.Column("approved_said", sa.String(length=60), nullable=False),
    sa.Column("approved_by", sa.String(length=120), nullable=False),
    sa.Column("review_said", sa.String(length=60), nullable=False),
    sa.Column("recorded_by", sa.Integer(), nullable=False),
    sa.Column("recorded_at", MOMENT, nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["school_id", "policy_text_id"], ["policy_texts.school_id", "policy_texts.id"], name=op.f("fk_policy_dates_school_id_policy_text_id")),
    sa.ForeignKeyConstraint(["school_id", "recorded_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_policy_dates_school_id_recorded_by")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_policy_dates_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_dates")),
    sa.UniqueConstraint("school_id", "policy_text_id", name=op.f("uq_policy_dates_school_id_policy_text_id"))
    )
    op.create_index(op.f("ix_policy_dates_school_id"), "policy_dates", ["school_id"], unique=False)
    op.create_table("policy_reviews",
    sa.Column("policy_text_id", sa.Integer(), nullable=False),
    sa.Column("held_on", sa.Date(), nullable=False),
    sa.Column("minute", sa.String(length=200), nullable=False),
    sa.Column("found_of_policy", sa.Text(), nullable=False),
    sa.Column("found_of_application", sa.Text(), nullable=False),
    sa.Column("decision", sa.String(length=10), nullable=False),
    sa.Column("decision_words", sa.Text(), nullable=False),
    sa.Column("next_due_on", sa.Date(), nullable=False),
    sa.Column("figures", sa.JSON(), nullable=False),
    sa.Column("recorded_by", sa.Integer(), nullable=False),
    sa.Column("recorded_at", MOMENT, nullable=False),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("decision IN ('keep', 'change')", name=op.f("ck_policy_reviews_decision_is_known")),
    sa.CheckConstraint("next_due_on > held_on", name=op.f("ck_policy_reviews_the_next_is_later")),
    sa.ForeignKeyConstraint(["school_id", "policy_text_id"], ["policy_texts.school_id", "policy_texts.id"], name=op.f("fk_policy_reviews_school_id_policy_text_id")),
    sa.ForeignKeyConstraint(["school_id", "recorded_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_policy_reviews_school_id_recorded_by")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_policy_reviews_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_reviews")),
    sa.UniqueConstraint("school_id", "id", name=op.f("uq_policy_reviews_school_id_id"))
    )
    op.create_index(op.f("ix_policy_reviews_school_id"), "policy_reviews", ["school_id"], unique=False)
    op.create_index(op.f("ix_policy_reviews_school_id_held_on"), "policy_reviews", ["school_id", "held_on"], unique=False)
    op.create_table("review_calls",
    sa.Column("why", sa.String(length=10), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("called_on", sa.Date(), nullable=False),
    sa.Column("called_by", sa.Integer(), nullable=False),
    sa.Column("settled_by", sa.Integer(), nullable=True),
    sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=False),
    sa.CheckConstraint("why IN ('law', 'experience')", name=op.f("ck_review_calls_why_is_known")),
    sa.ForeignKeyConstraint(["school_id", "called_by"], ["memberships.school_id", "memberships.person_id"], name=op.f("fk_review_calls_school_id_called_by")),
    sa.ForeignKeyConstraint(["school_id", "settled_by"], ["policy_reviews.school_id", "policy_reviews.id"], name=op.f("fk_review_calls_school_id_settled_by")),
    sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_review_calls_school_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_review_calls"))
    )
    op.create_index(op.f("ix_review_calls_school_id"), "review_calls", ["school_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_review_calls_school_id"), table_name="review_calls")
    op.drop_table("review_calls")
    op.drop_index(op.f("ix_policy_reviews_school_id_held_on"), table_name="policy_reviews")
    op.drop_index(op.f("ix_policy_reviews_school_id"), table_name="policy_reviews")
    op.drop_table("policy_reviews")
    op.drop_index(op.f("ix_policy_dates_school_id"), table_name="policy_dates")
    op.drop_table("policy_dates")
