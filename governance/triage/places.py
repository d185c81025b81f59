"""Finds postcodes, addresses and dates of birth: what locates a child or tells its age (A.4.9, A.5.2).

The school's own postcode passes, and so do people of history.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from governance.triage.data_files import words
from governance.triage.nearby import around, matches, one_of, starts
from governance.triage.normalise import Views
from governance.triage.reading import Kind, Reason, School, Source, reason_of

_AREAS = words("postcode_areas.txt")
_POSTCODE = re.compile(
    r"(?<![a-z0-9])([a-z][ .\-]?[a-z]?)[ .\-]{0,2}([0-9o][ .\-]?[0-9a-z]?)[ .\-,]{0,3}([0-9o])[ .\-]{0,2}"
    r"([abd-hjlnp-uw-z][ .\-]?[abd-hjlnp-uw-z])(?![a-z0-9])"
)
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_NUMBERS += "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_KINDS_OF_STREET = (
    "road|rd|street|str|avenue|ave|lane|ln|close|drive|crescent|cres|gardens|gdns|grove|court"
    "|terrace|terr|hill|rise|mews"
    "|way|place|walk|row|square|view|green|park|roade|rode|stret|streat|strete|avanue|lain|clos|cresent|end|fold|croft"
)
_FAMILY = [f"{who}{own}" for who in ("nan", "gran", "dad", "mum", "grandma", "aunt") for own in ("s", "'s")]
_OF_HOMES = re.compile(
    one_of(
        (
            *starts(_KINDS_OF_STREET.split("|"), "(?![a-z0-9])"),
            *(r"li(?:ve|v|ving)s?(?![a-z])", "stay", "house", "home", "flat", "addres", "adress", "door"),
            *starts(["mine", "ours", "come round", "find us", "find me", *_FAMILY]),
            *("moved", "moving", "opposite the", "next (?:door )?to the", "behind the", "above the", "over the"),
            *("corner from", "road from"),
            "the (?:red|blue|green|white|black|yellow|pink|purple|brown|grey|old|end|last|first|corner|big|middle"
            "|only|third|second) ",
        )
    )
)
"""What no address can do without."""
_NO_STREET = r"(?:because|cos|its|it's|is|was|were|are|my|our|we|you|they|for|with|and|so|if|when|went|of"
_NO_STREET += r"|had|has|have|got|said|did|can|could|would|will|saw|made|took|very|other|same|each|every"
_NO_STREET += (
    r"|on|in|the|a|an|by|at|to|down|up|round|across|through|from|into|over|minutes?|mins?|miles?|hours?|metres?)\b"
)
"""Words that stand in no street's name: "9 because it is square" is a sum."""
_ADDRESS = re.compile(
    rf"(?<![a-z0-9£])(?:flat \d{{1,4}}[a-z]?,? )?(?:no\.? ?|number )?(?:\d{{1,4}} ?[a-d]?|"
    rf"(?:{_NUMBERS})(?:[ -](?:{_NUMBERS}))?)"
    rf",? (?:the )?(?!(?:day|days|big|small|little|long|more|other|new|times?|minutes?|miles?"
    rf"|years?|people|children|of|in|on|at|a|is|to|the|from|down|up|along|across|times)\b)"
    rf"((?:(?!{_NO_STREET})[a-z']{{2,20}} ){{1,3}}?)({_KINDS_OF_STREET})(?![a-z0-9])"
)
_LIVES = re.compile(
    r"(?<![a-z0-9])(?:(?:i|we|he|she|they|my (?:nan|dad|mum|gran|friend|cousin|best friend)|you)"
    r"(?:'m|'re)?|[a-z]{2,15}) "
    r"(?:really |still |both |all |actually |also |just |only )?(?:live|lives|livs|liv|living"
    r"|stays?(?! (?:up|behind|on|at home|at school)\b)|am living|are living) "
    r"(?!(?:on|at|up|down) an? )"
    r"(?:on|at|opposite|behind|above|next (?:to|door)|across from|round the corner from|down|up"
    r"|near the (?:school|park|shops?|station|church|co-?op|tesco|asda|swings|post office|mosque"
    r"|pub|chippy)|by the|over the road|in (?:the )?"
    r"(?:flat|number|house|block|caravan|cottage|bungalow|flats)|in the (?:white|blue|red|green"
    r"|yellow|last|first|end|big|house))"
    r"([a-z0-9' ,]{0,40})"
)
_STREET_NAME = re.compile(
    rf"(?<![a-z0-9])(?:live|lives|living|liv|house|home|address|stay|stays|moved|moving"
    rf"|flat)(?![a-z])[a-z' ]{{0,20}} (?:is |are )?(?:on|at|in|down|to|off|round|up) (?:the )?"
    rf"((?:(?!{_NO_STREET})[a-z']{{2,20}} ){{1,3}}?)({_KINDS_OF_STREET})(?![a-z0-9])"
)
_ADDRESS_SAID = re.compile(
    r"(?<![a-z0-9])(?:my|our|her|his|their|ur|your|home|the) (?:home |full |house )?(?:address"
    r"|adress|addres|house number|door number)"
    r" ?(?:is|=|:|iz|number is)+ ?[a-z0-9]{1,20}"
)
_HOUSE = re.compile(
    r"(?<![a-z0-9])(?:my|our|her|his) (?:house|flat|home)(?: is|'s|s)? (?:the |just |right )?"
    r"(?!(?:on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|boxing|my|his|her|our|your|an? |purpose"
    r"|the (?:last|first|same|next|way|day|night|morning|fridge|wall|telly))"
    r"|no (?:one|body|longer|matter|more)|nobody))"
    r"(?:number|no|on|opposite|behind|next to|next door"
    r"|across|one with|last one|first one|\d{1,4}|the one)[a-z0-9' ,]{0,30}"
)
_MINE = (
    r"(?:mine|ours|(?:my|our|her|his) (?:house|flat|home|place)|(?:my |his |her )?(?:nan|gran|dad|mum|grandma|aunt)'?s"
    r"(?: (?:house|flat))?|come round|find us|find me|we're|we are|i'm|im|i am|live)"
)
_BESIDE = re.compile(
    rf"(?<![a-z0-9]){_MINE} (?:is |are |at |in )?(?:just |right |mine )?(?:it'?s )?(?:"
    r"(?:\w+ )?doors? (?:down|up|along|away)|opposite the|next (?:door )?to the|behind the|above the|over the"
    r"|round the corner from|across the road from|the (?:red|blue|green|white|black|yellow|pink|purple|brown|grey|old"
    r"|end|last|first|corner|big|middle|only|third|second) (?:front )?(?:door|gate|house|flat|cottage|bungalow|caravan"
    r"|one (?:next|by|near|with|opposite|on|at)))"
)
_NAMED_HOUSE = re.compile(
    rf"(?<![a-z0-9])(?:[a-z']{{2,15}} ){{1,2}}(?:cottage|house|farm|lodge|villas?|flats|court|barn),? (?:on |in )?"
    rf"(?:(?!{_NO_STREET}|to )[a-z']{{2,15}} ){{1,2}}(?:{_KINDS_OF_STREET})(?![a-z0-9])"
)
_NOT_SO = re.compile(
    r"\b(?:vikings?|romans?|tudors?|victorians?|queen|king|prime minister|penguins?|bears?|birds?"
    r"|owls?|foxes|farm|zoo|animals?"
    r"|holmes|baker street|downing|dursley|privet|grimmauld|by the (?:sea|river|coast|water|lake)"
    r"|paddington|windsor|sesame|coronation|albert "
    r"square|ramsay|pudding|drury|gherkin"
    r"|wolf|pigs?|dinosaurs?|gruffalo|shoe|characters?|story|egyptians?|saxons?|they used|wallaby"
    r"|west wallaby|buckingham|tigers?|hedgehogs?|badgers?|bats|squirrels?|frogs?|toads?|cubs?|nests?|chicks?"
    r"|people who|those who|families who)\b"
)
_WILD = re.compile(
    r"(?<![a-z])(?:fox|badger|owl|hedgehog|bat|robin|swan|heron|otter|deer|toad|frog|newt|squirrel|tiger|giant|witch"
    r"|dragon|troll|fairy|wizard|ghost|bear|tortoise)s?(?![a-z])"
)
"""Of whom "she lives behind the garages" says nothing about a child."""
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan"
    "|feb|mar|apr|jun|jul|aug|sept?|oct"
    "|nov|dec|febuary|agust|septembar|janury|novembar|decembar"
)
_DAY = (
    r"(?:\d{1,2}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|[a-z]{3,10}teenth|eleventh|twelfth|twenty[ -]?[a-z]{0,7}|thirtieth|thirty[ -]first)"
)
_DATE = (
    rf"(?:(?:the )?{_DAY}(?:st|nd|rd|th|ed)?(?: of)?[ -](?:{_MONTHS})|(?:{_MONTHS}) (?:the )?{_DAY}(?:st|nd|rd|th)?"
    r"|\d{1,2} ?[/.\- ] ?\d{1,2} ?[/.\- ] ?(?:20|19)?\d\d|(?:20|19)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2})"
)
_MONTH_DATE = (
    rf"(?:(?:the )?{_DAY}(?:st|nd|rd|th|ed)?(?: of)?[ -](?:{_MONTHS})|(?:{_MONTHS}) (?:the )?{_DAY}(?:st|nd|rd|th)?)"
)
_TURNS = re.compile(
    rf"(?<![a-z0-9])(?:turn(?:s|ed|ing)?|(?:i'?ll|he'?ll|she'?ll|will|gonna|going to) be|be|am|i'm|im) "
    rf"(?:\d{{1,2}}|[a-z]{{3,8}})(?: years old)? (?:on|in) (?:the |sunday |monday |tuesday "
    rf"|wednesday |thursday |friday |saturday )*({_MONTH_DATE})"
)
_AGE = (
    r"(?:1[0-8]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FEAST = (
    r"(?:christmas (?:day|eve)|boxing day|new year'?s (?:day|eve)|halloween|bonfire night|valentine'?s day|leap day)"
)
_OF_AGE = re.compile(
    rf"(?<![a-z0-9])(?:i|he|she|i'?m|i'?ll|he'?ll|she'?ll|he'?s|she'?s|son|daughter|brother|sister|twins?|[a-z]{{3,12}}"
    rf"'?s?)(?: is| was| be| will be| going to be| gonna be| going| turn(?:s|ed|ing)?| turning| am)* {_AGE}"
    rf"(?: years old)? (?:on |in |this |next |last |coming )*(?:{_WEEKDAY},? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|{_DATE})|{_FEAST}|(?:{_MONTHS}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|{_MONTH_DATE})(?![a-z0-9])"
)
_THEN_BORN = re.compile(
    rf"(?<![a-z0-9]){_DATE}(?:[ ,]*(?:20)?[0-2]\d)?,? (?:[a-z']{{1,10}} ){{0,4}}?(?:(?:i|he|she) was born"
    rf"|(?:my|her|his|our|[a-z]{{3,12}}'s) (?:[a-z]{{3,8}} )?(?:birthday|b-?day|birfday))(?![a-z0-9])"
)
_OF_AGE_SOON = re.compile(
    rf"(?<![a-z0-9])(?:i'?m|i am|i'?ll be|i will be|he'?s|she'?s|he is|she is|he'?ll be|she'?ll be"
    rf"|turn(?:s|ed|ing)?|(?:going to|gonna) be) {_AGE} (?:years old )?(?:today|tomorrow|tmrw|tomoro"
    rf"|(?:on |this |next ){_WEEKDAY})(?![a-z0-9])"
)
_BORN_THEN = re.compile(
    rf"(?<![a-z0-9])born (?:on |in )?(?:{_FEAST}(?:[ ,]+(?:in )?(20[0-2]\d))?|(?:the )?(?:spring|summer|autumn|winter"
    rf"|{_MONTHS})(?: of)?[ ,]+(20[0-2]\d))"
)
_BORN = re.compile(
    rf"(?<![a-z0-9])(?:born(?:ed)?|birthday|b-?day|bithday|birfday|brithday|birth ?date|date of "
    rf"birth|d\.? ?o\.? ?b\.?) ?(?:was |is |iz |was on |'s |are )?[:=\- ]{{0,3}}(?:\d{{1,2}} "
    rf"|[a-z]{{3,8}} (?=on))?"
    rf"(?:years? old )?(?:is |was )?(?:on |in |its |coming up on |soon on )?(?:the |a |sunday "
    rf"|monday |tuesday |wednesday |thursday |friday |saturday )*"
    rf"({_DATE})(?:[ ,]*((?:1[0-9]|20)\d\d))?"
)
_AGE_DATE = re.compile(
    rf"(?<![a-z0-9])({_DATE})[ ,]*((?:19|20)\d\d)? (?:is|iz|was) (?:my|her|his|our|jacks?"
    rf"|[a-z]{{2,12}}'s) (?:birthday|b-?day|birfday)"
)
_ADDRESSES = (_ADDRESS, _LIVES, _ADDRESS_SAID, _HOUSE, _STREET_NAME, _BESIDE, _NAMED_HOUSE)
_BIRTHS, _BIRTHS_AFTER = (_BORN, _TURNS, _OF_AGE, _BORN_THEN, _OF_AGE_SOON), (_AGE_DATE, _THEN_BORN)
_OF_DAYS = re.compile(
    one_of(
        (
            *("born", "birth", "b-?day", "bithday", "birfday", "brithday", r"d\.? ?o\.? ?b", "today", "tomor", "tmrw"),
            *starts(_MONTHS.replace("sept?", "sept|sep").split("|")),
            *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas (?:day|eve)"),
            *("boxing day", "new year'?s (?:day|eve)", "halloween", "bonfire night", "valentine'?s day", "leap day"),
        )
    )
)
"""What no date of birth can do without."""
_OF_BIRTHDAYS = re.compile("b(?:-?day|irthday|irfday|orn)")
"""What a date can only be of a birth with, where it is said before."""
DATE_BEFORE = 260
"""Letters before these in which such a date is looked for."""
_DIGITS = re.compile("[0-9]+(?:[^0-9]{1,30}[0-9]+)*+")
"""Digits and those that follow them closely, whose surroundings are one."""
_PLATE = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2} ?[a-z]{3}(?![a-z0-9])")
_OF_A_CAR = re.compile(r"(?<![a-z])(?:car|van|reg|registration|number ?plate|plate|drives?|parked|taxi)(?![a-z])")
_OLD_YEAR = 1930
_FAMOUS = re.compile(
    r"\b(?:king|queen|jesus|saint|st|author|president|shakespeare|dahl|darwin|henry|victoria"
    r"|hitler|mozart|einstein|school'?s?|blog)\b"
)


