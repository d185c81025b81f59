"""The pages of the registers: one shape for their lists and records (``shapes``), one way in and out (``sheets``)."""

from __future__ import annotations

from governance.web.registers import (
    account_changes,
    accounts,
    cards,
    compromised,
    contributor_changes,
    contributors,
    declaration_changes,
    declarations,
    partners,
    sheets,
)

AREAS = (sheets, contributors, declarations, compromised, partners, accounts, cards)
"""The modules whose blueprints the product installs."""

CHANGES = (account_changes, contributor_changes, declaration_changes)
"""The modules that add their views to one of those blueprints."""
