"""What a site's robots.txt lets us read (RFC 9309). Asked for article pages only.

A feed that its owner subscribed to is fetched on a person's request, so it is not asked for there.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from monitor.errors import FetchError, ForbiddenAddress, HostResting, RobotsDenied
from monitor.ports import Clock, Fetcher, KeptRobots, Store

#: RFC 9309, 2.4: not longer than a day
_KEPT = timedelta(days=1)
#: how long a site whose rules could not be read is left alone
_UNREADABLE = timedelta(hours=1)
#: RFC 9309, 2.5: at least 500 KiB are read
_MAX_BYTES = 500 * 1024
_MAX_SITES = 2000
#: a site that wants more seconds between two requests is not read page by page: its articles would come too late
_LONGEST_DELAY_S = 30.0
#: rules for us that are kept, of one site and of all; the longest files of newspapers have some hundreds
_MAX_RULES = 5_000
_ALL_RULES = 50_000
#: longest line that is read; an address has 2,048 characters at most
_MAX_LINE = 4_096
#: a blank for the hyphen and other spellings are in use (protego 0.6 knows them too)
_AGENT_LINE = re.compile(r"[ \t]*user[- ]?agent[ \t]*[: \t]([^#]*)", re.IGNORECASE)


@dataclass(slots=True)
class _Site:
    """The rules of one site, or why they could not be read: then no page of it is."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    good_until: datetime | None = None
    rules: Protego | FetchError = field(default_factory=Protego)
    #: how many there are
    size: int = 0


class Robots:
    """Asks each site once a day; with a store, across restarts too."""

    def __init__(self, fetcher: Fetcher, user_agent: str, *, clock: Clock, store: Store | None = None) -> None:
        self._fetcher = fetcher
        self._store = store
        #: the product token: "news-monitor" of "news-monitor/1.0 (+https://…)"
        self._agent = user_agent.partition("/")[0].strip().lower()
        self._clock = clock
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def admit(self, url: str, *, allow_private: bool = False) -> float:
        """Where we may read this page: the seconds that its site wants between two requests (Crawl-delay), 0 where
        it says nothing.

        Raises `RobotsDenied` where the site's rules forbid it, `FetchError` where they could not be read, in the words
        of the site's own trouble where it has one, and `ForbiddenAddress` where the guard refuses the site.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        site = self._sites.setdefault(origin, _Site())
        self._sites.move_to_end(origin)
        self._forget()
        async with site.lock:
            now = self._clock.now()
            if site.good_until is None or now >= site.good_until:
                kept = await self._kept(origin, now) or await self._ask(origin, allow_private=allow_private)
                site.rules, site.size = await asyncio.to_thread(_read, kept, self._agent)
                site.good_until = kept.good_until
        if isinstance(site.rules, FetchError):
            # without an answer it is the site that cannot be read, whatever file was asked for
            silent = site.rules.status is None and not site.rules.permanent
            why = str(site.rules) if silent else f"the site's robots.txt cannot be read: {site.rules}"
            raise FetchError(why, url=url, status=site.rules.status)
        if not await asyncio.to_thread(site.rules.can_fetch, url, self._agent):
            raise RobotsDenied("the site's robots.txt asks us to stay away", url=url)
        delay_s = site.rules.crawl_delay(self._agent) or 0.0
        if delay_s > _LONGEST_DELAY_S:
            raise RobotsDenied(f"the site's robots.txt asks for {delay_s:g} s between two requests", url=url)
        return delay_s

    def _forget(self) -> None:
        """Keep the sites that were asked for last, within the bounds."""
        rules = sum(site.size for site in self._sites.values())
        while len(self._sites) > 1 and (len(self._sites) > _MAX_SITES or rules > _ALL_RULES):
            rules -= self._sites.popitem(last=False)[1].size

    async def _kept(self, origin: str, now: datetime) -> KeptRobots | None:
        return await asyncio.to_thread(self._store.robots, origin, now) if self._store else None

    async def _ask(self, origin: str, *, allow_private: bool) -> KeptRobots:
        """What the site says now, kept in the store. Raises `ForbiddenAddress` and `HostResting`."""
        kept = await self._answer(origin, allow_private=allow_private)
        if self._store:
            await asyncio.to_thread(self._store.keep_robots, kept, self._clock.now())
        return kept

    async def _answer(self, origin: str, *, allow_private: bool) -> KeptRobots:
        """The file, or what kept us from reading it, and how long that is believed."""
        now = self._clock.now()
        try:
            answer = await self._fetcher.fetch(f"{origin}/robots.txt", kind="page", allow_private=allow_private)
        except (ForbiddenAddress, HostResting):
            raise
        except FetchError as error:
            # RFC 9309, 2.3.1.3 and 2.3.1.4: no such file, no rules; no answer, no entry. 429 says "not now".
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return KeptRobots(origin=origin, body=b"", good_until=now + _KEPT)
            return KeptRobots(
                origin=origin,
                body=b"",
                unreadable=str(error),
                status=error.status,
                permanent=error.permanent,
                good_until=now + _UNREADABLE,
            )
        return KeptRobots(origin=origin, body=answer.body[:_MAX_BYTES], good_until=now + _KEPT)


def _read(kept: KeptRobots, agent: str) -> tuple[Protego | FetchError, int]:
    """The rules and how many there are, or why nobody knows them."""
    if kept.unreadable:
        return FetchError(kept.unreadable, url=kept.origin, status=kept.status, permanent=kept.permanent), 0
    rules = _rules(kept.body.decode("utf-8-sig", "replace"), agent)
    if len(rules) > _MAX_RULES:
        return FetchError(f"it has more than {_MAX_RULES:,} rules for us", url=kept.origin, permanent=True), 0
    return Protego.parse("\n".join(["User-agent: *", *rules])), len(rules)


def _rules(text: str, agent: str) -> list[str]:
    """The lines of the groups that name this agent; where none does, of those for everybody (RFC 9309, 2.2.1).

    The others are not kept: Protego copies each rule to each agent of its group, and 18,000 agents over 20,000 rules,
    all within the cap, would be 360 million rules.
    """
    lines: dict[str, list[str]] = {}
    group: set[str] = set()
    naming = False
    for whole in text.splitlines():
        line = whole[:_MAX_LINE].strip()
        if not line or line.startswith("#"):
            continue
        found = _AGENT_LINE.match(line)
        if found is None:
            naming = False
            for name in group:
                lines[name].append(line)
            continue
        name = found[1].strip(" \t:").partition("/")[0].strip("* \t").lower() or "*"
        group = group if naming else set()
        naming = True
        if name in (agent, "*"):
            lines.setdefault(name, [])
            group.add(name)
    return lines[agent] if agent in lines else lines.get("*", [])
