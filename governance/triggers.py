"""What the database itself refuses, whatever asks it: the audit cannot be rewritten, frozen text stays frozen.

Each trigger is made for SQLite and for PostgreSQL by the migration that makes its table, and a test asserts that all
are there at head (batch mode on SQLite recreates a table without its triggers).
May not import the domain or the models.
"""

from __future__ import annotations

from governance.concern_triggers import CONCERN_GUARDS
from governance.hold_triggers import HOLD_GUARDS
from governance.trigger_guard import Guard
from governance.trigger_guard import never as _never

LIFE_GUARDS: tuple[Guard, ...] = (
    *_never("audit_rows", ("UPDATE", "DELETE"), "The audit is append-only."),
    *_never("audit_texts", ("UPDATE",), "The audit is append-only."),
    *_never("persons", ("DELETE",), "People are never deleted."),
    *_never("accounts", ("DELETE",), "Accounts are deactivated, never deleted."),
    *_never("sites", ("DELETE",), "A site stays in the register for ever."),
    *_never("proposal_versions", ("DELETE",), "A version is never deleted."),
    *_never("decisions", ("DELETE",), "A decision is never deleted."),
    Guard(
        "decisions_stand",
        "decisions",
        "UPDATE",
        "A decision stands as it was given.",
        "NEW.answer <> OLD.answer OR NEW.reason <> OLD.reason OR NEW.decider_id <> OLD.decider_id "
        "OR NEW.version_id <> OLD.version_id OR NEW.kind <> OLD.kind OR NEW.approver <> OLD.approver",
    ),
    Guard(
        "proposal_versions_frozen",
        "proposal_versions",
        "UPDATE",
        "A submitted version is frozen.",
        "OLD.state <> 'draft' AND (CAST(NEW.answers AS TEXT) <> CAST(OLD.answers AS TEXT) "
        "OR NEW.content_hash <> OLD.content_hash OR NEW.number <> OLD.number OR NEW.site_id <> OLD.site_id)",
    ),
    *_never("former_addresses", ("UPDATE", "DELETE"), "A former address stays in the register for ever."),
    Guard(
        "rule_sets_frozen",
        "rule_sets",
        "UPDATE",
        "Published rules are frozen.",
        "OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR NEW.introduction <> OLD.introduction "
        "OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.audience <> OLD.audience)",
    ),
    Guard("rule_sets_stay", "rule_sets", "DELETE", "Published rules are frozen.", "OLD.published_at IS NOT NULL"),
    Guard(
        "house_rules_frozen_insert",
        "house_rules",
        "INSERT",
        "Published rules are frozen.",
        "EXISTS (SELECT 1 FROM rule_sets WHERE rule_sets.id = NEW.rule_set_id AND published_at IS NOT NULL)",
    ),
    Guard(
        "house_rules_frozen_update",
        "house_rules",
        "UPDATE",
        "Published rules are frozen.",
        "EXISTS (SELECT 1 FROM rule_sets WHERE rule_sets.id = OLD.rule_set_id AND published_at IS NOT NULL)",
    ),
    Guard(
        "house_rules_frozen_delete",
        "house_rules",
        "DELETE",
        "Published rules are frozen.",
        "EXISTS (SELECT 1 FROM rule_sets WHERE rule_sets.id = OLD.rule_set_id AND published_at IS NOT NULL)",
    ),
)

COMMENT_GUARDS: tuple[Guard, ...] = (
    *_never("comments", ("DELETE",), "A comment leaves a stub and is never deleted."),
    *_never("comment_revisions", ("DELETE",), "A comment is kept as it was received."),
    Guard(
        "comment_revisions_as_received",
        "comment_revisions",
        "UPDATE",
        "A comment is kept as it was received.",
        "(NEW.body <> OLD.body AND NEW.body <> '') OR NEW.number <> OLD.number OR NEW.comment_id <> OLD.comment_id "
        "OR NEW.digest <> OLD.digest",
    ),
    *_never("comment_decisions", ("DELETE",), "A decision is never deleted."),
    Guard(
        "comment_decisions_stand",
        "comment_decisions",
        "UPDATE",
        "A decision stands as it was given.",
        "NEW.action <> OLD.action OR NEW.to_state <> OLD.to_state OR NEW.from_state <> OLD.from_state "
        "OR COALESCE(NEW.decider_id, 0) <> COALESCE(OLD.decider_id, 0) OR NEW.rule_text <> OLD.rule_text "
        "OR NEW.number <> OLD.number OR NEW.comment_id <> OLD.comment_id OR (NEW.note <> OLD.note AND NEW.note <> '')",
    ),
    *_never("comment_reports", ("DELETE",), "A report leaves a stub and is never deleted."),
    *_never("appeals", ("DELETE",), "An appeal is never deleted."),
    # Without the remover's number the check against judging one's own removal would have nothing to compare.
    Guard(
        "appeals_name_the_remover",
        "appeals",
        "INSERT",
        "An appeal names who removed the comment.",
        "COALESCE(NEW.remover_id, 0) <> "
        "(SELECT COALESCE(decider_id, 0) FROM comment_decisions WHERE comment_decisions.id = NEW.decision_id)",
    ),
    Guard(
        "appeals_keep_the_remover",
        "appeals",
        "UPDATE",
        "An appeal names who removed the comment.",
        "COALESCE(NEW.remover_id, 0) <> COALESCE(OLD.remover_id, 0) OR NEW.decision_id <> OLD.decision_id "
        "OR COALESCE(NEW.made_by, 0) <> COALESCE(OLD.made_by, 0)",
    ),
    Guard(
        "appeals_stand",
        "appeals",
        "UPDATE",
        "A decided appeal stands.",
        "OLD.decided_at IS NOT NULL AND (NEW.decided_by <> OLD.decided_by OR NEW.outcome <> OLD.outcome "
        "OR NEW.decided_at IS NULL)",
    ),
    *_never("concerns", ("DELETE",), "A concern leaves a stub and is never deleted."),
    *_never("concern_steps", ("UPDATE", "DELETE"), "What was done about a concern stands as it was written down."),
)

