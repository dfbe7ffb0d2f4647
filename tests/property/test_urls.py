from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.links import article_link
from monitor.collect.urls import canonical, clean_link, entry_key

HOSTS = st.sampled_from(
    [
        "example.org",
        "m.example.com",
        "AMP.m.example.co.uk",
        "www.пример.рф",
        "127.0.0.1",
        "[::1]",
        "m.co.uk",
        "m.m.m.org",
    ]
)
PATHS = st.text(st.sampled_from("/amp%2fЖ .é?#&="), max_size=30)
QUERIES = st.text(st.sampled_from("utm_source=amp1&;?%41ж#"), max_size=30)
ADDRESSES = st.builds("{}://{}/{}?{}".format, st.sampled_from(["http", "HTTPS"]), HOSTS, PATHS, QUERIES)


@given(ADDRESSES | st.text())
def test_canonical_twice_is_canonical_once(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once


@given(st.text(), ADDRESSES | st.text())
def test_whatever_is_linked_only_web_addresses_come_out(base: str, href: str) -> None:
    link = clean_link(base, href)
    assert link == "" or (urlsplit(link).scheme in ("http", "https") and urlsplit(link).hostname)
    assert clean_link(base, link) == link


@given(st.text(), ADDRESSES | st.text())
def test_a_link_once_cleaned_stays_and_names_the_same_article(base: str, href: str) -> None:
    link = article_link(base, href)
    assert link == clean_link("", link)
    assert article_link("", link) == link
    assert link == "" or canonical(link) != ""


@given(ADDRESSES, st.sampled_from(["utm_source", "fbclid", "gclid"]), st.text("abc123"))
def test_tracking_never_makes_another_article(url: str, name: str, value: str) -> None:
    url = url.partition("#")[0].strip()
    joint = "&" if "?" in url else "?"
    assert canonical(f"{url}{joint}{name}={value}") == canonical(url)


@given(st.text(), st.text(), st.text(), st.text())
def test_every_entry_has_a_key(guid: str, url: str, title: str, text: str) -> None:
    key = entry_key(guid=guid, url=url, title=title, text=text)
    assert key
    assert key == entry_key(guid=guid, url=url, title=title, text=text)
