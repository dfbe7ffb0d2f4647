"""Both ends of a delivery, on loopback."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from doubles.bot_api import TOKEN, BotApi

from monitor.ops.logs import configure


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass(slots=True)
class Boundary:
    """Counts how often a channel said that the request may have been written."""

    crossed: int = 0

    async def __call__(self) -> None:
        self.crossed += 1


@pytest.fixture
def clock() -> Noon:
    return Noon()


@pytest.fixture
def boundary() -> Boundary:
    return Boundary()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as running:
        yield running


@pytest.fixture
def written_logs() -> Iterator[Callable[[], str]]:
    """Logging as the daemon configures it, on a buffer, at DEBUG."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    configure("DEBUG", stream=stream, secrets=[TOKEN])
    yield stream.getvalue
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
