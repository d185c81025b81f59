"""The pages of a site's life after its decision: staffing, the go-live checks, running it, and its end (A.1.5 to A.1.7,
A.4, A.5).

``area`` is what every view shares; ``acts`` says which buttons there are; the others are views.
"""

from __future__ import annotations

from governance.web.sites import (
    acting,
    appointing,
    commenting,
    ending,
    evaluating,
    evidence,
    go_live,
    listing,
    page,
    people,
)
from governance.web.sites.area import bp

__all__ = [
    "acting",
    "appointing",
    "bp",
    "commenting",
    "ending",
    "evaluating",
    "evidence",
    "go_live",
    "listing",
    "page",
    "people",
]
