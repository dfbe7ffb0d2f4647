"""The other side of politeness: the news comes all the same, and in time; who fails is told of once and not forgotten.

What is missing is written into the same book, as a breach of what was promised to the reader.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from trust.politeness.exchange import DAY_S, EPOCH
from trust.politeness.papers import Paper
from trust.politeness.rules import FLOOR_S

if TYPE_CHECKING:
    from trust.politeness.week import Week

#: polls of one round wait for each other, and for their host's turn
_ROUND_S = 900.0
#: how far jitter moves a poll
_JITTER = 1.1
#: after so long without an answer somebody should have been told, and so long after its end, of that too
_LONG_S = 2.2 * DAY_S
_TROUBLES = ("status", "hang", "drop", "cut", "refuse", "page")
#: the reader's clock is wrong by so much for a while
_WRONG_S = 1920.0


def news(week: Week) -> None:
    """Hold what the watch has against what was published and handed over."""
    seen = _seen(Path(week.house.database), week)
    for paper in week.world.papers.values():
        _lost(week, paper, seen[paper.id])
        neighbours = week.world.hosts[paper.places[0][0]].papers
        # a trouble of one paper may be its host's
        if paper.frank and not any(other.phases for other in neighbours):
            _late(week, paper, seen[paper.id])
        _forgotten(week, paper)
        _settled(week, paper)
        _told(week, paper)
    for at, polled in week.house.polled:
        if polled.offline:
            week.book.write("no network, it was said", at, polled.source_id, polled.error)


def turns(week: Week) -> dict[str, Counter[str]]:
    """Paper -> how often it was told to be failing, back, moved, gone."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, polled in week.house.polled:
        if turn := polled.turn:
            counted[polled.source_id][turn] += 1
    return dict(counted)


def _settled(week: Week, paper: Paper) -> None:
    """Who moved for good is asked where it is now, once it said so for a day and some hours."""
    if not paper.role.startswith("moved for good"):
        return
    believed_s = paper.phases[0].begin * week.length_s + 1.5 * DAY_S
    still = [at for at, place in week.site.asked[paper.id] if not place and at > believed_s]
    if still:
        week.book.write("moved, and not followed", still[0], paper.id, f"{len(still)} times")


def _told(week: Week, paper: Paper) -> None:
    """A long trouble is told once, and its end once."""
    told = [(at, turn) for at, polled in week.house.polled if polled.source_id == paper.id and (turn := polled.turn)]
    moves = sum(phase.what == "moved" for phase in paper.phases)
    for turn, times in Counter(turn for _, turn in told).items():
        if times > (moves if turn == "moved" else 1):
            week.book.write("told again", told[-1][0], paper.id, f"{turn}: {times} times")
    troubles = [phase for phase in paper.phases if phase.what in _TROUBLES and not phase.retry_after_s]
    for phase in troubles:
        begin_s, end_s = phase.begin * week.length_s, phase.end * week.length_s
        if end_s - begin_s > _LONG_S and not any(turn == "failing" and at < end_s for at, turn in told):
            week.book.write("trouble not told", begin_s, paper.id, f"{(end_s - begin_s) / 3600:.0f} h of {phase.what}")
        failed = any(turn == "failing" for _, turn in told)
        if failed and phase.end < 1 and week.length_s - end_s > _LONG_S and all(turn != "back" for _, turn in told):
            week.book.write("recovery not told", end_s, paper.id, "")


def _seen(database: Path, week: Week) -> defaultdict[str, dict[int, float]]:
    """Paper -> number of each entry that the watch has, with the second of its arrival."""
    found: defaultdict[str, dict[int, float]] = defaultdict(dict)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for source, key, at in connection.execute("SELECT source_id, key, first_seen_at FROM entries"):
            number = key.rpartition("#")[2]
            if number.lstrip("-").isdigit():
                arrived = datetime.fromisoformat(at).replace(tzinfo=UTC) - EPOCH
                found[source][int(number)] = arrived.total_seconds()
    connection.close()
    return found


def _lost(week: Week, paper: Paper, seen: dict[int, float]) -> None:
    """What was handed over is there; but for the last hour, when the watch was stopped."""
    end = week.length_s - 3600
    missing = [n for n in week.site.handed[paper.id] if n not in seen and paper.published(n) < end]
    for number in missing:
        week.book.write("entry lost", paper.published(number), paper.id, f"{paper.guid(number)} was handed over")


def _late(week: Week, paper: Paper, seen: dict[int, float]) -> None:
    """A server that asks for nothing is read as often as it publishes."""
    bound_s = min(max(paper.period_s, FLOOR_S), DAY_S) * _JITTER + _ROUND_S
    last = paper.newest(week.length_s - bound_s - _WRONG_S)
    first = paper.newest(0.0) + 1
    for number in range(first, last + 1) if paper.period_s else ():
        out = paper.published(number)
        absent = [*week.house.down, week.house.left_out.get(paper.id, (0.0, 0.0))]
        if number not in seen:
            gone_s = out + paper.window * paper.period_s
            if not any(begin < gone_s and end > out for begin, end in absent):
                week.book.write("news missed", out, paper.id, paper.guid(number))
            continue
        down_s = sum(end - begin for begin, end in absent if begin < seen[number] and end > out)
        if seen[number] - out > bound_s + down_s + _WRONG_S:
            week.book.write("news late", out, paper.id, f"{seen[number] - out:.0f} s after publication ({bound_s:.0f})")


def _forgotten(week: Week, paper: Paper) -> None:
    """At least once a day it is asked, whatever happens; but for one that asked for more, is gone, or cannot hear."""
    neighbours = week.world.hosts[paper.places[0][0]].papers
    troubled = (phase for other in neighbours for phase in other.phases)
    if any(phase.retry_after_s >= DAY_S or phase.what == "refuse" for phase in troubled):
        return
    if any(phase.what == "gone" for phase in paper.phases):
        return
    down_s = sum(end - begin for begin, end in week.house.down)
    skipped_s = DAY_S * len(paper.asks.skip_days) + 3600 * len(paper.asks.skip_hours)
    bound_s = DAY_S * _JITTER + 2 * _ROUND_S + _WRONG_S + down_s + skipped_s
    for one, other in pairwise((0.0, *(at for at, _ in week.site.asked[paper.id]), week.length_s)):
        if other - one > bound_s:
            week.book.write("given up", one, paper.id, f"not asked for {(other - one) / 3600:.0f} h")
