"""Who can be shown, what they agreed to, images, written permissions and photo passes."""

import sqlalchemy as sa
from alembic import op

from governance.triggers import CONSENT_GUARDS, postgresql_removals, postgresql_statements, sqlite_statements

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "images",
        sa.Column(
            "kind",
            sa.Enum("picture", "film", "recording", "work", name="imagekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("kept_at", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("people_known", sa.Boolean(), nullable=False),
        sa.Column("audited_on", sa.Date(), nullable=True),
        sa.Column("audited_by", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('picture', 'film', 'recording', 'work')", name=op.f("ck_images_kind_is_known")),
        sa.CheckConstraint("(audited_on IS NULL) = (audited_by IS NULL)", name=op.f("ck_images_audited_by_somebody")),
        sa.ForeignKeyConstraint(
            ["school_id", "audited_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_images_school_id_audited_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_images_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_images_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_images")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_images_school_id_id")),
    )
    op.create_index(op.f("ix_images_school_id"), "images", ["school_id"], unique=False)

    op.create_table(
        "people_shown",
        sa.Column(
            "kind",
            sa.Enum(
                "pupil",
                "employee",
                "governor",
                "visitor",
                "other_adult",
                name="shownkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("told_apart", sa.String(length=200), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pupil', 'employee', 'governor', 'visitor', 'other_adult')",
            name=op.f("ck_people_shown_kind_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_people_shown_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_people_shown_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_people_shown_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_shown")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_people_shown_school_id_id")),
    )
    op.create_index(op.f("ix_people_shown_school_id"), "people_shown", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_people_shown_school_id_group_name"), "people_shown", ["school_id", "group_name"], unique=False
    )
    op.create_index(
        "uq_people_shown_told_apart",
        "people_shown",
        ["school_id", "name", "told_apart"],
        unique=True,
        sqlite_where=sa.text("name <> ''"),
        postgresql_where=sa.text("name <> ''"),
    )

    op.create_table(
        "photo_events",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_photo_events_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_photo_events_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_events")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_photo_events_school_id_id")),
        sa.UniqueConstraint("school_id", "name", "held_on", name=op.f("uq_photo_events_school_id_name_held_on")),
    )
    op.create_index(op.f("ix_photo_events_school_id"), "photo_events", ["school_id"], unique=False)

    op.create_table(
        "photo_pass_holders",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("told_apart", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(restored_at IS NULL) = (restored_by IS NULL)", name=op.f("ck_photo_pass_holders_restored_by_somebody")
        ),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_photo_pass_holders_revoked_by_somebody")
        ),
        sa.CheckConstraint(
            "restored_at IS NULL OR revoked_at IS NOT NULL", name=op.f("ck_photo_pass_holders_restored_after_revoking")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "restored_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_photo_pass_holders_school_id_restored_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "revoked_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_photo_pass_holders_school_id_revoked_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_photo_pass_holders_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_pass_holders")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_photo_pass_holders_school_id_id")),
    )
    op.create_index(op.f("ix_photo_pass_holders_school_id"), "photo_pass_holders", ["school_id"], unique=False)
    op.create_index(
        "uq_photo_pass_holders_told_apart",
        "photo_pass_holders",
        ["school_id", "name", "told_apart"],
        unique=True,
        sqlite_where=sa.text("name <> ''"),
        postgresql_where=sa.text("name <> ''"),
    )

    op.create_table(
        "consent_withdrawals",
        sa.Column("shown_id", sa.Integer(), nullable=False),
        sa.Column("uses", sa.JSON(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_consent_withdrawals_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "shown_id"],
            ["people_shown.school_id", "people_shown.id"],
            name=op.f("fk_consent_withdrawals_school_id_shown_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_consent_withdrawals_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_withdrawals")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_consent_withdrawals_school_id_id")),
    )
    op.create_index(op.f("ix_consent_withdrawals_school_id"), "consent_withdrawals", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_consent_withdrawals_school_id_shown_id"),
        "consent_withdrawals",
        ["school_id", "shown_id"],
        unique=False,
    )

    op.create_table(
        "image_people",
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("shown_id", sa.Integer(), nullable=False),
        sa.Column(
            "face",
            sa.Enum("none", "recognisable", "face_on", name="face", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "name_shown",
            sa.Enum("none", "first_name", "full_name", name="nameshown", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("face IN ('none', 'recognisable', 'face_on')", name=op.f("ck_image_people_face_is_known")),
        sa.CheckConstraint(
            "name_shown IN ('none', 'first_name', 'full_name')", name=op.f("ck_image_people_name_shown_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "image_id"],
            ["images.school_id", "images.id"],
            name=op.f("fk_image_people_school_id_image_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "shown_id"],
            ["people_shown.school_id", "people_shown.id"],
            name=op.f("fk_image_people_school_id_shown_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_image_people_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image_people")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_image_people_school_id_id")),
        sa.UniqueConstraint(
            "school_id", "image_id", "shown_id", name=op.f("uq_image_people_school_id_image_id_shown_id")
        ),
    )
    op.create_index(op.f("ix_image_people_school_id"), "image_people", ["school_id"], unique=False)
    op.create_index(op.f("ix_image_people_school_id_shown_id"), "image_people", ["school_id", "shown_id"], unique=False)

    op.create_table(
        "image_uses",
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=30), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(removed_on IS NULL) = (removed_by IS NULL)", name=op.f("ck_image_uses_removed_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "image_id"], ["images.school_id", "images.id"], name=op.f("fk_image_uses_school_id_image_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_image_uses_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "removed_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_image_uses_school_id_removed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_image_uses_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_image_uses_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image_uses")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_image_uses_school_id_id")),
    )
    op.create_index(op.f("ix_image_uses_school_id"), "image_uses", ["school_id"], unique=False)
    op.create_index(op.f("ix_image_uses_school_id_image_id"), "image_uses", ["school_id", "image_id"], unique=False)
    op.create_index(op.f("ix_image_uses_school_id_site_id"), "image_uses", ["school_id", "site_id"], unique=False)

    op.create_table(
        "photo_passes",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_photo_passes_revoked_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "event_id"],
            ["photo_events.school_id", "photo_events.id"],
            name=op.f("fk_photo_passes_school_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "holder_id"],
            ["photo_pass_holders.school_id", "photo_pass_holders.id"],
            name=op.f("fk_photo_passes_school_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "issued_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_photo_passes_school_id_issued_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "revoked_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_photo_passes_school_id_revoked_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_photo_passes_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_passes")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_photo_passes_school_id_id")),
    )
    op.create_index(op.f("ix_photo_passes_school_id"), "photo_passes", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_photo_passes_school_id_holder_id"), "photo_passes", ["school_id", "holder_id"], unique=False
    )
    op.create_index(
        "uq_photo_passes_valid",
        "photo_passes",
        ["school_id", "event_id", "holder_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )

    op.create_table(
        "written_permissions",
        sa.Column(
            "matter",
            sa.Enum(
                "school_name",
                "logo",
                "published_material",
                "others_work",
                "personal_data",
                name="matter",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("asked_of", sa.JSON(), nullable=False),
        sa.Column("shown_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "matter IN ('school_name', 'logo', 'published_material', 'others_work', 'personal_data')",
            name=op.f("ck_written_permissions_matter_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_written_permissions_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "shown_id"],
            ["people_shown.school_id", "people_shown.id"],
            name=op.f("fk_written_permissions_school_id_shown_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_written_permissions_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_permissions")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_written_permissions_school_id_id")),
    )
    op.create_index(op.f("ix_written_permissions_school_id"), "written_permissions", ["school_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("shown_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=30), nullable=False),
        sa.Column(
            "covers",
            sa.Enum("name", "image", "name_with_image", "work", name="covers", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "given_by_kind", sa.Enum("parent", "self", name="givenby", native_enum=False, length=40), nullable=False
        ),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kept_at", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawal_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "covers IN ('name', 'image', 'name_with_image', 'work')", name=op.f("ck_consents_covers_is_known")
        ),
        sa.CheckConstraint("given_by_kind IN ('parent', 'self')", name=op.f("ck_consents_given_by_kind_is_known")),
        sa.CheckConstraint("until IS NULL OR until >= given_on", name=op.f("ck_consents_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_consents_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "shown_id"],
            ["people_shown.school_id", "people_shown.id"],
            name=op.f("fk_consents_school_id_shown_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "withdrawal_id"],
            ["consent_withdrawals.school_id", "consent_withdrawals.id"],
            name=op.f("fk_consents_school_id_withdrawal_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_consents_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_consents_school_id_id")),
    )
    op.create_index(op.f("ix_consents_school_id"), "consents", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_consents_school_id_shown_id_use"), "consents", ["school_id", "shown_id", "use"], unique=False
    )

    op.create_table(
        "permission_uses",
        sa.Column("permission_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "removed_on IS NULL OR removed_on >= used_on", name=op.f("ck_permission_uses_removed_after_use")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "permission_id"],
            ["written_permissions.school_id", "written_permissions.id"],
            name=op.f("fk_permission_uses_school_id_permission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_permission_uses_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_permission_uses_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_permission_uses_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permission_uses")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_permission_uses_school_id_id")),
    )
    op.create_index(op.f("ix_permission_uses_school_id"), "permission_uses", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_permission_uses_school_id_permission_id"),
        "permission_uses",
        ["school_id", "permission_id"],
        unique=False,
    )

    op.create_table(
        "permissions_given",
        sa.Column("permission_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "school", "person_shown", "author", "partner", "provider", name="party", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kept_at", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(party = 'school') = (head_id IS NOT NULL)",
            name=op.f("ck_permissions_given_the_head_speaks_for_the_school"),
        ),
        sa.CheckConstraint(
            "party IN ('school', 'person_shown', 'author', 'partner', 'provider')",
            name=op.f("ck_permissions_given_party_is_known"),
        ),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_by IS NULL)", name=op.f("ck_permissions_given_ended_by_somebody")
        ),
        sa.CheckConstraint("until IS NULL OR until >= starts_on", name=op.f("ck_permissions_given_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["school_id", "ended_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_permissions_given_school_id_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "head_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_permissions_given_school_id_head_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "permission_id"],
            ["written_permissions.school_id", "written_permissions.id"],
            name=op.f("fk_permissions_given_school_id_permission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_permissions_given_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_permissions_given_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permissions_given")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_permissions_given_school_id_id")),
    )
    op.create_index(op.f("ix_permissions_given_school_id"), "permissions_given", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_permissions_given_school_id_permission_id"),
        "permissions_given",
        ["school_id", "permission_id"],
        unique=False,
    )

    op.create_table(
        "take_downs",
        sa.Column("withdrawal_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("place_kind", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("place_kind IN ('image_use', 'draft')", name=op.f("ck_take_downs_place_kind_is_known")),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_take_downs_done_by_somebody")),
        sa.CheckConstraint("due_at >= opened_at", name=op.f("ck_take_downs_due_after_opening")),
        sa.ForeignKeyConstraint(
            ["school_id", "done_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_take_downs_school_id_done_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "image_id"], ["images.school_id", "images.id"], name=op.f("fk_take_downs_school_id_image_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "responsible_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_take_downs_school_id_responsible_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_take_downs_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "withdrawal_id"],
            ["consent_withdrawals.school_id", "consent_withdrawals.id"],
            name=op.f("fk_take_downs_school_id_withdrawal_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_take_downs_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_downs")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_take_downs_school_id_id")),
        sa.UniqueConstraint(
            "school_id",
            "withdrawal_id",
            "place_kind",
            "place_id",
            name=op.f("uq_take_downs_school_id_withdrawal_id_place_kind_place_id"),
        ),
    )
    op.create_index(
        "ix_take_downs_open",
        "take_downs",
        ["school_id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(op.f("ix_take_downs_school_id"), "take_downs", ["school_id"], unique=False)
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    made = sqlite_statements(CONSENT_GUARDS) if on_sqlite else postgresql_statements(CONSENT_GUARDS, ())
    for statement in made:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for statement in postgresql_removals(CONSENT_GUARDS, ()):
            op.execute(statement)
    op.drop_index(op.f("ix_take_downs_school_id"), table_name="take_downs")
    op.drop_index(
        "ix_take_downs_open",
        table_name="take_downs",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )

    op.drop_table("take_downs")
    op.drop_index(op.f("ix_permissions_given_school_id_permission_id"), table_name="permissions_given")
    op.drop_index(op.f("ix_permissions_given_school_id"), table_name="permissions_given")

    op.drop_table("permissions_given")
    op.drop_index(op.f("ix_permission_uses_school_id_permission_id"), table_name="permission_uses")
    op.drop_index(op.f("ix_permission_uses_school_id"), table_name="permission_uses")

    op.drop_table("permission_uses")
    op.drop_index(op.f("ix_consents_school_id_shown_id_use"), table_name="consents")
    op.drop_index(op.f("ix_consents_school_id"), table_name="consents")

    op.drop_table("consents")
    op.drop_index(op.f("ix_written_permissions_school_id"), table_name="written_permissions")

    op.drop_table("written_permissions")
    op.drop_index(
        "uq_photo_passes_valid",
        table_name="photo_passes",
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_index(op.f("ix_photo_passes_school_id_holder_id"), table_name="photo_passes")
    op.drop_index(op.f("ix_photo_passes_school_id"), table_name="photo_passes")

    op.drop_table("photo_passes")
    op.drop_index(op.f("ix_image_uses_school_id_site_id"), table_name="image_uses")
    op.drop_index(op.f("ix_image_uses_school_id_image_id"), table_name="image_uses")
    op.drop_index(op.f("ix_image_uses_school_id"), table_name="image_uses")

    op.drop_table("image_uses")
    op.drop_index(op.f("ix_image_people_school_id_shown_id"), table_name="image_people")
    op.drop_index(op.f("ix_image_people_school_id"), table_name="image_people")

    op.drop_table("image_people")
    op.drop_index(op.f("ix_consent_withdrawals_school_id_shown_id"), table_name="consent_withdrawals")
    op.drop_index(op.f("ix_consent_withdrawals_school_id"), table_name="consent_withdrawals")

    op.drop_table("consent_withdrawals")
    op.drop_index(
        "uq_photo_pass_holders_told_apart",
        table_name="photo_pass_holders",
        sqlite_where=sa.text("name <> ''"),
        postgresql_where=sa.text("name <> ''"),
    )
    op.drop_index(op.f("ix_photo_pass_holders_school_id"), table_name="photo_pass_holders")

    op.drop_table("photo_pass_holders")
    op.drop_index(op.f("ix_photo_events_school_id"), table_name="photo_events")

    op.drop_table("photo_events")
    op.drop_index(
        "uq_people_shown_told_apart",
        table_name="people_shown",
        sqlite_where=sa.text("name <> ''"),
        postgresql_where=sa.text("name <> ''"),
    )
    op.drop_index(op.f("ix_people_shown_school_id_group_name"), table_name="people_shown")
    op.drop_index(op.f("ix_people_shown_school_id"), table_name="people_shown")

    op.drop_table("people_shown")
    op.drop_index(op.f("ix_images_school_id"), table_name="images")

    op.drop_table("images")
