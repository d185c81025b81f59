"""Telling a grown-up: any address, whatever its state, and never past whom it should reach."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.comments.reports import GrownUp, Wrong
from governance.domain.comments.words import CommentState, Source, Urgency
from governance.domain.words import SiteState
from governance.models import (
    Alarm,
    Comment,
    CommentFlag,
    CommentOnHost,
    CommentReport,
    Concern,
    Notice,
    Person,
    School,
    Site,
)
from governance.queries.reports import told_of
from governance.services.actors import school_today
from governance.services.comments.reporting import Told, tell_grown_up
from governance.services.comments.scope import in_queue, scope_of
from governance.services.concern_record import read_concern
from governance.services.pretenders import the_public
from governance.services.refused import Refused
from tests.factories import NOW, make_person
from tests.services.cast import Cast
from tests.services.comments.cast import LATER, Blog, arrive, decided, fresh, make_blog, on_host, one, open_kinds
from tests.services.left_behind import leaving
from tests.services.unchanged import unchanged

SALT = "salt"


def tell(
    session: Session,
    school: School,
    wrong: str = "rude",
    *,
    grown_up: str = "no",
    remote: str = "203.0.113.7",
    browser: str = "one",
    now: dt.datetime = LATER,
    **told: object,
) -> str:
    session.rollback()
    actor = the_public(school.id, "test")
    words = Told(Wrong(wrong), GrownUp(grown_up), **told)  # type: ignore[arg-type]  # Written out by each test.
    token = tell_grown_up(session, actor, now, school=school, told=words, remote=remote, browser=browser, salt=SALT)
    session.rollback()
    return token


def shown(session: Session, school: School, token: str) -> str:
    found = told_of(session, school.id, token)
    assert found is not None
    session.rollback()
    return found.outcome.value


def queue_of(session: Session, cast: Cast, person: Person) -> list[int]:
    """The numbers of the comments in somebody's queue."""
    scope = scope_of(session, cast.actor(session, person), school_today(cast.school, LATER))
    found = list(session.scalars(sa.select(Comment.id).where(in_queue(scope)).order_by(Comment.id)))
    session.rollback()
    return found


def published(session: Session, blog: Blog, host_id: str = "7") -> int:
    """A comment that the first teacher published."""
    (taken,) = arrive(session, blog, one(host_id))
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", now=NOW)
    return taken.comment_id


def says(session: Session, state: str) -> None:
    """Let the host say so, as the worker reads it back."""
    begin_writing(session)
    session.execute(sa.update(CommentOnHost).values(says=state))
    session.commit()


ADDRESS = "https://blog.example/castles/#comment-7"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(ADDRESS, id="as it stands in the browser"),
        pytest.param(" http://blog.example/castles/#comment-7 ", id="with http and blanks around it"),
        pytest.param("blog.example/castles/#comment-7", id="without https"),
    ],
)
def test_a_report_on_a_published_comment_goes_to_the_other_moderator(session: Session, typed: str) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    with leaving(session) as left:
        tell(session, blog.cast.school, address=typed)
    assert left.rows == {"comment_reports": 1, "comment_flags": 1}
    assert left.acts == ["report.made"]
    assert left.told == []
    assert open_kinds(session, comment_id) == ["reported_rude"]
    assert queue_of(session, blog.cast, blog.cast.teacher) == []
    assert queue_of(session, blog.cast, blog.cast.second) == [comment_id]
    assert fresh(session, comment_id).state is CommentState.PUBLISHED


def test_the_number_in_the_address_finds_it_where_the_site_is_known(session: Session) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    tell(session, blog.cast.school, address="https://elsewhere.example/?p=3#comment-7", site_id=blog.site.id)
    assert open_kinds(session, comment_id) == ["reported_rude"]


def test_it_comes_back_once_for_each_reporter_and_reason(session: Session) -> None:
    blog = make_blog(session)
    school, comment_id = blog.cast.school, published(session, blog)
    tell(session, school, address=ADDRESS)
    decided(session, blog, blog.cast.second, comment_id, "keep")
    tell(session, school, address=ADDRESS)
    assert queue_of(session, blog.cast, blog.cast.second) == []
    tell(session, school, "names", address=ADDRESS)
    assert queue_of(session, blog.cast, blog.cast.second) == [comment_id]
    decided(session, blog, blog.cast.second, comment_id, "keep")
    tell(session, school, address=ADDRESS, browser="another")
    assert queue_of(session, blog.cast, blog.cast.second) == [comment_id]
    assert session.scalar(sa.select(sa.func.count()).select_from(CommentReport)) == 4


