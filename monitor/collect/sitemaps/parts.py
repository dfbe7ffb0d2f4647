"""The parts of a sitemap index, asked one after the other: what an index lists is elsewhere.

index -> the parts worth asking (`ParsedFeed.more`) -> fetch -> parse -> of an index again: its first part -> entries
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.collect.fetch import headers_for
from monitor.collect.lists import MAX_ENTRIES
from monitor.collect.validators import validators_of
from monitor.errors import DocumentError, FetchError
from monitor.model import Entry, ParsedFeed, Source, Validators
from monitor.ports import Clock, Extractor, Fetcher

#: requests for one index: two parts, and what the first leads to where it is an index itself
MOST_REQUESTS = 3
#: parts whose validators are remembered
_MEMORY = 2000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a part answered, and the index with which it was asked."""

    index: str
    validators: Validators


class Parts:
    """Reads the parts of indexes. What they answered is remembered while the process runs."""

    def __init__(self, fetcher: Fetcher, extractor: Extractor, *, clock: Clock) -> None:
        self._fetcher = fetcher
        self._extractor = extractor
        self._clock = clock
        self._known: dict[str, _Known] = {}

    async def read(self, index: ParsedFeed, source: Source, *, digest: str, stored: str | None) -> ParsedFeed:
        """The index with the entries of its parts; what is no index, as it is.

        `digest` is that of the index, `stored` that of the index with which the source was last saved: only what was
        saved may be asked for by its validators. A part that cannot be read costs only itself; where none can,
        `FetchError` is raised: the index itself is sound, and what it leads to may be mended while it stays the same.
        """
        waiting, faults, warnings = list(index.more), list[FetchError | DocumentError](), list(index.warnings)
        entries: list[Entry] = list(index.entries)
        read = 0
        for _ in range(MOST_REQUESTS):
            if not waiting:
                break
            url = waiting.pop(0)
            try:
                part = await self._part(url, source, digest=digest, stored=stored)
            except (FetchError, DocumentError) as error:
                _log.info("%s: %s: %s", source.id, url, error)
                faults.append(error)
                continue
            read += 1
            entries += part.entries
            warnings += part.warnings
            waiting = [*part.more[:1], *waiting]
        if faults and not read:
            raise _none(faults[0], index.more[0])
        return replace(index, entries=_newest(entries), warnings=tuple(warnings), more=())

    async def _part(self, url: str, source: Source, *, digest: str, stored: str | None) -> ParsedFeed:
        """What a part holds; nothing where it is the same as when it was last saved."""
        known = self._known.get(url)
        before = known.validators if known and known.index == stored else Validators()
        fetched = await self._fetcher.fetch(
            url,
            kind="feed",
            validators=before,
            allow_private=source.allow_private,
            headers=headers_for(source, url),
        )
        after = validators_of(fetched, before, source)
        parsed = ParsedFeed(title="", entries=())
        if after.digest != before.digest:
            parsed = await self._extractor.parse_feed(
                fetched.body,
                source_id=source.id,
                url=fetched.url,
                content_type=fetched.header("content-type") or "",
                now=self._clock.now(),
                kind="sitemap",
            )
        self._remember(url, _Known(index=digest, validators=after))
        return parsed

    def _remember(self, url: str, known: _Known) -> None:
        self._known.pop(url, None)
        self._known[url] = known
        while len(self._known) > _MEMORY:
            del self._known[next(iter(self._known))]


def _none(first: FetchError | DocumentError, url: str) -> FetchError:
    """That none of the parts could be read, with what a server asked for."""
    if isinstance(first, FetchError):
        return first
    return FetchError(f"none of the parts of the index can be read: {first}", url=url)


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each once, those with the latest date first, those without behind them."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    ranked = sorted(by_key.values(), key=lambda one: one.published.timestamp() if one.published else 0.0, reverse=True)
    return tuple(ranked[:MAX_ENTRIES])