_COUNTED = re.compile(rf"(?:{_NUMBERS})(?:[ -](?:{_NUMBERS}))? .*", re.DOTALL)
_OF_A_HOME = re.compile(r"live|living|house|home|address|number|flat|mine|ours")
"""What "one special place" and "two hour drive" have not beside them and a street in small letters has."""
_KINDS_SAID = re.compile(rf"(?<![a-z])(?:{_KINDS_OF_STREET})(?![a-z])")
_OF_ONESELF = re.compile(r"(?:we're|we are|i'm|im|i am) ")
_NEAR_BY = re.compile(
    r".{0,20}(?:shops?|chippy|pub|chip|hairdresser|baker|takeaway|station|church|park|post office|co-?op|tesco|surgery"
    r"|garage|bank|laundrette|launderette|bookies|cafe|mosque|house|flat|door)"
)
"""What makes a home of "we're over the shop", and of "we're over the moon" does not."""
_OF_CREATURES = re.compile(r"(?:they|it|which|that|[a-z]+s) (?:really |still |all |only |actually )?(?:live|lives) on ")
WILD_NEAR = 160
"""Letters before "she lives" in which an animal or a giant is looked for."""


def postcodes(seen: Views, school: School) -> Iterator[Reason]:
    """Postcodes of the United Kingdom that are not the school's own."""
    own = {_bare(postcode) for postcode in school.contacts.postcodes}
    for found in matches([_POSTCODE], seen.folded, around(_DIGITS, seen.folded, 24, 24)):
        area, place, sector, unit = (_bare(part) for part in found.groups())
        whole = f"{area}{place}{sector}{unit}"
        ordinal = unit in ("st", "nd", "rd", "th") or not sector.replace("o", "0").isdigit()
        if area in _AREAS and not ordinal and whole not in own and _looks_so(found[0], seen, found.start()):
            yield reason_of(Kind.POSTCODE, *seen.span(found.start(), found.end()), Source.PATTERN)


