"""Inserting what may be there already: one spelling for SQLite and PostgreSQL.

A statement is built once for each table and dialect: building ON CONFLICT costs several times what running it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import ReadOnlyColumnCollection

Row = Mapping[str, Any]
#: the columns of the row that is refused
Excluded = ReadOnlyColumnCollection[str, Any]
#: what a taken row is changed to: column name -> value
Replacement = Callable[[Excluded], dict[str, ColumnElement[Any]]]
_Insert = sqlite.Insert | postgresql.Insert


def insert_new(connection: Connection, table: Table, *rows: Row) -> bool:
    """Insert the rows, but those of which a unique key is taken; for a single row, whether it was inserted."""
    return bool(rows) and connection.execute(_insert_new(table, connection.dialect.name), rows).rowcount > 0


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Row], replacement: Replacement) -> None:
    """Insert the rows; one whose primary key is taken changes the row there to `replacement(excluded)`."""
    if rows:
        connection.execute(_insert_or_replace(table, connection.dialect.name, replacement), rows)


@cache
def _insert_new(table: Table, dialect: str) -> _Insert:
    return _insert(table, dialect).on_conflict_do_nothing()


@cache
def _insert_or_replace(table: Table, dialect: str, replacement: Replacement) -> _Insert:
    statement = _insert(table, dialect)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_=replacement(statement.excluded)
    )


def _insert(table: Table, dialect: str) -> _Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
