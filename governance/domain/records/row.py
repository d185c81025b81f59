"""One row of the schedule of retention, and the kinds of record that have one (003-7).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.domain.records.keeping import Kept
from governance.domain.records.words import Sure


class RecordKind(StrEnum):
    """One kind of record."""

    COMMENT = "comment"
    REPORT = "report"
    APPEAL = "appeal"
    HIDDEN_COMMENT = "hidden_comment"
    HIDDEN_REPORT = "hidden_report"
    HIDDEN_APPEAL = "hidden_appeal"
    UPLOADED_LIST = "uploaded_list"
    MAIL = "mail"
    HISTORY_TEXT = "history_text"
    CONSENT = "consent"
    PHOTO_PASS = "photo_pass"  # noqa: S105  # A pass to take photographs.
    WRITTEN_PERMISSION = "written_permission"
    VETTING = "vetting"
    DECLARATION = "declaration"
    BREACH = "breach"
    TRAINING = "training"
    ACKNOWLEDGEMENT = "acknowledgement"
    POLICY_QUESTION = "policy_question"
    FORMAT_REQUEST = "format_request"
    INFORMATION_REQUEST = "information_request"
    SUBJECT_REQUEST = "subject_request"
    CONCERN = "concern"
    CHILD_PROTECTION = "child_protection"
    PUPIL_RECORD = "pupil_record"
    STAFF_RECORD = "staff_record"
    ALLEGATION = "allegation"
    COMPLAINT = "complaint"
    SITE_CONTENT = "site_content"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the schedule.

    ``kept`` is None where no time can be named.  ``setting`` is the key of the policy's setting that gives the time,
    where one does; each such record carries its own last day.  ``elsewhere`` says where a record is kept that the
    product does not hold; empty for the ones it disposes of.  ``few_read`` marks what the product disposes of on the
    list of who reads it alone, because nobody else may learn that there is one (DESIGN 9).
    """

    kind: RecordKind
    name: str
    kept: Kept | None
    basis: str
    sure: Sure
    setting: str = ""
    elsewhere: str = ""
    few_read: bool = False

    @property
    def rule(self) -> str:
        """The time in words."""
        return self.kept.in_words if self.kept else "As long as it is useful"

    @property
    def can_be_changed(self) -> bool:
        """Whether the school types its own time here; a setting of the policy is changed where it stands."""
        return not self.setting and self.kept is not None
