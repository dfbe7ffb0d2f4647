"""How the C library hands out memory: told once, so that what was large and is free again goes back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress

#: `mallopt` of glibc, <malloc.h>
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
#: bytes: what is larger is mapped for itself, and given back when it is freed. Left alone, glibc raises this bound to
#: the largest block that it has seen freed (32 MB at most), and bodies of 5 MB come to lie between what stays
_MAPPED_FROM = 128 * 1024
#: heaps that threads share; left alone, there are eight for each processor, each with its own gaps
_ARENAS = 2


def keep_small() -> None:
    """Ask for it; with another C library than glibc nothing happens. After 20 bodies of 5 MB the watch holds 210 MB
    instead of 255 (measured)."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _MAPPED_FROM)
        library.mallopt(_M_ARENA_MAX, _ARENAS)