def _looks_so(typed: str, seen: Views, start: int) -> bool:
    """A postcode spread over spaces has to be in capitals; "a 4 5 ps" is a sum."""
    digits = sum(map(str.isdigit, typed))
    if digits < 2 and not (digits and seen.is_capital(start)):
        return False
    spread = typed.count(" ") > 1
    return not spread or seen.is_capital(start) or len(_bare(typed)) == len(typed.replace(" ", "")) > 5


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def addresses(seen: Views, school: School) -> Iterator[Reason]:
    """Streets with a number, and sentences that say where somebody lives."""
    del school
    text = seen.folded
    for found in matches(_ADDRESSES, text, around(_OF_HOMES, text)):
        if not _NOT_SO.search(text[max(0, found.start() - 40) : found.end() + 30]) and not _is_no_home(seen, found):
            yield reason_of(Kind.ADDRESS, *seen.span(found.start(), found.end()), Source.PATTERN)


def _is_no_home(seen: Views, found: re.Match[str]) -> bool:
    """Whether nobody's home is meant: a fox's den, a place in a photo, what insects live on, "one special place"."""
    text, (start, end), said = seen.folded, found.span(), found[0]
    if said.startswith(("he ", "she ", "they ")) and _WILD.search(text, max(0, start - WILD_NEAR), start):
        return True
    if _OF_CREATURES.match(said) and not _DIGITS.search(said) and not _KINDS_SAID.search(said):
        return True
    of_home = _OF_A_HOME.search(text, max(0, start - 40), start) is not None
    if _OF_ONESELF.match(said):
        return not of_home and not _OF_A_HOME.search(said) and not _NEAR_BY.match(text, end, end + 40)
    return _COUNTED.fullmatch(said) is not None and not of_home and not seen.is_capital(text.rindex(" ", 0, end) + 1)


