"""`monitor explain`: why an article did or did not alert, from what the pipeline stored."""

from __future__ import annotations

import argparse
import os.path
from pathlib import Path

from rich.console import Console
from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.evidence import print_match
from monitor.cli.inputs import write_json
from monitor.cli.records import match_record
from monitor.collect.seed import read_seed
from monitor.decide.alert import REASONS
from monitor.deliver.text import clean
from monitor.errors import MonitorError
from monitor.model import Article, Match, Story, Verdict
from monitor.replay import judge
from monitor.settings.snapshot import Snapshot
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What to explain."""
    parser.add_argument(
        "wanted", metavar="ARTICLE", help="a file, an article's id, or its address as an alert shows it"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def execute(options: argparse.Namespace) -> int:
    """Print the stored evidence; a file is judged now, by the same functions."""
    snapshot = snapshot_of(options)
    if os.path.isfile(options.wanted):  # noqa: PTH113  `Path.is_file` raises for long addresses (Python 3.11)
        judged = judge(read_seed(Path(options.wanted), now()).article, snapshot, thorough=True)
        _tell(options, snapshot, judged.article, judged.matches, None, ())
        return 0
    store = open_store(snapshot.runtime.database)
    try:
        stored = store.find_article(options.wanted)
    finally:
        store.close()
    if stored is None:
        raise MonitorError(f"{options.wanted}: no such article in the store, and no such file")
    _tell(options, snapshot, stored.article, stored.matches, stored.story, stored.verdicts)
    return 0


def _tell(
    options: argparse.Namespace,
    snapshot: Snapshot,
    article: Article,
    matches: tuple[Match, ...],
    story: Story | None,
    verdicts: tuple[Verdict, ...],
) -> None:
    if options.json:
        write_json(
            {
                "id": article.id,
                "title": article.title,
                "url": article.url,
                "method": article.method,
                "matches": [match_record(match) for match in matches],
                "story": story.id if story else None,
                "verdicts": [
                    {"profile": one.profile, "action": one.action, "reason": one.reason, "channels": list(one.channels)}
                    for one in verdicts
                ],
            }
        )
        return
    _print(terminal(), snapshot, article, matches, story, verdicts)


def _print(
    screen: Console,
    snapshot: Snapshot,
    article: Article,
    matches: tuple[Match, ...],
    story: Story | None,
    verdicts: tuple[Verdict, ...],
) -> None:
    screen.print(Text(clean(article.title), style="bold"))
    screen.print(Text(f"  {article.id}  {article.url}  read from: {article.method}", style="dim"))
    if not matches:
        screen.print("  no profile watches anything that it names")
    for match in matches:
        profile = snapshot.profiles.get(match.profile)
        # what is stored may come from an earlier version of the profile, whose thresholds nobody knows
        print_match(screen, match, profile if profile and profile.version == match.version else None)
        for verdict in verdicts:
            if verdict.profile == match.profile:
                screen.print(Text(f"    → {verdict.action}: {REASONS.get(verdict.reason, verdict.reason)}"))
    if story is not None:
        others = ", ".join(member.outlet for member in story.members if member.article_id != article.id)
        screen.print(Text(f"  story {story.id}" + (f", also told by {others}" if others else "")))
