"""The pages of enquiries from the media: taking one, and what the head and staff answer (A.3.6, 003-5)."""

from __future__ import annotations

from governance.web.media import answering, log, one, taking
from governance.web.media.area import bp

__all__ = ["answering", "bp", "log", "one", "taking"]
