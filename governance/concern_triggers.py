"""What the database refuses of concerns: a reader whom it is about, a grave end without a reason, a disposal too early.

May not import the domain or the models.
"""

from __future__ import annotations

from governance.trigger_guard import Guard, never

CONCERN_TABLES = ("concern_steps", "concern_entries", "concern_packs", "concern_holds", "concern_disposals")
"""The tables that PostgreSQL does not let anybody truncate."""

CONCERN_GUARDS: tuple[Guard, ...] = (
    # What stood before let nothing change at all; an answer and the disposal change what they must and nothing else.
    Guard(
        "concern_steps_stand",
        "concern_steps",
        "UPDATE",
        "What was done about a concern stands as it was written down.",
        "(NEW.words <> OLD.words AND NEW.words <> '') OR (NEW.contact <> OLD.contact AND NEW.contact <> '') "
        "OR (NEW.reference <> OLD.reference AND NEW.reference <> '') OR NEW.route <> OLD.route "
        "OR NEW.taken_by <> OLD.taken_by OR NEW.taken_at <> OLD.taken_at OR NEW.concern_id <> OLD.concern_id",
    ),
    *never("concern_entries", ("DELETE",), "What was done about a concern stands as it was written down."),
    Guard(
        "concern_entries_stand",
        "concern_entries",
        "UPDATE",
        "What was done about a concern stands as it was written down.",
        "(NEW.words <> OLD.words AND NEW.words <> '') OR (NEW.person <> OLD.person AND NEW.person <> '') "
        "OR NEW.kind <> OLD.kind OR NEW.written_by <> OLD.written_by OR NEW.happened_at <> OLD.happened_at "
        "OR NEW.concern_id <> OLD.concern_id",
    ),
    # Nobody reads what is about them, and nobody writes in it either.
    Guard(
        "concern_readers_it_is_not_about",
        "concern_readers",
        "INSERT",
        "Nobody reads a concern that is about them.",
        "EXISTS (SELECT 1 FROM concerns WHERE concerns.id = NEW.concern_id AND about_person = NEW.person_id)",
    ),
    Guard(
        "concern_entries_it_is_not_about",
        "concern_entries",
        "INSERT",
        "Nobody reads a concern that is about them.",
        "EXISTS (SELECT 1 FROM concerns WHERE concerns.id = NEW.concern_id AND about_person = NEW.written_by)",
    ),
    Guard(
        "concern_steps_it_is_not_about",
        "concern_steps",
        "INSERT",
        "Nobody reads a concern that is about them.",
        "EXISTS (SELECT 1 FROM concerns WHERE concerns.id = NEW.concern_id AND about_person = NEW.taken_by)",
    ),
    Guard(
        "concerns_it_is_not_about",
        "concerns",
        "UPDATE",
        "Nobody reads a concern that is about them.",
        "NEW.about_person IS NOT NULL AND (COALESCE(NEW.taken_by, 0) = NEW.about_person "
        "OR COALESCE(NEW.closed_by, 0) = NEW.about_person)",
    ),
    Guard(
        "concerns_referred_or_reasoned",
        "concerns",
        "UPDATE",
        "A grave concern is closed with a referral, or with the reason why there was none.",
        "OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND (NEW.about <> 'child' OR NEW.severity <> '') "
        "AND NOT EXISTS (SELECT 1 FROM concern_steps WHERE concern_steps.concern_id = NEW.id AND route <> 'in_school') "
        "AND NOT EXISTS (SELECT 1 FROM concern_entries WHERE concern_entries.concern_id = NEW.id "
        "AND kind = 'not_referred')",
    ),
    Guard(
        "concern_entries_after_the_police",
        "concern_entries",
        "INSERT",
        "After a child’s word the school looks into it only when the police have done their part.",
        "NEW.kind = 'own_inquiry' AND EXISTS (SELECT 1 FROM concerns WHERE concerns.id = NEW.concern_id "
        "AND source = 'child' AND about <> 'child') AND NOT EXISTS (SELECT 1 FROM concern_entries AS earlier "
        "WHERE earlier.concern_id = NEW.concern_id AND earlier.kind = 'police_stage_done')",
    ),
    *never("concern_packs", ("DELETE",), "That a pack was made stays on record."),
    Guard(
        "concern_packs_stand",
        "concern_packs",
        "UPDATE",
        "That a pack was made stays on record.",
        "NEW.pack_hash <> OLD.pack_hash OR NEW.of_revision <> OLD.of_revision OR NEW.number <> OLD.number "
        "OR NEW.concern_id <> OLD.concern_id OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL)",
    ),
    *never("concern_holds", ("DELETE",), "A legal hold stays on record."),
    *never("concern_disposals", ("UPDATE", "DELETE"), "A disposal stays on record."),
    Guard(
        "concern_disposals_only_when_it_may_go",
        "concern_disposals",
        "INSERT",
        "A concern is disposed of when it is closed, its pack has arrived and no legal hold is on it.",
        "EXISTS (SELECT 1 FROM concerns WHERE concerns.id = NEW.concern_id AND closed_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM concern_holds WHERE concern_holds.concern_id = NEW.concern_id AND lifted_at IS NULL) "
        "OR NOT EXISTS (SELECT 1 FROM concern_packs WHERE concern_packs.concern_id = NEW.concern_id "
        "AND confirmed_at IS NOT NULL)",
    ),
)
