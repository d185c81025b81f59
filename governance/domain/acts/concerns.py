"""Acts on concerns.  A row holds a number and nothing else, and only the concern's readers are shown it.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

CONCERN_ACTS = (Act("concern.opened", "{actor} recorded a concern.", (), ()),)
