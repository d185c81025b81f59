"""How each thing that needs somebody is said, and the one button that settles it.

This is data; ``needs_lines.py`` makes lines of it.  May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of need is said.

    ``text`` and ``reason`` may use {label}, {person}, {since}, {waited}, {count}, {key} and {lacking}; ``many``,
    ``why_many`` and ``button_many`` stand in for them where one line gathers several.  ``ways`` are endpoints with the
    ids that they take, the best first.  ``says_day`` is for words that hold the day already.  ``amber`` is a line about
    what will stop working by itself if nobody looks.
    """

    text: str
    reason: str
    button: str
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    many: str = ""
    why_many: str = ""
    button_many: str = ""
    says_day: bool = False
    amber: bool = False


SITE = ("sites.site", ("site_id",))
PROPOSAL = ("proposals.overview", ("version_id",))
PERSON = ("people.person", ("member_id",))
PEOPLE = ("people.people", ())
DECISION = ("decisions.decision", ("version_id",))

COMMENTING = (("sites.commenting", ("site_id",)), SITE)
QUEUE = (("queue.queue", ()),)
CONCERNS = (("concerns.concerns", ()),)
APPEALS = (("appeals.appeals", ()),)

WORDINGS: dict[str, Wording] = {
    "comments_at_risk": Wording(
        "A comment may put a child at risk",
        "It came {waited} ago. Look at it before anything else.",
        "Open the queue",
        QUEUE,
        many="{count} comments may put a child at risk",
        why_many="The first of them came {waited} ago. Look at them before anything else.",
    ),
    "comments": Wording(
        "A comment waits on your sites",
        "It came {waited} ago.",
        "Open the queue",
        QUEUE,
        many="{count} comments wait on your sites",
        why_many="The oldest came {waited} ago.",
    ),
    "concern": Wording(
        "A concern was recorded, and nobody has it yet",
        "It came {waited} ago. Open it and say that you have it.",
        "Open it",
        (("concerns.concern", ("concern_id",)), *CONCERNS),
        many="{count} concerns were recorded, and nobody has them yet",
        why_many="The first of them came {waited} ago. Open each and say that you have it.",
        button_many="Open them",
    ),
    "my_concern": Wording(
        "A concern that you have is still open",
        "It was recorded {waited} ago. Write down where it was taken, then close it.",
        "Open it",
        (("concerns.concern", ("concern_id",)), *CONCERNS),
        many="{count} concerns that you have are still open",
        why_many="The first of them was recorded {waited} ago.",
        button_many="Open them",
    ),
    "appeal": Wording(
        "Somebody asks to look at a removal again",
        "They asked {waited} ago, and somebody else removed the comment.",
        "Look at it",
        (("appeals.decide", ("appeal_id",)), *APPEALS),
        many="{count} removals are to be looked at again",
        why_many="The first of these appeals came {waited} ago.",
        button_many="Look at them",
    ),
    "by_hand": Wording(
        "A decision has to be carried out on a site by hand",
        "It was decided {waited} ago, and the product cannot do it there.",
        "See what to do",
        (("host_work.to_do", ()),),
        many="{count} decisions have to be carried out on sites by hand",
        why_many="The first was decided {waited} ago. The product cannot do it there.",
    ),
    "decide": Wording(
        "Decide on {label}", "{person} asked for it {waited} ago.{lacking}", "Look at it", (DECISION, PROPOSAL)
    ),
    "record_discussion": Wording(
        "Record the discussion about {label}",
        "The leadership team talks through who sees it and who may write on it. {person} submitted it {waited} ago.",
        "Record it",
        (("decisions.discussion", ("version_id",)), DECISION, PROPOSAL),
    ),
    "record_consultation": Wording(
        "Record what you think of the purpose of {label}",
        "The head is asked about purpose and content before a decision. {person} submitted it {waited} ago.",
        "Record it",
        (("decisions.consultation", ("version_id",)), DECISION, PROPOSAL),
    ),
    "sign_risks": Wording(
        "Read and sign the risks of {label}",
        "Pupils see it or write on it, so it waits for the safeguarding lead. {person} submitted it {waited} ago.",
        "Read the risks",
        (("decisions.risks", ("version_id",)), DECISION, PROPOSAL),
    ),
    "finish_draft": Wording(
        "Finish your proposal for {label}", "You started it {waited} ago.", "Go on writing", (PROPOSAL,)
    ),
    "change_returned": Wording(
        "Change your proposal for {label}",
        "It came back {since}. The reason is on its page.",
        "Read the reason",
        (PROPOSAL,),
    ),
    "declined": Wording(
        "Your proposal for {label} was declined",
        "That was {since}. The reason is on its page, and you can propose it again.",
        "Read the reason",
        (PROPOSAL, SITE),
    ),
    "hand_over": Wording(
        "Hand over the proposal for {label}",
        "{person} leaves the school, and it is not decided yet.",
        "Hand it over",
        (("proposals.hand_over", ("version_id",)), PROPOSAL),
    ),
    "adopt_or_close": Wording(
        "Decide what becomes of {label}",
        "It exists, and nobody ever approved it. Somebody can propose it, or you can close it.",
        "Look at it",
        (SITE, ("found.found", ()), ("sites.sites", ())),
        many="Decide what becomes of {count} found accounts",
        why_many="They exist, and nobody ever approved them. Each can be proposed or closed.",
        button_many="Look at them",
    ),
    "launch": Wording(
        "Put {label} live",
        "It was approved {since}. The go-live page says what is still missing.",
        "See the checks",
        (("sites.go_live", ("site_id",)), SITE),
    ),
    "amber": Wording(
        "Put {label} right",
        "Something that it needs no longer holds.",
        "See what is missing",
        (("sites.go_live", ("site_id",)), SITE),
    ),
    "uncovered": Wording(
        "Find cover for {label}",
        "Too few moderators are there on {key}.",
        "See who could be asked",
        (("cover.site_cover", ("site_id",)), ("cover.cover", ())),
        says_day=True,
        many="Find cover for {count} sites",
        why_many="Soon there are school days on which too few moderators are there.",
    ),
    "update_late": Wording(
        "Put something new on {label}",
        "{key} not come.",
        "See what is due",
        (("freshness.updates", ("site_id",)), SITE),
    ),
    "site_asleep": Wording(
        "Wake {label}, or plan its end",
        "{key} not come. Nobody reads a site on which nothing happens.",
        "See what is due",
        (("freshness.updates", ("site_id",)), SITE),
        amber=True,
    ),
    "close_commenting": Wording("Close commenting on {label}", "The site is paused.", "See the steps", COMMENTING),
    "open_commenting": Wording("Open commenting on {label} again", "The pause is over.", "See the steps", COMMENTING),
    "planned_end": Wording(
        "Decide whether {label} goes on", "Its planned end has come or is near.", "Look at it", (SITE,)
    ),
    "evaluate": Wording(
        "Say how {label} turned out",
        "A measure of success was to be looked at.",
        "Evaluate it",
        (("sites.evaluate", ("site_id",)), SITE),
    ),
    "sign_exit": Wording(
        "Sign the exit steps of {label}",
        "It is being closed, and {count} of its steps wait to be signed.",
        "See the steps",
        (("sites.exit_plan", ("site_id",)), SITE),
    ),
    "close": Wording(
        "Close {label}", "Every exit step is signed.", "Close it", (("sites.exit_plan", ("site_id",)), SITE)
    ),
    "confirm_duty": Wording(
        "Say whether you will be {key} of {label}",
        "{person} named you {waited} ago.",
        "Answer",
        (("sites.answer", ("site_id", "appointment_id")), SITE),
    ),
    "approve_duty": Wording(
        "Approve {person} as {key} of {label}",
        "They were named {waited} ago and have accepted.",
        "Look at it",
        (("sites.decide", ("site_id", "appointment_id")), SITE),
    ),
    "acknowledge": Wording(
        "Read the school’s policy and say that you know it",
        "Everybody acknowledges each version. This one is of {since}.",
        "Read the policy",
        (("policy_text.policy", ()),),
    ),
    "my_training": Wording(
        "Renew your training",
        "It counts for your duties until its last day: {key}.",
        "See what is recorded",
        (PERSON, ("account.account", ())),
    ),
    "training": Wording(
        "Have {person}’s training renewed",
        "It counts for their duties until its last day: {key}.",
        "Record training",
        (PERSON, PEOPLE),
    ),
    "my_authorisation": Wording(
        "Ask for your authorisation to be renewed",
        "Without it you cannot hold duties on sites. The head gives it.",
        "See what is recorded",
        (PERSON, ("account.account", ())),
    ),
    "authorisation": Wording(
        "Renew {person}’s authorisation, or let it end",
        "Without it they cannot hold duties on sites.",
        "Look at it",
        (PERSON, PEOPLE),
    ),
    "my_delegation": Wording(
        "Your acting for the head ends",
        "After that day the head decides again.",
        "See what waits",
        (("decisions.decisions", ()),),
    ),
    "delegation": Wording(
        "{person}’s acting for the head ends",
        "After that day the head decides again.",
        "Look at it",
        (("delegation.delegations", ()), PEOPLE),
    ),
}

LACKING_WORDS = {
    "discussion": "the discussion with the leadership team",
    "consultation": "what the head thinks of its purpose",
    "signature": "the safeguarding lead’s signature",
}
TOPIC_WORDS = {
    "moderating": "moderating comments",
    "safeguarding_online": "safeguarding online",
    "publishing": "publishing and updating",
    "data_protection": "data protection and consent",
}
