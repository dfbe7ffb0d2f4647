"""The loop: look, weigh, swap or say why not; draft what is new. Whoever is to know is told: terminal, store, admin."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from monitor.deliver.ways import Ways
from monitor.errors import ConfigError, MonitorError
from monitor.ports import Clock, Notice, Store
from monitor.reload.changes import asked_otherwise, changes
from monitor.reload.newcomers import draft_newcomers
from monitor.reload.weigh import Refused, Standing, stand, weigh
from monitor.replay import SeedAnalyses
from monitor.settings.schema_files import write_schemas
from monitor.settings.snapshot import Snapshot
from monitor.settings.stamps import Look, Stamp
from monitor.settings.watching import looks

#: a new seed is read when nobody has written to it for so long: it may be a download, or part of `monitor draft`
SETTLED = timedelta(seconds=3)
_KEPT = "this edit is not taken, the watch goes on with what it had; it is read again at the next save"

_log = logging.getLogger(__name__)


class Listener(Protocol):
    """The terminal in which the watch runs."""

    def says(self, line: str) -> None:
        """One line for whoever sits there."""
        ...

    def takes(self, snapshot: Snapshot) -> None:
        """A new set is in force."""
        ...


class Reloader:
    """Holds the set in force, and exchanges it."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        environ: Mapping[str, str],
        store: Store,
        ways: Ways,
        clock: Clock,
        tell: Callable[[Sequence[str]], None],
    ) -> None:
        """`tell` hands lines to whoever looks after the watch."""
        self._standing = Standing(snapshot=snapshot, failing=frozenset())
        self._environ = environ
        self._store = store
        self._ways = ways
        self._clock = clock
        self._tell = tell
        self._analyses = SeedAnalyses()
        self._seen: Look = snapshot.files
        #: lines of the refusal that stands; empty while all is well
        self._refused: tuple[str, ...] = ()
        #: new seeds, each with its stamp and since when it has had that
        self._coming: dict[Path, tuple[Stamp, datetime]] = {}
        #: what went wrong last: a trouble that lasts is told once
        self._trouble = ""

    @property
    def snapshot(self) -> Snapshot:
        """The set in force."""
        return self._standing.snapshot

    async def run(self, again: asyncio.Event, listener: Listener) -> None:
        """Take up what is saved, and all anew whenever `again` is set; until cancelled."""
        await self._guarded(self._begin(), again)
        async with aclosing(looks(self.snapshot.home)) as seen:
            async for found in seen:
                await self._guarded(self._heed(found, again, listener), again)

    async def _begin(self) -> None:
        """What another daemon refused is of no concern; which seeds fail from the start is."""
        await asyncio.to_thread(self._store.withdraw, "reload")
        await self._tidy()
        self._standing = await asyncio.to_thread(stand, self.snapshot, self._clock.now(), self._analyses)

    async def _heed(self, found: Look, again: asyncio.Event, listener: Listener) -> None:
        asked = again.is_set()
        if asked or (found != self._seen and (self._refused or self._concerns(found))):
            again.clear()
            await self._reload(listener)
        self._expect(found)
        self._seen = found
        if ready := self._settled():
            await self._draft(ready, listener)

    def _concerns(self, found: Look) -> bool:
        """Has anything changed but seeds that no profile lists?"""
        home = self.snapshot.home
        listed = {home.seeds / name for profile in self.snapshot.profiles.values() for name in profile.seeds}
        differing = {path for path in found.keys() | self._seen.keys() if found.get(path) != self._seen.get(path)}
        return any(path.parent != home.seeds or path in listed for path in differing)

    # ------------------------------------------------------------ the set

    async def _reload(self, listener: Listener) -> None:
        found = await asyncio.to_thread(weigh, self._standing, self._environ, self._clock.now(), self._analyses)
        if isinstance(found, Refused):
            await self._refuse(found, listener)
        else:
            await self._take(found, listener)

    async def _refuse(self, refused: Refused, listener: Listener) -> None:
        lines = tuple(map(str, refused.faults))
        for line in (*lines, _KEPT):
            listener.says(line)
        if lines != self._refused:
            self._tell((_KEPT[0].upper() + _KEPT[1:], *lines))
        self._refused = lines
        notice = Notice(kind="reload", subject="", lines=lines, at=self._clock.now())
        await asyncio.to_thread(self._store.post, notice)

    async def _take(self, found: Standing, listener: Listener) -> None:
        """All that can fail comes before the swap. A round in hand keeps the set and the channels it began with."""
        before, after = self.snapshot, found.snapshot
        edited = asked_otherwise(before, after)
        await asyncio.to_thread(self._store.sync_sources, list(after.sources.values()), self._clock.now(), edited)
        await asyncio.to_thread(self._store.heed_renamed, after.versions)
        await asyncio.to_thread(self._store.withdraw, "reload")
        self._ways.use(after.channels)
        self._standing = found
        told = "; ".join(changes(before, after)) or "nothing is other than before"
        line = f"{'mended: ' if self._refused else ''}config/ is read again: {told}"
        listener.takes(after)
        listener.says(line)
        if self._refused:
            self._tell((line[0].upper() + line[1:],))
        self._refused = ()
        await self._tidy()
        await self._inform_editors()

    # ------------------------------------------------------------ new seeds

    def _expect(self, found: Look) -> None:
        """Remember the seeds that were not there at the last look, and which of them are still written to."""
        now, home = self._clock.now(), self.snapshot.home
        for path in self._coming.keys() - found.keys():
            del self._coming[path]
        for path, stamp in found.items():
            is_new = path.parent == home.seeds and path not in self._seen
            if is_new or (path in self._coming and self._coming[path][0] != stamp):
                self._coming[path] = stamp, now

    def _settled(self) -> tuple[Path, ...]:
        """The new seeds, once all of them are written; whom a profile lists meanwhile is none of ours."""
        listed = {name for profile in self.snapshot.profiles.values() for name in profile.seeds}
        self._coming = {path: since for path, since in self._coming.items() if path.name not in listed}
        now = self._clock.now()
        if not all(now - since >= SETTLED for _, since in self._coming.values()):
            return ()
        ready, self._coming = tuple(self._coming), {}
        return ready

    async def _draft(self, seeds: Sequence[Path], listener: Listener) -> None:
        now = self._clock.now()
        told = await asyncio.to_thread(draft_newcomers, seeds, self.snapshot, now)
        for one in told:
            listener.says(one.line)
            notice = Notice(kind="seed", subject=one.seed, lines=(one.text,), at=now)
            await asyncio.to_thread(self._store.post, notice)
        self._tell([one.line for one in told])
        await self._inform_editors()

    # ------------------------------------------------------------ who is told

    async def _tidy(self) -> None:
        """Take back the notices of seeds that are gone, or that a profile watches for by now."""
        used = {name for one in self.snapshot.profiles.values() if one.enabled for name in one.seeds}
        for notice in await asyncio.to_thread(self._store.notices):
            gone = not (self.snapshot.home.seeds / notice.subject).exists()
            if notice.kind == "seed" and (gone or notice.subject in used):
                await asyncio.to_thread(self._store.withdraw, "seed", notice.subject)

    async def _inform_editors(self) -> None:
        """Actors, sources, channels and seeds that are new can be completed at once; a watch needs none of it."""
        try:
            await asyncio.to_thread(write_schemas, self.snapshot.home)
        except ConfigError as error:  # a daemon that may not write there
            _log.info("%s", error)

    async def _guarded(self, work: Awaitable[None], again: asyncio.Event) -> None:
        """What fails is told, and done again at the next look."""
        try:
            await work
            self._trouble = ""
        except MonitorError as error:
            if self._trouble != str(error):
                _log.error("config/ could not be read again: %s; it is tried again", error)
            self._trouble = str(error)
            again.set()
        except Exception:
            _log.exception("config/ could not be read again")
