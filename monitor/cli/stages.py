"""`monitor analyse`, `match` and `group`: one stage alone, on files or JSON lines."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rich.text import Text

from monitor.cli.context import home_of, now, snapshot_of, terminal
from monitor.cli.evidence import print_match
from monitor.cli.failures import tell
from monitor.cli.inputs import add_inputs, read_articles
from monitor.cli.json_lines import write_json
from monitor.cli.records import analysis_record, match_record
from monitor.comprehend.analyse import analyse
from monitor.errors import MonitorError
from monitor.model import Article
from monitor.replay import Grouping, judge
from monitor.settings.snapshot import load_lexicon


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """All three read articles."""
    add_inputs(parser)


def execute(options: argparse.Namespace) -> int:
    """Run the stage over every article, in order; one that cannot be read is named and passed over."""
    status = 0
    if options.command == "group":
        return _group(options)
    stage = {"analyse": _analyse, "match": _match}[options.command](options)
    for article in read_articles(options):
        if isinstance(article, MonitorError):
            status = max(status, tell(article))
        else:
            stage(article)
    return status


def _analyse(options: argparse.Namespace) -> Callable[[Article], None]:
    lexicon = load_lexicon(home_of(options, furnished=False))
    screen = terminal()

    def one(article: Article) -> None:
        record = analysis_record(article.id, analyse(article, lexicon), lexicon)
        if options.json or options.jsonl:
            write_json(record)
            return
        screen.print(Text(article.id, style="bold").append(f" · {record['language']}", style="not bold"))
        for actor in record["actors"]:
            screen.print(f"  {actor['count']:>3}×  {actor['id']}  ({', '.join(actor['surfaces'])})")
        for topic in record["topics"]:
            screen.print(f"  {topic['count']:>3}×  {topic['id']}  ({', '.join(topic['surfaces'])})")

    return one


def _match(options: argparse.Namespace) -> Callable[[Article], None]:
    snapshot = snapshot_of(options)
    screen = terminal()

    def one(article: Article) -> None:
        judged = judge(article, snapshot)
        if options.json or options.jsonl:
            write_json({"id": article.id, "matches": [match_record(found) for found in judged.matches]})
            return
        screen.print(Text(article.id, style="bold"))
        for found in judged.matches:
            print_match(screen, found, snapshot.profiles[found.profile])

    return one


def _group(options: argparse.Namespace) -> int:
    """Say at the end which story each article is in: until then, another one may change it."""
    lexicon = load_lexicon(home_of(options, furnished=False))
    # one instant for all: what nobody dates tells no two articles apart
    grouping, screen, arrived, status = Grouping(), terminal(), now(), 0
    for article in read_articles(options):
        if isinstance(article, MonitorError):
            status = max(status, tell(article))
        else:
            grouping.add(article, analyse(article, lexicon), arrived)
    for name, story in grouping.stories().items():
        if options.json or options.jsonl:
            write_json({"id": name, "story": story.id})
        else:
            screen.print(f"{story.id}  {name}")
    return status
