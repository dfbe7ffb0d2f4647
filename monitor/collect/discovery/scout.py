"""Finds what of a site can be subscribed to, asking politely: one address after the other, the surest first.

the given address: a feed? a sitemap?
  -> else a page: the feeds that it, or the site's front page, declares or links
  -> none of them: the usual places -> none: sitemaps -> none: the page itself, as a list of articles
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Literal
from urllib.parse import urljoin

from monitor.collect.discovery.candidates import Candidate, Found, best_first, described, distinct
from monitor.collect.discovery.hints import Hint, SiteHints, hints_of, sitemap_lines, sitemap_places, usual_places
from monitor.collect.robots import Robots
from monitor.collect.sitemaps.parts import Parts
from monitor.collect.urls import canonical
from monitor.collect.workers import WorkerPool
from monitor.comprehend.words.language import Classify
from monitor.errors import DocumentError, FetchError, HostResting, MonitorError
from monitor.model import Fetched, ParsedFeed, Source, SourceKind, Validators
from monitor.ports import Clock, Fetcher, Progress

#: addresses of feeds asked, of those that a site declares or links
MOST_ASKED = 20
#: how old the newest address of a sitemap may be
_STALE = timedelta(days=30)


class Scout:
    """Looks at one site. `classify` tells the language of a text, `allow_private` is for an intranet."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        pool: WorkerPool,
        user_agent: str,
        clock: Clock,
        classify: Classify,
        progress: Progress,
        allow_private: bool = False,
    ) -> None:
        self._fetcher = _Once(fetcher, progress)
        self._pool = pool
        self._robots = Robots(self._fetcher, user_agent, clock=clock)
        self._parts = Parts(self._fetcher, pool, clock=clock)
        self._clock = clock
        self._classify = classify
        self._private = allow_private
        self._notes: list[str] = []

    async def look(self, url: str) -> Found:
        """What can be subscribed to at this address, or on the site that it is of; none where nothing is found.

        Raises `FetchError` where the address does not answer.
        """
        answer = await self._fetch(url)
        given = Hint(url=url, title="", trail="given")
        for kind in ("feed", "sitemap"):
            if candidate := await self._candidate(answer, given, kind):
                return Found(name=candidate.title, candidates=(candidate,))
        site = await self._hints(answer)
        front = urljoin(answer.url, "/")
        hints = list(site.hints)
        if front != answer.url and not any(hint.trail == "declared" for hint in hints):
            hints += (await self._front(front)).hints
        found = await self._feeds(hints[:MOST_ASKED])
        if len(hints) > MOST_ASKED:
            self._notes.append(f"{len(hints) - MOST_ASKED} more addresses that the site links were not asked")
        places = (Hint(url=place, title="", trail="usual place") for place in usual_places(answer.url))
        found = found or await self._feeds(places, only_one=True)
        found = found or await self._sitemaps(front)
        found = found or await self._list(answer, site)
        named = (replace(one, title=one.title or site.name, language=one.language or site.language) for one in found)
        kept, twins = distinct(best_first(named, self._clock.now()))
        return Found(name=site.name, candidates=tuple(kept), notes=(*self._notes, *twins))

    async def look_at_list(self, url: str, selector: str) -> Found:
        """The page at this address as a list of articles, whose links the selector finds.

        Raises `FetchError` where it does not answer or robots.txt forbids it, `DocumentError` where nothing is found.
        """
        gap_s = await self._robots.admit(url, allow_private=self._private)
        answer = await self._fetch(url, "page", gap_s=gap_s)
        site = await self._hints(answer)
        hint = Hint(url=url, title=site.name, trail="given")
        source = Source(
            id="candidate", url=url, name=site.name, kind="page", selector=selector, allow_private=self._private
        )
        parsed = await self._read(answer, source)
        one = described(parsed, source, hint, classify=self._classify, now=self._clock.now())
        return Found(name=site.name, candidates=(replace(one, language=one.language or site.language),))

    # -------------------------------------------------------------------------------------------- the four ways

    async def _front(self, front: str) -> SiteHints:
        """What the site's front page says; nobody named that one, so robots.txt is asked first."""
        try:
            gap_s = await self._robots.admit(front, allow_private=self._private)
            return await self._hints(await self._fetch(front, "page", gap_s=gap_s))
        except (FetchError, DocumentError) as error:
            self._note(front, error)
            return SiteHints(name="", language="", hints=())

    async def _feeds(self, hints: Iterable[Hint], *, only_one: bool = False) -> list[Candidate]:
        """Those that are feeds. A page among them may list the feeds: it is looked at, and no page behind it."""
        waiting, asked, found = deque[Hint](), set[str](), list[Candidate]()
        source = iter(hints)
        while hint := waiting.popleft() if waiting else next(source, None):
            if canonical(hint.url) in asked or len(asked) >= 2 * MOST_ASKED:
                continue
            asked.add(canonical(hint.url))
            try:
                answer = await self._guarded(hint)
            except FetchError as error:
                if isinstance(error, HostResting):
                    self._note(hint.url, error)
                    break
                if hint.trail != "usual place":
                    self._note(hint.url, error)
                continue
            candidate = await self._candidate(answer, hint, "feed")
            if candidate and (candidate.entries or not only_one):
                found.append(candidate)
                if only_one:
                    break
            elif hint.trail == "linked" and hint.url == answer.url:
                waiting += [replace(one, trail="declared") for one in (await self._hints(answer)).hints]
        return found

    async def _sitemaps(self, front: str) -> list[Candidate]:
        """The first sitemap that has news: of those that robots.txt names, then of the usual places."""
        robots = urljoin(front, "/robots.txt")
        try:
            named = sitemap_lines((await self._fetch(robots)).body, robots)
        except FetchError:
            named = ()
        hints = [Hint(url=url, title="", trail="robots.txt") for url in named[:MOST_ASKED]]
        hints += [Hint(url=url, title="", trail="usual place") for url in sitemap_places(front) if url not in named]
        for hint in hints:
            try:
                candidate = await self._candidate(await self._guarded(hint), hint, "sitemap")
            except FetchError:
                continue
            if candidate and candidate.newest and self._clock.now() - candidate.newest <= _STALE:
                return [candidate]
        return []

    async def _list(self, answer: Fetched, site: SiteHints) -> list[Candidate]:
        """The page itself, where it lists articles and robots.txt lets it be asked again and again."""
        try:
            await self._robots.admit(answer.url, allow_private=self._private)
        except FetchError as error:
            self._note(answer.url, error)
            return []
        hint = Hint(url=answer.url, title=site.name, trail="the page itself")
        candidate = await self._candidate(answer, hint, "page")
        return [candidate] if candidate else []

    # ------------------------------------------------------------------------------------------------- one answer

    async def _fetch(self, url: str, kind: Literal["feed", "page"] = "feed", *, gap_s: float = 0.0) -> Fetched:
        return await self._fetcher.fetch(url, kind=kind, allow_private=self._private, gap_s=gap_s)

    async def _guarded(self, hint: Hint) -> Fetched:
        """What nobody named or linked is asked for only where robots.txt lets us."""
        named = hint.trail != "usual place"
        gap_s = 0.0 if named else await self._robots.admit(hint.url, allow_private=self._private)
        return await self._fetch(hint.url, gap_s=gap_s)

    async def _hints(self, answer: Fetched) -> SiteHints:
        """Raises `DocumentError` for what is no page."""
        content_type = answer.header("content-type") or ""
        return await self._pool.run(hints_of, answer.body, url=answer.url, content_type=content_type)

    async def _candidate(self, answer: Fetched, hint: Hint, kind: SourceKind) -> Candidate | None:
        """What the answer is as a source of this kind; None where it is none."""
        url = answer.moved_to or hint.url
        source = Source(id="candidate", url=url, name=hint.title, allow_private=self._private, kind=kind)
        try:
            parsed = await self._read(answer, source)
        except (DocumentError, FetchError) as error:
            if hint.trail == "declared":
                self._note(hint.url, error)
            return None
        if kind != "feed" and not parsed.entries:
            return None
        return described(parsed, source, hint, classify=self._classify, now=self._clock.now())

    async def _read(self, answer: Fetched, source: Source) -> ParsedFeed:
        """Raises `DocumentError` for what is no source of this kind, `FetchError` where an index has no part."""
        parsed = await self._pool.parse_feed(
            answer.body,
            source_id=source.id,
            url=answer.url,
            content_type=answer.header("content-type") or "",
            now=self._clock.now(),
            kind=source.kind,
            selector=source.selector,
        )
        return await self._parts.read(parsed, source, digest="", stored=None)

    def _note(self, url: str, error: MonitorError) -> None:
        self._notes.append(f"{url}: {error}")


class _Once:
    """A `Fetcher` that asks each address once, and says what it asks."""

    def __init__(self, fetcher: Fetcher, progress: Progress) -> None:
        self._fetcher = fetcher
        self._progress = progress
        self._answers: dict[str, Fetched | FetchError] = {}

    async def fetch(
        self,
        url: str,
        *,
        kind: Literal["feed", "page"],
        validators: Validators = Validators(),  # noqa: B008  frozen
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        """The answer, or the `FetchError`, of the first time."""
        if url not in self._answers:
            self._progress.step(url)
            try:
                fetched = await self._fetcher.fetch(url, kind=kind, allow_private=allow_private, gap_s=gap_s)
                self._answers[url] = replace(fetched)  # a copy: what is remembered takes no room (`collect.room`)
            except FetchError as error:
                self._answers[url] = error
        answer = self._answers[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer
