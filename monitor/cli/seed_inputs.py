"""What `monitor draft` is given: files and addresses -> readings of seeds that lie in `seeds/`.

A file from elsewhere is copied there and a page is kept there, because a profile names its seeds by their names in that
folder. What is no part of an article is left out, and told.
"""

from __future__ import annotations

import argparse
import os
import os.path
import re
import sys
from dataclasses import replace
from pathlib import Path

from monitor.cli.context import now
from monitor.cli.draft_deliver import writes
from monitor.cli.failures import tell
from monitor.cli.pages import add_allow_private, fetch_pages, is_address, read_answer
from monitor.cli.progress import Live, plural
from monitor.collect.forms.form import form_of
from monitor.collect.keep import keep_article, keep_copy, kept_from, listable, name_of_copy
from monitor.collect.seed import SeedReading, read_file, read_seed
from monitor.collect.urls import clean_link
from monitor.deliver.text import clean
from monitor.errors import DocumentError, FetchError, MonitorError
from monitor.model import Fetched
from monitor.settings.document import shown
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.secrets import Keyring
from monitor.settings.stamps import is_guide
from monitor.settings.wording import visible

#: lines that were left out, and characters of each, as shown
_LINES, _SHOWN = 3, 72
#: an address as people write it by hand
_NO_SCHEME = re.compile(r"(?i)(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)\S+$")


def add_seeds(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that reads seeds; `--print` and `--force` are the command's own."""
    what = "articles: files (text, Markdown, HTML, PDF) or addresses, for instance seeds/*.txt"
    parser.add_argument("seeds", metavar="SEED", nargs="+", help=what)
    add_allow_private(parser)


def read_inputs(options: argparse.Namespace, home: Home) -> tuple[list[SeedReading], int]:
    """Read every seed; one that fails is named on standard error and does not stop the others.

    Returns what could be read, in the order of asking, and the exit status that the others lead to.
    """
    addresses = [one for one in dict.fromkeys(options.seeds) if is_address(one)]
    wanted = [one for one in addresses if options.force or not kept_from(home.seeds, one)]
    runtime = load_runtime(home, keyring=Keyring(os.environ, home.path))
    answers = fetch_pages(wanted, runtime, allow_private=options.allow_private) if wanted else {}
    readings: dict[str, SeedReading] = {}
    status = 0
    with Live() as live:
        if any(form_of(one, b"") != "text" for one in options.seeds):  # a parser in a worker takes its time
            live.begin(f"Reading {plural(len(options.seeds), 'seed')}", len(options.seeds))
        for one in dict.fromkeys(options.seeds):
            live.step(one)
            try:
                reading = _seed(one, answers.get(one), home, options)
            except MonitorError as error:
                status = max(status, tell(error))
                continue
            if reading and reading.name not in readings:  # one may be named twice, as itself and as what it came from
                readings[reading.name] = reading
                _tell_left_out(reading.name, reading.left_out, whole=options.verbose)
    return list(readings.values()), status


def _seed(
    word: str, answer: Fetched | FetchError | None, home: Home, options: argparse.Namespace
) -> SeedReading | None:
    """What was asked for; None for the guide that lies in `seeds/` with the seeds."""
    if is_address(word):
        return _page(word, answer, home, options)
    path = Path(word)
    if is_guide(path.name) and _lies_in(path, home.seeds):
        print(f"monitor: {visible(word)}: says what may lie there, and is passed over", file=sys.stderr)
        return None
    if _NO_SCHEME.match(word) and not os.path.lexists(word):
        raise DocumentError(f"{word}: no such file (an address begins with https://)")
    return _file(path, home, options)


def _page(url: str, answer: Fetched | FetchError | None, home: Home, options: argparse.Namespace) -> SeedReading:
    kept = None if options.force else kept_from(home.seeds, url)
    if kept is None and isinstance(answer, Fetched) and not options.force:
        kept = kept_from(home.seeds, answer.url)  # another address led there
    if kept is not None:
        print(
            f"monitor: {visible(shown(kept))}: kept from this address already (--force fetches it again)",
            file=sys.stderr,
        )
        return read_seed(kept, now())
    if answer is None:
        raise DocumentError(f"{url}: its file in seeds/ is gone")
    reading = read_answer(url, answer)
    if not writes(options):
        return reading
    path = keep_article(reading.article, home.seeds, asked=clean_link("", url), force=options.force)
    print(f"monitor: {shown(path)}: written, from {url}", file=sys.stderr)
    return replace(reading, name=path.name)


def _file(path: Path, home: Home, options: argparse.Namespace) -> SeedReading:
    lies_there = _lies_in(path, home.seeds)
    if lies_there:
        listable(path)
    reading, raw = read_file(path, now())
    if lies_there:
        return reading
    if not writes(options):
        return replace(reading, name=name_of_copy(path.name))
    copy = home.seeds / name_of_copy(path.name)
    there = copy.exists()
    copy = keep_copy(raw, path.name, home.seeds, force=options.force)
    if not there:
        print(f"monitor: {shown(copy)}: written, a copy of {visible(str(path))}", file=sys.stderr)
    return replace(reading, name=copy.name)


def _lies_in(path: Path, folder: Path) -> bool:
    return os.path.realpath(path.parent) == os.path.realpath(folder)  # `Path.resolve` raises for links in a circle


def _tell_left_out(name: str, left_out: tuple[str, ...], *, whole: bool) -> None:
    if left_out:
        many = "1 line is" if len(left_out) == 1 else f"{len(left_out)} lines are"
        print(f"monitor: {visible(name)}: {many} no part of the article and left out:", file=sys.stderr)
        for line in left_out if whole else left_out[:_LINES]:
            print(f"    {clean(line) if whole else clean(line)[:_SHOWN]}", file=sys.stderr)
        if len(left_out) > _LINES and not whole:
            print(f"    … and {len(left_out) - _LINES} more (--verbose shows all)", file=sys.stderr)
