"""Articles from the command line: seed files by name, JSON lines from files or standard input."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from monitor.cli.context import now
from monitor.collect.article import from_text
from monitor.collect.forms.form import form_of
from monitor.collect.seed import read_seed, seed_from
from monitor.errors import ConfigError, DocumentError, Fault, MonitorError
from monitor.model import Article

STANDARD_INPUT = "-"
_STANDARD = "standard input"


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
                yield _given()
            else:
                yield _named(file)
        except MonitorError as error:
            yield error


def standard_input() -> BinaryIO:
    """Standard input as bytes: it is UTF-8 whatever the locale says. Raises `DocumentError` where it is closed."""
    if sys.stdin is None:
        raise DocumentError(f"{_STANDARD} is closed")
    return sys.stdin.buffer


def _given() -> Article:
    raw = standard_input().read()
    try:
        return seed_from(raw, form=form_of("", raw), name=_STANDARD, now=now()).article
    except DocumentError as error:
        raise type(error)(f"{_STANDARD}: {error}") from error


def _named(file: str) -> Article:
    return replace(read_seed(Path(file), now()).article, id=Path(file).name)


def _lines(file: str) -> Iterator[Article | MonitorError]:
    named = _STANDARD if file == STANDARD_INPUT else file
    try:
        with standard_input() if file == STANDARD_INPUT else Path(file).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    try:
                        yield _record(line, named, number)
                    except ConfigError as error:
                        yield error
    except OSError as error:
        raise ConfigError(Fault(file=named, what=f"cannot be read: {error.strerror}")) from error


def _record(line: bytes, file: str, number: int) -> Article:
    def wrong(what: str, column: int = 0) -> ConfigError:
        hint = 'a line is {"id", "title", "text", "url"?, "published"?}'
        return ConfigError(Fault(file=file, line=number, column=column, what=what, hint=hint))

    try:
        record: Any = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise wrong(f"not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise wrong(f"not JSON: {error.msg}", error.colno) from None
    except (RecursionError, ValueError):  # the latter for integers of more than 4,300 digits
        raise wrong("JSON of a kind that nobody writes: nested too deep, or a number too long") from None
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
    except (ValueError, OverflowError):  # the latter where UTC leaves the years 1 to 9999
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
