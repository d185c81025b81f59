"""The pages of the registers: one shape for their lists and records (``shapes``), one way in and out (``sheets``)."""

from __future__ import annotations

from governance.web.registers import contributor_changes, contributors, sheets

AREAS = (sheets, contributors)
"""The modules whose blueprints the product installs."""

CHANGES = (contributor_changes,)
"""The modules that add their views to one of those blueprints."""
