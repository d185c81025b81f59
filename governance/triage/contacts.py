"""Finds e-mail addresses, handles and links, also where they are spelt out (A.4.9, A.5.2, A.5.4).

The school's own domains pass.  Every expression begins at a rare mark or word and is bounded on both sides of it.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.triage.data_files import words
from governance.triage.nearby import around, matches, one_of
from governance.triage.normalise import Views
from governance.triage.reading import Kind, Reason, School, Source, reason_of

_NAMES = words("first_names.txt")
_MAIL = re.compile(r"(?<![a-z0-9._%+\-])[a-z0-9._%+\-]{1,64}+ {0,2}@ {0,2}([a-z0-9\-]{1,63} ?[.,] ?[a-z0-9.\-]{2,60})")
_HOSTS = (
    "gmail|googlemail|hotmail|yahoo|ymail|outlook|icloud|live|aol|btinternet|protonmail|proton"
    "|msn|sky|talktalk|virginmedia|me|mail|gmial|hotmale|gmale|jmail|g mail|hot mail"
)
_DOT = r" ?(?:\.|,|\bdot\b|\bdott\b|\bpoint\b|\(dot\)|\[dot\]|\{dot\}|-dot-|_dot_) ?"
_AT = r" ?(?:@|\bat\b|\batt\b|\(at\)|\[at\]|\{at\}|\(@\)|\[@\]|-at-|_at_|<at>|\*at\*|\(a\)) ?"
_SPELT = re.compile(
    rf"{_AT}(?:[a-z0-9\-]{{2,30}}+{_DOT}){{1,3}}(?:com|co|org|net|uk|school|edu|me|info)\b"
    rf"|(?:{_AT}| )(?:{_HOSTS})(?:{_DOT}| )(?:com|co|c o m|net|cum|con)\b"
    r"|(?: at |@)(?:gmail|googlemail|hotmail|outlook|icloud|yahoo|ymail)\b"
)
_UNSPELT = re.compile(r"\bdot\b|\(dot\)|\[dot\]")
_NO_MAIL_NAMES = frozenset({"look", "looked", "is", "am", "looking", "the", "on", "us", "it", "them"})
_NAME_BEFORE = re.compile(r"[a-z0-9._\-]{1,40}\Z")
_SAID_MAIL = re.compile(
    r"(?<![a-z0-9])(?:my|her|his|our|the|mums|dads|mum's|dad's|at) (?:e-?mail|e mail|emial|email "
    r"address|e-mail address|gmail|hotmail|icloud)(?: address| adress)? (?:is|=|iz|:|it's)+ ?"
    r"([a-z0-9._@\-]{4,60})"
    rf"|(?<![a-z0-9])(?:e-?mail|mail) (?:me|us|him|her)(?: on| at)? ?:? ?([a-z0-9._\-]{{3,40}}"
    rf"(?:{_AT}|\d)[a-z0-9._\-]{{2,40}})"
    r"|(?<![a-z0-9])e?-?mail (?:me|us|is|address is)?,? ?(?:its|it's|at|on|is)? ?([a-z0-9._\-]{4,40}) ?"
    r"(?:gmail|hotmail|outlook|icloud|yahoo)\b"
)
_SITES = (
    "insta|instagram|snap|snapchat|snapchap|tiktok|tik tok|discord|roblox|fortnite|minecraft|xbox"
    "|psn|ps4|ps5|playstation|steam|twitch|youtube|whatsapp|kik|telegram"
    "|facebook|fb|messenger|twitter|epic|switch|nintendo|gamertag|gamer tag|sc|ig|insta's|snaps"
    "|likee|wizz|yubo|bereal|vsco|pinterest|game pigeon|brawl stars|signal|skype|zoom"
)
_HANDLE_SAID = re.compile(
    rf"(?<![a-z0-9])(?:my|our|her|his|ma|me) (?:new |other |main |old )?(?:(?:{_SITES}|user|username"
    rf"|user name|usernam|handle|gamertag|friend code)"
    rf"(?: (?:name|username|user name|user|account|handle|acc|id|tag|code|gamertag|nam|channel|addy))?"
    rf"|(?:account|gamer|gaming|screen|game|xbox live|live) (?:name|tag|id|username|code))"
    rf"(?: ?(?:is called|is|iz|=|:|-|called|it's|its|'s|s){{1,2}}) ?(?:called )?(?:@|at )? ?"
    rf"([a-z0-9][a-z0-9_.#\-]{{2,40}})"
)
_ADD_ME = re.compile(
    rf"(?<![a-z0-9])(?:add|follow|find|message|dm|friend|msg|hmu|text|sub to|talk to|catch|search"
    rf"|look up|look for|hit|invite|play with|join|request|subscribe to)"
    rf" (?:me |my |us |for me |for my |up me |me up )?(?:back )?(?:(?:on|at|in|via|through|with|up "
    rf"on) )?(?:my )?(?:{_SITES})\b"
    rf"(?: (?:account|name|username|acc))?(?: ?(?:is|its|it's|@|:|=|-|at|as|under|called|im|i'm|i "
    rf"am|user|username|name){{0,2}}) ?@?([a-z0-9][a-z0-9_.#\-]{{2,40}})?"
)
_ON_SITE_I_AM = re.compile(
    rf"(?<![a-z0-9])(?:on |in )(?:my )?(?:{_SITES}),? (?:i'?m|i am|it'?s|my name is|i go by|i'?m called|we'?re) "
    rf"(?:called )?@?([a-z0-9][a-z0-9_.\-]{{2,40}})"
)
_IS_MINE = re.compile(
    rf"(?<![a-z0-9_.])(?!(?:this|that|here|what|which|she|who|there|one|youtube) )([a-z0-9_.]{{3,30}}) (?:is|iz|thats"
    rf"|that's) (?:my|her|his) (?:{_SITES}|user|username|handle|ign|tag|screen ?name)(?![a-z0-9])"
    rf"(?! (?:time|rules?|game|account got|is))"
)
_UNDER = re.compile(
    r"(?<![a-z0-9])(?:find|search|add|look)(?: for)? me (?:up )?(?:under|as|by) @?([a-z0-9][a-z0-9_.\-]{2,40})"
    r"|(?<![a-z0-9])(?:my|her|his) (?:@|ign|tag|gaming name|player name|screen ?name|online name|nickname online)"
    r" ?(?:is|iz|=|:) ?@?(?:[a-z0-9][a-z0-9_.\-]{2,40})"
)
_NAME_IS = re.compile(
    rf"(?<![a-z0-9])(?:{_SITES}) (?:name|user|username|tag|id|acc|account) (?:for me )?(?:is|iz|=|:|its|it's) ?@?"
    rf"([a-z0-9][a-z0-9_.\-]{{2,40}})"
)
_REACH_ME = re.compile(
    rf"(?<![a-z0-9])(?:(?:get|find|reach|contact|catch|message|talk to|chat to) (?:me|us) on (?:{_SITES})"
    rf"|(?:i'?m|i am|im|we're|search|search up|look up) (?:called |for )?[a-z0-9_. ]{{2,30}} on (?:{_SITES}) ?"
    rf"(?:that'?s|it'?s|is) (?:me|us|mine)|(?:i'?m|i am|im) called [a-z0-9_. ]{{2,30}} on (?:{_SITES}))\b"
)
_SNAP_ME = re.compile(
    r"(?<![a-z0-9])(?:snap|insta|dm|add|kik|discord|tiktok|follow|whatsapp) (?:me|us) ?[:=@\-]?"
    r" ?@?([a-z]{2,20}[_.]?\d{2,8}[a-z0-9_.]{0,20}|[a-z0-9]{1,20}[_.][a-z0-9_.]{2,30})"
)
_LABEL = re.compile(
    rf"(?<![a-z0-9])(?:{_SITES}|username|user name|gamertag|handle|user) ?(?:name|tag|id"
    rf"|username)? ?[:=\-@>]{{1,3}} ?@?([a-z0-9][a-z0-9_.#\-]{{2,40}})"
)
_BARE = re.compile(
    rf"(?<![a-z0-9])(?:{_SITES}) ?(?:is |name |username )?@?([a-z0-9.]{{2,30}}"
    rf"(?:_[a-z0-9_.]{{1,30}}|[0-9]{{2,8}}[a-z0-9_.]{{0,20}}))"
)
_I_AM_ON = re.compile(
    rf"(?<![a-z0-9])(?:i am|i'm|im|find me as|i go by|we are|add|search|search for|look for|look up"
    rf"|follow|friend|called) (?:called |as )?@?([a-z0-9_.\-]{{3,40}}) (?:on|in|at) (?:my |the )?"
    rf"(?:{_SITES})\b"
)
_AT_NAME = re.compile(r"@(?<![a-z0-9._%+\-@]@) ?([a-z0-9_][a-z0-9_.\-]{1,40})")
_TAGGED = re.compile(r"(?<![a-z0-9])[a-z0-9_.]{2,32}#\d{4}(?!\d)")
_NOT_A_NAME = words("no_handles.txt")
_OF_SCHOOLS = re.compile(
    r"school|primary|academy|class|year|teacher|library|museum|bbc|blog|infants|juniors|nursery"
    r"|pta|office|council|trust|zoo|mr|mrs|miss|head"
)
_ENDINGS = (
    "com|co\\.uk|org\\.uk|ac\\.uk|sch\\.uk|gov\\.uk|org|net|uk|io|gg|tv|ru|xyz|info|biz|shop"
    "|online|site|app|dev|club|ly|eu|edu|gov|link|click|store|win|bet|casino|vip|cc|me|co|ai|be"
    "|tk|ml|top|live|fun|space|website|pro|page|blog|to"
)
_URL = re.compile(
    r"h(?:tt|xx)ps? ?: ?/ ?/ ?[^\s<>\"]{1,200}|ftp ?: ?/ ?/ ?[^\s<>\"]{1,200}|www(?<![a-z0-9]www) ?\.[^\s<>\"]{2,200}"
)
_DOMAIN = re.compile(
    rf"(?<![a-z0-9@.\-])((?:[a-z0-9\-]{{2,40}}\.){{1,4}}(?:{_ENDINGS}))(?![a-z0-9@\-])(/[^\s<>\"]{{0,200}})?"
)
_SPELT_LINK = re.compile(
    r"(?<![a-z0-9])(?:www ?(?:\.|dot|,) ?)?([a-z0-9\-]{2,40})(?: dot |\(dot\)|\[dot\]| ?\(dot\) ?"
    r"| ?\[dot\] ?|-dot-| \. ?|\. |,(?=com\b))(com|co dot uk|co uk|co\.uk|org|net|gg|io|ly|tv|co "
    r"\. uk|me/|xyz|uk)\b"
)
_SHORTENERS = (
    *(r"bit\.ly", "tinyurl", r"t\.me", r"wa\.me", r"goo\.gl", r"youtu\.be", r"discord\.gg", r"cutt\.ly", r"linktr\.ee"),
    *(r"is\.gd", r"chat\.whatsapp", "discord gg", "t me/", "discord dot gg"),
)
_SLASHED = re.compile("|".join(rf"{host}(?<![a-z0-9]{host})[^\s<>]{{0,100}}" for host in _SHORTENERS))
_MARKUP = re.compile(r"<a\s[^<>]{0,200}>|\[url[=\]][^\[\]]{0,200}|\]\(\s?[^\s()]{3,200}\)")
_UNSURE_ENDINGS = frozenset(
    [
        "me",
        "to",
        "be",
        "co",
        "top",
        "live",
        "fun",
        "space",
        "page",
        "pro",
        "blog",
        "app",
        "dev",
        "link",
        "win",
        "bet",
        "vip",
        "tv",
        "uk",
        "ai",
        "shop",
        "store",
        "site",
        "club",
        "so",
        "click",
        "edu",
        "gov",
        "info",
        "cc",
        "ml",
    ]
)
_AT_SIGN = re.compile("@")
_OF_SAID_MAIL = re.compile("mail|emial|icloud")
_OF_SPELT_MAIL = re.compile(
    one_of(
        (
            # Before the ending of an address stands a mark or "dot" or "point", before some a space will do.
            *(rf"{ending}(?<![a-su-z0-9]{ending})\b" for ending in ("com", "co", "c o m", "net", "cum", "con")),
            *(
                rf"{ending}(?:(?<=[.,t)\]}}\-_]{ending})|(?<=[.,t)\]}}\-_] {ending}))\b"
                for ending in ("org", "uk", "school", "edu", "me", "info")
            ),
            *("mail", "outlook", "icloud", "yahoo"),
        )
    )
)
_OF_NETWORKS = re.compile(
    one_of(
        (
            *(rf"{site}(?![a-z])" for site in _SITES.split("|")),
            *("user", "handle", "gam(?:er|ing)", "account", "friend code", "screen", "xbox", "live (?:name|tag|id)"),
            *(rf"{whom}(?<![a-z]{whom}) (?:up )?(?:under|as|by)(?![a-z])" for whom in ("me", "us")),
            *(rf"{whose} (?:@|ign|tag|player|online|nickname)" for whose in ("my", "her", "his")),
            *("dm(?![a-z])", "add(?![a-z])", "follow(?![a-z])"),
        )
    )
)
_OF_DOMAINS = re.compile(rf"\.(?:{_ENDINGS})(?![a-z0-9@\-])")
_OF_SPELT_LINKS = re.compile(r"dot|\. ?(?:com|co|org|net|gg|io|ly|tv|me/|xyz|uk)|,com")
"""What no mail address, no name on a network and no link without a sign of its own can do without.