CONTENT_GUARDS: tuple[Guard, ...] = (
    *_never("drafts", ("DELETE",), "A draft is never deleted."),
    *_never("draft_versions", ("DELETE",), "A version is never deleted."),
    # Free text can be emptied under a rule of retention; it can never read otherwise.
    Guard(
        "draft_versions_frozen",
        "draft_versions",
        "UPDATE",
        "A submitted version is frozen.",
        "OLD.content_hash IS NOT NULL AND ((NEW.text <> OLD.text AND NEW.text <> '') "
        "OR (NEW.title <> OLD.title AND NEW.title <> '') OR (NEW.sources <> OLD.sources AND NEW.sources <> '') "
        "OR (CAST(NEW.answers AS TEXT) <> CAST(OLD.answers AS TEXT) AND CAST(NEW.answers AS TEXT) <> '{}') "
        "OR NEW.kind <> OLD.kind OR NEW.number <> OLD.number OR NEW.draft_id <> OLD.draft_id "
        "OR COALESCE(NEW.content_hash, '') <> OLD.content_hash)",
    ),
    *_never("content_decisions", ("DELETE",), "A decision is never deleted."),
    Guard(
        "content_decisions_stand",
        "content_decisions",
        "UPDATE",
        "A decision stands as it was given.",
        "NEW.answer <> OLD.answer OR (NEW.reason <> OLD.reason AND NEW.reason <> '') "
        "OR NEW.decider_id <> OLD.decider_id OR NEW.version_id <> OLD.version_id",
    ),
)

RECORD_GUARDS: tuple[Guard, ...] = (
    *_never("disposals", ("UPDATE", "DELETE"), "A certificate stands as it was made."),
    *_never("disposed_records", ("UPDATE", "DELETE"), "A stub stays for ever."),
    *_never("legal_holds", ("DELETE",), "A hold is released, never deleted."),
    Guard(
        "legal_holds_stand",
        "legal_holds",
        "UPDATE",
        "A hold stands as it was placed.",
        "NEW.kind <> OLD.kind OR COALESCE(NEW.subject_id, 0) <> COALESCE(OLD.subject_id, 0) "
        "OR NEW.reason <> OLD.reason OR NEW.placed_by <> OLD.placed_by OR OLD.released_at IS NOT NULL",
    ),
)
# A consent's giver may be blanked when it is disposed of; what was agreed to, and its withdrawal, stand.
CONSENT_GUARDS: tuple[Guard, ...] = (
    Guard(
        "consents_stand",
        "consents",
        "UPDATE",
        "A consent stands as it was given.",
        "NEW.shown_id <> OLD.shown_id OR NEW.use <> OLD.use OR NEW.covers <> OLD.covers "
        "OR NEW.given_on <> OLD.given_on OR COALESCE(NEW.until, NEW.given_on) <> COALESCE(OLD.until, OLD.given_on) "
        "OR (OLD.until IS NULL) <> (NEW.until IS NULL) OR NEW.given_by_kind <> OLD.given_by_kind "
        "OR (NEW.given_by <> OLD.given_by AND NEW.given_by <> '') "
        "OR (OLD.withdrawal_id IS NOT NULL AND COALESCE(NEW.withdrawal_id, 0) <> OLD.withdrawal_id)",
    ),
    Guard(
        "consent_withdrawals_stand",
        "consent_withdrawals",
        "UPDATE",
        "A withdrawal stands as it was recorded.",
        "NEW.shown_id <> OLD.shown_id OR NEW.withdrawn_on <> OLD.withdrawn_on "
        "OR NEW.withdrawn_at <> OLD.withdrawn_at OR CAST(NEW.uses AS TEXT) <> CAST(OLD.uses AS TEXT)",
    ),
)


