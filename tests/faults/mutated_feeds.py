"""The corpus' feeds, broken in ten ways at random: whatever comes, reading ends in a feed or a `DocumentError`.

    .venv/bin/python tests/faults/mutated_feeds.py 100000     # `make trust`: two processes, counts of outcomes

Each feed is made from its number alone, so that one that fails can be made again: `mutated(number)`.
"""

from __future__ import annotations

import random
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from monitor.collect.feeds.parse import parse
from monitor.collect.lists import MAX_ENTRIES
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

FOLDER = Path(__file__).parents[1] / "corpus" / "feeds"
NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
#: bytes of a mutated feed at most, and seconds that reading it may take before it counts as a hang
LARGEST, PATIENCE_S = 1_000_000, 10.0
PROCESSES, BATCH = 2, 500
TAG = re.compile(rb"<[^<>]{1,80}>")
ENCODINGS = [
    "utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-7", "cp037", "cp1251", "koi8-r", "cp1256", "gb18030", "shift_jis",
    "euc-kr", "big5",
]  # fmt: skip
CONTENT_TYPES = [
    "", "text/html", "application/octet-stream", "text/xml; charset=utf-7", "text/xml; charset=\"x\"",
    "application/json", "application/rss+xml; charset=windows-1256", "text/plain; charset=utf-16", "; charset=",
    "text/xml;charset=rot13",
]  # fmt: skip
URLS = ["https://coast.example/feed.xml", "", "not an address", "http://[::1", "https://coast.example/a b?c#d"]
TRICKS = [
    b"&", b"&#0;", b"&#xD800;", b"&#1114112;", b"&#99999999999;", b"&nbsp;", b"&x;", b"&lt;", b"<![CDATA[", b"]]>",
    b"<!--", b"-->", b"<?", b"<!", b"<", b">", b"\0", b"\x1b", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\x1b$B", b'"', b"'", "\u202e\u2066".encode(), "٢٠٢٦".encode(), "۱۴۰۵/۱۳/۴۰".encode(), b"<svg>", b"</svg>",
    b"<xhtml:div>", b"<item/>", b"<image>", b"<textinput>", b"<source>", b"<media:rating>x</media:rating>",
    b"<media:credit>", b"<link href='http://[x'/>", b"<guid isPermaLink='true'>http://[::1</guid>",
    b"<itunes:duration>x</itunes:duration>", b"<dcterms:valid>start=x;end</dcterms:valid>",
    b"<pubDate>99 Nov 99999</pubDate>", b"<updated>-0001-01-01T00:00:00Z</updated>", b"<enclosure length='x'/>",
    b"<cloud/>", b"<georss:point>x y</georss:point>", b"<psc:chapter start='x'/>",
    b"<content type='application/octet-stream'>%%%</content>", b"<skipHours><hour>-1</hour></skipHours>",
    b"<ttl>" + b"9" * 5000 + b"</ttl>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<base>", b" xml:base='http://[' ",
    b" xmlns='urn:x' ", b" xmlns:media='' ", b"[" * 3000, b'{"items":[{}]}', b'"date_published":1e999,',
]  # fmt: skip

OPENINGS = [b"<a>", b"<item>", b"<div>", b"<title>", b"<![CDATA[", b"<!--", b"&lt;", b"[", b'{"items":']


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A broken feed, and how it is said to come."""

    body: bytes
    content_type: str
    url: str


@cache
def feeds() -> tuple[bytes, ...]:
    """The corpus' feeds, as they come."""
    return tuple(file.read_bytes() for file in sorted(FOLDER.iterdir()) if ".expected." not in file.name)


def mutated(number: int) -> Mutation:
    """The feed of that number: one of the corpus after one to four faults."""
    chance = random.Random(number)  # noqa: S311  the same feed for the same number
    body = chance.choice(feeds())
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(FAULTS)(body, chance)[:LARGEST]
    plain = chance.random() < 0.5
    return Mutation(
        body=body,
        content_type="" if plain else chance.choice(CONTENT_TYPES),
        url=URLS[0] if plain else chance.choice(URLS),
    )


