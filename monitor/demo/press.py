"""The newsroom's printing press: each outlet on a loopback address of its own, with a feed and pages over HTTP."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.collect.urls import canonical
from monitor.demo.newsroom import Newsroom, Outlet, Told
from monitor.model import Source
from monitor.ports import Clock

#: the outlets stand at 127.0.0.11, 127.0.0.12, …
FIRST_ADDRESS = 11
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Press:
    """The outlets' addresses while they are served."""

    def __init__(self, newsroom: Newsroom, clock: Clock) -> None:
        self.newsroom = newsroom
        self.clock = clock
        self.started = clock.now()
        #: outlet -> "http://127.0.0.11:40123"
        self.origins: dict[str, str] = {}

    def sources(self) -> tuple[Source, ...]:
        """What a watch on this newsroom subscribes to."""
        return tuple(
            Source(
                id=outlet.id,
                url=f"{self.origins[outlet.id]}/feed.xml",
                name=outlet.name,
                language=outlet.language,
                country=outlet.country,
                group="The demo's newsroom",
                allow_private=True,
            )
            for outlet in self.newsroom.outlets
        )

    def story_at(self, url: str) -> str | None:
        """The story of the article at this address; None for a distractor. Raises KeyError for no address of ours."""
        found = {canonical(self.url(article)): article for article in self.newsroom.articles}
        return found[canonical(url)].story

    def url(self, article: Told) -> str:
        """Where an article stands."""
        return f"{self.origins[article.outlet]}/{article.slug}.html"

    def out(self, outlet: str) -> tuple[Told, ...]:
        """What an outlet has published by now, the newest first."""
        age = self.clock.now() - self.started
        published = [article for article in self.newsroom.of(outlet) if article.published <= age]
        return tuple(sorted(published, key=lambda article: article.published, reverse=True))

    def document(self, outlet: Outlet, path: str) -> tuple[str, bytes] | None:
        """Content type and body of what stands at a path, None where nothing does."""
        articles = self.out(outlet.id)
        if path == "/feed.xml":
            kind = "application/atom+xml" if outlet.feed == "atom" else "application/rss+xml"
            return kind, self._drawn(f"{outlet.feed}.xml.j2", outlet, articles=[self._facts(one) for one in articles])
        for article in articles:
            if path == f"/{article.slug}.html":
                others = [self._facts(one) for one in articles if one is not article][:6]
                page = self._drawn(f"{outlet.page}.html.j2", outlet, article=self._facts(article), others=others)
                return "text/html; charset=utf-8", page
        return None

    def _facts(self, article: Told) -> Mapping[str, Any]:
        instant: datetime = self.started + article.published
        return {"told": article, "url": self.url(article), "iso": instant.isoformat(), "rfc": format_datetime(instant)}

    def _drawn(self, template: str, outlet: Outlet, **facts: Any) -> bytes:
        direction = "rtl" if outlet.language in RIGHT_TO_LEFT else "ltr"
        drawn = _templates().get_template(template)
        return drawn.render(outlet=outlet, origin=self.origins[outlet.id], direction=direction, **facts).encode()


@contextmanager
def on_air(newsroom: Newsroom, clock: Clock) -> Iterator[Press]:
    """Serve every outlet until the end of the block."""
    press = Press(newsroom, clock)
    with ExitStack() as stack:
        for place, outlet in enumerate(newsroom.outlets):
            server = _Server((f"127.0.0.{FIRST_ADDRESS + place}", 0), _handler(press, outlet))
            stack.callback(server.server_close)
            press.origins[outlet.id] = f"http://{server.server_address[0]!s}:{server.server_address[1]}"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield press


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is no news."""


def _handler(press: Press, outlet: Outlet) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = press.document(outlet, self.path.partition("?")[0])
            if found is None:
                self._answer(404, {"Content-Type": "text/plain"}, b"not here")
                return
            etag = f'"{hashlib.sha256(found[1]).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                self._answer(304, {"ETag": etag}, b"")
            else:
                self._answer(200, {"Content-Type": found[0], "ETag": etag}, found[1])

        def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
            """Say nothing: the demo's terminal belongs to the watch."""

    return Handler


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
