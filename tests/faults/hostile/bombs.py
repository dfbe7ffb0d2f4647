"""The worst of them at full size, for a whole watch: what fills the memory, and what keeps the event loop busy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from faults.hostile.server import Answer, drip, http, silence

#: the caps that config/monitor.yaml comes with
FEED, PAGE = 5_000_000, 2_000_000
GZIP = {"Content-Encoding": "gzip"}
#: texts that are dear to read: names in scripts without blanks, bodies, surnames, initials
DEAR = {
    "cjk": "阿利耶夫总统访问亚美尼亚，",
    "korean": "알리예프 대통령은 아르메니아 총리를 ",
    "russian": "компания «Тенгри» и президент Ильхам Алиев, министр Иванов ",
    "capitals": "Ab Cd Ef ",
    "names": "Ilham Aliyev met Nikol Pashinyan of Armenia and the Smith Lithium Corp. ",
    "figures": "11 22 33 44 ",
    "marks": "e\u0301\u0302\u0303",
    "arabic": "رئيس الوزراء نیکول پاشینیان ",
}


def entries(count: int, *, size: int = 0, host: str = "") -> bytes:
    """A feed of so many entries, each with a page of its own, and a summary of so many letters."""
    at = format_datetime(datetime.now(UTC) - timedelta(hours=1))
    items = "".join(
        f"<item><title>Entry {number}</title><link>{host}/page/{number}</link><pubDate>{at}</pubDate>"
        f"<description>{'summary ' * (size // 8)}</description></item>"
        for number in range(count)
    )
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def filled(document: bytes, size: int) -> bytes:
    """The document with blanks behind it: so large that it is only just permitted."""
    return document + b" " * (size - len(document))


def article(text: str, size: int = PAGE) -> bytes:
    """A page that holds nothing but this text, again and again; in paragraphs, as newspapers have them."""
    paragraph = f"<p>{text * (2_000 // len(text))}</p>".encode()
    return b"<html><body><article>" + paragraph * (size // len(paragraph) - 1) + b"</article></body></html>"


def dear_site(text: str, pages: int) -> Mapping[str, Answer]:
    """A feed whose articles are all as long and as dear as can be."""
    answer = http(article(text), headers={"Content-Type": "text/html; charset=utf-8"})
    return {"/feed": http(entries(pages)), **{f"/page/{number}": answer for number in range(pages)}}


def sites(*, whole: bool) -> Iterator[Mapping[str, Answer]]:
    """What each host answers, by path; `whole`: several of each kind."""
    times = 4 if whole else 1
    for _ in range(4 * times):  # as many at once as are asked at once, all waiting for two workers
        yield {"/feed": http(filled(entries(40, size=4_000), FEED))}
        yield {"/feed": http(gzip.compress(filled(entries(20), FEED)), headers=GZIP)}
        yield {"/feed": http(gzip.compress(bytes(100_000_000)), headers=GZIP)}
    for _ in range(3 * times):
        yield {"/feed": drip(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(FEED - 100_000), b" ")}
        yield {"/feed": silence(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(FEED - 100_000))}
    for _ in range(times):
        yield {"/feed": http(b"<rss>" + b"<a>" * 1_600_000)}
    for text in DEAR.values() if whole else map(DEAR.__getitem__, ("cjk", "russian", "capitals")):
        yield dear_site(text, times)
    yield {
        **dear_site(DEAR["names"], 3 * times),
        "/robots.txt": http(b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 4_900),
    }
    rows = http(b"<html><body><table>" + b"<tr><td>x<td>y" * 140_000)
    for _ in range(times - 1):  # each costs a worker
        yield {"/feed": http(entries(1)), "/page/0": rows}
    yield {
        "/feed": http(entries(3)),
        "/robots.txt": http(b"".join(b"User-agent: bot%d\n" % n for n in range(18_000)) + b"Disallow: /\n" * 15_000),
    }
    yield {"/feed": http(entries(5), headers={f"X-{number}": "y" * 1_000 for number in range(60)})}
