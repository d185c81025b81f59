"""Mapped classes, one file per noun: columns, constraints and relationships; no decisions."""

from __future__ import annotations

from governance.models.absence import AbsenceSpan, Reminder
from governance.models.approval import ApprovalRequest, MediaEnquiry
from governance.models.audit import NO_SCHOOL, AuditHead, AuditRow, AuditText
from governance.models.breach import Breach, BreachNote, BreachReader, RemovalDemand
from governance.models.calendar import ClosedSpan, Term
from governance.models.clause_count import ClauseCount
from governance.models.comment import Comment, CommentFlag, CommentRevision, is_shown
from governance.models.comment_decision import CommentClaim, CommentDecision, CommentNote, CommentOpening
from governance.models.concern import (
    Alarm,
    Concern,
    ConcernDisposal,
    ConcernEntry,
    ConcernHold,
    ConcernPack,
    ConcernReader,
    ConcernStep,
    RouteContact,
)
from governance.models.content import (
    ContentDecision,
    ContentMatch,
    Draft,
    DraftImage,
    DraftVersion,
    SecondReading,
    StandingApproval,
)
from governance.models.declaration import CompromisedAccount, Declaration
from governance.models.found import FoundNote
from governance.models.freshness import LiveSpell, ModerationLook, PageWatch, SiteUpdate, UpdateWatch
from governance.models.host import ClosedPost, CommentingOnHost, CommentOnHost, HostConnection, IngestKey, IngestReceipt
from governance.models.image import (
    Consent,
    ConsentWithdrawal,
    Image,
    ImagePerson,
    ImageUse,
    PersonShown,
    TakeDown,
)
from governance.models.notice import ClockPeriod, Notice
from governance.models.people import (
    Account,
    Authorisation,
    Delegation,
    Import,
    Membership,
    Person,
    RoleHeld,
    SignInFailure,
    Training,
)
from governance.models.photo_pass import PhotoEvent, PhotoPass, PhotoPassHolder
from governance.models.platform_account import AccountHolder, PlatformAccount, RetiredPlatform
from governance.models.policy_talk import FormatRequest, PolicyDiscussion, PolicyQuestion
from governance.models.proposal import (
    Appointment,
    Consultation,
    Decision,
    Discussion,
    ProposalVersion,
    RiskSignature,
)
from governance.models.reading import ModeratorChoice, PupilName, ReadingSettings, ReadingWord
from governance.models.report import Appeal, CommentReport
from governance.models.request import InformationRequest, SubjectRequest
from governance.models.retention import Disposal, DisposedRecord, LegalHold, RetentionRule
from governance.models.review import PolicyDates, PolicyReview, ReviewCall
from governance.models.rules import HouseRule, RuleSet
from governance.models.school import Acknowledgement, PlatformAge, PolicySetting, PolicyText, School
from governance.models.site import (
    Evaluation,
    Evidence,
    ExitStep,
    FormerAddress,
    IdentityCard,
    PretenderReport,
    Site,
)
from governance.models.vetting import (
    Contributor,
    ContributorSite,
    PartnerSchool,
    PartnerSite,
    RegisterSheet,
    Vetting,
)
from governance.models.written_permission import PermissionGiven, PermissionUse, WrittenPermission

__all__ = [
    "NO_SCHOOL",
    "AbsenceSpan",
    "Account",
    "AccountHolder",
    "Acknowledgement",
    "Alarm",
    "Appeal",
    "Appointment",
    "ApprovalRequest",
    "AuditHead",
    "AuditRow",
    "AuditText",
    "Authorisation",
    "Breach",
    "BreachNote",
    "BreachReader",
    "ClauseCount",
    "ClockPeriod",
    "ClosedPost",
    "ClosedSpan",
    "Comment",
    "CommentClaim",
    "CommentDecision",
    "CommentFlag",
    "CommentNote",
    "CommentOnHost",
    "CommentOpening",
    "CommentReport",
    "CommentRevision",
    "CommentingOnHost",
    "CompromisedAccount",
    "Concern",
    "ConcernDisposal",
    "ConcernEntry",
    "ConcernHold",
    "ConcernPack",
    "ConcernReader",
    "ConcernStep",
    "Consent",
    "ConsentWithdrawal",
    "Consultation",
    "ContentDecision",
    "ContentMatch",
    "Contributor",
    "ContributorSite",
    "Decision",
    "Declaration",
    "Delegation",
    "Discussion",
    "Disposal",
    "DisposedRecord",
    "Draft",
    "DraftImage",
    "DraftVersion",
    "Evaluation",
    "Evidence",
    "ExitStep",
    "FormatRequest",
    "FormerAddress",
    "FoundNote",
    "HostConnection",
    "HouseRule",
    "IdentityCard",
    "Image",
    "ImagePerson",
    "ImageUse",
    "Import",
    "InformationRequest",
    "IngestKey",
    "IngestReceipt",
    "LegalHold",
    "LiveSpell",
    "MediaEnquiry",
    "Membership",
    "ModerationLook",
    "ModeratorChoice",
    "Notice",
    "PageWatch",
    "PartnerSchool",
    "PartnerSite",
    "PermissionGiven",
    "PermissionUse",
    "Person",
    "PersonShown",
    "PhotoEvent",
    "PhotoPass",
    "PhotoPassHolder",
    "PlatformAccount",
    "PlatformAge",
    "PolicyDates",
    "PolicyDiscussion",
    "PolicyQuestion",
    "PolicyReview",
    "PolicySetting",
    "PolicyText",
    "PretenderReport",
    "ProposalVersion",
    "PupilName",
    "ReadingSettings",
    "ReadingWord",
    "RegisterSheet",
    "Reminder",
    "RemovalDemand",
    "RetentionRule",
    "RetiredPlatform",
    "ReviewCall",
    "RiskSignature",
    "RoleHeld",
    "RouteContact",
    "RuleSet",
    "School",
    "SecondReading",
    "SignInFailure",
    "Site",
    "SiteUpdate",
    "StandingApproval",
    "SubjectRequest",
    "TakeDown",
    "Term",
    "Training",
    "UpdateWatch",
    "Vetting",
    "WrittenPermission",
    "is_shown",
]
