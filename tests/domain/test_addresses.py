"""One spelling for every way of writing an address, and a refusal for every way of hiding one (7.1)."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.addresses import AddressKind, Canonical, canonicalise, refusals_to_register
from governance.domain.refusals import Refusal


def _key(typed: str, platform: str | None = None) -> str:
    found = canonicalise(typed, platform)
    return found.code if isinstance(found, Refusal) else found.key


@pytest.mark.parametrize(
    "typed",
    [
        "https://blog.school.example/year4",
        "http://blog.school.example/year4",
        "blog.school.example/year4",
        "//blog.school.example/year4",
        "  https://blog.school.example/year4  ",
        "<https://blog.school.example/year4>",
        "HTTPS://Blog.School.EXAMPLE/year4",
        "https://www.blog.school.example/year4",
        "https://blog.school.example./year4",
        "https://blog.school.example:443/year4",
        "http://blog.school.example:80/year4",
        "blog.school.example:443/year4",
        "https://blog.school.example:/year4",
        "https://blog.school.example/year4/",
        "https://blog.school.example//year4",
        "https://blog.school.example/year4/index.html",
        "https://blog.school.example/year4/Index.PHP",
        "https://blog.school.example/year4#top",
        "https://blog.school.example/year4?utm_source=mail&fbclid=1",
        "https://blog.school.example/%79ear4",
        "https://blog.school.example/./year4/.",
        "https://blog.school.example/year5/../year4",
        "https://blog.school.example/year5/%2e%2E/year4",
        "https://blog.school.example/../../year4",
        "https://ｂlog.school.example/year4",
        "https://blog。school．example/year4",
    ],
)
def test_one_page_in_all_its_spellings(typed: str) -> None:
    assert _key(typed) == "web:blog.school.example:/year4"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("school.example", "web:school.example:", id="the top of a host"),
        pytest.param("https://school.example:8443/a", "web:school.example:8443/a", id="another port is another place"),
        pytest.param("https://school.example:80/a", "web:school.example:80/a", id="port 80 is not https's own"),
        pytest.param("https://school.example/Year4", "web:school.example:/Year4", id="the path keeps its case"),
        pytest.param("https://school.example/?p=12&a=", "web:school.example:?a=&p=12", id="parameters in order"),
        pytest.param("https://school.example/a?utm_x=1&p=2", "web:school.example:/a?p=2", id="only tracking goes"),
        pytest.param("https://school.example/a%20b", "web:school.example:/a%20b", id="a space in a path"),
        pytest.param("https://school.example/caf%c3%a9", "web:school.example:/caf%C3%A9", id="one spelling of é"),
        pytest.param("https://school.example/café", "web:school.example:/caf%C3%A9", id="the same é, typed"),
        pytest.param(
            "https://school.example/cafe\u0301", "web:school.example:/caf%C3%A9", id="the same é, in two parts"
        ),
        pytest.param("https://ysgolŵyr.example", "web:xn--ysgolyr-fvb.example:", id="a Welsh letter"),
        pytest.param("https://xn--ysgolyr-fvb.example", "web:xn--ysgolyr-fvb.example:", id="the same, encoded"),
        pytest.param("https://YSGOLŴYR.example", "web:xn--ysgolyr-fvb.example:", id="the same in capitals"),
        pytest.param("https://www.uk", "web:www.uk:", id="www that is the name itself"),
        pytest.param("sites.google.com/view/year4", "web:sites.google.com:/view/year4", id="a site on a shared host"),
        pytest.param("school.example/a;b", "web:school.example:/a;b", id="a semicolon is part of the name"),
    ],
)
def test_what_is_kept_apart(typed: str, key: str) -> None:
    assert _key(typed) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://x.com/HolbrookSchool", "handle:x::holbrookschool"),
        ("https://twitter.com/holbrookschool?s=20", "handle:x::holbrookschool"),
        ("mobile.twitter.com/holbrookschool/", "handle:x::holbrookschool"),
        ("https://www.twitter.com/holbrookschool/with_replies", "handle:x::holbrookschool"),
        ("http://x.com:80/holbrookschool", "handle:x::holbrookschool"),
        ("https://www.facebook.com/HolbrookSchool/", "handle:facebook::holbrookschool"),
        ("https://m.facebook.com/pg/HolbrookSchool/photos", "handle:facebook::holbrookschool"),
        ("https://facebook.com/profile.php?id=1000123&fbclid=z", "handle:facebook::id/1000123"),
        ("https://facebook.com/people/Holbrook-School/1000123", "handle:facebook::id/1000123"),
        ("https://facebook.com/groups/holbrook", "handle:facebook::groups/holbrook"),
        ("instagram.com/holbrook.school", "handle:instagram::holbrook.school"),
        ("https://youtube.com/@HolbrookSchool/videos", "handle:youtube::holbrookschool"),
        ("https://youtube.com/%40HolbrookSchool", "handle:youtube::holbrookschool"),
        ("https://www.youtube.com/channel/UCaBc", "handle:youtube::channel/UCaBc"),
        ("https://www.youtube.com/c/Holbrook", "handle:youtube::c/holbrook"),
        ("https://www.youtube.com/user/Holbrook", "handle:youtube::user/holbrook"),
        ("https://www.tiktok.com/@holbrook", "handle:tiktok::holbrook"),
        ("https://bsky.app/profile/Holbrook.bsky.social", "handle:bluesky::holbrook.bsky.social"),
        ("@holbrook.bsky.social", "handle:bluesky::holbrook.bsky.social"),
        ("https://www.linkedin.com/school/holbrook/about", "handle:linkedin::school/holbrook"),
        ("@Holbrook@Social.School.Example", "handle:mastodon:social.school.example:holbrook"),
        ("https://social.school.example/@holbrook", "handle:mastodon:social.school.example:holbrook"),
        ("https://social.school.example/@holbrook/media", "handle:mastodon:social.school.example:holbrook"),
        ("@Holbrook", "handle:::holbrook"),
    ],
)
def test_addresses_of_accounts(typed: str, key: str) -> None:
    assert _key(typed) == key


def test_a_name_beside_a_chosen_network() -> None:
    assert _key("Holbrook", "x") == "handle:x::holbrook"
    assert _key("@Holbrook", "instagram") == "handle:instagram::holbrook"
    assert _key("holbrook", "own_site") == "handle:::holbrook"
    assert _key("@holbrook", "mastodon") == "address_incomplete"
    assert _key("@holbrook@social.example", "x") == "address_unclear"
    assert _key("https://instagram.com/holbrook", "x") == "handle:instagram::holbrook"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("", "address_blank", id="blank"),
        pytest.param(" <> ", "address_blank", id="only brackets"),
        pytest.param("a.example/" + "x" * 2048, "address_too_long", id="over-long"),
        pytest.param("localhost", "address_incomplete", id="a name without a dot"),
        pytest.param("school..example", "address_incomplete", id="two dots"),
        pytest.param("https://", "address_incomplete", id="nothing after the scheme"),
        pytest.param("https://-school.example", "address_incomplete", id="a hyphen in front"),
        pytest.param("https://sch*ol.example", "address_incomplete", id="a sign in the host"),
        pytest.param(f"https://{'a' * 64}.example", "address_incomplete", id="a label too long"),
        pytest.param("https://" + "abcdefg." * 40 + "example", "address_incomplete", id="a host too long"),
        pytest.param("https://school.example:0", "address_incomplete", id="port nought"),
        pytest.param("https://school.example:99999", "address_incomplete", id="no such port"),
        pytest.param("https://school.example:٤٤٣", "address_incomplete", id="a port in other digits"),
        pytest.param("https://school.example@evil.example", "address_hides_its_host", id="a host as user name"),
        pytest.param("https://school.example:443@evil.example/a", "address_hides_its_host", id="with a port"),
        pytest.param("school.example@evil.example/a", "address_hides_its_host", id="without a scheme"),
        pytest.param("office@school.example", "address_is_email", id="an e-mail address"),
        pytest.param("javascript:alert(1)", "address_scheme", id="a script"),
        pytest.param("data:text/html,x", "address_scheme", id="data"),
        pytest.param("ftp://school.example", "address_scheme", id="another scheme"),
        pytest.param("mailto:office@school.example", "address_scheme", id="mail"),
        pytest.param("https:/school.example", "address_unclear", id="one slash"),
        pytest.param("https:school.example", "address_unclear", id="no slash"),
        pytest.param("https:///school.example", "address_unclear", id="three slashes"),
        pytest.param("https://school.example\\@evil.example", "address_unclear", id="a backslash before a host"),
        pytest.param("https:\\\\school.example", "address_unclear", id="backslashes for slashes"),
        pytest.param("https://school.example%2f@evil.example", "address_hides_its_host", id="an encoded slash there"),
        pytest.param("https://%73chool.example", "address_unclear", id="percent signs in the host"),
        pytest.param("https://school.example/a%2fb", "address_unclear", id="a hidden slash"),
        pytest.param("https://school.example/a%5cb", "address_unclear", id="a hidden backslash"),
        pytest.param("https://school.example/%252e%252e/b", "address_unclear", id="two layers of percent signs"),
        pytest.param("https://school.example/a%zz", "address_unclear", id="a broken percent sign"),
        pytest.param("https://school.example/a%", "address_unclear", id="a cut percent sign"),
        pytest.param("https://school.example/%ff", "address_unclear", id="bytes that are no letters"),
        pytest.param("https://school.example/%00", "address_unclear", id="a hidden NUL"),
        pytest.param("https://school.example/%E2%80%AEx", "address_unclear", id="a hidden turn of direction"),
        pytest.param("https://school.example/a/..;/b", "address_unclear", id="dots behind a parameter"),
        pytest.param("https://school.example/?a=%ff", "address_unclear", id="parameters that are no letters"),
        pytest.param("https://school.example/?" + "a=1&" * 60, "address_unclear", id="very many parameters"),
        pytest.param("https://school.example/a b", "address_unseen_characters", id="a space inside"),
        pytest.param("https://school.example/a\tb", "address_unseen_characters", id="a tab inside"),
        pytest.param("https://school.exa\nmple", "address_unseen_characters", id="a line break inside"),
        pytest.param("https://school\0.example", "address_unseen_characters", id="a NUL"),
        pytest.param("https://\u202eelpmaxe.loohcs", "address_unseen_characters", id="direction turned round"),
        pytest.param("https://school\u200b.example", "address_unseen_characters", id="a space of no width"),
        pytest.param("https://sch\u00adool.example", "address_unseen_characters", id="a soft hyphen"),
        pytest.param("https://[::1]/", "address_is_a_number", id="IPv6"),
        pytest.param("[2001:db8::1]:443", "address_is_a_number", id="IPv6 with a port"),
        pytest.param("2001:db8::1", "address_is_a_number", id="IPv6 without brackets"),
        pytest.param("https://127.0.0.1/", "address_is_a_number", id="IPv4"),
        pytest.param("https://2130706433/", "address_is_a_number", id="IPv4 as one number"),
        pytest.param("https://0x7f.0x1/", "address_is_a_number", id="IPv4 in base sixteen"),
        pytest.param("https://１２７.0.0.1/", "address_is_a_number", id="IPv4 in full-width digits"),
        pytest.param("https://sсhool.example", "address_look_alike", id="a Cyrillic letter among Latin ones"),
        pytest.param("https://xn--shool-gxe.example", "address_look_alike", id="the same, encoded"),
        pytest.param("https://ѕсһооӏ.example", "address_look_alike", id="every letter Cyrillic, as if Latin"),
        pytest.param("https://οικο.example", "address_look_alike", id="Greek letters that look Latin"),
        pytest.param("https://schoοl.example", "address_look_alike", id="a Greek letter"),
        pytest.param("https://ɡood.example", "address_look_alike", id="a phonetic letter"),
        pytest.param("https://s\u0323\u0307chool\u0329.example", "address_look_alike", id="a loose accent"),
        pytest.param("https://straße.example", "address_look_alike", id="a letter that programs read differently"),
        pytest.param("https://xn--strae-oqa.example", "address_look_alike", id="the same, encoded"),
        pytest.param("https://xn--school-.example", "address_look_alike", id="an encoding of nothing"),
        pytest.param("https://school٤.example", "address_look_alike", id="a digit of another alphabet"),
        pytest.param("https://school.example℀evil.example", "address_look_alike", id="one sign that holds a slash"),
        pytest.param("https://school.example／evil", "address_look_alike", id="a full-width slash"),
        pytest.param("@hоlbrook", "address_look_alike", id="a Cyrillic letter in a handle"),
        pytest.param("https://x.com/hоlbrook", "address_look_alike", id="and in its address"),
        pytest.param("@hol/brook", "address_unclear", id="a slash in a handle"),
        pytest.param("@", "address_unclear", id="only the sign"),
        pytest.param("@@holbrook", "address_unclear", id="the sign twice"),
        pytest.param("https://bit.ly/3abc", "address_is_short_link", id="a short link"),
        pytest.param("https://t.co/abc", "address_is_short_link", id="the network's own short link"),
        pytest.param(
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fschool.example", "address_is_short_link", id="a gate"
        ),
        pytest.param("https://youtu.be/abc", "address_is_short_link", id="a video's short link"),
        pytest.param("https://x.com/", "address_whole_network", id="a whole network"),
        pytest.param("https://wordpress.com", "address_whole_network", id="a whole host of blogs"),
        pytest.param("https://sites.google.com/view", "address_whole_network", id="everybody's sites"),
        pytest.param(
            "https://twitter.com/#!/holbrook", "address_whole_network", id="an old form with the name cut off"
        ),
        pytest.param("https://x.com/holbrook/status/1", "address_not_an_account", id="one post proves no account"),
        pytest.param("https://x.com/i/status/1", "address_not_an_account", id="a page of the network"),
        pytest.param("https://x.com/intent/follow?screen_name=a", "address_not_an_account", id="a button"),
        pytest.param("https://instagram.com/p/abc", "address_not_an_account", id="one picture"),
        pytest.param("https://tiktok.com/@holbrook/video/1", "address_not_an_account", id="one video under a name"),
        pytest.param("https://youtube.com/watch?v=abc", "address_not_an_account", id="one video"),
        pytest.param("https://facebook.com/sharer.php?u=x", "address_not_an_account", id="a share button"),
        pytest.param("https://facebook.com/profile.php", "address_not_an_account", id="a profile without number"),
        pytest.param("https://facebook.com/profile.php?id=٤", "address_not_an_account", id="a number in other digits"),
        pytest.param("https://social.example/@a@b.example", "address_not_an_account", id="another server's account"),
        pytest.param("https://social.example/@a/123", "address_not_an_account", id="one post on a server"),
    ],
)
def test_what_cannot_be_one_address_is_refused(typed: str, code: str) -> None:
    found = canonicalise(typed)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.sentence.endswith(".")


def test_how_it_was_typed_is_remembered_and_plays_no_part_in_equality() -> None:
    http, https = canonicalise("http://school.example"), canonicalise("https://school.example")
    assert isinstance(http, Canonical)
    assert isinstance(https, Canonical)
    assert (http.secure, https.secure) == (False, True)
    assert http == https


def test_how_it_is_shown() -> None:
    shown = [canonicalise(t) for t in ("https://xn--ysgolyr-fvb.example/a", "https://x.com/Hol", "@hol@so.example")]
    assert [s.shown for s in shown if isinstance(s, Canonical)] == [
        "ysgolŵyr.example/a",
        "@hol on X",
        "@hol@so.example on Mastodon",
    ]


def test_a_handle_without_its_network_cannot_be_registered() -> None:
    bare = Canonical(AddressKind.HANDLE, handle="holbrook")
    assert [refusal.code for refusal in refusals_to_register(bare)] == ["address_without_network"]
    assert refusals_to_register(Canonical(AddressKind.HANDLE, "x", handle="holbrook")) == ()


NASTY = st.text(st.sampled_from("ab.:/?#@%2e5cfF[]\\&=;-_ \t\0é\u202eаßＡ。１"), max_size=30)


@given(NASTY | st.text(max_size=30), st.sampled_from([None, "x", "mastodon", "nonsense"]))
def test_any_text_is_answered_and_one_spelling_is_final(text: str, platform: str | None) -> None:
    for typed in (text, f"https://{text}", f"https://school.example/{text}"):
        found = canonicalise(typed, platform)
        if isinstance(found, Canonical) and found.kind is AddressKind.WEB:
            port = f":{found.port}" if found.port else ""
            again = canonicalise(f"https://{found.host}{port}{found.path}{'?' if found.query else ''}{found.query}")
            assert again == found


@given(st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=12))
def test_only_a_whole_path_of_plain_segments_names_the_page(text: str) -> None:
    found = canonicalise(f"https://school.example/year4{quote(text, safe='')}")
    assert not (isinstance(found, Canonical) and found.path == "/year4")
