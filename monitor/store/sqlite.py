"""The SQLite file: how it is opened, who may write, and its errors in words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from monitor.errors import StoreError

#: how long one waits for another process to finish its transaction, in seconds
WAIT_S = 10.0

# WAL with synchronous=NORMAL: a commit is handed to the kernel before it returns, so it survives `kill -9` of this
# process; only a power cut can take the last commits back, and then each of them whole, so that a poll or a send
# is done again. FULL would wait for the disk at each of thousands of commits a day to save that one repetition.
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")

#: what `PRAGMA auto_vacuum` answers where free pages can be given back
_INCREMENTAL = 2
#: part of the file that is free, from which on it is worth while; pages of a transaction
_MUCH_FREE, _PAGES = 0.25, 2000

#: what SQLite says -> what a person can do about it
_HINTS = {
    "database is locked": f"another process has held it for {WAIT_S:.0f} s; is a second monitor at work on it?",
    "file is not a database": "it is damaged or something else; move it away, or name another file",
    "malformed": "it is damaged; restore a backup, or move it away to begin anew",
    "disk is full": "make room; nothing was half written",
    "readonly database": "this user may not write to it or to its folder",
    "unable to open database file": "is the path right, and may this user write to its folder?",
}


class Database:
    """One SQLite file. Threads read side by side; one of them writes at a time."""

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self.path = path
        self._engine = _engine(path, wait_s)
        # SQLite's own waiting polls and is not fair: among threads of one process a lock is both
        self._writing = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view. Raises `StoreError`."""
        with self._in_words(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, alone from its first statement; rolled back when the block raises. Raises `StoreError`."""
        with self._in_words(), self._writing, self._engine.connect() as opened:
            if not self.path.exists():  # SQLite would write to a deleted file, lose it at the end, and say nothing
                raise StoreError(f"{self.path}: it was moved or deleted while at work (put it back, or start again)")
            connection = opened.execution_options(writes=True)
            with connection.begin():
                yield connection

    def shrink(self) -> int:
        """Give the file system what is free, where that is a good part of the file; bytes. Raises `StoreError`.

        A day's free pages are the next day's new ones, so the usual ones stay. A file that an earlier version made
        gives nothing back; what is free in it is used again.
        """
        with self.read() as connection:
            free, pages, mode = (
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("freelist_count", "page_count", "auto_vacuum")
            )
        if mode != _INCREMENTAL or free < _MUCH_FREE * pages:
            return 0
        for _ in range(0, free, _PAGES):
            self._give_back(_PAGES)
        with self.read() as connection:
            left: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            size: int = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        return (int(pages) - left) * size

    def _give_back(self, pages: int) -> None:
        """In a transaction of its own. A step of the statement gives back one page; only a script takes every step."""
        with self._in_words(), self._writing, self._engine.connect() as connection:
            opened = connection.connection.driver_connection
            if isinstance(opened, sqlite3.Connection):
                opened.executescript(f"PRAGMA incremental_vacuum({pages})")

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            # never the statement with its parameters: they hold text of others
            said = str(getattr(error, "orig", None) or error).splitlines()[0]
            hint = next((hint for sign, hint in _HINTS.items() if sign in said), "")
            raise StoreError(f"{self.path}: {said}" + (f" ({hint})" if hint else "")) from error
        except ValueError as error:  # `codec`: a column that does not hold what its type says
            raise StoreError(f"{self.path}: a row cannot be read: {str(error).splitlines()[0]}") from error


def _engine(path: Path, wait_s: float) -> Engine:
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": wait_s})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: sqlite3 would begin only at the first write
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        if not pages:  # a new file: said later, it would change nothing, and write to the file all the same
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
