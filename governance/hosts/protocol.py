"""What every host can be asked, whatever it is: fetch, read back, push, check access, and what it cannot do.

Decides the words in which a host's trouble is told.  A host knows no database and no school; it may import the domain
and the standard library, and its own files may import what they speak with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Commenting


class Ability(StrEnum):
    """What a host may or may not be able to do."""

    PUSH = "push"
    READ_BACK = "read_back"
    HOLD_UNTIL_SEEN = "hold_until_seen"
    CLOSE_COMMENTING = "close_commenting"


Cursor = dict[str, Any]
"""Where the last fetch ended; JSON that only the host itself understands.  Empty means from the beginning."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What changed since a cursor.  ``more`` says that the host has not given everything yet.

    ``holds`` is set where what is new shows that the host holds every comment until somebody looks, or that it does
    not.
    """

    arrivals: tuple[Arrival, ...]
    cursor: Cursor
    more: bool = False
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One thing on a host that people may comment on: a post, a page or a picture.  ``ref`` is the host's own name."""

    ref: str
    commenting: Commenting
    address: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PostsSeen:
    """Some of a host's public posts; ``next`` is where the following ones begin, empty after the last."""

    posts: tuple[Post, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What a check of the connection found.

    ``troubles`` stop it from working, ``warnings`` do not (the account could do more than moderate).  ``account`` is
    the login as the host knows it, ``holds`` whether the host was seen to hold every comment until somebody looks:
    None where that could not be seen.
    """

    troubles: tuple[Trouble, ...] = ()
    warnings: tuple[Trouble, ...] = ()
    account: str = ""
    holds: bool | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


class HostFailed(Exception):
    """The host did not do what was asked; ``trouble`` says why, in a code and plain words.

    ``retry_after`` is set where the host itself said when to come back.
    """

    def __init__(self, trouble: Trouble, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble
        self.retry_after = retry_after


class Host(Protocol):
    """One site's host.  Every method may raise HostFailed."""

    abilities: frozenset[Ability]

    def fetch(self, cursor: Cursor) -> Fetched:
        """Return what is new since ``cursor``, at most a few hundred comments."""

    def read(self, host_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """Return these comments as the host has them now; one that it has no more is missing from the answer."""

    def push(self, host_id: str, wanted: HostState) -> Arrival | None:
        """Bring the comment to ``wanted`` and return it as it was read back; None where the host has it no more."""

    def check(self) -> Access:
        """Return whether the connection works, and what is wrong with it in plain words."""

    def posts(self, after: str = "", *, newest_only: bool = False) -> PostsSeen:
        """Return public posts, those changed last first, from ``after`` on; ``newest_only`` leaves a long rest out."""

    def set_commenting(self, ref: str, wanted: Commenting) -> Commenting | None:
        """Let a post take comments or take none, and return what it says then; None where the host has it no more.

        Nothing else of the post may change: a host on which this account would alter the post raises HostFailed with
        cannot_close_commenting, and one that is so already is left alone.
        """
