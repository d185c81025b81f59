"""One blog as a host: what the product can do with it, each call bounded and asking anew.

Decides nothing itself.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from governance.domain.comments.arrival import Arrival, HostState
from governance.hosts.outside import Outside
from governance.hosts.protocol import Ability, Access, Cursor, Fetched
from governance.hosts.wordpress.checking import check_access
from governance.hosts.wordpress.deciding import bring_to
from governance.hosts.wordpress.fetching import fetch_since, read_by_number
from governance.hosts.wordpress.rest import Rest


class WordPress:
    """A blog at ``address`` (its front page), moderated as ``login`` with an application ``password``.

    ``outside`` is the way out, which may be shared between blogs.  Nothing is asked until a method is called.
    """

    abilities = frozenset({Ability.PUSH, Ability.READ_BACK, Ability.HOLD_UNTIL_SEEN})

    def __init__(self, outside: Outside, address: str, login: str, password: str) -> None:
        self._rest = Rest(outside, address, login, password)

    def __repr__(self) -> str:
        return f"WordPress({self._rest.address!r})"

    def fetch(self, cursor: Cursor) -> Fetched:
        """Return new comments, and known ones that changed, were decided on the blog or are gone; about 500 at most.

        A comment that is gone has the state GONE and no words.  Known ones are watched by the cursor as far as the
        500 newest and waiting go; whoever keeps older ones looks at them with ``read`` now and then.
        """
        return fetch_since(self._rest, cursor)

    def read(self, host_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """Return these comments as they are now; one that was deleted for good is missing."""
        return read_by_number(self._rest, host_ids, _embed="up")

    def push(self, host_id: str, wanted: HostState) -> Arrival | None:
        """Bring a comment to PUBLIC, HELD or REMOVED and return it as it was read back; None where it is gone."""
        return bring_to(self._rest, host_id, wanted)

    def check(self) -> Access:
        """Return whether the connection works.  Never raises."""
        return check_access(self._rest)
