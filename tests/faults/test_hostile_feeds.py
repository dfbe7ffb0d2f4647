"""Whatever one feed answers, the others are read, told once, and nobody sees a traceback."""

from __future__ import annotations

import gzip
import sqlite3
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from doubles.command import Command

HEADLINE = "A lighthouse keeper climbs the stairs again"
Asked = BaseHTTPRequestHandler


def rss(*items: str) -> bytes:
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'
    return text.encode("utf-8", "surrogatepass")


def item(title: str, link: str = "", date: str = "") -> str:
    date = date or format_datetime(datetime.now(UTC))
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def say(asked: Asked, body: bytes, status: int = 200, **headers: str) -> None:
    asked.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        asked.send_header(name.replace("_", "-"), value)
    asked.end_headers()
    asked.wfile.write(body)


def drip(asked: Asked) -> None:
    say(asked, b"", Content_Length="1000")
    while True:
        asked.wfile.write(b" ")
        asked.wfile.flush()
        time.sleep(0.1)


def endless(asked: Asked) -> None:
    say(asked, b"", Content_Length="99")
    while True:
        asked.wfile.write(b"<item>" * 10_000)


ODD = rss(
    item("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; one", "javascript:alert(1)"),
    item("\u202etwo [red]three[/red]", "http://xn--zzzzzzzzzzz99999/"),
    item("&#55296; four \x1b[31m", "file:///etc/passwd"),
    item("five \ud800", "http://[::1"),
    item("six" * 100_000, "http://127.0.0.1:99999/"),
    item("seven", "http://a b/", "Mon, 01 Jan 1405 00:00:00 GMT"),
    item("eight", "", "Fri, 31 Dec 9999 23:59:59 GMT"),
)
ENTITIES = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + rss(item("&b;"))
ANSWERS = {
    "/drip": drip,
    "/endless": endless,
    "/cut": lambda asked: say(asked, rss()[:40], Content_Length="5000"),
    "/circle": lambda asked: say(asked, b"", 302, Location="/circle"),
    "/to-a-file": lambda asked: say(asked, b"", 302, Location="file:///etc/passwd"),
    "/to-no-host": lambda asked: say(asked, b"", 302, Location="http://xn--zzzzzzzzzzz99999/"),
    "/bomb": lambda asked: say(asked, gzip.compress(bytes(30_000_000)), Content_Encoding="gzip"),
    "/entities": lambda asked: say(asked, ENTITIES),
    "/not-http": lambda asked: asked.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "/headers": lambda asked: asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000),
    "/page": lambda asked: say(asked, b"<html><body>no feed</body></html>"),
    "/empty": lambda asked: say(asked, b""),
    "/broken": lambda asked: say(asked, b"<rss><channel><item><title>x</titl"),
    "/missing": lambda asked: say(asked, b"", 404),
    "/error": lambda asked: say(asked, b"", 500),
    "/later": lambda asked: say(asked, b"", 429, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"),
    "/odd": lambda asked: say(asked, ODD),
    "/validators": lambda asked: say(asked, rss(item("nine")), ETag='"\xff\xfe"', Last_Modified="g\xe5r"),
    "/good": lambda asked: say(asked, rss(item(HEADLINE))),
}


def make_all_due(home: Path) -> None:
    with sqlite3.connect(home / "var" / "monitor.db") as database:
        database.execute("UPDATE sources SET next_check_at = '2026-01-01 00:00:00.000000'")
    database.close()


def test_hostile_feeds_cost_only_themselves(home: Path, monitor: Command, hostile: Any) -> None:
    hostile.answers.update(ANSWERS)
    (home / "config" / "sources.yaml").write_text(hostile.sources(), encoding="utf-8")
    (home / "config" / "monitor.yaml").write_text("host_gap_seconds: 0\ntimeout_seconds: 2\n", encoding="utf-8")

    first = monitor("once")
    make_all_due(home)
    second = monitor("once")

    for ended, failed in ((first, 15), (second, 14)):  # who asked to be left alone is not asked again
        assert ended.status == 0, ended.err
        assert "Traceback" not in ended.err
        assert f"{len(ANSWERS)} sources polled ({failed} failed)" in ended.err
    assert (first.out + second.out).count(HEADLINE) == 1
    assert "\x1b" not in first.out + first.err
