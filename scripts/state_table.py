"""Writes ``docs/states.md`` from the lifecycle: ``python -m scripts.state_table``.

The page is generated so that it cannot say something else than the code; a test fails when it is out of date.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from governance.domain.lifecycle import MOVES, Condition, Move
from governance.domain.words import (
    ACTION_WORDS,
    CAPACITY_WORDS,
    SITE_WORDS,
    VERSION_WORDS,
    Action,
    SiteState,
    VersionState,
    listed,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"

HEAD = """# The life of a site

<!-- Written by `python -m scripts.state_table` from `governance/domain/lifecycle.py`: change that, run it again. -->

What may happen to an official site and to the versions of its proposal, who may do it, and what has to hold first.
A live site keeps running on its approved text while the next version is being decided, so sites and versions have
states of their own. `outcome` in `governance/domain/lifecycle.py` says where an action leads when that depends on more
than this table: an approval moves a proposed site to approved with the last yes that the policy asks for, a change
before launch puts the site back to proposed, and a cancelled closing returns the site to what it was.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    parts = [
        HEAD,
        "## States of a site\n\n" + _states({state.value: SITE_WORDS[state] for state in SiteState}),
        "## States of a version\n\n" + _states({state.value: VERSION_WORDS[state] for state in VersionState}),
        "## Actions\n\n" + _actions(),
    ]
    return "\n".join(parts)


def _states(words: dict[str, str]) -> str:
    rows = [f"| `{state}` | {said} |" for state, said in words.items()]
    return "\n".join(["| state | in words |", "|---|---|", *rows]) + "\n"


def _actions() -> str:
    rows = [_row(action, move) for action, move in MOVES.items()]
    return "\n".join(["| action | from | to | who | only if |", "|---|---|---|---|---|", *rows]) + "\n"


def _row(action: Action, move: Move) -> str:
    who = listed([CAPACITY_WORDS[capacity] for capacity in move.who], "or")
    conditions = "<br>".join(_first_line(condition) for condition in move.only_if)
    return f"| `{action}`: {ACTION_WORDS[action]} | {_from(move)} | {_to(move)} | {who} | {conditions} |"


def _from(move: Move) -> str:
    places = []
    if move.site:
        places.append("site " + listed([f"`{state}`" for state in move.site], "or"))
    if move.version:
        places.append("version " + listed([f"`{state}`" for state in move.version], "or"))
    return ", ".join(places) or "-"


def _to(move: Move) -> str:
    places = []
    if move.site_to:
        places.append(f"site `{move.site_to}`")
    if move.version_to:
        places.append(f"version `{move.version_to}`")
    return ", ".join(places) or "as it was"


def _first_line(condition: Condition) -> str:
    return (inspect.getdoc(condition) or "").splitlines()[0]


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(f"Written: {PAGE.relative_to(PAGE.parent.parent)}")
