"""The compiled catalogue, kept in a file of the user's cache folder: read in a hundredth of the time of compiling.

The file is a ZIP archive of plain data (`frozen`), each part with its check sum, and its name holds the digest of all
that it was made from: the data, CLDR's release and the code that compiles. A cache that cannot be written or read
costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import babel

from monitor.atomic import replace_file
from monitor.comprehend.lexicon import Base, compile_base
from monitor.settings.catalogue import load_catalogue
from monitor.settings.frozen import freeze, thaw
from monitor.settings.lasting import without_collection
from monitor.settings.shelf import SHIPPED, data_files, files_below

#: indexes of older versions that are kept beside the newest
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


@cache
def shipped() -> Base:
    """The shipped catalogue, compiled: from the cache, or anew. One for the process."""
    return load_base(cache_folder(os.environ))


def load_base(folder: Path | None, data: Traversable = SHIPPED) -> Base:
    """The catalogue in `data`, compiled: from its file in `folder`, or anew and then kept there."""
    file = folder / f"catalogue-{_digest(data)}.zip" if folder else None
    with without_collection():
        base = _kept(file) if file else None
        if base is None:
            base = compile_base(load_catalogue(data))
            if file:
                with suppress(OSError):
                    _keep(file, freeze(base))
    return base


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """XDG Base Directory: `$XDG_CACHE_HOME`, else `~/.cache`; None for a user without a home."""
    root = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(root):  # noqa: PTH117  (as the specification asks; a relative one is ignored)
        root = os.path.join(environ.get("HOME", ""), ".cache")  # noqa: PTH118
    return Path(root) / "news-monitor" if os.path.isabs(root) else None  # noqa: PTH117


def _kept(file: Path) -> Base | None:
    """What the file holds; None where there is none, or a broken one."""
    with suppress(OSError, *_BROKEN), zipfile.ZipFile(file) as archive:
        return thaw({name: archive.read(name) for name in archive.namelist()})
    return None


def _digest(data: Traversable) -> str:
    digest = hashlib.sha256(babel.__version__.encode())
    parts = list(files_below(resources.files("monitor.comprehend"), ".py"))
    for name in ("catalogue.py", "frozen.py", "index_file.py", "shelf.py"):
        parts.append((f"settings/{name}", resources.files("monitor.settings") / name))
    for name, file in (*parts, *data_files(data)):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def _keep(file: Path, parts: Mapping[str, bytes]) -> None:
    """Write the file whole or not at all, and let the oldest ones go. Raises `OSError`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)  # without the time: the same data, the same bytes
    replace_file(file, out.getbuffer(), mode=0o600)
    others = sorted(file.parent.glob("catalogue-*"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in [one for one in others if one != file][_KEPT:]:
        old.unlink(missing_ok=True)
