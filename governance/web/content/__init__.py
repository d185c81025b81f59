"""The pages of content before and after it is published: drafts, decisions, standing approvals, posts (A.3.4, A.4).

``area`` is what every view shares, ``forms`` what they ask; the others are views.
"""

from __future__ import annotations

from governance.web.content import deciding, listing, posts, standing, writing
from governance.web.content.area import bp

__all__ = ["bp", "deciding", "listing", "posts", "standing", "writing"]
