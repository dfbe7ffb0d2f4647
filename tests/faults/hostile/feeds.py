"""Feeds that are no feeds, or are too deep, too wide, too long, or dressed as something else."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from faults.hostile.case import Case, Check, Seen, both, brings, either, fails, holds
from faults.hostile.documents import GOOD, feed, item
from faults.hostile.server import Answer, http

READ = brings(GOOD)
ENTITIES = fails("declares XML entities, which is refused")
NO_FEED = fails("not a feed|cannot be read|is empty")
KILLED = fails("took longer than|the process that read it died|takes more than .* of memory")
#: where a parser may save something or give up, and nothing else happens
SAFE = either(READ, NO_FEED, KILLED, brings())
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def says(body: bytes, kind: str = "application/rss+xml") -> Answer:
    return http(body, headers={"Content-Type": kind})


def json_feed(*items: object, **more: object) -> bytes:
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": list(items), **more}
    return json.dumps(document).encode()


JSON_ITEM = {"id": "1", "url": "https://example.org/good", "title": GOOD}


def linked(href: str) -> bytes:
    return feed(item(GOOD, link=href))


def no_link(seen: Seen) -> None:
    """The entry is read, and leads nowhere."""
    READ(seen)
    assert [entry.url for entry in seen.entries] == [""], [entry.url for entry in seen.entries]


def clean(*forbidden: str) -> Check:
    """Nothing of this is in title or summary."""

    def check(seen: Seen) -> None:
        assert not seen.error, seen.error
        for entry in seen.entries:
            for bad in forbidden:
                assert bad not in entry.title + entry.summary, f"{bad!r} is in {entry.title!r} or {entry.summary!r}"
        assert seen.entries

    return check


def believable(published: datetime | None) -> bool:
    now = datetime.now(UTC)
    return published is None or now - timedelta(days=3660) < published < now + timedelta(hours=2)


def dated(date: str) -> Case:
    return Case(
        name=f"date {date or 'of no letter'}"[:40],
        does=f"dates its entry {date!r}",
        wanted="the entry counts from when it was first seen; no date in the future, none of another age",
        feed=says(feed(item(date=date))),
        check=both(READ, holds("it is of our time", lambda seen: believable(seen.entries[0].published))),
    )


CASES = (
    Case(
        name="billion laughs",
        does="declares entities that become a gigabyte",
        wanted="refused, in words",
        feed=says(feed(item("&l9;"), head=f'<!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]>')),
        check=ENTITIES,
    ),
    Case(
        name="quadratic blowup",
        does="names one entity of 50 kB twenty thousand times",
        wanted="refused, in words",
        feed=says(feed(item("&a;" * 20_000), head=f'<!DOCTYPE l [<!ENTITY a "{"a" * 50_000}">]>')),
        check=ENTITIES,
    ),
    Case(
        name="entity of a file",
        does="asks for /etc/passwd by an external entity",
        wanted="refused: no file is read",
        feed=says(feed(item("&x;"), head='<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        check=ENTITIES,
    ),
    Case(
        name="entity of an address",
        does="asks for an address by a parameter entity",
        wanted="refused: nothing is fetched",
        feed=says(feed(head='<!DOCTYPE l [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>')),
        check=ENTITIES,
    ),
    Case(
        name="dtd elsewhere",
        does="names a document type at another address",
        wanted="the feed is read, and nothing else fetched",
        feed=says(feed(head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">')),
        check=READ,
    ),
    Case(
        name="stylesheet",
        does="names a stylesheet and an XInclude",
        wanted="the feed is read, and nothing else fetched",
        feed=says(
            feed(
                item(more='<xi:include href="file:///etc/passwd" parse="text"/>'),
                head='<?xml-stylesheet href="http://127.0.0.1:1/x.xsl"?>',
                root='xmlns:xi="http://www.w3.org/2001/XInclude"',
            )
        ),
        check=both(READ, clean("root:")),
    ),
    Case(
        name="deep",
        does="nests 100,000 elements",
        wanted="the feed is read or given up within the worker's limits",
        feed=says(feed("<a>" * 100_000 + "</a>" * 100_000, item())),
        check=SAFE,
    ),
    Case(
        name="deep description",
        does="nests 50,000 elements of HTML in a description",
        wanted="the feed is read or given up within the worker's limits",
        feed=says(feed(item(more="<description>" + "&lt;b&gt;" * 50_000 + "</description>"))),
        check=SAFE,
    ),
    Case(
        name="many attributes",
        does="has an element with 20,000 attributes",
        wanted="the feed is read or given up within the worker's limits",
        feed=says(feed("<x " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>", item())),
        check=SAFE,
    ),
    Case(
        name="long attribute",
        does="has an attribute of 800 kB",
        wanted="the feed is read",
        feed=says(feed(f'<x a="{"y" * 800_000}"/>', item())),
        check=SAFE,
    ),
    Case(
        name="many namespaces",
        does="declares 20,000 namespaces",
        wanted="the feed is read or given up within the worker's limits",
        feed=says(feed(root=" ".join(f'xmlns:n{n}="u{n}"' for n in range(20_000)))),
        check=SAFE,
    ),
    Case(
        name="many entries",
        does="has 2,000 entries",
        wanted="500 of them are read, and no more",
        feed=says(feed(*(f"<item><guid>{n}</guid><title>Number {n}</title></item>" for n in range(2_000)))),
        check=either(holds("500 are read", lambda seen: not seen.error and len(seen.entries) == 500), KILLED),
    ),
    Case(
        name="many empty entries",
        does="has 20,000 entries with nothing in them",
        wanted="none of them is made up; within the worker's limits",
        feed=says(feed("<item/>" * 20_000)),
        check=either(brings(), KILLED),
    ),
    Case(
        name="huge title",
        does="has a title of 900 kB",
        wanted="the entry is read with the beginning of it",
        feed=says(feed(item("word " * 180_000))),
        check=holds("500 letters", lambda seen: [len(title) <= 500 for title in seen.titles] == [True]),
    ),
    Case(
        name="huge guid",
        does="has a guid of 500 kB",
        wanted="the entry is read; its key is short",
        feed=says(feed(item(more="<guid>" + "g" * 500_000 + "</guid>"))),
        check=both(READ, holds("a short key", lambda seen: len(seen.entries[0].key) < 600)),
    ),
    Case(
        name="one guid for all",
        does="gives three entries one guid",
        wanted="three entries: what all share identifies none",
        feed=says(feed(*(item(f"Number {n}", link=f"/{n}", more="<guid>1</guid>") for n in range(3)))),
        check=brings("Number 0", "Number 1", "Number 2"),
    ),
    Case(
        name="one entry many times",
        does="repeats one entry 400 times",
        wanted="one entry",
        feed=says(feed(*[item(more="<guid>1</guid>")] * 400)),
        check=READ,
    ),
    Case(
        name="open cdata",
        does="opens a CDATA section and never ends it",
        wanted="what can be read is read, or an error in words",
        feed=says(feed(item()) + b"<![CDATA[" + b"x" * 500_000),
        check=SAFE,
    ),
    Case(
        name="open comments",
        does="opens 100,000 comments and ends none",
        wanted="what can be read is read, or an error in words",
        feed=says(feed()[:-16] + b"<!--" * 100_000),
        check=SAFE,
    ),
    Case(
        name="open brackets",
        does="ends in 100,000 opening brackets",
        wanted="what can be read is read, or an error in words",
        feed=says(feed() + b"<" * 100_000),
        check=SAFE,
    ),
    Case(
        name="ampersands",
        does="has 100,000 ampersands in a title",
        wanted="what can be read is read, or an error in words",
        feed=says(feed(item(GOOD + " " + "&" * 100_000))),
        check=either(holds("it is read", lambda seen: len(seen.titles) == 1), NO_FEED, KILLED),
    ),
    Case(
        name="processing instructions",
        does="has 50,000 processing instructions",
        wanted="the feed is read",
        feed=says(feed(head="<?x y?>" * 50_000)),
        check=SAFE,
    ),
    Case(
        name="nul bytes",
        does="has NUL bytes everywhere",
        wanted="what can be read is read, without them",
        feed=says(feed().replace(b"entry", b"en\0try")),
        check=either(READ, NO_FEED, clean("\0")),
    ),
    Case(
        name="control characters",
        does="has control characters and terminal escapes in a title",
        wanted="the entry is read without them",
        feed=says(feed(item("Red \x1b[31m \x07 &#27;[2J alarm \x9b"))),
        check=either(clean("\x1b", "\x07", "\x9b"), NO_FEED),
    ),
    Case(
        name="direction",
        does="turns the direction of the text around its title",
        wanted="the entry is read without these characters",
        feed=says(feed(item("Report \u202efdp.exe \u2066x"))),
        check=clean("\u202e", "\u2066"),
    ),
    Case(
        name="script",
        does="has scripts in title and text, escaped once and twice",
        wanted="the entry is read, and no tag is left that would run",
        feed=says(
            feed(
                item(
                    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; News",
                    more="<description>&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;alert(2)</description>",
                )
            )
        ),
        check=clean("<script", "<img", "onerror"),
    ),
    *(
        Case(
            name=f"link {name}",
            does=f"links its entry to {href[:40]}",
            wanted="the entry is read; it leads nowhere, and nothing is fetched",
            feed=says(linked(href)),
            check=no_link,
        )
        for name, href in (
            ("script", "javascript:alert(1)"),
            ("hidden script", "java&#10;script:alert(1)"),
            ("data", "data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("file", "file:///etc/passwd"),
            ("half", "http://[::1"),
            ("port", "http://example.org:99999/"),
            ("long", "https://example.org/" + "a" * 100_000),
        )
    ),
    Case(
        name="base of a file",
        does="says that its links are relative to file:///",
        wanted="the entry is read; it leads to no file",
        feed=says(feed(item(link="etc/passwd"), root='xml:base="file:///"')),
        check=both(READ, holds("no file", lambda seen: not seen.entries[0].url.startswith("file"))),
    ),
    Case(
        name="utf-16 without mark",
        does="is UTF-16 without a byte order mark",
        wanted="the feed is read, or an error in words",
        feed=says(feed(declaration="").decode().encode("utf-16-le")),
        check=SAFE,
    ),
    Case(
        name="unknown encoding",
        does="declares an encoding that does not exist",
        wanted="the feed is read",
        feed=says(feed(declaration='<?xml version="1.0" encoding="klingon-8"?>')),
        check=READ,
    ),
    Case(
        name="encoding that runs",
        does="declares Python's own codecs (zip, idna, unicode_escape) as its encoding",
        wanted="no such codec is used: the feed is read as it is, or refused",
        feed=says(feed(declaration='<?xml version="1.0" encoding="zip"?>'), "text/xml; charset=unicode_escape"),
        check=SAFE,
    ),
    Case(
        name="utf-7",
        does="is said to be UTF-7, which hides tags from whoever looks for them",
        wanted="no tag appears",
        feed=says(feed(item("+ADw-script+AD4-alert(1)")), "text/xml; charset=utf-7"),
        check=either(clean("<script"), NO_FEED),
    ),
    Case(
        name="lone surrogates",
        does="has half characters in bytes and in references",
        wanted="the entry is read without them; the database can keep it",
        feed=says(feed(item("Half &#55296; \ud800 one"))),
        check=either(clean("\ud800"), NO_FEED),
    ),
    Case(
        name="marks",
        does="puts 200,000 accents on one letter",
        wanted="the entry is read, with a title of bounded length",
        feed=says(feed(item("e" + "\u0301" * 200_000))),
        check=either(holds("500 letters", lambda seen: [len(one) <= 500 for one in seen.titles] == [True]), KILLED),
    ),
    dated(""),
    dated("yesterday"),
    dated("Fri, 31 Dec 9999 23:59:59 GMT"),
    dated("Thu, 01 Jan 1970 00:00:00 GMT"),
    dated("2026-99-99T99:99:99Z"),
    dated("-9999999999999999999"),
    dated("Sat, 20 Nov 2055 07:30:00 GMT"),
    Case(
        name="web page",
        does="is a web page",
        wanted="an error that says so",
        feed=says(b"<!doctype html><html><body><p>Hello</p></body></html>", "text/html"),
        check=fails("this is a web page, not a feed"),
    ),
    Case(
        name="picture",
        does="is a picture",
        wanted="an error that says it is no feed",
        feed=says(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "image/png"),
        check=NO_FEED,
    ),
    Case(
        name="pdf",
        does="is a PDF",
        wanted="an error that says it is no feed",
        feed=says(b"%PDF-1.7\n" + b"obj <</Length 9>> stream\n" * 5_000, "application/pdf"),
        check=NO_FEED,
    ),
    Case(
        name="no entries",
        does="is a feed without entries",
        wanted="read, with nothing in it",
        feed=says(feed("<description>Nothing yet</description>")),
        check=brings(),
    ),
    Case(
        name="cut feed",
        does="ends in the middle of a tag, although the length is right",
        wanted="the entry that is whole is read, or an error in words",
        feed=says(feed(item(), item("Half"))[:-60]),
        check=either(holds("the whole one", lambda seen: GOOD in seen.titles), NO_FEED),
    ),
    Case(
        name="feed in a feed",
        does="holds feeds in feeds, 200 deep",
        wanted="read or given up; nothing else happens",
        feed=says(b'<rss version="2.0"><channel>' * 200 + item().encode() + b"</channel></rss>" * 200),
        check=SAFE,
    ),
    Case(
        name="json",
        does="is a JSON Feed",
        wanted="the feed is read",
        feed=says(json_feed(JSON_ITEM), "application/feed+json"),
        check=READ,
    ),
    Case(
        name="deep json",
        does="nests 100,000 lists in JSON",
        wanted="an error in words",
        feed=says(b"[" * 100_000 + b"]" * 100_000, "application/feed+json"),
        check=either(NO_FEED, KILLED),
    ),
    Case(
        name="deep json feed",
        does="is a JSON Feed with 50,000 lists in one of its fields",
        wanted="the feed is read, or an error in words",
        feed=says(
            json_feed(JSON_ITEM)[:-1] + b', "x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "application/feed+json"
        ),
        check=SAFE,
    ),
    Case(
        name="odd numbers in json",
        does="has NaN, Infinity and a number of 100,000 digits in JSON",
        wanted="the feed is read, or an error in words",
        feed=says(
            json_feed(JSON_ITEM)[:-1] + b', "x": NaN, "y": -Infinity, "z": ' + b"9" * 100_000 + b"}",
            "application/feed+json",
        ),
        check=SAFE,
    ),
    Case(
        name="keys twice in json",
        does="names the list of entries twice in JSON",
        wanted="one of the two is read, or an error in words",
        feed=says(json_feed(JSON_ITEM)[:-1] + b', "items": []}', "application/feed+json"),
        check=SAFE,
    ),
    Case(
        name="odd types in json",
        does="has numbers, lists and nothing where JSON Feed wants text",
        wanted="what can be read is read, or an error in words",
        feed=says(
            json_feed(JSON_ITEM, 7, None, [], {"id": [], "title": {}, "url": 5, "date_published": []}, title=[]),
            "application/feed+json",
        ),
        check=either(holds("the good one is read", lambda seen: GOOD in seen.titles), NO_FEED),
    ),
    Case(
        name="half characters in json",
        does="has half characters in JSON",
        wanted="the entry is read without them",
        feed=says(json_feed({**JSON_ITEM, "title": "Half \ud800 one"}), "application/feed+json"),
        check=either(clean("\ud800"), NO_FEED),
    ),
)
