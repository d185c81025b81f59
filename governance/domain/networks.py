"""How the addresses of known networks name an account: the table that ``addresses.py`` reads (7.1; DOMAIN 4.5).

Only the pages that belong to an account for certain are listed.  The address of a single post is not: several networks
show the true author's post whatever account name stands in front of it, so such an address proves nothing.
This is data.  May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """One form of an account's path: ``before`` it fixed segments ("*" is any), then the handle.

    ``space`` keeps names of different kinds apart ("channel/").  ``case_kept`` is for machine-made names.
    """

    before: tuple[str, ...] = ()
    at_sign: bool = False
    space: str = ""
    case_kept: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """One network.  ``reserved`` are first segments that are its own pages, ``tabs`` views of the same account.

    ``id_page`` is the page and the parameter that name an account by number.
    """

    key: str
    name: str
    hosts: frozenset[str]
    shapes: tuple[Shape, ...]
    reserved: frozenset[str] = frozenset()
    tabs: frozenset[str] = frozenset()
    id_page: tuple[str, str] | None = None


def _names(names: str) -> frozenset[str]:
    """The words of a text: tables of many short names stay readable that way."""
    return frozenset(names.split())


NETWORKS: tuple[Network, ...] = (
    Network(
        "x",
        "X",
        frozenset({"x.com", "mobile.x.com", "twitter.com", "mobile.twitter.com", "m.twitter.com"}),
        (Shape(),),
        _names(
            "about account compose download explore hashtag home i intent jobs login messages notifications "
            "privacy search settings share signup status tos who_to_follow"
        ),
        frozenset({"with_replies", "media", "photo", "header_photo"}),
    ),
    Network(
        "facebook",
        "Facebook",
        frozenset(
            {
                "facebook.com",
                "m.facebook.com",
                "mbasic.facebook.com",
                "web.facebook.com",
                "business.facebook.com",
                "en-gb.facebook.com",
                "fb.com",
            }
        ),
        (
            Shape(("groups",), space="groups/"),
            Shape(("pg",)),
            Shape(("people", "*"), space="id/"),
            Shape(("pages", "*"), space="id/"),
            Shape(),
        ),
        _names(
            "ads dialog events gaming groups hashtag help home.php l.php login login.php marketplace media "
            "messages p pages people permalink.php pg photo photo.php photos plugins policies privacy "
            "profile.php public reel search share share.php sharer sharer.php stories story.php video.php "
            "watch"
        ),
        frozenset({"about", "photos", "videos", "events", "reviews", "mentions", "community"}),
        ("profile.php", "id"),
    ),
    Network(
        "instagram",
        "Instagram",
        frozenset({"instagram.com", "m.instagram.com", "instagr.am"}),
        (Shape(),),
        _names("about accounts api direct developer explore legal p press reel reels stories tv web"),
        frozenset({"reels", "tagged"}),
    ),
    Network(
        "youtube",
        "YouTube",
        frozenset({"youtube.com", "m.youtube.com"}),
        (
            Shape(at_sign=True),
            Shape(("channel",), space="channel/", case_kept=True),
            Shape(("c",), space="c/"),
            Shape(("user",), space="user/"),
        ),
        tabs=frozenset({"featured", "videos", "shorts", "streams", "playlists", "community", "posts", "about"}),
    ),
    Network("tiktok", "TikTok", frozenset({"tiktok.com", "m.tiktok.com"}), (Shape(at_sign=True),)),
    Network("bluesky", "Bluesky", frozenset({"bsky.app"}), (Shape(("profile",)),)),
    Network("threads", "Threads", frozenset({"threads.net", "threads.com"}), (Shape(at_sign=True),)),
    Network("medium", "Medium", frozenset({"medium.com"}), (Shape(at_sign=True),)),
    Network(
        "linkedin",
        "LinkedIn",
        frozenset({"linkedin.com", "uk.linkedin.com"}),
        (
            Shape(("company",), space="company/"),
            Shape(("school",), space="school/"),
            Shape(("in",), space="in/"),
        ),
        tabs=frozenset({"about", "posts", "people", "jobs"}),
    ),
    Network(
        "snapchat",
        "Snapchat",
        frozenset({"snapchat.com"}),
        (Shape(("add",)), Shape(at_sign=True)),
    ),
)

MASTODON = Network(
    "mastodon", "Mastodon", frozenset(), (Shape(at_sign=True),), tabs=frozenset({"with_replies", "media", "featured"})
)

NETWORK_NAMES = {network.key: network.name for network in (*NETWORKS, MASTODON)}

# Hosts that many people share: so many path segments are needed before an address names one site.
SHARED_HOSTS: dict[str, int] = {
    "sites.google.com": 2,
    "docs.google.com": 3,
    "drive.google.com": 3,
    "google.com": 3,
    "wordpress.com": 2,
    "blogger.com": 2,
    "blogspot.com": 2,
    "edublogs.org": 2,
    "primaryblogger.co.uk": 2,
    "padlet.com": 1,
    "linktr.ee": 1,
    "github.io": 2,
    "weebly.com": 2,
    "wixsite.com": 2,
    "classdojo.com": 2,
    "seesaw.com": 2,
    "tumblr.com": 1,
    "flickr.com": 2,
    "pinterest.co.uk": 1,
    "pinterest.com": 1,
    "vimeo.com": 1,
}

# Hosts that only send people on.  Where to cannot be read from the address.
SHORT_LINK_HOSTS = _names(
    "bit.ly buff.ly cutt.ly dlvr.it fb.me forms.gle g.page goo.gl ift.tt is.gd l.facebook.com "
    "l.instagram.com lm.facebook.com lnkd.in maps.app.goo.gl on.fb.me ow.ly rb.gy rebrand.ly s.id "
    "shorturl.at t.co t.ly tiny.cc tinyurl.com trib.al urlz.fr v.gd vm.tiktok.com vt.tiktok.com "
    "wp.me youtu.be"
)

# Parameters that say where a visitor came from and never what is shown.
TRACKING_PARAMETERS = _names(
    "_ga _gl dclid fbclid feature gclid gclsrc igsh igshid mc_cid mc_eid mibextid msclkid ref "
    "ref_src ref_url si ttclid twclid wbraid gbraid yclid"
)
TRACKING_PREFIXES = ("utm_",)
