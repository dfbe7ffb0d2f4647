"""The compiled catalogue, kept in a file of the user's cache folder: read in a hundredth of the time of compiling.

The file's name holds the digest of all that it was made from: the data, CLDR's release and the code that compiles.
Compiling takes a gigabyte, which a process that lives for months would keep: a process of its own does it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import babel

from monitor.comprehend.lexicon import Base, compile_base
from monitor.settings.catalogue import load_catalogue
from monitor.settings.frozen import freeze, thaw
from monitor.settings.lasting import without_collection
from monitor.settings.parts_file import cache_folder, keep, kept
from monitor.settings.shelf import SHIPPED, data_files, files_below


@cache
def shipped() -> Base:
    """The shipped catalogue, compiled: from the cache, or anew. One for the process."""
    return load_base(cache_folder(os.environ), apart=True)


def load_base(folder: Path | None, data: Traversable = SHIPPED, *, apart: bool = False) -> Base:
    """The catalogue in `data`, compiled: from its file in `folder`, or anew and then kept there.

    `apart`: the shipped one is compiled in a process of its own, where there is a folder that takes the file.
    """
    file = folder / f"catalogue-{_digest(data)}.zip" if folder else None
    with without_collection():
        base = kept(file, thaw) if file else None
        if base is None and file and apart and _compiled_apart(file.parent):
            base = kept(file, thaw)
        if base is None:
            base = compile_base(load_catalogue(data))
            if file:
                keep(file, freeze(base))
    return base


def _compiled_apart(folder: Path) -> bool:
    """Whether another process compiled the shipped catalogue, and kept it."""
    # -P: a folder that is called `monitor` where the command was given is not the package
    command = [sys.executable, "-P", "-m", __spec__.name]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.access(folder, os.W_OK) and not subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603
    except OSError:
        return False


def _digest(data: Traversable) -> str:
    digest = hashlib.sha256(babel.__version__.encode())
    parts = list(files_below(resources.files("monitor.comprehend"), ".py"))
    for name in ("catalogue.py", "frozen.py", "index_file.py", "shelf.py"):
        parts.append((f"settings/{name}", resources.files("monitor.settings") / name))
    for name, file in (*parts, *data_files(data)):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


if __name__ == "__main__":
    load_base(cache_folder(os.environ))
