"""The registers of the school on one page: what is kept, in a sentence each, for whoever may read it.

An area puts its register on the page by adding a ``RegisterEntry`` to ``ENTRIES`` where its views are.  The page shows
what a person may open and nothing else; each register refuses by itself all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.domain.access import Permission, may
from governance.web.entry import actor, requires
from governance.web.frame import WAYS, Way

bp = Blueprint("registers_index", __name__)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One register: its title, the endpoint of its list, who may open it, and what it is for in one sentence."""

    title: str
    endpoint: str
    permission: Permission
    sentence: str


ENTRIES: list[RegisterEntry] = [
    RegisterEntry(
        "People, training and authorisations",
        "people.people",
        Permission.LOOK_AFTER_PEOPLE,
        "Who belongs to the school, what they were trained in and until when, and who else may run a site.",
    ),
    RegisterEntry(
        "Accounts that were found",
        "found.found",
        Permission.LOOK_AFTER_SITES,
        "Blogs and accounts that carry the school’s name and were never approved.",
    ),
    RegisterEntry(
        "Platforms’ minimum ages",
        "platform_ages.platforms",
        Permission.LOOK_AFTER_SCHOOL,
        "From which age each platform lets somebody have an account, from when to when, and where that is said.",
    ),
]
"""Every area adds its own entry when its pages are installed."""


def entries_for_actor() -> list[RegisterEntry]:
    """Return the registers that the person of this request may open, by title."""
    return sorted((one for one in ENTRIES if may(actor(), one.permission)), key=lambda one: one.title.casefold())


@bp.get("/s/<school>/registers")
@requires(Permission.SEE_REGISTERS)
def registers() -> ResponseReturnValue:
    """Show which registers the school keeps, to whoever may open at least one."""
    return render_template(
        "registers/index.html",
        registers=[(one.title, url_for(one.endpoint), one.sentence) for one in entries_for_actor()],
    )


WAYS.append(Way("Registers", "registers_index.registers", Permission.SEE_REGISTERS))
