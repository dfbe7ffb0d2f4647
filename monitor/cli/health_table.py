"""Sources and how they fare: a table for people, as wide as the terminal allows; records for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from rich.table import Table
from rich.text import Text

from monitor.health import WORDS, SourceHealth, Word, span
from monitor.settings.wording import visible

#: of a state
COLOURS: Final[dict[Word, str]] = {
    "failing": "red",
    "gone": "red",
    "locked": "red",
    "moved": "yellow",
    "unread": "yellow",
    "quiet": "yellow",
    "waiting": "yellow",
    "trouble": "yellow",
    "new": "dim",
    "ok": "green",
}
_Cell: TypeAlias = Callable[[SourceHealth, datetime], str]
#: heading, cell, and from how many columns of the terminal on there is room for it
_FIGURES: Final[tuple[tuple[str, _Cell, int], ...]] = (
    ("last answer", lambda one, at: _ago(one.state.last_success_at if one.state else None, at), 72),
    ("last new", lambda one, at: _ago(one.figures.last_new_at, at), 84),
    ("next", lambda one, at: _next(one, at), 96),
    ("every", lambda one, at: span(timedelta(seconds=one.state.interval_s)) if one.state else "", 106),
    ("a day", lambda one, at: _daily(one.daily), 116),
    ("pages", lambda one, at: "" if one.pages_share is None else f"{one.pages_share:.0%}", 116),
)


def worst_first(healths: Iterable[SourceHealth]) -> list[SourceHealth]:
    """Those that need a look before those that do not; within a state as the file has them."""
    return sorted(healths, key=lambda one: WORDS.index(one.word))


def tallied(healths: Iterable[SourceHealth]) -> str:
    """ "2 failing, 1 quiet, 168 ok"."""
    numbers = Counter(one.word for one in healths)
    return ", ".join(f"{numbers[word]} {word}" for word in WORDS if numbers[word])


def health_table(healths: Sequence[SourceHealth], at: datetime, width: int) -> Table:
    """One row a source. `width`: columns of the terminal; what finds no room is left out, the words come last to go."""
    figures = [(heading, cell) for heading, cell, room in _FIGURES if width >= room]
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold")
    table.add_column("state", no_wrap=True)
    for heading, _ in figures:
        table.add_column(heading, no_wrap=True)
    table.add_column("what it is", overflow="fold", ratio=1)
    for one in healths:
        words = f"{one.what} — {one.hint}" if one.hint else one.what
        state = Text(one.word, style=COLOURS[one.word])
        table.add_row(one.source.id, state, *(cell(one, at) for _, cell in figures), Text(visible(words)))
    return table


def health_record(health: SourceHealth) -> dict[str, object]:
    """The same for a script; no header field and no log-in is in it."""
    state, figures = health.state, health.figures
    return {
        "id": health.source.id,
        "name": health.source.name,
        "url": health.source.url,
        "state": health.word,
        "what": health.what,
        "hint": health.hint,
        "failures": state.failures if state else 0,
        "error": state.error if state else "",
        "last_success_at": _iso(state.last_success_at if state else None),
        "last_new_at": _iso(figures.last_new_at),
        "next_check_at": _iso(state.next_check_at if state else None),
        "not_before": _iso(state.not_before if state else None),
        "interval_s": state.interval_s if state else None,
        "entries_a_day": None if health.daily is None else round(health.daily, 2),
        "longest_gap_s": figures.longest_gap_s,
        "pages_read": figures.pages_read,
        "pages_unread": figures.pages_unread,
        "moved_to": state.moved_to if state and health.word == "moved" else "",
    }


def _daily(entries: float | None) -> str:
    if entries is None:
        return ""
    return f"{entries:.1f}".removesuffix(".0") if entries >= 0.1 else "<0.1"


def _next(health: SourceHealth, at: datetime) -> str:
    if health.word in ("gone", "locked"):
        return "never"
    return _ago(health.state.next_check_at, at) if health.state else "at once"


def _ago(instant: datetime | None, at: datetime) -> str:
    if instant is None:
        return "never"
    size = span(abs(instant - at))
    return f"in {size}" if instant - at > timedelta(seconds=30) else f"{size} ago"


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
