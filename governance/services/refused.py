"""How a use case says no.  Views turn these into pages; nothing was changed when one is raised."""

from __future__ import annotations

from collections.abc import Sequence

from governance.domain.refusals import Refusal


class Refused(Exception):
    """The action is not possible now; ``refusals`` holds every reason."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(refusal.code for refusal in refusals))
        self.refusals = tuple(refusals)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of every reason, in order."""
        return tuple(refusal.code for refusal in self.refusals)


class Stale(Refused):
    """Somebody changed the thing after the actor saw it: the sentence names who did what and when."""


class NotHere(LookupError):
    """There is no such row at this school; another school's row is not there either."""


def refuse_if(refusals: Sequence[Refusal]) -> None:
    """Raise Refused unless ``refusals`` is empty."""
    if refusals:
        raise Refused(refusals)
