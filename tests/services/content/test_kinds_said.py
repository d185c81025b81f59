"""A standing approval covers the kinds that it names; a feed tells none, so the title does, or somebody says it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.content.words import ContentKind
from governance.models import AuditRow, ContentMatch, Person, Site
from governance.services.content.kinds_said import say_kind
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import LATER, come_out, matched, stand_for
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def post(session: Session) -> ContentMatch:
    session.rollback()
    row = session.scalars(sa.select(ContentMatch)).one()
    session.expunge(row)
    session.rollback()
    return row


def say(session: Session, cast: Cast, person: Person, kind: ContentKind) -> str:
    actor, row = cast.actor(session, person), post(session)
    session.rollback()
    return say_kind(session, actor, LATER, match_id=row.id, seen=row.revision, kind=kind).value


@pytest.mark.parametrize(
    ("title", "kinds", "by", "kind"),
    [
        pytest.param("Homework for Friday", ("homework",), "standing", "homework", id="the title names its kind"),
        pytest.param("Homework for Friday", ("news",), "nothing", "homework", id="the title names another kind"),
        pytest.param(
            "Our week", ("news", "homework"), "nothing", None, id="the title names none, and some are covered"
        ),
        pytest.param(
            "Our week",
            ("class_work", "news", "dates", "homework", "pictures", "pupils_work"),
            "standing",
            None,
            id="the title names none, and every kind is covered",
        ),
    ],
)
def test_a_post_is_routine_by_its_title_or_where_every_kind_is_covered(
    session: Session, cast: Cast, site: Site, title: str, kinds: tuple[str, ...], by: str, kind: str | None
) -> None:
    stand_for(session, cast, site, kinds=kinds)
    come_out(session, title)
    row = post(session)
    assert (row.matched_by, row.kind) == (by, kind)


def test_once_somebody_says_the_kind_the_standing_approval_of_its_day_covers_it(
    session: Session, cast: Cast, site: Site
) -> None:
    standing = stand_for(session, cast, site, kinds=("class_work",))
    come_out(session, "Our week")
    assert say(session, cast, cast.teacher, ContentKind.CLASS_WORK) == "standing"
    row = post(session)
    assert (row.kind, row.standing_id, row.said_by) == ("class_work", standing, cast.teacher.id)
    assert say(session, cast, cast.teacher, ContentKind.CLASS_WORK) == "standing"
    acts = session.scalars(sa.select(AuditRow.code).where(AuditRow.code == "content.kind_said")).all()
    assert acts == ["content.kind_said"]


def test_a_kind_that_no_approval_covers_leaves_the_post_without_one(session: Session, cast: Cast, site: Site) -> None:
    stand_for(session, cast, site, kinds=("class_work",))
    come_out(session, "Our week")
    assert say(session, cast, cast.assistant, ContentKind.OTHER) == "nothing"
    row = post(session)
    assert (row.kind, row.standing_id, row.said_by) == ("other", None, None)
    # Whoever mistook themselves says it again, as long as nothing approves it.
    assert say(session, cast, cast.assistant, ContentKind.CLASS_WORK) == "standing"


def test_nobody_else_says_it_and_what_is_approved_is_not_said_again(session: Session, cast: Cast, site: Site) -> None:
    stand_for(session, cast, site, kinds=("class_work", "news"))
    come_out(session, "Our week")
    with refused(session, "not_yours_to_do"):
        say(session, cast, cast.dsl, ContentKind.NEWS)
    say(session, cast, cast.teacher, ContentKind.NEWS)
    with refused(session, "not_in_this_state"):
        say(session, cast, cast.teacher, ContentKind.CLASS_WORK)
    assert matched(session) == ["standing"]
