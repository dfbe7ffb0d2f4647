"""`monitor people`: who is known to the bots, codes that let somebody in, and who is known no more."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import get_args

from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.decide.delivery import Telegram
from monitor.deliver.text import inline
from monitor.errors import ConfigError, Fault
from monitor.model import Role
from monitor.people import acts
from monitor.people.codes import shown
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest, quoted
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of three verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="list|invite|remove", required=True)
    listing = verbs.add_parser("list", help="who is known, and what they may")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    inviting = verbs.add_parser("invite", help="a code for one person, or for the chat of a channel that has none")
    inviting.add_argument("--role", choices=get_args(Role), default="reader", help="what they may (reader)")
    inviting.add_argument(
        "--channel", metavar="NAME", help="whose messages are theirs to answer; where there are several"
    )
    removing = verbs.add_parser("remove", help="somebody is known no more")
    removing.add_argument("number", type=int, help="as `monitor people list` shows it")
    removing.add_argument("--channel", metavar="NAME", help="of which channel; where there are several")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; a daemon that runs heeds it at the next word."""
    snapshot = snapshot_of(options)
    with closing(open_store(snapshot.runtime.database)) as store:
        if options.verb == "list":
            _list(store, as_json=options.json)
        elif options.verb == "invite":
            _invite(store, _channel(snapshot, options.channel), options.role)
        else:
            person = acts.remove(store, _channel(snapshot, options.channel).name, options.number)
            terminal().print(Text(f"{person.number} {inline(person.name)} is known to {person.channel} no more"))
    return 0


def _list(store: Store, *, as_json: bool) -> None:
    for person in store.people():
        if as_json:
            record = {"channel": person.channel, "number": person.number, "role": person.role, "name": person.name}
            write_json({**record, "since": person.since.isoformat()})
        else:
            line = f"{person.channel}  {person.number}  {person.role:<6}  since {person.since:%Y-%m-%d}  "
            terminal().print(Text(line + inline(person.name)))
    if not as_json and not store.people():
        terminal().print("nobody is known by a code (`monitor people invite` makes one)")


def _invite(store: Store, channel: Telegram, role: Role) -> None:
    at = now()
    unpaired = channel.chat_id is None and store.chat(channel.name) is None
    code = acts.pairing(store, channel.name, at) if unpaired else acts.invite(store, channel.name, role, at, "owner")
    what = "the chat in which it is written becomes its own" if unpaired else f"for one {role}"
    terminal().print(Text(f"{channel.name}: write /start {shown(code.text)} to its bot ({what})"))
    terminal().print(Text(f"valid until {code.expires:%Y-%m-%d %H:%M} UTC, once", style="dim"))


def _channel(snapshot: Snapshot, name: str | None) -> Telegram:
    """The one that is named, or the only one. Raises `ConfigError`."""
    known = {one.name: one for one in snapshot.channels if isinstance(one, Telegram)}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    hint = nearest(name or "", known) or (f"there are: {', '.join(known)}" if known else "`monitor init` sets one up")
    what = f"no Telegram channel {quoted(name)}" if name else "which channel is meant? Say it with --channel"
    raise ConfigError(
        Fault(file="config/channels.yaml", what=what if known else "there is no Telegram channel", hint=hint)
    )
