"""The product's routes with their numbers filled in, made from the map of routes itself: a new one cannot be forgotten.

``ROW`` says which row a part of an address names.  A part that stands in none of the tables here fails the walk by its
name, so whoever adds a route says what its parts are.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import InstrumentedAttribute, Session
from werkzeug.routing import Rule

from governance.domain.approvals.words import RequestKind
from governance.domain.policy_settings import SETTINGS
from governance.domain.proposal.questions import FORM
from governance.models import (
    AbsenceSpan,
    Alarm,
    Appeal,
    Appointment,
    ApprovalRequest,
    Authorisation,
    Breach,
    ClosedSpan,
    Comment,
    CompromisedAccount,
    Concern,
    ContentMatch,
    Contributor,
    Declaration,
    Delegation,
    Draft,
    ExitStep,
    FormatRequest,
    IdentityCard,
    Image,
    ImageUse,
    Import,
    InformationRequest,
    IngestKey,
    LegalHold,
    MediaEnquiry,
    Membership,
    PartnerSchool,
    PermissionGiven,
    Person,
    PersonShown,
    PhotoEvent,
    PhotoPassHolder,
    PlatformAccount,
    PlatformAge,
    PolicyQuestion,
    PretenderReport,
    ProposalVersion,
    ReadingWord,
    RegisterSheet,
    RemovalDemand,
    RetiredPlatform,
    RoleHeld,
    RuleSet,
    Site,
    SiteUpdate,
    StandingApproval,
    SubjectRequest,
    TakeDown,
    Term,
    Vetting,
    WrittenPermission,
)
from tests.factories import sign_in

Column = InstrumentedAttribute[int]

ROW: dict[str, Column] = {
    "version_id": ProposalVersion.id,
    "draft_id": Draft.id,
    "match_id": ContentMatch.id,
    "standing_id": StandingApproval.id,
    "update_id": SiteUpdate.id,
    "comment_id": Comment.id,
    "word_id": ReadingWord.id,
    "site_id": Site.id,
    "span_id": ClosedSpan.id,
    "term_id": Term.id,
    "report_id": PretenderReport.id,
    "concern_id": Concern.id,
    "contributor_id": Contributor.id,
    "compromised_id": CompromisedAccount.id,
    "declaration_id": Declaration.id,
    "partner_id": PartnerSchool.id,
    "account_id": PlatformAccount.id,
    "retired_id": RetiredPlatform.id,
    "sheet_id": RegisterSheet.id,
    "vetting_id": Vetting.id,
    "breach_id": Breach.id,
    "demand_id": RemovalDemand.id,
    "absence_id": AbsenceSpan.id,
    "alarm_id": Alarm.id,
    "appeal_id": Appeal.id,
    "appointment_id": Appointment.id,
    "step_id": ExitStep.id,
    "card_id": IdentityCard.id,
    "rule_set_id": RuleSet.id,
    "import_id": Import.id,
    "key_id": IngestKey.id,
    "member_id": Membership.id,
    "person_id": Membership.person_id,
    "question_id": PolicyQuestion.id,
    "format_id": FormatRequest.id,
    "hold_id": LegalHold.id,
    "information_id": InformationRequest.id,
    "copy_id": SubjectRequest.id,
    "request_id": ApprovalRequest.id,
    "enquiry_id": MediaEnquiry.id,
    "shown_id": PersonShown.id,
    "image_id": Image.id,
    "use_id": ImageUse.id,
    "take_down_id": TakeDown.id,
    "permission_id": WrittenPermission.id,
    "given_id": PermissionGiven.id,
    "event_id": PhotoEvent.id,
    "holder_id": PhotoPassHolder.id,
}
ROW_OF_ENDPOINT: dict[str, Column] = {
    "delegation.end": Delegation.id,
    "people.end_authorised": Authorisation.id,
    "people.role": RoleHeld.id,
    "platform_ages.row": PlatformAge.id,
}
"""What ``row_id`` is, by the endpoint."""

WORDS: dict[str, tuple[object, ...]] = {
    "decision": ("publish", "keep", "hide", "undo", "reopen", "release"),
    "question": ("ask", "hand-on"),
    "text": ("house-rules", "terms-of-use"),
    "audience": ("pupils", "adults"),
    "act": ("suspend", "extend", "continue", "start-closing", "cancel-closing", "close"),
    "kind": ("logo", "privacy_settings", "comments_held", "rules_published", "conformity"),
    "draft_page": ("text", "right", "law", "pictures", "look"),
    "page_key": tuple(page.key for page in FORM),
    "key": tuple(setting.key for setting in SETTINGS),
    "number": (1,),
    "step": ("route", "line", "source", "severity", "about", "reader", "hold", "close"),
    "taken": (1,),
    "mail": ("no-such-mail",),
    "pack": (1,),
    "as_pack": ("json", "pdf"),
    "contact_route": ("lado", "police_101"),
    "deed": ("weigh", "note", "found", "police", "demand", "officer", "leak", "reader", "pass-on", "close", "reopen"),
    "as_file": ("csv", "xlsx"),
    "register": (
        *("contributors", "partners", "accounts", "retired", "declarations", "compromised", "training", "consents"),
        *("cards", "passes", "permissions"),
    ),
    "clause_number": ("A.1.5", "7.1"),
    "as_document": ("json", "pdf"),
    "document": ("impact-assessment", "privacy-notice"),
    "record_kind": ("mail", "comment"),
    "few_read_kind": ("declaration", "hidden_comment", "hidden_report", "hidden_appeal", "breach"),
    "request_kind": tuple(kind.value for kind in RequestKind),
    "token": ("not-a-token",),
    "filename": ("product.css",),
}
"""The parts of addresses that name no row of a school."""

STATIC = frozenset({"static", "security.static"})


@dataclass(frozen=True, slots=True)
class Route:
    """One rule of the map with the name of its endpoint, as ids of tests show it."""

    endpoint: str
    rule: Rule

    def __str__(self) -> str:
        return self.endpoint

    @property
    def is_of_school(self) -> bool:
        """Whether it stands below a school."""
        return "school" in self.rule.arguments

    @property
    def rows(self) -> dict[str, Column]:
        """The parts of the address that name a row, with the columns of their numbers."""
        found = {part: self._row(part) for part in self.rule.arguments}
        return {part: row for part, row in found.items() if row is not None}

    def _row(self, part: str) -> Column | None:
        if part == "row_id":
            assert self.endpoint in ROW_OF_ENDPOINT, f"Say in {__file__} what row_id is for {self.endpoint}."
            return ROW_OF_ENDPOINT[self.endpoint]
        assert part in ROW or part in WORDS or part == "school", f"Say in {__file__} what {part} is ({self.rule})."
        return ROW.get(part)

    def address(self, app: Flask, school: str, **values: Any) -> str:
        """The address with its parts filled in; the words that are not given are the first of each."""
        parts = {part: WORDS[part][0] for part in self.rule.arguments if part in WORDS} | values
        if self.is_of_school:
            parts["school"] = school
        built: str = app.url_map.bind("localhost").build(self.endpoint, parts, method=self.method)
        return built

    @property
    def method(self) -> str:
        """POST where it takes it, else GET."""
        return "POST" if "POST" in (self.rule.methods or ()) else "GET"


def routes(app: Flask, method: str) -> list[Route]:
    """Every rule that takes ``method``, without the files."""
    rules = app.url_map.iter_rules()
    return [
        Route(rule.endpoint, rule) for rule in rules if method in (rule.methods or ()) and rule.endpoint not in STATIC
    ]


def addresses(
    app: Flask, session: Session, school_id: int, slug: str, route: Route, *, all_words: bool = False
) -> list[str]:
    """Addresses of a route with the first row of each kind of one school; with every word, or the first of each."""
    choices: dict[str, list[object]] = {
        part: list(row_ids(session, column, school_id)[:1]) for part, column in route.rows.items()
    }
    choices |= {
        part: list(WORDS[part] if all_words else WORDS[part][:1]) for part in route.rule.arguments if part in WORDS
    }
    for part, found in choices.items():
        assert found, f"No row for {part} of {route.rule}: add one to filled.py."
    names = list(choices)
    return [
        route.address(app, slug, **dict(zip(names, chosen, strict=True)))
        for chosen in itertools.product(*(choices[name] for name in names))
    ]


def row_ids(session: Session, column: Column, school_id: int) -> list[int]:
    """The numbers of a school's rows, in order."""
    table: Any = column.class_
    found = list(session.scalars(sa.select(column).where(table.school_id == school_id).order_by(column)))
    session.rollback()
    return found


def client_of(app: Flask, store: Session, person_id: int | None) -> FlaskClient:
    """A client signed in as this person, or as nobody."""
    client = app.test_client()
    return client if person_id is None else sign_in(client, store, store.get_one(Person, person_id))
