"""A newspaper on loopback: one feed, a page for each article, and a gate that holds pages back.

with Newspaper() as paper:
    paper.publish(*LIGHTHOUSES[:3])
    paper.gate.clear()                  # from here on pages are asked for, and not answered
    ...
    assert paper.asked["/2.html"] == 1
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it is printed."""

    headline: str
    text: str

    @property
    def path(self) -> str:
        """Its page."""
        return "/" + "-".join(self.headline.lower().split()) + ".html"


def _read(file: Path) -> tuple[Piece, ...]:
    """Articles between blank lines, each with its headline in the first line."""
    blocks = (block.splitlines() for block in file.read_text(encoding="utf-8").split("\n\n"))
    return tuple(Piece(headline, " ".join(text)) for headline, *text in blocks)


#: eight affairs that share two words and nothing else: no two of them are one story
LIGHTHOUSES = _read(Path(__file__).with_name("lighthouses.txt"))


@dataclass(slots=True)
class Newspaper:
    """The server; `with` starts and stops it."""

    #: set: pages are answered; clear: they wait
    gate: threading.Event = field(default_factory=threading.Event)
    #: how often each path was asked for
    asked: Counter[str] = field(default_factory=Counter)
    #: header fields of the last request for each path, names in lower case
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    #: what robots.txt says; None: there is none
    robots: str | None = None
    _printed: list[tuple[Piece, datetime]] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    @property
    def origin(self) -> str:
        """ "http://127.0.0.1:40123"."""
        assert self._server is not None, "the server is not started"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def feed(self) -> str:
        """The address to subscribe to."""
        return f"{self.origin}/feed.xml"

    def publish(self, *pieces: Piece) -> None:
        """Add articles, an hour old at most."""
        now = datetime.now(UTC)
        self._printed += [(piece, now - timedelta(minutes=len(self._printed) % 50)) for piece in pieces]

    def __enter__(self) -> Newspaper:
        self.gate.set()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body of a path."""
        self.asked[path] += 1
        if path == "/feed.xml":
            return 200, "application/rss+xml", self._rss().encode()
        if path == "/robots.txt" and self.robots is not None:
            return 200, "text/plain", self.robots.encode()
        page = next((piece for piece, _ in self._printed if piece.path == path), None)
        if page is None:
            return 404, "text/plain", b"nothing here"
        self.gate.wait()
        return 200, "text/html; charset=utf-8", _page(page).encode()

    def _rss(self) -> str:
        items = "".join(
            f"<item><title>{escape(piece.headline)}</title><link>{self.origin}{piece.path}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate><description>{escape(piece.text[:80])}</description></item>"
            for piece, at in self._printed
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'


def _page(piece: Piece) -> str:
    paragraphs = "".join(f"<p>{escape(sentence)}.</p>" for sentence in piece.text.rstrip(".").split(". "))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(piece.headline)}</title></head>'
        f"<body><article><h1>{escape(piece.headline)}</h1>{paragraphs}</article></body></html>"
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed in mid-answer is what some tests are about."""


def _handler(paper: Newspaper) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paper.sent[unquote(self.path)] = {name.lower(): value for name, value in self.headers.items()}
            status, kind, body = paper.answer(unquote(self.path))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
