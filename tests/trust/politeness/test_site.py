"""The servers of the world see rude readers, over real connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from trust.politeness.papers import Host, Paper, Phase
from trust.politeness.rules import Book
from trust.politeness.site import Site
from trust.politeness.virtual_time import VirtualLoop
from trust.politeness.world import World

ADDRESS = "127.0.7.1"
PAPER = Paper(
    id="p",
    places=((ADDRESS, "/feed"), (ADDRESS, "/slow")),
    period_s=3600,
    etag="weak",
    phases=(Phase(begin=0.5, end=1, what="slow"),),
)
HEAD = "User-Agent: news-monitor/1 (desk@watch.example)\r\n\r\n"


def visit(work: Callable[[Site, Book], Awaitable[None]]) -> Book:
    """The book after somebody was there for an hour."""
    made = World(hosts={ADDRESS: Host(address=ADDRESS, papers=[PAPER])}, papers={"p": PAPER})
    book = Book(agent="news-monitor/", contact="desk@watch.example")

    async def stay() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        site = Site(made, book, length_s=3600)
        loop.under_way = lambda: site.under_way
        await site.start()
        await work(site, book)
        await site.close()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(stay())
    return book


async def ask(site: Site, head: str = HEAD) -> str:
    """The whole of what one connection brings."""
    reader, writer = await asyncio.open_connection(ADDRESS, site.port)
    writer.write(f"GET /feed HTTP/1.1\r\n{head}".encode())
    answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return answer


def test_the_same_validator_brings_304_and_another_the_feed() -> None:
    answers = []

    async def work(site: Site, _: Book) -> None:
        answers.append(await ask(site))
        tag = next(line for line in answers[0].splitlines() if line.startswith("ETag")).partition(": ")[2]
        await asyncio.sleep(1000)
        answers.append(await ask(site, f"If-None-Match: {tag}\r\n{HEAD}"))

    assert visit(work).breaches == []
    assert [answer.split()[1] for answer in answers] == ["200", "304"]
    assert "<item>" in answers[0]


def test_two_connections_at_a_time_are_seen_and_one_after_the_other_are_not() -> None:
    async def politely(site: Site, _: Book) -> None:
        await ask(site)
        await asyncio.sleep(1000)
        await ask(site, f'If-None-Match: W/"p-0-0"\r\n{HEAD}')

    async def rudely(site: Site, _: Book) -> None:
        await asyncio.sleep(1800)
        await asyncio.gather(ask(site), ask(site))

    assert visit(politely).counts()["two connections"] == 0
    assert visit(rudely).counts()["two connections"] > 0


def test_who_leaves_a_slow_server_has_not_had_its_answer() -> None:
    async def work(site: Site, _: Book) -> None:
        await asyncio.sleep(1800)
        reader, writer = await asyncio.open_connection(ADDRESS, site.port)
        writer.write(f"GET /feed HTTP/1.1\r\n{HEAD}".encode())
        await reader.readline()
        assert site.waiting
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(10)
        assert not site.waiting
        await ask(site)

    assert visit(work).breaches == []
