"""A process of its own: one pass of the watch over a home, and what it cost. `python watched.py HOME` prints JSON.

    peak_mb     VmHWM of the process: never more memory than this
    idle_mb     VmRSS before the pass
    stall_ms    the longest time in which the event loop did nothing but one thing
    polled, read, failed

A stall is measured by a task that wakes every 20 ms. What counts is the smaller of two figures: how late it woke, and
how much CPU the whole process used meanwhile. The first alone would tell how busy the machine is with other things.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from monitor.app import open_app
from monitor.settings.home import Home
from monitor.settings.snapshot import load_snapshot

#: seconds between two wake-ups
PULSE_S = 0.02


@dataclass(slots=True)
class Pulse:
    """The longest stall so far, in seconds."""

    longest_s: float = 0.0
    #: the longest by the clock on the wall, whoever was to blame
    late_s: float = 0.0

    async def beat(self) -> None:
        """Until it is cancelled."""
        while True:
            wall, used = time.monotonic(), time.process_time()
            await asyncio.sleep(PULSE_S)
            late, used = time.monotonic() - wall - PULSE_S, time.process_time() - used
            self.late_s = max(self.late_s, late)
            self.longest_s = max(self.longest_s, min(late, used))


def memory_mb(field: str) -> float:
    """VmRSS or VmHWM of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1000
    raise LookupError(field)


async def watch(home: Path) -> dict[str, object]:
    """One pass over everything that is due."""
    snapshot = load_snapshot(Home(home), os.environ)
    pulse = Pulse()
    async with open_app(snapshot) as app:
        idle_mb = memory_mb("VmRSS")
        beating = asyncio.create_task(pulse.beat())
        collected = await app.collect()
        beating.cancel()
        return {
            "idle_mb": round(idle_mb, 1),
            "peak_mb": round(memory_mb("VmHWM"), 1),
            "stall_ms": round(pulse.longest_s * 1000),
            "late_ms": round(pulse.late_s * 1000),
            "polled": len(collected.polled),
            "failed": sum(bool(poll.error) for poll in collected.polled),
            "read": len(collected.outcomes),
        }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(watch(Path(sys.argv[1])))))
