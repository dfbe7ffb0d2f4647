from __future__ import annotations

import base64

import pytest

from monitor.collect.links import article_link, page_of

GOOGLE_NEWS = (
    base64.urlsafe_b64encode(b"\x08\x13\x22\x1dhttps://coast.example/news/12\xd2\x01\x00").decode().rstrip("=")
)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a?utm_source=x&id=3", "https://coast.example/a?id=3"),
        ("https://x.example/a?id=%d0%BD&b=&c&utm_medium=rss", "https://x.example/a?id=%d0%BD&b=&c"),
        ("https://x.example/a?a=1&amp;b=2", "https://x.example/a?a=1&b=2"),
        ("https://x.example/a?ref=rss&ref=2", "https://x.example/a?ref=2"),
        ("https://x.example/a#xtor=RSS-3", "https://x.example/a"),
        ("https://x.example/a#ref=rss", "https://x.example/a"),
        ("https://x.example/live?UTM_Source=x#post-7", "https://x.example/live#post-7"),
    ],
)
def test_trackers_are_dropped_and_nothing_else(href: str, expected: str) -> None:
    assert article_link("https://coast.example/rss/feed.xml", href) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a?b=%20c&d=e+f&&g",
        "https://x.example/#!/news/a=b",
        "https://x.example/#/a?utm_source=b",
        "https://x.example/a?reference=rss&source=reuters&from=2026",
        "https://x.example/a%2Fb/Ж?q=ж",
        "https://m.x.example/amp/a",
    ],
)
def test_what_may_matter_to_the_server_stays_as_it_is(url: str) -> None:
    assert article_link("", url) == url


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://www.google.com/url?rct=j&url=https://coast.example/a%3Fid%3D1&ct=ga", "https://coast.example/a?id=1"),
        ("https://google.co.uk/url?q=https://coast.example/a&utm_source=x", "https://coast.example/a"),
        ("http://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2fcoast.example%2fa", "https://coast.example/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fcoast.example%2Fa%3Ffbclid%3Dx", "https://coast.example/a"),
        ("https://href.li/?https://coast.example/a", "https://coast.example/a"),
        ("https://coast-example.cdn.ampproject.org/c/s/coast.example/a.amp?usqp=mq", "https://coast.example/a.amp"),
        ("https://coast-example.cdn.ampproject.org/v/coast.example/a?b=1", "http://coast.example/a?b=1"),
        ("https://www.google.com/amp/s/coast.example/a", "https://coast.example/a"),
        (f"https://news.google.com/rss/articles/{GOOGLE_NEWS}?oc=5", "https://coast.example/news/12"),
        ("https://www.google.com/url?url=https://google.com/amp/s/coast.example/a", "https://coast.example/a"),
    ],
)
def test_redirectors_and_caches_are_left_behind(href: str, expected: str) -> None:
    assert article_link("", href) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://google.com/search?q=https://coast.example/",
        "https://www.google.com/url?url=javascript:alert(1)",
        "https://evilgoogle.com/url?q=https://coast.example/",
        "https://google.a.b.c/url?q=https://coast.example/",
        "https://news.google.com/rss/articles/CBMiAU_yqLNabcdefghijklmnopqrst?oc=5",
        "https://coast.example/c/s/other.example/a",
        "https://coast.example/url?url=https://other.example/",
    ],
)
def test_what_only_looks_like_a_redirector_stays(url: str) -> None:
    assert article_link("", url) == url


def test_redirectors_that_lead_to_each_other_end() -> None:
    inside = "https://coast.example/"
    for _ in range(9):
        inside = "https://www.google.com/url?url=" + inside.replace("%", "%25").replace("&", "%26").replace("?", "%3F")
    assert article_link("", inside).startswith("https://www.google.com/url?")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "tag:1", "", "http://[::1"]
)
def test_what_is_no_web_address_is_none(href: str) -> None:
    assert article_link("https://coast.example/", href if href != "tag:1" else "tag:coast.example,2026:1") == ""


@pytest.mark.parametrize(
    ("guid", "page"),
    [
        ("https://coast.example/?p=1", True),
        (" HTTP://coast.example/1 ", True),
        ("https://coast.example/1.mp3?x=1", False),
        ("urn:uuid:1", False),
        ("17", False),
        ("", False),
    ],
)
def test_a_guid_is_a_page_where_it_is_the_address_of_one(guid: str, page: bool) -> None:
    assert bool(page_of(guid)) is page