Each begins with a letter or a mark of its own, so that a text without it is passed by quickly.
"""
_NAMED = (_HANDLE_SAID, _ADD_ME, _SNAP_ME, _LABEL, _BARE, _I_AM_ON, _ON_SITE_I_AM, _NAME_IS, _IS_MINE)


def mail_addresses(seen: Views, school: School) -> Iterator[Reason]:
    """E-mail addresses that are not at one of the school's domains."""
    text = seen.folded
    places = [found.span() for found in matches([_MAIL], text, around(_AT_SIGN, text))]
    places += [found.span() for found in matches([_SAID_MAIL], text, around(_OF_SAID_MAIL, text))]
    for found in matches([_SPELT], text, around(_OF_SPELT_MAIL, text)):
        name = _NAME_BEFORE.search(text[max(0, found.start() - 40) : found.start()])
        if name and name[0] not in _NO_MAIL_NAMES:
            places.append((found.start() - len(name[0]), found.end()))
    for start, end in places:
        plain = _UNSPELT.sub(".", text[start:end]).replace(" ", "")
        if not _is_own(re.split(r"@|\(at\)|\[at\]", plain)[-1], school):
            yield reason_of(Kind.MAIL, *seen.span(start, end), Source.PATTERN)


def handles(seen: Views, school: School) -> Iterator[Reason]:
    """Names of accounts on networks and games."""
    del school
    text = seen.folded
    near = around(_OF_NETWORKS, text)
    for found in matches(_NAMED, text, near):
        name = (found[1] or "").strip("._-")
        if (name and name not in _NOT_A_NAME) or (found.re is _ADD_ME and not name):
            yield reason_of(Kind.HANDLE, *seen.span(found.start(), found.end()), Source.PATTERN)
    for found in matches([_REACH_ME, _UNDER], text, near):
        yield reason_of(Kind.HANDLE, *seen.span(found.start(), found.end()), Source.PATTERN)
    for found in _AT_NAME.finditer(text):
        name = found[1].strip("._-")
        looks_typed = re.search(r"[\d_.]", name) is not None
        if (
            name not in _NOT_A_NAME
            and name not in _NAMES
            and not _OF_SCHOOLS.search(name)
            and (looks_typed or found[0][1] != " ")
            and not re.fullmatch(r"[\d.:]{1,6}(?:am|pm)?|\d+p", name)
            and len(name) > 2
        ):
            yield reason_of(Kind.HANDLE, *seen.span(found.start(), found.end()), Source.PATTERN)
    for found in _TAGGED.finditer(text) if "#" in text else ():
        yield reason_of(Kind.HANDLE, *seen.span(found.start(), found.end()), Source.PATTERN)


