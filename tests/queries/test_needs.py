"""What needs whom: every line of the home page, for those whose it is and for nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.domain.words import Approver, Duty, PersonKind, Role, SiteState, VersionState
from governance.models import (
    Account,
    Acknowledgement,
    Appointment,
    Authorisation,
    Decision,
    Evaluation,
    ExitStep,
    Membership,
    Notice,
    Person,
    PretenderReport,
    ProposalVersion,
    Site,
    Term,
    Training,
)
from governance.queries.needs import Need, what_needs
from tests.factories import NOW, TODAY, let_act_for_head, make_person, make_site, start_writing
from tests.services.cast import Cast, approve, live_site, make_cast, ready_to_decide, submitted_site

HEAD = frozenset({Approver.HEAD})
NOBODY: frozenset[Approver] = frozenset()
EVERYBODY = ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")


@pytest.fixture(name="cast")
def _cast(session: Session) -> Cast:
    return make_cast(session)


def needs(session: Session, cast: Cast, person: Person, today: dt.date = TODAY) -> list[Need]:
    actor = cast.actor(session, person)
    deciding = HEAD if Role.HEAD in actor.roles or actor.delegation_id else NOBODY
    return list(what_needs(session, actor, today, deciding).needs)


def who_is_asked(session: Session, cast: Cast, what: str, today: dt.date = TODAY) -> set[str]:
    return {
        name for name in EVERYBODY if what in [need.what for need in needs(session, cast, getattr(cast, name), today)]
    }


def add(session: Session, *rows: Any) -> None:
    start_writing(session)
    session.add_all(rows)
    session.commit()


def change(session: Session, statement: Any) -> None:
    start_writing(session)
    session.execute(statement)
    session.commit()


def test_nothing_waits_at_a_school_where_all_is_done(session: Session, cast: Cast) -> None:
    change(session, sa.update(Term).where(Term.name == "Spring").values(ends_on=dt.date(2027, 7, 20)))
    everything = [(name, need.what) for name in EVERYBODY for need in needs(session, cast, getattr(cast, name))]
    # The cast's chair is the one who has not read the policy yet.
    assert everything == [("chair", "acknowledge")]


def test_a_submitted_proposal_asks_each_for_their_part(session: Session, cast: Cast) -> None:
    submitted_site(session, cast)
    assert who_is_asked(session, cast, "decide") == {"head"}
    assert who_is_asked(session, cast, "record_consultation") == {"head"}
    assert who_is_asked(session, cast, "record_discussion") == {"head", "assistant"}
    assert who_is_asked(session, cast, "sign_risks") == {"dsl"}
    (decide,) = [need for need in needs(session, cast, cast.head) if need.what == "decide"]
    assert decide.lacking == ("discussion", "consultation", "signature")
    assert (decide.label, decide.person, decide.since) == ("Year 3 blog", "first teacher", NOW)


def test_what_is_recorded_is_asked_for_no_more(session: Session, cast: Cast) -> None:
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    (decide,) = needs(session, cast, cast.head)
    assert (decide.what, decide.lacking) == ("decide", ())
    assert needs(session, cast, cast.dsl) == []
    assert needs(session, cast, cast.assistant) == []


def test_who_acts_for_the_head_is_asked_too(session: Session, cast: Cast) -> None:
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    let_act_for_head(session, cast.school, cast.assistant, cast.head)
    assert who_is_asked(session, cast, "decide") == {"head", "assistant"}


def test_nobody_is_asked_to_judge_their_own_proposal(session: Session, cast: Cast) -> None:
    make_site(session, cast.school, cast.head, version=VersionState.SUBMITTED)
    assert {need.what for need in needs(session, cast, cast.head)} == set()


def test_a_second_approver_is_asked_until_they_said_yes(session: Session, cast: Cast) -> None:
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    governors = frozenset({Approver.GOVERNORS})
    actor = cast.actor(session, cast.chair)
    assert "decide" in [need.what for need in what_needs(session, actor, TODAY, governors).needs]
    said = {"school_id": cast.school.id, "kind": "creation", "version_id": version.id, "proposer_id": cast.teacher.id}
    yes = {"approver": "governors", "answer": "yes", "reason": "Minuted.", "minute": "7", "decided_at": NOW}
    add(session, Decision(decider_id=cast.chair.id, **said, **yes))
    assert "decide" not in [need.what for need in what_needs(session, actor, TODAY, governors).needs]
    assert who_is_asked(session, cast, "decide") == {"head"}


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (VersionState.DRAFT, "finish_draft"),
        (VersionState.RETURNED, "change_returned"),
        (VersionState.DECLINED, "declined"),
    ],
)
def test_my_own_proposals_come_back_to_me_alone(session: Session, cast: Cast, state: VersionState, what: str) -> None:
    make_site(session, cast.school, cast.teacher, version=state)
    change(session, sa.update(ProposalVersion).values(decided_at=NOW))
    assert who_is_asked(session, cast, what) == {"teacher"}


def test_a_declined_proposal_is_shown_for_four_weeks(session: Session, cast: Cast) -> None:
    make_site(session, cast.school, cast.teacher, version=VersionState.DECLINED)
    change(session, sa.update(ProposalVersion).values(decided_at=NOW))
    assert who_is_asked(session, cast, "declined", dt.date(2026, 12, 16)) == {"teacher"}
    assert who_is_asked(session, cast, "declined", dt.date(2026, 12, 17)) == set()


def test_a_leavers_open_proposal_is_handed_over(session: Session, cast: Cast) -> None:
    make_site(session, cast.school, cast.teacher)
    leaves = sa.update(Membership).where(Membership.person_id == cast.teacher.id)
    change(session, leaves.values(ends_on=dt.date(2026, 12, 3)))
    assert who_is_asked(session, cast, "hand_over") == set()
    change(session, leaves.values(ends_on=dt.date(2026, 12, 2)))
    assert who_is_asked(session, cast, "hand_over") == {"head", "ict"}


def test_an_approved_site_waits_for_its_launch(session: Session, cast: Cast) -> None:
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    assert who_is_asked(session, cast, "launch") == {"ict"}


def test_found_accounts_are_gathered_in_one_line(session: Session, cast: Cast) -> None:
    for name in ("Old page", "Older page"):
        make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None, name=name)
    assert who_is_asked(session, cast, "adopt_or_close") == {"ict"}
    (found,) = [need for need in needs(session, cast, cast.ict) if need.what == "adopt_or_close"]
    assert (found.count, found.site_id) == (2, None)


def test_an_amber_site_asks_those_who_run_it_by_its_date(session: Session, cast: Cast) -> None:
    live_site(session, cast)
    change(session, sa.update(Site).values(amber_since=TODAY, amber_until=dt.date(2026, 12, 2)))
    assert who_is_asked(session, cast, "amber") == {"teacher", "second", "assistant", "ict"}
    (amber,) = [need for need in needs(session, cast, cast.second) if need.what == "amber"]
    assert amber.due == dt.date(2026, 12, 2)
    assert not amber.is_late(dt.date(2026, 12, 2))
    assert amber.is_late(dt.date(2026, 12, 3))


def test_the_planned_end_is_said_a_month_before(session: Session, cast: Cast) -> None:
    live_site(session, cast)
    change(session, sa.update(Site).values(planned_end=dt.date(2026, 12, 18)))
    assert who_is_asked(session, cast, "planned_end") == {"head", "assistant"}
    change(session, sa.update(Site).values(planned_end=dt.date(2026, 12, 19)))
    assert who_is_asked(session, cast, "planned_end") == set()


def test_an_evaluation_is_asked_for_until_it_is_recorded(session: Session, cast: Cast) -> None:
    measures = [{"what": "Readers", "target": "20", "review_on": "2026-11-18"}]
    site = live_site(session, cast, measures=measures)
    assert who_is_asked(session, cast, "evaluate", dt.date(2026, 11, 17)) == set()
    assert who_is_asked(session, cast, "evaluate") == {"head", "teacher", "assistant"}
    done = {"measure": 1, "met": True, "evidence": "Counted.", "outcome": "continue"}
    by = {"evaluated_by": cast.teacher.id, "evaluated_at": NOW}
    ids = {"school_id": cast.school.id, "site_id": site.id, "version_id": site.current_version_id}
    add(session, Evaluation(**ids, **done, **by))
    assert who_is_asked(session, cast, "evaluate") == set()


def test_a_closing_site_asks_for_its_steps_and_then_to_be_closed(session: Session, cast: Cast) -> None:
    site = make_site(session, cast.school, cast.teacher, state=SiteState.CLOSING, version=VersionState.APPROVED)
    add(session, ExitStep(school_id=cast.school.id, site_id=site.id, number=1, text="Take it down."))
    assert who_is_asked(session, cast, "sign_exit") == {"teacher", "ict"}
    assert who_is_asked(session, cast, "close") == set()
    change(session, sa.update(ExitStep).values(signed_by=cast.ict.id, signed_at=NOW))
    assert who_is_asked(session, cast, "sign_exit") == set()
    assert who_is_asked(session, cast, "close") == {"ict"}


def appointment(cast: Cast, site: Site, **columns: Any) -> Appointment:
    named = {"school_id": cast.school.id, "site_id": site.id, "named_by": cast.teacher.id, "named_at": NOW}
    return Appointment(person_id=cast.second.id, duty=Duty.MODERATOR, starts_on=TODAY, **named, **columns)


def test_a_duty_is_accepted_by_the_person_and_approved_by_the_head(session: Session, cast: Cast) -> None:
    site = make_site(session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED)
    add(session, appointment(cast, site))
    assert who_is_asked(session, cast, "confirm_duty") == {"second"}
    assert who_is_asked(session, cast, "approve_duty") == set()
    change(session, sa.update(Appointment).values(confirmed_at=NOW))
    assert who_is_asked(session, cast, "confirm_duty") == set()
    assert who_is_asked(session, cast, "approve_duty") == {"head"}


@pytest.mark.parametrize("over", ["refused_at", "declined_at", "ended_at"])
def test_a_duty_that_is_over_asks_nobody(session: Session, cast: Cast, over: str) -> None:
    site = make_site(session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED)
    add(session, appointment(cast, site, **{over: NOW}))
    assert who_is_asked(session, cast, "confirm_duty") == set()


def test_who_is_named_in_an_open_proposal_is_approved_with_it(session: Session, cast: Cast) -> None:
    submitted_site(session, cast)
    assert who_is_asked(session, cast, "approve_duty") == set()


def test_everybody_is_asked_to_acknowledge_the_policy(session: Session, cast: Cast) -> None:
    change(session, sa.delete(Acknowledgement))
    assert who_is_asked(session, cast, "acknowledge") == set(EVERYBODY)
    partner = make_person(session, cast.school, name="partner head", kind=PersonKind.OUTSIDE)
    assert "acknowledge" not in [need.what for need in needs(session, cast, partner)]


def test_training_that_lapses_is_said_to_the_person_and_to_who_looks_after_people(session: Session, cast: Cast) -> None:
    lapse = sa.update(Training).where(Training.person_id == cast.second.id, Training.topic == "moderating")
    change(session, lapse.values(expires_on=dt.date(2026, 12, 18)))
    assert who_is_asked(session, cast, "my_training") == {"second"}
    assert who_is_asked(session, cast, "training") == {"head", "ict"}
    change(session, lapse.values(expires_on=dt.date(2026, 12, 19)))
    assert who_is_asked(session, cast, "my_training") == set()


def test_training_that_was_renewed_is_not_said(session: Session, cast: Cast) -> None:
    lapse = sa.update(Training).where(Training.person_id == cast.second.id, Training.topic == "moderating")
    change(session, lapse.values(expires_on=dt.date(2026, 12, 1)))
    by = {"recorded_by": cast.ict.id, "recorded_at": NOW}
    again = {"topic": "moderating", "trained_on": TODAY, "expires_on": dt.date(2028, 11, 18)}
    add(session, Training(school_id=cast.school.id, person_id=cast.second.id, **again, **by))
    assert who_is_asked(session, cast, "my_training") == set()


def test_an_authorisation_that_lapses_is_said(session: Session, cast: Cast) -> None:
    coach = make_person(session, cast.school, name="coach", kind=PersonKind.VOLUNTEER)
    by = {"granted_by": cast.head.id, "granted_at": NOW, "reason": "Runs the club."}
    days = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 12, 1)}
    add(session, Authorisation(school_id=cast.school.id, person_id=coach.id, **by, **days))
    assert who_is_asked(session, cast, "authorisation") == {"head", "ict"}
    assert "my_authorisation" in [need.what for need in needs(session, cast, coach)]


def test_acting_for_the_head_that_ends_is_said(session: Session, cast: Cast) -> None:
    let_act_for_head(session, cast.school, cast.assistant, cast.head)
    assert who_is_asked(session, cast, "my_delegation") == {"assistant"}
    assert who_is_asked(session, cast, "delegation") == {"head", "ict"}


def test_people_who_never_signed_in_are_gathered_in_one_line(session: Session, cast: Cast) -> None:
    change(session, sa.update(Membership).where(Membership.person_id == cast.second.id).values(invited_at=NOW))
    assert who_is_asked(session, cast, "never_signed_in") == {"ict"}
    change(session, sa.update(Account).where(Account.person_id == cast.second.id).values(password="set"))
    assert who_is_asked(session, cast, "never_signed_in") == set()


def test_reports_of_pretending_sites_reach_the_ict_lead_and_the_head(session: Session, cast: Cast) -> None:
    report = {"address": "https://oak.example.net", "reported_at": NOW, "from_digest": "0" * 64}
    add(session, PretenderReport(school_id=cast.school.id, **report))
    assert who_is_asked(session, cast, "pretender") == {"head", "ict"}
    change(session, sa.update(PretenderReport).values(settled_at=NOW, settled_by=cast.ict.id))
    assert who_is_asked(session, cast, "pretender") == set()


def test_a_mail_that_was_given_up_reaches_the_ict_lead(session: Session, cast: Cast) -> None:
    mail = {"to_address": "a@oak.example", "subject": "s", "body": "b", "message_id": "<1@x>", "created_at": NOW}
    add(session, Notice(school_id=cast.school.id, kind="invited", due_at=NOW, failed_at=NOW, **mail))
    assert who_is_asked(session, cast, "unsent") == {"ict"}


def test_a_calendar_that_ends_soon_reaches_the_ict_lead(session: Session, cast: Cast) -> None:
    assert who_is_asked(session, cast, "terms_end", dt.date(2027, 1, 23)) == set()
    assert who_is_asked(session, cast, "terms_end", dt.date(2027, 1, 24)) == {"ict"}
    change(session, sa.delete(Term))
    assert who_is_asked(session, cast, "no_terms") == {"ict"}


def test_my_sites_say_what_they_wait_for_and_on_whom(session: Session, cast: Cast) -> None:
    submitted_site(session, cast)
    (mine,) = what_needs(session, cast.actor(session, cast.teacher), TODAY, NOBODY).sites
    assert (mine.name, mine.state) == ("Year 3 blog", SiteState.PROPOSED)
    assert mine.waiting is not None
    assert mine.waiting.whom == "the head"
    assert what_needs(session, cast.actor(session, cast.dsl), TODAY, NOBODY).sites == ()


def test_what_is_late_stands_first(session: Session, cast: Cast) -> None:
    live_site(session, cast)
    change(session, sa.update(Site).values(amber_since=TODAY, amber_until=TODAY, planned_end=dt.date(2026, 12, 1)))
    make_site(session, cast.school, cast.assistant)
    said = [need.what for need in needs(session, cast, cast.assistant, dt.date(2026, 11, 20))]
    assert said == ["amber", "planned_end", "finish_draft"]


def test_another_schools_needs_are_nobodys_here(session: Session, cast: Cast) -> None:
    elm = make_cast(session, "elm")
    live_site(session, elm)
    submitted_site(session, elm)
    change(session, sa.update(Site).values(planned_end=TODAY))
    whats = {need.what for name in EVERYBODY for need in needs(session, cast, getattr(cast, name))}
    assert whats == {"acknowledge"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_everything_is_read_in_two_queries(session: Session, cast: Cast, name: str) -> None:
    live_site(session, cast)
    actor = cast.actor(session, getattr(cast, name))
    said: list[str] = []
    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    what_needs(session, actor, TODAY, NOBODY)
    assert len([one for one in said if one.lstrip().upper().startswith("SELECT")]) == 2
