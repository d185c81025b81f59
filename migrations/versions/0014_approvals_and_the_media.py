"""What staff ask leave for beyond creating a site, and what the media ask (A.3.3, A.3.5, A.3.6, A.4.2, A.5.7)."""

import sqlalchemy as sa
from alembic import op

from governance.triggers import (
    APPROVAL_GUARDS,
    APPROVAL_TABLES,
    postgresql_removals,
    postgresql_statements,
    sqlite_statements,
)


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_enquiries",
        sa.Column(
            "kind", sa.Enum("school", "personal", name="enquirykind", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "advised",
                "reply_waits",
                "reply_approved",
                "given",
                "closed",
                name="enquirystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("outlet", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("wanted_by", sa.String(length=120), nullable=False),
        sa.Column("whose_id", sa.Integer(), nullable=True),
        sa.Column("got_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("advised_by", sa.Integer(), nullable=True),
        sa.Column("advised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Integer(), nullable=True),
        sa.Column("reply_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_media_enquiries_closed_has_its_moment")
        ),
        sa.CheckConstraint(
            "(state = 'given') = (given_at IS NOT NULL)", name=op.f("ck_media_enquiries_given_has_its_moment")
        ),
        sa.CheckConstraint("kind IN ('school', 'personal')", name=op.f("ck_media_enquiries_kind_is_known")),
        sa.CheckConstraint(
            "state <> 'advised' OR advised_at IS NOT NULL", name=op.f("ck_media_enquiries_advised_has_advice")
        ),
        sa.CheckConstraint(
            "state <> 'reply_approved' OR approved_at IS NOT NULL",
            name=op.f("ck_media_enquiries_approved_reply_is_approved"),
        ),
        sa.CheckConstraint(
            "state <> 'reply_waits' OR (reply_at IS NOT NULL AND approved_at IS NULL)",
            name=op.f("ck_media_enquiries_waiting_reply_is_written"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'advised', 'reply_waits', 'reply_approved', 'given', 'closed')",
            name=op.f("ck_media_enquiries_state_is_known"),
        ),
        sa.CheckConstraint(
            "whose_id IS NULL OR kind = 'personal'", name=op.f("ck_media_enquiries_only_a_personal_site_is_somebodys")
        ),
        sa.CheckConstraint(
            "(advised_by IS NULL) = (advised_at IS NULL)", name=op.f("ck_media_enquiries_advised_by_somebody")
        ),
        sa.CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name=op.f("ck_media_enquiries_approved_by_somebody")
        ),
        sa.CheckConstraint(
            "(closed_by IS NULL) = (closed_at IS NULL)", name=op.f("ck_media_enquiries_closed_by_somebody")
        ),
        sa.CheckConstraint(
            "(given_by IS NULL) = (given_at IS NULL)", name=op.f("ck_media_enquiries_given_by_somebody")
        ),
        sa.CheckConstraint(
            "(reply_by IS NULL) = (reply_at IS NULL)", name=op.f("ck_media_enquiries_reply_by_somebody")
        ),
        sa.CheckConstraint(
            "approved_at IS NULL OR reply_at IS NOT NULL", name=op.f("ck_media_enquiries_approved_is_a_reply")
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR whose_id IS NULL OR approved_by <> whose_id",
            name=op.f("ck_media_enquiries_nobody_approves_on_themselves"),
        ),
        sa.CheckConstraint("passed_at >= got_at", name=op.f("ck_media_enquiries_passed_on_after_it_came")),
        sa.ForeignKeyConstraint(
            ["school_id", "advised_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_advised_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "approved_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "closed_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_closed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "delegation_id"],
            ["delegations.school_id", "delegations.id"],
            name=op.f("fk_media_enquiries_school_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "given_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_given_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "reply_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_reply_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "taken_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_taken_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "whose_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_media_enquiries_school_id_whose_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_media_enquiries_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_enquiries")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_media_enquiries_school_id_id")),
    )
    op.create_index(op.f("ix_media_enquiries_school_id"), "media_enquiries", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_media_enquiries_school_id_got_at"), "media_enquiries", ["school_id", "got_at"], unique=False
    )
    op.create_index(op.f("ix_media_enquiries_school_id_state"), "media_enquiries", ["school_id", "state"], unique=False)

    op.create_table(
        "approval_requests",
        sa.Column(
            "kind",
            sa.Enum(
                "participation", "brand", "advertising", "commitment", name="requestkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "returned",
                "declined",
                "withdrawn",
                "approved",
                "ended",
                "void",
                name="requeststate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('ended', 'void', 'withdrawn')) = (ended_at IS NOT NULL)",
            name=op.f("ck_approval_requests_over_has_its_moment"),
        ),
        sa.CheckConstraint(
            "kind <> 'advertising' OR (site_id IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)",
            name=op.f("ck_approval_requests_advert_for_a_site_with_its_days"),
        ),
        sa.CheckConstraint(
            "kind <> 'commitment' OR ends_on IS NOT NULL", name=op.f("ck_approval_requests_authorised_until_a_day")
        ),
        sa.CheckConstraint(
            "kind <> 'participation' OR (address <> '' AND ends_on IS NOT NULL)",
            name=op.f("ck_approval_requests_taking_part_where_and_until"),
        ),
        sa.CheckConstraint(
            "kind IN ('participation', 'brand', 'advertising', 'commitment')",
            name=op.f("ck_approval_requests_kind_is_known"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR decided_by IS NULL", name=op.f("ck_approval_requests_waiting_is_undecided")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'returned', 'declined', 'withdrawn', 'approved', 'ended', 'void')",
            name=op.f("ck_approval_requests_state_is_known"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'withdrawn') OR decided_by IS NOT NULL",
            name=op.f("ck_approval_requests_decided_by_a_person"),
        ),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_approval_requests_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "(ended_by IS NULL) = (ended_at IS NULL)", name=op.f("ck_approval_requests_ended_by_somebody")
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_approval_requests_nobody_decides_their_own")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_approval_requests_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "asked_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_approval_requests_school_id_asked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "decided_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_approval_requests_school_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "delegation_id"],
            ["delegations.school_id", "delegations.id"],
            name=op.f("fk_approval_requests_school_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "ended_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_approval_requests_school_id_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "replaces_id"],
            ["approval_requests.school_id", "approval_requests.id"],
            name=op.f("fk_approval_requests_school_id_replaces_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_approval_requests_school_id_site_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "version_id"],
            ["proposal_versions.school_id", "proposal_versions.id"],
            name=op.f("fk_approval_requests_school_id_version_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_approval_requests_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_requests")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_approval_requests_school_id_id")),
    )
    op.create_index(op.f("ix_approval_requests_school_id"), "approval_requests", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_approval_requests_school_id_kind_state"),
        "approval_requests",
        ["school_id", "kind", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_approval_requests_school_id_site_id"), "approval_requests", ["school_id", "site_id"], unique=False
    )
    op.create_index(
        op.f("ix_approval_requests_school_id_state"), "approval_requests", ["school_id", "state"], unique=False
    )

    on_sqlite = op.get_bind().dialect.name == "sqlite"
    made = sqlite_statements(APPROVAL_GUARDS) if on_sqlite else postgresql_statements(APPROVAL_GUARDS, APPROVAL_TABLES)
    for statement in made:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for statement in postgresql_removals(APPROVAL_GUARDS, APPROVAL_TABLES):
            op.execute(statement)
    op.drop_index(op.f("ix_approval_requests_school_id_state"), table_name="approval_requests")
    op.drop_index(op.f("ix_approval_requests_school_id_site_id"), table_name="approval_requests")
    op.drop_index(op.f("ix_approval_requests_school_id_kind_state"), table_name="approval_requests")
    op.drop_index(op.f("ix_approval_requests_school_id"), table_name="approval_requests")

    op.drop_table("approval_requests")
    op.drop_index(op.f("ix_media_enquiries_school_id_state"), table_name="media_enquiries")
    op.drop_index(op.f("ix_media_enquiries_school_id_got_at"), table_name="media_enquiries")
    op.drop_index(op.f("ix_media_enquiries_school_id"), table_name="media_enquiries")

    op.drop_table("media_enquiries")
