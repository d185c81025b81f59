"""Takes a draft in hand for one use case or one page, and joins everything that a decision about it rests on (A.3.4).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head, is_leadership, is_staff
from governance.domain.content.checks import Content, content_refusals, is_sensitive, unconfirmed
from governance.domain.content.life import DraftSituation
from governance.domain.content.words import Hand
from governance.domain.refusals import Refusal
from governance.models import Draft, DraftImage, DraftVersion, School, SecondReading, Site
from governance.services.actors import school_today
from governance.services.authorisations_given import authorisation_in_force
from governance.services.content.contacts import own_contacts
from governance.services.images import image_refusals_of
from governance.services.others_work import permission_in_force
from governance.services.refused import NotHere
from governance.services.seen import locked
from governance.services.transaction import Record
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class DraftAtHand:
    """A draft with its version that counts, its site and the school's day."""

    session: Session
    school: School
    today: dt.date
    site: Site
    draft: Draft
    version: DraftVersion
    reading: SecondReading | None
    image_ids: tuple[int, ...] = ()

    @property
    def content(self) -> Content:
        """What the version says."""
        one = self.version
        return Content(one.kind, one.title, one.text, one.sources, one.answers, self.image_ids)

    @property
    def lacking(self) -> tuple[Refusal, ...]:
        """What it lacks today before it can be submitted or approved."""
        session, school_id, content = self.session, self.school.id, self.content
        number, permission = number_in(content, "authorisation"), number_in(content, "permission_of")
        pictures = image_refusals_of(session, school_id, self.image_ids, self.site.id, self.today)
        return (
            *content_refusals(
                content,
                own_contacts(session, school_id),
                is_authorised=bool(number and authorisation_in_force(session, school_id, number, self.today)),
                is_permitted=permission is None or permission_in_force(session, school_id, permission, self.today),
            ),
            *(replace(refusal, page="pictures") for refusal in pictures),
        )

    @property
    def texts(self) -> dict[str, str]:
        """What every act on it says: the site's name and the draft's title."""
        return {"label": self.site.name, "title": self.version.title}

    def situation(
        self,
        actor: Actor,
        *,
        reason: str = "",
        confirmed: Collection[str] = (),
        discussed_on: dt.date | None = None,
    ) -> DraftSituation:
        """Return the situation of ``actor``; the rest is what they typed and ticked."""
        return DraftSituation(
            state=self.draft.state,
            hands=hands_of(actor, self.draft.author_id),
            site=self.site.state,
            today=self.today,
            is_own=actor.person_id == self.draft.author_id,
            is_sensitive=is_sensitive(self.content),
            was_second_reader=self.reading is not None and self.reading.reader_id == actor.person_id,
            second_says=self.reading.is_fine if self.reading else None,
            incomplete=self.lacking,
            unconfirmed=unconfirmed(self.content, confirmed),
            discussed_on=discussed_on,
            reason=reason,
        )


def number_in(content: Content, key: str) -> int | None:
    """Return the number of a row that an answer names; 0 where it names none that can be, None without an answer."""
    named = str(content.answers.get(key) or "")
    # Only a number that a row can have reaches the database.
    number = int(named) if named.isascii() and named.isdigit() and len(named) <= 9 else 0
    return number if named else None


def hands_of(actor: Actor, author_id: int) -> frozenset[Hand]:
    """Return the capacities in which somebody acts on a draft of this author today."""
    if actor.is_clock:
        return frozenset({Hand.CLOCK})
    held = {
        Hand.AUTHOR: actor.person_id == author_id,
        Hand.STAFF: is_staff(actor) or acts_as_head(actor),
        Hand.LEADERSHIP: approves_content(actor),
    }
    return frozenset(hand for hand, is_held in held.items() if is_held)


def approves_content(actor: Actor) -> bool:
    """Return whether somebody may approve content at all: the leadership team, and who acts for the head."""
    return is_leadership(actor) or acts_as_head(actor)


def draft_at_hand(session: Session, school: School, today: dt.date, draft_id: int) -> DraftAtHand:
    """Return a draft of the school for a page; raises NotHere."""
    draft = session.scalar(sa.select(Draft).where(Draft.school_id == school.id, Draft.id == draft_id))
    if draft is None:
        raise NotHere("Draft")
    return _with_the_rest(session, school, today, draft)


def take_draft(record: Record, draft_id: int) -> DraftAtHand:
    """Return a draft of the actor's school, locked until the use case ends; raises NotHere."""
    school = school_of(record)
    draft = locked(record.session, Draft, school.id, draft_id)
    return _with_the_rest(record.session, school, school_today(school, record.now), draft)


def _with_the_rest(session: Session, school: School, today: dt.date, draft: Draft) -> DraftAtHand:
    row = session.execute(
        sa.select(DraftVersion, SecondReading, Site)
        .join(Site, sa.and_(Site.school_id == DraftVersion.school_id, Site.id == draft.site_id))
        .outerjoin(
            SecondReading,
            sa.and_(SecondReading.school_id == DraftVersion.school_id, SecondReading.version_id == DraftVersion.id),
        )
        .where(
            DraftVersion.school_id == school.id,
            DraftVersion.draft_id == draft.id,
            DraftVersion.number == draft.number,
        )
    ).one()
    version, reading, site = row
    return DraftAtHand(session, school, today, site, draft, version, reading, images_of(session, version))


def images_of(session: Session, version: DraftVersion) -> tuple[int, ...]:
    """Return the images of the register that a version shows, in their order."""
    return tuple(
        session.scalars(
            sa.select(DraftImage.image_id)
            .where(DraftImage.school_id == version.school_id, DraftImage.version_id == version.id)
            .order_by(DraftImage.image_id)
        )
    )