def test_what_is_off_the_page_does_not_rise_again(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove", now=NOW)
    with leaving(session) as left:
        token = tell(session, blog.cast.school, address=ADDRESS)
    assert left.rows == {"comment_reports": 1}
    assert shown(session, blog.cast.school, token) == "gone_already"
    assert queue_of(session, blog.cast, blog.cast.second) == []


def test_what_was_removed_and_is_still_shown_does(session: Session) -> None:
    blog = make_blog(session, connected=False)
    (taken,) = arrive(session, blog, one(state="public"), source=Source.FEED, pushed=False)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove", now=NOW)
    assert on_host(session, taken.comment_id).delivery == "task"
    tell(session, blog.cast.school, address=ADDRESS)
    assert queue_of(session, blog.cast, blog.cast.second) == [taken.comment_id]


def test_who_is_scared_of_what_is_gone_is_heard_by_the_safeguarding_lead(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove", now=NOW)
    with leaving(session) as left:
        tell(session, blog.cast.school, "scared", address=ADDRESS, words="He knows where I live.")
    assert left.rows == {"comment_reports": 1, "concerns": 1, "alarms": 1}
    assert {kind for kind, _ in left.told} == {"concern_waits"}
    assert session.scalars(sa.select(Concern.about)).one() == "child"


@pytest.mark.parametrize("state", [SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING])
def test_live_suspended_and_closing_sites_go_to_their_moderators(session: Session, state: SiteState) -> None:
    blog = make_blog(session)
    put(session, blog.site, state)
    tell(session, blog.cast.school, words="It is mean.", site_id=blog.site.id)
    assert len(queue_of(session, blog.cast, blog.cast.teacher)) == 1
    assert len(queue_of(session, blog.cast, blog.cast.second)) == 1
    assert queue_of(session, blog.cast, blog.cast.ict) == []


def put(session: Session, site: Site, state: SiteState) -> None:
    """Put a site into a state as a row."""
    begin_writing(session)
    columns: dict[str, object] = {"state": state}
    if state is SiteState.SUSPENDED:
        columns["suspended_at"] = NOW
    if state is SiteState.CLOSING:
        columns["closing_from"] = SiteState.LIVE
    if state is SiteState.CLOSED:
        columns["closed_at"] = NOW
    session.execute(sa.update(Site).where(Site.id == site.id).values(**columns))
    session.commit()


def test_a_closed_site_and_any_other_address_go_to_the_ict_lead(session: Session) -> None:
    blog = make_blog(session)
    put(session, blog.site, SiteState.CLOSED)
    tell(session, blog.cast.school, words="It is mean.", site_id=blog.site.id)
    tell(session, blog.cast.school, address="https://chat.example/groups/year6", browser="another")
    tell(session, blog.cast.school, address="not an address at all", browser="third")
    assert len(queue_of(session, blog.cast, blog.cast.ict)) == 3
    assert queue_of(session, blog.cast, blog.cast.teacher) == []
    rows = session.scalars(sa.select(Comment).where(Comment.source == Source.REPORT).order_by(Comment.id)).all()
    assert [(row.site_id, row.state) for row in rows] == [
        (blog.site.id, CommentState.PUBLISHED),
        (None, CommentState.PUBLISHED),
        (None, CommentState.PUBLISHED),
    ]


def test_a_second_report_of_an_unknown_address_joins_the_first(session: Session) -> None:
    blog = make_blog(session)
    for browser in ("one", "another"):
        tell(session, blog.cast.school, address="https://chat.example/groups/year6", browser=browser)
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(CommentFlag)) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        pytest.param("scared", "", id="somebody is scared"),
    ],
)
def test_child_risk_goes_to_the_safeguarding_lead_as_well(session: Session, wrong: str, words: str) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    with leaving(session) as left:
        tell(session, blog.cast.school, wrong, address=ADDRESS, words=words)
    assert left.told == [
        ("child_risk_reported", "dsl"),
        ("child_risk_reported", "first teacher"),
        ("child_risk_reported", "second teacher"),
    ]
    assert left.rows == {"comment_reports": 1, "comment_flags": 1, "alarms": 1}
    assert fresh(session, comment_id).urgency is Urgency.CHILD_RISK
    assert session.scalars(sa.select(Alarm.next_at)).one() == LATER + dt.timedelta(minutes=15)
    session.rollback()
    with leaving(session) as left:
        tell(session, blog.cast.school, wrong, address=ADDRESS, words=words, browser="another")
    assert left.told == []


@pytest.mark.parametrize(
    ("grown_up", "about", "told"),
    [
        pytest.param("helper", "adult", ["head"], id="a teacher or a helper: the head"),
        pytest.param("head", "head", ["chair"], id="the head teacher: the chair of governors alone"),
        pytest.param("not_sure", "head", ["chair"], id="not sure: it may be the head, so the chair"),
    ],
)
def test_what_is_about_a_grown_up_goes_past_every_moderator(
    session: Session, grown_up: str, about: str, told: list[str]
) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    with leaving(session) as left:
        token = tell(session, blog.cast.school, "rude", grown_up=grown_up, address=ADDRESS, words="He shouts at us.")
    assert left.acts == ["concern.opened"]
    assert left.told == [("concern_waits", name) for name in told]
    assert left.rows == {"comment_reports": 1, "concerns": 1, "alarms": 1}
    report = session.scalars(sa.select(CommentReport)).one()
    assert (report.comment_id, report.site_id, report.address, report.words) == (None, None, "", "")
    concern = session.scalars(sa.select(Concern)).one()
    assert (concern.about, concern.words, concern.comment_id) == (about, "He shouts at us.", comment_id)
    concern_id = concern.id
    session.rollback()
    assert open_kinds(session, comment_id) == []
    for person in (blog.cast.teacher, blog.cast.second, blog.cast.ict, blog.cast.dsl):
        assert queue_of(session, blog.cast, person) == []
    assert shown(session, blog.cast.school, token) == "not_read"
    reader = blog.cast.head if about == "adult" else blog.cast.chair
    read_concern(session, blog.cast.actor(session, reader), LATER, concern_id=concern_id)
    assert shown(session, blog.cast.school, token) == "read"


