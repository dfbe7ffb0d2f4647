"""Files are written whole or not at all: whoever reads meanwhile, and whenever the process ends, sees the old bytes or
the new ones."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident


def replace_file(path: Path, raw: bytes | memoryview, *, mode: int = 0o666) -> None:
    """Put new bytes in the place of a file's old ones, or make the file and its folder; where it is a link, what it
    leads to. Its mode stays; a new file has `mode`, less what the process masks. Raises `OSError`."""
    target = Path(os.path.realpath(path))  # `Path.resolve` raises RuntimeError for links in a circle (Python 3.11)
    target.parent.mkdir(parents=True, exist_ok=True)
    # two processes may write one file at a time; names that begin with a dot are no profiles and no seeds
    new = target.with_name(f".{target.name[:40]}.{os.getpid()}-{get_ident()}.new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(raw)
        if target.exists():
            new.chmod(target.stat().st_mode & 0o777)
        new.replace(target)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def create_file(path: Path, raw: bytes) -> None:
    """Write a file that is not there yet. Raises `FileExistsError` where it is, and `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("xb").close()  # the name is ours now; hard links, which could do it in one step, are not everywhere
    try:
        replace_file(path, raw)
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
