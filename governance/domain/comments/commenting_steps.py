"""How commenting is closed and opened by hand, step by step, for whoever does it.

This is data, in the words that stand on the host's own buttons.  May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.comments.words import Commenting

WORDPRESS_PLATFORMS = frozenset({"wordpress_com", "edublogs"})
"""Platforms that are a WordPress, whether a connection leads there or not."""

_WORDPRESS = {
    Commenting.CLOSED: (
        "Sign in on the blog. Open Settings, then Discussion, take the tick away from “Allow people to submit comments "
        "on new posts”, and save. If you do not see Settings, ask who runs the blog.",
        "Open Posts. Note which posts take no comments already: those stay closed when the site goes on.",
        "Tick the box at the top of the list, choose Edit under “Bulk actions”, and press Apply. Beside Comments "
        "choose “Do not allow”, and press Update. Do the same on every page of the list.",
        "Do the same under Pages.",
        "Open one post without being signed in, and see that there is no box for a comment.",
    ),
    Commenting.OPEN: (
        "Sign in on the blog. Open Settings, then Discussion, tick “Allow people to submit comments on new posts”, "
        "and save. If you do not see Settings, ask who runs the blog.",
        "Open Posts. Tick the posts that took comments before the site was paused, and leave out those that were "
        "closed already.",
        "Choose Edit under “Bulk actions”, and press Apply. Beside Comments choose “Allow”, and press Update.",
        "Do the same under Pages.",
        "Look under Settings, Discussion that every comment must still be approved by hand.",
    ),
}
_ANYWHERE = {
    Commenting.CLOSED: (
        "Sign in on the site with the account that runs it, and open its settings.",
        "Note what is set now, so that it can be set back when the site goes on.",
        "Choose that nobody can comment, reply or write on it. Where that can be chosen for new posts only, choose it "
        "for each earlier post as well.",
        "Look at the site without being signed in, and see that nothing can be written there.",
    ),
    Commenting.OPEN: (
        "Sign in on the site with the account that runs it, and open its settings.",
        "Set commenting back to what it was before the site was paused, and leave closed what was closed then.",
        "See in the settings that every comment still waits until somebody has looked, where the site can do that.",
    ),
}


def steps_by_hand(wanted: Commenting, *, is_wordpress: bool) -> tuple[str, ...]:
    """Return the steps, in order."""
    return (_WORDPRESS if is_wordpress else _ANYWHERE)[wanted]