def links(seen: Views, school: School) -> Iterator[Reason]:
    """Links that do not lead to one of the school's own sites."""
    text = seen.folded
    spelt = matches([_SPELT_LINK], text, around(_OF_SPELT_LINKS, text))
    for found in (*_URL.finditer(text), *_SLASHED.finditer(text), *_MARKUP.finditer(text), *spelt):
        plain = found[0].replace(" dot ", ".").replace("(dot)", ".").replace(" ", "")
        if not _is_own(plain, school) and not (found.re is _SPELT_LINK and _is_mail_part(text, found.start())):
            yield reason_of(Kind.LINK, *seen.span(found.start(), found.end()), Source.PATTERN)
    for found in matches([_DOMAIN], text, around(_OF_DOMAINS, text, 210)):
        ending = found[1].rpartition(".")[2]
        unsure = ending in _UNSURE_ENDINGS and not found[2] and found[1].count(".") < 2
        sentence = unsure and (
            seen.is_capital(found.start(1) + found[1].rindex(".") + 1) or ending in ("me", "to", "be", "so")
        )
        if not sentence and not _is_mail_part(text, found.start()) and not _is_own(found[1], school):
            yield reason_of(Kind.LINK, *seen.span(found.start(), found.end()), Source.PATTERN)


def _is_mail_part(text: str, start: int) -> bool:
    return re.search(r"(?:@| at |\(at\)|\[at\]) ?$", text[max(0, start - 6) : start]) is not None


def _is_own(host: str, school: School) -> bool:
    bare = re.sub(r"^https?:/+", "", host).split("/")[0].strip(".").removeprefix("www.")
    return any(bare == own.lower() or bare.endswith(f".{own.lower()}") for own in school.contacts.domains if own)
