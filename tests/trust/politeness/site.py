"""The servers of the world: real sockets on loopback, one address a host. They keep the book of what they are asked."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter, defaultdict

from trust.politeness.answers import Answers, Plan
from trust.politeness.exchange import End, Kind, Request
from trust.politeness.papers import Host, Phase
from trust.politeness.rules import Book
from trust.politeness.world import World

#: an idle connection is closed after so many seconds, as most servers do
_IDLE_S = 2.5
#: how long a server hangs; longer than anybody waits
_HANGS_S = 90.0
#: a client that leaves a silent server earlier did not lose its patience: it was stopped
_PATIENT_S = 10.0
#: ports tried
_PORTS = 10
_SLOW_PIECES, _SLOW_PAUSE_S = 6, 1.5


class Site:
    """All hosts of a world, on one port."""

    def __init__(self, world: World, book: Book, *, length_s: float) -> None:
        self._world, self._book, self._length_s = world, book, length_s
        self._servers: dict[str, asyncio.Server] = {}
        self._open: defaultdict[str, set[asyncio.StreamWriter]] = defaultdict(set)
        #: connections on which the server lets the client wait
        self._dozing = 0
        self.port = 0
        #: paper -> numbers of the entries that were handed over
        self.handed: defaultdict[str, set[int]] = defaultdict(set)
        #: paper -> when it was asked for, and at which of its places
        self.asked: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        self.statuses: Counter[int] = Counter()

    # ------------------------------------------------------------ the machines

    async def start(self) -> None:
        """Listen on every address, on one port. Raises `OSError` where none is free on all of them."""
        for attempt in range(_PORTS):
            try:
                self.port = 0
                for address in self._world.hosts:
                    await self._listen(address)
                break
            except OSError:  # somebody has that port on one of the addresses
                if attempt == _PORTS - 1:
                    raise
                for server in self._servers.values():
                    server.close()
        self._answers = Answers(self._world, length_s=self._length_s, port=self.port)
        for host in self._world.hosts.values():
            for paper in host.papers:
                for phase in paper.phases:
                    if phase.what == "refuse":
                        self._plan_silence(host.address, phase)

    async def close(self) -> None:
        """Stop listening, and hang up."""
        for server in self._servers.values():
            server.close()
        writers = [writer for writers in self._open.values() for writer in writers]
        for writer in writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)
        await asyncio.sleep(_IDLE_S)  # those who serve them see it

    @property
    def waiting(self) -> bool:
        """A client waits for an answer that takes its time."""
        return self._dozing > 0

    @property
    def under_way(self) -> bool:
        """Some connection is open on which the server does not merely let wait."""
        return sum(map(len, self._open.values())) > self._dozing

    async def _listen(self, address: str) -> None:
        server = await asyncio.start_server(self._serve, address, self.port, reuse_address=True)
        self.port = self.port or server.sockets[0].getsockname()[1]
        self._servers[address] = server

    def _plan_silence(self, address: str, phase: Phase) -> None:
        loop = asyncio.get_running_loop()
        loop.call_at(phase.begin * self._length_s, self._servers[address].close)
        if phase.end < 1:
            loop.call_at(phase.end * self._length_s, lambda: loop.create_task(self._listen(address)))

    # ------------------------------------------------------------ a connection

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("sockname")[0]
        host = self._world.hosts[address]
        self._open[address].add(writer)
        try:
            while await self._exchange(host, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            self._open[address].discard(writer)
            writer.close()

    async def _exchange(self, host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether another may follow."""
        async with asyncio.timeout(_IDLE_S):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        loop = asyncio.get_running_loop()
        fields = (line.partition(":") for line in head[1:] if ":" in line)
        headers = {name.strip().lower(): value.strip() for name, _, value in fields}
        path = head[0].split()[1]
        request = Request(at=loop.time(), host=host.address, path=path, kind=_kind(path), headers=headers)
        self._watch_crowd(host.address, writer)
        self._book.asked(request)
        plan = self._answers.plan(host, request)
        end = await self._answer(host, plan, reader, writer)
        self._book.answered(request, plan.reply, at=loop.time(), end=end)
        self._note(request, plan, whole=end == "whole")
        return end == "whole" and host.keeps_alive

    def _watch_crowd(self, address: str, mine: asyncio.StreamWriter) -> None:
        """Others that are open still a moment later were not merely about to close."""
        others = [writer for writer in self._open[address] if writer is not mine]
        if not others:
            return
        loop = asyncio.get_running_loop()

        def look() -> None:
            still = [writer for writer in others if writer in self._open[address]]
            if still:
                self._book.crowded(loop.time(), address, len(still) + 1)

        loop.call_later(0.001, look)

    async def _answer(self, host: Host, plan: Plan, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> End:
        """Write it in its manner."""
        if plan.manner == "drop":
            return "cut"
        if plan.manner == "hang":
            begin = asyncio.get_running_loop().time()
            await self._doze(reader, _HANGS_S)
            return "cut" if asyncio.get_running_loop().time() - begin > _PATIENT_S else "left"
        head, body = _framed(host, plan)
        if plan.manner == "cut":
            writer.write(head + body[: len(body) // 2])
            await writer.drain()
            return "cut"
        step = len(body) // (_SLOW_PIECES if plan.manner == "slow" else 1) + 1
        writer.write(head)
        for start in range(0, len(body), step):
            if plan.manner == "slow" and await self._doze(reader, _SLOW_PAUSE_S):
                return "left"
            writer.write(body[start : start + step])
        await writer.drain()
        return "whole"

    async def _doze(self, reader: asyncio.StreamReader, seconds: float) -> bool:
        """Let the client wait; whether it left meanwhile."""
        self._dozing += 1
        try:
            async with asyncio.timeout(seconds):
                await reader.read(1)
            return True
        except TimeoutError:
            return False
        finally:
            self._dozing -= 1

    def _note(self, request: Request, plan: Plan, *, whole: bool) -> None:
        self.statuses[plan.reply.status] += 1
        paper, place = self._answers.paper_at(request.address)
        if paper is None:
            return
        self.asked[paper.id].append((request.at, place))
        if plan.reply.status == 200 and whole and plan.body.startswith(b"<?xml"):
            self.handed[paper.id].update(paper.numbers(request.at))


def _kind(path: str) -> Kind:
    return "robots" if path == "/robots.txt" else "page" if path.startswith("/a/") else "feed"


def _framed(host: Host, plan: Plan) -> tuple[bytes, bytes]:
    """Head and body as they go over the wire."""
    body, headers = plan.body, dict(plan.reply.headers)
    if host.gzip and len(body) > 200:
        body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
    lines = [f"HTTP/1.1 {plan.reply.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    if not (host.keeps_alive and plan.manner in ("whole", "slow")):
        lines.append("Connection: close")
    if plan.reply.status == 304:
        body = b""
    elif host.chunked and plan.manner == "whole":
        lines.append("Transfer-Encoding: chunked")
        body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    else:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1"), body