def outcome(number: int) -> tuple[str, float]:
    """What came of reading it, in a word, and seconds of processor time; an exception's name is a failure."""
    what = mutated(number)
    begin = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = parse(what.body, source_id="s", url=what.url, content_type=what.content_type, now=NOW)
        word = _fit(read)
    except DocumentError:
        word = "refused"
    except Exception as error:
        word = f"FAILED {type(error).__name__}"
    taken = time.process_time() - begin
    return (word if taken < PATIENCE_S else f"FAILED hang, {word}"), taken


def _fit(read: ParsedFeed) -> str:
    """Is what was read fit to be stored?"""
    keys = [entry.key for entry in read.entries]
    fit = len(set(keys)) == len(keys) <= MAX_ENTRIES and all(keys)
    for entry in read.entries:
        (entry.title + entry.summary + entry.url + entry.key).encode()
        fit &= bool(entry.title or entry.url) and len(entry.title) <= 500 and len(entry.summary) <= 4000
        fit &= entry.url.startswith(("", "http://", "https://")) and "\n" not in entry.title
    return "FAILED unfit" if not fit else "read" if keys else "empty"


def _flip(body: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(body)
    for _ in range(chance.randint(1, 20)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut(body: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[end:] if chance.random() < 0.7 else body[:end]


def _splice(body: bytes, chance: random.Random) -> bytes:
    other = chance.choice(feeds())
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other)) :]


def _swap_tags(body: bytes, chance: random.Random) -> bytes:
    tags = TAG.findall(body)
    if len(tags) < 2:
        return body
    one, other = chance.sample(tags, 2)
    return body.replace(one, b"\0SWAP\0", 1).replace(other, one, 1).replace(b"\0SWAP\0", other, 1)


def _trick(body: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(body) + 1)
        body = body[:place] + chance.choice(TRICKS) + body[place:]
    return body


def _recode(body: bytes, chance: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _number(body: bytes, chance: random.Random) -> bytes:
    huge = chance.choice([b"0", b"-1", b"9" * 30, b"9" * 6000, b"1e400", b"NaN", "٩٩٩٩".encode()])
    found = list(re.finditer(rb"\d+", body))
    return body[: (one := chance.choice(found)).start()] + huge + body[one.end() :] if found else body + huge


def _nest(body: bytes, chance: random.Random) -> bytes:
    place, depth = chance.randrange(len(body) + 1), chance.choice([50, 1000, 5000])
    opened = chance.choice(
        [b"<a>", b"<item>", b"<div>", b"<title>", b"[", b'{"items":', b"<![CDATA[", b"<!--", b"&lt;"]
    )
    return body[:place] + opened * depth + body[place:]


def _repeat(body: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[start:end] * chance.choice([2, 5, 20]) + body[end:]


def _lie(body: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"encoding=(['\"])[^'\"]*", rb"encoding=\1" + chance.choice(ENCODINGS).encode(), body, count=1)


def _nothing_left(fault: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    return lambda body, chance: fault(body, chance) if body else chance.choice(TRICKS)


FAULTS = [
    _nothing_left(fault) for fault in (_flip, _cut, _splice, _swap_tags, _trick, _recode, _number, _nest, _repeat, _lie)
]


def batch(first: int, count: int) -> tuple[Counter[str], list[int], float]:
    """Outcomes of that many numbers, which of them failed, and the longest time."""
    outcomes: Counter[str] = Counter()
    failed, longest = [], 0.0
    for number in range(first, first + count):
        word, taken = outcome(number)
        outcomes[word] += 1
        longest = max(longest, taken)
        if word.startswith("FAILED"):
            failed.append(number)
    return outcomes, failed, longest


def main(count: int) -> int:
    """Read that many over two processes; 1 if one failed."""
    begin = time.monotonic()
    outcomes: Counter[str] = Counter()
    failed: list[int] = []
    longest = 0.0
    with ProcessPoolExecutor(PROCESSES) as pool:
        firsts = range(0, count, BATCH)
        for some, wrong, slowest in pool.map(batch, firsts, (min(BATCH, count - first) for first in firsts)):
            outcomes += some
            failed += wrong
            longest = max(longest, slowest)
            if sys.stderr.isatty():
                print(f"\r{outcomes.total()} of {count}", end="", file=sys.stderr)
    print(f"\n{count} mutated feeds in {time.monotonic() - begin:.0f} s; the longest took {longest:.1f} s")
    for word, times in outcomes.most_common():
        print(f"  {times:>7}  {word}")
    if failed:
        print("  failed: " + ", ".join(map(str, failed[:20])))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
