"""Whether the actor has a permission: asked in the use case too, so that no way past a page leads past the rule."""

from __future__ import annotations

from governance.domain.access import GRANTS, Actor, Permission, may
from governance.domain.refusals import Refusal
from governance.services.refused import Refused


def refuse_without(actor: Actor, permission: Permission) -> None:
    """Raise Refused, with who can do it, unless ``actor`` has ``permission``."""
    if not may(actor, permission):
        raise Refused((Refusal("not_yours_to_do", GRANTS[permission].who),))
