"""Brings a database to the schema that this program knows, on opening it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from monitor.errors import StoreError
from monitor.store.sqlite import Database

#: the newest file in `migrations/versions/`; revisions count up
HEAD = "0014"

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database) -> None:
    """Make the tables, or migrate them, in one transaction; nothing is done where they are up to date.

    Raises `StoreError` for a database of a newer version, or of some other program.
    """
    with database.read() as connection:
        if _version(connection, database.path) == HEAD:
            return
    with database.write() as connection:
        if _version(connection, database.path) != HEAD:  # another process may have been quicker
            upgrade(connection)


def upgrade(connection: Connection) -> None:
    """Run every migration that is missing."""
    # imported late: a database that is up to date needs no Alembic, and its import is felt at each start
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _version(connection: Connection, path: Path) -> str:
    """The revision of the tables; "" in an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return ""
    found = "alembic_version" in tables and connection.scalar(text("SELECT version_num FROM alembic_version"))
    if not found or not str(found).isdecimal():
        raise StoreError(f"{path}: a database of some other program (name another file)")
    if int(found) > int(HEAD):
        raise StoreError(f"{path}: written by a newer monitor, schema {found}; this one knows {HEAD} (update it)")
    return str(found)
