"""Acts of people at the queue that decide nothing: who first opened a comment, notes, exports, a moderator's own keys.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

QUEUE_ACTS = (
    Act("comment.opened", "{actor} was the first to open a comment on {label}.", (), ("label",)),
    Act("comment.noted", "{actor} wrote a note on a comment on {label}.", (), ("label",)),
    Act("comments.exported", "{actor} exported {count} decisions on comments as {format}.", ("count", "format"), ()),
    Act("queue.choices_changed", "{actor} changed how the queue works for them.", (), ()),
    Act("concern.first_words", "{actor} wrote down what they saw for a concern.", (), ()),
)
