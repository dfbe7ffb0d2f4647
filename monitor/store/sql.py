"""The face of the store: each method of `ports.Store` is one transaction around one function of this room."""

from __future__ import annotations

from pathlib import Path

from monitor.errors import StoreError
from monitor.store import migrate
from monitor.store.sql_access import AccessPart
from monitor.store.sql_asking import AskPart
from monitor.store.sql_collecting import CollectPart
from monitor.store.sql_deciding import DecidePart
from monitor.store.sql_keeping import KeepPart
from monitor.store.sql_muting import MutePart
from monitor.store.sql_outbox import OutboxPart
from monitor.store.sql_telling import TellPart
from monitor.store.sql_volume import VolumePart
from monitor.store.sqlite import WAIT_S, Database

_SQLITE = "sqlite:///"


def open_store(place: str | Path, *, wait_s: float = WAIT_S) -> SqlStore:
    """Open a database, made or migrated if need be. `place` is a path or `sqlite:///path`.

    `wait_s`: how long to wait for another process that writes. Raises `StoreError`.
    """
    text = str(place).removeprefix(_SQLITE)
    if "://" in text:
        raise StoreError(f"{text.split('://')[0]}: no such database here (write a path, or {_SQLITE} and a path)")
    path = Path(text)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: its folder cannot be made ({error.strerror})") from error
    database = Database(path, wait_s=wait_s)
    try:
        migrate.bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


class SqlStore(CollectPart, DecidePart, TellPart, OutboxPart, VolumePart, AskPart, KeepPart, MutePart, AccessPart):
    """`ports.Store` on one database. Safe to call from several threads, and beside other processes."""

    def close(self) -> None:
        """Give the file back."""
        self._database.close()
