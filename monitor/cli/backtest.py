"""`monitor backtest`: what a profile would have matched and told, over the articles that are stored."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from monitor.backtest import Backtest, Look, ToldStory, backtest
from monitor.cli.charts import Bar, draw
from monitor.cli.context import snapshot_of, terminal
from monitor.cli.evidence import COLOURS
from monitor.cli.json_lines import write_json
from monitor.cli.look_back import READ, add_look_back, headline, look_back, rereading, score
from monitor.cli.named import named_profile
from monitor.cli.progress import plural
from monitor.cli.records import match_record
from monitor.decide.profile import Profile
from monitor.deliver.telling import reason_in_words
from monitor.deliver.text import clean
from monitor.errors import ConfigError, Fault
from monitor.model import Decision
from monitor.reread import Rereading, reader
from monitor.settings.snapshot import Snapshot, with_file

#: headlines of the best stories, articles on each side of the threshold, outlets, the latest days: as are shown
_BEST, _AROUND, _OUTLETS, _DAYS = 8, 4, 20, 31


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The profile, or a file that is to become one."""
    parser.add_argument("profile", metavar="PROFILE", nargs="?", help="id of a profile: its file's name without .yaml")
    parser.add_argument("--file", metavar="YAML", type=Path, help="a profile that is not in config/profiles/ (yet)")
    add_look_back(parser)


def execute(options: argparse.Namespace) -> int:
    """Judge and print; nothing is stored."""
    profile, snapshot = _wanted(options)
    reread = rereading(options.reread, [profile], snapshot)
    read = reader(reread, [profile], snapshot)
    found = look_back(options.since, snapshot, partial(backtest, profile=profile, snapshot=snapshot, read=read))
    if options.json:
        write_json(_record(found, options, reread=reread))
        return 0
    if not profile.enabled:
        print(f"monitor: {profile.id}: paused (`enabled: false`); judged as if it were not", file=sys.stderr)
    _print(terminal(), found, options, reread=reread)
    return 0


def _wanted(options: argparse.Namespace) -> tuple[Profile, Snapshot]:
    snapshot = snapshot_of(options)
    if options.file:
        snapshot = with_file(snapshot, options.file)
        return snapshot.profiles[options.file.stem], snapshot
    if not options.profile:
        raise ConfigError(Fault(file="monitor backtest", what="no profile is named", hint="name one, or --file YAML"))
    return named_profile(options.profile, snapshot), snapshot


# ---------------------------------------------------------------- the terminal


def _print(screen: Console, found: Backtest, options: argparse.Namespace, *, reread: Rereading) -> None:
    profile = found.profile
    screen.print(Text(clean(profile.name), style="bold").append(f"  ({profile.id})", style="not bold dim"))
    since = f"{options.since:%Y-%m-%d %H:%M} UTC"
    screen.print(f"  {plural(found.articles, 'article')} stored since {since}, {READ[reread]}")
    if not found.articles:
        screen.print("  nothing to judge: the store holds no article of that time")
        return
    matches, reviews = len(found.of("match")), len(found.of("review"))
    told = found.told
    at_once = sum(one.verdict.action == "send" for one in told)
    screen.print(
        Text("  ")
        .append(f"{matches} match", style=COLOURS["match"])
        .append(", ")
        .append(f"{reviews} for review", style=COLOURS["review"])
        .append(f", {found.articles - matches - reviews} neither")
    )
    later = len(told) - at_once
    screen.print(f"  {plural(len(told), 'story', 'stories')} would have been told: {at_once} at once, {later} later")
    for reason, count in found.not_told.most_common():
        screen.print(Text(f"    {plural(count, 'article')} would not: {reason_in_words(reason)}", style="dim"))
    _print_scores(screen, found)
    _print_bars(screen, "by day", found.days[-_DAYS:], len(found.days))
    _print_bars(screen, "by outlet", found.outlets[:_OUTLETS], len(found.outlets))
    _print_stories(screen, told, profile.alert.timezone)
    _print_around(screen, found)


