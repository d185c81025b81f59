"""Others' work in a draft is used under a written permission that holds, and its use is kept (A.4.6)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.shown_words import Matter, Party
from governance.models import PermissionUse, Site, WrittenPermission
from governance.services.content.came_out import publish_draft
from governance.services.others_work import permissions_in_force
from governance.services.written_permissions import YesAsked, ask_permission, record_yes
from tests.factories import NOW, TODAY
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import EVERYTHING, approve, seen_of, state_of, submit, submitted_draft, write_draft
from tests.services.unchanged import refused


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def permission(session: Session, cast: Cast, until: dt.date | None = None, matter: Matter = Matter.OTHERS_WORK) -> int:
    """A poem, and its author's written yes from the beginning of term, to a day or for good."""
    ict = cast.actor(session, cast.head)
    session.rollback()
    number = ask_permission(session, ict, NOW, matter=matter, what="A poem about rain", scope="All of it, on the blog.")
    seen = session.scalars(sa.select(WrittenPermission.revision).where(WrittenPermission.id == number)).one()
    session.rollback()
    party = Party.AUTHOR if matter is Matter.OTHERS_WORK else Party.SCHOOL
    yes = YesAsked(party, "The poet", dt.date(2026, 9, 7), until=until)
    record_yes(session, ict, NOW, permission_id=number, seen=seen, asked=yes)
    return number


def test_a_draft_under_a_permission_that_holds_is_published_and_its_use_is_kept(
    session: Session, cast: Cast, site: Site
) -> None:
    number, site_id = permission(session, cast), site.id
    session.rollback()
    draft_id = submitted_draft(session, cast, site, others_work="yes", permission_of=str(number))
    approve(session, cast, draft_id, confirmed=(*EVERYTHING, "permitted"))
    publish_draft(
        session,
        cast.actor(session, cast.teacher),
        NOW,
        draft_id=draft_id,
        seen=seen_of(session, draft_id),
        published_on=TODAY,
        address="https://blog.example/rain/",
    )
    use = session.scalars(sa.select(PermissionUse)).one()
    assert (use.permission_id, use.site_id, use.place, use.used_on, use.recorded_by) == (
        number, site_id, "https://blog.example/rain/", TODAY, cast.teacher.id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until", "matter", "named"),
    [
        pytest.param(dt.date(2026, 11, 17), Matter.OTHERS_WORK, None, id="it ran out yesterday"),
        pytest.param(None, Matter.LOGO, None, id="it is for the logo"),
        pytest.param(None, Matter.OTHERS_WORK, "999999999", id="there is none of this number"),
        pytest.param(None, Matter.OTHERS_WORK, "the poet said so", id="it is no number"),
    ],
)
def test_a_permission_that_does_not_hold_stops_the_draft(
    session: Session, cast: Cast, site: Site, until: dt.date | None, matter: Matter, named: str | None
) -> None:
    number = permission(session, cast, until, matter)
    draft_id = write_draft(session, cast, site, others_work="yes", permission_of=named or str(number))
    with refused(session, "no_permission"):
        submit(session, cast, draft_id)
    assert state_of(session, draft_id) == ("draft", 1)


def test_where_none_is_named_its_author_says_how_they_allowed_it(session: Session, cast: Cast, site: Site) -> None:
    draft_id = write_draft(session, cast, site, others_work="yes")
    with refused(session, "permission_missing"):
        submit(session, cast, draft_id)
    submit(session, cast, write_draft(session, cast, site, others_work="yes", permission="The zoo, by e-mail."))


def test_the_list_holds_what_everybody_agreed_to_today(session: Session, cast: Cast) -> None:
    number = permission(session, cast)
    permission(session, cast, dt.date(2026, 11, 17))
    permission(session, cast, matter=Matter.LOGO)
    head = cast.actor(session, cast.head)
    session.rollback()
    ask_permission(session, head, NOW, matter=Matter.OTHERS_WORK, what="A map", scope="On the blog.")
    assert [row.id for row in permissions_in_force(session, cast.school.id, TODAY)] == [number]
