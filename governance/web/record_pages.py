"""Where the records that show a clause stand: one page for each kind of record (the clause pages link to it).

Every area adds its kinds here, next to the others of its area; the link is left out where the reader may not open it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, url_for

from governance.domain.access import Actor, may
from governance.domain.clauses.finding import RecordAt
from governance.web.entry import entry_of


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The page of a kind of record: its endpoint, what the link says, and which value of the address is what.

    ``values`` maps a name of the address to ``id`` or ``site_id`` of the record.
    """

    endpoint: str
    words: str
    values: Mapping[str, str] = field(default_factory=dict)
    anchor: str | None = None


_OF_SITE = {"site_id": "site_id"}

RECORD_PAGES: dict[str, RecordPage] = {
    # Sites and their proposals.
    "site": RecordPage("sites.site", "The site", {"site_id": "id"}),
    "version": RecordPage("proposals.overview", "The proposal", {"version_id": "id"}),
    "sites": RecordPage("sites.sites", "The sites"),
    "go_live": RecordPage("sites.go_live", "What was checked", _OF_SITE),
    "site_people": RecordPage("sites.people", "Who runs it", _OF_SITE),
    "site_end": RecordPage("sites.exit_plan", "The steps of its end", _OF_SITE),
    "evaluations": RecordPage("sites.evaluate", "Its measures", _OF_SITE),
    "updates": RecordPage("freshness.updates", "What was posted", _OF_SITE),
    "content": RecordPage("content.content", "Content and its approval"),
    "site_content": RecordPage("content.of_site", "What came out, and who approved it", _OF_SITE),
    "cards": RecordPage("identity_cards.cards", "Who is shown", _OF_SITE),
    "queue": RecordPage("queue.decided_lately", "What was moderated"),
    "found": RecordPage("found.found", "Accounts that were found"),
    "pretenders": RecordPage("pretenders.pretenders", "Reports of pretenders"),
    # What is asked for beyond a site's creation, and the media.
    "approvals": RecordPage("approvals.overview", "Other approvals"),
    "approval_request": RecordPage("approvals.one", "The request", {"request_id": "id"}),
    "media": RecordPage("media.log", "Enquiries from the media"),
    # Where to turn with a worry.
    "route_contacts": RecordPage("route_contacts.contacts", "Where to turn"),
    # The school and its policy.
    "house_rules": RecordPage("rules.rules", "House rules"),
    "policy_text": RecordPage("policy_text.policy", "The policy"),
    "policy_review": RecordPage("policy_review.review", "The review"),
    "acknowledged": RecordPage("policy_text.acknowledged", "Who has acknowledged it"),
    "policy_settings": RecordPage("policy_numbers.settings", "The policy’s numbers"),
    "people": RecordPage("people.people", "People"),
    "breaches": RecordPage("breaches.breaches", "How a breach is reported"),
    # Images, consents and permissions.
    "images": RecordPage("images.images", "The image register"),
    "take_downs": RecordPage("take_downs.take_downs", "What has to be taken down"),
    "permissions": RecordPage("permissions.permissions", "Written permissions"),
    "photo_passes": RecordPage("photo_passes.events", "Photo passes"),
    "platform_ages": RecordPage("platform_ages.platforms", "Minimum ages"),
    # The registers.
    "contributors": RecordPage("contributors.contributors", "Contributors from outside"),
    "partners": RecordPage("partners.partners", "Partner schools"),
    "declarations": RecordPage("declarations.declarations", "Declarations"),
    "compromised_accounts": RecordPage("compromised.reports", "Accounts that somebody got into"),
    "contributor": RecordPage("contributors.contributor", "The contributor", {"contributor_id": "id"}),
    # How records are kept and given out.
    "formats": RecordPage("records.formats", "Other formats"),
    "policy_talk": RecordPage("records.talk", "Talk about the policy"),
    "retention": RecordPage("records.retention", "How long records are kept"),
    "copies": RecordPage("records.copies", "Requests for a copy"),
    "training": RecordPage("records.training", "Training, and links in the policy"),
}
"""By the kind of a ``RecordAt``."""


def address_of(record: RecordAt, actor: Actor) -> str | None:
    """Return the address of a record's page, None where this person may not open it."""
    page = RECORD_PAGES[record.kind]
    entry = entry_of(current_app, page.endpoint)
    if entry is not None and entry.permission is not None and not may(actor, entry.permission):
        return None
    values: dict[str, Any] = {name: getattr(record, part) for name, part in page.values.items()}
    return url_for(page.endpoint, **values, _anchor=page.anchor)
