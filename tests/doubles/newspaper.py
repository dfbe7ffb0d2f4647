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


#: eight affairs that share two words and nothing else: no two of them are one story
LIGHTHOUSES = tuple(
    Piece(headline, text)
    for headline, text in (
        (
            "Lighthouse keeper retires on Lofoten",
            "After 41 winters a lighthouse keeper in Lofoten has handed over her keys. Fishermen from Svolvær gathered "
            "on the quay with accordions and stockfish. The lamp was automated in 1986, yet the household stayed for "
            "the weather reports, which pilots and trawlers still read every morning before they leave the harbour.",
        ),
        (
            "Court frees lighthouse keeper in Valparaíso",
            "Judges in Chile acquitted a lighthouse keeper who had been charged with smuggling copper wire. Prosecutors "
            "could not show that the 730 spools ever left the warehouse. His lawyer demanded compensation and an "
            "apology from customs officers, whose testimony contradicted the written inventory.",
        ),
        (
            "Lighthouse keeper photographs rare whale",
            "Biologists in Tasmania confirmed that a lighthouse keeper photographed a spade-toothed whale, an animal "
            "that hardly anybody has seen alive. The museum compared jawbones and skin samples for 14 weeks. A marine "
            "reserve may now be extended towards the trench where squid are plentiful.",
        ),
        (
            "Novel about a lighthouse keeper wins prize",
            "A debut novel whose narrator is a lighthouse keeper has won a literary award in Dublin. The jury praised "
            "its dialogue and its silence. Booksellers ordered 52 thousand additional copies, and a theatre intends to "
            "stage the second chapter with puppets and a string quartet.",
        ),
        (
            "Storm maroons lighthouse keeper and goats",
            "A cyclone cut off a lighthouse keeper with 19 goats on a rock near Madagascar. Helicopters dropped hay, "
            "batteries and rice. Meteorologists expect the swell to fall on Thursday; until then the animals sleep in "
            "the engine room, and the radio works for ten minutes an hour.",
        ),
        (
            "Tax office pursues lighthouse keeper",
            "Revenue inspectors in Ontario want a lighthouse keeper to pay arrears for renting out two bedrooms. Tourists "
            "had reviewed the breakfast with enthusiasm on a booking platform. The municipality argues that a tower is "
            "no dwelling, and the bill of 8,640 dollars has been appealed.",
        ),
        (
            "Lighthouse keeper decodes old telegraph",
            "Amateur historians and a lighthouse keeper in Estonia deciphered Morse tapes from 1917. The messages list "
            "potatoes, boots and a wedding. An archive in Tartu scans the paper rolls, whose ink fades under daylight, "
            "and asks grandchildren of operators for diaries.",
        ),
        (
            "Drone company hires lighthouse keeper",
            "An engineering start-up from Busan engaged a lighthouse keeper as an adviser on fog. Its quadcopters carry "
            "insulin to 63 islands. Sensors mistake gulls for obstacles, so engineers wish to learn how human eyes judge "
            "distance at dusk when salt covers every lens.",
        ),
    )
)


@dataclass(slots=True)
class Newspaper:
    """The server; `with` starts and stops it."""

    #: set: pages are answered; clear: they wait
    gate: threading.Event = field(default_factory=threading.Event)
    #: how often each path was asked for
    asked: Counter[str] = field(default_factory=Counter)
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
            status, kind, body = paper.answer(unquote(self.path))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
