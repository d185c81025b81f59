"""What the clauses read besides the life of a site, as rows of the school that all others of the benchmark copy.

Registers, images with consents, written permissions, photo passes, approvals and enquiries are made by the product's
own use cases; what came out on the sites is matched to approvals by one INSERT.  Concerns and breaches are left out,
because no clause reads them.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from governance.models import Site
from tests.services.cast import Cast
from tests.services.content.cast import stand_for
from tests.web.walks.filled_approvals import ask_for_everything
from tests.web.walks.filled_pictures import fill_pictures
from tests.web.walks.filled_registers import fill_registers

MATCHED_WEEKS = 40
"""So many of the newest posts of each site were matched to an approval."""


def fill_clauses(session: Session, cast: Cast) -> None:
    """Give the first school something in every register that a clause reads."""
    fill_registers(session, cast)
    ask_for_everything(session, cast)
    for site in session.scalars(sa.select(Site).where(Site.school_id == cast.school.id).order_by(Site.id)).all():
        stand_for(session, cast, site)
    fill_pictures(session, cast.actor(session, cast.head))


def match_posts(connection: Connection) -> None:
    """Match the newest posts of every site: most under a standing approval, one in fifty to nothing."""
    connection.execute(
        sa.text(
            "INSERT INTO content_matches (school_id, site_id, update_id, matched_by, standing_id, reason, revision) "
            "SELECT post.school_id, post.site_id, post.id, "
            "CASE WHEN post.id % 50 = 0 THEN 'nothing' ELSE 'standing' END, "
            "CASE WHEN post.id % 50 = 0 THEN NULL ELSE given.id END, '', 1 "
            "FROM site_updates AS post JOIN standing_approvals AS given "
            "ON given.school_id = post.school_id AND given.site_id = post.site_id "
            "WHERE CAST(post.item_key AS integer) > :from_week"
        ),
        {"from_week": 168 - MATCHED_WEEKS},
    )
