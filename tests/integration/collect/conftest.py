"""A web site on loopback that behaves as badly as it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from monitor.collect.fetch import HttpFetcher, Limits

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


class StoppedClock:
    """A clock that always says the same."""

    def now(self) -> datetime:
        return NOW


@dataclass
class Request:
    """What the site was asked."""

    path: str
    headers: dict[str, str]


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Site:
    """Answers by path; `requests` is what it was asked, in order."""

    port: int = 0
    host: str = "127.0.0.1"
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    #: connections open at the same moment, at most
    crowd: int = 0
    open: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def answer(
        self, path: str, body: bytes = b"", *, status: str = "200 OK", length: int | None = None, **headers: str
    ) -> None:
        """A plain answer; `length` may lie, header names are written with underscores."""

        async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
            lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
            lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)

        self.handlers[path] = handler

    def endless(self, path: str, piece: bytes, *, pause_s: float, **headers: str) -> None:
        """An answer that never ends, piece by piece."""

        async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
            lines = ["HTTP/1.1 200 OK", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
            writer.write("\r\n".join([*lines, "", ""]).encode())
            while not writer.is_closing():
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause_s)

        self.handlers[path] = handler

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self.open += 1
        self.crowd = max(self.crowd, self.open)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = (line.split(":", 1) for line in head[1:] if ":" in line)
            request = Request(head[0].split()[1], {name.lower(): value.strip() for name, value in fields})
            self.requests.append(request)
            if request.path not in self.handlers:
                self.answer(request.path, b"nothing here", status="404 Not Found")
            await self.handlers[request.path](request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            writer.close()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on 127.0.0.1."""
    site = Site()
    server = await asyncio.start_server(site.serve, site.host, 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()


@pytest.fixture
async def other_site() -> AsyncIterator[Site]:
    """Another host: 127.0.0.2."""
    site = Site(host="127.0.0.2")
    server = await asyncio.start_server(site.serve, site.host, 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    """A fetcher that does not wait between two requests."""
    fetcher = HttpFetcher(
        user_agent="news-monitor/0 (+https://example.org)",
        clock=StoppedClock(),
        limits=Limits(gap_s=0.0, deadline_s=5.0),
    )
    yield fetcher
    await fetcher.close()
