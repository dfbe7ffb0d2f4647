"""Sitemaps and list pages: bombs, circles, and what is neither."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

from faults.hostile.case import Case, Check, Seen, both, brings, either, fails, holds
from faults.hostile.documents import feed
from faults.hostile.server import Answer, http, redirect

TODAY = format(datetime.now(UTC), "%Y-%m-%d")
NEWS = "https://example.org/news/a-good-article-about-the-harbour"
NO_SITEMAP = fails("not a sitemap|cannot be unpacked|XML entities|is empty|none of the parts")
KILLED = fails("took longer than|the process that read it died|takes more than .* of memory")


def urlset(*places: str, head: str = "") -> bytes:
    inside = "".join(f"<url><loc>{place}</loc><lastmod>{TODAY}</lastmod></url>" for place in places)
    return f'<?xml version="1.0"?>{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</urlset>'.encode()


def index(*children: str) -> bytes:
    inside = "".join(f"<sitemap><loc>{child}</loc><lastmod>{TODAY}</lastmod></sitemap>" for child in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</sitemapindex>'.encode()


def leads_to(*places: str) -> Check:
    """These are the addresses of the entries."""

    def check(seen: Seen) -> None:
        assert not seen.error, f"it says {seen.error!r}"
        assert [entry.url for entry in seen.entries] == list(places), [entry.url for entry in seen.entries]

    return check


GOOD = leads_to(NEWS)
SAFE = either(GOOD, NO_SITEMAP, KILLED, brings())


def few(most: int, check: Check) -> Check:
    return both(check, holds(f"at most {most} requests", lambda seen: len(seen.requests) <= most))


def sitemap(name: str, does: str, wanted: str, body: bytes, check: Check, **others: Answer) -> Case:
    paths = tuple((f"/{path}.xml", answer) for path, answer in others.items())
    return Case(name=name, does=does, wanted=wanted, kind="sitemap", feed=http(body), others=paths, check=check)


def listing(name: str, does: str, wanted: str, body: bytes, check: Check) -> Case:
    answer = http(body, headers={"Content-Type": "text/html"})
    return Case(name=name, does=does, wanted=wanted, kind="page", feed=answer, check=check)


TEASERS = "".join(
    f'<div class="card"><h2><a href="/news/{number}-a-long-headline-about-the-harbour">Headline number {number} about'
    f" the harbour</a></h2><p>Teaser</p></div>"
    for number in range(12)
)
SOME = either(
    holds(
        "links of its own site",
        lambda seen: seen.entries and all(".hostile.example" in one.url for one in seen.entries),
    ),
    fails("."),
)
GIVEN_UP = either(SOME, KILLED, brings())

CASES = (
    sitemap(
        "good sitemap", "is a good sitemap", "its address is read: the others fail for what they do", urlset(NEWS), GOOD
    ),
    sitemap(
        "sitemap of laughs",
        "declares entities that become a gigabyte",
        "refused, in words",
        urlset("&b;", head='<!DOCTYPE u [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
        fails("XML entities"),
    ),
    sitemap(
        "sitemap of a file",
        "asks for /etc/passwd by an external entity",
        "refused: no file is read",
        urlset("&x;", head='<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        fails("XML entities"),
    ),
    sitemap(
        "sitemap bomb",
        "is a .gz of 60 kB that becomes 60 MB",
        "refused at the bound of the protocol, in words",
        gzip.compress(b"<urlset>" + b" " * 60_000_000),
        fails("larger than 50 MB"),
    ),
    sitemap(
        "sitemap gzip cut",
        "is a .gz that breaks off",
        "what is whole is read, or an error in words",
        gzip.compress(urlset(NEWS))[:-30],
        SAFE,
    ),
    sitemap(
        "sitemap of many",
        "lists 4,000 addresses",
        "the newest 500, and no more",
        urlset(*(f"https://example.org/news/{number}" for number in range(4_000))),
        either(holds("500", lambda seen: not seen.error and 0 < len(seen.entries) <= 500), KILLED),
    ),
    sitemap(
        "deep sitemap",
        "nests 100,000 elements",
        "read or given up within the worker's limits",
        b"<urlset>" + b"<url>" * 100_000,
        SAFE,
    ),
    sitemap(
        "sitemap of odd links",
        "lists scripts, files, and halves of addresses",
        "none of them is taken",
        urlset("javascript:alert(1)", "file:///etc/passwd", "http://[::1", "data:text/html,x", NEWS),
        GOOD,
    ),
    sitemap(
        "sitemap in a circle",
        "is an index of an index of itself",
        "asked a few times; nothing is read",
        index("/1.xml"),
        few(4, either(brings(), fails("."))),
        **{"1": http(index("/1.xml?again", "/1.xml", "/feed"))},
    ),
    sitemap(
        "sitemap of sitemaps",
        "is an index of indexes of indexes, without end",
        "a few are asked, and no more",
        index("/1.xml", "/2.xml"),
        few(5, either(brings(), fails("."))),
        **{str(number): http(index(f"/{number + 1}.xml", f"/{number + 2}.xml")) for number in range(1, 40)},
    ),
    sitemap(
        "sitemap of thousands",
        "is an index of 2,000 sitemaps",
        "a few are asked, and no more",
        index(*(f"/{number}.xml" for number in range(2_000))),
        few(5, either(brings(), fails("."))),
    ),
    sitemap(
        "sitemap of others",
        "is an index of sitemaps at other sites and at 169.254.169.254",
        "none of them is asked",
        index("http://169.254.169.254/sitemap.xml", "http://127.0.0.1:9/sitemap.xml"),
        few(1, either(brings(), fails("."))),
    ),
    sitemap(
        "sitemap with a bad part",
        "is an index of a part that redirects in a circle and a good one",
        "the good one is read",
        index("/news-1.xml", "/news-2.xml"),
        GOOD,
        **{"news-1": redirect("/news-1.xml"), "news-2": http(urlset(NEWS))},
    ),
    sitemap(
        "feed as a sitemap",
        "is a feed where a sitemap was expected",
        "an error that says so",
        feed(),
        fails("feed, not a sitemap"),
    ),
    sitemap(
        "page as a sitemap",
        "is a web page where a sitemap was expected",
        "an error that says so",
        b"<!doctype html><html><body>Hello</body></html>",
        fails("not a sitemap"),
    ),
    sitemap("empty sitemap", "is empty", "an error that says so", b"", fails("is empty")),
    sitemap("sitemap of bytes", "is binary", "an error in words", bytes(range(256)) * 300, SAFE),
    listing("good list", "is a good list page", "its articles are read", f"<html><body>{TEASERS}".encode(), SOME),
    listing(
        "list of many links",
        "has 9,000 links",
        "read or given up within the worker's limits; at most 500 are taken",
        b"<html><body>" + b'<a href="/news/a-long-headline-about-it">News</a> ' * 9_000 + TEASERS.encode(),
        both(GIVEN_UP, holds("at most 500", lambda seen: len(seen.entries) <= 500)),
    ),
    listing(
        "deep list",
        "nests 80,000 elements around its links",
        "read or given up within the worker's limits",
        b"<html><body>" + b"<div>" * 80_000 + TEASERS.encode(),
        GIVEN_UP,
    ),
    listing(
        "list of scripts",
        "links to scripts, files and other sites only",
        "none of them is taken",
        b"<html><body>"
        + b'<h2><a href="javascript:alert(1)">A long headline about the harbour</a></h2>' * 20
        + b'<h2><a href="file:///etc/passwd">A long headline about the harbour</a></h2>' * 20,
        either(brings(), fails(".")),
    ),
    listing(
        "list at a file",
        "says that its links are relative to file:///",
        "no file is taken",
        f'<html><head><base href="file:///etc/"></head><body>{TEASERS}'.encode(),
        holds("no file", lambda seen: not any(one.url.startswith("file") for one in seen.entries)),
    ),
    listing(
        "list of long links",
        "has links of 100,000 letters",
        "none of them is taken",
        b'<html><body><h2><a href="/' + b"a" * 100_000 + b'">A long headline about the harbour</a></h2>',
        either(brings(), fails(".")),
    ),
    listing("empty list", "is an empty page", "an error in words", b"", fails("empty")),
)
