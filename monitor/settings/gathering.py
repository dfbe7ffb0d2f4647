"""The faults of several files, gathered, so that a person hears of all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from monitor.errors import ConfigError, Fault

LoadedT = TypeVar("LoadedT")


class Gathering:
    """Loads one thing after the other, whether the one before could be read or not."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def attempt(self, load: Callable[[], LoadedT]) -> LoadedT | None:
        """What was loaded; None where it could not be, and its faults are gathered."""
        try:
            return load()
        except ConfigError as error:
            self.faults += error.faults
            return None
