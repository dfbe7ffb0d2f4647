"""The words of the articles, as SQLite's FTS5 keeps them: all that is SQLite's own in searching stands here.

The table holds no text, only under which terms each number is found (`content=''`), so a row is taken out by the very
terms that it was put in with. They come as words between spaces; `comprehend.seeking` leaves nothing in them that FTS5
would take apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, text

from monitor.comprehend.seeking.marks import EVERY
from monitor.model import Atom, Query

TABLE = "article_words"
#: FTS5 keeps a table in these
SHADOWS = tuple(f"{TABLE}_{part}" for part in ("data", "idx", "content", "docsize", "config"))
#: to be run once, by a migration
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, body, marks, content='', tokenize='ascii')"
#: what a word counts in a title, in a text, and among the marks
_WEIGHTS = "4.0, 1.0, 0.0"

_ADD = text(f"INSERT INTO {TABLE}(rowid, title, body, marks) VALUES (:number, :title, :body, :marks)")  # noqa: S608
_REMOVE = text(
    f"INSERT INTO {TABLE}({TABLE}, rowid, title, body, marks) VALUES ('delete', :number, :title, :body, :marks)"  # noqa: S608
)
_EMPTY = text(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An article as the index takes it in, and gives it up."""

    #: see `articles.number`
    number: int
    title: tuple[str, ...]
    body: tuple[str, ...]
    marks: tuple[str, ...]


def add(connection: Connection, rows: Sequence[Indexed]) -> None:
    """Take articles in. In the order of their numbers: FTS5 writes out what it has gathered whenever one is less."""
    if rows:
        connection.execute(_ADD, [_parameters(row) for row in sorted(rows, key=lambda row: row.number)])


def remove(connection: Connection, rows: Sequence[Indexed]) -> None:
    """Give articles up: with the terms under which they were added."""
    if rows:
        connection.execute(_REMOVE, [_parameters(row) for row in sorted(rows, key=lambda row: row.number)])


def empty(connection: Connection) -> None:
    """Give all of them up."""
    connection.execute(_EMPTY)


def found(*, best: bool) -> TextClause:
    """Numbers that `:matching` (see `matching`) finds from `:first` up to, not with, `:behind`; at most `:limit`. The
    best, or the highest numbers, first."""
    order = f"bm25({TABLE}, {_WEIGHTS}), rowid DESC" if best else "rowid DESC"
    return text(
        f"SELECT rowid AS number FROM {TABLE} WHERE {TABLE} MATCH :matching AND rowid >= :first AND rowid < :behind"  # noqa: S608
        f" ORDER BY {order} LIMIT :limit"
    )


#: how many there are
COUNT = text(
    f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH :matching AND rowid >= :first AND rowid < :behind"  # noqa: S608
)


def matching(query: Query, marks: Iterable[Iterable[str]]) -> str:
    """A query in FTS5's language, and of each group of marks one. No word of a query can be taken for syntax: it stands
    in quotes, and holds none."""
    parts = [_in("marks", [_quoted(mark) for mark in group]) for group in ((EVERY,), *marks)]
    parts += [_in("title body", [term for atom in atoms for term in _alternatives(atom)]) for atoms in query.wanted]
    without = [term for atom in query.unwanted for term in _alternatives(atom)]
    wanted = " AND ".join(parts)
    return f"({wanted}) NOT {_in('title body', without)}" if without else wanted


def _in(columns: str, terms: Sequence[str]) -> str:
    return f"{{{columns}}} : ({' OR '.join(terms) or _quoted('')})"


def _alternatives(atom: Atom) -> list[str]:
    return [_quoted(form) for form in atom.forms] or [_quoted(" ".join(atom.terms)) + " *" * atom.beginning]


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _parameters(row: Indexed) -> dict[str, int | str]:
    return {
        "number": row.number,
        "title": " ".join(row.title),
        "body": " ".join(row.body),
        "marks": " ".join(row.marks),
    }
