"""A site whose answers a test makes up."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

#: what one address does with a request
Answer = Callable[[BaseHTTPRequestHandler], None]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 100

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up in the middle are what these tests are about."""


@dataclass(slots=True)
class HostileSite:
    """Answers on each path as it is told to; each path is a host of its own, so that none waits for another."""

    answers: dict[str, Answer] = field(default_factory=dict)
    _ports: dict[str, int] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def address(self, path: str) -> str:
        """Where a path is asked for: a loopback address of its own, which serves from now on."""
        host = f"127.0.3.{1 + list(self.answers).index(path)}"
        if path not in self._ports:
            server = self._open.enter_context(_Server((host, 0), self._handler()))
            self._ports[path] = server.server_address[1]
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            self._open.callback(server.shutdown)
        return f"http://{host}:{self._ports[path]}{path}"

    def sources(self) -> str:
        """`sources.yaml` with every path as a feed."""
        lines = (
            f"{{id: {path[1:]}, name: {path[1:]}, url: '{self.address(path)}', allow_private: true, pages: none}}"
            for path in self.answers
        )
        return "groups:\n  - name: Hostile\n    sources:\n" + "".join(f"      - {line}\n" for line in lines)

    def close(self) -> None:
        """Serve no more."""
        self._open.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answers = self.answers

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answers[self.path](self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing."""

        return Handler


@pytest.fixture
def hostile() -> Iterator[HostileSite]:
    """A site on loopback addresses."""
    site = HostileSite()
    yield site
    site.close()
