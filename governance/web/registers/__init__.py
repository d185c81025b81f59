"""The pages of the registers: one shape for their lists and records (``shapes``), one way in and out (``sheets``)."""

from __future__ import annotations

from governance.web.registers import (
    compromised,
    contributor_changes,
    contributors,
    declaration_changes,
    declarations,
    partners,
    sheets,
)

AREAS = (sheets, contributors, declarations, compromised, partners)
"""The modules whose blueprints the product installs."""

CHANGES = (contributor_changes, declaration_changes)
"""The modules that add their views to one of those blueprints."""
