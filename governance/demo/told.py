"""What the demo's people and its public told: reports, appeals and concerns, open ones and settled ones.

They come in as in a real school: through the public form, by the link of a removal, and by the button of the staff.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.demo.comments import FAIR, TRIP, VOLCANO, DemoComment, arrive
from governance.demo.school import Demo
from governance.domain.comments.appeals import AppealOutcome, Behalf
from governance.domain.comments.reports import GrownUp, Wrong
from governance.domain.comments.words import CommentAction, CommentState
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.models import Appeal, Comment, CommentDecision, Concern, School
from governance.services.comments.appeals import appeal_by_link, decide_appeal
from governance.services.comments.reporting import Told, tell_grown_up
from governance.services.concern_entries import write_entry
from governance.services.concern_record import close_concern, read_concern, take_route
from governance.services.concerns import record_concern
from governance.services.pretenders import the_public

REMOVE, PUBLISH, HIDE = CommentAction.REMOVE, CommentAction.PUBLISH, CommentAction.HIDE
YEAR_FOUR, YEAR_FIVE, LEAVERS = "Year 4 blog", "Year 5 blog", "Leavers’ blog"
COMPARED = DemoComment(
    "T", "our castle is miles better than yours, you lot cant even draw", TRIP, 1200, PUBLISH, by="teacher_year_5"
)
DUCK = DemoComment("jj", "haha sol runs like a duck", TRIP, 1600, REMOVE, by="teacher_year_5", rule="Be kind")
STALL = DemoComment(
    "A neighbour", "I buy old bikes, ask for me at the fair", FAIR, 5000, REMOVE, by="ict_lead", rule="Keep to the"
)
HOME = DemoComment("R", "i dont want to go home on fridays, please dont tell", VOLCANO, 560, HIDE)
FIRST_NUMBER = 900
"""The host's numbers of these comments begin here, well after those of the demo's other comments."""


def fill_told(demo: Demo) -> None:
    """Let it all be told, unless it was."""
    there = demo.session.scalar(sa.select(Concern.id).where(Concern.school_id == demo.school_id).limit(1))
    demo.session.rollback()
    if there is not None:
        return
    compared = arrive(demo, YEAR_FIVE, COMPARED, FIRST_NUMBER)
    duck = arrive(demo, YEAR_FIVE, DUCK, FIRST_NUMBER + 1)
    stall = arrive(demo, LEAVERS, STALL, FIRST_NUMBER + 2)
    arrive(demo, YEAR_FOUR, HOME, FIRST_NUMBER + 3)
    _report(demo, 130, Told(Wrong.RUDE, GrownUp.NO, _address(demo, compared), "My son was upset by this one."))
    _report(
        demo,
        700,
        Told(
            Wrong.NAMES,
            GrownUp.NO,
            "https://videos.example/watch/millbrook-sports-day",
            "Somebody filmed sports day and put the names of the children under it.",
        ),
    )
    _report(demo, 95, Told(Wrong.OTHER, GrownUp.HELPER, words="A helper of the chess club writes to us late at night."))
    _report(demo, 45, Told(Wrong.OTHER, GrownUp.NOT_SURE, words="One of the teachers laughs at me in front of others."))
    _appeal(demo, 900, duck, Behalf.PARENT, "The two are friends, and both of them laughed about it.")
    decided = _appeal(demo, 4200, stall, Behalf.AUTHOR, "I only wanted to help people to get rid of old bikes.")
    _let_it_stand(demo, decided)
    _settled_concern(demo)


def _address(demo: Demo, comment_id: int) -> str:
    address = demo.session.get_one(Comment, comment_id).address
    demo.session.rollback()
    return address


def _report(demo: Demo, minutes: int, told: Told) -> None:
    school = demo.session.get_one(School, demo.school_id)
    demo.session.expunge(school)
    demo.session.rollback()
    tell_grown_up(
        demo.session,
        the_public(demo.school_id, "demo"),
        demo.now - dt.timedelta(minutes=minutes),
        school=school,
        told=told,
        remote="192.0.2.7",
        browser=f"demo {minutes}",
        salt=demo.password_hash,
    )


def _appeal(demo: Demo, minutes: int, comment_id: int, behalf: Behalf, words: str) -> int:
    removal = demo.session.scalars(
        sa.select(CommentDecision.id).where(
            CommentDecision.comment_id == comment_id, CommentDecision.to_state == CommentState.REMOVED
        )
    ).one()
    demo.session.rollback()
    appeal_by_link(
        demo.session,
        the_public(demo.school_id, "demo"),
        demo.now - dt.timedelta(minutes=minutes),
        decision_id=removal,
        behalf=behalf,
        words=words,
        remote="192.0.2.8",
        salt=demo.password_hash,
    )
    return _seen(demo.session, sa.select(Appeal.id).where(Appeal.decision_id == removal))


def _let_it_stand(demo: Demo, appeal_id: int) -> None:
    decide_appeal(
        demo.session,
        demo.actor("teacher"),
        demo.now - dt.timedelta(minutes=4000),
        appeal_id=appeal_id,
        seen=_seen(demo.session, sa.select(Appeal.revision).where(Appeal.id == appeal_id)),
        outcome=AppealOutcome.STANDS,
        reason="It was kindly meant, but the page is for the fair, and we let nobody trade on it.",
    )


def _settled_concern(demo: Demo) -> None:
    """One that a teacher recorded days ago, and that the safeguarding lead has taken to its end."""
    seen_at = demo.now - dt.timedelta(days=6)
    reference = record_concern(
        demo.session,
        demo.actor("teacher_year_2"),
        seen_at,
        about=About.CHILD,
        about_person=None,
        facts="A child in Year 2 told me that an older pupil asks for sweets and pushes when there are none.",
        opinion="It has been going on since half-term, I think.",
        done="I stayed with the child until pick-up.",
    )
    lead = demo.actor("dsl")
    concern = Concern.school_id == demo.school_id, Concern.reference == reference
    concern_id = _seen(demo.session, sa.select(Concern.id).where(*concern))
    then = seen_at + dt.timedelta(hours=1)
    read_concern(demo.session, lead, then, concern_id=concern_id)
    take_route(
        demo.session,
        lead,
        then,
        concern_id=concern_id,
        seen=_seen(demo.session, sa.select(Concern.revision).where(*concern)),
        route=Route.IN_SCHOOL,
        words="Talked with both children, and then with both families on the telephone.",
    )
    write_entry(
        demo.session,
        lead,
        then,
        concern_id=concern_id,
        seen=_seen(demo.session, sa.select(Concern.revision).where(*concern)),
        kind=Entry.PARENTS_TOLD,
        words="Both families know, and each has my number for when it happens again.",
    )
    close_concern(
        demo.session,
        lead,
        then + dt.timedelta(days=3),
        concern_id=concern_id,
        seen=_seen(demo.session, sa.select(Concern.revision).where(*concern)),
    )


def _seen(session: Session, number: sa.Select[int]) -> int:
    found = session.scalars(number).one()
    session.rollback()
    return found
