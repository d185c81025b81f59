"""The forty-six clauses of the model policy: sections 7 to 9, and its appendix A (DOMAIN 1).

This is data.  Each duty is said afresh in one sentence.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

from governance.domain.clauses.clause import AskedOf, Clause, Source

_SCHOOL, _SITES = AskedOf.SCHOOL, AskedOf.SITES


def _part(heading: str, *rows: tuple[str, str, AskedOf] | tuple[str, str, AskedOf, bool]) -> tuple[Clause, ...]:
    return tuple(Clause(row[0], Source.MODEL, heading, row[1], row[2], *row[3:]) for row in rows)


OFFICIAL_USE = _part(
    "7 Speaking for the school",
    ("7.1", "Staff talk with pupils online through the school’s official sites only.", _SCHOOL),
    ("7.2", "Every site has a strong reason in teaching or in the school’s business.", _SITES),
    ("7.3", "A site follows appendix A and keeps to its host’s terms, above all to the minimum age.", _SITES),
    ("7.4", "Everybody puts the interests of children first, on every site.", _SITES),
)

MONITORING = _part(
    "8 Monitoring",
    ("8.1", "The school may look at how its internet and email are used without saying so first.", _SCHOOL, True),
    ("8.2", "Whoever uses the school’s systems knows that nothing on them is private.", _SCHOOL),
)

BREACHES = _part(
    "9 Breaches",
    ("9.1", "A breach of the policy may lead to discipline.", _SCHOOL),
    ("9.2", "Breaches of confidence, defamation, harm to the school’s name and illegal acts weigh heaviest.", _SCHOOL),
    ("9.3", "A contracted provider tells the school of a breach at once and acts by its own procedure.", _SCHOOL),
)

CREATION = _part(
    "A.1 Creating a site",
    ("A.1.1", "On official sites people behave as well as in any other public work for the school.", _SCHOOL, True),
    ("A.1.2", "Before a site is made, somebody weighs what it is for and whether it is worth the effort.", _SITES),
    ("A.1.3", "Who reads and who may add something is discussed with the leadership team first.", _SITES),
    ("A.1.4", "The people who run a site say how much time they give it, week after week.", _SITES),
    ("A.1.5", "A site has what it needs, is updated when it should be, and has trained people to stand in.", _SITES),
    ("A.1.6", "A site has a planned end and a way out, and is never left to itself.", _SITES),
    ("A.1.7", "It is said how the success of a site will be seen, and somebody looks.", _SITES),
)

CHILDREN = _part(
    "A.2 Children and young people",
    ("A.2.1", "The interests of children come first at all times.", _SITES, True),
    ("A.2.2", "The risks to children are thought through: oversharing, false friends, grooming, bullying.", _SITES),
    ("A.2.3", "What worries somebody about a child reaches the right authority at once.", _SCHOOL),
    ("A.2.4", "A site follows the good-practice guidance for interactive services, or what replaced it.", _SITES),
    ("A.2.5", "The host’s minimum age is kept, and younger children finding the site is thought about.", _SITES),
    ("A.2.6", "What stands on a site suits its readers, and whoever adds to it from outside is vetted.", _SITES),
    ("A.2.7", "Where readers may be vulnerable, somebody asks whether a site is right for them at all.", _SITES),
)

APPROVAL = _part(
    "A.3 Approval",
    ("A.3.1", "Only employees and people whom the head authorised run a site of the school.", _SITES),
    ("A.3.2", "The head approves every new site, wherever it is hosted.", _SITES),
    ("A.3.3", "The head approves taking part, for the school, on somebody else’s site.", _SCHOOL),
    ("A.3.4", "What is published is discussed with and approved by a member of the leadership team.", _SITES),
    ("A.3.5", "The head is asked about purpose and content, and says yes to logo and brand separately.", _SITES),
    ("A.3.6", "Questions from the media go to the head at once, and nobody answers without the head.", _SCHOOL),
)

CONTENT = _part(
    "A.4 Content",
    ("A.4.1", "Terms of use and house rules are clear and published, or the host’s own match the school’s.", _SITES),
    ("A.4.2", "Nobody tells, promises or does anything for the school without being authorised.", _SCHOOL),
    ("A.4.3", "What is published is worth reading and right.", _SITES, True),
    ("A.4.4", "What is published keeps the law: children, privacy, libel, harassment and copyright.", _SITES),
    ("A.4.5", "Tone and topics respect the people who read.", _SITES, True),
    ("A.4.6", "People are asked before their work or their organisation is cited.", _SCHOOL),
    ("A.4.7", "The school’s logo stands on every site and leads to the school’s website where it can.", _SITES),
    ("A.4.8", "People on a site say who they are and what they do at the school.", _SITES),
    ("A.4.9", "Nobody gives out their home address, telephone or own email on a site.", _SITES),
    ("A.4.10", "Official sites are no place for personal opinions.", _SITES, True),
)

CONTRIBUTORS = _part(
    "A.5 Contributors and moderation",
    ("A.5.1", "What contributors may add is decided: text, comments or pictures.", _SITES),
    ("A.5.2", "Sites for pupils have the strongest privacy settings, and nobody on them can be identified.", _SITES),
    ("A.5.3", "Everything on the school’s sites is moderated, by the ICT lead and the site’s own team.", _SITES),
    ("A.5.4", "At least two approved people run a site, with enough of them for leave and absence.", _SITES),
    ("A.5.5", "On somebody else’s host there is a plan for stepping in beside the host.", _SITES),
    ("A.5.6", "What is extremely offensive or dangerous is never shown or taken off at once, and told.", _SCHOOL),
    ("A.5.7", "The head approves any advert for contributors.", _SCHOOL),
)

MODEL_POLICY: tuple[Clause, ...] = (
    *OFFICIAL_USE,
    *MONITORING,
    *BREACHES,
    *CREATION,
    *CHILDREN,
    *APPROVAL,
    *CONTENT,
    *CONTRIBUTORS,
)
