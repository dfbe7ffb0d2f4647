"""What a command needs to look at the web, as the daemon does: through the guard, politely, parsed apart."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.collect.robots import Robots
from monitor.collect.workers import WorkerPool
from monitor.ports import Clock, Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Those of the running watch."""

    fetcher: Fetcher
    robots: Robots
    pool: WorkerPool
    clock: Clock
    #: may an address be of this machine or network? For tests on loopback alone
    allow_private: bool = False
