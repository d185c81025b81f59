"""Writes down where the pictures of a draft stand once it is out, so that a later withdrawal finds them (A.4.4).

A planned place of the same picture on the same site becomes that place.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.consents import use_of_site
from governance.models import Draft, DraftVersion, Image, ImageUse, Site
from governance.services.content.at_hand import images_of
from governance.services.seen import locked
from governance.services.transaction import Record

LONGEST_ADDRESS = 500


def record_shown(record: Record, site: Site, draft: Draft, version: DraftVersion) -> None:
    """Record every place at which the pictures of a draft stand now that it is published."""
    if draft.published_on is None:
        return
    for image_id in images_of(record.session, version):
        _show(record, site, draft, draft.published_on, image_id)


def _show(record: Record, site: Site, draft: Draft, day: dt.date, image_id: int) -> None:
    session, address = record.session, draft.address[:LONGEST_ADDRESS]
    known = session.scalars(
        sa.select(ImageUse)
        .where(
            ImageUse.school_id == site.school_id,
            ImageUse.image_id == image_id,
            ImageUse.site_id == site.id,
            ImageUse.removed_on.is_(None),
            sa.or_(ImageUse.used_on.is_(None), sa.and_(ImageUse.used_on == day, ImageUse.address == address)),
        )
        .order_by(ImageUse.used_on.is_(None), ImageUse.id)
        .with_for_update()
    ).first()
    if known is not None and known.used_on is not None:
        return
    image = locked(session, Image, site.school_id, image_id)
    if known is not None:
        known.used_on, known.address = day, address
    else:
        place = ImageUse(
            school_id=site.school_id,
            image_id=image_id,
            use=use_of_site(site.kind),
            site_id=site.id,
            address=address,
            used_on=day,
            # Where the product saw the post itself, its author stands for who put the picture there.
            recorded_by=record.actor.person_id or draft.author_id,
            recorded_at=record.now,
        )
        session.add(place)
    # Where it is used stands in other rows, and counts as a change of the image.
    flag_modified(image, "people_known")
    session.flush()
    use = use_of_site(site.kind)
    record.act("image.used", "image", image_id, site_id=site.id, texts={"label": image.description}, uses=[use])
