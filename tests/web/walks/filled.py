"""Two schools with everybody in them and something of every kind, so that every address of the product has a row.

``fill`` makes them once for each process; every test gets a copy of the file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.breaches.demands import Ground
from governance.domain.breaches.words import By, Kind, Report
from governance.domain.comments.appeals import Behalf
from governance.domain.comments.reports import GrownUp, Wrong
from governance.domain.comments.words import Urgency
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.content.words import MatchedBy
from governance.domain.platforms import Floor
from governance.domain.records.kinds import RecordKind
from governance.domain.records.words import Format
from governance.domain.words import PersonKind, Role, SiteState, VersionState
from governance.models import (
    AbsenceSpan,
    Account,
    Alarm,
    Appointment,
    Authorisation,
    Breach,
    ClosedSpan,
    Concern,
    ContentMatch,
    ExitStep,
    FormerAddress,
    FoundNote,
    HostConnection,
    HouseRule,
    IdentityCard,
    Import,
    IngestKey,
    Notice,
    PlatformAge,
    PretenderReport,
    ReadingWord,
    RuleSet,
    School,
    Site,
    SiteUpdate,
    UpdateWatch,
)
from governance.services.breaches.demands import demand_removal
from governance.services.breaches.reporting import Reported, report_breach
from governance.services.closing import start_closing
from governance.services.comments.appeals import appeal_on_behalf
from governance.services.comments.reporting import Told, tell_grown_up
from governance.services.concern_packs import make_pack
from governance.services.concern_record import take_route
from governance.services.concerns import record_concern
from governance.services.pretenders import the_public
from governance.services.records.copies import record_subject_request
from governance.services.records.information import record_information_request
from governance.services.records.retention.disposing import dispose_of_records
from governance.services.records.retention.holds import place_hold
from governance.services.records.talk import ask_about_policy, ask_for_format
from governance.services.sites import suspend_site
from tests.factories import NOW, TODAY, let_act_for_head, make_person, make_site, start_writing
from tests.services.cast import Cast, answers_of, approve, live_site, make_cast, ready_to_decide, submitted_site
from tests.services.comment_cast import comment_on
from tests.services.comments.cast import Blog, arrive, decided, one
from tests.services.content.cast import stand_for, submitted_draft
from tests.web.walks.filled_approvals import ask_for_everything
from tests.web.walks.filled_pictures import fill_pictures
from tests.web.walks.filled_registers import fill_registers

FOUND_SHEET = '{"rows": [[2, {"name": "Art page", "address": "https://art.example"}]], "faults": [], "left_out": []}'
STAFF_SHEET = '{"rows": [[2, {"name": "Jo Hill", "email": "jo@oak.example"}]], "faults": [], "left_out": []}'
REASON = "The class has left the school."


@dataclass(frozen=True)
class Filled:
    """One of the two schools: its number, its slug, and its people by what they are."""

    id: int
    slug: str
    people: dict[str, int]


def fill(session: Session, *, concerns: bool = True) -> tuple[Filled, Filled]:
    """Fill both schools: the second with fewer sites.  ``both`` is of the first's office and the second's head."""
    oak = _school(session, "oak", in_full=True, concerns=concerns)
    elm = _school(session, "elm", in_full=False, concerns=concerns)
    both = make_person(session, session.get_one(School, oak.id), Role.OFFICE, name="both")
    make_person(session, session.get_one(School, elm.id), Role.HEAD, person=both, name="both")
    oak.people["both"] = elm.people["both"] = both.id
    return oak, elm


def _school(session: Session, slug: str, *, in_full: bool, concerns: bool) -> Filled:
    cast = make_cast(session, slug)
    people = {
        role: getattr(cast, role).id for role in ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")
    }
    others = {
        "governor": make_person(session, cast.school, Role.GOVERNOR),
        "office": make_person(session, cast.school, Role.OFFICE),
        "dpo": make_person(session, cast.school, Role.DPO),
        "acting": make_person(session, cast.school, Role.TEACHER, name="acting head"),
        "volunteer": make_person(session, cast.school, name="volunteer", kind=PersonKind.VOLUNTEER),
        "leaver": make_person(session, cast.school, Role.HEAD, name="leaver", ends_on=TODAY - dt.timedelta(days=1)),
        "deactivated": make_person(session, cast.school, Role.HEAD, name="deactivated"),
    }
    people |= {name: person.id for name, person in others.items()}
    let_act_for_head(session, cast.school, others["acting"], cast.head)
    _sites(session, cast)
    if in_full:
        _more_sites(session, cast)
    _what_people_say(session, cast, concerns=concerns)
    fill_pictures(session, cast.actor(session, cast.head))
    _records(session, cast, people)
    fill_registers(session, cast)
    _content(session, cast)
    _kept_records(session, cast)
    ask_for_everything(session, cast)
    return Filled(cast.school.id, slug, people)


def _sites(session: Session, cast: Cast) -> None:
    """A version in every state but approved, and the sites whose rows the addresses name."""
    for state in (VersionState.DRAFT, VersionState.RETURNED, VersionState.DECLINED, VersionState.WITHDRAWN):
        make_site(
            session, cast.school, cast.teacher, version=state, answers=answers_of(cast), name=f"{state.value} blog"
        )
    make_site(session, cast.school, cast.teacher, version=VersionState.DRAFT, answers={}, name="Empty draft")
    make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None, name="Old choir page")
    make_site(
        session, cast.school, cast.teacher, state=SiteState.CLOSED, version=VersionState.APPROVED, name="Closed blog"
    )
    submitted_site(session, cast)
    live_site(session, cast)
    closing = live_site(session, cast)
    site_id, seen = closing.id, closing.revision
    head = cast.actor(session, cast.head)
    start_closing(session, head, NOW, site_id=site_id, seen=seen, reason=REASON)


def _more_sites(session: Session, cast: Cast) -> None:
    """The states that are left: ready to decide, approved, suspended, and live but amber."""
    _, ready = submitted_site(session, cast)
    ready_to_decide(session, cast, ready)
    _, approved = submitted_site(session, cast)
    ready_to_decide(session, cast, approved)
    approve(session, cast, approved)
    suspended, amber = live_site(session, cast), live_site(session, cast)
    site_id, seen = suspended.id, suspended.revision
    head = cast.actor(session, cast.head)
    suspend_site(session, head, NOW, site_id=site_id, seen=seen, reason=REASON)
    start_writing(session)
    amber.amber_since, amber.amber_until = TODAY, TODAY + dt.timedelta(days=10)
    amber.amber_why = ["people"]
    session.commit()


def _what_people_say(session: Session, cast: Cast, *, concerns: bool) -> None:
    """A removed comment with an appeal, an alarm, a concern about a child, and a report by the public."""
    of_school = (Site.school_id == cast.school.id, Site.state == SiteState.LIVE)
    blog = Blog(cast, session.scalars(sa.select(Site).where(*of_school).order_by(Site.id)).all()[0])
    (taken,) = arrive(session, blog, one(cast.school.slug))
    session.rollback()
    decided(session, blog, cast.teacher, taken.comment_id, "remove", now=NOW)
    second = cast.actor(session, cast.second)
    words = "My child meant it kindly."
    appeal_on_behalf(session, second, NOW, comment_id=taken.comment_id, behalf=Behalf.PARENT, words=words)
    start_writing(session)
    session.add(Alarm(school_id=cast.school.id, comment_id=taken.comment_id, started_at=NOW, step=0, next_at=NOW))
    session.commit()
    if concerns:
        facts = "A comment asks pupils where they live."
        record_concern(session, second, NOW, about=About.CHILD, about_person=None, facts=facts)
        _what_the_lead_does(session, cast)
    _breach(session, cast)
    told = Told(Wrong.RUDE, GrownUp.NO, words="It is mean.", site_id=blog.site.id)
    public, here = the_public(cast.school.id), cast.school
    tell_grown_up(session, public, NOW, school=here, told=told, remote="203.0.113.7", browser="one", salt="salt")


def _what_the_lead_does(session: Session, cast: Cast) -> None:
    """A route without its answer, and a pack."""
    dsl = cast.actor(session, cast.dsl)
    concern = session.scalars(sa.select(Concern).where(Concern.school_id == cast.school.id)).one()
    here, seen = concern.id, concern.revision
    session.rollback()
    words = "Rang the duty desk, who ring back."
    take_route(
        session, dsl, NOW, concern_id=here, seen=seen, route=Route.SOCIAL_CARE, words=words,
        awaited_on=TODAY + dt.timedelta(days=1),
    )  # fmt: skip
    seen = session.scalars(sa.select(Concern.revision).where(Concern.id == here)).one()
    session.rollback()
    make_pack(session, dsl, NOW, concern_id=here, seen=seen)


def _content(session: Session, cast: Cast) -> None:
    """A draft that waits, a standing approval, and a post that came out without either."""
    of_school = (Site.school_id == cast.school.id, Site.state == SiteState.LIVE)
    live = session.scalars(sa.select(Site).where(*of_school).order_by(Site.id)).all()[0]
    submitted_draft(session, cast, live, title="=1+1", sensitive="yes")
    stand_for(session, cast, live)
    start_writing(session)
    update = session.scalars(sa.select(SiteUpdate).where(SiteUpdate.school_id == cast.school.id)).all()[0]
    session.add(
        ContentMatch(
            school_id=cast.school.id, site_id=update.site_id, update_id=update.id, matched_by=MatchedBy.NOTHING
        )
    )
    session.commit()


def _breach(session: Session, cast: Cast) -> None:
    """A leak that somebody reported, with a letter that asks for something to be taken down."""
    reported = Reported(Report.BREACH, By.PARENT, (Kind.PERSONAL_DATA,), "A page shows a telephone list.", NOW)
    report_breach(session, cast.actor(session, cast.second), NOW, reported=reported)
    head = cast.actor(session, cast.head)
    breach = session.scalars(sa.select(Breach).where(Breach.school_id == cast.school.id)).one()
    breach_id, seen = breach.id, breach.revision
    session.rollback()
    letter = {"to_whom": "Sam", "what": "The list with the telephone numbers.", "address": "https://page.example"}
    due_on = TODAY + dt.timedelta(days=7)
    grounds = (Ground.PERSONAL_DATA,)
    demand_removal(session, head, NOW, breach_id=breach_id, seen=seen, grounds=grounds, due_on=due_on, **letter)


def _records(session: Session, cast: Cast, people: dict[str, int]) -> None:
    """At least one row of each kind that an address can name."""
    start_writing(session)
    school_id, ict = cast.school.id, cast.ict.id
    live = session.scalars(
        sa.select(Site).where(Site.school_id == school_id, Site.state == SiteState.LIVE).order_by(Site.id)
    ).first()
    assert live is not None
    comment_on(session, Blog(cast, live))
    start_writing(session)
    drafted = RuleSet(
        school_id=school_id,
        kind="house_rules",
        audience="pupils",
        number=2,
        started_by=ict,
        started_at=NOW,
        rules=[HouseRule(school_id=school_id, number=1, text="Be kind to everybody.")],
    )
    session.add_all(
        [
            drafted,
            AbsenceSpan(
                school_id=school_id, person_id=cast.teacher.id, starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=2),
                recorded_by=cast.teacher.id, recorded_at=NOW,
            ),
            ClosedSpan(
                school_id=school_id, kind="inset", starts_on=dt.date(2026, 11, 27), ends_on=dt.date(2026, 11, 27)
            ),
            PretenderReport(
                school_id=school_id, address="https://not-oak.example", words="It asks for names.",
                reported_at=NOW, from_digest="0" * 64,
            ),
            PretenderReport(
                school_id=school_id, address="=HYPERLINK(1)", reported_at=NOW, from_digest="1" * 64,
                settled_at=NOW, settled_by=ict, outcome="ours",
            ),
            Authorisation(
                school_id=school_id, person_id=people["volunteer"], granted_by=cast.head.id, granted_at=NOW,
                starts_on=TODAY, reason="Knows the chess club well.",
            ),
            Import(
                school_id=school_id, kind="found", name="accounts.csv", text=FOUND_SHEET, uploaded_by=ict,
                uploaded_at=NOW,
            ),
            Import(
                school_id=school_id, kind="staff", name="staff.csv", text=STAFF_SHEET, uploaded_by=ict, uploaded_at=NOW
            ),
            SiteUpdate(
                school_id=school_id, site_id=live.id, source="hand", item_key="0" * 64, address="https://blog.example/x",
                title="=1+1", first_seen_at=NOW, counts_on=TODAY, why="said_by_hand", recorded_by=ict,
            ),
            UpdateWatch(school_id=school_id, site_id=live.id, kind="feed", address="https://blog.example/feed/"),
            IngestKey(
                school_id=school_id, site_id=live.id, label="Learning platform", token_digest=f"{school_id:064}",
                made_by=ict, made_at=NOW,
            ),
            ReadingWord(
                school_id=school_id, text="conkers", match="word", urgency=Urgency.ABUSIVE, added_by=ict, added_at=NOW
            ),
            PlatformAge(school_id=school_id, platform="instagram", rule=Floor.AGE, age=13, checked_on=TODAY),
            IdentityCard(
                school_id=school_id, site_id=live.id, person_id=cast.second.id, display_name="Mr Second",
                position="Class teacher", starts_on=TODAY,
            ),
            FormerAddress(
                school_id=school_id, site_id=live.id, address="https://old.example/", canonical="old.example", until=NOW
            ),
            Appointment(
                school_id=school_id, site_id=live.id, person_id=cast.assistant.id, duty="moderator",
                named_by=cast.teacher.id, named_at=NOW, starts_on=TODAY,
            ),
        ]
    )  # fmt: skip
    first = session.scalars(sa.select(Site.id).where(Site.school_id == school_id).order_by(Site.id)).first()
    session.add(
        HostConnection(
            school_id=school_id, site_id=first, kind="wordpress", address="https://blogs.example/y3",
            account="moderation", secret=b"sealed", secret_set_at=NOW, secret_set_by=ict, opened_by=ict, opened_at=NOW,
            next_look_at=NOW, trouble="signed_out", failing_since=NOW, tries=2, warnings=["more_than_moderate"],
        )
    )  # fmt: skip
    found = session.scalars(sa.select(Site).where(Site.school_id == school_id, Site.state == SiteState.FOUND)).one()
    session.add(FoundNote(school_id=school_id, site_id=found.id, owner="=1+1", noted_by=ict, noted_at=NOW))
    session.flush()
    for account in session.scalars(sa.select(Account).where(Account.person_id == people["deactivated"])):
        account.active = False
    assert session.scalar(sa.select(ExitStep.id).where(ExitStep.school_id == school_id))
    assert session.scalar(sa.select(Notice.id).where(Notice.school_id == school_id))
    session.commit()


def _kept_records(session: Session, cast: Cast) -> None:
    """Talk about the policy, and what hangs on it."""
    teacher = cast.actor(session, cast.teacher)
    ask_about_policy(session, teacher, NOW, words="May we show names on a painting?")
    ask_for_format(session, teacher, NOW, wanted=Format.LARGE_PRINT, details="24 points.")
    head = cast.actor(session, cast.head)
    place_hold(session, head, NOW, kind=RecordKind.APPEAL, subject_id=None, reason="An inquiry asked for them.")
    asked = {"asked": "How many blogs are there?", "asked_by": "A. Parent", "contact": "", "received_on": TODAY}
    record_information_request(session, head, NOW, **asked)
    whose = {"about_name": "Jo Hill", "about_person": None, "asked_by": "", "received_on": TODAY, "note": ""}
    record_subject_request(session, head, NOW, **whose)
    start_writing(session)
    long_ago = NOW - dt.timedelta(days=800)
    old = Notice(
        school_id=cast.school.id, kind="proposal_returned", to_address="jo@oak.example", subject="Old", body="Old.",
        message_id=f"old-{cast.school.slug}", created_at=long_ago, due_at=long_ago, sent_at=long_ago,
    )  # fmt: skip
    session.add(old)
    session.flush()
    number = old.id
    session.commit()
    dispose_of_records(session, head, NOW, kind=RecordKind.MAIL, numbers=frozenset({number}))
