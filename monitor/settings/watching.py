"""Notices when a person saves something in `config/` or `seeds/`.

The kernel's word (inotify, through watchfiles) only says when to look; what changed is a question to the folders, asked
every few seconds in any case. So a network drive, of which the kernel says nothing, a folder that is replaced as a
whole, and a `seeds/` that is made later are all seen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

from monitor.settings.home import Home
from monitor.settings.stamps import Look, look

#: milliseconds between two looks where nothing is heard; quiet after a save before it is read, since editors save in
#: several steps (a copy, a rename, a touch); and how long one who goes on saving is waited for
LOOK_MS, QUIET_MS, LONGEST_MS = 2000, 300, 2000
_log = logging.getLogger(__name__)


async def looks(home: Home) -> AsyncGenerator[Look, None]:
    """A look soon after something was saved, and one every `LOOK_MS` in any case; without end."""
    while True:
        folders = _folders(home)
        async with aclosing(_wakings(folders)) as wakings:
            async for _ in wakings:
                yield await asyncio.to_thread(look, home)
                if _folders(home) != folders:  # one is new, or was replaced: the kernel must be told
                    break


async def _wakings(folders: Mapping[Path, int]) -> AsyncGenerator[None, None]:
    """When to look. Where the kernel refuses to watch (too many watches, no such call), or speaks of a file whose name
    is no UTF-8 (watchfiles 1.2 stops there), the clock alone says so."""
    try:
        async with aclosing(
            awatch(
                *folders,
                watch_filter=None,
                debounce=LONGEST_MS,
                step=QUIET_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            )
        ) as changes:
            async for _ in changes:
                yield
    except (
        Exception
    ) as error:  # of several kinds, and in a group: watchfiles runs the kernel's part in a task of its own
        why = _innermost(error)
        _log.warning("the folders cannot be watched (%s): they are looked at every %d s", why, LOOK_MS // 1000)
    while True:
        await asyncio.sleep(LOOK_MS / 1000)
        yield


def _innermost(error: BaseException) -> BaseException:
    return _innermost(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def _folders(home: Home) -> Mapping[Path, int]:
    """The folders that are there, with their inodes."""
    found = {}
    for folder in (home.config, home.seeds):
        with suppress(OSError):
            found[folder] = folder.stat().st_ino
    return found
