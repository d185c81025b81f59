"""The words of the registers of images: who is shown, what a consent covers, how an image shows somebody.

May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class ShownKind(StrEnum):
    """Who somebody is who may appear in an image."""

    PUPIL = "pupil"
    EMPLOYEE = "employee"
    GOVERNOR = "governor"
    VISITOR = "visitor"
    OTHER_ADULT = "other_adult"


SHOWN_WORDS: dict[ShownKind, str] = {
    ShownKind.PUPIL: "pupil",
    ShownKind.EMPLOYEE: "member of staff",
    ShownKind.GOVERNOR: "governor",
    ShownKind.VISITOR: "visitor",
    ShownKind.OTHER_ADULT: "other grown-up",
}


class Covers(StrEnum):
    """What a consent is about.  A name together with an image is one thing of its own, and the widest."""

    NAME = "name"
    IMAGE = "image"
    NAME_WITH_IMAGE = "name_with_image"
    WORK = "work"


COVERS_WORDS: dict[Covers, str] = {
    Covers.NAME: "their name alone",
    Covers.IMAGE: "their picture without a name",
    Covers.NAME_WITH_IMAGE: "their picture with their name",
    Covers.WORK: "their work",
}


class GivenBy(StrEnum):
    """Who gave a consent: a parent or carer, or the person themself."""

    PARENT = "parent"
    SELF = "self"


GIVEN_BY_WORDS: dict[GivenBy, str] = {GivenBy.PARENT: "a parent or carer", GivenBy.SELF: "the person themself"}


class ImageKind(StrEnum):
    """What is shown."""

    PICTURE = "picture"
    FILM = "film"
    RECORDING = "recording"
    WORK = "work"


KIND_NAMES: dict[ImageKind, str] = {
    ImageKind.PICTURE: "a photograph or drawing of somebody",
    ImageKind.FILM: "a film",
    ImageKind.RECORDING: "a recording of a voice",
    ImageKind.WORK: "a piece of somebody’s work",
}


class Face(StrEnum):
    """How well one person can be recognised; ``face_on`` is what the warning of May 2026 is about."""

    NONE = "none"
    RECOGNISABLE = "recognisable"
    FACE_ON = "face_on"


FACE_WORDS: dict[Face, str] = {
    Face.NONE: "cannot be recognised",
    Face.RECOGNISABLE: "can be recognised",
    Face.FACE_ON: "looks into the camera and can be recognised",
}


class NameShown(StrEnum):
    """Which name of one person stands with the image."""

    NONE = "none"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"


NAME_WORDS: dict[NameShown, str] = {
    NameShown.NONE: "no name with it",
    NameShown.FIRST_NAME: "the first name with it",
    NameShown.FULL_NAME: "the full name with it",
}


class Matter(StrEnum):
    """What written permission is asked for."""

    SCHOOL_NAME = "school_name"
    LOGO = "logo"
    PUBLISHED_MATERIAL = "published_material"
    OTHERS_WORK = "others_work"
    PERSONAL_DATA = "personal_data"


MATTER_NAMES: dict[Matter, str] = {
    Matter.SCHOOL_NAME: "the school’s name",
    Matter.LOGO: "the school’s logo",
    Matter.PUBLISHED_MATERIAL: "something that the school published",
    Matter.OTHERS_WORK: "somebody else’s work, a partner or a provider",
    Matter.PERSONAL_DATA: "somebody’s photograph, data or contact details",
}


class Party(StrEnum):
    """Who agrees in writing."""

    SCHOOL = "school"
    PERSON_SHOWN = "person_shown"
    AUTHOR = "author"
    PARTNER = "partner"
    PROVIDER = "provider"


PARTY_WORDS: dict[Party, str] = {
    Party.SCHOOL: "the school, by its head",
    Party.PERSON_SHOWN: "the person whom it is about",
    Party.AUTHOR: "the author",
    Party.PARTNER: "the partner",
    Party.PROVIDER: "the provider",
}
