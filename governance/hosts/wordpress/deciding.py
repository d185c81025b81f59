"""Brings one comment to a state on the blog, and proves that it is there.

Decides which of WordPress's ways is taken: a change of status is sent with the writer's own network address and
browser, which WordPress would otherwise overwrite with ours, and a removal goes to the trash by DELETE, which leaves
both alone.
WordPress says 200 to a status that it does not know and filters the stored text again at every change, so the answer's
status and text are compared and the comment is read back.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.trouble import Trouble
from governance.hosts.protocol import HostFailed
from governance.hosts.wordpress.reading import arrival_of, state_of, words_of
from governance.hosts.wordpress.rest import Item, Rest

STATUS = {HostState.PUBLIC: "approved", HostState.HELD: "hold", HostState.REMOVED: "spam"}

# WordPress takes no empty address or browser and would put ours there, which would tell a wrong story to whoever asks
# later who wrote this; these two say that it is not known.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens here: it is written down as "no address".
NO_BROWSER = "-"


def bring_to(rest: Rest, host_id: str, wanted: HostState) -> Arrival | None:
    """Bring the comment to ``wanted``: public, held or removed; None where the blog has it no more.

    What is there already is left alone, so that a repeat changes nothing.  Raises HostFailed with did_not_do_it or
    text_changed besides what every call may raise.
    """
    before = rest.comment(host_id)
    if before is None:
        return None
    if state_of(before) is wanted:
        return arrival_of(before)
    answered = _change(rest, host_id, wanted, before)
    after = rest.comment(host_id)
    if after is None:
        return None
    if state_of(after) is not wanted or (answered is not None and state_of(answered) is not wanted):
        raise HostFailed(Trouble("did_not_do_it", _status(after)))
    if words_of(after) != words_of(before):
        raise HostFailed(Trouble("text_changed"))
    return arrival_of(after)


def _change(rest: Rest, host_id: str, wanted: HostState, before: Item) -> Item | None:
    if wanted is HostState.REMOVED and rest.trash(host_id):
        return None
    # A blog without a trash would delete for good; marked as spam, the comment is off the page and can come back.
    changes = {
        "status": STATUS[wanted],
        "author_ip": _valid_address(before.get("author_ip")),
        "author_user_agent": str(before.get("author_user_agent") or "").strip() or NO_BROWSER,
    }
    return rest.change(host_id, changes)


def _valid_address(value: Any) -> str:
    try:
        return str(ipaddress.ip_address(str(value))) and str(value)
    except ValueError:
        return NO_ADDRESS


def _status(item: Item) -> str:
    said = item.get("status")
    return said if isinstance(said, str) and said in ("approved", "hold", "spam", "trash", "post-trashed") else ""
