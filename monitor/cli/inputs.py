"""Articles from the command line: seed files by name, JSON lines from files or standard input."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.cli.context import now
from monitor.collect.article import from_text
from monitor.collect.seed import read_seed, seed_of
from monitor.errors import ConfigError, Fault
from monitor.model import Article

STANDARD_INPUT = "-"


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that reads articles."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="seed files; - or none: standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object for each file")
    form.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line, in order")


def read_articles(options: argparse.Namespace) -> Iterator[Article]:
    """Every article, in order. Raises `DocumentError` for files, `ConfigError` for a line that is no article."""
    files: list[str] = options.files or [STANDARD_INPUT]
    for file in files:
        if options.jsonl:
            yield from _lines(file)
        elif file == STANDARD_INPUT:
            yield seed_of(sys.stdin.read(), name="standard input", now=now()).article
        else:
            yield _named(file)


def _named(file: str) -> Article:
    article = read_seed(Path(file), now()).article
    return from_text(title=article.title, text=article.text, now=now(), article_id=Path(file).name, method="seed")


def _lines(file: str) -> Iterator[Article]:
    try:
        with sys.stdin if file == STANDARD_INPUT else Path(file).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(line, "standard input" if file == STANDARD_INPUT else file, number)
    except OSError as error:
        raise ConfigError(Fault(file=file, what=f"cannot be read: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Fault(file=file, what="not UTF-8", hint="save it as UTF-8")) from error


def _record(line: str, file: str, number: int) -> Article:
    def wrong(what: str, column: int = 0) -> ConfigError:
        hint = 'a line is {"id", "title", "text", "url"?, "published"?}'
        return ConfigError(Fault(file=file, line=number, column=column, what=what, hint=hint))

    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise wrong(f"not JSON: {error.msg}", error.colno) from None
    if not isinstance(record, dict) or not isinstance(record.get("id"), str | int):
        raise wrong("no object with an id")
    texts = {name: record.get(name) or "" for name in ("title", "text", "url", "published")}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise wrong(f"{name} is no text")
    if not (texts["title"] or texts["text"]):
        raise wrong("neither title nor text")
    try:
        published = _instant(texts["published"])
    except ValueError:
        raise wrong(f"published {texts['published']!r} is no ISO 8601 instant") from None
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


def write_json(record: object) -> None:
    """One object on one line of standard output, flushed, so that a pipe sees each in time."""
    print(json.dumps(record, ensure_ascii=False), flush=True)