def birth_dates(seen: Views, school: School) -> Iterator[Reason]:
    """Dates of birth of people who may be children: a year before 1930 is history."""
    del school
    text = seen.folded
    days, birthdays = around(_OF_DAYS, text), around(_OF_BIRTHDAYS, text, DATE_BEFORE)
    for found in chain(matches(_BIRTHS, text, days), matches(_BIRTHS_AFTER, text, birthdays)):
        year = re.search(r"(?:1[0-9]|20)\d\d", found[0])
        before = text[max(0, found.start() - 40) : found.start()]
        if (year is None or int(year[0]) >= _OLD_YEAR) and not _FAMOUS.search(before + found[0]):
            yield reason_of(Kind.BIRTH_DATE, *seen.span(found.start(), found.end()), Source.PATTERN)


def number_plates(seen: Views, school: School) -> Iterator[Reason]:
    """The number plate of a car that is spoken of."""
    del school
    for found in matches([_PLATE], seen.folded, around(_DIGITS, seen.folded, 16, 16)):
        if _OF_A_CAR.search(seen.folded, max(0, found.start() - 60), found.end() + 40):
            yield reason_of(
                Kind.WHEREABOUTS, *seen.span(found.start(), found.end()), Source.PATTERN, "The number plate of a car"
            )
