"""The house rules and terms of use that a school starts from, in plain words, for pupils and for adults (A.4.1).

They say what schools usually say (DOMAIN 4.3), written afresh.  A school edits them before it publishes anything, and
nothing of this is shown in public until somebody has.  This is data.  May import the standard library and the domain
only.
"""

from __future__ import annotations

from governance.domain.rule_texts import RulesAudience, RulesKind, RulesText

_HOUSE_RULES_FOR_PUPILS = RulesText(
    "These rules keep our school’s pages kind and safe. A teacher reads everything before other people can see it.",
    (
        "Be kind. Write only what you would say to somebody’s face.",
        "Use your first name, or no name. Never write your last name or anybody else’s.",
        "Keep private things private: where you live, your phone number, your e-mail, your birthday, and where you "
        "will be.",
        "Do not put up a picture of yourself or of anybody else. Ask your teacher first.",
        "Write about the page you are on. It is not a place to chat.",
        "Write whole words, so that everybody can read them.",
        "Use your own words and your own pictures. If they are somebody else’s, ask your teacher.",
        "Do not put in links.",
        "Never tell anybody your password, even your best friend.",
        "If something makes you feel worried, sad or unsure, stop and tell a grown-up at school straight away. You "
        "will not be in trouble.",
        "If you break a rule, your comment is not shown and a teacher talks with you.",
    ),
)

_HOUSE_RULES_FOR_ADULTS = RulesText(
    "These rules are for parents, carers and everybody else who writes on the school’s pages. Every comment is read by "
    "a member of staff.",
    (
        "Be polite, to pupils, to staff and to each other.",
        "Do not name a child or say anything that shows which child you mean, your own included. Sign with your first "
        "name, or as “a parent in Year 4”.",
        "Do not put in addresses, telephone numbers, e-mail addresses or anything else that is private.",
        "Do not put up photographs of pupils, staff or visitors.",
        "Do not attack, threaten or mock anybody, for any reason, and never for who they are.",
        "Do not write what you cannot show to be true about a person or an organisation.",
        "Keep to the subject of the page. No advertising, no appeals for money, no party politics.",
        "Put in a link, a picture or somebody else’s words only if the teacher who runs the page has agreed.",
        "Bring a concern or a complaint to the school itself, not to the page. The office tells you how.",
        "If you are worried about a child, tell the school’s safeguarding lead at once. Do not write about it here.",
        "What breaks a rule is not shown or is taken down, and we keep a note of the rule it broke. Who goes on "
        "breaking them can no longer write here.",
    ),
)

_TERMS_FOR_PUPILS = RulesText(
    "This is what you can expect from our school’s pages, and what we ask of you.",
    (
        "These pages belong to the school and are for learning.",
        "Teachers look after them and can see everything that is written.",
        "A teacher may decide not to show something, or may take it down, and can tell you why.",
        "Your parent or carer has to say yes before your work or your picture is shown.",
        "You can ask for your work to be taken down. Ask your teacher.",
        "The house rules count on every page.",
    ),
)

_TERMS_FOR_ADULTS = RulesText(
    "By reading or writing on the school’s pages you agree to these terms.",
    (
        "The school runs its official pages for teaching and to tell families what happens at school. The public "
        "register on this site says which pages are official.",
        "Staff read comments in school time. Nobody watches the pages at night, at weekends or in the holidays, so do "
        "not use them for anything urgent.",
        "Staff decide what is shown. What is written may be left out, shortened with your agreement, or removed, under "
        "the house rules.",
        "You are responsible for what you write. By writing it you say that it is yours to publish and let the school "
        "show it on its pages.",
        "Pupils’ work and pictures are shown only with the consent that the school holds. Consent can be taken back at "
        "any time: tell the office.",
        "Do not copy pictures of pupils or pass them on.",
        "The school is not responsible for other websites to which its pages lead.",
        "The school keeps what it must about comments and reports for a limited time, and shows nobody who reported "
        "something.",
        "Where a page stands on another company’s service, that company’s terms and its minimum age count as well.",
        "What is against the law is passed to the authorities.",
    ),
)

DEFAULT_TEXTS: dict[tuple[RulesKind, RulesAudience], RulesText] = {
    (RulesKind.HOUSE_RULES, RulesAudience.PUPILS): _HOUSE_RULES_FOR_PUPILS,
    (RulesKind.HOUSE_RULES, RulesAudience.ADULTS): _HOUSE_RULES_FOR_ADULTS,
    (RulesKind.TERMS_OF_USE, RulesAudience.PUPILS): _TERMS_FOR_PUPILS,
    (RulesKind.TERMS_OF_USE, RulesAudience.ADULTS): _TERMS_FOR_ADULTS,
}
