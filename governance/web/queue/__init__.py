"""The moderators' queue: what waits on somebody's sites, decided with one press, by thumb or by key (A.5)."""

from __future__ import annotations

from governance.web.queue import acting, asking, decided, listing, page, settings, together
from governance.web.queue.area import bp

__all__ = ["acting", "asking", "bp", "decided", "listing", "page", "settings", "together"]
