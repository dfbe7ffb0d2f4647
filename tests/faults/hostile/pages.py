"""Article pages that are too deep or too wide, that lie about themselves, or are no articles."""

from __future__ import annotations

import gzip
import json

from faults.hostile.case import Case, both, either, falls_back, holds, reads
from faults.hostile.documents import PARAGRAPH, page
from faults.hostile.server import Answer, drip, http, redirect, silence

READ = reads("keeper of the lighthouse")
BACK = falls_back()
#: read, or given up within the worker's limits: the feed's own text stands then
SAFE = either(READ, BACK)
LIMITS = either(READ, falls_back("took longer|died|memory|cannot be read|no text|"))


def html(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    return http(body, headers={"Content-Type": kind, **headers})


CASES = (
    Case(
        name="good page",
        does="is a good page",
        wanted="it is read: the others fail for what they do",
        page=html(page()),
        check=READ,
    ),
    Case(
        name="many paragraphs",
        does="has 60,000 paragraphs",
        wanted="read, or given up within the worker's limits",
        page=html(page("<p>x" * 60_000)),
        check=LIMITS,
    ),
    Case(
        name="many rows",
        does="has a table of 10,000 rows",
        wanted="read, or given up within the worker's limits",
        page=html(page("<table>" + "<tr><td>x<td>y" * 10_000 + "</table>")),
        check=LIMITS,
    ),
    Case(
        name="deep page",
        does="nests 80,000 elements",
        wanted="read, or given up within the worker's limits",
        page=html(page("<div>" * 80_000)),
        check=LIMITS,
    ),
    Case(
        name="article in the deep",
        does="hides its article under 300 elements",
        wanted="read, or the feed's own text",
        page=html(page("<div>" * 300)),
        check=SAFE,
    ),
    Case(
        name="tables in tables",
        does="nests 2,000 tables",
        wanted="read, or given up within the worker's limits",
        page=html(page("<table><tr><td>" * 2_000)),
        check=LIMITS,
    ),
    Case(
        name="open tags",
        does="opens 70,000 tags of ten kinds and closes none",
        wanted="read, or given up within the worker's limits",
        page=html(page("<b><i><u><a href=x><span><em><strong><font><s><li>" * 7_000)),
        check=LIMITS,
    ),
    Case(
        name="half tags",
        does="has 150,000 beginnings of tags",
        wanted="read, or given up within the worker's limits",
        page=html(page("<a " * 150_000)),
        check=LIMITS,
    ),
    Case(
        name="page of comments",
        does="opens 100,000 comments",
        wanted="read, or the feed's own text",
        page=html(page("<!--" * 100_000)),
        check=SAFE,
    ),
    Case(
        name="one long word",
        does="has a word of 400,000 letters",
        wanted="read, or the feed's own text",
        page=html(page(f"<p>{'x' * 400_000}</p>")),
        check=either(SAFE, reads("xxx")),
    ),
    Case(
        name="long text",
        does="has an article of 400,000 letters",
        wanted="read, up to a bound",
        page=html(page(f"<p>{PARAGRAPH * 4_200}</p>")),
        check=either(
            both(READ, holds("a bound", lambda seen: len(seen.articles[0].text) <= 200_000)),
            falls_back("longer|memory"),
        ),
    ),
    Case(
        name="script in a page",
        does="is a script of 400 kB with an article in it",
        wanted="the article is read, and nothing of the script",
        page=html(page("<script>" + "var evil = '<p>buy</p>';" * 16_000 + "</script>")),
        check=either(both(READ, holds("no script", lambda seen: "evil" not in seen.articles[0].text)), BACK),
    ),
    Case(
        name="open script",
        does="opens a script and never ends it",
        wanted="the feed's own text; no script is taken for one",
        page=html(b"<html><body><script>var a = '" + b"lighthouse keeper " * 500),
        check=BACK,
    ),
    Case(
        name="deep json-ld",
        does="has 50,000 nested lists in its JSON-LD",
        wanted="read, or the feed's own text",
        page=html(page(head=f'<script type="application/ld+json">{"[" * 50_000}{"]" * 50_000}</script>')),
        check=SAFE,
    ),
    Case(
        name="odd json-ld",
        does="has numbers and lists where JSON-LD wants text",
        wanted="read, or the feed's own text",
        page=html(
            page(
                head='<script type="application/ld+json">'
                + json.dumps({"@type": "NewsArticle", "headline": [1], "datePublished": {"a": []}, "author": 7})
                + "</script>"
            )
        ),
        check=SAFE,
    ),
    Case(
        name="entities in a page",
        does="declares entities that become a gigabyte, in XHTML",
        wanted="read without them, or the feed's own text",
        page=html(
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>' + page("<p>&b;</p>"),
            "application/xhtml+xml",
        ),
        check=SAFE,
    ),
    Case(
        name="file in a page",
        does="asks for /etc/passwd by an external entity, in XHTML",
        wanted="no file is read",
        page=html(
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page("<p>&x;</p>"),
            "application/xhtml+xml",
        ),
        check=both(SAFE, holds("no file", lambda seen: "root:" not in seen.articles[0].text)),
    ),
    Case(
        name="terminal in a page",
        does="has terminal escapes, NULs and direction marks in its text",
        wanted="read without them",
        page=html(page("\x1b[2J\0\u202e").replace(b"the sea", b"the s\x1b[31mea\xe2\x80\xae")),
        check=both(SAFE, holds("none is left", lambda seen: not set("\x1b\0\u202e") & set(seen.articles[0].document))),
    ),
    Case(
        name="canonical elsewhere",
        does="says that it lives on another site",
        wanted="not believed: one site must not pass for another",
        page=html(page(head='<link rel="canonical" href="https://bank.example/login">')),
        check=both(SAFE, holds("its own", lambda seen: "bank.example" not in seen.articles[0].canonical_url)),
    ),
    Case(
        name="canonical of a script",
        does="says that it lives at javascript:alert(1)",
        wanted="not believed",
        page=html(page(head='<link rel="canonical" href="javascript:alert(1)">')),
        check=both(SAFE, holds("its own", lambda seen: seen.articles[0].canonical_url.startswith("http"))),
    ),
    Case(
        name="base elsewhere",
        does="says that its links are relative to file:///",
        wanted="read; nothing leads to a file",
        page=html(page(head='<base href="file:///"><link rel="canonical" href="etc/passwd">')),
        check=both(SAFE, holds("no file", lambda seen: "file:" not in seen.articles[0].canonical_url)),
    ),
    Case(
        name="meta refresh to itself",
        does="sends its reader to itself at once, and says nothing else",
        wanted="the feed's own text, after a bounded number of requests",
        page=html(b'<html><head><meta http-equiv="refresh" content="0; url=/page"></head><body></body></html>'),
        check=both(BACK, holds("few requests", lambda seen: len(seen.asked("/page")) <= 3)),
    ),
    Case(
        name="meta refresh to a file",
        does="sends its reader to file:///etc/passwd",
        wanted="the feed's own text",
        page=html(b'<html><head><meta http-equiv="refresh" content="0; url=file:///etc/passwd"></head></html>'),
        check=both(BACK, holds("no file", lambda seen: "root:" not in seen.articles[0].document)),
    ),
    Case(
        name="empty page",
        does="is empty",
        wanted="the feed's own text",
        page=html(b""),
        check=falls_back("empty"),
    ),
    Case(
        name="nothing but links",
        does="has links and no article",
        wanted="the feed's own text, or what the links say",
        page=html(b"<html><body>" + b"<li><a href=/x>More news</a>" * 300 + b"</body></html>"),
        check=either(BACK, reads("More news")),
    ),
    Case(
        name="binary page",
        does="is a picture that calls itself HTML",
        wanted="the feed's own text; the reason is kept",
        page=html(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 500),
        check=falls_back("it is a picture, not a web page"),
    ),
    Case(
        name="pdf page",
        does="is a PDF",
        wanted="the feed's own text; the reason is kept",
        page=html(b"%PDF-1.7\n" + b"1 0 obj <</Length 9>> stream\n" * 3_000, "application/pdf"),
        check=falls_back("it is a PDF, not a web page"),
    ),
    Case(
        name="film",
        does="is called video/mp4",
        wanted="the feed's own text; the reason is kept",
        page=html(page(), "video/mp4"),
        check=falls_back("it is a recording, not a web page"),
    ),
    Case(
        name="utf-16 page",
        does="is UTF-16 with a mark, and says latin-1",
        wanted="read",
        page=html(b"\xff\xfe" + page().decode().encode("utf-16-le"), "text/html; charset=iso-8859-1"),
        check=READ,
    ),
    Case(
        name="page in an odd encoding",
        does="declares an encoding that does not exist, in header and page",
        wanted="read",
        page=html(page(head='<meta charset="klingon-8">'), "text/html; charset=zip"),
        check=READ,
    ),
    Case(
        name="page over the cap",
        does="has 600 kB where 500 are permitted",
        wanted="the feed's own text; the reason is kept",
        page=html(page() + b" " * 600_000),
        check=falls_back("larger than 500 kB"),
    ),
    Case(
        name="page bomb",
        does="becomes 50 MB when it is unpacked",
        wanted="the feed's own text; the reason is kept",
        page=html(gzip.compress(bytes(50_000_000)), **{"Content-Encoding": "gzip"}),
        check=falls_back("larger than 500 kB"),
    ),
    Case(
        name="dripping page",
        does="sends a byte now and then",
        wanted="the feed's own text; the reason is kept",
        page=drip(b"HTTP/1.1 200 OK\r\n\r\n", b" "),
        waits=True,
        check=falls_back("did not answer within 4 s"),
    ),
    Case(
        name="silent page",
        does="takes the request and says nothing",
        wanted="the feed's own text; the reason is kept",
        page=silence(),
        waits=True,
        check=falls_back("stopped answering"),
    ),
    Case(
        name="page in a circle",
        does="redirects to itself",
        wanted="the feed's own text; the reason is kept",
        page=redirect("/page"),
        check=falls_back("redirects more than 5 times"),
    ),
    Case(
        name="missing page",
        does="is not there",
        wanted="the feed's own text; the reason is kept",
        page=http(page(), "404 Not Found"),
        check=falls_back("answered 404"),
    ),
    Case(
        name="forbidden page",
        does="is for subscribers (403)",
        wanted="the feed's own text; the reason is kept",
        page=http(page(), "403 Forbidden"),
        check=falls_back("answered 403"),
    ),
    Case(
        name="page at the cloud",
        does="redirects to 169.254.169.254",
        wanted="the feed's own text; the reason is kept",
        page=redirect("http://169.254.169.254/"),
        check=falls_back("link-local address"),
    ),
)
