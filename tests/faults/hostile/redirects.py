"""Redirects: in circles, out of the web, to forbidden places."""

from __future__ import annotations

from faults.hostile.case import Case, Check, Seen, both, brings, either, fails, holds
from faults.hostile.documents import GOOD, feed
from faults.hostile.server import Answer, drip, http, raw, redirect

READ = brings(GOOD)
NOWHERE = fails("redirects to nowhere")


def chain(length: int) -> tuple[tuple[str, Answer], ...]:
    """/1 leads to /2 and so on; the last one holds the feed."""
    steps = [(f"/{step}", redirect(f"/{step + 1}")) for step in range(1, length)]
    return (*steps, (f"/{length}", http(feed())))


def asked_only(path: str) -> Check:
    def check(seen: Seen) -> None:
        assert [request.path for request in seen.requests] == [path], [one.path for one in seen.requests]

    return check


CASES = (
    Case(
        name="circle",
        does="redirects to itself",
        wanted="an error after five redirects",
        feed=redirect("/feed"),
        check=fails("redirects more than 5 times"),
    ),
    Case(
        name="circle of two",
        does="redirects to a place that redirects back",
        wanted="an error after five redirects",
        feed=redirect("/other"),
        others=(("/other", redirect("/feed")),),
        check=fails("redirects more than 5 times"),
    ),
    Case(
        name="five redirects",
        does="redirects five times",
        wanted="the feed is read",
        feed=redirect("/1"),
        others=chain(5),
        check=READ,
    ),
    Case(
        name="six redirects",
        does="redirects six times",
        wanted="an error: five are enough",
        feed=redirect("/1"),
        others=chain(6),
        check=fails("redirects more than 5 times"),
    ),
    *(
        Case(
            name=f"redirect to {what}",
            does=f"redirects to {target}",
            wanted="refused: it leads out of the web",
            feed=redirect(target),
            check=both(either(NOWHERE, fails("not a web address|does not speak HTTP")), asked_only("/feed")),
        )
        for what, target in (
            ("a file", "file:///etc/passwd"),
            ("ftp", "ftp://example.org/feed"),
            ("a script", "javascript:alert(1)"),
            ("data", "data:application/rss+xml,<rss/>"),
            ("gopher", "gopher://127.0.0.1:70/x"),
            ("port 0", "http://example.org:0/feed"),
            ("port 99999", "http://example.org:99999/feed"),
            ("half an address", "http://[::1"),
        )
    ),
    Case(
        name="redirect to no host",
        does="redirects to http:///feed",
        wanted="read as relative, and refused after five redirects",
        feed=redirect("http:///feed"),
        check=fails("redirects more than 5 times"),
    ),
    Case(
        name="redirect without target",
        does="says 302 and not where to",
        wanted="an error in words",
        feed=http(feed(), "302 Found"),
        check=NOWHERE,
    ),
    Case(
        name="redirect to much",
        does="redirects to an address of 20,000 letters",
        wanted="an error in words",
        feed=redirect("/" + "a" * 20_000),
        check=NOWHERE,
    ),
    Case(
        name="redirect to an odd name",
        does="redirects to a name that no name may be",
        wanted="an error in words",
        feed=redirect("http://xn--zzzzzzzzzzz99999/"),
        check=fails("not a web address"),
    ),
    Case(
        name="redirect to an unknown name",
        does="redirects to a name that nobody knows",
        wanted="an error that names it",
        feed=redirect("http://nobody.invalid/feed"),
        check=fails(r"no address is known for nobody\.invalid"),
    ),
    Case(
        name="redirect to the cloud",
        does="redirects to 169.254.169.254, where cloud machines hand out their credentials",
        wanted="refused, although private addresses are permitted here",
        feed=redirect("http://169.254.169.254/latest/meta-data/"),
        check=fails("link-local address"),
    ),
    Case(
        name="redirect with a line break",
        does="has an escaped line break in its target, to write a header of its own",
        wanted="the target is asked for as it is written; no header is made of it",
        feed=redirect("/x%0d%0aSet-Cookie:%20evil=1"),
        others=(("/x%0d%0aSet-Cookie:%20evil=1", http(feed())),),
        check=both(
            READ, holds("no cookie was sent", lambda seen: not any("cookie" in one.headers for one in seen.requests))
        ),
    ),
    Case(
        name="redirect with a log-in",
        does="redirects to itself with name and password in the address",
        wanted="an error after five redirects; status shows no password",
        feed=redirect("http://me:secret@redirect-with-a-log-in.hostile.example/feed"),
        check=holds("no password is shown", lambda seen: seen.error and "secret" not in seen.error),
    ),
    Case(
        name="relative redirect",
        does="redirects to a relative address",
        wanted="the feed is read there",
        feed=redirect("./there/../1"),
        others=chain(1),
        check=READ,
    ),
    Case(
        name="redirect with an endless body",
        does="redirects, and sends a body for ever with it",
        wanted="the body is not waited for",
        feed=drip(b"HTTP/1.1 302 Found\r\nLocation: /1\r\n\r\n", b"x" * 10_000, pause_s=0.0),
        others=chain(1),
        check=READ,
    ),
    Case(
        name="multiple choices",
        does="answers 300 with a list",
        wanted="an error: nobody here chooses",
        feed=redirect("/1", "300 Multiple Choices"),
        others=chain(1),
        check=both(fails("answered 300"), asked_only("/feed")),
    ),
    Case(
        name="use a proxy",
        does="answers 305: ask through another machine",
        wanted="an error: it is not asked",
        feed=redirect("http://127.0.0.1:3128/", "305 Use Proxy"),
        check=both(fails("answered 305"), asked_only("/feed")),
    ),
    Case(
        name="two targets",
        does="gives two Location headers",
        wanted="an error or the first; never a mixture",
        feed=raw(b"HTTP/1.1 302 Found\r\nLocation: /1\r\nLocation: /2\r\nContent-Length: 0\r\n\r\n"),
        others=(("/1", http(feed())), ("/2", http(b"<html>"))),
        check=lambda seen: seen.error or READ(seen),
    ),
)
