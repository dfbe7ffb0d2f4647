"""What is loaded once and lives as long as the process is kept out of the garbage collector's rounds.

What a catalogue is compiled from, and what reading remembers, are many small tuples without circles: to look for some
takes time at every round (a fifth of the time of reading, measured when the whole index was held as lists).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """The collector rests inside."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settle() -> None:
    """All that is alive now stays, as far as the collector is concerned; of what stayed before, circles that nobody
    holds any more are collected first."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
