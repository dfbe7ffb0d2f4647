"""A web server on loopback that takes what is posted to it, and answers as it is told to."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One request."""

    method: str
    path: str
    #: names in small letters
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers`, the first one first, then 204 for ever; "" closes the connection without a word, None says nothing."""

    answers: deque[str | None] = field(default_factory=deque)
    requests: list[Posted] = field(default_factory=list)
    _server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/s3cr3t-path"

    async def __aenter__(self) -> Receiver:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            method, path, _ = first.split(" ")
            self.requests.append(Posted(method=method, path=path, headers=headers, body=body))
            answer = self.answers.popleft() if self.answers else "204 No Content\r\n"
            if answer is None:
                await reader.read()
            elif answer:
                head, _, said = answer.partition("\r\n\r\n")
                lines = [f"HTTP/1.1 {head.strip()}", "Connection: close", f"Content-Length: {len(said.encode())}"]
                writer.write(("\r\n".join(lines) + "\r\n\r\n" + said).encode())
                await writer.drain()
        writer.close()
