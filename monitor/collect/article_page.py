"""An entry's article page: robots.txt, fetch, extraction; and why there is none."""

from __future__ import annotations

from datetime import timedelta

from monitor.collect.fetch import headers_for
from monitor.collect.poll import remember_rest
from monitor.collect.robots import Robots
from monitor.errors import DocumentError, FetchError, Postponed
from monitor.model import Fetched, Page, Source
from monitor.ports import Clock, Extractor, Fetcher, Pending, Store

#: an article waits for a host that asks for no more than this; else the feed's own text is used
_PATIENCE_S = 900.0
#: and no more often
_WAITS = 2


#: types of media that hold no article's page, and how such files begin, whatever the server calls them
_TYPES = {
    "application/pdf": "a PDF",
    "image/": "a picture",
    "audio/": "a recording",
    "video/": "a recording",
    "font/": "a font",
    "application/zip": "an archive",
    "application/gzip": "an archive",
}
_BEGINNINGS = {
    b"%PDF-": "a PDF",
    b"\x89PNG\r\n": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a recording",
    b"ID3": "a recording",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "an archive",
}


class PageReader:
    """Reads article pages, with the adapters that it needs."""

    def __init__(self, *, store: Store, fetcher: Fetcher, extractor: Extractor, robots: Robots, clock: Clock) -> None:
        self._store = store
        self._fetcher = fetcher
        self._extractor = extractor
        self._robots = robots
        self._clock = clock

    async def read(self, pending: Pending, source: Source) -> Page:
        """The page behind an entry, or behind the one that only redirects to it.

        Raises `Postponed` where the host asks to come back soon, `FetchError` and `DocumentError`.
        """
        try:
            page = await self._page(pending.entry.url, source)
            return await self._page(page.leads_to, source) if page.leads_to else page
        except FetchError as error:
            await self._postpone(pending, error)
            raise

    async def _page(self, url: str, source: Source) -> Page:
        gap_s = await self._robots.admit(url, allow_private=source.allow_private)
        fetched = await self._fetcher.fetch(
            url, kind="page", allow_private=source.allow_private, headers=headers_for(source, url), gap_s=gap_s
        )
        if what := _something_else(fetched):
            raise DocumentError(f"it is {what}, not a web page")
        return await self._extractor.extract_page(fetched.body, url=fetched.url)

    async def _postpone(self, pending: Pending, error: FetchError) -> None:
        now = self._clock.now()
        await remember_rest(self._store, error, now)
        wait_s = error.retry_after_s
        if wait_s and wait_s <= _PATIENCE_S and pending.attempts < _WAITS:
            raise Postponed(str(error), until=now + timedelta(seconds=wait_s)) from error


def _something_else(fetched: Fetched) -> str:
    """What an answer is that is no page, in words; empty where it may be one."""
    called = (fetched.header("content-type") or "").strip().lower()
    by_type = (what for kind, what in _TYPES.items() if called.startswith(kind))
    by_content = (what for beginning, what in _BEGINNINGS.items() if fetched.body.startswith(beginning))
    return next(by_content, "") or next(by_type, "")
