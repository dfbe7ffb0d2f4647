"""`monitor feedback`: say whether something was worth telling, or list what readers said."""

from __future__ import annotations

import argparse
from contextlib import closing

from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.named import named_profile
from monitor.cli.progress import plural
from monitor.cli.reader import reader
from monitor.cli.since import add_since
from monitor.control import judge_article
from monitor.decide.code import code_of
from monitor.deliver.text import clean, inline
from monitor.errors import ConfigError, Fault
from monitor.model import Feedback, Opinion
from monitor.ports import Store
from monitor.store.sql import open_store

_MARKS: dict[Opinion, tuple[str, str]] = {"up": ("👍", "green"), "down": ("👎", "red")}


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What is judged, and how; nothing: the list."""
    parser.add_argument(
        "wanted",
        metavar="CODE",
        nargs="?",
        help="the code of an alert or of a line of a digest, or an article's id or address; none: list what was said",
    )
    parser.add_argument("opinion", nargs="?", choices=tuple(_MARKS), help="was it worth telling?")
    parser.add_argument("--note", metavar="TEXT", default="", help="why, in your own words")
    parser.add_argument("--profile", metavar="ID", default="", help="whose affair the article is, or is not")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_since(parser)


def execute(options: argparse.Namespace) -> int:
    """Keep a word, or list what was said; the daemon may be running or not."""
    if options.wanted is not None and not options.opinion:
        raise ConfigError(
            Fault(file=options.wanted, what="was it worth telling?", hint="write `up` or `down` after it")
        )
    snapshot = snapshot_of(options)
    if options.profile:
        named_profile(options.profile, snapshot)
    with closing(open_store(snapshot.runtime.database)) as store:
        said = (
            (_keep(store, options, snapshot.runtime.kept),) if options.wanted is not None else _listed(store, options)
        )
    if options.json:
        for one in said:
            write_json(_record(one))
    elif options.wanted is not None:
        _confirm(said[0])
    else:
        _print(said)
    return 0


def _keep(store: Store, options: argparse.Namespace, kept: str) -> Feedback:
    opinion: Opinion = options.opinion
    return judge_article(
        store, options.wanted, opinion, reader(), now(), profile=options.profile, note=clean(options.note), kept=kept
    )


def _listed(store: Store, options: argparse.Namespace) -> tuple[Feedback, ...]:
    return store.feedback(profile=options.profile or None, since=options.since)


def _confirm(said: Feedback) -> None:
    line = Text(f"{_MARKS[said.opinion][0]} noted for {said.profile}: ")
    terminal().print(line.append(inline(said.title), style="bold"))


def _print(said: tuple[Feedback, ...]) -> None:
    screen = terminal()
    for one in said:
        mark, colour = _MARKS[one.opinion]
        line = Text(f"{mark} {one.opinion:<4} ", style=colour)
        line.append(f"{one.at:%Y-%m-%d %H:%M}  {_code(one)}  {one.profile}  ", style="dim")
        line.append(inline(one.title), style="none")
        line.append(f"  {one.score:.2f}, {inline(one.who)} by {one.way}", style="dim")
        screen.print(line)
        if one.note:
            screen.print(Text(f"        {inline(one.note)}", style="italic"))
    if not said:
        screen.print("nobody has said anything of that time: `monitor feedback CODE up` or `down`")
        return
    up = sum(one.opinion == "up" for one in said)
    screen.print(f"{plural(len(said), 'word')}: {up} 👍, {len(said) - up} 👎")


def _code(said: Feedback) -> str:
    """By what it can be answered again."""
    return code_of(said.profile, said.story_id) if said.story_id else said.article_id


def _record(said: Feedback) -> dict[str, object]:
    return {
        "code": _code(said),
        "profile": said.profile,
        "opinion": said.opinion,
        "title": said.title,
        "article": said.article_id,
        "story": said.story_id,
        "who": said.who,
        "way": said.way,
        "note": said.note,
        "at": said.at.isoformat(),
        "version": said.version,
        "score": said.score,
        "evidence": [
            {"term": one.term, "name": one.name, "points": one.points, "surfaces": list(one.surfaces)}
            for one in said.evidence
        ],
    }
