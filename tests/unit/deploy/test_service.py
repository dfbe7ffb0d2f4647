"""The service files keep pace with the code that they start."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import yaml

from monitor import schedule
from monitor.collect.workers import WorkerLimits
from monitor.outbox import SEND_S

DEPLOY = Path(__file__).parents[3] / "deploy"


def test_systemd_waits_longer_than_the_daemon_may_take_to_drain() -> None:
    unit = _service()

    assert int(unit["TimeoutStopSec"]) > schedule.DRAIN_S + SEND_S
    assert unit["KillMode"] == "mixed"


def test_the_memory_limit_leaves_room_for_every_worker_at_its_own_limit() -> None:
    limits = WorkerLimits()

    assert int(_service()["MemoryMax"].removesuffix("G")) * 2**30 >= limits.workers * limits.memory_bytes


def test_a_reload_sends_the_signal_that_the_daemon_heeds() -> None:
    assert _service()["ExecReload"] == "/bin/kill -HUP $MAINPID"


def test_the_container_stops_as_patiently_and_may_do_as_little() -> None:
    watch = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["watch"]

    assert int(watch["stop_grace_period"].removesuffix("m")) * 60 > schedule.DRAIN_S + SEND_S
    assert watch["cap_drop"] == ["ALL"]
    assert watch["read_only"] is True
    assert [volume for volume in watch["volumes"] if not volume.endswith(":ro")] == ["database:/watch/var"]


def _service() -> dict[str, str]:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys keep their capitals
    parser.read(DEPLOY / "news-monitor.service", encoding="utf-8")
    return dict(parser["Service"])
