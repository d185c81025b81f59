"""The pages of what staff ask leave for beyond creating a site (A.3.3, A.3.5, A.5.7, A.4.2).

``area`` is what every view shares and ``forms`` what each kind asks; the others are views.
"""

from __future__ import annotations

from governance.web.approvals import asking, lists, one
from governance.web.approvals.area import bp

__all__ = ["asking", "bp", "lists", "one"]
