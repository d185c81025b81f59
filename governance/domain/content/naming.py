"""What kind of content a title names, if it names one: a feed tells no kind, and a guess would be an approval (A.3.4).

Only the kind's own words count, as whole words.  A title that names two kinds, or none, names none.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.content.plain_title import plain_title
from governance.domain.content.words import ContentKind

NAMES: dict[ContentKind, tuple[str, ...]] = {
    ContentKind.CLASS_WORK: ("class work", "our learning", "our lessons"),
    ContentKind.NEWS: ("news", "newsletter"),
    ContentKind.DATES: ("dates", "diary dates", "notices"),
    ContentKind.HOMEWORK: ("homework", "spellings", "reading at home"),
    ContentKind.PICTURES: ("pictures", "photos", "photographs"),
    ContentKind.PUPILS_WORK: ("pupils work", "our writing", "our poems", "our art"),
}


def kind_named(title: str) -> ContentKind | None:
    """Return the one kind that a title names; None where it names none, or more than one."""
    words = f" {plain_title(title)} "
    named = [kind for kind, names in NAMES.items() if any(f" {name} " in words for name in names)]
    return named[0] if len(named) == 1 else None
