"""`monitor explain`: why an article did or did not alert, with the words that count marked in its text."""

from __future__ import annotations

import argparse
import os.path
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.evidence import print_finding, told_words
from monitor.cli.highlight import Mark, highlighter, legend, marks_of, weightiest
from monitor.cli.json_lines import write_json
from monitor.cli.pages import add_allow_private, fetch_pages, is_address, read_answer
from monitor.cli.records import explanation_record
from monitor.collect.seed import read_seed
from monitor.collect.urls import canonical
from monitor.deliver.text import clean, inline
from monitor.errors import ConfigError, Fault
from monitor.explain import Explanation, explain_new, explain_stored
from monitor.model import Article, Delivery, Match, Told
from monitor.ports import StoredArticle
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import visible
from monitor.store.sql import open_store

#: rows of the outbox about one story: more than any has
_LETTERS = 1_000
#: sentences that are shown where the whole text is not asked for
_SENTENCES = 6


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What to explain, and how much of it."""
    what = "a file, an article's address or id, or the code of an alert or of a line of a digest"
    parser.add_argument("wanted", metavar="ARTICLE", help=what)
    parser.add_argument("--all", action="store_true", help="also the profiles that watch nothing in it")
    parser.add_argument("--text", action="store_true", help="the whole article, not only the sentences that count")
    parser.add_argument(
        "--now", action="store_true", help="judge a stored article anew, by today's configuration, and say what differs"
    )
    add_allow_private(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def execute(options: argparse.Namespace) -> int:
    """Print what was stored; a file or a page that is not stored is judged now, by the same functions."""
    snapshot = snapshot_of(options)
    found = _explained(options, snapshot)
    if options.json:
        write_json(explanation_record(found, marks_of(found.analysis, _matches(found)), snapshot))
    else:
        _print(terminal(), found, snapshot, whole=options.text)
    return 0


def _explained(options: argparse.Namespace, snapshot: Snapshot) -> Explanation:
    if os.path.isfile(options.wanted):  # noqa: PTH113  `Path.is_file` raises for long addresses (Python 3.11)
        article = read_seed(Path(options.wanted), now()).article
        return explain_new(article, snapshot, now(), everyone=options.all)
    stored, told, diverted = _find(options.wanted, snapshot)
    if stored:
        found = explain_stored(stored, snapshot, anew=options.now, everyone=options.all)
        return replace(found, told=told, diverted=diverted)
    article = _fetched(options, snapshot)
    return explain_new(article, snapshot, now(), everyone=options.all)


def _find(wanted: str, snapshot: Snapshot) -> tuple[StoredArticle | None, Mapping[str, Told], tuple[Delivery, ...]]:
    """By any of its names, an address also as it is written without what follows its reader around; what was told
    of its story, and which messages of it went over a fallback."""
    with closing(open_store(snapshot.runtime.database)) as store:
        found = store.find_article(wanted) or (store.find_article(canonical(wanted)) if is_address(wanted) else None)
        if found is None or found.story is None:
            return found, {}, ()
        letters = store.letters(_LETTERS, subjects=[found.story.id])
        diverted = tuple(one.delivery for one in letters if one.delivery.instead and one.delivery.part == 1)
        return found, store.told(found.story.id), diverted


def _fetched(options: argparse.Namespace, snapshot: Snapshot) -> Article:
    if not is_address(options.wanted):
        what = "nothing stored has this id or code, and there is no such file"
        raise ConfigError(Fault(file=options.wanted, what=what, hint=snapshot.runtime.kept))
    print(
        f"monitor: {visible(options.wanted)}: not stored; it is fetched and judged now, nothing is kept",
        file=sys.stderr,
    )
    url = options.wanted
    answers = fetch_pages([url], snapshot.runtime, allow_private=options.allow_private)
    return read_answer(url, answers[url]).article


def _matches(found: Explanation) -> tuple[Match, ...]:
    return tuple(finding.match for finding in found.findings if finding.match)


# ---------------------------------------------------------------- the terminal


def _print(screen: Console, found: Explanation, snapshot: Snapshot, *, whole: bool) -> None:
    article, analysis = found.article, found.analysis
    marks = marks_of(analysis, _matches(found))
    draw = highlighter(screen, article.document, marks, analysis.language)
    title = draw(0, len(article.title))
    title.stylize("bold")
    screen.print(title)
    facts = (article.id, article.url, analysis.language, f"read from: {article.method}")
    screen.print(Text("  " + "  ".join(filter(None, map(clean, facts))), style="dim"))
    if article.unread:
        screen.print(Text(f"  its page could not be read: {clean(article.unread)}", style="yellow"))
    if not found.findings:
        screen.print("  no profile watches anything that it names")
    for finding in found.findings:
        profile = snapshot.profiles.get(finding.profile)
        print_finding(screen, finding, profile, stored=found.stored, routing=snapshot.routing)
        if told := found.told.get(finding.profile):
            screen.print(Text(f"      {told_words(told, finding, profile)}", style="dim"))
        for one in found.diverted:
            if one.profile == finding.profile and one.instead:
                screen.print(
                    Text(f"      {visible(one.channel)} instead of {visible(one.instead.channel)}", style="dim")
                )
    if found.story is not None:
        others = dict.fromkeys(inline(one.outlet) for one in found.story.members if one.article_id != article.id)
        screen.print(f"  story {found.story.id}" + (f", also told by {', '.join(others)}" if others else ""))
    _print_text(screen, found, marks, draw, whole=whole)


def _print_text(
    screen: Console, found: Explanation, marks: Sequence[Mark], draw: Callable[[int, int], Text], *, whole: bool
) -> None:
    document, body = found.article.document, found.analysis.title_end
    if whole:
        screen.print(Text("\n  ").append_text(legend(screen, document)))
        at = body
        for line in document[body:].split("\n"):
            if line.strip():
                screen.print(Text("    ").append_text(draw(at, at + len(line))))
            at += len(line) + 1
        return
    sentences = [(start, end) for start, end in found.analysis.sentences if start > body]
    shown = weightiest(sentences, marks, _SENTENCES)
    if not shown:
        return
    screen.print(Text("\n  ").append_text(legend(screen, document)))
    for start, end in shown:
        screen.print(Text("    ").append_text(draw(start, end)))
    if more := len(weightiest(sentences, marks, len(sentences))) - len(shown):
        screen.print(Text(f"    … and {more} more with words that count (--text shows all)", style="dim"))
