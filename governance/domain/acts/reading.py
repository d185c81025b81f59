"""Acts on what the machine looks for in comments.  A pupil's name stands in none of them, only how many there are.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

READING_ACTS = (
    Act("reading.word_added", "{actor} added “{word}” to the words that are looked for.", ("urgency",), ("word",)),
    Act("reading.word_removed", "{actor} took “{word}” off the words that are looked for.", (), ("word",)),
    Act("reading.settings_changed", "{actor} changed what is looked for in comments: {changed}.", ("changed",), ()),
    Act("reading.names_replaced", "{actor} replaced the pupils’ names: {count} are kept now.", ("count",), ()),
    Act("reading.names_removed", "{actor} took the pupils’ names out.", (), ()),
)
