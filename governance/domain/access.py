"""Who may enter which part of the product: permissions with a sentence each, and the named claims that give them.

What may happen to one site is the lifecycle's to say; this decides the pages and registers around it (DESIGN 9).
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.words import ROLE_WORDS, PersonKind, Role, listed

STAFF_ROLES = frozenset({Role.TEACHER, Role.LEADERSHIP, Role.HEAD, Role.ICT_LEAD, Role.DSL, Role.OFFICE})
LEADERSHIP_ROLES = frozenset({Role.LEADERSHIP, Role.HEAD})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at a school, with the roles of this very day.

    ``delegation_id`` is set while the person acts for the head.  ``duties_authorised`` says that they may hold duties
    on sites and propose them (A.3.1).  The clock is an actor without a person.
    """

    person_id: int | None
    name: str
    school_id: int | None
    roles: frozenset[Role] = frozenset()
    kind: PersonKind = PersonKind.EMPLOYEE
    position: str = ""
    delegation_id: int | None = None
    duties_authorised: bool = False
    is_clock: bool = False
    request_id: str = ""

    @property
    def role_in_words(self) -> str:
        """What the person is, as the audit keeps it: the position, or the roles."""
        words = self.position or listed([ROLE_WORDS[role] for role in sorted(self.roles)])
        if self.delegation_id is not None and Role.HEAD not in self.roles:
            words = f"{words}, acting for the head" if words else "acting for the head"
        return words[:120]


def the_clock(school_id: int | None) -> Actor:
    """Return the actor of what runs by itself."""
    return Actor(None, "The product", school_id, position="runs by itself", is_clock=True)


def at_the_server(school_id: int | None) -> Actor:
    """Return the actor of a command typed where the product runs: it may set a school up, as the head may."""
    return Actor(None, "Set up on the server", school_id, frozenset({Role.HEAD}), position="who runs the server")


def is_member(actor: Actor) -> bool:
    """The actor belongs to this school today."""
    return actor.school_id is not None


def is_staff(actor: Actor) -> bool:
    """The actor works for the school today, as an employee or by authorisation (A.3.1)."""
    return bool(actor.roles & STAFF_ROLES) or actor.duties_authorised


def acts_as_head(actor: Actor) -> bool:
    """The actor is the head, or acts for the head today."""
    return Role.HEAD in actor.roles or actor.delegation_id is not None


def is_leadership(actor: Actor) -> bool:
    """The actor is of the leadership team."""
    return bool(actor.roles & LEADERSHIP_ROLES)


def is_ict_lead(actor: Actor) -> bool:
    """The actor leads on ICT."""
    return Role.ICT_LEAD in actor.roles


def is_dsl(actor: Actor) -> bool:
    """The actor is a designated safeguarding lead."""
    return Role.DSL in actor.roles


def is_chair(actor: Actor) -> bool:
    """The actor chairs the governors."""
    return Role.CHAIR_OF_GOVERNORS in actor.roles


def is_office(actor: Actor) -> bool:
    """The actor works in the school office."""
    return Role.OFFICE in actor.roles


def is_governor(actor: Actor) -> bool:
    """The actor is a governor."""
    return bool(actor.roles & {Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS})


def is_dpo(actor: Actor) -> bool:
    """The actor is the data protection officer."""
    return Role.DPO in actor.roles


Claim = Callable[[Actor], bool]


