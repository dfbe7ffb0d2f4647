"""Articles from the command line: seed files by name, JSON lines from files or standard input."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.cli.context import now
from monitor.cli.json_lines import STANDARD_INPUT, called, read_objects, standard_input, wrong
from monitor.collect.article import from_text
from monitor.collect.forms.form import form_of
from monitor.collect.seed import LARGEST, read_seed, seed_from
from monitor.errors import ConfigError, DocumentError, MonitorError
from monitor.model import Article

_LINE = 'a line is {"id", "title", "text", "url"?, "published"?}'


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that reads articles."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="seed files; - or none: standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object for each file")
    form.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line, in order")


def read_articles(options: argparse.Namespace) -> Iterator[Article | MonitorError]:
    """Every article, in order; in the place of one that cannot be read, the error that says why."""
    files: list[str] = options.files or [STANDARD_INPUT]
    for file in files:
        try:
            if options.jsonl:
                yield from _lines(file)
            elif file == STANDARD_INPUT:
                yield given_article()
            else:
                yield _named(file)
        except MonitorError as error:
            yield error


def given_article() -> Article:
    """The article on standard input, in any form that a seed may have. Raises `DocumentError`."""
    raw, name = standard_input().read(max(LARGEST.values()) + 1), called(STANDARD_INPUT)
    try:
        return seed_from(raw, form=form_of("", raw), name=name, now=now()).article
    except DocumentError as error:
        raise type(error)(f"{name}: {error}") from error


def _named(file: str) -> Article:
    return replace(read_seed(Path(file), now()).article, id=Path(file).name)


def _lines(file: str) -> Iterator[Article | MonitorError]:
    for number, record in read_objects(file, _LINE):
        try:
            yield record if isinstance(record, ConfigError) else _article(record)
        except ValueError as error:
            yield wrong(file, number, str(error), _LINE)


def _article(record: Mapping[str, Any]) -> Article:
    """Raises ValueError, which says what is wrong."""
    if not isinstance(record.get("id"), str | int):
        raise ValueError("no id")
    texts = {name: record.get(name) or "" for name in ("title", "text", "url", "published")}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} is no text")
    if not (texts["title"] or texts["text"]):
        raise ValueError("neither title nor text")
    try:
        published = _instant(texts["published"])
    except (ValueError, OverflowError):  # the latter where UTC leaves the years 1 to 9999
        raise ValueError(f"published {texts['published']!r} is no ISO 8601 instant") from None
    return from_text(
        title=texts["title"],
        text=texts["text"],
        url=texts["url"],
        published=published,
        now=now(),
        article_id=str(record["id"]),
    )


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    instant = datetime.fromisoformat(text)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