def _print_scores(screen: Console, found: Backtest) -> None:
    profile = found.profile
    histogram = found.histogram
    filled = [at for at, (_, count) in enumerate(histogram) if count]
    if not filled:
        screen.print("\n  no article names anything that it watches")
        return
    marks = {"review": profile.review, "threshold": profile.threshold, "instant": profile.alert.instant}
    begins = [low for low, _ in histogram]
    places = {name: max(at for at, low in enumerate(begins) if low <= value + 1e-9) for name, value in marks.items()}
    bars = [
        Bar(
            label=f"{low:.2f}",
            counts=(count,),
            styles=(COLOURS[_decision(low, profile)],),
            note=", ".join(f"{name} {marks[name]:.2f}" for name, place in places.items() if place == at),
        )
        for at, (low, count) in enumerate(histogram)
    ]
    first, last = min(filled[0], *places.values()), max(filled[-1], *places.values())
    # passing mentions are many: the bars are scaled to those that are worth a look
    largest = max((count for low, count in histogram if low >= profile.review), default=0)
    screen.print(f"\n  score, of the {plural(len(found.looks), 'article')} with anything watched in them")
    draw(screen, bars[first : last + 1][::-1], largest)


def _decision(low: float, profile: Profile) -> Decision:
    return "match" if low >= profile.threshold else "review" if low >= profile.review else "none"


def _print_bars(screen: Console, heading: str, rows: Sequence[tuple[str, Any]], there_are: int) -> None:
    bars = [
        Bar(label=label, counts=(kinds["match"], kinds["review"]), styles=(COLOURS["match"], COLOURS["review"]))
        for label, kinds in rows
    ]
    if bars:
        screen.print(f"\n  {heading} (match + review)")
        draw(screen, bars)
    if there_are > len(bars):
        screen.print(Text(f"    … and {there_are - len(bars)} more (--json has all)", style="dim"))


def _print_stories(screen: Console, told: tuple[ToldStory, ...], zone: str) -> None:
    if told:
        screen.print("\n  the best stories")
    for one in told[:_BEST]:
        line = Text("    ").append_text(score(one.best.match)).append("  ")
        line.append_text(headline(one.best.member, zone))
        line.append(f", {plural(len(one.looks), 'article')}" if len(one.looks) > 1 else "", style="dim")
        screen.print(line)
    if len(told) > _BEST:
        screen.print(Text(f"    … and {len(told) - _BEST} more (--json has all)", style="dim"))


def _print_around(screen: Console, found: Backtest) -> None:
    near = found.around(_AROUND)
    if near:
        screen.print(f"\n  around the threshold of {found.profile.threshold:.2f}")
    for look in near:
        line = Text("    ").append_text(score(look.match)).append(f" {look.match.decision:<6}  ")
        line.append_text(headline(look.member, found.profile.alert.timezone))
        screen.print(line)


# ---------------------------------------------------------------- JSON


def _record(found: Backtest, options: argparse.Namespace, *, reread: Rereading) -> dict[str, Any]:
    profile = found.profile
    decided = [*found.of("match"), *found.of("review")]
    return {
        "profile": profile.id,
        "name": profile.name,
        "version": profile.version,
        "enabled": profile.enabled,
        "since": options.since.isoformat(),
        "reread": reread,
        "articles": found.articles,
        "match": len(found.of("match")),
        "review": len(found.of("review")),
        "none": found.articles - len(decided),
        "threshold": profile.threshold,
        "histogram": [{"from": low, "count": count} for low, count in found.histogram],
        "days": [{"day": day, **_counts(kinds)} for day, kinds in found.days],
        "outlets": [{"outlet": outlet, **_counts(kinds)} for outlet, kinds in found.outlets],
        "not_told": dict(found.not_told),
        "told": [
            {
                "story": one.best.story,
                "action": one.verdict.action,
                "reason": one.verdict.reason,
                "articles": [look.member.article_id for look in one.looks],
                "best": _look(one.best),
            }
            for one in found.told
        ],
        "around": [_look(look) for look in found.around(_AROUND)],
        "decided": [_look(look) | {"match": match_record(look.match)} for look in decided],
    }


def _counts(kinds: Any) -> dict[str, int]:
    return {"match": kinds["match"], "review": kinds["review"]}


def _look(look: Look) -> dict[str, Any]:
    return {
        "id": look.member.article_id,
        "title": look.member.title,
        "url": look.member.url,
        "outlet": look.member.outlet,
        "language": look.member.language,
        "published": look.member.published.isoformat(),
        "score": look.match.score,
        "decision": look.match.decision,
        "story": look.story or None,
        "action": look.verdict.action,
        "reason": look.verdict.reason,
    }
