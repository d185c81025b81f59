"""Whether a blog was seen to hold every comment until somebody looks (A.5).

WordPress tells that setting to nobody over this interface, and a probe that children might read is not ours to write,
so it is seen in what people write.  A new comment that is public the first time that it is read, and by nobody's
account, disproves it.  A new one that waits proves it only where WordPress's own default would have let it pass: by
somebody of whom an earlier one was approved, and without links.  Comments that were there before are no proof either
way: somebody, or this product, may have decided them.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from governance.domain.comments.arrival import HostState
from governance.hosts.wordpress.reading import state_of, words_of
from governance.hosts.wordpress.rest import Item, Rest

LINK = re.compile(r"https?:|www\.|<a\b", re.IGNORECASE)

QUESTIONS = 3
"""So many writers are asked about in one fetch at most."""


def holding_seen(rest: Rest, new: Iterable[Item]) -> bool | None:
    """Say what new comments show: that every one is held, that it is not so, or None where they show neither."""
    comments = [item for item in new if item.get("type") == "comment"]
    if any(state_of(item) is HostState.PUBLIC and not item.get("author") for item in comments):
        return False
    waiting = [item for item in comments if state_of(item) is HostState.HELD and not LINK.search(words_of(item))]
    writers = {who: None for item in waiting for who in [_writer(item)] if who is not None}
    for who in list(writers)[:QUESTIONS]:
        if _was_approved_before(rest, *who):
            return True
    return None


def _writer(item: Item) -> tuple[str, str, str] | None:
    """Return how WordPress knows the writer again: by an account, or by the same name with the same mail address."""
    account, name, mail = item.get("author"), item.get("author_name"), item.get("author_email")
    if isinstance(account, int) and account > 0:
        return (str(account), "", "")
    return ("", str(name), str(mail)) if name and mail else None


def _was_approved_before(rest: Rest, account: str, name: str, mail: str) -> bool:
    whose = {"author": account} if account else {"author_email": mail}
    earlier = rest.comments(status="approve", type="comment", _fields="id,author_name", **whose)
    return any(account or item.get("author_name") == name for item in earlier)
