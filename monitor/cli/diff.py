"""`monitor diff`: the alerts that an edit of the configuration gains and loses, over the articles that are stored."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.look_back import READ, add_look_back, headline, look_back, rereading, score
from monitor.cli.named import named_profile
from monitor.cli.progress import plural
from monitor.cli.records import match_record
from monitor.cli.since import USUAL
from monitor.deliver.text import clean
from monitor.diff import Change, ProfileDiff, State, diff
from monitor.hindsight import Moment
from monitor.reread import Rereading, reader
from monitor.settings.profiles import files_by_id
from monitor.settings.since import instant_of
from monitor.settings.snapshot import Snapshot

#: stories of each kind, and reasons of each story, as many as are shown
_STORIES, _REASONS = 8, 4
#: what is said of a story stands beneath its headline
_INDENT = " " * 17
_WORDS: dict[State, str] = {
    "running": "as it judged last",
    "edited": "edited",
    "new": "new: nothing that it judged is stored",
    "paused": "paused",
    "removed": "its file is gone",
}


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Which profiles, and how far back."""
    parser.add_argument("profiles", metavar="PROFILE", nargs="*", help="ids of profiles; none: all")
    add_look_back(parser)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared, and how."""

    since: datetime
    reread: Rereading
    profiles: tuple[ProfileDiff, ...]


def execute(options: argparse.Namespace) -> int:
    """Compare and print; nothing is stored. Always 0: a difference is no failure."""
    snapshot = snapshot_of(options)
    compared = compare(snapshot, options.profiles, since=options.since, reread=options.reread)
    if options.json:
        write_json(diff_record(compared))
    else:
        print_diff(terminal(), compared, snapshot)
    return 0


def compare(
    snapshot: Snapshot, names: Sequence[str] = (), *, since: datetime | None = None, reread: bool | None = None
) -> Compared:
    """Compare profiles by id, without any all of them and those that are gone. Raises `ConfigError` for one that is
    not there, and `StoreError`."""
    wanted = list(dict.fromkeys(names)) or list(snapshot.profiles)
    profiles = [named_profile(name, snapshot) for name in wanted]
    # one whose file is broken is neither there nor gone
    files = files_by_id(snapshot.home.profiles)
    how = rereading(reread, profiles, snapshot)
    begins = since or instant_of(USUAL, now())
    judge = partial(
        diff,
        snapshot=snapshot,
        wanted=wanted,
        read=reader(how, profiles, snapshot),
        removed=lambda name: not names and name not in files,
    )
    return Compared(since=begins, reread=how, profiles=look_back(begins, snapshot, judge))


def print_diff(screen: Console, compared: Compared, snapshot: Snapshot) -> None:
    """A paragraph for each profile, and a line for all."""
    for one in compared.profiles:
        _print(screen, one, _zone(snapshot, one))
    changed = sum(bool(one.gained or one.lost or one.moved) for one in compared.profiles)
    screen.print(
        f"{plural(len(compared.profiles), 'profile')} compared over the articles stored since "
        f"{compared.since:%Y-%m-%d %H:%M} UTC, {READ[compared.reread]}: "
        + (f"{changed} would tell something else, or at another hour" if changed else "nothing else would be told")
    )


def diff_record(compared: Compared) -> dict[str, Any]:
    """All of it, for scripts."""
    return {
        "since": compared.since.isoformat(),
        "reread": compared.reread,
        "profiles": [_record(one) for one in compared.profiles],
    }


def _zone(snapshot: Snapshot, one: ProfileDiff) -> str:
    profile = snapshot.profiles.get(one.id)
    return profile.alert.timezone if profile else "UTC"


def _print(screen: Console, one: ProfileDiff, zone: str) -> None:
    head = Text(clean(one.name), style="bold").append(f"  ({one.id}, {_WORDS[one.state]})  ", style="not bold dim")
    head.append(f"+{len(one.gained)}", style="not bold green" if one.gained else "not bold dim").append(" ")
    head.append(f"−{len(one.lost)}", style="not bold red" if one.lost else "not bold dim")
    kept = plural(one.kept - len(one.moved), "story", "stories")
    moved = f", {len(one.moved)} at another hour" if one.moved else ""
    screen.print(head.append(f"  {kept} as before{moved}", style="not bold dim"))
    _print_changes(screen, "+", "green", one.gained, zone)
    if one.older and one.first_match:
        came = f"{one.older} of these came before {one.first_match:%Y-%m-%d %H:%M} UTC, when it first kept an article"
        screen.print(Text(f"      {came}: it may not have been there yet", style="dim"))
    _print_changes(screen, "−", "red", one.lost, zone)
    _print_changes(screen, "~", "yellow", one.moved, zone)


def _print_changes(screen: Console, sign: str, style: str, changes: tuple[Change, ...], zone: str) -> None:
    for change in changes[:_STORIES]:
        line = Text("  ").append(f"{sign} ", style=style).append_text(score(change.before)).append(" → ", style="dim")
        screen.print(line.append_text(score(change.after)).append("  ").append_text(headline(change.member, zone)))
        screen.print(Text(f"{_INDENT}{_when(change, zone)}", style="dim"))
        for reason in change.why[:_REASONS]:
            screen.print(Text(f"{_INDENT}{reason}", style="dim"))
        if len(change.why) > _REASONS:
            screen.print(Text(f"{_INDENT}… and {len(change.why) - _REASONS} more reasons", style="dim"))
    if len(changes) > _STORIES:
        screen.print(Text(f"  {sign} … and {len(changes) - _STORIES} more (--json has all)", style=style))


def _when(change: Change, zone: str) -> str:
    """When its story was told, or would have been, or both."""
    then, now = (_moment(one, zone) for one in (change.told_then, change.told_now))
    if then and now:
        return f"told {then}; would have been told {now}"
    return f"would have been told {now}" if now else f"told {then or 'before these articles'}"


def _moment(one: Moment | None, zone: str) -> str:
    return f"{one.how}, {one.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}" if one else ""


def _record(one: ProfileDiff) -> dict[str, Any]:
    return {
        "profile": one.id,
        "name": one.name,
        "state": one.state,
        "gained": [_change(change) for change in one.gained],
        "lost": [_change(change) for change in one.lost],
        "kept": one.kept,
        "moved": [_change(change) for change in one.moved],
        "older": one.older,
        "first_match": one.first_match.isoformat() if one.first_match else None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "story": change.story,
        "article": change.member.article_id,
        "title": change.member.title,
        "url": change.member.url,
        "outlet": change.member.outlet,
        "published": change.member.published.isoformat(),
        "before": _side(change.before),
        "after": _side(change.after),
        "why": list(change.why),
        "told_then": _told(change.told_then),
        "told_now": _told(change.told_now),
    }


def _told(one: Moment | None) -> dict[str, str] | None:
    return {"at": one.at.isoformat(), "how": one.how} if one else None


def _side(found: Any) -> dict[str, Any] | None:
    return match_record(found) | {"version": found.version} if found else None
