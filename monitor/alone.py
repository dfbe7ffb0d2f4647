"""One engine at a time on one database: two embedded ones would poll everything twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import InUse, MonitorError


@contextmanager
def alone(database: str) -> Iterator[None]:
    """Hold the home for this process. Raises `InUse` where another one has it, `MonitorError` where nobody can."""
    if "://" in database:
        yield
        return
    path = Path(database).with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise MonitorError(f"{path}: cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise InUse(f"{database}: in use by another monitor (process {holder}); stop that one first") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
