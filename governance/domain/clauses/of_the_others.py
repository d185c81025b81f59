"""The duties that four further policies add to the model policy, numbered by policy and order (DOMAIN 2).

This is data.  Each duty is said afresh in one sentence.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

from governance.domain.clauses.clause import SOURCE_WORDS, AskedOf, Clause, Source

_SCHOOL, _SITES = AskedOf.SCHOOL, AskedOf.SITES


def _policy(source: Source, *rows: tuple[str, str] | tuple[str, str, AskedOf, bool]) -> tuple[Clause, ...]:
    return tuple(Clause(row[0], source, SOURCE_WORDS[source], row[1], *(row[2:] or (_SCHOOL, False))) for row in rows)


PERSONAL_USE = _policy(
    Source.PERSONAL_USE,
    ("000-1", "Every member of staff signs the code of conduct with name and job title."),
    ("000-2", "Somebody whose own page was broken into tells their manager at once."),
    ("000-3", "Contact with children or their families has a reason that senior managers agreed to."),
    ("000-4", "No pictures of staff, colleagues or visitors at work without their consent."),
    ("000-5", "Who posted something damaging gets a letter that names the rights infringed and asks for removal."),
    ("000-6", "The policy is adjusted to the person, and given in another format to whoever needs one."),
    ("000-7", "The guidelines are watched over, and reviewed when practice or the law changes."),
)

COMMUNITY = _policy(
    Source.COMMUNITY,
    ("001-1", "A site for the school needs the permission of the head and of the governing body.", _SITES, False),
    ("001-2", "The school’s name, logo and published material are used with the head’s written permission first."),
    ("001-3", "Pictures of staff, pupils and governors are published only where that was authorised."),
    ("001-4", "Parents get a photo pass from the office before they take pictures at events."),
    ("001-5", "Parents use no names, logo or pictures without the head, and bring complaints to the school."),
    ("001-6", "Breaches are looked into fully, and what may follow fits the kind of person."),
    ("001-7", "What is disclosed about an adult is recorded and referred to the authority or the police."),
    ("001-8", "A disclosure by a parent, by staff or by a child is each followed in its own way."),
    ("001-9", "The policy carries its approval and its review, and is reviewed when that is needed."),
)

STAFF_NETWORKS = _policy(
    Source.STAFF_NETWORKS,
    ("002-1", "The governors review the policy and how it is applied every year."),
    ("002-2", "All staff, new ones too, know the policy, talk about it, and get answers soon."),
    ("002-3", "What pupils say about staff goes to the head, what is said of oneself to the line manager."),
    ("002-4", "People from partner organisations who act for the school keep to the policy."),
    ("002-5", "The policy’s dates are there, are understood, and do not contradict each other."),
    ("002-6", "No logo and no pictures of pupils on staff’s own accounts; related pupils are declared."),
)

PERSONAL_PAGES = _policy(
    Source.PERSONAL_PAGES,
    ("003-1", "Whoever mentions the school on a page of their own tells the head and shows a disclaimer."),
    ("003-2", "A friendship with a pupil’s family is declared to the head and reported to the committee."),
    ("003-3", "Pictures and details need the written permission of the school and of the person shown."),
    ("003-4", "The school may require that something published is taken down."),
    ("003-5", "Who is asked by the press about their own page asks the head first."),
    ("003-6", "No party politics on the school’s sites, and no material that is somebody else’s."),
    ("003-7", "Records are kept and destroyed by a schedule, and a leak of data is reported at once."),
    ("003-8", "Staff are trained in online safety, and what they are pointed to is still there."),
    ("003-9", "Work contact with young people is open, fair and in words for their age.", _SCHOOL, True),
)

OTHER_POLICIES: tuple[Clause, ...] = (*PERSONAL_USE, *COMMUNITY, *STAFF_NETWORKS, *PERSONAL_PAGES)
