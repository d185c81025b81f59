"""Where other programs hand in comments, where the ICT lead makes their keys, and the description that both go by."""

from __future__ import annotations

from governance.web.ingest import description, keys
from governance.web.ingest.address import bp

__all__ = ["bp", "description", "keys"]
