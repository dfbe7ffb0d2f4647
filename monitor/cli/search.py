"""`monitor search`: what is stored on something, by words, by whom it is about, or by another article."""

from __future__ import annotations

import argparse
import os.path
import re
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.found import print_alike, print_articles, print_stories
from monitor.cli.found_records import alike_record, result_record
from monitor.cli.inputs import given_article
from monitor.cli.json_lines import STANDARD_INPUT, write_json
from monitor.cli.named import named_profile
from monitor.cli.pages import add_allow_private, fetch_pages, is_address, read_answer
from monitor.cli.progress import Live
from monitor.cli.since import instant, tell_end
from monitor.collect.seed import read_seed
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.model import Article
from monitor.search import Alike, Asked, Result, alike, search
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import visible
from monitor.store.sql import open_store
from monitor.upkeep import index_all

#: as many as anybody reads; scripts may ask for more than people
_USUAL, _MOST = 20, 1000
#: articles of a story, on average, that are looked through where stories are asked for
_TO_A_STORY = 10
_LANGUAGE = re.compile(r"[a-z]{2,3}")

_WORDS = (
    "words, or a whole query in quotes: '\"peace treaty\" Baku OR Yerevan -football presid*'; none: all that the"
    " options leave"
)


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The words, and which articles they are looked for in."""
    parser.add_argument("words", metavar="WORDS", nargs="*", help=_WORDS)
    parser.add_argument("--profile", metavar="P", default="", help="what this profile matched")
    parser.add_argument(
        "--actor",
        metavar="ID|NAME",
        action="append",
        default=[],
        help="names this actor, in whatever language",
    )
    parser.add_argument("--topic", metavar="ID", action="append", default=[], help="is about this topic; one of them")
    parser.add_argument(
        "--language", metavar="CODE", action="append", type=_language, default=[], help="in this language; one of them"
    )
    parser.add_argument(
        "--outlet", metavar="NAME|ID", action="append", default=[], help="from this outlet or source; one of them"
    )
    parser.add_argument("--since", metavar="WHEN", type=instant, help="published since: 12h, 7d, 2w, 2026-11-01 (UTC)")
    parser.add_argument("--until", metavar="WHEN", type=instant, help="published before that")
    parser.add_argument("--sort", choices=("newest", "best"), default="newest", help="what comes first")
    parser.add_argument(
        "--limit", metavar="N", type=_limit, default=_USUAL, help=f"so many at most (default: {_USUAL})"
    )
    parser.add_argument("--stories", action="store_true", help="one line a story")
    parser.add_argument(
        "--like", metavar="FILE|URL|-", help="what tells the same as this article, in whatever language: seen before?"
    )
    add_allow_private(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def execute(options: argparse.Namespace) -> int:
    """Print what is found; 0 also where that is nothing."""
    snapshot = snapshot_of(options)
    if options.profile:
        named_profile(options.profile, snapshot)
    if options.since and options.until and options.until <= options.since:
        raise ConfigError(Fault(file="--until", what="that is not after --since", hint="name a later day"))
    if options.since:
        tell_end(options.since, snapshot.runtime)
    article = _given(options, snapshot) if options.like is not None else None
    with closing(open_store(snapshot.runtime.database)) as store:
        with Live() as live:
            index_all(store, live)
        if article is None:
            if not store.counts(now()).articles:
                print("monitor: nothing is stored yet: `monitor run` reads the sources", file=sys.stderr)
            _show(options, search(store, snapshot, _asked(options)), snapshot)
        else:
            _show_alike(options, article, alike(store, snapshot, article, options.limit), snapshot)
    return 0


def _show(options: argparse.Namespace, result: Result, snapshot: Snapshot) -> None:
    for word in result.query.ignored:
        print(f"monitor: {visible(word)}: nothing that could be looked for; passed over", file=sys.stderr)
    if options.json:
        write_json(result_record(result, snapshot, options.limit, stories=options.stories))
    elif options.stories:
        print_stories(terminal(), result, snapshot, options.limit)
    else:
        print_articles(terminal(), result, snapshot)


def _show_alike(options: argparse.Namespace, article: Article, found: Sequence[Alike], snapshot: Snapshot) -> None:
    if options.json:
        write_json(alike_record(article, found, snapshot))
    else:
        print_alike(terminal(), article, found, snapshot)


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(
        words=" ".join(options.words),
        profile=options.profile,
        actors=tuple(options.actor),
        topics=tuple(options.topic),
        languages=tuple(options.language),
        outlets=tuple(options.outlet),
        since=options.since,
        until=options.until,
        best=options.sort == "best",
        limit=options.limit * (_TO_A_STORY if options.stories else 1),
    )


def _given(options: argparse.Namespace, snapshot: Snapshot) -> Article:
    """The article that is to be known again. Raises `ConfigError` where words stand beside it, unheeded."""
    wanted: str = options.like
    if options.words or any((options.profile, options.actor, options.topic, options.language, options.outlet)):
        what = "looks for what tells the same as one article, by itself"
        raise ConfigError(Fault(file="--like", what=what, hint="leave words and filters out"))
    if wanted == STANDARD_INPUT:
        return given_article()
    if os.path.isfile(wanted):  # noqa: PTH113  `Path.is_file` raises for long addresses (Python 3.11)
        return read_seed(Path(wanted), now()).article
    if not is_address(wanted):
        raise MonitorError(f"{wanted}: there is no such file, and it is no address")
    with closing(open_store(snapshot.runtime.database)) as store:
        if stored := store.find_article(wanted):
            return stored.article
    answers = fetch_pages([wanted], snapshot.runtime, allow_private=options.allow_private)
    return read_answer(wanted, answers[wanted]).article


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError(f"{text!r} is no code of a language (vi, en, az …)")
    return text.lower()


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= _MOST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {_MOST}")
    return int(text)
