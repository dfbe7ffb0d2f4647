"""`monitor mutes`: what is muted, until when, and what was held back for it."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime

from rich.text import Text

from monitor.cli.context import home_of, now, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.mute_record import mute_record
from monitor.decide.mute import in_force, stands
from monitor.deliver.telling import mutes_in_words
from monitor.deliver.text import inline
from monitor.errors import ConfigError, Fault
from monitor.model import HeldBack, MuteRecord
from monitor.muting.acts import LISTED
from monitor.muting.sayings import line
from monitor.ports import Store
from monitor.settings.runtime import load_runtime
from monitor.settings.wording import quoted
from monitor.store.sql import open_store

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """How many of them, or of one what it held back."""
    parser.add_argument("--all", action="store_true", help=f"also those that ended more than {LISTED.days} days ago")
    parser.add_argument("--held-back", metavar="ID", help="what this mute held back, an article a line")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; the daemon may be running or not."""
    at = now()
    with closing(open_store(load_runtime(home_of(options)).database)) as store:
        records = store.mute_records(at, _EVER if options.all or options.held_back else at - LISTED)
        if options.held_back:
            _print_held_back(_held_back(store, options.held_back, records), as_json=options.json)
        elif options.json:
            for record in records:
                write_json(mute_record(record, at))
        else:
            _print(records, at)
    return 0


def _print(records: tuple[MuteRecord, ...], at: datetime) -> None:
    screen = terminal()
    for record in records:
        screen.print(Text(inline(line(record, at)), style="none" if stands(record.mute, at) else "dim"))
    standing = in_force([one for one in records if stands(one.mute, at)])
    screen.print(mutes_in_words(standing) or "no mute stands")


def _held_back(store: Store, wanted: str, records: tuple[MuteRecord, ...]) -> tuple[HeldBack, ...]:
    if wanted not in {record.mute.id for record in records}:
        hint = "`monitor mutes --all` lists them"
        raise ConfigError(Fault(file=quoted(wanted), what="there is no such mute", hint=hint))
    return store.held_back(wanted)


def _print_held_back(held: tuple[HeldBack, ...], *, as_json: bool) -> None:
    if not held and not as_json:
        terminal().print("nothing was held back")
    for one in held:
        if as_json:
            write_json(
                {
                    "at": one.at.isoformat(),
                    "profile": one.profile,
                    "story": one.story_id,
                    "article": one.article_id,
                    "title": one.title,
                }
            )
        else:
            head = Text(f"{one.at:%Y-%m-%d %H:%M}  {one.article_id}  {one.profile}  ", style="dim")
            terminal().print(head.append(inline(one.title), style="none"))
