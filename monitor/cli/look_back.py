"""What `backtest` and `diff` share: the stored articles since a day, with progress, and how an article is shown."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from rich.text import Text

from monitor.cli.evidence import COLOURS
from monitor.cli.progress import Live
from monitor.cli.since import add_since, tell_end
from monitor.decide.profile import Profile
from monitor.deliver.text import cap, clean, inline, isolated
from monitor.model import Match, Member
from monitor.ports import Archived, Progress
from monitor.reread import Rereading, needed
from monitor.settings.snapshot import Snapshot
from monitor.store.sql import open_store

#: UTF-16 units of a headline
_HEADLINE = 120
#: how the articles were read, in words
READ: dict[Rereading, str] = {
    "none": "as they were read when they came",
    "terms": "those older than your own phrases and topics read again where these stand in them",
    "actors": "those older than your own actors read again",
    "all": "all read again",
}
_Found = TypeVar("_Found")


def add_look_back(parser: argparse.ArgumentParser) -> None:
    """The arguments of both."""
    add_since(parser)
    parser.add_argument(
        "--reread",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="read every stored text again, or none; usually those where phrases, actors or topics of your own matter",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def rereading(wanted: bool | None, profiles: Iterable[Profile], snapshot: Snapshot) -> Rereading:
    """What is asked for, else what these profiles need."""
    if wanted is None:
        return needed(profiles, snapshot)
    return "all" if wanted else "none"


def look_back(since: datetime, snapshot: Snapshot, judge: Callable[[Iterator[Archived], Progress], _Found]) -> _Found:
    """Let `judge` walk through the stored articles. Raises `StoreError`."""
    tell_end(since, snapshot.runtime)
    with closing(open_store(snapshot.runtime.database)) as store, Live() as live:
        live.begin("Judging stored articles", store.articles_read(since))
        return judge(store.archive(since), live)


def headline(member: Member, zone: str) -> Text:
    """Title, outlet and day of an article, each within its own direction."""
    title = isolated(cap(clean(member.title), _HEADLINE), "ltr")
    day = f"{member.published.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
    return Text(title).append(f"  {inline(member.outlet)}, {day}", style="dim")


def score(found: Match | None) -> Text:
    """The score in the colour of its decision; a dash where there is none."""
    return Text(f"{found.score:.2f}", style=COLOURS[found.decision]) if found else Text("  – ", style="dim")
