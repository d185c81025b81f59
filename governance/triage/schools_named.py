"""Whether a school that is named is one that a child goes to, or its teacher's, a rival's or one of long ago (A.5.2).

Grown-ups name the school that they teach at or went to in long friendly comments, and a match has two schools.
May import the standard library only.
"""

from __future__ import annotations

import re

_OF_A_TEACHER = re.compile(
    r"(?<![a-z])(?:i teach|i taught|i am (?:a|the) (?:head ?)?teacher|i'm (?:a|the) (?:head ?)?teacher"
    r"|as (?:a|the) (?:head ?)?teacher|headteacher of|head of|my pupils|our pupils)(?![a-z])"
)
_LONG_AGO = re.compile(r"(?<!\d)1[0-9]\d\ds?(?!\d)")
_REMEMBERED = re.compile(
    r"(?<![a-z])(?:when i was (?:a (?:boy|girl|child|lad)|at school|little|small)|in (?:those days|my (?:day|time))"
    r"|my (?:husband|wife)|grand(?:son|daughter|children)|retired|years ago)(?![a-z])"
)
_AGAINST = re.compile(
    r"(?<![a-z])(?:beat|played|against|lost to|drew with|won at|match|tournament|fixture|pen ?pals?"
    r"|pen ?friends?|twinned)(?![a-z])"
)
"""Who speaks of a school as its teacher, of long ago, or of a match against it does not say where a child goes."""
OF_ADULT_NEAR = 400
"""Letters before a school's name in which a teacher or a year of long ago is looked for."""
NEAR = 40
"""Letters after it in which a year is, and before it in which a match is."""


def is_no_pupils(text: str, school: re.Match[str]) -> bool:
    """Whether a school is named by its teacher, of long ago or beside one's own grown-up life."""
    start, end = max(0, school.start() - OF_ADULT_NEAR), school.end() + NEAR
    past = school[0].startswith(("went ", "moved "))
    return bool(
        _OF_A_TEACHER.search(text, start, school.start())
        or _LONG_AGO.search(text, start, end)
        or (past and _REMEMBERED.search(text, start, end))
        or _AGAINST.search(text, max(0, school.start() - NEAR), school.start())
    )