APPROVAL_GUARDS: tuple[Guard, ...] = (
    *_never("approval_requests", ("DELETE",), "What was asked for is never deleted."),
    # Emptied answers are those that were disposed of.
    Guard(
        "approval_requests_frozen",
        "approval_requests",
        "UPDATE",
        "What was decided stands as it was asked for.",
        "OLD.state NOT IN ('waiting', 'returned') AND (NEW.kind <> OLD.kind OR NEW.asked_by <> OLD.asked_by "
        "OR (CAST(NEW.answers AS TEXT) <> CAST(OLD.answers AS TEXT) AND CAST(NEW.answers AS TEXT) <> '{}') "
        "OR COALESCE(NEW.decided_by, 0) <> COALESCE(OLD.decided_by, 0) "
        "OR (NEW.address <> OLD.address AND NEW.address <> '') "
        "OR (NEW.reason <> OLD.reason AND NEW.reason <> ''))",
    ),
    *_never("media_enquiries", ("DELETE",), "An enquiry is never deleted."),
    Guard(
        "media_enquiries_reply_stands",
        "media_enquiries",
        "UPDATE",
        "An approved reply stands as it was approved.",
        "OLD.approved_at IS NOT NULL AND NEW.approved_at IS NOT NULL AND NEW.reply <> OLD.reply AND NEW.reply <> ''",
    ),
    Guard(
        "media_enquiries_given_stands",
        "media_enquiries",
        "UPDATE",
        "What was said to the media stands as it was recorded.",
        "OLD.given_at IS NOT NULL AND (NEW.given_at IS NULL OR NEW.given_at <> OLD.given_at "
        "OR COALESCE(NEW.approved_by, 0) <> COALESCE(OLD.approved_by, 0) "
        "OR (NEW.said <> OLD.said AND NEW.said <> ''))",
    ),
)

REPLACED = tuple(guard for guard in COMMENT_GUARDS if guard.name == "concern_steps_no_update")
"""Guards that a later migration took away, because a finer one stands in their place."""

GUARDS = (
    *LIFE_GUARDS,
    *(guard for guard in COMMENT_GUARDS if guard not in REPLACED),
    *CONTENT_GUARDS,
    *RECORD_GUARDS,
    *CONSENT_GUARDS,
    *APPROVAL_GUARDS,
    *CONCERN_GUARDS,
    *HOLD_GUARDS,
)

LIFE_TABLES = ("audit_rows", "decisions", "sites", "persons", "accounts", "proposal_versions")
RECORD_TABLES = ("disposals", "disposed_records", "legal_holds")
COMMENT_TABLES = ("comments", "comment_revisions", "comment_decisions", "concerns")
APPROVAL_TABLES = ("approval_requests", "media_enquiries")
"""The tables that PostgreSQL does not let anybody truncate, by the migration that makes them."""


def sqlite_statements(guards: tuple[Guard, ...] = LIFE_GUARDS) -> list[str]:
    """Return the statements that make these guards on SQLite."""
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW "
        + (f"WHEN {guard.when} " if guard.when else "")
        + f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
        for guard in guards
    ]


def postgresql_statements(guards: tuple[Guard, ...] = LIFE_GUARDS, tables: tuple[str, ...] = LIFE_TABLES) -> list[str]:
    """Return the statements that make these guards on PostgreSQL, and refuse TRUNCATE on ``tables``."""
    made: list[str] = []
    for guard in guards:
        test = (
            f"IF {guard.when} THEN RAISE EXCEPTION '{guard.sentence}'; END IF;"
            if guard.when
            else (f"RAISE EXCEPTION '{guard.sentence}';")
        )
        going = "RETURN OLD;" if guard.event == "DELETE" else "RETURN NEW;"
        made.append(
            f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test} {going} END $$"
        )
        made.append(
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
        )
    for table in tables:
        name = f"{table}_no_truncate"
        made.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'Rows of {table} are never removed.'; END $$"
        )
        made.append(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")
    return made


def postgresql_removals(guards: tuple[Guard, ...] = LIFE_GUARDS, tables: tuple[str, ...] = LIFE_TABLES) -> list[str]:
    """Return the statements that take the functions of these guards away, and the triggers with them."""
    names = [guard.name for guard in guards] + [f"{table}_no_truncate" for table in tables]
    return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in names]


def guard_names() -> frozenset[str]:
    """Return the names of the triggers that both databases must have at head."""
    return frozenset(guard.name for guard in GUARDS)
