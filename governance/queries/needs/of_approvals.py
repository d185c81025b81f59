"""Lines about what is asked beyond a site's creation, and about the media: what waits for me, and what came back.

The conditions are those of the lists (``queries/approvals.py``, ``queries/media.py``).  They never write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from governance.db import PERSON, SCHOOL
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.media.words import EnquiryState
from governance.models import ApprovalRequest, MediaEnquiry, Person
from governance.queries.approvals import waiting_for
from governance.queries.media import concerns, waits_for_head
from governance.queries.needs.fact import FAR, Facts, part
from governance.queries.needs.need import Need

ANSWERED = (EnquiryState.ADVISED, EnquiryState.REPLY_APPROVED)


def parts_of_approvals(kinds: Collection[RequestKind], *, head: bool) -> Iterator[sa.Select[Any]]:
    """Yield what can make a line of PERSON's, who decides ``kinds``; ``head`` where they act as head."""
    enquiry = {"subject_id": MediaEnquiry.id, "at": MediaEnquiry.got_at, "label": MediaEnquiry.outlet}
    state = sa.cast(MediaEnquiry.state, sa.String)
    if head:
        yield part("media_waits", key=state, **enquiry).where(*waits_for_head(SCHOOL, PERSON))
    yield part("media_answered", key=state, **enquiry).where(
        MediaEnquiry.school_id == SCHOOL, MediaEnquiry.state.in_(ANSWERED), concerns(PERSON)
    )
    request = {
        "subject_id": ApprovalRequest.id,
        "label": ApprovalRequest.label,
        "key": sa.cast(ApprovalRequest.kind, sa.String),
    }
    if kinds:
        yield (
            part("request_waits", at=ApprovalRequest.asked_at, person=Person.name, **request)
            .join(Person, Person.id == ApprovalRequest.asked_by)
            .where(*waiting_for(SCHOOL, PERSON, kinds))
        )
    yield part("request_returned", at=ApprovalRequest.decided_at, **request).where(
        ApprovalRequest.school_id == SCHOOL,
        ApprovalRequest.state == RequestState.RETURNED,
        ApprovalRequest.asked_by == PERSON,
    )


def needs_of_approvals(facts: Facts) -> Iterator[Need]:
    """Yield what the media wait for first, then what has to be decided or changed."""
    for what in ("media_waits", "media_answered"):
        for fact in sorted(facts.of(what), key=lambda fact: fact.at or FAR):
            word = f"media_{fact.key}" if what == "media_waits" else what
            yield Need(word, label=fact.label or "", since=fact.at, subject_id=fact.subject_id)
    for what in ("request_waits", "request_returned"):
        for fact in sorted(facts.of(what), key=lambda fact: fact.at or FAR):
            yield Need(
                what,
                label=fact.label or "",
                person=fact.person or "",
                since=fact.at,
                subject_id=fact.subject_id,
                key=KINDS[RequestKind(fact.key or "")].name,
            )
