"""Who has to sign in with a second step at a school.

A school names roles (policy setting ``roles_with_second_factor``); who acts for the head counts as the head for as long
as they do.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection

from governance.domain.access import Actor, acts_as_head
from governance.domain.words import Role


def is_demanded_of(actor: Actor, roles: Collection[str]) -> bool:
    """The school asks this person for a second step; ``roles`` are the words of the roles that it names."""
    held = {role.value for role in actor.roles}
    if acts_as_head(actor):
        held.add(Role.HEAD.value)
    return not held.isdisjoint(roles)
