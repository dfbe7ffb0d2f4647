"""How long reading a feed takes, as a multiple of feedparser's own time: `make bench`.

Feeds are made here to the measure of real ones (50 entries, some 90 kB, contents in CDATA), in the dialects and in the
broken forms that outlets send. The peers, in the same run: feedparser as it comes, and feedparser without the cleaning
of contents, which we do in another way. Nothing is asserted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from statistics import median

import feedparser

from monitor.collect.feeds.parse import parse

ENTRIES, ROUNDS = 50, 5
NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
PARAGRAPH = "Паром сел на мель у входа в порт, сообщила служба спасения. Nobody was hurt, said the harbour master. "
CONTENT = "".join(f"<p>{PARAGRAPH * 2} <a href='/a/{n}'>more</a> &amp; <b>more</b></p>" for n in range(5))


def rss(*, date: Callable[[datetime], str] = format_datetime, ampersand: str = "&amp;") -> str:
    """An RSS 2.0 feed as WordPress makes it."""
    items = "".join(
        f"<item><title>Паром {ampersand} порт, {n}</title><link>https://coast.example/2026/11/{n}/?utm_source=rss</link>"
        f"<guid isPermaLink='false'>https://coast.example/?p={n}</guid>"
        f"<pubDate>{date(NOW - timedelta(hours=n))}</pubDate>"
        f"<dc:creator><![CDATA[A. Person]]></dc:creator><category><![CDATA[Sea]]></category>"
        f"<description><![CDATA[{PARAGRAPH}]]></description><content:encoded><![CDATA[{CONTENT}]]></content:encoded></item>"
        for n in range(ENTRIES)
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Coast</title>"
        f"<link>https://coast.example/</link>{items}</channel></rss>"
    )


def atom() -> str:
    """The same as Atom."""
    entries = "".join(
        f"<entry><id>tag:coast.example,2026:{n}</id><title>Паром, {n}</title><link href='https://coast.example/{n}'/>"
        f"<updated>{(NOW - timedelta(hours=n)).isoformat()}</updated><author><name>A. Person</name></author>"
        f"<content type='html'><![CDATA[{CONTENT}]]></content></entry>"
        for n in range(ENTRIES)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title>{entries}</feed>"


def seconds(read: Callable[[bytes], object], body: bytes) -> float:
    """Median processor time of one reading."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        read(body)
        taken.append(time.process_time() - begin)
    return median(taken)


def ours(body: bytes) -> object:
    """Text, entries, dates, links and identity."""
    return parse(body, source_id="coast", url="https://coast.example/feed.xml", content_type="text/xml", now=NOW)


def bare(body: bytes) -> object:
    """feedparser without what it need not do."""
    return feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def whole(body: bytes) -> object:
    """feedparser as it comes."""
    return feedparser.parse(BytesIO(body))


def main() -> None:
    """Print the figures."""
    bodies = {
        "RSS 2.0": rss().encode(),
        "Atom 1.0": atom().encode(),
        "stray ampersands": rss(ampersand="&").encode(),
        "dates in Russian": rss(date=lambda when: when.strftime("%d ноября 2026 %H:%M")).encode(),
        "cp1251, labelled utf-8": rss().encode("cp1251"),
        "cut in the middle": rss().encode()[:-40_000],
    }
    print(f"{'feed':24} {'kB':>5} {'ms':>7} {'of feedparser':>14} {'of it bare':>11}")
    for name, body in bodies.items():
        mine, theirs, least = (seconds(read, body) for read in (ours, whole, bare))
        print(f"{name:24} {len(body) / 1000:5.0f} {mine * 1000:7.1f} {mine / theirs:14.2f} {mine / least:11.2f}")


if __name__ == "__main__":
    main()
