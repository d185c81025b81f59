"""The closed vocabularies of the registers, and how their words are said.

May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class ContributorKind(StrEnum):
    """Whether one person or a group contributes from outside the school."""

    PERSON = "person"
    GROUP = "group"


class VettingMethod(StrEnum):
    """How somebody made sure that a contributor may write where children read (A.2.6)."""

    KNOWN = "known"
    MET = "met"
    REFERENCES = "references"
    CLEARED = "cleared"
    OWN_SCHOOL = "own_school"


class PartnerKind(StrEnum):
    """What takes part beside our school (002-4)."""

    SCHOOL = "school"
    ORGANISATION = "organisation"


class DeclarationKind(StrEnum):
    """What somebody at the school declares about themselves (000-3, 002-6, 003-1, 003-2; 6.1 to 6.7)."""

    EMPLOYER_NAMED = "employer_named"
    FAMILY_FRIEND = "family_friend"
    AGREED_CONTACT = "agreed_contact"
    RELATED_PUPIL = "related_pupil"
    REQUEST_DECLINED = "request_declined"
    FORMER_PUPIL = "former_pupil"


class Access(StrEnum):
    """What somebody who holds access to an account on a platform may do there."""

    FULL = "full"
    PUBLISH = "publish"


CONTRIBUTOR_KIND_WORDS = {ContributorKind.PERSON: "One person", ContributorKind.GROUP: "A group"}
VETTING_METHOD_WORDS = {
    VettingMethod.KNOWN: "Known to the school for years",
    VettingMethod.MET: "Met in person at the school",
    VettingMethod.REFERENCES: "References were asked for",
    VettingMethod.CLEARED: "Cleared as a volunteer; the office saw the certificate",
    VettingMethod.OWN_SCHOOL: "Their own school answers for them",
}
PARTNER_KIND_WORDS = {PartnerKind.SCHOOL: "A school", PartnerKind.ORGANISATION: "Another organisation"}
ACCESS_WORDS = {Access.FULL: "Everything, other people’s access too", Access.PUBLISH: "Publishing only"}
DECLARATION_KIND_WORDS = {
    DeclarationKind.EMPLOYER_NAMED: "A page of mine says where I work",
    DeclarationKind.FAMILY_FRIEND: "I am a friend of a pupil’s family",
    DeclarationKind.AGREED_CONTACT: "I have a reason to be in contact with a pupil or a family",
    DeclarationKind.RELATED_PUPIL: "A pupil is related to me",
    DeclarationKind.REQUEST_DECLINED: "I declined a friend request",
    DeclarationKind.FORMER_PUPIL: "I am in contact with a former pupil",
}
