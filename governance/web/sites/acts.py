"""What can be done to a site from its page: the buttons, in the words of the page, and what each of them leads to.

Which of them are possible is the lifecycle's to say; here is only how they are offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from governance.domain.gate import gate_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Action, SiteState
from governance.models import Site
from governance.services.closing import cancel_closing, close_site, start_closing
from governance.services.sites import continue_site, extend_site, suspend_site
from governance.web.sites.area import WHO, SiteAtHand, address_if_there, reasons_against
from governance.web.sites.commenting import what_a_pause_does


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act with a page of its own.  ``asks`` is its question; without one it is only confirmed.

    ``also`` says what else happens next, where that depends on the site.
    """

    action: Action
    h1: str
    next: tuple[str, ...]
    button: str
    done: str
    use_case: Callable[..., None]
    asks: str = ""
    tone: str = ""
    also: Callable[[Site], str] | None = None


ACT_PAGES: dict[str, ActPage] = {
    "suspend": ActPage(
        Action.SUSPEND,
        "Suspend this site",
        (
            "The public register says “paused” from now on.",
            "Moderators go on looking at the comments that are there.",
            "The head, the ICT lead, the proposer and who provides for the site are told.",
        ),
        "Suspend the site",
        "Suspended. This page says how far commenting is closed. To go live again, the site passes the checks again.",
        suspend_site,
        "Why does the site have to pause?",
        "warning",
        what_a_pause_does,
    ),
    "extend": ActPage(
        Action.EXTEND,
        "Give this site more time",
        ("The date moves once. After that it has to hold, or the site pauses.",),
        "Give more time",
        "The site has more time. The new date stands on its page.",
        extend_site,
        "Why does it need more time?",
    ),
    "continue": ActPage(
        Action.CONTINUE,
        "Decide that this site goes on",
        ("The site goes on until the planned end of the newly approved proposal.",),
        "Let it go on",
        "The site goes on until its new planned end.",
        continue_site,
        "Why does the site go on?",
    ),
    "start-closing": ActPage(
        Action.START_CLOSING,
        "Start closing this site",
        (
            "The exit plan becomes a list of steps, which people sign one by one.",
            "Until a step that cannot be taken back is signed, the head can cancel the closing.",
            "The site stays on the register for ever.",
        ),
        "Start closing",
        "The closing has begun. Sign each exit step when it is done.",
        start_closing,
        "Why does the site close?",
        "warning",
    ),
    "cancel-closing": ActPage(
        Action.CANCEL_CLOSING,
        "Cancel the closing",
        ("The site becomes what it was before. The exit steps are put aside, and their signatures stay on record.",),
        "Cancel the closing",
        "The closing is cancelled. The site is what it was before.",
        cancel_closing,
        "Why is it not closing after all?",
    ),
    "close": ActPage(
        Action.CLOSE,
        "Close this site",
        (
            "Every duty on the site ends today.",
            "The site stays on the register as closed, for ever. To open it again takes a new proposal.",
        ),
        "Close the site",
        "The site is closed. It stays on the register.",
        close_site,
        tone="warning",
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One button of a site's page.  ``posts`` says that it acts at once; the others lead to a page."""

    text: str
    href: str
    main: bool = False
    posts: bool = False
    against: tuple[Refusal, ...] = ()


MAIN: dict[SiteState, tuple[Action, ...]] = {
    SiteState.FOUND: (Action.LAUNCH, Action.ADOPT),
    SiteState.PROPOSED: (Action.AMEND,),
    SiteState.APPROVED: (Action.LAUNCH,),
    SiteState.LIVE: (),
    SiteState.SUSPENDED: (Action.RESUME,),
    SiteState.CLOSING: (Action.CLOSE,),
    SiteState.CLOSED: (),
}
"""The next step of each state: where it is not possible for this person now, the page says why not and who can."""

_TEXTS: dict[Action, str] = {
    Action.ADOPT: "Write a proposal for it",
    Action.AMEND: "Change the proposal",
    Action.LAUNCH: "Launch this site",
    Action.SUSPEND: "Suspend",
    Action.RESUME: "Resume this site",
    Action.EXTEND: "Give more time",
    Action.CONTINUE: "Let it go on",
    Action.START_CLOSING: "Start closing",
    Action.CANCEL_CLOSING: "Cancel the closing",
    Action.CLOSE: "Close this site",
    Action.REOPEN: "Open it again with a new proposal",
}
_BY_PROPOSAL = {Action.ADOPT: "adopt", Action.AMEND: "amend", Action.REOPEN: "reopen"}
_BY_GATE = (Action.LAUNCH, Action.RESUME)
_PAGES = {page.action: name for name, page in ACT_PAGES.items()}


def offers(case: SiteAtHand) -> tuple[list[Offer], Offer | None]:
    """Return the buttons that are possible for this person now, and the next step where it is not."""
    needs_gate = case.site.state in (SiteState.APPROVED, SiteState.SUSPENDED, SiteState.FOUND)
    situation = case.situation(gate=gate_refusals(case.checks) if needs_gate else ())
    possible: list[Offer] = []
    main = _main(case)
    blocked: Offer | None = None
    for action, text in _TEXTS.items():
        address = _address(action, case)
        if address is None:
            continue
        against = reasons_against(action, situation)
        offer = Offer(text, address, action is main, action in _BY_PROPOSAL, against)
        if not against:
            possible.append(offer)
        elif action is main:
            # Who can do it is said already by what the site waits for.
            what = tuple(refusal for refusal in against if refusal.code not in WHO)
            blocked = replace(offer, against=what) if what else None
    return sorted(possible, key=lambda offer: not offer.main), blocked


def _main(case: SiteAtHand) -> Action | None:
    found = MAIN[case.site.state]
    if case.site.state is SiteState.FOUND and case.site.current_version_id is None:
        return Action.ADOPT
    if case.site.state is SiteState.PROPOSED and case.situation().has_open_version:
        # The open version is the next step, and its own page has the buttons.
        return None
    if case.site.amber_until is not None or not found:
        return Action.CONTINUE if case.situation().due_for_decision and case.site.state is SiteState.LIVE else None
    return found[0]


def _address(action: Action, case: SiteAtHand) -> str | None:
    values: dict[str, Any] = {"site_id": case.site.id}
    if action in _BY_PROPOSAL:
        return address_if_there(f"proposals.{_BY_PROPOSAL[action]}", **values)
    if action in _BY_GATE:
        return url_for("sites.go_live", **values)
    return url_for("sites.act", act=_PAGES[action], **values)
