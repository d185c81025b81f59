"""Writes down where a draft's pictures, and the work of others in it, stand once it is out (A.4.4, A.4.6).

So a later withdrawal finds every place, and a permission that did not hold on that day shows.  A planned place of the
same picture on the same site becomes that place.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.consents import use_of_site
from governance.domain.content.checks import Content
from governance.models import Draft, DraftVersion, Image, ImageUse, PermissionUse, Site, WrittenPermission
from governance.services.content.at_hand import images_of, number_in
from governance.services.seen import locked
from governance.services.transaction import Record

LONGEST_ADDRESS = 500


def record_shown(record: Record, site: Site, draft: Draft, version: DraftVersion) -> None:
    """Record every place at which the pictures of a draft stand now that it is published."""
    if draft.published_on is None:
        return
    for image_id in images_of(record.session, version):
        _show(record, site, draft, draft.published_on, image_id)
    content = Content(version.kind, version.title, version.text, version.sources, version.answers)
    number = number_in(content, "permission_of") if content.says("others_work", "yes") else None
    if number:
        _use(record, site, draft, draft.published_on, number, version.title)


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


def _use(record: Record, site: Site, draft: Draft, day: dt.date, number: int, title: str) -> None:
    row = locked(record.session, WrittenPermission, site.school_id, number)
    record.session.add(
        PermissionUse(
            school_id=site.school_id,
            permission_id=row.id,
            place=(draft.address or title or site.name)[:LONGEST_ADDRESS],
            site_id=site.id,
            used_on=day,
            recorded_by=record.actor.person_id or draft.author_id,
            recorded_at=record.now,
        )
    )
    # Where it is used stands in other rows, and counts as a change of the permission.
    flag_modified(row, "scope")
    record.session.flush()
    record.act("permission.used", "permission", row.id, used_on=day)
