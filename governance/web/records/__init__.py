"""Pages of the school's records: talk about the policy, retention, requests by law, documents to begin with.

``area`` is what every view shares; the others are views.
"""

from __future__ import annotations

from governance.web.records import (
    copies,
    disposals,
    documents,
    few_read,
    formats,
    information,
    retention,
    talk,
    training,
)
from governance.web.records.area import bp

__all__ = [
    "bp",
    "copies",
    "disposals",
    "documents",
    "few_read",
    "formats",
    "information",
    "retention",
    "talk",
    "training",
]