def test_the_database_keeps_it_from_moderators(session: Session) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    tell(session, blog.cast.school, "rude", grown_up="helper", address=ADDRESS)
    begin_writing(session)
    with pytest.raises(IntegrityError):
        session.execute(sa.update(CommentReport).values(comment_id=comment_id))
    session.rollback()


def test_no_mail_carries_a_word_of_it(session: Session) -> None:
    blog = make_blog(session)
    published(session, blog)
    for grown_up in ("no", "helper", "not_sure"):
        tell(session, blog.cast.school, "scared", grown_up=grown_up, address=ADDRESS, words="Zebra knows my street.")
    mails = session.execute(sa.select(Notice.subject, Notice.body)).all()
    assert mails
    assert all("Zebra" not in part and "castles" not in part for mail in mails for part in mail)


def test_forty_children_behind_one_address_are_heard_and_then_asked_to_wait(session: Session) -> None:
    blog = make_blog(session)
    published(session, blog)
    school = blog.cast.school
    for number in range(40):
        tell(session, school, address=ADDRESS, browser=str(number))
    with unchanged(session), pytest.raises(Refused) as refused:
        tell(session, school, address=ADDRESS, browser="40")
    assert refused.value.codes == ("slow_down",)
    tell(session, school, "scared", address=ADDRESS, browser="41")
    tell(session, school, "rude", grown_up="head", address=ADDRESS, browser="42")
    tell(session, school, address=ADDRESS, browser="43", remote="203.0.113.8")
    tell(session, school, address=ADDRESS, browser="40", now=LATER + dt.timedelta(minutes=10))


def test_where_a_report_came_from_is_forgotten_after_a_day(session: Session) -> None:
    blog = make_blog(session)
    tell(session, blog.cast.school, words="It is mean.", site_id=blog.site.id)
    tell(session, blog.cast.school, words="It is mean.", site_id=blog.site.id, now=LATER + dt.timedelta(days=2))
    assert [bool(one) for one in session.scalars(sa.select(CommentReport.from_digest).order_by(CommentReport.id))] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        pytest.param({}, ("place_blank",), id="neither an address nor words"),
        pytest.param({"address": "x" * 2001}, ("address_too_long",), id="an address without end"),
        pytest.param({"words": "x" * 2001}, ("words_too_long",), id="words without end"),
    ],
)
def test_what_cannot_be_taken_is_said(session: Session, told: dict[str, str], codes: tuple[str, ...]) -> None:
    blog = make_blog(session)
    with unchanged(session), pytest.raises(Refused) as refused:
        tell(session, blog.cast.school, **told)
    assert refused.value.codes == codes


def test_who_is_scared_is_heard_without_an_address_and_without_words(session: Session) -> None:
    blog = make_blog(session)
    tell(session, blog.cast.school, "scared")
    assert len(queue_of(session, blog.cast, blog.cast.dsl)) == 1


def test_another_schools_site_and_comments_are_not_known_here(session: Session) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    other = make_blog(session, "elm")
    make_person(session, other.cast.school, name="spare")
    tell(session, other.cast.school, address=ADDRESS, site_id=blog.site.id)
    assert open_kinds(session, comment_id) == []
    assert queue_of(session, blog.cast, blog.cast.second) == []


def test_the_private_page_follows_what_becomes_of_it(session: Session) -> None:
    blog = make_blog(session)
    comment_id = published(session, blog)
    school = blog.cast.school
    says(session, "public")
    token = tell(session, school, address=ADDRESS)
    assert shown(session, school, token) == "not_looked"
    decided(session, blog, blog.cast.second, comment_id, "remove", now=LATER + dt.timedelta(minutes=1))
    assert shown(session, school, token) == "being_taken_away"
    says(session, "removed")
    assert shown(session, school, token) == "taken_away"
    decided(session, blog, blog.cast.second, comment_id, "undo", now=LATER + dt.timedelta(minutes=2))
    assert shown(session, school, token) == "looking_again"
    decided(session, blog, blog.cast.second, comment_id, "publish", now=LATER + dt.timedelta(minutes=3))
    assert shown(session, school, token) == "stays"


def test_a_token_that_nobody_gave_out_shows_nothing(session: Session) -> None:
    blog = make_blog(session)
    token = tell(session, blog.cast.school, words="It is mean.", site_id=blog.site.id)
    other = make_blog(session, "elm")
    assert told_of(session, blog.cast.school.id, token + "x") is None
    assert told_of(session, other.cast.school.id, token) is None
