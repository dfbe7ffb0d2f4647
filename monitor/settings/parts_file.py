"""What is costly to make, kept in a file of the user's cache folder: plain data, bytes by name.

The file is a ZIP archive, each part with its check sum, and its name holds the digest of all that it was made from.
A cache that cannot be written or read costs time, nothing else.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from monitor.atomic import replace_file

Made = TypeVar("Made")

#: files of older versions that are kept beside the newest
_KEPT = 2
#: what a file that is none of ours, or damaged, may raise
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
    RuntimeError,
    EOFError,
)


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """XDG Base Directory: `$XDG_CACHE_HOME`, else `~/.cache`; None for a user without a home."""
    root = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(root):  # noqa: PTH117  (as the specification asks; a relative one is ignored)
        root = os.path.join(environ.get("HOME", ""), ".cache")  # noqa: PTH118
    return Path(root) / "news-monitor" if os.path.isabs(root) else None  # noqa: PTH117


def kept(file: Path, thaw: Callable[[Mapping[str, bytes]], Made]) -> Made | None:
    """What `thaw` makes of the file's parts; None where there is no file, or a broken one."""
    with suppress(OSError, *_BROKEN), zipfile.ZipFile(file) as archive:
        return thaw({name: archive.read(name) for name in archive.namelist()})
    return None


def keep(file: Path, parts: Mapping[str, bytes]) -> None:
    """Write the file whole or not at all, and let the oldest of those with the same first word go; where that
    cannot be done, nothing is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)  # without the time: the same data, the same bytes
    with suppress(OSError):
        replace_file(file, out.getbuffer(), mode=0o600)
        others = file.parent.glob(f"{file.name.partition('-')[0]}-*")
        older = sorted((one for one in others if one != file), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in older[_KEPT:]:
            old.unlink(missing_ok=True)
