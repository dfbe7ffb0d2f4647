"""The whole watch under the worst attacks: its memory stays small, and its event loop goes on.

The short form runs with every test; `make trust` sets MONITOR_TRUST for the whole, which takes minutes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from faults.hostile import bombs, watched
from faults.hostile.catalogue import GROUPS
from faults.hostile.server import Answer, Host
from faults.hostile.stage import plain_feed

WHOLE = bool(os.environ.get("MONITOR_TRUST"))
#: megabytes of the main process, and milliseconds of its event loop (issue 5)
MEMORY_MB, STALL_MS = 300, 250
#: of a watch with the shipped catalogue that has nothing to do
IDLE_MB = 220


def catalogue() -> list[dict[str, Answer]]:
    """Every case as a site, as far as it is a matter of what is answered."""
    return [
        {
            "/feed": case.feed or plain_feed(),
            **({"/page": case.page} if case.page else {}),
            **({"/robots.txt": case.robots} if case.robots else {}),
            **dict(case.others),
        }
        for cases in GROUPS.values()
        for case in cases
        if case.connection is None and not case.certificate
    ]


@pytest.mark.timeout(1200 if WHOLE else 180)
async def test_memory_and_stalls_stay_within_bounds(home: Path) -> None:
    sites = [*bombs.sites(whole=WHOLE), *(catalogue() if WHOLE else ())]
    async with AsyncExitStack() as stack:
        urls = []
        for number, answers in enumerate(sites):
            host = Host(f"127.0.{20 + number // 250}.{1 + number % 250}", answers)
            await stack.enter_async_context(host.serving())
            urls.append(f"http://{host.address}:{host.port}/feed")
        lines = (
            f"{{id: s{number}, name: S{number}, url: '{url}', allow_private: true}}" for number, url in enumerate(urls)
        )
        sources = "groups:\n  - name: Hostile\n    sources:\n" + "".join(f"      - {line}\n" for line in lines)
        (home / "config" / "sources.yaml").write_text(sources, encoding="utf-8")
        (home / "config" / "monitor.yaml").write_text("host_gap_seconds: 0\ntimeout_seconds: 3\n", encoding="utf-8")
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(Path(watched.__file__)), str(home)), stdout=asyncio.subprocess.PIPE
        )
        out, _ = await child.communicate()
    cost = json.loads(out)
    print(cost)
    assert cost["polled"] == len(sites)
    assert cost["idle_mb"] < IDLE_MB, cost
    assert cost["peak_mb"] < MEMORY_MB, cost
    assert cost["stall_ms"] < STALL_MS, cost
