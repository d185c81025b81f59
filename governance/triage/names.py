"""Finds names that show who a child is: first and last name together, a name with a school or a class, a pupil's name.

A first name alone is a reason only under a rule without names and only where the school's own test knows it (A.5.2).
People of history, public life and stories are set aside.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.triage.data_files import lines, words
from governance.triage.lookalikes import folded
from governance.triage.name_parts import NO_PARTS, PART, Part, Parts, parts_of, spelt
from governance.triage.nearby import around, matches
from governance.triage.normalise import Views
from governance.triage.reading import Kind, Reason, School, Source, reason_of
from governance.triage.schools_named import is_no_pupils

FIRST = words("first_names.txt")
LAST = words("last_names.txt")
UNSURE_FIRST = words("names_that_are_words.txt")
UNSURE_LAST = words("last_names_that_are_words.txt")
ORDINARY = words("ordinary_words.txt") | words("places.txt")
FAMOUS = frozenset(name.strip() for line in lines("famous_names.txt") for name in line.split(","))
FIRST_AS_LAST = words("first_names_as_last_names.txt")
_NEVER_LAST = words("never_last_names.txt")
_TITLES = frozenset(
    (
        *("mr", "mrs", "miss", "ms", "dr", "sir", "lady", "lord", "king"),
        *("queen", "prince", "princess", "saint", "st", "captain", "professor", "mister", "president"),
    )
)
_NOPART_OF_A_NAME = _NEVER_LAST | ORDINARY | _TITLES
_FRAME = re.compile(
    r"(?<![a-z])(?:my (?:full |real |whole |actual )?(?:name|nam|naim|name's|names)(?: is|'s|s|=|:"
    r"| iz)*|i am called|i'm called|im called|(?:her|his|their|the) (?:full |real |whole )?"
    r"name(?: is|'s|s| was| iz)|full name|real name|signed|(?:her|his|my) surname is|surname|last "
    r"name(?: is)?|second name(?: is)?|called|named|it's|its me|this is|i am|i'm|im|love from|from"
    r"|by) ?[:=\-,]? ?"
)
_SURE_FRAMES = ("name", "called", "signed")
_SURNAME_SAID = re.compile(
    r"(?<![a-z])(?:my|her|his|our|their|ur|your) (?:last|second|sur|family) ?name(?:'s|s)? ?(?:is "
    r"|iz |= ?|: ?)?([a-z][a-z'\-]{1,30})"
)
_SCHOOL_NAMED = re.compile(
    r"(?<![a-z])(?:(?:go|goes|going|went|attend|attends|am|is|be|moved|study|learn|pupil|student"
    r"|child|kid|year \d|from|at|in) )(?:to |at |in |of |from )?(?:the |school at )?"
    r"((?:(?:st\.?|saint|[a-z'\-]{2,20}) ){1,4}?)(primary|school|academy|infants?|juniors?|high"
    r"|college|secondary|grammar|nursery|preschool|c of e|catholic|church of england)\b"
)
_NOT_A_SCHOOL = words("no_names_of_schools.txt")
_CLASS = (
    r"(?:class|year|yr|y|form|set) ?(?:[0-9]{1,2}[a-z]{0,2}|one|two|three|four|five|six|r"
    r"|reception)|(?:mr|mrs|miss|ms)\.? [a-z'\-]{2,20}'?s? class"
    r"|[1-9][a-z]{1,2}|1[0-3][a-z]{1,2}|(?:[a-z]{3,12}) class|reception|nursery"
)
_WITH_CLASS = re.compile(
    rf"(?: [a-z](?= ))? ?(?:\(|,|-|from|in|is in|who is in|who's in|whos in|of|i am in|i'm in|im in|and i am in"
    rf"|and im in|and i'm in)? ?(?:the )?({_CLASS})(?![a-z0-9])"
)
_INITIAL = re.compile(
    r"(?<![a-z0-9.])[a-z]\.? ?([a-z][a-z'\-]{2,20}) (?:from|at|of|in|goes to) (?:st\.? [a-z']{3,15}|year \d|yr \d"
    r"|class \d|[a-z]{3,15} (?:primary|school|academy|infants?|juniors?))(?![a-z0-9])"
)
_CHILD_IN_CLASS = re.compile(
    r"(?<![a-z0-9])(?:he|she|i|son|daughter|brother|sister|cousin|grandson|granddaughter|friend|mate)"
    r"(?:'s|'m| is| am| are)? (?:[a-z]{2,10} ){0,2}?in (?:class )?(?:[1-9]|1[0-3])[a-z](?![a-z0-9])"
)
_NOT_A_CLASS = re.compile(
    r"(?:[1-9](?:st|nd|rd|th|am|pm|d|x|km|cm|mm|kg|g|m|s|p)|(?:my|our|your|this|the|whole|great"
    r"|lovely|in|best|same|other|all|first|every|his|her|english|maths|music|art|pe|dance|science"
    r"|history|french|spanish|yoga|whose|second|world|working|middle|upper|cooking|sewing) class)"
)


_OF_AN_INITIAL = re.compile(r"st[. ]|year \d|yr \d|class \d|primary|school|academy|infant|junior")
_IN_A_CLASS = re.compile(r"in (?:class )?[1-9]")
_OF_SCHOOLS = re.compile(
    "primary|school|academy|infant|junior|high|college|secondary|grammar|nursery|c of e|catholic|church of england"
)
"""What no name with a school or a class can do without."""
NEAR = 40
"""Letters around "she is in 4B" in which a name is looked for."""


def _may_name(seen: Views) -> bool:
    """Whether any word of a comment may be a first name, so that the words need to be looked at one by one."""
    words = spelt(seen)
    return not (
        FIRST.isdisjoint(words)
        and FIRST.isdisjoint(word.partition("-")[0] for word in words if "-" in word)
        and FIRST.isdisjoint(word.removesuffix("'s") for word in words if word.endswith("'s"))
    )


def full_names(seen: Views, school: School) -> Iterator[Reason]:
    """A first name and a last name together, unless they are a famous person's or one of the school's own."""
    parts = parts_of(seen) if _may_name(seen) else NO_PARTS
    set_aside = {_plain(name) for name in school.contacts.names}
    shouted = sum(parts.capitals) > 0.7 * len(parts) and len(parts) > 6
    reached = 0
    for at in [at for at, text in enumerate(parts.texts[:-1]) if text in FIRST or "-" in text]:
        length = _name_at(seen, parts, at, shouted) if at >= reached else 0
        if not length:
            continue
        spoken = parts.texts[at : at + length]
        title = at and parts[at - 1].text in _TITLES
        if not title and not _is_famous(spoken) and " ".join(spoken) not in set_aside:
            yield reason_of(Kind.FULL_NAME, *seen.span(parts[at].start, parts[at + length - 1].end), Source.NAME)
        reached = at + length
    if not FIRST.isdisjoint(spelt(seen)) or any(word in seen.folded for word in _SURE_FRAMES):
        yield from _framed(seen)
    for found in _SURNAME_SAID.finditer(seen.folded) if "name" in seen.folded else ():
        if found[1] not in _NEVER_LAST and found[1] not in ("is", "on", "the", "not", "it"):
            yield reason_of(Kind.FULL_NAME, *seen.span(found.start(), found.end()), Source.NAME)


def _plain(name: str) -> str:
    return " ".join(PART.findall("".join(folded(letter) for letter in name)))


def _is_famous(spoken: list[str]) -> bool:
    return " ".join(spoken) in FAMOUS or f"{spoken[0]} {spoken[-1]}" in FAMOUS or " ".join(spoken[:2]) in FAMOUS


def _name_at(seen: Views, parts: Parts, at: int, shouted: bool) -> int:
    """How many parts of a name begin here: two, three with a middle name, or none."""
    first, second = parts[at], parts[at + 1]
    if first.text not in FIRST and ("-" not in first.text or first.text.split("-")[0] not in FIRST):
        return 0
    if not _is_beside(seen, first, second):
        return 0
    third = parts[at + 2] if at + 2 < len(parts) else None
    with_middle = third is not None and _is_middle(first, second) and _is_beside(seen, second, third)
    if with_middle and third is not None and third.text not in FIRST and _is_last(first, third, shouted):
        return 3
    if second.text in FIRST and (second.text not in FIRST_AS_LAST or _lists_names(seen, parts, at)):
        return 0
    return 2 if _is_last(first, second, shouted) or (not shouted and _is_in_a_list(seen, parts, at)) else 0


def _is_middle(first: Part, second: Part) -> bool:
    return (second.text in FIRST or len(second.text) == 1) and second.capital == first.capital


def _is_beside(seen: Views, one: Part, other: Part) -> bool:
    between = seen.folded[one.end : other.start]
    return len(between) <= 3 and between.strip() in ("", "_", ".", "-") and "\n" not in between and between != ". "


def _lists_names(seen: Views, parts: Parts, at: int) -> bool:
    """Whether two first names are two people: "Emma George and Tom"."""
    if at + 2 >= len(parts):
        return False
    third = parts[at + 2]
    listed = third.text in ("and", "n") and at + 3 < len(parts) and parts[at + 3].text in FIRST
    return listed or (third.text in FIRST and seen.folded[parts[at + 1].end : third.start].strip() in ("", ",", "&"))


def _is_in_a_list(seen: Views, parts: Parts, at: int) -> bool:
    """Whether a first name and a capital word stand in a list of such: "Amir Hussain, Lucy Bell, Tom Wright"."""
    return _is_pair(seen, parts, at) and (
        (_is_pair(seen, parts, at + 2) and _is_listed_on(seen, parts, at + 1))
        or (at >= 2 and _is_pair(seen, parts, at - 2) and _is_listed_on(seen, parts, at - 1))
    )


def _is_pair(seen: Views, parts: Parts, at: int) -> bool:
    if at + 1 >= len(parts):
        return False
    first, last = parts[at], parts[at + 1]
    named = first.capital and last.capital and first.text in FIRST and last.text not in _NEVER_LAST | _TITLES
    return named and last.text not in FIRST and seen.folded[first.end : last.start] == " "


def _is_listed_on(seen: Views, parts: Parts, at: int) -> bool:
    return seen.folded[parts[at].end : parts[at + 1].start] in (", ", ",", "\n", " & ", "; ")


def _is_last(first: Part, last: Part, shouted: bool) -> bool:
    text = last.text
    if text in _NEVER_LAST or len(text) < 2 or text in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "xiv"):
        return False
    bare = text.replace("'", "")
    listed = text in LAST or bare in LAST or text in FIRST_AS_LAST or any(part in LAST for part in text.split("-")[1:])
    if first.capital and last.capital and not shouted:
        if first.text in UNSURE_FIRST:
            return listed and (text not in ORDINARY)
        return (listed and text not in ORDINARY) or (text not in ORDINARY and text not in UNSURE_LAST and len(text) > 3)
    return listed and first.text not in UNSURE_FIRST and text not in UNSURE_LAST and text not in ORDINARY


def _framed(seen: Views) -> Iterator[Reason]:
    """Two words after "my name is": also names that stand on no list."""
    for found in _FRAME.finditer(seen.folded):
        following = list(PART.finditer(seen.folded, found.end(), min(len(seen.folded), found.end() + 60)))[:2]
        if len(following) < 2 or following[0].start() != found.end():
            continue
        first, last = following
        between = seen.folded[first.end() : last.start()]
        both = seen.is_capital(first.start()) and seen.is_capital(last.start())
        sure = any(word in found[0] for word in _SURE_FRAMES)
        known = first[0] in FIRST and (last[0] in LAST or last[0] in FIRST_AS_LAST)
        ordinary = {first[0], last[0]} & _NOPART_OF_A_NAME
        if between.strip() or "\n" in between or ordinary or len(last[0]) < 3 or _is_famous([first[0], last[0]]):
            continue
        unsure = first[0] in UNSURE_FIRST and last[0] in UNSURE_LAST
        if (sure and (both or known)) or (known and not unsure and (both or first[0] not in UNSURE_FIRST)):
            yield reason_of(Kind.FULL_NAME, *seen.span(first.start(), last.end()), Source.NAME)


def names_with_places(seen: Views, school: School) -> Iterator[Reason]:
    """A child's name beside a school or a class, and a child who says which school it goes to."""
    del school
    text = seen.folded
    for found in matches([_INITIAL], text, around(_OF_AN_INITIAL, text)):
        if seen.is_capital(found.start()) and seen.is_capital(found.start(1)) and found[1] not in ORDINARY:
            yield reason_of(Kind.NAME_WITH_SCHOOL, *seen.span(found.start(), found.end()), Source.NAME)
    for found in matches([_CHILD_IN_CLASS], text, around(_IN_A_CLASS, text)):
        near = PART.findall(text, max(0, found.start() - NEAR), found.end() + NEAR)
        if any(part.removesuffix("'s") in FIRST and part not in UNSURE_FIRST for part in near):
            yield reason_of(Kind.CLASS, *seen.span(found.start(), found.end()), Source.NAME)
    for found in matches([_SCHOOL_NAMED], text, around(_OF_SCHOOLS, text)):
        called = [word for word in found[1].split() if word not in _NOT_A_SCHOOL]
        personal = re.search(
            r"\b(?:i|my|me|we|im|i'm|she|he|name|daughter|son)\b", text[max(0, found.start() - 60) : found.end()]
        )
        capital = any(seen.is_capital(found.start(1) + found[1].index(word)) for word in called)
        named = any(
            part in FIRST and part not in UNSURE_FIRST
            for part in PART.findall(text[max(0, found.start() - 60) : found.start()])
        )
        unnamed = found[1].split()[-1] in _NOT_A_SCHOOL or (found[0].startswith("going") and not capital)
        told = named or (personal and (capital or found[0].startswith(("go", "attend"))))
        if called and told and not unnamed and not is_no_pupils(text, found):
            yield reason_of(Kind.NAME_WITH_SCHOOL, *seen.span(found.start(), found.end()), Source.NAME)
    parts = NO_PARTS if FIRST.isdisjoint(spelt(seen)) else parts_of(seen)
    for part in [parts[at] for at, text in enumerate(parts.texts) if text in FIRST]:
        if part.text in UNSURE_FIRST and not part.capital:
            continue
        beside = _WITH_CLASS.match(text, part.end, min(len(text), part.end + 40))
        before = text[max(0, part.start - 6) : part.start].split()
        titled = before and before[-1].strip(".") in _TITLES
        if beside and not titled and not _NOT_A_CLASS.fullmatch(beside[1]):
            yield reason_of(Kind.CLASS, *seen.span(part.start, beside.end()), Source.NAME)


def pupils_names(seen: Views, school: School) -> Iterator[Reason]:
    """The names of the school's own pupils, under a rule without names."""
    if school.is_pupil is None or school.identity_rule not in ("strict", "no_names"):
        return
    parts = parts_of(seen)
    for at in range(len(parts)):
        part = parts[at]
        common = part.text in UNSURE_FIRST or part.text in ORDINARY
        begins = at == 0 or not seen.folded[parts[at - 1].end : part.start].isspace()
        if len(part.text) < 2 or (common and (not part.capital or begins)):
            continue
        titled = at and parts[at - 1].text in _TITLES
        if not titled and school.is_pupil(part.text):
            yield reason_of(Kind.FIRST_NAME, *seen.span(part.start, part.end), Source.NAME)
