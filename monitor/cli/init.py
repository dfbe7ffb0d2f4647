"""`monitor init`: a starter home, and on a terminal the way to a first message."""

from __future__ import annotations

import argparse
import os
import sys

from monitor.cli.progress import plural
from monitor.errors import DeliveryError
from monitor.settings.home import Home, find_home, furnish
from monitor.settings.schema_files import write_schemas


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What a script says in place of answers; the folder is the home."""
    parser.add_argument("--no-input", action="store_true", help="ask nothing: only the starter files")
    parser.add_argument("--telegram", action="store_true", help="set up telegram/me without questions")
    parser.add_argument("--token-file", metavar="FILE", help="with --telegram: a file that holds the bot's token")
    parser.add_argument("--chat-id", metavar="NUMBER", help="with --telegram: the chat, for instance -1001234567890")
    parser.add_argument("--api-url", help=argparse.SUPPRESS)


def execute(options: argparse.Namespace) -> int:
    """Copy what is missing, then ask; nothing is overwritten but the schemas for editors, which nobody edits."""
    home = find_home(options.home, os.environ, new=True)
    made = furnish(home)
    write_schemas(home)
    for path in made:
        print(f"monitor: {path.relative_to(home.path)}", file=sys.stderr)
    told = f"{plural(len(made), 'file')} written to" if made else "everything is there already in"
    print(f"monitor: {told} {home.path}", file=sys.stderr)
    try:
        status = _channels(home, options)
    except KeyboardInterrupt:
        again = _called("init", options)
        print(f"\nmonitor: channels that were set up are kept; {again} asks for the rest again", file=sys.stderr)
        raise
    print(f"monitor: {_called('run', options)} starts the watch", file=sys.stderr)
    return status


def _channels(home: Home, options: argparse.Namespace) -> int:
    if options.telegram:
        from monitor.cli import walk, walk_telegram
        from monitor.cli.walked import Step, failed
        from monitor.settings.put_channel import tell_on, told_nowhere_else

        try:
            name = walk_telegram.written(Step(home=home, api_url=options.api_url), options)
        except DeliveryError as error:
            failed(error)
            return 1
        tell_on(told_nowhere_else(home), [name])
        return 0 if walk.greet(home, [name]) else 1
    if not options.no_input and sys.stdin.isatty() and sys.stdout.isatty():
        from monitor.cli.walk import walk as asked  # with it come the libraries of Telegram and SMTP

        asked(home, options.api_url)
    return 0


def _called(command: str, options: argparse.Namespace) -> str:
    return f"`monitor --home {options.home} {command}`" if options.home else f"`monitor {command}`"
