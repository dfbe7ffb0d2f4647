"""Answers that a hostile server gives, and the server that gives them: one loopback address for each host."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """What a server was asked."""

    path: str
    #: names in lower case
    headers: Mapping[str, str]


Answer = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Connection = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def http(
    body: bytes = b"", status: str = "200 OK", *, length: int | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """A plain answer; `length` may lie."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return raw("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body)


def raw(answer: bytes) -> Answer:
    """These bytes, and the end of the connection."""

    async def give(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return give


def redirect(location: str, status: str = "302 Found") -> Answer:
    """To somewhere else."""
    return http(b"", status, headers={"Location": location})


def in_turn(*answers: Answer) -> Answer:
    """The first time this, the second time that; the last one stays."""
    left = list(answers)

    async def give(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return give


def drip(before: bytes, piece: bytes, *, pause_s: float = 0.02) -> Answer:
    """These bytes, and then a piece again and again, for ever."""

    async def give(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return give


def silence(before: bytes = b"") -> Answer:
    """These bytes, and then nothing."""

    async def give(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await asyncio.sleep(3600)

    return give


@dataclass(slots=True)
class Host:
    """A server on an address of its own."""

    address: str
    answers: Mapping[str, Answer]
    #: what a connection meets instead of HTTP
    connection: Connection | None = None
    context: ssl.SSLContext | None = None
    port: int = 0
    requests: list[Request] = field(default_factory=list)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Host]:
        """Serve inside; connections that are still open at the end are cut."""
        talks: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            talks.add(task)
            try:
                await (self.connection or self._talk)(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
                pass  # who hangs up in the middle is what these servers are about
            finally:
                talks.discard(task)
                with suppress(OSError):
                    writer.close()

        server = await asyncio.start_server(serve, self.address, self.port, ssl=self.context, backlog=50)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for talk in talks:
                talk.cancel()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = (line.partition(":") for line in lines[1:] if ":" in line)
        path = lines[0].split(" ")[1]
        request = Request(path, {name.lower(): value.strip() for name, _, value in fields})
        self.requests.append(request)
        await self.answers.get(path, http(b"nothing here", "404 Not Found"))(request, writer)
        await writer.drain()
