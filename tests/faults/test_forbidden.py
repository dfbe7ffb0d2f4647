"""Not one request to a forbidden address: however it is written, and whoever leads there.

A canary listens on every address of this machine; an audit hook sees every attempt to connect. The front, which leads
there, plays a public server: its name resolves to a public address, and a double of the network carries what goes to
that address to loopback. Everything else goes where it is meant to go, so that a gap in the guard would be seen.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpcore
import pytest
from faults.hostile.addresses import ELSEWHERE, LOOPBACK, NAMES
from faults.hostile.documents import feed, item, page
from faults.hostile.server import Answer, Host, http, raw
from faults.hostile.stage import AGENT, WORKERS, rounds_of

from monitor.collect.discovery.scout import Scout
from monitor.collect.fetch import HttpFetcher, Kind, Limits
from monitor.collect.robots import Robots
from monitor.collect.wikidata import Wikidata
from monitor.collect.workers import WorkerPool
from monitor.comprehend.words.language import unknown
from monitor.errors import FetchError
from monitor.guard import Address, resolve
from monitor.model import Proxy, Source
from monitor.rounds import Silent
from monitor.store.sql import open_store
from monitor.testing import FixedClock

#: a public address; what connects to it arrives at the front
PUBLIC = "93.184.215.14"
LIMITS = Limits(deadline_s=5.0, silence_s=2.0, gap_s=0.0)

_seen: list[tuple[Any, ...]] | None = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _seen is not None and isinstance(arguments[1], tuple):
        _seen.append(arguments[1])


sys.addaudithook(_audit)


@dataclass(slots=True)
class World:
    """The canary, the front, and what was connected to."""

    port: int
    front: Host
    #: connections that the canary took
    caught: list[str] = field(default_factory=list)
    #: addresses that somebody tried to connect to
    tried: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def forbidden(self) -> list[str]:
        """Each spelling."""
        return [spelling.format(port=self.port) for spelling in (*LOOPBACK, *ELSEWHERE)]

    def serve(self, answers: Mapping[str, Answer]) -> None:
        """What the front answers, by path."""
        self.front.answers = answers

    def nothing_was_reached(self) -> None:
        """Neither the canary nor any address but the front's."""
        strangers = [address for address in self.tried if address[:2] != (self.front.address, self.front.port)]
        assert (self.caught, strangers) == ([], [])


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Serve, and watch every connection."""
    global _seen
    front = Host("127.0.40.1", {})

    class Network(httpcore.AnyIOBackend):
        async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
            if host == PUBLIC:
                host, port = front.address, front.port
            return await super().connect_tcp(host, port, *rest, **more)

    monkeypatch.setattr(httpcore, "AnyIOBackend", Network)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(front.serving())
        world = World(port=0, front=front)

        async def catch(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            world.caught.append(str(writer.get_extra_info("sockname")))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            writer.close()

        canary = await asyncio.start_server(catch, "0.0.0.0", 0)
        stack.callback(canary.close)
        world.port = canary.sockets[0].getsockname()[1]
        with suppress(OSError):  # where there is no IPv6
            stack.callback((await asyncio.start_server(catch, "::", world.port)).close)
        _seen = world.tried
        try:
            yield world
        finally:
            _seen = None


async def resolver(host: str, port: int) -> list[Address]:
    """The names of this test; numbers and `localhost` as the system reads them; no other."""
    name = host.lower().rstrip(".")
    if name in NAMES:
        return [ip_address(address) for address in NAMES[name]]
    if name == "front.example":
        return [ip_address(PUBLIC)]
    if name == "localhost":
        return await resolve(host, port)
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [ip_address(answer[4][0]) for answer in answers]


@pytest.fixture
async def fetcher(world: World) -> AsyncIterator[HttpFetcher]:
    fetcher = HttpFetcher(user_agent=AGENT, clock=FixedClock(), limits=LIMITS, resolver=resolver)
    yield fetcher
    await fetcher.close()


def test_there_are_as_many_spellings_as_were_promised() -> None:
    assert len({*LOOPBACK, *ELSEWHERE}) == len(LOOPBACK) + len(ELSEWHERE) >= 60


async def test_with_leave_the_canary_is_reached(world: World, fetcher: HttpFetcher) -> None:
    """Else these tests could not fail: half of the spellings lead there indeed."""
    for url in world.forbidden[: len(LOOPBACK)]:
        with suppress(FetchError):
            await fetcher.fetch(url, kind="feed", allow_private=True)
    assert len(world.caught) >= 30
    assert world.tried


@pytest.mark.parametrize("kind", ["feed", "page"])
async def test_asked_for_directly(world: World, fetcher: HttpFetcher, kind: Kind) -> None:
    for url in world.forbidden:
        with pytest.raises(FetchError):
            await fetcher.fetch(url, kind=kind)
    world.nothing_was_reached()


async def test_link_local_is_refused_even_with_leave(world: World, fetcher: HttpFetcher) -> None:
    metadata = [url for url in ELSEWHERE if "169.254" in url or "metadata" in url or "a9fe" in url]
    for url in metadata:
        with pytest.raises(FetchError):
            await fetcher.fetch(url, kind="feed", allow_private=True)
    world.nothing_was_reached()


async def test_by_a_redirect(world: World, fetcher: HttpFetcher) -> None:
    """Whatever the header field can carry of the spelling, at the first step or the third."""
    answers: dict[str, Answer] = {"/1": raw(b"HTTP/1.1 302 Found\r\nLocation: /2\r\n\r\n")}
    for number, url in enumerate(world.forbidden):
        line = f"Location: {url}".replace("\r", "").replace("\n", "").encode()
        answers[f"/{number}"] = raw(b"HTTP/1.1 302 Found\r\n" + line + b"\r\nContent-Length: 0\r\n\r\n")
        answers[f"/first/{number}"] = raw(f"HTTP/1.1 301 Moved\r\nLocation: /second/{number}\r\n\r\n".encode())
        answers[f"/second/{number}"] = raw(f"HTTP/1.1 307 Moved\r\nLocation: /{number}\r\n\r\n".encode())
    world.serve(answers)
    for number in range(len(world.forbidden)):
        for path in (f"/{number}", f"/first/{number}"):
            with pytest.raises(FetchError):
                await fetcher.fetch(f"http://front.example{path}", kind="page")
    assert len(world.front.requests) >= 4 * len(world.forbidden)
    world.nothing_was_reached()


async def test_by_robots_txt(world: World, fetcher: HttpFetcher) -> None:
    robots = Robots(fetcher, AGENT, clock=FixedClock())
    for url in world.forbidden:
        with pytest.raises((FetchError, ValueError)):
            await robots.admit(url)
    world.nothing_was_reached()


async def test_by_a_name_that_changes_its_answer(world: World) -> None:
    """Public when it is first asked for, this machine from then on: between two requests, two redirects, two looks."""
    for answers in (["p", "l"], ["p", "l", "p", "l"], ["p", "p", "l"], ["pl", "l"], ["lp", "l"]):
        looks = iter(answers)

        async def rebind(host: str, port: int, looks: Iterator[str] = looks) -> list[Address]:
            return [ip_address(PUBLIC if which == "p" else "127.0.0.1") for which in next(looks, "l")]

        here = f":{world.port}"
        world.serve({path: raw(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n") for path in ("/", "/again")})
        fetcher = HttpFetcher(user_agent=AGENT, clock=FixedClock(), limits=LIMITS, resolver=rebind)
        for _ in range(3):
            with pytest.raises(FetchError):
                await fetcher.fetch(f"http://rebind.example{here}/", kind="page")
        await fetcher.close()
    assert world.front.requests
    world.nothing_was_reached()


async def test_by_what_a_feed_a_sitemap_or_a_page_says(world: World, fetcher: HttpFetcher, tmp_path: Path) -> None:
    """As an article's link, a guid, an enclosure; as a sitemap's child; as where a page lives or sends its reader."""
    links = [escape(url) for url in world.forbidden]
    refresh = '<meta http-equiv="refresh" content="0; url={0}">'
    lives = '<link rel="canonical" href="{0}"><link rel="amphtml" href="{0}"><base href="{0}">'
    leading = [page(head=(refresh + lives).format(link)) for link in links[::3]]
    bare = [f"<html><head>{refresh.format(link)}</head></html>".encode() for link in links]
    children = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    pages = [*leading, *bare]
    world.serve(
        {
            "/links": http(feed(*(item(f"Number {n}", link=link) for n, link in enumerate(links)))),
            "/guids": http(
                feed(*(f"<item><title>G{n}</title><guid>{link}</guid></item>" for n, link in enumerate(links)))
            ),
            "/enclosures": http(
                feed(
                    *(
                        f'<item><title>E{n}</title><enclosure url="{link}" type="text/html"/>'
                        f'<comments>{link}</comments><source url="{link}">x</source></item>'
                        for n, link in enumerate(links)
                    )
                )
            ),
            "/pages": http(feed(*(item(f"Page {n}", link=f"/page/{n}") for n in range(len(pages))))),
            "/sitemap": http(
                f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'.encode()
            ),
            "/list": http(b"<html><body>" + "".join(f"<a href='{link}'>News</a>" for link in links).encode()),
            **{f"/page/{n}": http(body, headers={"Content-Type": "text/html"}) for n, body in enumerate(pages)},
        }
    )
    kinds = {"sitemap": "sitemap", "list": "page"}
    sources = [
        Source(id=name, name=name, url=f"http://front.example/{name}", kind=kinds.get(name, "feed"))  # type: ignore[arg-type]
        for name in ("links", "guids", "enclosures", "pages", "sitemap", "list")
    ]
    store, pool, clock = open_store(tmp_path / "forbidden.db"), WorkerPool(WORKERS), FixedClock(datetime.now(UTC))
    try:
        store.sync_sources(sources, clock.now())
        rounds = rounds_of(sources, store, fetcher, pool, clock)
        polled = {poll.source_id: poll for poll in await rounds.poll()}
        assert polled["links"].new > 60
        assert polled["pages"].new == len(pages)
        await rounds.read()
    finally:
        await pool.close()
        store.close()
    assert {request.path for request in world.front.requests} >= {f"/page/{number}" for number in range(len(pages))}
    world.nothing_was_reached()


async def test_by_a_look_at_a_site(world: World, fetcher: HttpFetcher) -> None:
    """What a page declares and links as its feeds, and robots.txt as its sitemaps."""
    links = [escape(url) for url in world.forbidden]
    pages = {
        f"/{n}": page(
            "".join(f"<a href='{link}feed.xml'>RSS</a>" for link in links[n::8]),
            head="".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links[n::8]),
        )
        for n in range(8)
    }
    lines = "".join(f"Sitemap: {url}\n" for url in world.forbidden if url.isprintable())
    world.serve(
        {
            "/robots.txt": http(lines.encode()),
            **{path: http(body, headers={"Content-Type": "text/html"}) for path, body in pages.items()},
        }
    )
    pool = WorkerPool(WORKERS)
    for path in pages:
        scout = Scout(
            fetcher=fetcher,
            pool=pool,
            user_agent=AGENT,
            clock=FixedClock(),
            classify=unknown,
            progress=Silent(),
        )
        with suppress(FetchError):
            await scout.look(f"http://front.example{path}")
    await pool.close()
    assert {request.path for request in world.front.requests} > set(pages)
    world.nothing_was_reached()


async def test_by_the_client_for_wikidata(world: World) -> None:
    for url in world.forbidden[::3]:
        client = Wikidata(user_agent=AGENT, home=url, pause=_at_once, timeout_s=2.0)
        with pytest.raises((FetchError, ValueError)):
            await client.search("x", language="en", limit=1)
        await client.close()
    world.nothing_was_reached()


async def _at_once(_: float) -> None:
    """Nobody waits."""


async def test_by_a_proxy_of_the_owners(world: World) -> None:
    """It is handed no forbidden name or address, nor a name that has a forbidden address beside a public one."""
    asked: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode("latin-1"))
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async def mixed(host: str, port: int) -> list[Address]:
        answers = [ip_address(PUBLIC), ip_address("127.0.0.1")]
        return answers if host == "mixed.example" else await resolver(host, port)

    server = await asyncio.start_server(proxy, "127.0.41.1", 0)
    port = server.sockets[0].getsockname()[1]
    fetcher = HttpFetcher(
        user_agent=AGENT,
        clock=FixedClock(),
        limits=LIMITS,
        resolver=mixed,
        proxy=Proxy(url=f"http://127.0.41.1:{port}"),
    )
    for url in (*world.forbidden, "http://mixed.example/"):
        with pytest.raises(FetchError):
            await fetcher.fetch(url, kind="feed")
    with pytest.raises(FetchError, match="502"):
        await fetcher.fetch("http://front.example/", kind="feed")
    await fetcher.close()
    server.close()
    assert asked == ["GET http://front.example/ HTTP/1.1\r\n"]
    assert world.caught == []
