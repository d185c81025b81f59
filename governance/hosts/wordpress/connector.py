"""One blog as a host: what the product can do with it, each call bounded and asking anew.

Decides nothing itself.  May import the domain and the hosts' own modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.words import Commenting
from governance.hosts.outside import Outside
from governance.hosts.protocol import Ability, Access, Cursor, Fetched, PostsSeen
from governance.hosts.wordpress.checking import check_access
from governance.hosts.wordpress.commenting import bring_commenting_to, posts_of
from governance.hosts.wordpress.deciding import bring_to
from governance.hosts.wordpress.fetching import fetch_since, read_by_number
from governance.hosts.wordpress.rest import Rest


class WordPress:
    """A blog at ``address`` (its front page), moderated as ``login`` with an application ``password``.

    ``outside`` is the way out, which may be shared between blogs.  Nothing is asked until a method is called.
    """

    abilities = frozenset({Ability.PUSH, Ability.READ_BACK, Ability.HOLD_UNTIL_SEEN, Ability.CLOSE_COMMENTING})

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

    def posts(self, after: str = "", *, newest_only: bool = False) -> PostsSeen:
        """Return public posts, pages and pictures, those changed last first, a hundred at a time."""
        return posts_of(self._rest, after, newest_only=newest_only)

    def set_commenting(self, ref: str, wanted: Commenting) -> Commenting | None:
        """Open or close the comments of one post, page or picture, and nothing else of it."""
        return bring_commenting_to(self._rest, ref, wanted)

    def check(self) -> Access:
        """Return whether the connection works.  Never raises."""
        return check_access(self._rest)
