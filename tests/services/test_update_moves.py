"""Where something new on a site is looked for after its approved address changed (A.1.5)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import ProposalVersion, Site, UpdateWatch
from governance.services.site_text import describe
from governance.services.transaction import use_case
from governance.services.update_watches import watch_live_sites
from tests.factories import NOW, actor_of, start_writing
from tests.services.cast import Cast, live_site, make_cast

LATER = NOW + dt.timedelta(days=1)
OLD, NEW = "https://old.example/year-3/", "https://new.example/year-3/"


@pytest.mark.parametrize(
    ("kind", "address", "found", "looks_at"),
    [
        pytest.param(
            "feed", "https://old.example/feed/", True, "", id="what was found on the old page is looked for anew"
        ),
        pytest.param("feed", "https://old.example/feed/", False, "", id="what was given at the old place as well"),
        pytest.param(
            "feed", "https://feeds.example/y3", False, "https://feeds.example/y3", id="what was given elsewhere is kept"
        ),
        pytest.param(
            "wordpress", "https://old.example", False, "https://old.example", id="a connection is changed by hand"
        ),
    ],
)
def test_a_site_that_moves(session: Session, kind: str, address: str, found: bool, looks_at: str) -> None:
    cast = make_cast(session)
    site = watched(session, cast, kind=kind, address=address, found_at=NOW if found else None)
    with use_case(session, actor_of(session, cast.school, cast.head), LATER) as record:
        moving = session.get_one(Site, site)
        version = session.get_one(ProposalVersion, moving.current_version_id)
        describe(record, moving, ProposalVersion(answers={**version.answers, "address": NEW}))
        record.keep_books()
    watch = session.scalars(sa.select(UpdateWatch)).one()
    assert watch.address == looks_at
    assert (watch.etag, watch.next_look_at) == (("", LATER) if looks_at != address else ("1", NOW))


def watched(session: Session, cast: Cast, **how: object) -> int:
    """A live site at the old address whose feed was read once; return its number."""
    site = live_site(session, cast, address=OLD).id
    watch_live_sites(session, NOW)
    start_writing(session)
    session.execute(sa.update(UpdateWatch).values(etag="1", read_at=NOW, next_look_at=NOW, **how))
    session.commit()
    return site
