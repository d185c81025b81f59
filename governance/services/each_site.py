"""Does what the clock asks for on several sites of a school, each in a transaction of its own.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)


def for_each_site(session: Session, sites: sa.Select[int], do: Callable[[int], None]) -> None:
    """Call ``do`` with the number of each of the sites, in order.

    One that fails keeps no other from being done; the failure is raised at the end, so that the clock tries again.
    """
    found = session.scalars(sites.order_by(*sites.selected_columns)).all()
    session.rollback()
    failed: Exception | None = None
    for site_id in found:
        try:
            do(site_id)
        except Exception as error:
            log.exception("The clock could not see to the site %s.", site_id)
            failed = error
    if failed is not None:
        raise failed
