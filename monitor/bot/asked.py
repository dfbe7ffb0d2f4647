"""What a command of the chat is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from monitor.control import Reader
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command that somebody who may ask it has written."""

    #: what stands behind its name
    words: tuple[str, ...]
    reader: Reader
    store: Store
    snapshot: Snapshot
    now: datetime


#: the answer, as plain text. It blocks; raises `ConfigError` for a slip, which is the answer then, and `StoreError`.
Command: TypeAlias = Callable[[Asked], str]
