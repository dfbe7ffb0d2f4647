"""`monitor unmute`: end mutes before their time."""

from __future__ import annotations

import argparse
from contextlib import closing

from rich.text import Text

from monitor.cli.context import home_of, now, terminal
from monitor.cli.failures import tell
from monitor.deliver.text import inline
from monitor.errors import ConfigError
from monitor.muting.acts import end
from monitor.muting.sayings import ending, subject
from monitor.settings.runtime import load_runtime
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Which."""
    parser.add_argument(
        "wanted", metavar="ID", nargs="+", help="as `monitor mutes` numbers them; or what is muted, by id, name or code"
    )


def execute(options: argparse.Namespace) -> int:
    """0 when all of them were there."""
    status = 0
    with closing(open_store(load_runtime(home_of(options)).database)) as store:
        for wanted in options.wanted:
            at = now()
            try:
                ended = end(store, wanted, at)
            except ConfigError as unknown:
                status = max(status, tell(unknown))
                continue
            for one in ended:
                terminal().print(Text(f"{one.id} · {inline(subject(one))} · {ending(one, at)}"))
    return status
