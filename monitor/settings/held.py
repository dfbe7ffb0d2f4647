"""One process at a time: two commands that read a file, change it and write it again would each undo the other's."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import ConfigError, Fault
from monitor.settings.document import shown


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait for a folder, and hold it; it is made where it is not there. The kernel lets go of it with the process.

    On a file system without locks nothing is held. Raises `ConfigError` where there can be no such folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise ConfigError(Fault(file=shown(folder), what=f"cannot be opened: {error.strerror or error}")) from error
    try:
        with suppress(OSError):  # network drives
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
