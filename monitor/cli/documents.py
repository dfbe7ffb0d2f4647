"""`monitor parse`: feeds, read in a worker as the daemon reads them."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any, get_args

from monitor.cli.context import now, terminal
from monitor.cli.json_lines import STANDARD_INPUT, called, standard_input, write_json
from monitor.cli.records import feed_record
from monitor.cli.selector import add_selector
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.errors import DocumentError
from monitor.model import SourceKind
from monitor.settings.wording import visible


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Files or standard input."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="documents; - or none: standard input")
    parser.add_argument("--url", default="", help="address of the document, for its relative links")
    kind = "the Content-Type with which it came: its charset counts"
    parser.add_argument("--content-type", metavar="TYPE", default="", help=kind)
    parser.add_argument("--kind", choices=get_args(SourceKind), default="feed", help="what it is (default: feed)")
    add_selector(parser, "of a list page: what finds its links")
    parser.add_argument("--json", "--jsonl", action="store_true", help="one JSON object for each document")


def execute(options: argparse.Namespace) -> int:
    """Read every document; 1 if one of them could not be read."""
    return asyncio.run(_read_all(options))


async def _read_all(options: argparse.Namespace) -> int:
    pool, screen, failed = WorkerPool(WorkerLimits(workers=1)), terminal(), False
    try:
        for file in options.files or [STANDARD_INPUT]:
            try:
                record = await _read(pool, read_document(file), options)
            except DocumentError as error:
                lost = (options.kind == "page" or options.selector) and not options.url
                hint = " (without --url ADDRESS, links that are relative lead nowhere)" if lost else ""
                print(f"monitor: {visible(called(file))}: {visible(str(error))}{hint}", file=sys.stderr)
                failed = True
                continue
            if options.json:
                write_json(record)
            else:
                for warning in record["warnings"]:
                    print(f"monitor: {visible(called(file))}: {visible(warning)}", file=sys.stderr)
                for entry in record["entries"]:
                    screen.print(f"{entry['published'] or '-'}  {entry['title']}  {entry['link']}")
    finally:
        await pool.close()
    return 1 if failed else 0


async def _read(pool: WorkerPool, body: bytes, options: argparse.Namespace) -> dict[str, Any]:
    read = await pool.parse_feed(
        body,
        source_id="given",
        url=options.url,
        content_type=options.content_type,
        now=now(),
        kind="page" if options.selector else options.kind,
        selector=options.selector or "",
    )
    return feed_record(read)


def read_document(file: str) -> bytes:
    """The bytes of a file, or of standard input. Raises `DocumentError`."""
    if file == STANDARD_INPUT:
        return standard_input().read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}") from error
