"""What can be wrong between the product and a host: a closed list, each with plain words and what to do.

May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong, as a code; ``detail`` is what the host said of it, without any secret."""

    code: str
    detail: str = ""

    @property
    def words(self) -> str:
        """What is wrong, in a sentence."""
        return TROUBLES[self.code].words

    @property
    def to_do(self) -> str:
        """What somebody can do about it, in a sentence."""
        return TROUBLES[self.code].to_do


@dataclass(frozen=True, slots=True)
class _Known:
    words: str
    to_do: str


TROUBLES: dict[str, _Known] = {
    "not_reachable": _Known(
        "The blog did not answer.", "Open the blog yourself. If it is down, the people who run it can say until when."
    ),
    "too_slow": _Known("The blog took too long to answer.", "We try again by ourselves."),
    "too_large": _Known(
        "The answer was far longer than it should be.", "Look at the address: it should lead to a blog or its feed."
    ),
    "rate_limited": _Known("The blog asked us to come back later.", "We come back when it said."),
    "server_error": _Known("The blog answered with an error of its own.", "We try again by ourselves."),
    "not_https": _Known(
        "The address does not begin with https, so the password could be read on its way.",
        "Give the address that begins with https, or ask the people who run the blog to switch it on.",
    ),
    "address_not_allowed": _Known(
        "The address leads into a private network, where we do not go.",
        "Give the blog's public address.",
    ),
    "moved": _Known("The address leads to another one.", "Give the address that the blog has now."),
    "page_gone": _Known(
        "There is no page at this address any more.", "Look at the site yourself: it may have moved or been deleted."
    ),
    "not_wordpress": _Known(
        "There is no WordPress interface at this address.",
        "Give the address of the blog's front page. A security plug-in may also hide the interface.",
    ),
    "passwords_switched_off": _Known(
        "This WordPress does not take application passwords.",
        "Ask the people who run the blog to switch them on; a security plug-in may have switched them off.",
    ),
    "signed_out": _Known(
        "The blog does not know the name with this password.",
        "Make a new application password on the blog and put it in here. Your own password does not work.",
    ),
    "too_little_power": _Known(
        "The account may not moderate comments.", "Ask for the role of editor for this account."
    ),
    "too_much_power": _Known(
        "The account may do much more than moderate: it is an administrator.",
        "Make an account of its own with the role of editor, and connect with that one.",
    ),
    "more_than_moderate": _Known(
        "The account may do more than moderate: WordPress gives an editor its posts and pages too.",
        "Nothing to do where the account is only used here.",
    ),
    "blocked": _Known(
        "Something in front of the blog turned us away.",
        "A sign-in or a security plug-in may stand in the way: ask for an exception, on a WordPress for /wp-json/.",
    ),
    "answer_not_understood": _Known(
        "The blog answered with something that we cannot read.", "Ask the people who run the blog to look at it."
    ),
    "did_not_do_it": _Known("The blog said yes and did not do it.", "Decide it on the blog itself; we look again."),
    "text_changed": _Known(
        "The blog changed the comment's text when it took the decision.", "Look at the comment on the blog."
    ),
    "not_a_feed": _Known(
        "There is no feed at this address.", "Open it yourself: the feed may have moved, or stand behind a sign-in."
    ),
    "feed_of_posts": _Known(
        "This is the feed of the posts, not of the comments.",
        "Give the address of the comment feed; on a WordPress it ends in /comments/feed/.",
    ),
    "feed_of_comments": _Known(
        "This is the feed of the comments, not of the posts.", "Give the address of the feed of the site’s posts."
    ),
    "no_feed_found": _Known(
        "We found no feed on this page.",
        "Give the address of the site’s feed, or say by hand when something new was posted.",
    ),
    "read_only": _Known("This site’s comments can only be read from here.", "Do it on the site itself; we look again."),
    "out_of_reach": _Known(
        "The feed no longer reaches back to this comment.", "Look on the site itself whether it is still there."
    ),
    "does_not_hold": _Known(
        "The blog shows new comments before anybody has looked.",
        "On the blog, under Settings, Discussion, tick that a comment must be approved by hand.",
    ),
    "secret_cannot_be_opened": _Known(
        "The password that is kept here can no longer be opened: the keys of this installation have changed.",
        "Make a new application password on the blog and put it in here.",
    ),
    "password_thrown_away": _Known(
        "The password belonged to somebody who has left, so it was thrown away.",
        "Make an application password for an account that stays, and put it in here.",
    ),
    "cannot_close_commenting": _Known(
        "The account may moderate comments, and may not change posts.",
        "Do it on the blog by hand; the steps are on this page. We look again by ourselves.",
    ),
    "blog_is_shared": _Known(
        "Another site is connected to the same blog, so we leave its posts alone.",
        "Do it by hand, on this site’s own posts only.",
    ),
    "post_text_changed": _Known(
        "The blog altered the text of a post when we changed who may comment on it, so we stopped.",
        "Look at that post on the blog, and do the rest by hand.",
    ),
    "commenting_not_changed": _Known(
        "The blog said yes and left a post as it was.", "Do it on the blog by hand; we look again by ourselves."
    ),
    "tick_came_early": _Known(
        "It was ticked off, and the blog still has posts on which it is not so.", "Go through the steps once more."
    ),
    "failed_here": _Known("Something went wrong on our side.", "We try again by ourselves."),
}
