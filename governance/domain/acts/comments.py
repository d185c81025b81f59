"""Acts on comments.  A row names the site and the comment's number, never its words or its author.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

_DECIDED = ("number",)

COMMENT_ACTS = (
    Act("comments.arrived", "{new} new and {edited} edited comments arrived on {label}.", ("new", "edited", "changed")),
    Act(
        "comments.held_unseen",
        "Nobody was there to look, so {count} comments on {label} come off the page until somebody decides.",
        ("count",),
    ),
    Act("comment.published", "{actor} published a comment on {label}.", _DECIDED),
    Act("comment.kept", "{actor} looked at a report and left the comment on {label} as it is.", _DECIDED),
    Act("comment.removed", "{actor} removed a comment from {label} under rule {rule}.", (*_DECIDED, "rule")),
    Act("comment.hidden", "{actor} hid a comment on {label} and passed it to the safeguarding lead.", _DECIDED),
    Act("comment.asked_about", "{actor} asked a colleague about a comment on {label}.", (*_DECIDED, "person_id")),
    Act("comment.handed_on", "{actor} handed a comment on {label} on to a colleague.", (*_DECIDED, "person_id")),
    Act("comment.undone", "{actor} took back their decision on a comment on {label}.", (*_DECIDED, "undoes")),
    Act("comment.reopened", "{actor} reopened a comment on {label}.", _DECIDED),
    Act("comment.released", "{actor} released a hidden comment on {label}; it waits again.", _DECIDED),
    Act("comment.decided_on_host", "On the blog itself, {by} decided a comment on {label}.", ("number", "by")),
    Act("comment.shown_again", "A comment that the safeguarding lead has was shown again on {label}.", ()),
    Act("comment.done_by_hand", "{actor} did by hand on {label} what was decided of a comment.", ()),
    Act("comment.not_taken_off", "A comment on {label} was to be taken off the page and is not yet.", ("minutes",)),
    Act("comments.summary_sent", "{count} moderators were told that comments wait.", ("count",), ()),
)
