"""robots.txt that is huge, odd or not to be had: polite first, and never hurt."""

from __future__ import annotations

import gzip

from faults.hostile.case import Case, Check, both, either, falls_back, holds, reads
from faults.hostile.documents import page
from faults.hostile.server import Answer, drip, http, raw, redirect, silence

READ = reads("keeper of the lighthouse")
DENIED = falls_back("asks us to stay away")
UNREADABLE = falls_back("robots.txt cannot be read")


def case(name: str, does: str, wanted: str, robots: Answer, check: Check, *, waits: bool = False) -> Case:
    return Case(name=name, does=does, wanted=wanted, robots=robots, page=http(page()), waits=waits, check=check)


def rules(*lines: str) -> Answer:
    return http("\n".join(lines).encode(), headers={"Content-Type": "text/plain"})


CASES = (
    case("no robots", "has no robots.txt", "the page is read", http(b"", "404 Not Found"), READ),
    case("robots deny", "asks everybody to stay away", "obeyed", rules("User-agent: *", "Disallow: /"), DENIED),
    case(
        "robots deny us",
        "asks us alone to stay away",
        "obeyed, whatever the others may do",
        rules("User-agent: *", "Allow: /", "", "User-Agent: News-Monitor/9", "Disallow: /page"),
        DENIED,
    ),
    case(
        "robots with a mark",
        "begins with a byte order mark",
        "obeyed all the same",
        http(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n"),
        DENIED,
    ),
    case(
        "robots of returns",
        "ends its lines with carriage returns alone",
        "obeyed all the same",
        http(b"User-agent: *\rDisallow: /\r"),
        DENIED,
    ),
    case(
        "robots of html",
        "answers with a web page",
        "no rule is found in it, and the page is read",
        http(b"<!doctype html><html><body>" + b"<p>Disallow us" * 5_000),
        READ,
    ),
    case(
        "robots of agents",
        "names 18,000 agents over 5,000 rules",
        "read in no time: none of them is ours",
        rules(*(f"User-agent: bot{n}" for n in range(18_000)), *(f"Disallow: /{n}" for n in range(5_000))),
        READ,
    ),
    case(
        "robots of our parts",
        "names every part of our name over 20,000 rules",
        "read in no time: none of them is ours",
        rules(
            *(f"User-agent: {'news-monitor'[a:b]}" for a in range(12) for b in range(a + 1, 12)),
            *["Disallow: /"] * 20_000,
        ),
        READ,
    ),
    case(
        "robots of wildcards",
        "has 4,000 patterns of 20 wildcards for us",
        "read without the loop standing still",
        rules("User-agent: *", *[f"Disallow: /{'*a' * 20}{n}$" for n in range(4_000)]),
        READ,
    ),
    case(
        "robots of rules",
        "has 30,000 rules for us",
        "left alone: nobody means that",
        rules("User-agent: *", *(f"Disallow: /{n}" for n in range(30_000))),
        either(UNREADABLE, READ),
    ),
    case(
        "robots of one line",
        "is one line of 400 kB",
        "read; the page too",
        http(b"User-agent: *\nDisallow: /" + b"a" * 400_000),
        READ,
    ),
    case(
        "robots in no hurry",
        "asks for a day between two requests",
        "the page is not asked for: it would come too late",
        rules("User-agent: *", "Crawl-delay: 86400"),
        falls_back("between two requests"),
    ),
    case(
        "robots of odd delays",
        "asks for nan, minus one and no seconds between two requests",
        "what cannot be meant is not believed; the page is read",
        rules("User-agent: *", "Crawl-delay: -1", "Crawl-delay: soon", "Crawl-delay: nan"),
        READ,
    ),
    case(
        "robots for ever",
        "asks for an infinite time between two requests",
        "the page is not asked for",
        rules("User-agent: *", "Crawl-delay: 1e999"),
        falls_back("between two requests"),
    ),
    case(
        "robots over the cap",
        "is larger than a page may be",
        "left alone for an hour",
        http(b"# nothing\n" * 60_000),
        UNREADABLE,
    ),
    case(
        "robots bomb",
        "becomes 50 MB when it is unpacked",
        "left alone for an hour",
        http(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
        UNREADABLE,
    ),
    case(
        "robots of bytes",
        "is binary",
        "no rule is found in it, and the page is read",
        http(bytes(range(256)) * 900),
        READ,
    ),
    case("robots broken", "answers 500", "left alone for an hour", http(b"", "500 Internal Server Error"), UNREADABLE),
    case("robots busy", "answers 429", "left alone", http(b"", "429 Too Many Requests"), UNREADABLE),
    case("robots for members", "answers 403", "no rules, as RFC 9309 has it", http(b"", "403 Forbidden"), READ),
    case(
        "robots in a circle", "redirects to itself", "left alone", redirect("/robots.txt"), falls_back("redirects more")
    ),
    case(
        "robots at the cloud",
        "redirects to 169.254.169.254",
        "refused, and the page is not read",
        redirect("http://169.254.169.254/robots.txt"),
        falls_back("link-local"),
    ),
    case(
        "robots silent",
        "says nothing",
        "left alone; the page is not asked for",
        silence(),
        falls_back("stopped answering"),
        waits=True,
    ),
    case(
        "robots dripping",
        "sends a byte now and then",
        "left at the deadline; the page is not asked for",
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"#"),
        both(falls_back("did not answer"), holds("no page", lambda seen: not seen.asked("/page"))),
        waits=True,
    ),
    case(
        "robots not http",
        "greets as an SSH server",
        "left alone",
        raw(b"SSH-2.0-x\r\n"),
        falls_back("does not speak HTTP"),
    ),
)
