"""The command on a home of its own, and a site whose answers a test makes up."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from doubles.command import Command
from doubles.newspaper import Newspaper

#: what one address does with a request
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class HostileSite:
    """Answers on each path as it is told to; each path is a host of its own, so that none waits for another."""

    answers: dict[str, Answer] = field(default_factory=dict)
    port: int = 0

    def address(self, path: str) -> str:
        """Where a path is asked for."""
        return f"http://127.0.3.{1 + list(self.answers).index(path)}:{self.port}{path}"

    def sources(self) -> str:
        """`sources.yaml` with every path as a feed."""
        lines = (
            f"{{id: {path[1:]}, name: {path[1:]}, url: '{self.address(path)}', allow_private: true, pages: none}}"
            for path in self.answers
        )
        return "groups:\n  - name: Hostile\n    sources:\n" + "".join(f"      - {line}\n" for line in lines)


@pytest.fixture
def hostile() -> Iterator[HostileSite]:
    """A site on all of 127.0.0.0/8."""
    site = HostileSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answers[self.path](self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Clients that hang up in the middle are what these tests are about."""

    with Server(("0.0.0.0", 0), Handler) as server:
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield site
        server.shutdown()


@pytest.fixture
def paper(home: Path) -> Iterator[Newspaper]:
    """Empty, and the home's only source."""
    with Newspaper() as paper:
        sources = home / "config" / "sources.yaml"
        text = sources.read_text(encoding="utf-8")
        sources.write_text(text.replace("http://127.0.0.1:9/feed.xml", paper.feed), encoding="utf-8")
        yield paper


@pytest.fixture
def monitor(home: Path) -> Command:
    """The command, on this test's home."""
    return Command(home)
