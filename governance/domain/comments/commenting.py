"""Whether people can comment on a paused site: who sees to it, when it is looked at again, and how it is done by hand.

DESIGN 5: while a site is suspended, commenting is closed on its host, by us or by a person by a day; afterwards it is
as it was before.  May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.comments.connecting import LOST
from governance.domain.comments.words import Commenting, Delivery
from governance.domain.refusals import Refusal

LOOK_AGAIN = dt.timedelta(minutes=10)
"""How often a paused blog is looked at for posts that take comments; a new post is closed by then."""
SWEEP = dt.timedelta(days=1)
"""How often every post is looked at, and not only those that changed last."""
TRIES_ALONE = 5
"""So many tries in vain are ours alone; after that a person is asked as well."""
ONLY_BY_HAND = frozenset(
    {"cannot_close_commenting", "blog_is_shared", "post_text_changed", "commenting_not_changed", "read_only", *LOST}
)
"""What waiting does not mend: a person is asked at once."""
SEEN_NOT_SO = frozenset({"cannot_close_commenting", "commenting_not_changed", "post_text_changed"})
"""Troubles that show that a post is not as it was wished; after the others nobody knows."""


def first_standing(
    wanted: Commenting, says: Commenting | None, *, is_pushed: bool, by_hand: bool, is_remembered: bool
) -> Delivery:
    """Return where a new wish begins.

    ``says`` is what was last seen or ticked off, ``is_pushed`` whether a connection can bring the wish to the host,
    ``by_hand`` whether a person closed commenting, and ``is_remembered`` whether posts that we closed are closed still.
    """
    if wanted is Commenting.CLOSED:
        if is_pushed:
            return Delivery.WAITING
        return Delivery.CONFIRMED if says is Commenting.CLOSED else Delivery.TASK
    if by_hand:
        # Nobody but the person who closed it knows which posts were closed before.
        return Delivery.TASK
    if is_pushed:
        return Delivery.WAITING
    return Delivery.TASK if is_remembered else Delivery.NOTHING_TO_DO


def asks_a_person(trouble: str, tries: int) -> bool:
    """Return whether a wish that met ``trouble``, now ``tries`` times in a row, becomes a task with a date."""
    return trouble in ONLY_BY_HAND or tries >= TRIES_ALONE


def is_theirs(*, is_administrator: bool, is_ict_lead: bool, has_administrators: bool, is_late: bool) -> bool:
    """Return whether a task stands among what needs this person: those who run the site, and the ICT lead when it is
    late or when nobody runs it."""
    return is_administrator or (is_ict_lead and (is_late or not has_administrators))


def ticking_refusals(*, may: bool, delivery: Delivery | None, is_newest: bool) -> tuple[Refusal, ...]:
    """Return why a task cannot be ticked off; ``is_newest`` says that nothing else was decided since it was shown."""
    found = []
    if not may:
        sentence = "Only those who run the site, the ICT lead or the head can tick this off."
        found.append(Refusal("not_yours_to_do", sentence))
    if delivery is not Delivery.TASK or not is_newest:
        sentence = "Something else was decided since this page was opened. Look at the page again."
        found.append(Refusal("task_is_over", sentence))
    return tuple(found)
