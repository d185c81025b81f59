"""The clauses that the approved text of each running site keeps; the rules are ``domain/clauses/by_text.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from governance.domain.clauses import by_text
from governance.domain.clauses.by_text import Stands
from governance.domain.clauses.finding import Finding, RecordAt
from governance.queries.clauses.asked import Asked, Finder
from governance.queries.clauses.texts import Text, texts


def _head_gave_reason(text: Text) -> bool:
    return any(one.has_reason for one in text.said)


JUDGED: dict[str, Callable[[Text], Stands]] = {
    "7.2": lambda text: by_text.has_reason(text.answers, head_gave_reason=_head_gave_reason(text)),
    "7.4": lambda text: by_text.serves_children(text.answers),
    "A.1.2": lambda text: by_text.was_weighed(text.answers),
    "A.1.3": lambda text: by_text.was_discussed(text.answers, text.discussed),
    "A.1.4": lambda text: by_text.time_is_promised(text.answers),
    "A.2.1": lambda text: by_text.advises_best_interests(text.answers),
    "A.2.2": lambda text: by_text.risks_are_thought_through(text.answers, text.signed),
    "A.2.4": lambda text: by_text.guidance_was_followed(text.answers),
    "A.2.7": lambda text: by_text.vulnerable_were_thought_of(text.answers),
    "A.5.1": lambda text: by_text.engagement_is_decided(text.answers),
}


def text_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how each of these clauses stands on each running site, shown by the version that it runs on."""
    for text in asked.once(texts).values():
        record = RecordAt("version", text.version_id, text.site_id)
        for number, judge in JUDGED.items():
            standing, said = judge(text)
            yield Finding(text.school_id, number, text.site_id, standing, said, record)


FINDERS = (Finder(tuple(JUDGED), text_findings),)
