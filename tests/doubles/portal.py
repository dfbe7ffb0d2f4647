"""A web site on loopback that says what it is told to, path by path, and counts what it is asked.

with Portal() as portal:
    portal.pages["/rss.xml"] = rss("Harbour Post", "A headline")
    ...
    assert portal.asked == ["/", "/rss.xml"]
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(slots=True)
class Portal:
    """The server; `with` starts and stops it. A path that it does not have answers 404."""

    #: path with its query -> body
    pages: dict[str, bytes] = field(default_factory=dict)
    #: paths in the order in which they were asked for
    asked: list[str] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    @property
    def origin(self) -> str:
        """ "http://127.0.0.1:40123"."""
        assert self._server is not None, "the server is not started"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Portal:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


def rss(title: str, *headlines: str) -> bytes:
    """A feed with an entry an hour, the first just now."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>{escape(headline)}</title><link>/{number}.html</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=number))}</pubDate></item>"
        for number, headline in enumerate(headlines)
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>'
    return f"{head}{items}</channel></rss>".encode()


def page(title: str, body: str, *, feeds: tuple[str, ...] = ()) -> bytes:
    """A page that declares feeds."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{escape(feed)}">' for feed in feeds)
    return f"<!doctype html><html><head><title>{escape(title)}</title>{links}</head><body>{body}</body></html>".encode()


def _handler(portal: Portal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            portal.asked.append(self.path)
            body = portal.pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