class Permission(StrEnum):
    """A part of the product that somebody may enter."""

    SEE_SCHOOL = "see_school"
    SEE_SITES = "see_sites"
    PROPOSE = "propose"
    SEE_DECISIONS = "see_decisions"
    SIGN_RISKS = "sign_risks"
    ASK_APPROVAL = "ask_approval"
    TAKE_MEDIA_ENQUIRIES = "take_media_enquiries"
    RECORD_DISCUSSION = "record_discussion"
    LOOK_AFTER_PEOPLE = "look_after_people"
    DELEGATE = "delegate"
    AUTHORISE = "authorise"
    LOOK_AFTER_SCHOOL = "look_after_school"
    LOOK_AFTER_POLICY = "look_after_policy"
    LOOK_AFTER_RULES = "look_after_rules"
    LOOK_AFTER_SITES = "look_after_sites"
    SETTLE_PRETENDERS = "settle_pretenders"
    APPROVE_CONTENT = "approve_content"
    SEE_AUDIT = "see_audit"
    SEE_CLAUSES = "see_clauses"
    TAKE_NAMES = "take_names"
    SEE_REVIEW = "see_review"
    RECORD_REVIEW = "record_review"
    SEE_COVER = "see_cover"
    ENTER_ABSENCES = "enter_absences"
    HAND_OVER_DUTIES = "hand_over_duties"
    MODERATE = "moderate"
    SEE_COMMENT_FIGURES = "see_comment_figures"
    LOOK_AFTER_HOSTS = "look_after_hosts"
    LOOK_AFTER_READING = "look_after_reading"
    SEE_REGISTERS = "see_registers"
    LOOK_AFTER_VETTING = "look_after_vetting"
    DECLARE = "declare"
    FOLLOW_ACKNOWLEDGEMENTS = "follow_acknowledgements"
    ANSWER_QUESTIONS = "answer_questions"
    LOOK_AFTER_RECORDS = "look_after_records"
    PROTECT_DATA = "protect_data"
    CHOOSE_IMAGES = "choose_images"
    LOOK_AFTER_CONSENTS = "look_after_consents"
    ISSUE_PHOTO_PASSES = "issue_photo_passes"
    RECORD_CONCERNS = "record_concerns"
    SEE_CONCERNS = "see_concerns"
    LOOK_AFTER_CONTACTS = "look_after_contacts"
    SEE_WHAT_FEW_READ = "see_what_few_read"


@dataclass(frozen=True, slots=True)
class Grant:
    """Who has a permission: any of the claims gives it; ``who`` says so in a sentence that a 403 page prints."""

    who: str
    claims: tuple[Claim, ...]


