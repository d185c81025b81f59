"""The pages of proposals: the list, the start, the guided form, checking and submitting, and what becomes of a version.

``drawn`` says how a question is shown, ``reading`` how a request is read; the others are views.
"""

from __future__ import annotations

from governance.web.proposals import acts, overview, pages, start
from governance.web.proposals.area import bp

__all__ = ["acts", "bp", "overview", "pages", "start"]
