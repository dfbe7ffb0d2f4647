"""What the parts of the store's face share."""

from __future__ import annotations

from uuid import uuid4

from monitor.store.sqlite import Database


class Part:
    """One database, and who we are in it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        #: whose claims in the outbox are ours: another process, or this one after a restart, is somebody else
        self._holder = uuid4().hex
