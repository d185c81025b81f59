"""The registers: vetting, partner schools, declarations, compromised accounts, accounts on platforms."""

import sqlalchemy as sa
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "declarations",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.Column("disclaimer_seen", sa.Boolean(), nullable=True),
        sa.Column("disclaimer_by", sa.Integer(), nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("committee_on", sa.Date(), nullable=True),
        sa.Column("committee_by", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "agreed IS NULL OR kind = 'agreed_contact'", name=op.f("ck_declarations_only_contact_is_agreed")
        ),
        sa.CheckConstraint(
            "committee_on IS NULL OR kind = 'family_friend'", name=op.f("ck_declarations_only_friends_go_to_committee")
        ),
        sa.CheckConstraint(
            "kind IN ('employer_named', 'family_friend', 'agreed_contact', 'related_pupil', 'request_declined', 'former_pupil')",
            name=op.f("ck_declarations_kind_is_known"),
        ),
        sa.CheckConstraint(
            "(answered_by IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL) = (agreed IS NULL)",
            name=op.f("ck_declarations_answered_by_somebody"),
        ),
        sa.CheckConstraint(
            "(committee_by IS NULL) = (committee_on IS NULL)", name=op.f("ck_declarations_committee_has_its_day")
        ),
        sa.CheckConstraint("(seen_by IS NULL) = (seen_at IS NULL)", name=op.f("ck_declarations_seen_by_somebody")),
        sa.CheckConstraint("answered_by <> person_id", name=op.f("ck_declarations_not_agreed_by_oneself")),
        sa.CheckConstraint("committee_by <> person_id", name=op.f("ck_declarations_not_reported_by_oneself")),
        sa.CheckConstraint("seen_by <> person_id", name=op.f("ck_declarations_not_seen_by_oneself")),
        sa.ForeignKeyConstraint(
            ["school_id", "answered_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_declarations_school_id_answered_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "committee_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_declarations_school_id_committee_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "disclaimer_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_declarations_school_id_disclaimer_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_declarations_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "seen_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_declarations_school_id_seen_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_declarations_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declarations")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_declarations_school_id_id")),
    )
    op.create_index(op.f("ix_declarations_school_id"), "declarations", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_declarations_school_id_person_id"), "declarations", ["school_id", "person_id"], unique=False
    )
    op.create_table(
        "partner_schools",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("vetted_by", sa.Integer(), nullable=True),
        sa.Column("vetted_on", sa.Date(), nullable=True),
        sa.Column("vetted_how", sa.String(length=500), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('school', 'organisation')", name=op.f("ck_partner_schools_kind_is_known")),
        sa.CheckConstraint(
            "(vetted_by IS NULL) = (vetted_on IS NULL)", name=op.f("ck_partner_schools_vetted_by_somebody")
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_partner_schools_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["school_id", "added_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_partner_schools_school_id_added_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "vetted_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_partner_schools_school_id_vetted_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_partner_schools_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_schools")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_partner_schools_school_id_id")),
    )
    op.create_index(op.f("ix_partner_schools_school_id"), "partner_schools", ["school_id"], unique=False)
    op.create_table(
        "register_sheets",
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "uploaded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_register_sheets_school_id_uploaded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_register_sheets_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_sheets")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_register_sheets_school_id_id")),
    )
    op.create_index(op.f("ix_register_sheets_school_id"), "register_sheets", ["school_id"], unique=False)
    op.create_table(
        "retired_platforms",
        sa.Column("platform", sa.String(length=60), nullable=False),
        sa.Column("close_by", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("retired_by", sa.Integer(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_retired_platforms_ended_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "ended_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_retired_platforms_school_id_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "retired_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_retired_platforms_school_id_retired_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_retired_platforms_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retired_platforms")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_retired_platforms_school_id_id")),
    )
    op.create_index(op.f("ix_retired_platforms_school_id"), "retired_platforms", ["school_id"], unique=False)
    op.create_index(
        "uq_retired_platforms_open",
        "retired_platforms",
        ["school_id", "platform"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "compromised_accounts",
        sa.Column("account", sa.String(length=300), nullable=False),
        sa.Column("whose", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("secured_at", MOMENT, nullable=True),
        sa.Column("secured_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(secured_at IS NULL) = (secured_by IS NULL)", name=op.f("ck_compromised_accounts_secured_by_somebody")
        ),
        sa.CheckConstraint("told_at >= noticed_at", name=op.f("ck_compromised_accounts_told_after_noticed")),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_compromised_accounts_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "secured_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_compromised_accounts_school_id_secured_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_compromised_accounts_school_id_site_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "told"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_compromised_accounts_school_id_told"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "whose"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_compromised_accounts_school_id_whose"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_compromised_accounts_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compromised_accounts")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_compromised_accounts_school_id_id")),
    )
    op.create_index(op.f("ix_compromised_accounts_school_id"), "compromised_accounts", ["school_id"], unique=False)
    op.create_table(
        "contributors",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("belongs_to", sa.String(length=200), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'group')", name=op.f("ck_contributors_kind_is_known")),
        sa.ForeignKeyConstraint(
            ["school_id", "added_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_contributors_school_id_added_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "partner_id"],
            ["partner_schools.school_id", "partner_schools.id"],
            name=op.f("fk_contributors_school_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_contributors_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributors")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_contributors_school_id_id")),
    )
    op.create_index(op.f("ix_contributors_school_id"), "contributors", ["school_id"], unique=False)
    op.create_index(op.f("ix_contributors_school_id_ended_on"), "contributors", ["school_id", "ended_on"], unique=False)
    op.create_table(
        "partner_sites",
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "partner_id"],
            ["partner_schools.school_id", "partner_schools.id"],
            name=op.f("fk_partner_sites_school_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"], ["sites.school_id", "sites.id"], name=op.f("fk_partner_sites_school_id_site_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_partner_sites_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_sites")),
        sa.UniqueConstraint(
            "school_id", "partner_id", "site_id", name=op.f("uq_partner_sites_school_id_partner_id_site_id")
        ),
    )
    op.create_index(op.f("ix_partner_sites_school_id"), "partner_sites", ["school_id"], unique=False)
    op.create_table(
        "platform_accounts",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=60), nullable=False),
        sa.Column("permanent_id", sa.String(length=200), nullable=False),
        sa.Column("handle", sa.String(length=200), nullable=False),
        sa.Column("recovery_address", sa.String(length=254), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(checked_by IS NULL) = (checked_on IS NULL)", name=op.f("ck_platform_accounts_checked_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "added_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_platform_accounts_school_id_added_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "checked_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_platform_accounts_school_id_checked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_platform_accounts_school_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_platform_accounts_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_accounts")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_platform_accounts_school_id_id")),
    )
    op.create_index(op.f("ix_platform_accounts_school_id"), "platform_accounts", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_platform_accounts_school_id_site_id"), "platform_accounts", ["school_id", "site_id"], unique=False
    )
    op.create_table(
        "account_holders",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("access", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("access IN ('full', 'publish')", name=op.f("ck_account_holders_access_is_known")),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= starts_on", name=op.f("ck_account_holders_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "account_id"],
            ["platform_accounts.school_id", "platform_accounts.id"],
            name=op.f("fk_account_holders_school_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_account_holders_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_account_holders_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_account_holders_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_holders")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_account_holders_school_id_id")),
    )
    op.create_index(op.f("ix_account_holders_school_id"), "account_holders", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_account_holders_school_id_person_id"), "account_holders", ["school_id", "person_id"], unique=False
    )
    op.create_index(
        "uq_account_holders_open",
        "account_holders",
        ["school_id", "account_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "contributor_sites",
        sa.Column("contributor_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("let_by", sa.Integer(), nullable=False),
        sa.Column("let_at", MOMENT, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= starts_on", name=op.f("ck_contributor_sites_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "contributor_id"],
            ["contributors.school_id", "contributors.id"],
            name=op.f("fk_contributor_sites_school_id_contributor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "let_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_contributor_sites_school_id_let_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "site_id"],
            ["sites.school_id", "sites.id"],
            name=op.f("fk_contributor_sites_school_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_contributor_sites_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor_sites")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_contributor_sites_school_id_id")),
    )
    op.create_index(op.f("ix_contributor_sites_school_id"), "contributor_sites", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_contributor_sites_school_id_site_id"), "contributor_sites", ["school_id", "site_id"], unique=False
    )
    op.create_index(
        "uq_contributor_sites_open",
        "contributor_sites",
        ["school_id", "contributor_id", "site_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "vettings",
        sa.Column("contributor_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("vetted_by", sa.Integer(), nullable=False),
        sa.Column("vetted_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        sa.Column("lapsed_at", MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "method IN ('known', 'met', 'references', 'cleared', 'own_school')",
            name=op.f("ck_vettings_method_is_known"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_vettings_withdrawn_by_somebody")
        ),
        sa.CheckConstraint("expires_on >= vetted_on", name=op.f("ck_vettings_expires_after")),
        sa.ForeignKeyConstraint(
            ["school_id", "contributor_id"],
            ["contributors.school_id", "contributors.id"],
            name=op.f("fk_vettings_school_id_contributor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_vettings_school_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "vetted_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_vettings_school_id_vetted_by"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "withdrawn_by"],
            ["memberships.school_id", "memberships.person_id"],
            name=op.f("fk_vettings_school_id_withdrawn_by"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_vettings_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vettings")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_vettings_school_id_id")),
    )
    op.create_index(op.f("ix_vettings_school_id"), "vettings", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_vettings_school_id_contributor_id_expires_on"),
        "vettings",
        ["school_id", "contributor_id", "expires_on"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_vettings_school_id_contributor_id_expires_on"), table_name="vettings")
    op.drop_index(op.f("ix_vettings_school_id"), table_name="vettings")
    op.drop_table("vettings")
    op.drop_index(
        "uq_contributor_sites_open",
        table_name="contributor_sites",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index(op.f("ix_contributor_sites_school_id_site_id"), table_name="contributor_sites")
    op.drop_index(op.f("ix_contributor_sites_school_id"), table_name="contributor_sites")
    op.drop_table("contributor_sites")
    op.drop_index(
        "uq_account_holders_open",
        table_name="account_holders",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index(op.f("ix_account_holders_school_id_person_id"), table_name="account_holders")
    op.drop_index(op.f("ix_account_holders_school_id"), table_name="account_holders")
    op.drop_table("account_holders")
    op.drop_index(op.f("ix_platform_accounts_school_id_site_id"), table_name="platform_accounts")
    op.drop_index(op.f("ix_platform_accounts_school_id"), table_name="platform_accounts")
    op.drop_table("platform_accounts")
    op.drop_index(op.f("ix_partner_sites_school_id"), table_name="partner_sites")
    op.drop_table("partner_sites")
    op.drop_index(op.f("ix_contributors_school_id_ended_on"), table_name="contributors")
    op.drop_index(op.f("ix_contributors_school_id"), table_name="contributors")
    op.drop_table("contributors")
    op.drop_index(op.f("ix_compromised_accounts_school_id"), table_name="compromised_accounts")
    op.drop_table("compromised_accounts")
    op.drop_index(
        "uq_retired_platforms_open",
        table_name="retired_platforms",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_retired_platforms_school_id"), table_name="retired_platforms")
    op.drop_table("retired_platforms")
    op.drop_index(op.f("ix_register_sheets_school_id"), table_name="register_sheets")
    op.drop_table("register_sheets")
    op.drop_index(op.f("ix_partner_schools_school_id"), table_name="partner_schools")
    op.drop_table("partner_schools")
    op.drop_index(op.f("ix_declarations_school_id_person_id"), table_name="declarations")
    op.drop_index(op.f("ix_declarations_school_id"), table_name="declarations")
    op.drop_table("declarations")
