"""Mapped classes, one file per noun: columns, constraints and relationships; no decisions."""

from __future__ import annotations

from governance.models.audit import NO_SCHOOL, AuditHead, AuditRow, AuditText
from governance.models.calendar import ClosedSpan, Term
from governance.models.found import FoundNote
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
from governance.models.proposal import (
    Appointment,
    Consultation,
    Decision,
    Discussion,
    ProposalVersion,
    RiskSignature,
)
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

__all__ = [
    "NO_SCHOOL",
    "Account",
    "Acknowledgement",
    "Appointment",
    "AuditHead",
    "AuditRow",
    "AuditText",
    "Authorisation",
    "ClockPeriod",
    "ClosedSpan",
    "Consultation",
    "Decision",
    "Delegation",
    "Discussion",
    "Evaluation",
    "Evidence",
    "ExitStep",
    "FormerAddress",
    "FoundNote",
    "HouseRule",
    "IdentityCard",
    "Import",
    "Membership",
    "Notice",
    "Person",
    "PlatformAge",
    "PolicySetting",
    "PolicyText",
    "PretenderReport",
    "ProposalVersion",
    "RiskSignature",
    "RoleHeld",
    "RuleSet",
    "School",
    "SignInFailure",
    "Site",
    "Term",
    "Training",
]
