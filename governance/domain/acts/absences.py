"""Acts on when people are away.  No row says why: nobody is asked.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

_DAYS = ("person_id", "starts_on", "ends_on", "starts_midday", "ends_midday")

ABSENCE_ACTS = (
    Act("absence.recorded", "{actor} entered that {label} is away from {starts_on} to {ends_on}.", _DAYS),
    Act("absence.changed", "{actor} changed when {label} is away: from {starts_on} to {ends_on}.", _DAYS),
    Act("absence.cancelled", "{actor} called off that {label} is away from {starts_on} to {ends_on}.", _DAYS),
)
