"""Whether a sentence tells where a child can be met: who, how often, when, where and whether alone (A.5.2).

None of these is a reason by itself: a bus leaves at nine and everybody plays in a park.  A sentence that says enough
of them of one child is.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.triage.normalise import Views
from governance.triage.reading import Kind, Reason, School, Source, reason_of

ENOUGH = 3
SHORTEST = 5
"""Letters of the shortest sentence that is looked at: "alone" has as many."""
LONGEST = 300
"""Letters of the longest sentence that is looked at; a longer one is looked at in pieces."""
_SENTENCE = re.compile(rf"(?:[^.!?\n]|[.!?](?=[^\s])){{1,{LONGEST}}}")
_CHILD = re.compile(
    r"(?<![a-z])(?:i|im|i'm|ill|i'll|me|he|hes|he's|she|shes|she's|we|(?:my|our) (?:\w+ )?(?:son|daughter"
    r"|boy|girl|kids?|children|twins|sister|brother|grandson|granddaughter|nephew|niece|cousin|friend|mate|lad|lass)"
    r"|the (?:kids|boys|girls|twins|children))(?![a-z])"
)
_NOT_SO = re.compile(
    r"(?<![a-z])(?:story|stories|book|film|chapter|character|trip|coach|museum|assembly|class|school (?:hall|play|trip)"
    r"|match|concert|show|romans?|vikings?|tudors?|victorians?|evacuees?|war|wolf|bear|ghost|used to|went|was|were|had"
    r"|would|lived|walked|grew up|years ago"
    r"|last (?:week|year|night|summer)|yesterday|once|lesson|teacher|mr|mrs|miss|headteacher|dream)(?![a-z])"
)
_CLOCK = (
    r"(?:(?:half|quarter|ten|five|twenty) (?:past |to )?|about |around )?(?:one|two|three|four|five|six|seven|eight"
    r"|nine|ten|\d{1,2})(?:[.:]\d\d| ?o'?clock| ?[ap]m| fifteen| thirty)?"
)
_SAYS = {
    "often": re.compile(
        r"(?<![a-z])(?:every|always|usually|most (?:days|nights|evenings|mornings|afternoons)|each|mondays|tuesdays"
        r"|wednesdays|thursdays|fridays|saturdays|sundays|on a (?:mon|tues|wednes|thurs|fri|satur|sun)day|weekdays"
        r"|after (?:school|tea|dinner|lunch|work)|at weekends)(?![a-z])"
    ),
    "when": re.compile(
        rf"(?<![a-z])(?:at|until|till|til|from|by|around|about|before|after) (?:about )?{_CLOCK}(?![a-z0-9])(?! ?(?:"
        r"years|of|people|goals|pounds|p\b|years old))|\d{1,2} (?:till?|to|until) \d{1,2}(?!\d)|(?<![a-z])till? dark"
        r"|(?<![a-z])half (?:two|three|four|five|six)(?![a-z])"
    ),
    "alone": re.compile(
        r"(?<![a-z])(?:alone|(?:by|on) (?:my|him|her|them|our|his|their)(?:self|selves| own|\b)|unsupervised"
        r"|nobody (?:else )?(?:is )?(?:home|in|there|with)|no (?:one|grown ?ups?|adults?)|let (?:my|him|her)self in"
        r"|lets (?:him|her)self in|mum works late|dad works late)(?![a-z])"
    ),
    "where": re.compile(
        r"(?<![a-z])(?:at|to|by|in|past|through|outside|behind|near|opposite|on|along|down|round|from|over) "
        r"(?:the |my |our |a )?(?:[a-z'\-]{2,14} ){0,2}?(?:park|rec|gates?|shops?|chippy|chip shop|bus stop|bus|stop"
        r"|station|bandstand|woods?|canal|river path|alley|path|green|common|field|fields|leisure centre|pool|baths"
        r"|gym|library|church|mosque|co-?op|tesco|asda|lidl|aldi|spar|post office|corner|bridge|swings"
        r"|skate ?park|playground|car park|subway|underpass|crossing|cafe|home|house|nan'?s|gran'?s|town|high street"
        r"|mcdonalds|estate|garages)(?![a-z])"
    ),
    "moves": re.compile(
        r"(?<![a-z])(?:walks?|cycles?|bikes?|scoots?|scooters?) (?:home|back|to school|from school|the rest|past"
        r"|through)|(?<![a-z])(?:waits?|hangs? (?:out|about|around)|plays? out|gets? off|picks? (?:me|him|her) up"
        r"|collects? (?:me|him|her)|drops? (?:me|him|her) (?:off )?(?:at|by)|lets? (?:my|him|her)self in)(?![a-z])"
    ),
}
"""What a sentence may say of where a child can be met."""


def whereabouts(seen: Views, school: School) -> Iterator[Reason]:
    """Sentences that say of one child enough of how often, when, where, alone and on which way."""
    del school
    text = seen.folded
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if end - start < SHORTEST:
            continue
        if not _SAYS["where"].search(text, start, end) and not _SAYS["alone"].search(text, start, end):
            continue
        if not _CHILD.search(text, start, end) or _NOT_SO.search(text, start, end):
            continue
        told = [found for says in _SAYS.values() if (found := says.search(text, start, end))]
        if len(told) >= ENOUGH:
            place = min(found.start() for found in told), max(found.end() for found in told)
            yield reason_of(Kind.WHEREABOUTS, *seen.span(*place), Source.PATTERN)
