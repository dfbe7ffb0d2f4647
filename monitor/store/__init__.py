"""The database: one schema on SQLAlchemy Core, one transaction a method, migrations by Alembic.

open_store(path) -> SqlStore      sql.py, the face: which part answers, and in which transaction
  sources, entries, articles,     what is written and read, as functions of an open connection
  stories, digests, deliveries,
  feedback, notices
  search.py < full_text.py        full-text search: over the index of words, which is SQLite's own
  indexing.py                     which articles are in that index
  retention.py                    what is no longer kept goes, a batch at a time
  archive.py                      a walk through all stored articles, batch by batch
  commit.py                       all that one article leads to, in one transaction
  sqlite.py, migrate.py           the file: how it is opened, locked and brought up to date
  schema/, columns.py             the tables, and what their columns hold
"""

from __future__ import annotations

from monitor.store.sql import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
