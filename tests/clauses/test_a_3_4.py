"""A.3.4: what is published is discussed with and approved by a member of the leadership team; no author approves."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.words import Answer, PersonKind, Role
from governance.models import ContentDecision, ContentMatch, Draft, Site, SiteUpdate, StandingApproval
from governance.services.content.came_out import approve_afterwards, publish_draft, tick_match
from governance.services.content.deciding import approve_draft, decline_draft, return_draft
from governance.services.content.standing_approvals import end_standing_approval, give_standing_approval
from governance.services.content.writing import revise_draft, start_draft, submit_draft, withdraw_draft, write_text
from governance.services.refused import NotHere, Stale
from governance.services.updates import say_updated
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, actor_of, let_act_for_head, make_person, make_school, start_writing
from tests.services.cast import Cast, audit_codes, live_site, make_cast
from tests.services.content.cast import (
    EVERYTHING,
    LATER,
    TITLE,
    approve,
    approved_draft,
    come_out,
    matched,
    seen_of,
    stand_for,
    state_of,
    submit,
    submitted_draft,
    version_of,
    write_draft,
)
from tests.services.unchanged import refused

REASON = "It is right and needed today."


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def test_a_member_of_the_leadership_team_approves_what_a_teacher_wrote(
    session: Session, cast: Cast, site: Site
) -> None:
    draft_id = submitted_draft(session, cast, site)
    approve(session, cast, draft_id)
    assert state_of(session, draft_id) == ("approved", 1)
    decision = session.scalars(sa.select(ContentDecision)).one()
    assert (decision.answer, decision.decider_id, decision.discussed_on) == (Answer.YES, cast.assistant.id, TODAY)
    assert decision.confirmed == ["worthwhile", "law", "no_politics", "no_contacts", "no_opinions"]
    session.rollback()
    assert audit_codes(session)[-2:] == ["draft.submitted", "draft.approved"]
    approve(session, cast, draft_id)
    assert audit_codes(session)[-1] == "draft.approved"


def test_a_teacher_cannot_approve(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    with refused(session, "not_yours_to_do"):
        approve(session, cast, draft_id, cast.second)
    with refused(session, "not_yours_to_do"):
        approve(session, cast, draft_id, cast.ict)


def test_whoever_acts_for_the_head_can_approve(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    let_act_for_head(session, cast.school, cast.second, cast.head)
    approve(session, cast, draft_id, cast.second)
    decision = session.scalars(sa.select(ContentDecision)).one()
    assert (decision.decider_id, decision.delegation_id is not None) == (cast.second.id, True)


@pytest.mark.parametrize("author", ["head", "assistant"])
def test_own_item_approval_is_refused(session: Session, cast: Cast, site: Site, author: str) -> None:
    person = getattr(cast, author)
    draft_id = submitted_draft(session, cast, site, person)
    with refused(session, "own_content"):
        approve(session, cast, draft_id, person)
    actor, seen = cast.actor(session, person), seen_of(session, draft_id)
    for no in (return_draft, decline_draft):
        with refused(session, "own_content"):
            no(session, actor, NOW, draft_id=draft_id, seen=seen, reason=REASON)


def test_the_database_refuses_an_author_who_decides_as_well(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site, cast.head)
    version = version_of(session, draft_id)
    common = {
        "school_id": cast.school.id,
        "version_id": version.id,
        "decider_id": cast.head.id,
        "answer": Answer.NO,
        "reason": "",
        "decided_at": NOW,
    }
    for author_id in (cast.head.id, cast.teacher.id):
        # The author's own name is refused by the CHECK, anybody else's by the composite key.
        start_writing(session)
        session.add(ContentDecision(**common, author_id=author_id))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_it_is_discussed_before_it_is_approved(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    with refused(session, "not_discussed"):
        approve(session, cast, draft_id, discussed_on=None)


def test_everything_that_applies_is_confirmed(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    with refused(session, "not_confirmed", "not_confirmed"):
        approve(session, cast, draft_id, confirmed=("worthwhile", "law", "no_politics"))


def test_what_is_approved_is_frozen_and_a_change_afterwards_voids_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id = approved_draft(session, cast, site)
    first, author = version_of(session, draft_id), cast.actor(session, cast.teacher)
    with refused(session, "not_in_this_state"):
        _write(session, author, draft_id, "Other words.")
    revise_draft(session, author, NOW, draft_id=draft_id, seen=seen_of(session, draft_id))
    _write(session, author, draft_id, "Other words.")
    assert state_of(session, draft_id) == ("draft", 2)
    submit(session, cast, draft_id)
    assert version_of(session, draft_id).content_hash != first.content_hash
    start_writing(session)
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(sa.text("UPDATE draft_versions SET text = 'x' WHERE number = 1"))
    session.rollback()
    come_out(session, TITLE)
    assert matched(session) == ["nothing"]


def test_returned_with_a_reason_changed_and_declined(session: Session, cast: Cast, site: Site) -> None:
    draft_id, head = submitted_draft(session, cast, site), cast.actor(session, cast.head)
    with refused(session, "reason_blank"):
        return_draft(session, head, NOW, draft_id=draft_id, seen=seen_of(session, draft_id), reason=" ")
    return_draft(session, head, NOW, draft_id=draft_id, seen=seen_of(session, draft_id), reason=REASON)
    author = cast.actor(session, cast.teacher)
    with refused(session, "not_in_this_state"):
        submit_draft(session, author, NOW, draft_id=draft_id, seen=seen_of(session, draft_id))
    revise_draft(session, author, NOW, draft_id=draft_id, seen=seen_of(session, draft_id))
    submit(session, cast, draft_id)
    decline_draft(session, head, NOW, draft_id=draft_id, seen=seen_of(session, draft_id), reason=REASON)
    assert state_of(session, draft_id) == ("declined", 2)
    answers = [row.answer.value for row in session.scalars(sa.select(ContentDecision).order_by(ContentDecision.id))]
    assert answers == ["returned", "no"]


def test_a_stale_yes_is_refused_with_who_changed_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id = submitted_draft(session, cast, site)
    old = seen_of(session, draft_id)
    revise_draft(session, cast.actor(session, cast.teacher), NOW, draft_id=draft_id, seen=old)
    head = cast.actor(session, cast.head)
    with pytest.raises(Stale) as caught:
        approve_draft(session, head, NOW, draft_id=draft_id, seen=old, discussed_on=TODAY, confirmed=EVERYTHING)
    assert f"first teacher began to change “{TITLE}”" in caught.value.refusals[0].sentence


def test_only_its_author_submits_or_withdraws_and_another_schools_draft_is_not_there(
    session: Session, cast: Cast, site: Site
) -> None:
    draft_id = write_draft(session, cast, site)
    head, seen = cast.actor(session, cast.head), seen_of(session, draft_id)
    with refused(session, "not_yours_to_do"):
        submit_draft(session, head, NOW, draft_id=draft_id, seen=seen)
    with refused(session, "not_yours_to_do"):
        withdraw_draft(session, head, NOW, draft_id=draft_id, seen=seen)
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    with pytest.raises(NotHere):
        withdraw_draft(session, stranger, NOW, draft_id=draft_id, seen=seen)
    governor = actor_of(
        session, cast.school, make_person(session, cast.school, Role.GOVERNOR, kind=PersonKind.GOVERNOR)
    )
    session.refresh(site)
    site_id = site.id
    session.rollback()
    with pytest.raises(NotHere):
        _start(session, stranger, site_id)
    with refused(session, "not_yours_to_do"):
        _start(session, governor, site_id)
    withdraw_draft(session, cast.actor(session, cast.teacher), NOW, draft_id=draft_id, seen=seen)
    assert state_of(session, draft_id) == ("withdrawn", 1)


def test_a_post_is_matched_with_its_draft_by_title_and_the_draft_is_published(
    session: Session, cast: Cast, site: Site
) -> None:
    draft_id = approved_draft(session, cast, site)
    come_out(session, "Our trip to the Museum!", "Something else")
    assert matched(session) == ["draft", "nothing"]
    draft = session.get_one(Draft, draft_id, populate_existing=True)
    assert (draft.state.value, draft.published_on) == ("published", dt.date(2026, 11, 19))
    assert draft.address == "https://blog.example/our-trip-to-the-museum!/"


def test_a_post_of_the_morning_is_not_approved_by_the_yes_of_the_afternoon(
    session: Session, cast: Cast, site: Site
) -> None:
    approved_draft(session, cast, site)
    come_out(session, TITLE, at=NOW + dt.timedelta(hours=1), said=NOW - dt.timedelta(hours=1))
    assert matched(session) == ["nothing"]


def test_a_standing_approval_covers_routine_posts_and_can_be_ended_early(
    session: Session, cast: Cast, site: Site
) -> None:
    standing_id = stand_for(session, cast, site)
    come_out(session, "Our week")
    assert matched(session) == ["standing"]
    head = cast.actor(session, cast.head)
    with refused(session, "not_yours_to_do"):
        end_standing_approval(session, cast.actor(session, cast.teacher), NOW, standing_id=standing_id, seen=1)
    end_standing_approval(session, head, LATER, standing_id=standing_id, seen=1)
    come_out(session, "Our day", at=LATER + dt.timedelta(hours=2))
    assert matched(session) == ["standing", "nothing"]


@pytest.mark.parametrize(
    ("person", "ends_on", "code"),
    [
        pytest.param("teacher", dt.date(2026, 12, 18), ["not_yours_to_do", "own_content"], id="by who publishes there"),
        pytest.param("ict", dt.date(2026, 12, 18), ["not_yours_to_do"], id="by somebody outside leadership"),
        pytest.param("head", dt.date(2027, 1, 8), ["longer_than_half_term"], id="for longer than a half-term"),
    ],
)
def test_a_standing_approval_is_refused(
    session: Session, cast: Cast, site: Site, person: str, ends_on: dt.date, code: list[str]
) -> None:
    with refused(session, *code):
        stand_for(session, cast, site, ends_on, getattr(cast, person))


def test_the_head_who_writes_for_a_site_gives_it_no_standing_approval(session: Session, cast: Cast) -> None:
    site = live_site(session, cast, updaters=[cast.head.id])
    with refused(session, "own_content"):
        stand_for(session, cast, site)
    stand_for(session, cast, site, person=cast.assistant)
    row = session.scalars(sa.select(StandingApproval)).one()
    assert (row.given_by, row.publisher_id) == (cast.assistant.id, cast.head.id)
    row_id = row.id
    start_writing(session)
    with pytest.raises(IntegrityError):
        session.execute(sa.update(StandingApproval).where(StandingApproval.id == row_id).values(given_by=cast.head.id))
    session.rollback()


def test_without_term_dates_no_standing_approval_is_given(session: Session, cast: Cast, site: Site) -> None:
    head = cast.actor(session, cast.head)
    session.refresh(site)
    site_id = site.id
    session.rollback()
    day = dt.date(2027, 4, 1)
    with refused(session, "no_term_dates"):
        give_standing_approval(session, head, NOW, site_id=site_id, kinds=["news"], starts_on=day, ends_on=day)


def test_what_came_out_without_approval_is_approved_afterwards_with_a_reason_and_stays_said(
    session: Session, cast: Cast, site: Site
) -> None:
    come_out(session, "Snow today")
    match_id = session.scalars(sa.select(ContentMatch.id)).one()
    teacher, head = cast.actor(session, cast.teacher), cast.actor(session, cast.head)
    with refused(session, "not_yours_to_do", "own_content"):
        approve_afterwards(session, teacher, LATER, match_id=match_id, seen=1, reason=REASON)
    with refused(session, "reason_blank"):
        approve_afterwards(session, head, LATER, match_id=match_id, seen=1, reason="")
    approve_afterwards(session, head, LATER, match_id=match_id, seen=1, reason=REASON)
    assert matched(session) == ["afterwards"]
    assert audit_codes(session)[-1] == "content.approved_afterwards"
    with refused(session, "not_in_this_state"):
        approve_afterwards(
            session, cast.actor(session, cast.assistant), LATER, match_id=match_id, seen=2, reason=REASON
        )


def test_a_head_who_publishes_there_does_not_approve_it_afterwards(session: Session, cast: Cast) -> None:
    live_site(session, cast, updaters=[cast.head.id])
    come_out(session, "Snow today")
    match_id, head = session.scalars(sa.select(ContentMatch.id)).one(), cast.actor(session, cast.head)
    with refused(session, "own_content"):
        approve_afterwards(session, head, LATER, match_id=match_id, seen=1, reason=REASON)


def test_a_post_is_ticked_by_hand_as_the_draft_that_was_approved_before(
    session: Session, cast: Cast, site: Site
) -> None:
    before = approved_draft(session, cast, site)
    come_out(session, "Under another title")
    match_id = session.scalars(sa.select(ContentMatch.id)).one()
    after = submitted_draft(session, cast, site, title="Written later")
    approve(session, cast, after, now=LATER + dt.timedelta(hours=1))
    teacher = cast.actor(session, cast.teacher)
    with refused(session, "approved_later"):
        tick_match(session, teacher, LATER, match_id=match_id, seen=1, draft_id=after)
    with refused(session, "not_yours_to_do"):
        tick_match(session, cast.actor(session, cast.second), LATER, match_id=match_id, seen=1, draft_id=before)
    tick_match(session, teacher, LATER, match_id=match_id, seen=1, draft_id=before)
    assert matched(session) == ["draft"]
    assert state_of(session, before) == ("published", 1)


def test_what_a_site_showed_before_it_was_live_is_not_asked_for(session: Session, cast: Cast, site: Site) -> None:
    come_out(session, "From last week", said=NOW - dt.timedelta(days=7))
    assert matched(session) == []
    assert session.scalar(sa.select(sa.func.count()).select_from(SiteUpdate)) == 1


def test_a_post_that_somebody_says_by_hand_is_asked_about_once(session: Session, cast: Cast, site: Site) -> None:
    come_out(session, "Snow today")
    session.refresh(site)
    site_id = site.id
    teacher = cast.actor(session, cast.teacher)
    for address in ("https://blog.example/snow-today/", "https://blog.example/another/"):
        say_updated(session, teacher, LATER, site_id=site_id, said_on=dt.date(2026, 11, 19), address=address)
    assert matched(session) == ["nothing", "nothing"]
    posted_by = session.scalars(sa.select(ContentMatch.posted_by).order_by(ContentMatch.id)).all()
    assert posted_by == [None, cast.teacher.id]


def test_its_evidence_says_what_came_out_without_approval(session: Session, cast: Cast, site: Site) -> None:
    assert said(session, cast.school, "A.3.4") == [
        "Nothing came out without approval; nothing new has come out.",
    ]
    approved_draft(session, cast, site)
    come_out(session, TITLE, "Snow today")
    assert stands(session, cast.school, "A.3.4") is Standing.NOT_KEPT
    assert said(session, cast.school, "A.3.4") == ["1 post came out without approval."]
    match_id = session.scalars(sa.select(ContentMatch.id).where(ContentMatch.matched_by == "nothing")).one()
    head = cast.actor(session, cast.head)
    approve_afterwards(session, head, LATER, match_id=match_id, seen=1, reason=REASON)
    assert stands(session, cast.school, "A.3.4") is Standing.KEPT
    assert said(session, cast.school, "A.3.4") == [
        "What came out was approved: 1 post as an approved draft, 1 post approved afterwards."
    ]


def test_an_approved_draft_is_said_to_be_out_where_nobody_can_see_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id, teacher = approved_draft(session, cast, site), cast.actor(session, cast.teacher)
    ahead = dt.date(2026, 11, 19)
    seen = seen_of(session, draft_id)
    with refused(session, "published_in_future"):
        publish_draft(session, teacher, NOW, draft_id=draft_id, seen=seen, published_on=ahead)
    with refused(session, "published_before_yes"):
        publish_draft(session, teacher, NOW, draft_id=draft_id, seen=seen, published_on=TODAY - dt.timedelta(days=1))
    publish_draft(
        session, teacher, NOW, draft_id=draft_id, seen=seen, published_on=TODAY, address="https://x.example/1"
    )
    assert state_of(session, draft_id) == ("published", 1)


def _write(session: Session, actor: object, draft_id: int, text: str) -> None:
    version = version_of(session, draft_id)
    known = {"kind": version.kind, "title": version.title, "sources": version.sources}
    write_text(session, actor, NOW, draft_id=draft_id, seen=seen_of(session, draft_id), text=text, **known)  # type: ignore[arg-type]  # The kinds are the row's own.


def _start(session: Session, actor: object, site_id: int) -> None:
    start_draft(session, actor, NOW, site_id=site_id, kind="news", title="x")  # type: ignore[arg-type]  # As above.
