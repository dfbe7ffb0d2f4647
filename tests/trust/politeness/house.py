"""The watch itself in the simulated world: the App as it is built for `monitor run`, on a real file, with made time.

Only the ticking is ours: APScheduler reads the machine's clock.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import yaml
from trust.politeness.exchange import Address
from trust.politeness.virtual_time import HouseClock
from trust.politeness.world import World

from monitor.app import App, open_app
from monitor.pipeline import Polled
from monitor.reload.changes import asked_otherwise
from monitor.rounds import Rounds
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

CONTACT = "desk@watch.example"
_PROFILE = """\
name: Lighthouses
watch:
  - phrase: {en: [lighthouse keeper]}
"""


class House:
    """Starts, stops, is killed, is edited."""

    def __init__(self, folder: Path, world: World, clock: HouseClock, *, port: int, tick_s: int) -> None:
        self.home = Home(folder)
        self._clock = clock
        self._port = port
        self._tick_s = tick_s
        self._lines = {
            paper.id: _line(paper.id, self.url(paper.places[0]), pages=paper.pages) for paper in world.papers.values()
        }
        (folder / "config" / "profiles").mkdir(parents=True)
        (folder / "config" / "profiles" / "lighthouses.yaml").write_text(_PROFILE, encoding="utf-8")
        self.home.monitor.write_text(f"contact: {CONTACT}\ntick_seconds: {tick_s}\n", encoding="utf-8")
        self._write()
        self._snapshot: Snapshot = load_snapshot(self.home, {})
        self._open = AsyncExitStack()
        self._app: App | None = None
        self._ticking: asyncio.Task[None] | None = None
        #: each poll that ended, with its time
        self.polled: list[tuple[float, Polled]] = []
        #: from when to when it was down
        self.down: list[tuple[float, float]] = []
        #: sources that were not listed for a while, from when to when
        self.left_out: dict[str, tuple[float, float]] = {}

    def url(self, place: Address) -> str:
        """Of a place in the world."""
        return f"http://{place[0]}:{self._port}{place[1]}"

    async def start(self) -> None:
        """As `monitor run` does."""
        self._app = await self._open.enter_async_context(open_app(self._snapshot, clock=self._clock))
        self._ticking = asyncio.create_task(self._tick(replace(self._app.rounds, snapshot=lambda: self._snapshot)))

    async def kill(self) -> None:
        """Stop at once, whatever is in hand."""
        assert self._ticking is not None
        self._ticking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._ticking
        await self._open.aclose()
        self._open = AsyncExitStack()

    async def restart(self, down_s: float) -> None:
        """Be killed, lie still, and start again."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        await self.kill()
        await asyncio.sleep(down_s)
        await self.start()
        self.down.append((begin, loop.time()))

    async def edit(self, changes: Mapping[str, Mapping[str, object] | None]) -> None:
        """Save other lines for some sources (None: leave it out), and take that up as a reload does."""
        assert self._app is not None
        self._write(changes)
        now = asyncio.get_running_loop().time()
        self.left_out.update({name: (now, now) for name, line in changes.items() if line is None})
        before, after = self._snapshot, load_snapshot(self.home, {}, running=self._snapshot)
        edited = asked_otherwise(before, after)
        await asyncio.to_thread(self._app.store.sync_sources, list(after.sources.values()), self._clock.now(), edited)
        self._snapshot = after
        back = {name: (begin, now) for name, (begin, end) in self.left_out.items() if name in after.sources}
        self.left_out |= {name: span for name, span in back.items() if span[0] < now and name not in before.sources}

    @property
    def database(self) -> str:
        """Path of the database."""
        return self._snapshot.runtime.database

    async def _tick(self, rounds: Rounds) -> None:
        """What `Schedule` does at each tick, one after the other."""
        loop = asyncio.get_running_loop()
        while True:
            begin = loop.time()
            self.polled += [(loop.time(), polled) for polled in await rounds.poll()]
            await rounds.read()
            await asyncio.sleep(max(begin + self._tick_s - loop.time(), 0.01))

    def _write(self, changes: Mapping[str, Mapping[str, object] | None] | None = None) -> None:
        changes = changes or {}
        lines: Sequence[dict[str, object]] = [
            line | (changes.get(name) or {})
            for name, line in self._lines.items()
            if changes.get(name, line) is not None
        ]
        groups = {"groups": [{"name": "Harbour", "language": "en", "sources": list(lines)}]}
        self.home.sources.write_text(yaml.safe_dump(groups, allow_unicode=True), encoding="utf-8")


def _line(name: str, url: str, *, pages: bool) -> dict[str, object]:
    return {"id": name, "name": name, "url": url, "allow_private": True, "pages": "all" if pages else "none"}