GRANTS: dict[Permission, Grant] = {
    Permission.SEE_SCHOOL: Grant("Everybody who belongs to the school can open this.", (is_member,)),
    Permission.SEE_SITES: Grant(
        "Staff and governors of the school can open this.", (is_staff, is_governor, is_dpo, acts_as_head)
    ),
    Permission.PROPOSE: Grant("Staff of the school can do this.", (is_staff, acts_as_head)),
    Permission.SEE_DECISIONS: Grant(
        "The head, who acts for the head, the leadership team, the safeguarding lead and the chair of governors "
        "can open this.",
        (acts_as_head, is_leadership, is_dsl, is_chair),
    ),
    Permission.ASK_APPROVAL: Grant("Staff of the school can do this.", (is_staff, acts_as_head)),
    # Anybody may get such a call; who reads which enquiry is decided by the enquiry.
    Permission.TAKE_MEDIA_ENQUIRIES: Grant("Staff of the school can do this.", (is_staff, acts_as_head)),
    Permission.SIGN_RISKS: Grant("The safeguarding lead can do this.", (is_dsl,)),
    Permission.RECORD_DISCUSSION: Grant("A member of the leadership team can do this.", (is_leadership,)),
    Permission.LOOK_AFTER_PEOPLE: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    Permission.DELEGATE: Grant("The head and the chair of governors can do this.", (acts_as_head, is_chair)),
    Permission.AUTHORISE: Grant("The head, or who acts for the head, can do this.", (acts_as_head,)),
    Permission.LOOK_AFTER_SCHOOL: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    Permission.LOOK_AFTER_POLICY: Grant("The head, or who acts for the head, can do this.", (acts_as_head,)),
    Permission.LOOK_AFTER_RULES: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    Permission.LOOK_AFTER_SITES: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    Permission.APPROVE_CONTENT: Grant(
        "The leadership team, the head, or who acts for the head can do this.", (is_leadership, acts_as_head)
    ),
    Permission.SETTLE_PRETENDERS: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    # Everybody sees their own sites and says when they are away themselves; the page decides about everybody else's.
    Permission.SEE_COVER: Grant("Staff of the school can open this.", (is_staff, acts_as_head)),
    Permission.ENTER_ABSENCES: Grant("Staff of the school can do this.", (is_staff, acts_as_head)),
    Permission.HAND_OVER_DUTIES: Grant("Staff of the school can do this.", (is_staff, acts_as_head)),
    # Everybody at the school may open the queue and sees there only what is theirs to look at.
    Permission.MODERATE: Grant("Staff of the school can open this.", (is_staff, acts_as_head)),
    Permission.SEE_COMMENT_FIGURES: Grant(
        "The ICT lead, the head and the safeguarding lead can open this.", (is_ict_lead, acts_as_head, is_dsl)
    ),
    Permission.LOOK_AFTER_HOSTS: Grant("The ICT lead and the head can do this.", (is_ict_lead, acts_as_head)),
    Permission.LOOK_AFTER_READING: Grant(
        "The ICT lead, the head and the safeguarding lead can do this.", (is_ict_lead, acts_as_head, is_dsl)
    ),
    # The page of registers lists what its reader may open, and every member of staff has at least their own.
    Permission.SEE_REGISTERS: Grant(
        "Staff of the school and its data protection officer can open this.", (is_staff, is_dpo, acts_as_head)
    ),
    Permission.LOOK_AFTER_VETTING: Grant(
        "The school office, the ICT lead, the safeguarding lead and the leadership team can do this.",
        (is_office, is_ict_lead, is_dsl, is_leadership, acts_as_head),
    ),
    # Which declarations somebody reads is decided by each of them (000-3, 003-1, 003-2).
    Permission.DECLARE: Grant(
        "Staff of the school and the chair of governors can open this.", (is_staff, acts_as_head, is_chair)
    ),
    Permission.FOLLOW_ACKNOWLEDGEMENTS: Grant(
        "The head, the ICT lead and the office can open this.", (acts_as_head, is_ict_lead, is_office)
    ),
    Permission.ANSWER_QUESTIONS: Grant(
        "The head, who acts for the head, and the leadership team can do this.", (acts_as_head, is_leadership)
    ),
    Permission.LOOK_AFTER_RECORDS: Grant(
        "The head, the office and the data protection officer can open this.", (acts_as_head, is_office, is_dpo)
    ),
    Permission.PROTECT_DATA: Grant("The head and the data protection officer can do this.", (acts_as_head, is_dpo)),
    # Whoever chooses a picture has to know whether somebody may be shown, and sees that and nothing else.
    Permission.CHOOSE_IMAGES: Grant("Staff of the school can open this.", (is_staff, acts_as_head)),
    Permission.LOOK_AFTER_CONSENTS: Grant(
        "The school office, the ICT lead, the leadership team and the head can do this.",
        (is_office, is_ict_lead, is_leadership, acts_as_head),
    ),
    Permission.ISSUE_PHOTO_PASSES: Grant(
        "The school office, the leadership team and the head can do this.", (is_office, is_leadership, acts_as_head)
    ),
    # Everybody records, few read: who reads one concern is decided by that concern (DESIGN 9).
    Permission.RECORD_CONCERNS: Grant("Everybody who belongs to the school can do this.", (is_member,)),
    Permission.SEE_CONCERNS: Grant(
        "The safeguarding lead, the head and the chair of governors can open this.", (is_dsl, acts_as_head, is_chair)
    ),
    Permission.SEE_CLAUSES: Grant(
        "The head, the ICT lead, the governors and the data protection officer can open this.",
        (acts_as_head, is_ict_lead, is_governor, is_dpo),
    ),
    # Governors review how the policy is applied without the names of people (002-1).
    Permission.TAKE_NAMES: Grant(
        "The head, the ICT lead and the data protection officer can do this.", (acts_as_head, is_ict_lead, is_dpo)
    ),
    Permission.SEE_REVIEW: Grant(
        "The governors, the head and the ICT lead can open this.", (is_governor, acts_as_head, is_ict_lead)
    ),
    Permission.RECORD_REVIEW: Grant("The chair of governors and the head can do this.", (is_chair, acts_as_head)),
    Permission.LOOK_AFTER_CONTACTS: Grant("The safeguarding lead and the head can do this.", (is_dsl, acts_as_head)),
    # Which of these records somebody is shown is decided by each of them; for most people there is none.
    Permission.SEE_WHAT_FEW_READ: Grant(
        "Staff of the school and the chair of governors can open this.", (is_staff, acts_as_head, is_chair)
    ),
    Permission.SEE_AUDIT: Grant(
        "The head, the ICT lead and the data protection officer can open this.",
        (acts_as_head, is_ict_lead, is_dpo),
    ),
}


def may(actor: Actor, permission: Permission) -> bool:
    """Return whether ``actor`` has ``permission``."""
    return any(claim(actor) for claim in GRANTS[permission].claims)
