"""The settings about images of people: how fast they come down, and how often they are looked at again.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Setting, WholeNumber

SETTINGS_OF_IMAGES: tuple[Setting, ...] = (
    Setting(
        "take_down_hours",
        "Hours to take an image down",
        "A.4.4",
        "Where consent is withdrawn, the image is taken down everywhere within so many hours.",
        24,
        WholeNumber(1, 168, "hours"),
    ),
    Setting(
        "image_audit_months",
        "How often pupils’ images are looked at again",
        "A.5.2",
        "Images in which a pupil can be recognised are looked at again after so many months.",
        6,
        WholeNumber(1, 24, "months"),
    ),
)
