"""`monitor mute`: be told nothing of a story, an actor, an outlet or a profile for a time."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import get_args

from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.mute_record import mute_record
from monitor.cli.named import named_profile
from monitor.cli.reader import reader
from monitor.deliver.text import clean, inline
from monitor.errors import ConfigError, Fault
from monitor.model import MuteKind, MuteRecord
from monitor.muting.acts import begin
from monitor.muting.sayings import ending, subject
from monitor.muting.spans import FOREVER, USUAL, after, on
from monitor.muting.subjects import subject_of
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What, for how long, and for whom."""
    usual = ", ".join(f"{kind} {span.days}d" for kind, span in USUAL.items())
    kinds = get_args(MuteKind)
    parser.add_argument("kind", metavar="WHAT", choices=kinds, help=f"what is muted: {', '.join(kinds)}")
    parser.add_argument(
        "wanted",
        metavar="WHICH",
        nargs="+",
        help="a story: the code of an alert or of a line of a digest, or an article's id or address; "
        "else its id or name",
    )
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--for", dest="span", metavar="SPAN", default="", help=f"2h, 7d or {FOREVER} (default: {usual})")
    end.add_argument("--until", metavar="WHEN", default="", help="a day such as 2026-11-30, or 2026-11-30T08:00 (UTC)")
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--profile", metavar="ID", default="", help="only for this profile (default: for all)")
    whom.add_argument("--all-profiles", action="store_true", help="a story named by a code: not only for its profile")
    parser.add_argument("--note", metavar="TEXT", default="", help="why, in your own words")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def execute(options: argparse.Namespace) -> int:
    """Keep it; a daemon that runs heeds it from its next article on."""
    if options.kind == "profile" and options.profile:
        what = "a profile is muted with all that it would tell"
        raise ConfigError(Fault(file="--profile", what=what, hint="leave it out"))
    snapshot, at = snapshot_of(options), now()
    if options.profile:
        named_profile(options.profile, snapshot)
    until = on(options.until, at) if options.until else after(options.span, options.kind, at)
    with closing(open_store(snapshot.runtime.database)) as store:
        meant = subject_of(options.kind, clean(" ".join(options.wanted)), store=store, snapshot=snapshot)
        profile = options.profile or ("" if options.all_profiles else meant.profile)
        minor, note = snapshot.lexicon.minor, clean(options.note)
        made = begin(store, meant, until, reader(), at, minor=minor, profile=profile, note=note)
    if options.json:
        write_json(mute_record(MuteRecord(mute=made), at))
    else:
        terminal().print(Text(f"{made.id} · {inline(subject(made))} · muted {ending(made, at)}"))
    return 0
