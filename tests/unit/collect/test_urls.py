from __future__ import annotations

import pytest

from monitor.collect.urls import canonical, clean_link, entry_key, same_site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://WWW.Example.com:443/a?b=2&a=1#part", "https://www.example.com/a?b=2&a=1"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("https://example.org./", "https://example.org/"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("https://[::1]:443/", "https://[::1]/"),
        ("https://пример.рф/новость", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://example.org/%d0%bd", "https://example.org/%D0%BD"),
    ],
)
def test_spellings_of_one_address_become_one(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "query", ["utm_source=x", "UTM_Campaign=y&fbclid=z", "gclid=1&yclid=2&mc_cid=3", "&&", "utm_source"]
)
def test_tracking_parameters_are_dropped(query: str) -> None:
    assert canonical(f"https://example.org/a?{query}") == "https://example.org/a"


def test_other_parameters_stay_in_their_order() -> None:
    assert canonical("https://example.org/?id=7&utm_medium=rss&b=&c") == "https://example.org/?id=7&b=&c"


@pytest.mark.parametrize(
    ("twin", "expected"),
    [
        ("https://m.example.com/a", "https://www.example.com/a"),
        ("https://amp.example.co.uk/a", "https://www.example.co.uk/a"),
        ("https://mobile.news.example.com/a", "https://news.example.com/a"),
        ("https://www.example.com/a/amp", "https://www.example.com/a"),
        ("https://www.example.com/a/amp/", "https://www.example.com/a"),
        ("https://www.example.com/amp/a", "https://www.example.com/a"),
        ("https://www.example.com/a?amp=1", "https://www.example.com/a"),
        ("https://www.example.com/a?outputType=amp", "https://www.example.com/a"),
    ],
)
def test_mobile_and_amp_twins_are_folded(twin: str, expected: str) -> None:
    assert canonical(twin) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://m.co.uk/",
        "https://amp.dev/a",
        "https://www.example.com/amp",
        "https://www.example.com/amplifier",
        "https://www.example.com/a?amp=100",
        "https://maps.example.com/a",
    ],
)
def test_what_only_looks_like_a_twin_stays(url: str) -> None:
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a b", "https://example.org/a%20b"),
        ("//cdn.example.org/a", "https://cdn.example.org/a"),
        ("a", "https://example.org/feeds/a"),
        (" https://other.org/x\n", "https://other.org/x"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@example.org", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("https://example.org:99999/", ""),
        ("", ""),
        ("https://example.org/" + "x" * 3000, ""),
        ("https://example.org/\u202egpj.exe", ""),
    ],
)
def test_only_absolute_web_addresses_come_out(href: str, expected: str) -> None:
    assert clean_link("https://example.org/feeds/rss.xml", href) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.com/", "https://m.example.com/", True),
        ("https://a.example.co.uk/", "https://b.example.co.uk/", True),
        ("https://one.co.uk/", "https://two.co.uk/", False),
        ("https://example.com/", "https://example.org/", False),
        ("https://127.0.0.1/", "https://127.0.0.2/", False),
        ("nonsense", "nonsense", False),
    ],
)
def test_a_site_is_a_registered_name(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


def test_an_entry_is_known_by_guid_else_address_else_words() -> None:
    assert entry_key(guid=" tag:1 ", url="https://example.org/a", title="T", text="x") == "tag:1"
    assert entry_key(guid="", url="https://example.org/a?utm_id=1", title="T", text="x") == "https://example.org/a"
    words = entry_key(guid="", url="", title="T", text="x")
    assert words.startswith("sha256:")
    assert words != entry_key(guid="", url="", title="T", text="y")
    assert len(entry_key(guid="g" * 10_000, url="", title="", text="")) < 100
